"""The rows that an import writes, collected first, so that a dry run is the same walk without `save`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeVar

from django.db.models import F, Model

from employees.import_state import State
from employees.models import Employee, Placement, Position, Unit, User
from employees.siasn import PersonRow, Reader
from employees.unit_tree import UnitRow

M = TypeVar("M", bound=Model)
Outcome = Literal["created", "updated", "unchanged"]
BATCH = 1000
PERSON_FIELDS = (
    "siasn_id", "kind", "nip", "name", "sort_name", "front_title", "back_title", "birth_date", "sex", "email",
    "phone", "rank", "legal_status", "legal_status_text", "active", "inactive_reason", "inactive_at",
    "inactive_by",
)  # fmt: skip
UNIT_FIELDS = ("name", "head_title", "echelon", "code", "active", "parent", "head")


@dataclass(slots=True)
class Entry:
    """A person's row that can be taken: the reader of its line, the unit it names, then whom it describes."""

    reader: Reader
    row: PersonRow
    unit: UnitRow
    employee: Employee = field(default_factory=Employee)
    outcome: Outcome = "unchanged"

    def touch(self) -> None:
        if self.outcome == "unchanged":
            self.outcome = "updated"


@dataclass(slots=True)
class UnitChange:
    """A unit with where it hangs and who leads it; both may be new and get their ids only in `save`."""

    unit: Unit
    parent: Unit | None
    head: Employee | None
    outcome: Outcome


@dataclass
class Changes:
    """Everything to write. Nothing is written before `save`, which belongs into a transaction."""

    state: State
    as_of: date
    units: dict[str, UnitChange] = field(default_factory=dict)
    placeholders: list[Employee] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    positions: list[Position] = field(default_factory=list)
    new_placements: list[Placement] = field(default_factory=list)
    changed_placements: list[Placement] = field(default_factory=list)
    new_users: list[User] = field(default_factory=list)
    changed_users: list[User] = field(default_factory=list)
    signed_out: list[User] = field(default_factory=list)
    changed_people: list[Employee] = field(default_factory=list)

    def count_people(self) -> dict[str, int]:
        return _count([each.outcome for each in self.entries])

    def count_units(self) -> dict[str, int]:
        return _count([each.outcome for each in self.units.values()])

    def save(self) -> None:
        """Write everything with a number of statements that grows only with the batches."""
        new_units = [each for each in self.units.values() if each.outcome == "created"]
        Unit.objects.bulk_create([each.unit for each in new_units], batch_size=BATCH)
        new_people = [
            each.employee for each in self.entries if each.outcome == "created" and not each.employee.pk
        ]
        Employee.objects.bulk_create([*self.placeholders, *new_people], batch_size=BATCH)
        _rewrite(Employee, self.changed_people, PERSON_FIELDS)
        self._hang_units()
        Position.objects.bulk_create(self.positions, batch_size=BATCH)
        _rewrite(Placement, self.changed_placements, ("unit", "position", "superior", "ends_on"))
        Placement.objects.bulk_create(self.new_placements, batch_size=BATCH)
        User.objects.bulk_create(self.new_users, batch_size=BATCH)
        _rewrite(User, self.changed_users, ("username", "email", "is_active"))
        # The same as `accounts.end_sessions`, for many at once.
        User.objects.filter(pk__in=[each.pk for each in self.signed_out]).update(
            session_epoch=F("session_epoch") + 1
        )

    def _hang_units(self) -> None:
        changed = [each for each in self.units.values() if each.outcome != "unchanged"]
        for each in changed:
            each.unit.parent, each.unit.head = each.parent, each.head
        _rewrite(Unit, [each.unit for each in changed], UNIT_FIELDS)
        if changed:
            Unit.objects.rebuild_paths()


def _rewrite(model: type[M], rows: list[M], fields: tuple[str, ...]) -> None:
    """Save fields of stored rows as INSERT … ON CONFLICT: `bulk_update` spends a minute on ten thousand people."""
    model._default_manager.bulk_create(
        rows, batch_size=BATCH, update_conflicts=True, unique_fields=["id"], update_fields=fields
    )


def _count(outcomes: list[Outcome]) -> dict[str, int]:
    return {each: outcomes.count(each) for each in ("created", "updated", "unchanged")}
