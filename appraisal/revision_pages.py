"""Old and new SKP side by side: what is new, changed, taken out or as it was, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from appraisal import revisions
from appraisal.models import Appraisal, TargetIndicator, TargetRevision, WorkTarget
from appraisal.revision_rows import OPEN, IndicatorData, TargetData
from employees.models import Employee
from employees.templatetags.kinerja import number_id

NONE = "–"
SAME, CHANGED, ADDED, GONE = "tetap", "diubah", "baru", "dihapus"
TONES = {SAME: "closed", CHANGED: "active", ADDED: "done", GONE: "late"}
Pairs = dict[str, tuple[str, str]]


@dataclass(frozen=True)
class Line:
    """One line of the comparison. `change` is "" where both sides say the same."""

    label: str
    old: str
    new: str
    change: str


@dataclass(frozen=True)
class ComparedTarget:
    """One target on both sides; `uuid` only while it is part of the new SKP."""

    uuid: str
    title: str
    change: str
    tone: str
    lines: list[Line]


def compared(revision: TargetRevision) -> list[ComparedTarget]:
    """Every target of either side: those of the new SKP in its order, then those that go."""
    old: dict[str, TargetData] = {one["uuid"]: one for one in revision.old}
    new: dict[str, TargetData] = {one["uuid"]: one for one in revision.new}
    rows = [_target(old.get(uuid), data) for uuid, data in new.items()]
    return rows + [_target(data, None) for uuid, data in old.items() if uuid not in new]


def counted(rows: list[ComparedTarget]) -> str:
    """'1 baru, 2 diubah', or that nothing changed."""
    counts = {word: sum(row.change == word for row in rows) for word in (ADDED, CHANGED, GONE)}
    return ", ".join(f"{n} {word}" for word, n in counts.items() if n) or "belum ada yang diubah"


def _target(old: TargetData | None, new: TargetData | None) -> ComparedTarget:
    lines = [*_lines(_words(old), _words(new)), *_indicator_lines(old, new)]
    shown = new or old or {}
    change = _change(old, new, differs=any(line.change for line in lines))
    return ComparedTarget(
        uuid=shown["uuid"] if new else "",
        title=shown["result"],
        change=change,
        tone=TONES[change],
        lines=lines,
    )


def _change(old: object | None, new: object | None, *, differs: bool) -> str:
    if old is None:
        return ADDED
    if new is None:
        return GONE
    return CHANGED if differs else SAME


def _words(data: TargetData | None) -> dict[str, str]:
    if data is None:
        return {}
    return {
        "Rencana hasil kerja": data["result"],
        "Jenis": str(WorkTarget.Kind(data["kind"]).label),
        "Mendukung hasil kerja pimpinan": data["intervened"],
        "Penugasan dari": data["assigned_by"],
    }


def _indicator_lines(old: TargetData | None, new: TargetData | None) -> Iterator[Line]:
    before = {one["uuid"]: one for one in old["indicators"]} if old else {}
    after = {one["uuid"]: one for one in new["indicators"]} if new else {}
    for number, uuid in enumerate([*after, *(one for one in before if one not in after)], 1):
        yield from _lines(
            {f"Indikator {number}": _measure(before.get(uuid))},
            {f"Indikator {number}": _measure(after.get(uuid))},
        )


def _measure(data: IndicatorData | None) -> str:
    """An indicator in one piece of text, a line a fact."""
    if data is None:
        return ""
    kinds = dict(TargetIndicator.Aspect.choices) | dict(TargetIndicator.Perspective.choices)
    kind = kinds.get(data["aspect"] or data["perspective"], "")
    facts = [data["text"], f"Target: {data['goal']}" if data["goal"] else "", str(kind)]
    if data["lower"] is not None and data["upper"] is not None:
        direction = TargetIndicator.Direction(data["direction"]).label.lower()
        lower, upper = (number_id(Decimal(bound)) for bound in (data["lower"], data["upper"]))
        bounds = f"{lower} sampai {upper} {data['unit']}".strip()
        facts.append(f"Sesuai ekspektasi: {bounds} ({direction})")
    return "\n".join(fact for fact in facts if fact)


def _lines(old: dict[str, str], new: dict[str, str]) -> Iterator[Line]:
    for label in old | new:
        before, after = old.get(label, ""), new.get(label, "")
        if not (before or after):
            continue
        change = "" if before == after else _change(before or None, after or None, differs=True)
        yield Line(label, before or NONE, after or NONE, change)


def shown_on_pages(row: Appraisal, reader: Employee) -> dict[str, object]:
    """For the overview and the SKP page: the open change, those that are over, and whether one may begin."""
    if row.set_at is None:
        return {}
    found = list(row.revisions.select_related("decided_by"))
    standing = next((one for one in found if one.status in OPEN), None)
    if standing is not None:
        standing.appraisal = row
    return {
        "open_revision": standing,
        "reviewers_turn": standing is not None and revisions.reviewer_from(standing) <= timezone.localdate(),
        "past_revisions": [one for one in found if one is not standing],
        "may_revise": standing is None and not revisions.opening_refusal(row, reader),
    }
