"""Signed notes: given by a superior or a team leader, read at once, answered, pushed into the record of feedback."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from appraisal import record, team_leading
from appraisal.models import Appraisal, AppraisalStatus, GiverRole, PartyRole, WorkTarget
from appraisal.rating import Tone
from appraisal.workflow import Refused
from employees.models import Employee, Team
from employees.notifications import notify
from feedback.models import FeedbackNote

TONES: dict[str, Tone] = {
    FeedbackNote.Kind.APPRECIATION: Tone.POSITIVE,
    FeedbackNote.Kind.IMPROVEMENT: Tone.NEGATIVE,
    FeedbackNote.Kind.NEW_TASK: Tone.NEUTRAL,
    FeedbackNote.Kind.ADVICE: Tone.NEUTRAL,
}
GIVERS = (PartyRole.APPRAISER, PartyRole.REVIEWER)


def refusal(appraisal: Appraisal, giver: Employee, team: Team | None = None) -> str:
    """Why this person may not give a note now, as a superior or as leader of `team`; "" means they may."""
    if appraisal.status == AppraisalStatus.CLOSED:
        return "Kinerja ini sudah ditutup, jadi umpan balik tidak dapat ditambahkan."
    if team is not None:
        return team_leading.note_refusal(appraisal, giver, team)
    held = appraisal.parties.on(timezone.localdate()).filter(employee=giver, role__in=GIVERS)
    if not held.exists():
        return "Umpan balik di sini diberikan oleh pejabat penilai kinerja atau atasannya."
    return ""


@transaction.atomic
def give(
    appraisal: Appraisal,
    *,
    by: Employee,
    kind: str,
    text: str,
    day: date,
    target: WorkTarget | None = None,
    value: str = "",
    team: Team | None = None,
) -> FeedbackNote:
    """Write a note; the receiver sees it at once. `team`: by its leader, about what concerns its work.

    Raises:
        Refused: this person may not.
    """
    reason = refusal(appraisal, by, team)
    if team is not None and not reason:
        reason = team_leading.note_refusal(appraisal, by, team, target)
    if reason:
        raise Refused(reason)
    note = FeedbackNote.objects.create(
        appraisal=appraisal,
        giver=by,
        receiver=appraisal.employee,
        kind=kind,
        text=text,
        day=day,
        target=target,
        value=value,
    )
    _push(note, GiverRole.TEAM_LEADER if team else GiverRole.LEADER)
    return note


def _push(note: FeedbackNote, giver_role: GiverRole) -> None:
    """Into the record of feedback, and into the receiver's inbox."""
    record.add(
        note.appraisal,
        source=f"note:{note.uuid}",
        giver_role=giver_role,
        shown_name=note.giver.full_name,
        text=note.text,
        day=note.day,
        tone=TONES[note.kind],
        target=note.target,
        value=note.value,
    )
    notify(
        note.receiver,
        key=f"note:{note.uuid}",
        title=f"Umpan balik dari {note.giver.full_name}",
        body=note.text,
        url=note.get_absolute_url(),
        subject="Umpan balik baru",
    )


@transaction.atomic
def reply(note: FeedbackNote, *, by: Employee, text: str) -> None:
    """The receiver answers, once; the giver is told.

    Raises:
        Refused: somebody else's note, or already answered.
    """
    row = _locked(note, by)
    if row.replied_at is not None:
        raise Refused("Umpan balik ini sudah Anda tanggapi.")
    row.reply, row.replied_at = text, timezone.now()
    row.save(update_fields=["reply", "replied_at"])
    notify(
        row.giver,
        key=f"note-reply:{row.uuid}",
        title=f"{by.full_name} menanggapi umpan balik Anda",
        body=text,
        url=row.get_absolute_url(),
        subject="Umpan balik Anda ditanggapi",
    )


@transaction.atomic
def act_upon(note: FeedbackNote, *, by: Employee) -> None:
    """The receiver marks the note as acted upon. A second time changes nothing.

    Raises:
        Refused: somebody else's note.
    """
    row = _locked(note, by)
    if row.acted_upon_at is None:
        row.acted_upon_at = timezone.now()
        row.save(update_fields=["acted_upon_at"])


def _locked(note: FeedbackNote, by: Employee) -> FeedbackNote:
    row = FeedbackNote.objects.select_for_update(of=("self",)).select_related("giver").get(pk=note.pk)
    if row.receiver_id != by.pk:
        raise Refused("Hanya penerima umpan balik yang dapat menanggapi dan menandainya.")
    return row
