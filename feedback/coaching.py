"""Guidance: who starts it, prepares it, holds and ends it; who reads it, and who alone reads the employee's view.

PermenPANRB 6/2022, text lines 3125-3515. It starts from help wanted or from no progress (3147-3150).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from appraisal.acts import record_act
from appraisal.models import Appraisal, AppraisalStatus, Party, PartyRole, ProgressEntry, WorkTarget
from appraisal.standing import holds
from appraisal.workflow import Act, Conflict, Refused
from employees.models import Employee, Unit, User
from employees.notifications import Line, notify_all
from feedback.models import CoachingMeeting, CoachingSession, CoachingStep, CoachingView

Status, Kind = CoachingSession.Status, CoachingSession.Kind
UNDERWAY = (Status.PREPARING, Status.RUNNING)
PREPARED = {
    Kind.COACHING: ("strategy", "progress", "obstacle", "cause", "solutions"),
    Kind.MENTORING: ("skill", "duration", "change", "measure"),
}
EVERYBODY = (PartyRole.APPRAISEE, PartyRole.APPRAISER, PartyRole.REVIEWER)
NOT_COACH = "Ini dicatat oleh pembimbing."


# --- who reads ------------------------------------------------------------------------
def reads_record(session: CoachingSession, user: User) -> bool:
    """Whether B.1.6, B.1.7 and B.1.9 are open: to the reviewer once they are reported (lines 3502-3510)."""
    if session.status == Status.CLOSED or user.employee_id in {session.employee_id, session.coach_id}:
        return True
    me = user.employee
    reviews_only = holds(session.appraisal, PartyRole.REVIEWER, me) and session.started_by_id != me.pk
    return not reviews_only or holds(session.appraisal, PartyRole.APPRAISER, me)


def reads_view(session: CoachingSession, user: User) -> bool:
    """Whether B.1.8 is open: to the employee and to the leader's superior (3396-3399), never to whom it judges.

    A leader who stands in for his superior stays a leader.
    """
    me = user.employee_id
    if me == session.employee_id:
        return True
    if me in {session.coach_id, session.started_by_id}:
        return False
    appraised = Party.objects.filter(appraisal=session.appraisal_id, role=PartyRole.APPRAISER, employee=me)
    return not appraised.exists() and holds(session.appraisal, PartyRole.REVIEWER, user.employee)


def of_appraisal(appraisal: Appraisal, user: User) -> QuerySet[CoachingSession]:
    """The guidance in a year that this user may know of, the latest first."""
    rows = CoachingSession.objects.visible_to(user).filter(appraisal=appraisal).distinct()
    return rows.select_related("coach", "employee", "view")


def waiting_for(person: Employee) -> dict[str, QuerySet[CoachingSession]]:
    """What this person is asked for: his preparation or view, the competences, what follows."""
    mine = CoachingSession.objects.filter(employee=person)
    reviewing = Party.objects.acting(person.pk, timezone.localdate()).filter(role=PartyRole.REVIEWER)
    reported = CoachingSession.objects.filter(status=Status.CLOSED, decided_at=None)
    return {
        "prepare": mine.filter(status=Status.PREPARING),
        "view": mine.filter(status__in=[Status.DONE, Status.CLOSED], view=None),
        "close": CoachingSession.objects.filter(coach=person, status=Status.DONE),
        "decide": reported.filter(appraisal__in=reviewing.values("appraisal")),
    }


def counted(units: QuerySet[Unit]) -> list[tuple[str, int]]:
    """How many there are where the desk works, and how many views were given; never by whom, never what."""
    rows = CoachingSession.objects.filter(appraisal__unit__in=units.values("pk"))
    found = rows.aggregate(
        **{status: Count("pk", filter=Q(status=status)) for status in Status.values},
        views=Count("view"),
    )
    lines = [(status.label, found[status.value]) for status in Status]
    return [*lines, ("Pandangan pegawai (B.1.8) yang sudah diserahkan", found["views"])]


# --- starting -------------------------------------------------------------------------
def starting_refusal(appraisal: Appraisal, by: Employee) -> str:
    """Why this person may start no guidance here; "" means he may."""
    if appraisal.status == AppraisalStatus.CLOSED:
        return "Kinerja ini sudah ditutup."
    if not holds(appraisal, PartyRole.APPRAISER, by):
        return "Bimbingan dimulai oleh pejabat penilai kinerja."
    return ""


def coach_refusal(appraisal: Appraisal, coach: Employee) -> str:
    """Who cannot be given the special assignment (line 3161)."""
    if coach.pk == appraisal.employee_id:
        return "Pegawai tidak dapat membimbing dirinya sendiri."
    if holds(appraisal, PartyRole.REVIEWER, coach) and not holds(appraisal, PartyRole.APPRAISER, coach):
        return (
            "Atasan pejabat penilai menerima pandangan pegawai (B.1.8), jadi tidak dapat menjadi pembimbing."
        )
    return ""


@transaction.atomic
def start(
    appraisal: Appraisal,
    *,
    kind: str,
    reason: str,
    by: Employee,
    coach: Employee | None = None,
    target: WorkTarget | None = None,
    call: ProgressEntry | None = None,
) -> CoachingSession:
    """Begin, with what a call for help said already filled in for the employee to go on with.

    Raises:
        Refused: not this person's right, or not this coach.
    """
    coach = coach or by
    if refused := starting_refusal(appraisal, by) or coach_refusal(appraisal, coach):
        raise Refused(refused)
    said = {"progress": call.text, "obstacle": call.obstacle} if call and kind == Kind.COACHING else {}
    session = CoachingSession.objects.create(
        appraisal=appraisal,
        employee=appraisal.employee,
        kind=kind,
        reason=reason,
        coach=coach,
        started_by=by,
        target=target or (call.target if call else None),
        **said,
    )
    others = [coach] if coach != by else []
    _tell(session, "started", "Bimbingan dimulai", by, others=others, tells=[PartyRole.APPRAISEE])
    return session


# --- preparing, holding -----------------------------------------------------------------
@contextmanager
def _locked(session: CoachingSession) -> Iterator[CoachingSession]:
    with transaction.atomic():
        rows = CoachingSession.objects.select_for_update(of=("self",), no_key=True)
        parts = ("appraisal__period", "appraisal__employee", "employee", "coach", "started_by")
        yield rows.select_related(*parts).get(pk=session.pk)


def preparing_refusal(session: CoachingSession, by: Employee) -> str:
    if by.pk != session.employee_id:
        return "Persiapan ditulis oleh pegawai yang dibimbing."
    return "" if session.status in UNDERWAY else "Bimbingan ini sudah selesai."


def prepare(session: CoachingSession, words: dict[str, str], *, by: Employee, version: int) -> None:
    """The employee reports what the form asks of him; he may go on writing until the guidance ends.

    Raises:
        Refused: not his, or too late. Conflict: saved elsewhere meanwhile.
    """
    with _locked(session) as row:
        if refused := preparing_refusal(row, by):
            raise Refused(refused)
        if row.version != version:
            raise Conflict(row.version)
        first = row.prepared_at is None
        for name in PREPARED[Kind(row.kind)]:
            setattr(row, name, words[name])
        row.version += 1
        row.prepared_at = timezone.now()
        row.status = Status.RUNNING
        row.save()
        if first:
            _tell(row, "prepared", "Persiapan bimbingan selesai", by, others=[row.coach])


def coaching_refusal(session: CoachingSession, by: Employee) -> str:
    """Why this person may record no talk now; "" means he may."""
    if by.pk != session.coach_id:
        return NOT_COACH
    return "" if session.status in UNDERWAY else "Bimbingan ini sudah selesai."


def meet(session: CoachingSession, *, day: date, place: str, topic: str, by: Employee) -> CoachingMeeting:
    """The coach records a talk."""
    with _locked(session) as row:
        if refused := coaching_refusal(row, by):
            raise Refused(refused)
        found = CoachingMeeting.objects.create(session=row, day=day, place=place, topic=topic)
        _tell(row, f"met:{found.pk}", "Pertemuan bimbingan dicatat", by, others=[row.employee])
    return found


@dataclass(frozen=True)
class Agreed:
    """What both agreed, and by when."""

    kind: str
    text: str
    due_on: date
    adjusts: bool = False


def agree(session: CoachingSession, agreed: Agreed, *, by: Employee) -> CoachingStep:
    """A step or a promised resource of the latest talk.

    Raises:
        Refused: not the coach, too late, or there was no talk yet.
    """
    with _locked(session) as row:
        meeting = row.meetings.last()
        refused = coaching_refusal(row, by) or ("" if meeting else "Catat dahulu pertemuannya.")
        if refused or meeting is None:
            raise Refused(refused)
        return CoachingStep.objects.create(
            meeting=meeting, kind=agreed.kind, text=agreed.text, due_on=agreed.due_on, adjusts=agreed.adjusts
        )


def settling_refusal(step: CoachingStep, by: Employee) -> str:
    session = step.meeting.session
    if by.pk not in {session.employee_id, session.coach_id}:
        return "Ini ditandai oleh pegawai atau pembimbingnya."
    return "" if step.state == CoachingStep.State.OPEN else "Ini sudah ditandai."


def settle(step: CoachingStep, *, done: bool, by: Employee) -> None:
    """Employee or coach say what became of it."""
    with _locked(step.meeting.session):
        row = CoachingStep.objects.select_related("meeting__session").get(pk=step.pk)
        if refused := settling_refusal(row, by):
            raise Refused(refused)
        row.state = CoachingStep.State.DONE if done else CoachingStep.State.NOT_DONE
        row.save(update_fields=["state"])


# --- ending ---------------------------------------------------------------------------
def ending_refusal(session: CoachingSession, by: Employee) -> str:
    if refused := coaching_refusal(session, by):
        return refused
    if session.prepared_at is None:
        return "Pegawai belum mengisi persiapannya."
    return "" if session.meetings.exists() else "Catat dahulu paling sedikit satu pertemuan."


def end(session: CoachingSession, *, by: Employee) -> None:
    """The last talk was held: the employee is asked for his view, the coach for the competences."""
    with _locked(session) as row:
        if refused := ending_refusal(row, by):
            raise Refused(refused)
        row.status, row.ended_at = Status.DONE, timezone.now()
        row.save(update_fields=["status", "ended_at"])
        _tell(row, "ended", "Bimbingan selesai dilaksanakan", by, tells=[PartyRole.APPRAISEE])


def viewing_refusal(session: CoachingSession, by: Employee) -> str:
    """Lines 3393-3396: after the guidance, by the employee, once."""
    if by.pk != session.employee_id:
        return "Pandangan ini ditulis oleh pegawai yang dibimbing."
    if session.status in UNDERWAY:
        return "Pandangan ditulis setelah bimbingan selesai."
    return "Pandangan Anda sudah disampaikan." if given(session) else ""


def given(session: CoachingSession) -> CoachingView | None:
    return CoachingView.objects.filter(session=session).first()


def view(session: CoachingSession, answers: dict[str, str], remark: str, *, by: Employee) -> CoachingView:
    """The employee's view goes to the leader's superior. The leader is told nothing, and no history tells it."""
    with _locked(session) as row:
        if refused := viewing_refusal(row, by):
            raise Refused(refused)
        found = CoachingView.objects.create(session=row, answers=answers, remark=remark)
        reviewers = row.appraisal.parties.on(timezone.localdate()).filter(role=PartyRole.REVIEWER)
        people = [one.employee for one in reviewers.select_related("employee")]
        notify_all(
            Line(
                one,
                key=f"coaching:{row.uuid}:view",
                title=f"Pandangan atas bimbingan: {row.employee.full_name}",
                url=row.get_absolute_url(),
                subject="Pandangan atas bimbingan diserahkan kepada Anda",
            )
            for one in people
            if one.pk not in {row.coach_id, row.started_by_id}
        )
    return found


def closing_refusal(session: CoachingSession, by: Employee) -> str:
    """Lines 3449-3451: leader or coach evaluate the competences after the guidance."""
    if by.pk != session.coach_id:
        return NOT_COACH
    return {
        Status.DONE: "",
        Status.CLOSED: "Evaluasi kompetensi sudah disampaikan.",
    }.get(Status(session.status), "Akhiri dahulu bimbingannya.")


def close(
    session: CoachingSession, competences: dict[str, list[Any]], recommendation: str, *, by: Employee
) -> None:
    """B.1.9 closes the guidance and reports it to the appraiser and his superior (lines 3502-3510)."""
    with _locked(session) as row:
        if refused := closing_refusal(row, by):
            raise Refused(refused)
        row.competences, row.recommendation = competences, recommendation
        row.status, row.closed_at = Status.CLOSED, timezone.now()
        row.save(update_fields=["competences", "recommendation", "status", "closed_at"])
        _tell(row, "closed", "Hasil bimbingan dilaporkan", by, tells=EVERYBODY)


def deciding_refusal(session: CoachingSession, by: Employee) -> str:
    """Lines 3511-3515: the appraiser's superior says what follows."""
    if session.status != Status.CLOSED:
        return "Hasil bimbingan belum dilaporkan."
    if not holds(session.appraisal, PartyRole.REVIEWER, by):
        return "Tindak lanjut ditentukan oleh atasan pejabat penilai kinerja."
    return "Tindak lanjut sudah ditentukan." if session.decided_at else ""


def decide(session: CoachingSession, follow_up: str, *, by: Employee) -> None:
    with _locked(session) as row:
        if refused := deciding_refusal(row, by):
            raise Refused(refused)
        row.follow_up, row.decided_by, row.decided_at = follow_up, by, timezone.now()
        row.save(update_fields=["follow_up", "decided_by", "decided_at"])
        others = [row.coach] if row.coach_id != row.started_by_id else []
        _tell(row, "decided", "Tindak lanjut bimbingan ditentukan", by, others=others, tells=EVERYBODY)


def _tell(
    session: CoachingSession,
    key: str,
    label: str,
    by: Employee,
    *,
    others: Sequence[Employee] = (),
    tells: Sequence[PartyRole] = (),
) -> None:
    """The history says that it happened; what was said stays with those who may read it."""
    url = session.get_absolute_url()
    act = Act(by=by, at=timezone.now())
    record_act(
        session.appraisal, "coaching", f"{label} ({session.get_kind_display()})", act, tells=tells, url=url
    )
    notify_all(
        Line(
            one,
            key=f"coaching:{session.uuid}:{key}",
            title=f"{label}: {session.employee.full_name}",
            url=url,
            subject=label,
        )
        for one in others
        if one.pk != by.pk
    )
