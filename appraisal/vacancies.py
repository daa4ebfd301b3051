"""Penilai kosong: whose appraiser or reviewer is missing or inactive, and who could be written as party instead.

A Plt or Plh first; else the reviewer becomes appraiser and the next superior reviewer (PermenPANRB 6/2022, lines
3670-3678: berhalangan tetap; the superior's superior, who may delegate to a Plt or Plh).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Case, F, FilteredRelation, Prefetch, Q, When

from appraisal import standing
from appraisal.models import Appraisal, Party, PartyRole
from appraisal.models.appraisal import AppraisalQuerySet
from appraisal.parties import Wanted
from employees.models import Employee, Placement, Unit

APPRAISER, REVIEWER = PartyRole.APPRAISER, PartyRole.REVIEWER


@dataclass(frozen=True)
class Vacancy:
    """A role that nobody in service fills; `last` held it before; `wanted` is the proposal, None when there is none."""

    appraisal: Appraisal
    role: PartyRole
    last: Employee | None
    wanted: Wanted | None

    @property
    def proposal(self) -> str:
        if self.wanted is None:
            return "Belum ada usulan: isi melalui koreksi pihak."
        lines = [
            f"{role.label}: {person.full_name if person else 'tidak ada'}"
            for role, person in self.wanted.items()
        ]
        return "; ".join(lines)


@dataclass(frozen=True)
class Group:
    """People of one unit who lost the same superior: filled with one click."""

    unit: Unit
    role: PartyRole
    last: Employee | None
    vacancies: list[Vacancy]

    @property
    def fillable(self) -> bool:
        return any(vacancy.wanted is not None for vacancy in self.vacancies)


def vacant_rows(rows: AppraisalQuerySet, today: date) -> AppraisalQuerySet:
    """Those among these appraisals that lack a superior in service, in the order of the tree.

    Nobody stands above a head of region: without reviewer under an appraiser who is no civil servant is no vacancy.
    """
    found = rows.alive().annotate(
        appraiser_now=FilteredRelation("parties", condition=standing.held_on(APPRAISER, today)),
        reviewer_now=FilteredRelation("parties", condition=standing.held_on(REVIEWER, today)),
    )
    told = found.annotate(
        appraiser_serves=_serves("appraiser_now"),
        reviewer_serves=_serves("reviewer_now"),
        appraiser_kind=F("appraiser_now__employee__kind"),
    )
    below_civil_servant = Q(appraiser_kind__isnull=True) | ~Q(appraiser_kind=Employee.Kind.NON_ASN)
    lacking = told.filter(Q(appraiser_serves=False) | Q(reviewer_serves=False) & below_civil_servant)
    return lacking.select_related("employee", "unit", "period").order_by(
        "unit__path", "employee__sort_name", "pk"
    )


def _serves(party: str) -> Case:
    """Whether the role has a holder who is in service."""
    serving = Q(**{f"{party}__employee__active": True, f"{party}__employee__duplicate_of__isnull": True})
    return Case(When(serving & Q(**{f"{party}__isnull": False}), then=True), default=False)


def vacancies(rows: Iterable[Appraisal], today: date) -> list[Vacancy]:
    """The vacancy of each of these appraisals with its proposal; a constant number of queries."""
    found = list(rows)
    parties = Party.objects.filter(role__in=[APPRAISER, REVIEWER], starts_on__lte=today)
    ordered = parties.select_related("employee").order_by("starts_on")
    asked = Appraisal.objects.filter(pk__in=[row.pk for row in found]).prefetch_related(
        Prefetch("parties", ordered, to_attr="superiors")
    )
    superiors: dict[int, list[Party]] = {row.pk: vars(row)["superiors"] for row in asked}
    people = {row.employee_id for row in found}
    people |= {party.employee_id for parties in superiors.values() for party in parties}
    ways = Ways.on(today, people)
    return [_vacancy(row, superiors[row.pk], ways, today) for row in found]


def _vacancy(appraisal: Appraisal, parties: list[Party], ways: Ways, today: date) -> Vacancy:
    last = {PartyRole(party.role): party for party in parties}  # the latest of each role
    serving = {
        role: party.employee
        for role, party in last.items()
        if party.employee.active and (party.ends_on is None or party.ends_on >= today)
    }
    role = APPRAISER if APPRAISER not in serving else REVIEWER
    before = last[role].employee if role in last else None
    wanted = ways.proposal(appraisal, role, before, serving)
    return Vacancy(appraisal, role, before, wanted)


@dataclass(frozen=True)
class Ways:
    """The placements of a day: who is above these people, and who leads which unit as Plt or Plh."""

    placements: dict[int, Placement]
    delegates: list[Placement]

    @classmethod
    def on(cls, day: date, people: Iterable[int]) -> Ways:
        """Only who is a superior of somebody can stand in the line above: one in ten of a large agency."""
        superiors = Placement.objects.filter(superior__isnull=False).order_by().values("superior")
        on_the_way = Q(employee__in=list(people)) | Q(employee__in=superiors)
        rows = Placement.objects.definitive().on(day).filter(on_the_way).select_related("superior")
        delegates = Placement.objects.delegated().on(day).select_related("employee", "unit__head")
        return cls(
            {row.employee_id: row for row in rows}, list(delegates.order_by("-unit__path", "starts_on"))
        )

    def above(self, person: Employee, *but: Employee) -> Employee | None:
        """The nearest superior in service who is none of these."""
        seen: set[int] = set()
        at: Employee | None = person
        while at is not None and at.pk not in seen:
            seen.add(at.pk)
            row = self.placements.get(at.pk)
            at = row.superior if row else None
            if at is not None and at.active and at not in but:
                return at
        return None

    def delegate(self, appraisal: Appraisal, last: Employee | None) -> Employee | None:
        """Who leads the unit of the last holder, or one above the appraisee that has no head in service."""
        for row in self.delegates:
            head = row.unit.head
            empty = head is None or not head.active or head == last
            if (
                appraisal.unit.path.startswith(row.unit.path)
                and empty
                and row.employee_id != appraisal.employee_id
            ):
                return row.employee
        return None

    def proposal(
        self, appraisal: Appraisal, role: PartyRole, last: Employee | None, serving: dict[PartyRole, Employee]
    ) -> Wanted | None:
        """A Plt or Plh, else the next one up; the reviewer follows where he became the appraiser."""
        me = appraisal.employee
        if role == REVIEWER:
            above = self.above(serving[APPRAISER], me)
            return {REVIEWER: above} if above else None
        reviewer = serving.get(REVIEWER)
        appraiser = self.delegate(appraisal, last) or reviewer or (self.above(last or me, me))
        if appraiser is None:
            return None
        if reviewer is not None and reviewer != appraiser:
            return {APPRAISER: appraiser}
        return {APPRAISER: appraiser, REVIEWER: self.above(appraiser, me)}


def grouped(rows: Iterable[Vacancy]) -> list[Group]:
    """By unit and superior, in the order given."""
    ordered = sorted(rows, key=_key)
    groups = (list(group) for _key_, group in groupby(ordered, key=_key))
    return [Group(one[0].appraisal.unit, one[0].role, one[0].last, one) for one in groups]


def _key(vacancy: Vacancy) -> tuple[str, str, int]:
    return vacancy.appraisal.unit.path, vacancy.role.value, vacancy.last.pk if vacancy.last else 0
