"""A rendering in a process of its own: what it may take, and that the worker lives on whatever it does."""

from __future__ import annotations

import ctypes
import faulthandler
import hashlib
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from appraisal import confined, pdf
from tests.appraisal.test_pdf import context


class OursError(confined.DrawingError):
    pass


class OtherError(confined.DrawingError):
    pass


def busy_in_python() -> bytes:
    while True:
        with suppress(Exception):  # as a library might that swallows what is raised into it
            sum(range(1000))


def busy_in_c() -> bytes:
    return hashlib.pbkdf2_hmac("sha256", b"x", b"y", 2_000_000_000)


def hungry() -> bytes:
    return bytes(bytearray(confined.MOST_MEMORY * 2))


def killed() -> bytes:
    os.kill(os.getpid(), signal.SIGKILL)
    return b""


def aborted() -> bytes:
    """What GLib does when it gets no memory."""
    faulthandler.disable()
    os.abort()


def broken() -> bytes:
    faulthandler.disable()
    ctypes.string_at(0)
    return b""


def unforeseen() -> bytes:
    filled: dict[str, bytes] = {}
    return filled["kolom"]


def refused() -> bytes:
    raise OtherError("Tidak boleh: «é».")


def no_children_left() -> bool:
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return True
    return False


def test_what_it_makes_comes_back_whole() -> None:
    content = os.urandom(3_000_000)
    assert confined.run(lambda: content) == content
    assert confined.run(bytes) == b""
    assert no_children_left()


@pytest.mark.parametrize("work", [busy_in_python, busy_in_c])
def test_the_limit_of_time_ends_it_whatever_it_is_at(
    work: confined.Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(confined, "MOST_SECONDS", 0.2)
    begun = time.monotonic()
    with pytest.raises(confined.TooSlowError, match=r"0\.2 detik"):
        confined.run(work)
    assert time.monotonic() - begun < 5
    assert no_children_left()


@contextmanager
def interrupted(after: float) -> Iterator[None]:
    """An alarm that raises in this process, as Celery's soft limit does."""

    def alarm(*_: object) -> None:
        raise InterruptedError

    before = signal.signal(signal.SIGALRM, alarm)
    signal.setitimer(signal.ITIMER_REAL, after)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_negative_control_an_alarm_in_the_worker_itself_comes_too_late() -> None:
    begun = time.monotonic()
    with pytest.raises(InterruptedError), interrupted(0.05):
        hashlib.pbkdf2_hmac("sha256", b"x", b"y", 2_000_000)
    assert time.monotonic() - begun > 0.2


@pytest.mark.parametrize("work", [hungry, killed, aborted])
def test_the_limit_of_memory_ends_it_and_only_it(
    work: confined.Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(confined, "MOST_MEMORY", 64 * 1024**2)
    with pytest.raises(confined.TooLargeError):
        confined.run(work)
    assert confined.run(lambda: b"next") == b"next"


@pytest.mark.parametrize(("work", "message"), [(broken, "status"), (unforeseen, "KeyError: 'kolom'")])
def test_any_other_end_is_told(work: confined.Work, message: str) -> None:
    with pytest.raises(confined.CrashedError, match=message):
        confined.run(work)
    assert no_children_left()


def test_an_error_of_ours_comes_out_as_it_is() -> None:
    with pytest.raises(OtherError, match="Tidak boleh: «é»"):
        confined.run(refused, known=(OursError, OtherError))


def test_what_interrupts_the_worker_ends_the_drawing_too() -> None:
    with pytest.raises(InterruptedError), interrupted(0.1):
        confined.run(busy_in_python)
    assert no_children_left()


def test_a_document_is_drawn_within_the_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as small:
        small.setattr(confined, "MOST_SECONDS", 0.001)
        with pytest.raises(confined.TooSlowError):
            pdf.render_pdf("pdf/document.html", context())
    assert pdf.render_pdf("pdf/document.html", context()).startswith(b"%PDF")
