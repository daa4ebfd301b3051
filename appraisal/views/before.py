"""What came before an appraisal: the old unit's record after a move, and the notes of appraisers who went."""

from __future__ import annotations

from dataclasses import dataclass

from appraisal.models import Appraisal
from employees.http import Request


@dataclass(frozen=True)
class Before:
    """`moved`: it follows another; `old` is that one, if the reader may open it. `noted`: an appraiser left a note."""

    moved: bool
    old: Appraisal | None
    noted: bool


def before(request: Request, row: Appraisal) -> Before | None:
    """None for most people: nobody moved and nobody went."""
    noted = row.closing_notes.exists()
    if row.predecessor_id is None:
        return Before(moved=False, old=None, noted=noted) if noted else None
    seen = Appraisal.objects.visible_to(request.user).filter(pk=row.predecessor_id)
    return Before(moved=True, old=seen.select_related("unit").first(), noted=noted)
