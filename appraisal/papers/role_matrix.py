"""A.1.5, MATRIKS PEMBAGIAN PERAN DAN HASIL: a leader's indicators by his people, then each team's (line 2014)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from appraisal import matrix as matrices
from appraisal.matrix import Matrix
from appraisal.models import Appraisal, PartyRole, RoleMatrixCell
from appraisal.papers.paper import ABSENT, Paper, printed
from appraisal.papers.subject import Subject
from appraisal.shape import shape_of
from employees.models import Team

COLUMNS = 3  # beside each other, as in the form: the roles are whole sentences


@dataclass(frozen=True)
class Grid:
    """Three columns of a matrix: the leader's line at the head, then a line a person."""

    team: str
    leader: tuple[str, str]
    columns: tuple[str, ...]
    lines: tuple[tuple[str, str, tuple[str, ...]], ...]


def concerns(appraisal: Appraisal) -> bool:
    """Leaders share out their indicators; so does whoever leads a team or wrote a matrix."""
    if shape_of(appraisal).leads or appraisal.employee.leads.exists():
        return True
    return RoleMatrixCell.objects.filter(leader=appraisal).exists()


def build(subject: Subject) -> Paper:
    """The first level, and the second of every team under it that has a matrix."""
    grids: list[Grid] = []
    if not subject.empty:
        first = matrices.read(subject.appraisal, day=subject.day)
        shown = [first] if first.columns and (first.rows or not first.teams) else []
        shown += [matrices.read(appraisal, team, subject.day) for team, appraisal in _second_level(first)]
        grids = [grid for one in shown for grid in _grids(one)]
    return Paper(
        "A.1.5", "Matriks Pembagian Peran dan Hasil", "pdf/a_1_5.html", {"grids": grids or [_empty()]}
    )


def _second_level(first: Matrix) -> Iterator[tuple[Team, Appraisal]]:
    """The leader's own teams, and those below him that have a matrix; each with the SKP of its leader."""
    own = first.leader.employee_id
    written = set(RoleMatrixCell.objects.filter(team__in=first.teams).values_list("team", flat=True))
    teams = [team for team in first.teams if team.pk in written or team.leader_id == own]
    rows = Appraisal.objects.alive().filter(period=first.leader.period_id)
    found = {row.employee_id: row for row in rows.filter(employee__in=[team.leader_id for team in teams])}
    for team in teams:
        if team.leader_id in found:
            yield team, found[team.leader_id]


def _grids(matrix: Matrix) -> Iterator[Grid]:
    party = matrix.leader.parties.filter(role=PartyRole.APPRAISEE).order_by("starts_on").last()
    leader = (printed(party.name), printed(party.position) or ABSENT) if party else ("", "")
    _head, lines = matrices.table(matrix)
    texts = [printed(column.text) for column in matrix.columns]
    for start in range(0, len(texts), COLUMNS):
        part = slice(start, start + COLUMNS)
        cells = [
            (printed(name), printed(position) or ABSENT, tuple(printed(text) for text in roles[part]))
            for name, position, *roles in lines
        ]
        team = printed(matrix.team.name) if matrix.team else ""
        yield Grid(team, leader, tuple(texts[part]), tuple(cells))


def _empty() -> Grid:
    nobody = ("", "", ("",) * COLUMNS)
    return Grid("", ("", ""), ("",) * COLUMNS, (nobody, nobody))
