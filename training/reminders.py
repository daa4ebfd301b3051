"""Reminders of development plans: an agreed item that is late is told once, to its owner and to the superior."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.urls import reverse

from appraisal.clocks import is_working_day
from appraisal.models import Party, PartyRole
from employees.dates import dated
from employees.models import Employee, Holiday
from employees.notifications import Line, notify_all
from training import planning, reach
from training.models import DevelopmentItem

NAMED = 5  # items named in a line; the rest is counted


def send(today: date) -> None:
    """What the day asks for; running it again, or twice at once, adds nothing."""
    if is_working_day(today, set(Holiday.objects.filter(day=today).values_list("day", flat=True))):
        _late_items(today)


@transaction.atomic
def _late_items(today: date) -> None:
    """One line a person, however many of his items or of his people's are late; each item on one day only."""
    rows = planning.open_items(Employee.objects.active()).filter(due_on__lt=today, reminded_on__isnull=True)
    rows = rows.select_for_update(of=("self",), skip_locked=True).select_related("plan__employee", "owner")
    items = list(rows.order_by("due_on", "pk"))
    years = _years({one.plan.employee_id for one in items}, today)
    told: dict[Employee, list[DevelopmentItem]] = {}
    for item in items:
        year = years.get(item.plan.employee_id)
        for person in {item.owner, year.employee if year else item.owner}:
            if _has_a_way_in(person):
                told.setdefault(person, []).append(item)
    notify_all(_line(person, late, years) for person, late in told.items())
    DevelopmentItem.objects.filter(pk__in=[one.pk for one in items]).update(reminded_on=today)


def _years(employees: set[int], today: date) -> dict[int, Party]:
    """By person the appraiser of today in the year that counts now."""
    rows = Party.objects.on(today).filter(
        role=PartyRole.APPRAISER, appraisal__in=reach.current(today).filter(employee__in=employees)
    )
    return {row.appraisee_id: row for row in rows.select_related("employee", "appraisal")}


def _has_a_way_in(person: Employee) -> bool:
    return person.active and person.kind != Employee.Kind.NON_ASN


def _line(person: Employee, late: list[DevelopmentItem], years: dict[int, Party]) -> Line:
    own = all(one.plan.employee_id == person.pk for one in late)
    return Line(
        person,
        key=f"remind:item:{late[0].uuid}",
        title=f"Rencana pengembangan lewat tenggat: {len(late)} butir",
        body="\n".join([*(_words(one, own=own) for one in late[:NAMED]), *_rest(len(late) - NAMED)]),
        url=_url({one.plan.employee_id for one in late}, years),
        subject="Rencana pengembangan lewat tenggat",
    )


def _url(employees: set[int], years: dict[int, Party]) -> str:
    """The plan itself where it is one person's, else the page of the whole team."""
    if len(employees) > 1:
        return reverse("team_development")
    year = years.get(employees.pop())
    return reverse("development", args=[year.appraisal.uuid]) if year else reverse("my_development")


def _words(item: DevelopmentItem, *, own: bool) -> str:
    whose = "" if own else f"{item.plan.employee.full_name}: "
    return f"{whose}{item.text} (tenggat {dated(item.due_on)})"


def _rest(count: int) -> list[str]:
    return [f"dan {count} lainnya"] if count > 0 else []
