"""A morning's run of reminders in which everybody is called; the reference writes the same rows with bulk_create alone.

python -m benchmarks.reminders [PEOPLE]
"""

from __future__ import annotations

import resource
import sys
from datetime import date

from django.db import connection, models, transaction

from appraisal import reminders
from appraisal.models import Appraisal, Reminder, ReminderRun
from benchmarks import scratch
from employees.models import Notification, Outbox
from tests import factories

DAY = date(2026, 3, 9)  # a Monday
WRITTEN: tuple[type[models.Model], ...] = (Notification, Reminder, Outbox)


def main(people: int) -> None:
    with scratch.database():
        _late_everybody(people)
        asking, found = scratch.timed(lambda: reminders.found(DAY, frozenset()))
        seconds, run = scratch.timed(lambda: reminders.send(DAY))
        ReminderRun.objects.update(finished_at=None)
        again, _run = scratch.timed(lambda: reminders.send(DAY))
        reference = _plain_bulk_create()
        told = run.people if run else 0
        _line(f"reference: plain bulk_create, {told} people", reference, people, reference)
        _line(f"who is called: {sum(map(len, found.values()))} lines", asking, people, reference)
        _line("the whole run", seconds, people, reference)
        _line("the same run after a kill at its end", again, people, reference)
        print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _line(what: str, seconds: float, people: int, reference: float) -> None:
    print(f"{what:<46}{seconds:>7.2f} s{people / seconds:>8.0f} people/s   x {seconds / reference:.2f}")


def _late_everybody(people: int) -> None:
    """Everybody's SKP is to be proposed, and was due on Friday."""
    rows, period = scratch.agency(people), factories.make_period(2026, status="OPEN")
    period.windows.update(
        opens_on=date(2026, 12, 28), self_due_on=date(2027, 1, 8), ends_on=date(2027, 1, 31)
    )
    unit = rows[0].heads.get()
    Appraisal.objects.bulk_create(
        (Appraisal(period=period, employee=one, unit=unit, targets_due_on=date(2026, 3, 6)) for one in rows),
        batch_size=1_000,
    )


def _plain_bulk_create() -> float:
    """Seconds to write the rows of the run once more and nothing else."""
    copies = {model: list(model._default_manager.all()) for model in WRITTEN}
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(model._meta.db_table for model in WRITTEN)} CASCADE")

    def write() -> None:
        with transaction.atomic():
            for model, rows in copies.items():
                model._default_manager.bulk_create(rows, batch_size=1000)

    return scratch.timed(write)[0]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
