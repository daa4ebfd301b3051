"""Opening a year and the clock's steps, in people a second; the reference writes the same rows with bulk_create alone.

python -m benchmarks.opening [PEOPLE]
"""

from __future__ import annotations

import sys
from datetime import timedelta

from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from appraisal import due_steps, opening
from appraisal.models import Appraisal, Evaluation, Event, Party
from benchmarks import scratch
from employees.models import Notification, Outbox
from tests import factories

WRITTEN: tuple[type[models.Model], ...] = (Appraisal, Party, Event, Notification, Outbox, Evaluation)
CUT_OFF = 500


def main(people: int) -> None:
    with scratch.database():
        boss = scratch.agency(people)[0]
        period = factories.make_period()
        planning, _plan = scratch.timed(lambda: opening.plan(period, today=timezone.localdate()))
        seconds, _plan = scratch.timed(lambda: opening.open_period(period, by=boss))
        reference = _plain_bulk_create()
        _line(f"reference: plain bulk_create, {people} people", reference, people, reference)
        _line("dry run", planning, people, reference)
        _line("open_period", seconds, people, reference)
        _measure_the_clock(reference / people)


def _line(what: str, seconds: float, people: int, reference: float) -> None:
    print(f"{what:<46}{seconds:>7.2f} s{people / seconds:>8.0f} people/s   x {seconds / reference:.2f}")


def _plain_bulk_create() -> float:
    """Seconds to write the rows of the opening once more and nothing else."""
    copies = {model: list(model._default_manager.all()) for model in WRITTEN}
    with connection.cursor() as cursor:
        tables = ", ".join(model._meta.db_table for model in WRITTEN)
        cursor.execute(f"TRUNCATE {tables} CASCADE")

    def write() -> None:
        with transaction.atomic():
            for model, rows in copies.items():
                model._default_manager.bulk_create(rows, batch_size=opening.BATCH)

    return scratch.timed(write)[0]


def _measure_the_clock(a_person: float) -> None:
    """`cut_off`, a transaction a row; beside what the reference spends on as many people."""
    today = timezone.localdate()
    with CaptureQueriesContext(connection) as none_due:
        due_steps.take(today)
    _let_pass(1)
    with CaptureQueriesContext(connection) as one_due:
        due_steps.take(today)
    _let_pass(CUT_OFF)
    seconds, taken = scratch.timed(lambda: due_steps.take(today))
    done = taken["cut_off"]
    _line(f"cut_off, {len(one_due) - len(none_due) - 1} queries each", seconds, done, a_person * done)


def _let_pass(count: int) -> None:
    """Let the day of the self-assessment be yesterday for some who have not handed it in."""
    yesterday = timezone.localdate() - timedelta(1)
    some = Evaluation.objects.filter(status="OPEN").order_by("-pk")[:count].values("pk")
    Evaluation.objects.filter(pk__in=some).update(opens_on=yesterday, self_due_on=yesterday)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000)
