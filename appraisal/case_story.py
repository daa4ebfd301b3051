"""What happened in a case, told for whoever takes it along: parties, targets, progress, evaluations, every step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone

from appraisal.models import Appraisal, Evaluation, Event, FeedbackEntry, ViewLog, WorkTarget
from appraisal.stages import STATUS_LABELS
from appraisal.tabular import Cell, csv_bytes
from appraisal.visibility import FieldGroup, visible_groups
from employees.models import User

HEADINGS = (
    "waktu",
    "jenis",
    "langkah",
    "periode evaluasi",
    "oleh",
    "atas nama",
    "dari",
    "menjadi",
    "catatan",
)
RECORD_HEADINGS = ("tanggal", "peran pemberi", "nama yang ditampilkan", "tentang", "sifat", "isi")
STEP = "Langkah"


@dataclass(frozen=True)
class Told:
    """An evaluation with what this reader may read of it; a group that he may not read is empty."""

    evaluation: Evaluation
    self_assessed: list[Any]
    ratings: list[Any]
    dialogue: Any
    recommendations: list[Any]
    explanations: list[Any]
    objections: list[Any]


def told(appraisal: Appraisal, user: User) -> dict[str, Any]:
    """What the page of the case shows."""
    targets = WorkTarget.every.filter(appraisal=appraisal)
    entries = appraisal.progress.select_related("target").prefetch_related("evidence")
    return {
        "agency": settings.AGENCY_NAME,
        "appraisal": appraisal,
        "taken_at": timezone.now(),
        "parties": appraisal.parties.order_by("starts_on", "role"),
        "targets": targets.select_related("dropped_by").prefetch_related("indicators"),
        "expectations": appraisal.expectations.all(),
        "progress": entries.order_by("day", "pk"),
        "record": appraisal.record.select_related("target"),
        "evaluations": [_told(one, user) for one in appraisal.evaluations.order_by("opens_on", "pk")],
        "timeline": list(timeline(appraisal)),
    }


def _told(evaluation: Evaluation, user: User) -> Told:
    groups = visible_groups(evaluation, user)

    def of(group: FieldGroup, rows: Any) -> list[Any]:
        return list(rows) if group in groups else []

    rated = evaluation.ratings.filter(given_at__isnull=False).select_related("by")
    talk = getattr(evaluation, "dialogue", None)
    return Told(
        evaluation,
        of(FieldGroup.SELF, evaluation.self_targets.select_related("target")),
        of(FieldGroup.RATINGS, rated),
        talk if FieldGroup.DIALOGUE in groups else None,
        of(FieldGroup.DIALOGUE, evaluation.recommendations.select_related("owner")),
        of(FieldGroup.RATINGS, evaluation.explanations.all()),
        of(FieldGroup.OBJECTION, evaluation.objections.select_related("decided_by")),
    )


# --- every step -------------------------------------------------------------------
@dataclass(frozen=True)
class Happened:
    """A line of the timeline."""

    at: Any
    kind: str
    what: str
    window: str = ""
    by: str = ""
    behind: str = ""
    before: str = ""
    after: str = ""
    note: str = ""


def timeline(appraisal: Appraisal) -> list[Happened]:
    """Steps, and what was read and taken of the case, oldest first."""
    steps = appraisal.events.select_related("evaluation", "on_behalf_of")
    lines = [_step(one) for one in steps] + [_view(one) for one in appraisal.views.all()]
    return sorted(lines, key=lambda line: line.at)


def _step(event: Event) -> Happened:
    before, after = (STATUS_LABELS.get(one, "") for one in (event.from_status, event.to_status))
    return Happened(
        event.at,
        STEP,
        event.label,
        event.evaluation.get_window_display() if event.evaluation else "",
        event.actor_name or "sistem",
        event.on_behalf_of.full_name if event.on_behalf_of else "",
        before if before != after else "",
        after if before != after else "",
        event.note,
    )


def _view(view: ViewLog) -> Happened:
    return Happened(view.at, view.get_kind_display(), view.what, by=view.actor_name)


def timeline_rows(appraisal: Appraisal) -> Iterator[list[Cell]]:
    for line in timeline(appraisal):
        at = timezone.localtime(line.at).isoformat(sep=" ", timespec="seconds")
        yield [
            at, line.kind, line.what, line.window, line.by, line.behind, line.before, line.after, line.note,
        ]  # fmt: skip


# --- the record of feedback -------------------------------------------------------
def record_csv(appraisal: Appraisal) -> bytes:
    """The regulation's record (B.1.3 to B.1.5): of confidential answers only what was published, under no name."""
    rows = appraisal.record.select_related("target")
    return csv_bytes(RECORD_HEADINGS, (_entry(one) for one in rows))


def _entry(entry: FeedbackEntry) -> list[Cell]:
    about = entry.target.result if entry.target else entry.get_value_display()
    return [
        entry.day,
        entry.get_giver_role_display(),
        entry.shown_name,
        about,
        entry.get_tone_display(),
        entry.text,
    ]
