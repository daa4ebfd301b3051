"""One rendering in a process of its own, with limits of time and memory that hold whatever the document does.

Python cannot stop a library that is busy in C, and memory that a library fails to get ends the process. So the work
is done in a fork, which the worker kills: the worker, its warm fonts and its queue live on (docs/adr/0015).
"""

from __future__ import annotations

import gc
import os
import resource
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

MOST_SECONDS = 60.0
MOST_MEMORY = 1024**3  # more than the process already holds
LOWER_PRIORITY = 10  # beside people's pages, drawing can wait
CHUNK = 1 << 16
DONE, KNOWN, UNKNOWN = b"+", b"-", b"?"

Work = Callable[[], bytes]


class DrawingError(Exception):
    """A document that could not be drawn; `reason` is the value of `DrawingFailure.Reason` that says why."""

    reason = "CRASHED"


class TooSlowError(DrawingError):
    """It took longer than a document may."""

    reason = "TOO_SLOW"


class TooLargeError(DrawingError):
    """It wanted more memory than a document may."""

    reason = "TOO_LARGE"


class CrashedError(DrawingError):
    """The drawing ended without an answer, or with an error that nobody foresaw."""


def run(work: Work, *, known: tuple[type[BaseException], ...] = ()) -> bytes:
    """What `work` returns, drawn in a fork that is ended when it takes too much.

    Errors of the `known` classes come out as they are, with their message.

    Raises:
        TooSlowError, TooLargeError: a limit was reached.
        CrashedError: anything else went wrong; the message names it.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        os.close(reading)
        _work(work, writing, known)
    os.close(writing)
    ended = False
    try:
        answer = _read(reading, time.monotonic() + MOST_SECONDS)
        ended = True
    finally:
        os.close(reading)
        if not ended:
            os.kill(pid, signal.SIGKILL)
        status = os.waitpid(pid, 0)[1]
    return _understood(answer, status, known)


def _read(reading: int, deadline: float) -> bytes:
    """Everything that comes until the other side closes. Raises TooSlowError at the deadline."""
    answer = bytearray()
    while select.select([reading], [], [], max(0.0, deadline - time.monotonic()))[0]:
        chunk = os.read(reading, CHUNK)
        if not chunk:
            return bytes(answer)
        answer += chunk
    raise TooSlowError(f"Lebih dari {MOST_SECONDS:g} detik.")


def _understood(answer: bytes, status: int, known: tuple[type[BaseException], ...]) -> bytes:
    mark, rest = answer[:1], answer[1:]
    if mark == DONE and status == 0:
        return rest
    if mark == KNOWN:
        kinds: list[type[BaseException]] = [TooLargeError, *known]
        raise kinds[rest[0]](rest[1:].decode())
    if mark == UNKNOWN:
        raise CrashedError(rest.decode())
    ended_by = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    if ended_by == signal.SIGXCPU:
        raise TooSlowError(f"Lebih dari {MOST_SECONDS:g} detik.")
    if ended_by in {
        signal.SIGKILL,
        signal.SIGABRT,
        signal.SIGTRAP,
    }:  # the kernel, or a C library without memory
        raise TooLargeError("Memori habis.")
    raise CrashedError(f"Proses berhenti dengan status {status}.")


def _work(work: Work, writing: int, known: tuple[type[BaseException], ...]) -> NoReturn:
    """The fork: whatever happens it ends here, and nothing of the worker's is tidied up twice."""
    answer, code = UNKNOWN, 1
    try:
        _limit()
        gc.disable()  # the process ends with the document; looking for cycles meanwhile is time lost
        answer, code = DONE + work(), 0
    except MemoryError:
        answer = KNOWN + bytes([0]) + b"Memori habis."
    except known as error:
        answer = KNOWN + bytes([1 + _place(error, known)]) + str(error).encode()
    finally:
        if answer == UNKNOWN:
            answer += "".join(traceback.format_exception_only(*sys.exc_info()[:2])).strip().encode()
            traceback.print_exc()
        with suppress(BrokenPipeError), os.fdopen(writing, "wb") as pipe:
            pipe.write(answer)
        os._exit(code)


def _place(error: BaseException, known: tuple[type[BaseException], ...]) -> int:
    return next(place for place, kind in enumerate(known) if isinstance(error, kind))


def _limit() -> None:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGUSR1, signal.SIGALRM):
        signal.signal(number, signal.SIG_DFL)
    os.nice(LOWER_PRIORITY)
    held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    _at_most(resource.RLIMIT_AS, held + MOST_MEMORY)
    # Should the worker be killed meanwhile, the drawing still ends by itself.
    _at_most(resource.RLIMIT_CPU, int(MOST_SECONDS) + 1)
    _at_most(resource.RLIMIT_CORE, 0)


def _at_most(kind: int, limit: int) -> None:
    """Lower a limit of this process, and keep a lower one that stands already."""
    hard = resource.getrlimit(kind)[1]
    limit = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    resource.setrlimit(kind, (limit, limit))
