"""Help wanted, and what a leader may do about it (Ps. 20): adjust the expectation or the resources, coach, take over.

Still no progress: the leader may take the result over, with a note that counts at the evaluation.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from appraisal import workflow
from appraisal.acts import record_act
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


def take_over_refusal(target: WorkTarget, by: Employee) -> str:
    """Why this person may not take the result over now; "" means they may."""
    if TakeOver.objects.filter(target=target).exists():
        return "Rencana hasil kerja ini sudah diambil alih."
    return workflow.editing_refusal(target.appraisal, "takeover", by)


def take_over(target: WorkTarget, *, by: Employee, note: str) -> TakeOver:
    """Take a result over. Open calls for help about it are answered by that.

    Raises:
        Refused: not this person's right, or it was done before.
    """
    with workflow.editing(target.appraisal, "takeover", by=by) as row:
        if reason := take_over_refusal(target, by):
            raise Refused(reason)
        if not note.strip():
            raise Refused("Tulis catatan pengambilalihan dahulu; catatan itu menjadi bahan evaluasi.")
        act = Act(by=by, at=timezone.now(), note=f"{target.result}\n{note.strip()}")
        taken = TakeOver.objects.create(target=target, taken_by=by, taken_at=act.at, note=note.strip())
        row.progress.filter(target=target, help_wanted=True, helped_at__isnull=True).update(helped_at=act.at)
        label = "Rencana hasil kerja diambil alih oleh pimpinan"
        record_act(row, "take_over", label, act, tells=[PartyRole.APPRAISEE, PartyRole.REVIEWER])
    return taken
