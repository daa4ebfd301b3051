"""Work given by a leader who is not the appraiser, or applied for: the appraiser agrees first (lines 1889-1903).

Agreed, it becomes a target: in the draft SKP at once, in a running one through a revision. Work as Plt or Plh is
main work (2062-2074). The leader who gave it owes the appraiser his feedback (3679).
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils import timezone

from appraisal import record, revisions, teams, workflow
from appraisal.acts import record_act
from appraisal.models import (
    Appraisal,
    AppraisalStatus,
    Assignment,
    FeedbackEntry,
    GiverRole,
    PartyRole,
    Period,
    TargetRevision,
    WorkTarget,
)
from appraisal.revision_rows import TargetData
from appraisal.revision_steps import Asker
from appraisal.workflow import Act, Actor, Refused
from employees.models import Employee
from employees.notifications import Line, notify_all

Status = Assignment.Status
SOURCE = "assignment:"


# --- who, and which ---------------------------------------------------------------
def given_by(employee: Employee) -> QuerySet[Assignment]:
    """Work that this leader proposed; `owed` while his feedback is due."""
    said = FeedbackEntry.objects.filter(source=Concat(Value(SOURCE), Cast(OuterRef("uuid"), CharField())))
    rows = Assignment.objects.filter(giver=employee, volunteered=False).annotate(said=Exists(said))
    return rows.select_related("appraisal__employee", "appraisal__period", "appraisal__unit").order_by("-pk")


def to_decide(employee: Employee) -> QuerySet[Assignment]:
    """What waits for this person as appraiser."""
    mine = Appraisal.objects.alive().with_party(PartyRole.APPRAISER, employee.pk, timezone.localdate())
    rows = Assignment.objects.filter(appraisal__in=mine.values("pk"), status=Status.ASKED)
    return rows.select_related("appraisal__employee", "appraisal__period", "giver").order_by("pk")


def current_appraisal(person: Employee) -> Appraisal | None:
    """The appraisal in which work of today is planned."""
    rows = Appraisal.objects.alive().filter(employee=person, period__status=Period.Status.OPEN)
    return rows.select_related("employee", "period").order_by("-period__year").first()


def proposing_refusal(by: Employee, appraisal: Appraisal | None = None) -> str:
    """Why this person may not propose work for somebody; "" means he may."""
    if not teams.leads_somebody(by):
        return "Penugasan diusulkan oleh pimpinan. Anda dapat mengajukan penugasan untuk diri sendiri."
    if appraisal is None:
        return ""
    if appraisal.employee_id == by.pk:
        return "Untuk diri sendiri, ajukan penugasan dari halaman kinerja Anda."
    if workflow.holds(appraisal, Actor.APPRAISER, Act.asked(by)):
        return "Anda pejabat penilainya: tulis langsung di SKP pegawai ini."
    return ""


# --- asking -----------------------------------------------------------------------
@transaction.atomic
def propose(appraisal: Appraisal, assignment: Assignment, *, by: Employee) -> Assignment:
    """A leader designates somebody; the appraiser and the person are told.

    Raises:
        Refused: he leads nobody, is the appraiser himself, or the year is closed.
    """
    row = _locked(appraisal)
    if reason := proposing_refusal(by, row):
        raise Refused(reason)
    if row.status == AppraisalStatus.CLOSED:
        raise Refused("Kinerja pegawai ini sudah ditutup.")
    assignment.giver = by
    return _ask(row, assignment, by, (PartyRole.APPRAISER, PartyRole.APPRAISEE))


def apply_for(appraisal: Appraisal, assignment: Assignment, *, by: Employee) -> Assignment:
    """The employee himself asks to join work elsewhere; text lines 1893-1903.

    Raises:
        Refused: it is somebody else's appraisal, or it is closed.
    """
    if reason := applying_refusal(appraisal, by):
        raise Refused(reason)
    with workflow.editing(appraisal, "assignments", by=by) as row:
        assignment.volunteered = True
        return _ask(row, assignment, by, (PartyRole.APPRAISER,))


def applying_refusal(appraisal: Appraisal, by: Employee) -> str:
    if appraisal.employee_id != by.pk:
        return "Penugasan diajukan oleh pegawainya sendiri."
    return workflow.editing_refusal(appraisal, "assignments", by)


def _ask(row: Appraisal, assignment: Assignment, by: Employee, tells: tuple[PartyRole, ...]) -> Assignment:
    assignment.appraisal, assignment.asked_on = row, timezone.localdate()
    assignment.status = Status.ASKED
    assignment.save()
    label = "Penugasan diajukan pegawai" if assignment.volunteered else "Penugasan diusulkan pimpinan lain"
    act = Act(by=by, at=timezone.now(), note=assignment.text)
    record_act(row, "assignment_asked", label, act, tells=tells, url=_page(row))
    return assignment


# --- deciding ---------------------------------------------------------------------
def deciding_refusal(appraisal: Appraisal, by: Employee) -> str:
    """Why this person may not decide on assignments here; "" means he may."""
    if _deciding(appraisal, by) is None:
        return "Penugasan disetujui atau ditolak oleh pejabat penilai kinerja."
    if appraisal.status == AppraisalStatus.CLOSED:
        return "Kinerja ini sudah ditutup."
    return ""


def _deciding(appraisal: Appraisal, by: Employee) -> Act | None:
    """As appraiser, or as personnel for an appraiser without an account; None for everybody else."""
    return Asker(appraisal, by).act_as(Actor.APPRAISER)


def agreeing_refusal(appraisal: Appraisal, by: Employee) -> str:
    """Agreeing needs an SKP that can take the target."""
    if reason := deciding_refusal(appraisal, by):
        return reason
    if appraisal.status == AppraisalStatus.PROPOSED:
        return "SKP sedang diajukan. Tetapkan atau kembalikan dahulu, lalu setujui penugasannya."
    if appraisal.status == AppraisalStatus.RUNNING:
        return revisions.opening_refusal(appraisal, by, TargetRevision.Cause.ASSIGNMENT)
    return ""


@transaction.atomic
def agree(assignment: Assignment, *, kind: str, by: Employee) -> Assignment:
    """The appraiser agrees and sets the priority; the work becomes a target. A second click changes nothing.

    Raises:
        Refused: not the appraiser, refused before, or the SKP cannot take it now.
    """
    appraisal = _locked(assignment.appraisal)
    row = _locked_assignment(assignment)
    if row.status == Status.AGREED:
        return row
    if row.status == Status.REFUSED:
        raise Refused("Penugasan ini sudah ditolak. Mintalah diusulkan lagi.")
    if reason := agreeing_refusal(appraisal, by):
        raise Refused(reason)
    wanted = WorkTarget.Kind.MAIN if row.plt else WorkTarget.Kind(kind)
    if appraisal.status == AppraisalStatus.RUNNING:
        _into_revision(appraisal, row, wanted, by)
    else:
        asked = _deciding(appraisal, by)
        behind = asked.on_behalf_of if asked else None
        with workflow.editing(appraisal, "targets", by=by, on_behalf_of=behind) as locked:
            row.target = WorkTarget.objects.create(
                appraisal=locked, uuid=row.uuid, kind=wanted, result=row.text, assigned_by=giver_words(row),
                order=locked.targets.filter(kind=wanted).count(),
            )  # fmt: skip
    return _decide(appraisal, row, Status.AGREED, "", by)


def _into_revision(appraisal: Appraisal, row: Assignment, kind: str, by: Employee) -> None:
    """Into the draft of a change of the SKP; the target bears the assignment's uuid (see `appraisal.taken`)."""
    cause = TargetRevision.Cause.ASSIGNMENT
    revision = revisions.open_revision(
        appraisal, by=by, cause=cause, reason=f"Penugasan dari {giver_words(row)}"
    )
    data: TargetData = {
        "uuid": str(row.uuid), "kind": kind, "parent": None, "result": row.text, "indicators": [],
        "assigned_by": giver_words(row),
    }  # fmt: skip
    revisions.add_target(revision, data)


