"""What it costs to ask whose turn it is and who sees what, in a large agency beside a small one in the same run.

python -m benchmarks.standing [PEOPLE]
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from appraisal import workflow
from appraisal.models import Appraisal, Evaluation, Party, PartyRole, WindowCode
from benchmarks import scratch
from employees.models import Employee, Placement, User
from tests import factories

SMALL, LARGE, ROUNDS = 600, 20_000, 30


def main(large: int) -> None:
    measured = {size: _measure(size) for size in (SMALL, large)}
    print(f"{'question':<38}{f'{SMALL} people':>14}{f'{large} people':>16}{'ratio':>8}")
    for question, small in measured[SMALL].items():
        big = measured[large][question]
        print(f"{question:<38}{small * 1000:>11.1f} ms{big * 1000:>13.1f} ms{big / small:>8.2f}")


def _measure(size: int) -> dict[str, float]:
    with scratch.database():
        people = scratch.agency(size)
        _open_year(people)
        clerk, head, delegate = people[30], people[24], people[40]
        _delegate(delegate, head)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        return {
            "inbox of a clerk": _time(lambda: _inbox(clerk)),
            "inbox of a head of 12": _time(lambda: _inbox(head)),
            "inbox of a Plh": _time(lambda: _inbox(delegate)),
            "one appraisal, seen by its head": _time(lambda: _seen(head, clerk)),
            "one appraisal, seen by a stranger": _time(lambda: _seen(people[100], clerk)),
        }


def _open_year(people: list[Employee]) -> None:
    """Every appraisal runs with its parties and one open evaluation; opening itself has its own benchmark."""
    today = timezone.localdate()
    period = factories.make_period(today.year)
    placements = Placement.objects.select_related("employee", "superior").order_by("pk")
    appraisals = Appraisal.objects.bulk_create(
        (
            Appraisal(period=period, employee=row.employee, unit_id=row.unit_id, targets_due_on=today)
            for row in placements
        ),
        batch_size=1_000,
    )
    parties = []
    for appraisal, row in zip(appraisals, placements, strict=True):
        holders = {PartyRole.APPRAISEE: row.employee, PartyRole.APPRAISER: row.superior}
        if row.superior is not None and row.superior.pk != people[0].pk:
            holders[PartyRole.REVIEWER] = people[0]
        parties += [_party(appraisal, role, person) for role, person in holders.items() if person is not None]
    Party.objects.bulk_create(parties, batch_size=1_000)
    Evaluation.objects.bulk_create(
        (
            Evaluation(
                appraisal=appraisal, window=WindowCode.YEAR, opens_on=today, self_due_on=today, ends_on=today
            )
            for appraisal in appraisals
        ),
        batch_size=1_000,
    )


def _party(appraisal: Appraisal, role: PartyRole, person: Employee) -> Party:
    return Party(
        appraisal=appraisal, role=role, employee=person, appraisee_id=appraisal.employee_id,
        starts_on=timezone.localdate() - timedelta(30), name=person.name,
    )  # fmt: skip


def _delegate(person: Employee, head: Employee) -> None:
    led = Placement.objects.get(employee=head)
    today = timezone.localdate()
    Placement.objects.create(
        employee=person,
        unit=led.unit,
        position=led.position,
        kind=Placement.Kind.PLH,
        starts_on=today,
        ends_on=today,
    )


def _inbox(person: Employee) -> None:
    list(workflow.waiting_appraisals(person))
    list(workflow.waiting_evaluations(person))


def _seen(person: Employee, of: Employee) -> None:
    user, _ = User.objects.get_or_create(employee=person, defaults={"username": f"p{person.pk}"})
    user.get_all_permissions()  # read once a request, and not what is measured
    Appraisal.objects.visible_to(user).filter(employee=of).exists()


def _time(work: Callable[[], None]) -> float:
    """Median seconds of wall time."""
    work()
    return statistics.median(scratch.timed(work)[0] for _ in range(ROUNDS))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else LARGE)
