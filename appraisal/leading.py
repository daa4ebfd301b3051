"""Who is a senior leader or the head of an independent unit: their SKP is planned by perspective."""

from __future__ import annotations

from collections.abc import Iterable

from employees.models import Placement, Position, Unit
from employees.unit_tree import SENIOR_ECHELONS

AGENCY_STEPS = 2  # an office stands directly below the agency: its path has two steps


def leads(placement: Placement | None, headed: Iterable[Unit]) -> bool:
    """Whether somebody plans as a leader: a senior leader by post, or the head of such a unit.

    A unit directly below the agency answers to its head and is independent, whatever its echelon (a district
    is 31). A health centre or school below an office cannot be told by the data: personnel or the appraiser tick it.
    """
    if placement is not None and placement.position.category == Position.Category.SENIOR_LEADER:
        return True
    return any(unit.echelon in SENIOR_ECHELONS or _is_office(unit) for unit in headed)


def headed_by(people: Iterable[int]) -> dict[int, list[Unit]]:
    """The units that each of these people heads, with one query."""
    found: dict[int, list[Unit]] = {}
    for unit in Unit.objects.filter(head__in=people).order_by("path"):
        if unit.head_id is not None:
            found.setdefault(unit.head_id, []).append(unit)
    return found


def _is_office(unit: Unit) -> bool:
    return len([step for step in unit.path.split(".") if step]) == AGENCY_STEPS
