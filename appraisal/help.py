"""Help wanted, and what a leader may do about it (Ps. 20): adjust the expectation or the resources, coach, take over.

Still no progress: the leader may take the result over, with a note that counts at the evaluation.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from appraisal import evidence, workflow
from appraisal.acts import record_act
from appraisal.evidence import Checked
from appraisal.models import Appraisal, Party, PartyRole, ProgressEntry, TakeOver, WorkTarget
from appraisal.workflow import Act, Refused
from employees.models import Employee, User


class Answer(models.TextChoices):
    """The four offers of Ps. 20."""

    EXPECTATION = "EXPECTATION", "Sesuaikan ekspektasi"
    RESOURCES = "RESOURCES", "Sesuaikan sumber daya"
    COACHING = "COACHING", "Beri bimbingan"
    TAKE_OVER = "TAKE_OVER", "Ambil alih hasil kerja"


DONE = {
    Answer.EXPECTATION: "penyesuaian ekspektasi",
    Answer.RESOURCES: "penyesuaian sumber daya",
    Answer.COACHING: "bimbingan",
    Answer.TAKE_OVER: "pengambilalihan hasil kerja",
}


def wanted_from(user: User) -> QuerySet[ProgressEntry]:
    """Open calls for help to this appraiser, the oldest first."""
    held = Party.objects.acting(user.employee_id, timezone.localdate()).filter(
        appraisal=OuterRef("appraisal"), role=PartyRole.APPRAISER
    )
    rows = ProgressEntry.objects.filter(Exists(held), help_wanted=True, helped_at__isnull=True)
    rows = rows.filter(appraisal__in=Appraisal.objects.visible_to(user).alive())
    related = ("appraisal__employee", "appraisal__unit", "appraisal__period", "target", "indicator")
    return rows.select_related(*related).order_by("day", "pk")


def answer(entry: ProgressEntry, kind: Answer, *, by: Employee, note: str = "") -> None:
    """The call leaves the queue, and the history says how it was answered.

    Raises:
        Refused: not this person's to answer, or answered already.
    """
    with workflow.editing(entry.appraisal, "help", by=by) as row:
        found = row.progress.filter(pk=entry.pk, help_wanted=True, helped_at__isnull=True)
        if not found.update(helped_at=timezone.now()):
            raise Refused("Permintaan bantuan ini sudah dijawab.")
        act = Act(by=by, at=timezone.now(), note=note.strip())
        label = f"Permintaan bantuan dijawab: {DONE[kind]}"
        record_act(row, "help_answer", label, act, tells=[PartyRole.APPRAISEE], url=_progress_url(row))


def _progress_url(row: Appraisal) -> str:
    return f"{row.get_absolute_url()}realisasi/"


def take_over_refusal(target: WorkTarget, by: Employee, on_behalf_of: Employee | None = None) -> str:
    """Why this person may not take the result over now; "" means they may."""
    if TakeOver.objects.filter(target=target).exists():
        return "Rencana hasil kerja ini sudah diambil alih."
    return workflow.editing_refusal(target.appraisal, "takeover", by, on_behalf_of)


def take_over(
    target: WorkTarget,
    *,
    by: Employee,
    note: str,
    on_behalf_of: Employee | None = None,
    scan: Checked | None = None,
) -> TakeOver:
    """Take a result over. Open calls for help about it are answered by that.

    `scan` is the note that a superior without an account has signed; personnel record it on his behalf.

    Raises:
        Refused: not this person's right, it was done before, or the signed note is missing.
    """
    with workflow.editing(target.appraisal, "takeover", by=by, on_behalf_of=on_behalf_of) as row:
        if reason := take_over_refusal(target, by, on_behalf_of):
            raise Refused(reason)
        if on_behalf_of is not None and scan is None:
            raise Refused("Lampirkan dahulu catatan pengambilalihan yang sudah ditandatangani.")
        if not note.strip():
            raise Refused("Tulis catatan pengambilalihan dahulu; catatan itu menjadi bahan evaluasi.")
        words = f"{target.result}\n{note.strip()}"
        act = Act(by=by, at=timezone.now(), note=words, on_behalf_of=on_behalf_of)
        leader = on_behalf_of or by
        taken = TakeOver.objects.create(target=target, taken_by=leader, taken_at=act.at, note=note.strip())
        row.progress.filter(target=target, help_wanted=True, helped_at__isnull=True).update(helped_at=act.at)
        label = "Rencana hasil kerja diambil alih oleh pimpinan"
        event = record_act(row, "take_over", label, act, tells=[PartyRole.APPRAISEE, PartyRole.REVIEWER])
        if scan is not None:
            evidence.keep_for(scan, event=event)
    return taken
