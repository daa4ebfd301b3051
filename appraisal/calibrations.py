"""Calibration sessions: who may open one for which unit, whom it is about, a change with its reason, and the lock.

The appraiser decides and nobody else (PermenPANRB 6/2022): whoever leads a session sees and asks, and the appraiser
changes, once, by the step `calibrate`. What stood before stays.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import BigIntegerField, Case, Count, F, Min, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Length
from django.utils import timezone

from appraisal import workflow
from appraisal.models import (
    Calibration,
    CalibrationChange,
    CalibrationParticipant,
    Evaluation,
    EvaluationStatus,
    Event,
    Origin,
    OverallRating,
    Party,
    PartyRole,
    Period,
)
from appraisal.scoring import Window
from appraisal.workflow import Conflict, Refused
from appraisal.workflow.calibrating import open_session
from appraisal.workflow.signing import current_rating
from employees.models import Employee, Unit, User
from employees.models.unit import STEP, UnitQuerySet
from employees.notifications import Line, notify_all

S = EvaluationStatus
BATCH = 1000
STEPS_OFFERED = 2  # of the tree below the highest unit that one administers
STEP_LENGTH = len(STEP.format(0))
CLOSED = "Periode ini sudah ditutup, jadi tidak ada yang dikalibrasi lagi."
NOBODY = "Belum ada pejabat penilai dengan evaluasi di unit dan masa ini."
ALREADY = (
    "Untuk penilai di unit dan masa ini sudah ada sesi kalibrasi yang terbuka. Buka sesi itu dari daftar."
)
NOT_YOURS = (
    "Sesi kalibrasi dibuka oleh pimpinan unit yang menjadi atasan pejabat penilai, atau oleh kepegawaian."
)
ONLY_LEADERS = "Sesi dikunci oleh yang memimpinnya atau oleh pengelola kepegawaian unitnya."
LOCKED = "Sesi ini sudah dikunci."
UNCHANGED = "Kedua rating masih sama. Ubah sedikitnya satu rating, atau kembali tanpa mengubah."


# --- whom a session is about ------------------------------------------------------------------
def evaluations_in(unit: Unit, period: Period, window: str) -> QuerySet[Any]:
    """All of the unit and below it in the window, each with `appraiser_now`: the keeper's, else today's party."""
    today = timezone.localdate()
    held = Party.objects.on(today).filter(appraisal=OuterRef("appraisal"), role=PartyRole.APPRAISER)
    return (
        Evaluation.objects.filter(
            appraisal__period=period, window=window, appraisal__unit__path__startswith=unit.path
        )
        .exclude(status=S.VOID)
        .annotate(
            appraiser_now=Case(
                When(kept_by__active=True, then=F("kept_by")),
                default=Subquery(held.values("employee")[:1]),
                output_field=BigIntegerField(),
            )
        )
        .exclude(appraiser_now=None)
    )


def evaluations_of(session: Calibration) -> QuerySet[Any]:
    """Those whose appraiser takes part."""
    invited = CalibrationParticipant.objects.filter(session=session).values("appraiser")
    return evaluations_in(session.unit, session.period, session.window).filter(appraiser_now__in=invited)


@dataclass(frozen=True)
class Candidate:
    """An appraiser of the unit, with how many people there and how many ratings of them are given."""

    appraiser: Employee
    people: int
    rated: int

    def __str__(self) -> str:
        return f"{self.appraiser.full_name} ({self.people} pegawai, {self.rated} ratingnya ditetapkan)"


def candidates(unit: Unit, period: Period, window: str, *, asked_by: Employee) -> list[Candidate]:
    """By name, without who appraises the one who asks; two queries."""
    counted = (
        evaluations_in(unit, period, window)
        .order_by()
        .values("appraiser_now")
        .annotate(people=Count("pk"), rated=Count("pk", filter=Q(status=S.RATED)))
    )
    rows = {row["appraiser_now"]: row for row in counted}
    own = Party.objects.on(timezone.localdate()).filter(role=PartyRole.APPRAISER, appraisee=asked_by)
    people = Employee.objects.filter(pk__in=rows).exclude(pk__in=own.values("employee"))
    people = people.order_by("sort_name", "pk")
    return [Candidate(one, rows[one.pk]["people"], rows[one.pk]["rated"]) for one in people]


def reviewers(unit: Unit, period: Period, window: str) -> QuerySet[Employee]:
    """Superiors of appraisers there: one of them leads."""
    rows = evaluations_in(unit, period, window).order_by().values("appraisal")
    held = Party.objects.on(timezone.localdate()).filter(role=PartyRole.REVIEWER, appraisal__in=rows)
    return Employee.objects.filter(pk__in=held.values("employee")).order_by("sort_name", "pk")


# --- opening ----------------------------------------------------------------------------------
def units_offered(user: User) -> UnitQuerySet:
    """Where somebody may open a session: units that he heads, and the upper ones of those that he administers."""
    tree = user.administered_units().annotate(depth=Length("path"))
    top = tree.aggregate(top=Min("depth"))["top"] or 0
    upper = tree.filter(depth__lte=top + STEPS_OFFERED * STEP_LENGTH)
    return Unit.objects.filter(Q(head=user.employee_id) | Q(pk__in=upper.values("pk")), active=True)


def opening_refusal(unit: Unit, window: Window, user: User) -> str:
    """Why this person may not open one here; "" means he may."""
    if window.period.status != Period.Status.OPEN:
        return CLOSED
    if not evaluations_in(unit, window.period, window.code).exists():
        return NOBODY
    administers = user.administered_units().filter(pk=unit.pk).exists()
    leads = (
        unit.head_id == user.employee_id
        and reviewers(unit, window.period, window.code).filter(pk=user.employee_id).exists()
    )
    return "" if administers or leads else NOT_YOURS


@transaction.atomic
def open_calibration(
    unit: Unit,
    window: Window,
    *,
    by: User,
    led_by: Employee,
    appraisers: Collection[Employee],
    purpose: str = "",
) -> Calibration:
    """Invite the appraisers; each gets a line in the inbox, and every appraisal of theirs an event.

    Raises:
        Refused: with the sentence for the user.
    """
    Period.objects.select_for_update(no_key=True).get(pk=window.period.pk)
    if reason := opening_refusal(unit, window, by):
        raise Refused(reason)
    taken = Calibration.objects.filter(
        period=window.period,
        window=window.code,
        locked_at__isnull=True,
        participants__appraiser__in=appraisers,
    )
    if taken.exists():
        raise Refused(ALREADY)
    session = Calibration.objects.create(
        period=window.period,
        window=window.code,
        unit=unit,
        led_by=led_by,
        opened_by=by.employee,
        purpose=purpose,
    )
    CalibrationParticipant.objects.bulk_create(
        CalibrationParticipant(session=session, appraiser=one) for one in appraisers
    )
    _record(session, "calibration_opened", f"Kalibrasi dibuka: {unit}", by.employee)
    _tell(session, {*appraisers, led_by} - {by.employee}, "Kalibrasi penilaian dibuka", purpose)
    return session


def _record(session: Calibration, action: str, label: str, by: Employee) -> None:
    """One event for each appraisal, so that its own history tells by what its rating went."""
    rows = evaluations_of(session).select_related("appraisal")
    Event.objects.bulk_create(
        [
            Event(
                appraisal=row.appraisal,
                evaluation=row,
                action=action,
                label=label[:120],
                actor=by,
                actor_name=by.full_name,
                from_status=row.status,
                to_status=row.status,
            )
            for row in rows
        ],
        batch_size=BATCH,
    )


def _tell(session: Calibration, people: Collection[Employee], title: str, body: str) -> None:
    state = "open" if session.open else "locked"
    notify_all(
        Line(
            person,
            key=f"calibration:{session.uuid}:{state}",
            title=f"{title}: {session.unit}, {session.get_window_display()} {session.period.year}",
            body=body,
            url=session.get_absolute_url(),
            subject=f"{title}, {session.get_window_display()} {session.period.year}",
        )
        for person in sorted(people, key=lambda one: one.pk)
    )


# --- a change ---------------------------------------------------------------------------------
@transaction.atomic
def change(
    evaluation: Evaluation,
    draft: OverallRating,
    *,
    by: Employee,
    reason: str,
    seen: int,
    on_behalf_of: Employee | None = None,
) -> Event:
    """Give the draft instead of the rating `seen`, which stays on record; both doors ask.

    Raises:
        Refused: with the sentence for the user.
        Conflict: the rating is another one by now.
    """
    with workflow.editing(evaluation, "calibration", by=by, on_behalf_of=on_behalf_of) as row:
        before, session = current_rating(row), open_session(row, timezone.localdate())
        if before is None or session is None:
            raise LookupError("the part's guard lets nobody through without both")
        if before.pk != seen:
            raise Conflict(before.pk)
        if (draft.results, draft.behaviour) == (before.results, before.behaviour):
            raise Refused(UNCHANGED)
        draft.evaluation, draft.by, draft.origin = row, on_behalf_of or by, Origin.CALIBRATION
        draft.save()
    event = workflow.perform(evaluation, "calibrate", by=by, on_behalf_of=on_behalf_of)
    CalibrationChange.objects.create(session=session, before=before, after=draft, reason=reason, by=by)
    return event


# --- the lock ---------------------------------------------------------------------------------
def lock_refusal(session: Calibration, user: User) -> str:
    """Why this person may not lock it; "" means he may."""
    if not session.open:
        return LOCKED
    if session.led_by_id == user.employee_id or user.administered_units().filter(pk=session.unit_id).exists():
        return ""
    return ONLY_LEADERS


@transaction.atomic
def lock(session: Calibration, *, by: User, minutes: str, counts: dict[str, dict[str, int]]) -> Calibration:
    """Close it with its minutes and the counts as they stand.

    Raises:
        Refused: with the sentence for the user.
    """
    row = Calibration.objects.select_for_update(of=("self",)).get(pk=session.pk)
    if reason := lock_refusal(row, by):
        raise Refused(reason)
    row.minutes, row.locked_by, row.locked_at, row.counts = minutes, by.employee, timezone.now(), counts
    row.save()
    _record(row, "calibration_locked", f"Kalibrasi dikunci: {row.unit}", by.employee)
    invited = Employee.objects.filter(pk__in=row.participants.values("appraiser"))
    _tell(row, {*invited, row.led_by} - {by.employee}, "Kalibrasi penilaian dikunci", "")
    return row
