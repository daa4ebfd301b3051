"""The role matrix (A.1.5, text lines 1934-2060): who carries which of a leader's indicators.

First level: a leader's indicators are the columns, his people and the leaders of his teams the rows. Second
level, per team: the team leader's results are the columns, the members the rows, whatever unit they are from.
"""

from __future__ import annotations

import uuid as uuid_module
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import Q, QuerySet
from django.utils import timezone

from appraisal import teams
from appraisal.models import (
    Appraisal,
    AppraisalStatus,
    Party,
    PartyRole,
    RoleMatrixCell,
    TargetIndicator,
    WorkTarget,
)
from employees.models import Employee, Membership, Team

NO_ROLE = "TIDAK ADA PERAN"


@dataclass(frozen=True)
class Column:
    """A leader's indicator; a result that has none yet, or a team leader's result, stands for itself."""

    target: WorkTarget
    indicator: TargetIndicator | None = None

    @property
    def text(self) -> str:
        return self.indicator.text if self.indicator else self.target.result

    @property
    def name(self) -> str:
        """Of the column's field in a form."""
        return str(self.indicator.uuid if self.indicator else self.target.uuid)

    @property
    def key(self) -> tuple[int, int | None]:
        return self.target.pk, self.indicator.pk if self.indicator else None


@dataclass(frozen=True)
class Person:
    """One who can carry a role. `left`: no longer among them, but a role of his still stands here."""

    employee: Employee
    name: str
    position: str = ""
    unit: str = ""
    leads_team: bool = False
    left: bool = False


@dataclass(frozen=True)
class Row:
    person: Person
    cells: tuple[tuple[Column, RoleMatrixCell | None], ...]

    @property
    def roles(self) -> int:
        return sum(cell is not None for _column, cell in self.cells)

    @property
    def taken(self) -> int:
        return sum(cell is not None and cell.target_id is not None for _column, cell in self.cells)


@dataclass(frozen=True)
class Matrix:
    """What the page, the form and the file show. `groups`: each result with its columns."""

    leader: Appraisal
    team: Team | None
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    teams: tuple[Team, ...] = field(default=())

    @property
    def groups(self) -> list[tuple[WorkTarget, list[Column]]]:
        found: dict[int, tuple[WorkTarget, list[Column]]] = {}
        for column in self.columns:
            found.setdefault(column.target.pk, (column.target, []))[1].append(column)
        return list(found.values())

    @cached_property
    def uncarried(self) -> list[Column]:
        """Columns that nobody carries."""
        carried = {column.key for row in self.rows for column, cell in row.cells if cell}
        return [column for column in self.columns if column.key not in carried]

    @cached_property
    def idle(self) -> list[Person]:
        """People who carry nothing."""
        return [row.person for row in self.rows if not row.roles and not row.person.left]

    @property
    def to_offer(self) -> list[RoleMatrixCell]:
        """Roles that were written down and not offered yet."""
        cells = [cell for row in self.rows for _column, cell in row.cells if cell]
        return [cell for cell in cells if cell.offered_at is None and cell.target_id is None]

    def row_of(self, employee_uuid: uuid_module.UUID) -> Row | None:
        return next((row for row in self.rows if row.person.employee.uuid == employee_uuid), None)


def read(leader: Appraisal, team: Team | None = None, day: date | None = None) -> Matrix:
    """The matrix as it stands on a day; the number of queries does not depend on its size."""
    day = day or timezone.localdate()
    columns = tuple(_results(leader) if team else _indicators(leader))
    mine = tuple(_teams_of(leader, day))
    people = members(leader, team, day) if team else subordinates(leader, mine, day)
    cells = leader.matrix_cells.filter(team=team).select_related("member", "target")
    by_place = {(cell.member_id, cell.column_id, cell.indicator_id): cell for cell in cells}
    known = {person.employee.pk for person in people}
    gone = {cell.member_id: cell.member for cell in by_place.values() if cell.member_id not in known}
    people += [Person(one, one.full_name, left=True) for one in gone.values()]
    rows = tuple(
        Row(one, tuple((column, by_place.get((one.employee.pk, *column.key))) for column in columns))
        for one in people
    )
    return Matrix(leader, team, columns, rows, mine)


def _indicators(leader: Appraisal) -> Iterator[Column]:
    for target in leader.targets.prefetch_related("indicators"):
        found = list(target.indicators.all())
        yield from [Column(target, one) for one in found] or [Column(target)]


def _results(leader: Appraisal) -> Iterator[Column]:
    yield from (Column(target) for target in leader.targets.all())


def _teams_of(leader: Appraisal, day: date) -> QuerySet[Team]:
    """Teams under the units that the leader heads, and those that he leads himself."""
    found = Team.objects.filter(Q(unit__head=leader.employee_id) | Q(leader=leader.employee_id))
    return teams.current(found, day).select_related("leader", "unit")


def subordinates(leader: Appraisal, below: tuple[Team, ...], day: date) -> list[Person]:
    """Those whom he appraises, and the leaders of the teams below him (text line 1985)."""
    held = Party.objects.on(day).filter(role=PartyRole.APPRAISER, employee=leader.employee_id)
    leaders = {team.leader_id for team in below} - {leader.employee_id}
    rows = _appraisees(leader, day).filter(
        Q(appraisal__in=held.values("appraisal")) | Q(employee__in=leaders)
    )
    found = {row.employee_id: row for row in rows.exclude(employee=leader.employee_id)}
    return [_person(row.employee, row, leads=row.employee_id in leaders) for row in found.values()]


def members(leader: Appraisal, team: Team, day: date) -> list[Person]:
    """The members of a day, from whatever unit."""
    rows = Membership.objects.on(day).filter(team=team).exclude(employee=team.leader_id)
    people = {row.employee_id: row.employee for row in rows.select_related("employee")}
    posts = {row.employee_id: row for row in _appraisees(leader, day).filter(employee__in=people)}
    return [_person(one, posts.get(pk), leads=False) for pk, one in people.items()]


def _appraisees(leader: Appraisal, day: date) -> QuerySet[Party]:
    """The snapshot of everybody who is appraised in the leader's period."""
    rows = Party.objects.on(day).filter(role=PartyRole.APPRAISEE, appraisal__period=leader.period_id)
    living = rows.exclude(appraisal__status=AppraisalStatus.CLOSED)
    return living.select_related("employee").order_by("employee__sort_name", "employee")


def _person(employee: Employee, post: Party | None, *, leads: bool) -> Person:
    if post is None:
        return Person(employee, employee.full_name, leads_team=leads)
    return Person(employee, post.name, post.position, post.unit_name, leads_team=leads)


def table(matrix: Matrix) -> tuple[list[str], list[list[str]]]:
    """Form A.1.5 as a table: the leader's line at the head, then a line a person."""
    head = ["PEGAWAI", "JABATAN", *(column.text for column in matrix.columns)]
    lines = [
        [
            row.person.name,
            row.person.position,
            *(cell.text if cell else NO_ROLE for _column, cell in row.cells),
        ]
        for row in matrix.rows
    ]
    return head, lines