@transaction.atomic
def refuse(assignment: Assignment, *, note: str, by: Employee) -> Assignment:
    """The appraiser refuses, with a reason that the giver and the employee read.

    Raises:
        Refused: not the appraiser, or decided before.
    """
    appraisal = _locked(assignment.appraisal)
    row = _locked_assignment(assignment)
    if reason := deciding_refusal(appraisal, by):
        raise Refused(reason)
    if row.status != Status.ASKED:
        raise Refused(f"Penugasan ini sudah diputuskan: {row.get_status_display().lower()}.")
    return _decide(appraisal, row, Status.REFUSED, note, by)


def _decide(appraisal: Appraisal, row: Assignment, status: Status, note: str, by: Employee) -> Assignment:
    row.status, row.decision_note = status, note
    asked = _deciding(appraisal, by)
    behind = asked.on_behalf_of if asked else None
    row.decided_by, row.decided_at = behind or by, timezone.now()
    row.save()
    label = "Penugasan disetujui" if status == Status.AGREED else "Penugasan ditolak"
    act = Act(by=by, at=row.decided_at, note=note or row.text, on_behalf_of=behind)
    event = record_act(
        appraisal, "assignment_decided", label, act, tells=(PartyRole.APPRAISEE,), url=_page(appraisal)
    )
    if row.giver is not None and not row.volunteered:
        title = f"{label}: {appraisal.employee.full_name}"
        url = reverse("assignments_given")
        notify_all([Line(row.giver, f"event:{event.uuid}", title, note, url, subject=label)])
    return row


