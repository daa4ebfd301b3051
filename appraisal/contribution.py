"""A team beside its leader's results: who carries which, how it went, and the rating that is on the table.

'Membandingkan hasil kerja antar Pegawai berdasarkan kontribusi Pegawai terhadap kinerja organisasi', which the
role matrix shows (PermenPANRB 6/2022, annex, chapter IV, text lines 4178-4300).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from appraisal import scoring
from appraisal.models import (
    Appraisal,
    Evaluation,
    EvaluationStatus,
    PartyRole,
    RoleMatrixCell,
    WorkTarget,
)
from appraisal.rating import RATING_LABELS, Rating
from appraisal.scoring import Line
from appraisal.visibility import TABLE, FieldGroup, Relation
from employees.models import Employee


@dataclass(frozen=True)
class Share:
    """What one person owes to one result of the leader. `how` tells a rating from a figure's hint."""

    text: str
    how: str = ""
    main: bool = True


@dataclass(frozen=True)
class Person:
    """A row: shares by column, what serves none of the columns, and the line of the scoring grid."""

    line: Line
    cells: list[list[Share]]
    rest: list[Share]
    rating_shown: bool

    @property
    def carries(self) -> int:
        """How many of the leader's results this person contributes to."""
        return sum(bool(cell) for cell in self.cells)


def leader_targets(leader: Employee, period_id: int) -> list[WorkTarget]:
    """The columns: the results of the leader's own appraisal of the period; none for a leader without one."""
    appraisal = Appraisal.objects.alive().filter(employee=leader, period=period_id)
    return list(WorkTarget.objects.filter(appraisal__in=appraisal))


def may_see_ratings(evaluation: Evaluation, role: PartyRole) -> bool:
    """As `visibility.visible_groups` decides for who is nothing but this party today, without asking per person."""
    status = EvaluationStatus(evaluation.status)
    return status in TABLE[FieldGroup.RATINGS][Relation(role.value)]


def people(
    evaluations: Sequence[Evaluation], columns: Sequence[WorkTarget], by: Employee, role: PartyRole
) -> list[Person]:
    """The rows, as far as somebody in this role may see them; the number of queries does not depend on them."""
    shown = {one.pk for one in evaluations if may_see_ratings(one, role)}
    lines = scoring.lines(evaluations, by)
    shares = _shares(lines, columns, shown)
    return [
        Person(
            line=line,
            cells=[shares[line.evaluation.appraisal_id, column.pk] for column in columns],
            rest=shares[line.evaluation.appraisal_id, None],
            rating_shown=line.evaluation.pk in shown,
        )
        for line in lines
    ]


Shares = defaultdict[tuple[int, int | None], list[Share]]


def _shares(lines: Sequence[Line], columns: Sequence[WorkTarget], shown: set[int]) -> Shares:
    """By appraisal and column: the person's own results there, then roles that no result of his stands for yet."""
    found: Shares = defaultdict(list)
    appraisals = {one.evaluation.appraisal.employee_id: one.evaluation.appraisal_id for one in lines}
    ids = {column.pk for column in columns}
    taken = set()
    for line in lines:
        how = _by_figures(line) | (_rated(line) if line.evaluation.pk in shown else {})
        for target in line.targets:
            share = Share(target.result, how.get(target.pk, ""), target.kind == WorkTarget.Kind.MAIN)
            found[target.appraisal_id, _column(target.parent, ids)].append(share)
            taken.add(target.pk)
    cells = RoleMatrixCell.objects.filter(
        Q(column__in=ids) | Q(column__parent__in=ids), member__in=appraisals
    )
    for cell in cells.select_related("column"):
        if cell.target_id not in taken:
            key = appraisals[cell.member_id], _column(cell.column, ids)
            found[key].append(Share(cell.text, "peran dalam matriks, belum menjadi rencana hasil kerja"))
    return found


def _column(served: WorkTarget | None, ids: set[int]) -> int | None:
    """The leader's result that a target serves, itself or through the result of a team leader in between."""
    if served is None:
        return None
    return next((one for one in (served.pk, served.parent_id) if one is not None and one in ids), None)


def _by_figures(line: Line) -> dict[int, str]:
    """By target: what its figures say, which decides nothing."""
    return {target: f"{RATING_LABELS[hint]} menurut angka" for target, hint in line.hints.items() if hint}


def _rated(line: Line) -> dict[int, str]:
    """By target: the appraiser's rating, in words."""
    rated = ((row.target_id, row.rating) for row in line.items)
    return {target: RATING_LABELS[Rating(rating)] for target, rating in rated if target is not None}
