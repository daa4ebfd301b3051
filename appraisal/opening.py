"""Opening a year: who gets an appraisal with which parties, who lacks one, who is left out and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Min, Q
from django.utils import timezone

from appraisal import leading, teams
from appraisal.models import (
    Appraisal,
    AppraisalStatus,
    Event,
    Party,
    PartyRole,
    Period,
)
from appraisal.windows import open_evaluations
from appraisal.working_days import working_day
from employees.absences import Absence, stopping
from employees.dates import dated
from employees.models import Employee, Placement, Unit
from employees.models.person import LegalStatus
from employees.notifications import Line, notify_all
from employees.ranks import printed

LATE_OPENING_DAYS = 20  # working days to set the SKP when the year is opened late (product.md)
BATCH = 1000


@dataclass(frozen=True)
class Planned:
    """One appraisal to open. `problems` are sentences for personnel; they never stop the opening.

    `since` is the first day of the person's service here, or the first day back: who joins in June is appraised
    from June.
    """

    employee: Employee
    placement: Placement
    appraiser: Employee | None
    reviewer: Employee | None
    problems: tuple[str, ...]
    since: date


@dataclass(frozen=True)
class LeftOut:
    employee: Employee
    reason: str


@dataclass(frozen=True)
class Plan:
    """What opening would do: read in the dry run, carried out by `open_period`."""

    period: Period
    to_open: tuple[Planned, ...]
    left_out: tuple[LeftOut, ...]
    already_open: int

    @property
    def incomplete(self) -> tuple[Planned, ...]:
        return tuple(planned for planned in self.to_open if planned.problems)


def effective_day(period: Period, today: date) -> date:
    """The day whose placements count: today, kept within the period."""
    return min(max(today, period.starts_on), period.ends_on)


def plan(
    period: Period,
    *,
    today: date,
    units: Iterable[Unit] | None = None,
    only: Collection[int] | None = None,
) -> Plan:
    """The dry run, with a constant number of queries. `units` limits it to people placed there, `only` to these."""
    day = effective_day(period, today)
    by_person = _posts_on(day, only)
    posts = Placement.objects.definitive()
    absent = stopping(period.starts_on, day)
    people = Employee.objects.active().exclude(kind=Employee.Kind.NON_ASN).order_by("sort_name", "pk")
    if units is not None:
        wanted = {unit.pk for unit in units}
        people = people.filter(pk__in=[pk for pk, placed in by_person.items() if placed.unit_id in wanted])
    if only is not None:
        people, posts = people.filter(pk__in=only), posts.filter(employee__in=only)
    first_days = dict(posts.values_list("employee").annotate(Min("starts_on")))
    opened, closed = _begun(period, day, only)
    returns = _returns(closed, day, absent)
    to_open: list[Planned] = []
    left_out: list[LeftOut] = []
    already = 0
    for employee in people:
        if employee.pk in opened:
            already += 1
            continue
        reason = _reason_to_leave_out(employee, by_person.get(employee.pk), away(absent, employee.pk, day))
        if reason:
            left_out.append(LeftOut(employee, reason))
        else:
            since = max(first_days[employee.pk], returns.get(employee.pk, date.min))
            to_open.append(_planned(employee, by_person, since))
    return Plan(period, tuple(to_open), tuple(left_out), already)


def _posts_on(day: date, only: Collection[int] | None) -> dict[int, Placement]:
    """The placements of a day by person: everybody's, or those of some people and of their superiors."""
    posts = Placement.objects.definitive().on(day)
    if only is not None:
        superiors = posts.filter(employee__in=only).order_by().values("superior")
        posts = posts.filter(Q(employee__in=only) | Q(employee__in=superiors))
    rows = posts.select_related("unit", "position", "superior").prefetch_related("superior__heads")
    return {placement.employee_id: placement for placement in rows}


def _begun(period: Period, day: date, only: Collection[int] | None) -> tuple[set[int], set[int]]:
    """Whose year is open, and whose was closed before a day."""
    rows = Appraisal.objects.filter(period=period)
    if only is not None:
        rows = rows.filter(employee__in=only)
    opened, closed = set[int](), set[int]()
    for person, status, closed_on in rows.values_list("employee_id", "status", "closed_on"):
        if status != AppraisalStatus.CLOSED:
            opened.add(person)
        if closed_on is not None and closed_on < day:
            closed.add(person)
    return opened, closed