# --- the giver's feedback -------------------------------------------------------------
@transaction.atomic
def give_feedback(assignment: Assignment, *, text: str, by: Employee) -> None:
    """What the giving leader owes: into the record of feedback, and to the appraiser and the employee.

    Raises:
        Refused: not the giver, not agreed, or the year is closed.
    """
    appraisal = _locked(assignment.appraisal)
    if assignment.giver_id != by.pk or assignment.status != Status.AGREED:
        raise Refused("Umpan balik atas penugasan diberikan pemberi tugas setelah penugasannya disetujui.")
    if appraisal.status == AppraisalStatus.CLOSED:
        raise Refused("Kinerja ini sudah ditutup, jadi umpan balik tidak dapat ditambahkan.")
    record.add(
        appraisal, source=f"{SOURCE}{assignment.uuid}", giver_role=GiverRole.LEADER, shown_name=by.full_name,
        text=text, day=timezone.localdate(), target=assignment.target,
    )  # fmt: skip
    act = Act(by=by, at=timezone.now())
    tells = (PartyRole.APPRAISER, PartyRole.APPRAISEE)
    label = "Umpan balik atas penugasan diberikan"
    record_act(appraisal, "assignment_feedback", label, act, tells=tells, url=_page(appraisal))


def giver_words(assignment: Assignment) -> str:
    """The giver as the forms print him: his post, else his name; one outside the agency as he was written."""
    if assignment.giver is None:
        return assignment.giver_text
    placement = assignment.giver.placement(timezone.localdate())
    return placement.position.title if placement else assignment.giver.full_name


def _page(appraisal: Appraisal) -> str:
    return reverse("assignments", args=[appraisal.uuid])


def _locked(appraisal: Appraisal) -> Appraisal:
    rows = Appraisal.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("employee", "period").get(pk=appraisal.pk)


def _locked_assignment(assignment: Assignment) -> Assignment:
    return Assignment.objects.select_for_update(of=("self",)).select_related("giver").get(pk=assignment.pk)
