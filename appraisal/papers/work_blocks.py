"""A.1.4, WORKBLOCK UNTUK IDENTIFIKASI STRATEGI PENCAPAIAN HASIL KERJA: one table an initiative."""

from __future__ import annotations

from dataclasses import dataclass

from appraisal.models import WorkBlock
from appraisal.papers.paper import Paper, printed
from appraisal.papers.subject import Subject

Part = tuple[tuple[str, list[tuple[int, str]]], ...]
ROUTINE, NEW = "A. RUTIN", "B. TRANSFORMATIF"


@dataclass(frozen=True)
class Block:
    """`facts` are the eight fields in pairs; `strategy` and `milestones` the two numbered lists of each."""

    facts: tuple[tuple[str, str, str, str], ...]
    strategy: Part
    milestones: Part


def build(subject: Subject) -> Paper:
    """All work blocks of the leader; without any the official empty form."""
    rows: list[WorkBlock] = []
    if not subject.empty:
        rows = list(subject.appraisal.work_blocks.select_related("indicator").order_by("pk"))
    context = {"blocks": [_block(row) for row in rows or [WorkBlock()]]}
    return Paper("A.1.4", "Workblock Strategi Pencapaian Hasil Kerja", "pdf/a_1_4.html", context)


def _block(row: WorkBlock) -> Block:
    indicator = ", ".join(filter(None, (row.indicator.text, row.indicator.goal))) if row.indicator else ""
    facts = (
        ("JUDUL INISIATIF STRATEGI PENCAPAIAN IKU", row.title, "INDIKATOR DAN TARGET YANG DIINTERVENSI", indicator),
        ("PEMILIK STRATEGI", row.owner, "PIHAK YANG TERLIBAT", row.involved),
        ("WAKTU PENYELESAIAN", row.due, "PENERIMA MANFAAT", row.beneficiaries),
        ("TUJUAN", row.purpose, "ANGGARAN", row.budget),
    )  # fmt: skip
    return Block(
        tuple((one, printed(text), other, printed(more)) for one, text, other, more in facts),
        _numbered(row.routine_activities, row.new_activities),
        _numbered(row.routine_milestones, row.new_milestones),
    )


def _numbered(routine: str, new: str) -> Part:
    """The lines of both, numbered through as in the form."""
    first, second = _lines(routine), _lines(new)
    return (
        (ROUTINE, list(enumerate(first, start=1))),
        (NEW, list(enumerate(second, start=len(first) + 1))),
    )


def _lines(text: str) -> list[str]:
    """One line a row, as they are typed; an empty list keeps the form's empty row."""
    return [line.strip() for line in printed(text).splitlines() if line.strip()] or [""]