def _returns(closed: Iterable[int], day: date, absent: dict[int, list[Absence]]) -> dict[int, date]:
    """By person, the first day back: after an absence without SKP, or a closing earlier in this period."""
    found = dict.fromkeys(closed, day)
    for person, absences in absent.items():
        found[person] = max(absence.ends_on for absence in absences) + timedelta(days=1)
    return found


def away(absent: dict[int, list[Absence]], person: int, day: date) -> Absence | None:
    """The absence without SKP that somebody is in on a day."""
    return next((one for one in absent.get(person, ()) if one.starts_on <= day <= one.ends_on), None)


def _reason_to_leave_out(employee: Employee, placement: Placement | None, away: Absence | None) -> str:
    if away is not None:
        return away.sentence
    if employee.legal_status in LegalStatus.no_appraisal():
        return f"Tidak wajib SKP: {employee.legal_status_text or employee.get_legal_status_display()}."
    if placement is None:
        return "Belum punya penempatan definitif: perbarui data pegawai melalui impor."
    return ""


def _planned(employee: Employee, by_person: dict[int, Placement], since: date) -> Planned:
    placement = by_person[employee.pk]
    problems: list[str] = []
    appraiser, reviewer = superiors(employee.pk, by_person)
    if appraiser is None:
        problems.append("Belum punya pejabat penilai: lengkapi atasan langsungnya.")
    elif not appraiser.active:
        problems.append(f"Pejabat penilai tidak aktif: {appraiser.full_name}.")
    if appraiser is not None and reviewer is None and appraiser.kind != Employee.Kind.NON_ASN:
        problems.append("Belum punya atasan pejabat penilai.")
    return Planned(employee, placement, appraiser, reviewer, tuple(problems), since)


def superiors(employee_id: int, by_person: dict[int, Placement]) -> tuple[Employee | None, Employee | None]:
    """Appraiser and reviewer by the placements of a day: the superior, and the superior's superior."""
    appraiser = by_person[employee_id].superior if employee_id in by_person else None
    above = by_person.get(appraiser.pk) if appraiser else None
    reviewer = above.superior if above is not None else None
    return appraiser, reviewer if reviewer is None or reviewer.pk != employee_id else None


def targets_due(period: Period, today: date) -> date:
    """End of January, or 20 working days after a later opening, at the latest when the yearly window opens.

    Who comes when it is open already is not late before having begun: the day itself still counts.
    """
    late = min(working_day(today, LATE_OPENING_DAYS), period.yearly_window().opens_on)
    return max(period.targets_due_on, late, today) if today > period.starts_on else period.targets_due_on


@transaction.atomic
def open_period(
    period: Period, *, by: Employee, today: date | None = None, units: Iterable[Unit] | None = None
) -> Plan:
    """Open the year for everybody in the plan who has no appraisal yet; running it again opens only new people."""
    today = today or timezone.localdate()
    Period.objects.select_for_update().get(pk=period.pk)
    planned = plan(period, today=today, units=units)
    due = targets_due(period, today)
    for start in range(0, len(planned.to_open), BATCH):
        _open_batch(period, planned.to_open[start : start + BATCH], due, by)
    if period.status == Period.Status.PREPARING:
        period.status, period.opened_at = Period.Status.OPEN, timezone.now()
        period.save(update_fields=["status", "opened_at"])
    open_evaluations(today)
    return planned


def _appraisals(period: Period, rows: list[Planned], due: date) -> list[Appraisal]:
    """Unsaved, one a row; the kind of the SKP follows from post and unit."""
    headed = leading.headed_by(row.employee.pk for row in rows)
    return [
        Appraisal(
            period=period,
            employee=row.employee,
            unit=row.placement.unit,
            starts_on=row.since if row.since > period.starts_on else None,
            targets_due_on=due,
            leads=leading.leads(row.placement, headed.get(row.employee.pk, ())),
        )
        for row in rows
    ]


