"""Where placements and parties say different things: an import changes placements, never parties.

Personnel reads the list and takes a line over with one click, or leaves it: a Plt who was written as appraiser
stays although the import does not know him.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, FilteredRelation, Prefetch, Q

from appraisal import opening
from appraisal.models import Appraisal, Party, PartyRole, Period
from appraisal.models.appraisal import AppraisalQuerySet
from appraisal.parties import CHANGEABLE, Cause, Change, first_day
from appraisal.standing import held_on
from employees.models import Employee, Placement, Unit
from employees.models.placement import definitive_on


@dataclass(frozen=True)
class Difference:
    """One person whose superior or unit of today is another than the appraisal's.

    `moved_to` is set when the unit differs: then the employee is to be moved, not the parties changed.
    """

    appraisal: Appraisal
    held: dict[PartyRole, Employee | None]
    expected: dict[PartyRole, Employee]
    since: date
    moved_to: Unit | None

    @property
    def lines(self) -> list[tuple[str, str, str]]:
        """(role, as it stands, as the placements say)."""
        return [
            (role.label, held.full_name if (held := self.held[role]) else "belum ada", person.full_name)
            for role, person in self.expected.items()
        ]

    def change(self, today: date) -> Change:
        """The correction that takes it over: from the day of the placement, within the appraisal's days."""
        first = first_day(self.appraisal)
        on = min(max(self.since, first), max(today, first))
        cause = Cause.CORRECTION if on == first else Cause.MOVED
        return Change(dict(self.expected), on, "Disamakan dengan data penempatan.", cause)


def differing(period: Period, rows: AppraisalQuerySet, *, today: date) -> AppraisalQuerySet:
    """Those among these appraisals of a period of which `differences` tells something, by name.

    The database compares: everybody's placements and parties are too much to read for one page.
    """
    day = opening.effective_day(period, today)
    above = "post__superior__placements"
    found = (
        rows.alive()
        .filter(period=period)
        .annotate(
            post=FilteredRelation(
                "employee__placements", condition=definitive_on("employee__placements", day)
            ),
            above=FilteredRelation(above, condition=definitive_on(above, day)),
            appraiser_now=FilteredRelation(
                "parties", condition=held_on(PartyRole.APPRAISER, max(day, today))
            ),
            reviewer_now=FilteredRelation("parties", condition=held_on(PartyRole.REVIEWER, max(day, today))),
        )
    )
    compared = found.annotate(
        post_unit=_number("post__unit"),
        appraiser_held=_number("appraiser_now__employee"),
        reviewer_held=_number("reviewer_now__employee"),
        appraiser_wanted=_number("post__superior"),
        reviewer_wanted=_number("above__superior"),
    )
    appraiser = _replaces("appraiser_wanted", "appraiser_held") & Q(post__superior__active=True)
    reviewer = _replaces("reviewer_wanted", "reviewer_held") & Q(above__superior__active=True)
    moved = ~Q(post_unit=F("unit_id")) & Q(post_unit__isnull=False)
    reviewer &= ~Q(reviewer_wanted=F("employee_id"))
    return compared.filter(moved | appraiser | reviewer).order_by("employee__sort_name", "pk")


def _number(path: str) -> F:
    return F(f"{path}_id")


def _replaces(wanted: str, held: str) -> Q:
    """The placements name somebody, and the appraisal has another or nobody."""
    other = Q(**{f"{held}__isnull": True}) | ~Q(**{held: F(wanted)})
    return Q(**{f"{wanted}__isnull": False}) & other


def differences(period: Period, rows: AppraisalQuerySet, *, today: date) -> list[Difference]:
    """The differences among these appraisals of a period, by name, with a constant number of queries."""
    day = opening.effective_day(period, today)
    by_person = _with_superiors(rows, day)
    held = Party.objects.on(max(day, today)).filter(role__in=CHANGEABLE).select_related("employee")
    alive = rows.alive().filter(period=period).select_related("employee", "unit", "period")
    people = alive.order_by("employee__sort_name", "pk").prefetch_related(
        Prefetch("parties", held, to_attr="today")
    )
    found = (_difference(appraisal, by_person) for appraisal in people)
    return [one for one in found if one is not None]


def _with_superiors(rows: AppraisalQuerySet, day: date) -> dict[int, Placement]:
    """The placements of a day of the appraised people and of their superiors; two queries."""
    placements = Placement.objects.definitive().on(day).select_related("unit", "superior")
    people = placements.filter(employee__in=rows.order_by().values("employee"))
    found = {placement.employee_id: placement for placement in people}
    superiors = {placement.superior_id for placement in found.values()} - found.keys()
    above = placements.filter(employee__in=[one for one in superiors if one is not None])
    return found | {placement.employee_id: placement for placement in above}


def _difference(appraisal: Appraisal, by_person: dict[int, Placement]) -> Difference | None:
    """A placement without superior says nothing: an import never takes a party away."""
    placement = by_person.get(appraisal.employee_id)
    if placement is None:
        return None
    moved = placement.unit if placement.unit_id != appraisal.unit_id else None
    rows: Iterable[Party] = vars(appraisal)["today"]
    held: dict[PartyRole, Employee | None] = dict.fromkeys(CHANGEABLE)
    held |= {PartyRole(row.role): row.employee for row in rows}
    superiors = dict(zip(CHANGEABLE, opening.superiors(appraisal.employee_id, by_person), strict=True))
    expected = {
        role: person
        for role, person in superiors.items()
        if person is not None and person.active and person != held[role]
    }
    if not expected and moved is None:
        return None
    source = placement
    if PartyRole.APPRAISER not in expected and (above := superiors[PartyRole.APPRAISER]) is not None:
        source = by_person.get(above.pk, placement)
    return Difference(appraisal, held, expected, source.starts_on, moved)
