"""B.1.1, RENCANA AKSI, and B.1.2, PENDOKUMENTASIAN KINERJA: the running year, result by result."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.formats import date_format

from appraisal.models import ActionPlanItem, Evidence, ProgressEntry, WorkTarget
from appraisal.papers.paper import Paper, Signature, printed
from appraisal.papers.subject import Subject
from appraisal.papers.work_targets import titled

ROOM = ("", "")  # two empty lines, as the form has them


@dataclass(frozen=True)
class Row:
    number: int
    result: str
    actions: tuple[str, ...]
    reached: tuple[str, ...]


def action_plan(subject: Subject) -> Paper:
    """What was agreed for each result; results without an action keep the form's empty lines."""
    return _paper(subject, "B.1.1", "Rencana Aksi", documented=False)


def documentation(subject: Subject) -> Paper:
    """What was reached of each result, with the titles of its evidence (text lines 2781-2783)."""
    return _paper(subject, "B.1.2", "Pendokumentasian Kinerja", documented=True)


def _paper(subject: Subject, form: str, title: str, *, documented: bool) -> Paper:
    signer = Signature("Pegawai yang Dinilai", subject.appraisee, "", subject.place, empty=True)
    context = titled(subject, form) | {
        "title": title.upper(),
        "documented": documented,
        "rows": _rows(subject, documented=documented),
        "signatures": (signer,),
    }
    return Paper(form, title, "pdf/b_1_1.html", context)


def _rows(subject: Subject, *, documented: bool) -> list[Row]:
    appraisal = subject.appraisal
    actions = list(appraisal.action_plan.exclude(state=ActionPlanItem.State.DROPPED))
    proof = Prefetch("evidence", Evidence.objects.order_by("pk"))
    entries: list[ProgressEntry] = []
    if documented:
        entries = list(appraisal.progress.order_by("day", "pk").prefetch_related(proof))
    rows = [_row(number, one, actions, entries) for number, one in enumerate(subject.targets, start=1)]
    return rows or [Row(number, "", ROOM, ROOM) for number in (1, 2)]


def _row(number: int, target: WorkTarget, actions: list[ActionPlanItem], entries: list[ProgressEntry]) -> Row:
    return Row(
        number,
        printed(target.result),
        tuple(_action(one) for one in actions if one.target_id == target.pk) or ROOM,
        tuple(_reached(one) for one in entries if one.target_id == target.pk) or ROOM,
    )


def _action(item: ActionPlanItem) -> str:
    when = date_format(item.due_on, "j F Y") if item.due_on else item.get_window_display()
    return f"{printed(item.text)} ({when})" if when else printed(item.text)


def _reached(entry: ProgressEntry) -> str:
    titles = ", ".join(printed(one.title) for one in entry.evidence.all())
    words = f"{date_format(entry.day, 'j M Y')}: {printed(entry.text)}"
    return f"{words} (bukti dukung: {titles})" if titles else words
