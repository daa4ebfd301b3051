"""Reminders of development plans: an agreed item that is late is told once, to its owner and to the superior."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import transaction
from django.urls import reverse

from appraisal.calls import Call
from appraisal.digests import Told
from appraisal.models import Party, PartyRole
from appraisal.reminders import register
from employees.dates import dated
from employees.models import Employee
from training import planning, reach
from training.models import DevelopmentItem

NAMED = 5  # items named in a line; the rest is counted
ITEMS = "item"


def late_items(today: date) -> Iterator[Told]:
    """One line a person, however many of his items or of his people's are late; each item on one day only.

    The items of a run are marked first: one that is cut off finds the same again.
    """
    items = _items_of(today)
    years = _years({one.plan.employee_id for one in items}, today)
    told: dict[Employee, list[DevelopmentItem]] = {}
    for item in items:
        year = years.get(item.plan.employee_id)
        for person in {item.owner, year.employee if year else item.owner}:
            if _has_a_way_in(person):
                told.setdefault(person, []).append(item)
    yield from (_line(person, late, years, today) for person, late in told.items())


@transaction.atomic
def _items_of(today: date) -> list[DevelopmentItem]:
    opened = planning.open_items(Employee.objects.active()).filter(due_on__lt=today)
    late = opened.filter(reminded_on__isnull=True).select_for_update(of=("self",), skip_locked=True)
    fresh = [one.pk for one in late]
    DevelopmentItem.objects.filter(pk__in=fresh).update(reminded_on=today)
    rows = opened.filter(reminded_on=today).select_related("plan__employee", "owner")
    return list(rows.order_by("due_on", "pk"))


def _years(employees: set[int], today: date) -> dict[int, Party]:
    """By person the appraiser of today in the year that counts now."""
    rows = Party.objects.on(today).filter(
        role=PartyRole.APPRAISER, appraisal__in=reach.current(today).filter(employee__in=employees)
    )
    return {row.appraisee_id: row for row in rows.select_related("employee", "appraisal")}


def _has_a_way_in(person: Employee) -> bool:
    return person.active and person.kind != Employee.Kind.NON_ASN


def _line(person: Employee, late: list[DevelopmentItem], years: dict[int, Party], today: date) -> Told:
    own = all(one.plan.employee_id == person.pk for one in late)
    return Told(
        person,
        key=f"remind:item:{today:%Y-%m-%d}",
        stage=ITEMS,
        call=Call.LATE,
        title=f"Rencana pengembangan lewat tenggat: {len(late)} butir",
        body="\n".join([*(_words(one, own=own) for one in late[:NAMED]), *_rest(len(late) - NAMED)]),
        url=_url({one.plan.employee_id for one in late}, years),
        mail_title="Rencana pengembangan lewat tenggat",
        about=tuple({one.plan.employee_id for one in late}),
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


register(ITEMS, "Rencana pengembangan", late_items)