def _open_batch(period: Period, batch: Iterable[Planned], due: date, by: Employee) -> None:
    rows = list(batch)
    appraisals = Appraisal.objects.bulk_create(_appraisals(period, rows, due))
    Party.objects.bulk_create([*_parties(period, rows, appraisals), *_team_leaders(period, appraisals)])
    Event.objects.bulk_create(
        [
            Event(
                appraisal=appraisal,
                action="open",
                label="Kinerja tahun ini dibuka",
                actor=by,
                actor_name=by.full_name,
                from_status="",
                to_status=AppraisalStatus.PLANNING,
            )
            for appraisal in appraisals
        ]
    )
    notify_all(
        Line(
            row.employee,
            key=f"open:{period.year}",
            title=f"SKP {period.year} sudah dibuka: susun rencana hasil kerja Anda",
            body=f"Batas penetapan: {dated(due)}.",
            url=appraisal.get_absolute_url(),
        )
        for row, appraisal in zip(rows, appraisals, strict=True)
    )


def _parties(period: Period, rows: list[Planned], appraisals: list[Appraisal]) -> list[Party]:
    """They hold from the period's first day, from the first day of service if that is later, or from today
    when a year is opened early: planning begins at once.
    """
    posts = _posts_of({p.pk for row in rows for p in (row.appraiser, row.reviewer) if p}, period)
    parties: list[Party] = []
    for row, appraisal in zip(rows, appraisals, strict=True):
        starts_on = max(row.since, min(period.starts_on, timezone.localdate()))
        parties.append(party_of(appraisal, PartyRole.APPRAISEE, row.employee, row.placement, starts_on))
        for role, person in ((PartyRole.APPRAISER, row.appraiser), (PartyRole.REVIEWER, row.reviewer)):
            if person is not None:
                parties.append(party_of(appraisal, role, person, posts.get(person.pk), starts_on))
    return parties


def _team_leaders(period: Period, appraisals: list[Appraisal]) -> list[Party]:
    """Leaders of the teams in which somebody works this year."""
    found = teams.led_by(appraisals)
    posts = _posts_of({span.leader.pk for spans in found.values() for span in spans}, period)
    return [
        leader_party(appraisal, span, posts.get(span.leader.pk))
        for appraisal in appraisals
        for span in found.get(appraisal.pk, [])
    ]


def leader_party(appraisal: Appraisal, span: teams.Leading, post: Placement | None) -> Party:
    """An unsaved row of a team leader; it begins no earlier than the appraisal."""
    first = appraisal.starts_on or min(appraisal.period.starts_on, timezone.localdate())
    party = party_of(appraisal, PartyRole.TEAM_LEADER, span.leader, post, max(span.starts_on, first))
    party.ends_on = span.ends_on
    return party


def _posts_of(people: set[int], period: Period) -> dict[int, Placement]:
    """The posts of appraisers and reviewers as they print."""
    day = effective_day(period, timezone.localdate())
    placements = Placement.objects.definitive().on(day).filter(employee__in=people)
    return {row.employee_id: row for row in placements.select_related("unit", "position")}


def party_of(
    appraisal: Appraisal,
    role: PartyRole,
    person: Employee,
    placement: Placement | None,
    starts_on: date,
) -> Party:
    """An unsaved party row with the snapshot that the forms print.

    Somebody without a placement (a mayor) prints the title of the unit that he heads.
    """
    heads = None if placement else headed_unit(person)
    return Party(
        appraisal=appraisal,
        role=role,
        employee=person,
        appraisee_id=appraisal.employee_id,
        starts_on=starts_on,
        name=person.full_name,
        nip=person.nip,
        rank=printed(person.rank),
        position=placement.position.title if placement else (heads.head_title if heads else ""),
        level=placement.position.level if placement else "",
        unit_name=placement.unit.name if placement else (heads.name if heads else ""),
    )


def headed_unit(person: Employee) -> Unit | None:
    """The highest unit that somebody heads."""
    return min(person.heads.all(), key=lambda unit: unit.path, default=None)
