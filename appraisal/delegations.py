"""Plt and Plh: who leads a unit from when to when, and where a Plt is evaluated meanwhile.

Their powers are looked up live from these placements (`Party.objects.acting`). A Plt's own evaluation is done by
the leader to whom he reports as Plt, by a dated party row that ends with the assignment (lines 3683-3688).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from appraisal import parties
from appraisal.models import Appraisal, PartyRole
from appraisal.parties import Cause, Change
from appraisal.workflow import Refused
from employees.models import Employee, Placement, Position, Unit, User
from employees.notifications import notify

ONE_DAY = timedelta(days=1)
KINDS = (Placement.Kind.PLT, Placement.Kind.PLH)


@dataclass(frozen=True)
class Delegation:
    """What personnel records; no end means until further notice."""

    unit: Unit
    person: Employee
    kind: str
    starts_on: date
    ends_on: date | None
    reports_there: bool = False


def visible_to(user: User) -> QuerySet[Placement]:
    """Assignments as Plt and Plh of units where this user does personnel work."""
    return Placement.objects.filter(kind__in=KINDS, unit__in=user.administered_units().values("pk"))


@transaction.atomic
def record(wanted: Delegation, *, by: Employee) -> Placement:
    """Write the assignment, tell the person, and change where a Plt is evaluated.

    Raises:
        Refused: it is one's own, the head's own unit, or another one holds on these days.
    """
    unit = Unit.objects.select_for_update(of=("self",), no_key=True).get(pk=wanted.unit.pk)
    if why := _refusal(unit, wanted, by):
        raise Refused(why)
    above = parties_above(unit, wanted.person)
    placement = Placement.objects.create(
        employee=wanted.person,
        unit=unit,
        position=post_of_head(unit),
        kind=wanted.kind,
        superior=above[0],
        starts_on=wanted.starts_on,
        ends_on=wanted.ends_on,
    )
    notify(
        wanted.person,
        key=f"delegation:{placement.uuid}",
        title=f"Anda menjadi {placement.get_kind_display()} {unit.head_title or f'pimpinan {unit}'}",
        body=f"Mulai {date_format(wanted.starts_on, 'j F Y')}. Anda menilai pegawai unit itu selama penugasan.",
    )
    if wanted.reports_there and wanted.kind == Placement.Kind.PLT:
        _evaluate_there(placement, above, by)
    return placement


def _refusal(unit: Unit, wanted: Delegation, by: Employee) -> str:
    if wanted.person.pk == by.pk:
        return "Penugasan Anda sendiri dicatat oleh pengelola kepegawaian lain."
    if unit.head_id == wanted.person.pk:
        return f"{wanted.person.full_name} adalah pimpinan definitif unit ini."
    lasts = Q(ends_on__isnull=True) | Q(ends_on__gte=wanted.starts_on)
    others = unit.placements.filter(lasts, kind__in=KINDS).select_related("employee")
    if wanted.ends_on:
        others = others.filter(starts_on__lte=wanted.ends_on)
    if other := others.first():
        return f"{other.get_kind_display()} unit ini pada tanggal itu sudah tercatat: {other.employee.full_name}."
    return ""


def parties_above(unit: Unit, person: Employee) -> tuple[Employee | None, Employee | None]:
    """The heads to whom the leader of a unit reports: the next one up, and the one above him."""
    heads = [
        one.head
        for one in Unit.objects.line_up(unit).exclude(pk=unit.pk).select_related("head")
        if one.head is not None and one.head.active and one.head != person
    ]
    different = list(dict.fromkeys(heads))
    return (different[0] if different else None, different[1] if len(different) > 1 else None)


def post_of_head(unit: Unit) -> Position:
    title = unit.head_title or f"Pimpinan {unit.name}"
    found = Position.objects.filter(title=title[:200]).first()
    return found or Position.objects.create(title=title[:200], category=Position.Category.STRUCTURAL)


def _evaluate_there(
    placement: Placement, above: tuple[Employee | None, Employee | None], by: Employee
) -> None:
    """Dated party rows in the Plt's own living appraisals; one that is refused stays as it is."""
    appraiser, reviewer = above
    if appraiser is None:
        return
    rows = Appraisal.objects.alive().filter(employee=placement.employee).select_related("period", "employee")
    for appraisal in rows.filter(period__ends_on__gte=placement.starts_on):
        change = Change(
            {PartyRole.APPRAISER: appraiser, PartyRole.REVIEWER: reviewer},
            max(placement.starts_on, parties.first_day(appraisal)),
            f"Melapor sebagai {placement.get_kind_display()} {placement.unit}.",
            Cause.DELEGATION,
            placement.ends_on,
        )
        if not parties.refusal(appraisal, change, None):
            parties.change_parties(appraisal, change, by=by if _may(appraisal, by) else None)


def _may(appraisal: Appraisal, by: Employee) -> bool:
    """The event names who recorded it where he administers the Plt's own unit too."""
    return parties.manageable(by.user).filter(pk=appraisal.pk).exists()


@transaction.atomic
def end(placement: Placement, *, ends_on: date, by: Employee) -> None:
    """The last day of an assignment; one that never began is taken away.

    Raises:
        Refused: it is one's own.
    """
    row = (
        Placement.objects.select_for_update(of=("self",))
        .select_related("employee", "unit")
        .get(pk=placement.pk)
    )
    if row.employee_id == by.pk:
        raise Refused("Penugasan Anda sendiri diakhiri oleh pengelola kepegawaian lain.")
    _give_back(row, max(ends_on, row.starts_on - ONE_DAY) + ONE_DAY, by)
    if ends_on < row.starts_on:
        row.delete()
        return
    row.ends_on = ends_on
    row.save(update_fields=["ends_on"])


def _give_back(row: Placement, on: date, by: Employee) -> None:
    """Where the Plt was evaluated as such, his own superiors evaluate again from that day."""
    superiors = row.employee.placement(max(on, timezone.localdate()))
    own = superiors.superior if superiors else None
    if own is None:
        return
    for appraisal in (
        Appraisal.objects.alive().filter(employee=row.employee).select_related("period", "employee")
    ):
        held = appraisal.party(PartyRole.APPRAISER, on)
        if held is None or held.employee_id != row.superior_id or held.employee_id == own.pk:
            continue
        above = own.placement(max(on, timezone.localdate()))
        reviewer = above.superior if above and above.superior != row.employee else None
        wanted = {PartyRole.APPRAISER: own, PartyRole.REVIEWER: reviewer}
        change = Change(wanted, on, f"Penugasan sebagai {row.get_kind_display()} berakhir.", Cause.DELEGATION)
        if not parties.refusal(appraisal, change, None):
            parties.change_parties(appraisal, change, by=by if _may(appraisal, by) else None)
