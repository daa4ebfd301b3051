"""Signed notes: by superiors, team leaders, colleagues and guests; read at once, answered, pushed into the record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from appraisal import assignments, record, team_leading
from appraisal.evidence import MOST_FILES, Checked
from appraisal.models import (
    Appraisal,
    AppraisalStatus,
    Assignment,
    Criterion,
    GiverRole,
    PartyRole,
    WorkTarget,
)
from appraisal.rating import Tone
from appraisal.standing import holds
from appraisal.workflow import Refused
from employees.models import Employee, Team
from employees.notifications import notify
from feedback.models import FeedbackNote, GuestLink

TONES: dict[str, Tone] = {
    FeedbackNote.Kind.APPRECIATION: Tone.POSITIVE,
    FeedbackNote.Kind.IMPROVEMENT: Tone.NEGATIVE,
    FeedbackNote.Kind.NEW_TASK: Tone.NEUTRAL,
    FeedbackNote.Kind.ADVICE: Tone.NEUTRAL,
    FeedbackNote.Kind.OBSERVATION: Tone.NEUTRAL,  # a fact; what it is worth is said in the rating
}
GIVERS = (PartyRole.APPRAISER, PartyRole.REVIEWER)
CLOSED = "Kinerja ini sudah ditutup, jadi umpan balik tidak dapat ditambahkan."


# --- who may --------------------------------------------------------------------------
def refusal(appraisal: Appraisal, giver: Employee, team: Team | None = None) -> str:
    """Why this person may not give a note now, as a superior or as leader of `team`; "" means they may."""
    if appraisal.status == AppraisalStatus.CLOSED:
        return CLOSED
    if team is not None:
        return team_leading.note_refusal(appraisal, giver, team)
    if not _superior(appraisal, giver):
        return "Umpan balik di sini diberikan oleh pejabat penilai kinerja atau atasannya."
    return ""


def closed_refusal(appraisal: Appraisal) -> str:
    return CLOSED if appraisal.status == AppraisalStatus.CLOSED else ""


def colleague_refusal(appraisal: Appraisal, giver: Employee) -> str:
    """Why this person may not speak as somebody who works with the employee (Ps. 18 and 19)."""
    if appraisal.status == AppraisalStatus.CLOSED:
        return CLOSED
    if appraisal.employee_id == giver.pk:
        return "Umpan balik diberikan kepada orang lain. Catat hasil kerja Anda sendiri di Realisasi."
    return ""


def appraisal_of(person: UUID) -> Appraisal | None:
    """The running year of somebody: anybody who works with him may speak of it, whatever else he may see of it."""
    found = Employee.objects.active().filter(uuid=person).first()
    return assignments.current_appraisal(found) if found else None


def role_of(appraisal: Appraisal, giver: Employee) -> GiverRole:
    """What the giver is to the employee today, in the words of the record (B.1.3 to B.1.5)."""
    today = timezone.localdate()
    given = Assignment.objects.filter(
        appraisal=appraisal, giver=giver, volunteered=False, status=Assignment.Status.AGREED
    )
    if _superior(appraisal, giver) or given.exists():
        return GiverRole.LEADER
    own, theirs = giver.placement(today), appraisal.employee.placement(today)
    if own is not None and own.superior_id == appraisal.employee_id:
        return GiverRole.SUBORDINATE
    if own and theirs and (own.unit_id == theirs.unit_id or (own.superior_id or 0) == theirs.superior_id):
        return GiverRole.PEER
    return GiverRole.OTHER


def _superior(appraisal: Appraisal, giver: Employee) -> bool:
    """Appraiser or reviewer of today, himself or as Plt or Plh."""
    return any(holds(appraisal, role, giver) for role in GIVERS)


# --- giving ---------------------------------------------------------------------------
@dataclass(frozen=True)
class Words:
    """What a note says: its kind is its tone, its text is short, and it may name what it is about."""

    kind: str
    text: str
    day: date
    target: WorkTarget | None = None
    value: str = ""
    link: str = ""
    criterion: Criterion | None = None
    proof: Checked | None = None


OBSERVES = "Pengamatan dicatat oleh pejabat penilai kinerja atau atasannya."
OF_WHAT = "Pengamatan menyebut yang diamati: rencana hasil kerja, nilai dasar, atau kriteria."


def observing_refusal(words: Words, *, superior: bool) -> str:
    """Why this may not be noted as an observation; "" for every other kind."""
    if words.kind != FeedbackNote.Kind.OBSERVATION:
        return ""
    if not superior:
        return OBSERVES
    return "" if words.target or words.value or words.criterion else OF_WHAT


def give(
    appraisal: Appraisal,
    *,
    by: Employee,
    kind: str,
    text: str,
    day: date,
    target: WorkTarget | None = None,
    value: str = "",
    link: str = "",
    criterion: Criterion | None = None,
    proof: Checked | None = None,
    team: Team | None = None,
) -> FeedbackNote:
    """Write a note; the receiver sees it at once. `team`: by its leader, about what concerns its work.

    Raises:
        Refused: this person may not, or has attached many files already.
    """
    reason = refusal(appraisal, by, team)
    if team is not None and not reason:
        reason = team_leading.note_refusal(appraisal, by, team, target)
    words = Words(kind, text, day, target, value, link, criterion, proof)
    if reason := reason or observing_refusal(words, superior=team is None):
        raise Refused(reason)
    role = GiverRole.TEAM_LEADER if team else GiverRole.LEADER
    return _write(appraisal, words, role, giver=by)


def give_as_colleague(appraisal: Appraisal, words: Words, *, by: Employee) -> FeedbackNote:
    """A peer, somebody below, or somebody from elsewhere; any day, about a value or the work in general.

    Raises:
        Refused: one's own appraisal, or a closed one; many files already.
    """
    if reason := colleague_refusal(appraisal, by) or observing_refusal(words, superior=False):
        raise Refused(reason)
    return _write(appraisal, words, role_of(appraisal, by), giver=by)


def give_as_guest(link: GuestLink, words: Words) -> FeedbackNote:
    """By a one-time link, which `feedback.guests` has locked and marks as used."""
    return _write(link.appraisal, words, GiverRole.OTHER, guest=link)


@transaction.atomic
def _write(
    appraisal: Appraisal,
    words: Words,
    role: GiverRole,
    *,
    giver: Employee | None = None,
    guest: GuestLink | None = None,
) -> FeedbackNote:
    if words.proof is not None and _files_given(appraisal, giver) >= MOST_FILES:
        raise Refused(
            f"Anda sudah melampirkan {MOST_FILES} berkas untuk pegawai ini tahun ini. Cantumkan tautannya saja."
        )
    note = FeedbackNote(
        appraisal=appraisal,
        giver=giver,
        guest=guest,
        giver_role=role,
        receiver=appraisal.employee,
        kind=words.kind,
        text=words.text,
        day=words.day,
        target=words.target,
        value=words.value,
        criterion=words.criterion,
        link=words.link,
    )
    note.keep(words.proof)
    note.save()
    _push(note)
    return note


def _files_given(appraisal: Appraisal, giver: Employee | None) -> int:
    return FeedbackNote.objects.filter(appraisal=appraisal, giver=giver).exclude(file="").count()


def recorded(note: FeedbackNote) -> str:
    """As the record says it: it has no place of its own for a local criterion, nor for the kind."""
    label = note.get_kind_display() if note.kind == FeedbackNote.Kind.OBSERVATION else ""
    heading = ", ".join(one for one in (label, note.criterion.name if note.criterion else "") if one)
    return f"{heading}: {note.text}" if heading else note.text


def _push(note: FeedbackNote) -> None:
    """Into the record of feedback, and into the receiver's inbox."""
    record.add(
        note.appraisal,
        source=f"note:{note.uuid}",
        giver_role=GiverRole(note.giver_role),
        shown_name=note.giver_name,
        text=recorded(note),
        day=note.day,
        tone=TONES[note.kind],
        target=note.target,
        value=note.value,
    )
    notify(
        note.receiver,
        key=f"note:{note.uuid}",
        title=f"Umpan balik dari {note.giver_name}",
        body=note.text,
        url=note.get_absolute_url(),
        subject="Umpan balik baru",
    )


# --- answering --------------------------------------------------------------------------
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
    _tell_giver(row, "note-reply", f"{by.full_name} menanggapi umpan balik Anda", text)


@transaction.atomic
def thank(note: FeedbackNote, *, by: Employee) -> None:
    """One click of thanks, which the giver sees. A second time changes nothing.

    Raises:
        Refused: somebody else's note.
    """
    row = _locked(note, by)
    if row.thanked_at is None:
        row.thanked_at = timezone.now()
        row.save(update_fields=["thanked_at"])
        _tell_giver(row, "note-thanks", f"{by.full_name} berterima kasih atas umpan balik Anda", "")


def _tell_giver(row: FeedbackNote, what: str, title: str, body: str) -> None:
    """In the inbox; whoever wrote by a one-time link has none."""
    if row.giver is not None:
        url = row.get_absolute_url()
        subject = "Umpan balik Anda ditanggapi"
        notify(row.giver, key=f"{what}:{row.uuid}", title=title, body=body, url=url, subject=subject)


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
