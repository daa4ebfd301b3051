"""Import of SIASN's export: parse, validate all, preview, and apply in one transaction.

The key of a person is `pns_id`, else the NIP; that of a unit its Id. A second run of the same files changes
nothing. Placements are dated: the first begins with the post (`tmt_jabatan`) where that date can be true, every
later one on the import's day, closing the one before. An import never alters the parties of an appraisal.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from employees import siasn, unit_tree
from employees.import_changes import Changes, Entry
from employees.import_people import match, place
from employees.import_state import State
from employees.import_units import plan_heads, plan_units
from employees.siasn import FileKind, Finding, Findings, PersonRow, Reader
from employees.tabular import Table
from employees.unit_tree import UnitTree

Watch = Callable[[int, int], None]
COLUMNS: dict[FileKind, tuple[str, ...]] = {
    "people": siasn.PEOPLE_COLUMNS,
    "units": unit_tree.UNIT_COLUMNS,
}
STEP = 500  # rows between two signs of progress


@dataclass
class Counts:
    created: int = 0
    updated: int = 0
    unchanged: int = 0


@dataclass
class Report:
    """What an import did, or would do when `applied` is false. Findings are in the order of the files."""

    as_of: date
    applied: bool
    people: Counts = field(default_factory=Counts)
    units: Counts = field(default_factory=Counts)
    rejected: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """The report as JSON: the people's counts on top, the units' below `units`."""
        return {
            "as_of": self.as_of.isoformat(),
            "applied": self.applied,
            **asdict(self.people),
            "units": asdict(self.units),
            "rejected": [asdict(each) for each in self.rejected],
            "warnings": [asdict(each) for each in self.warnings],
        }


def run(people: Table, units: Table, *, as_of: date, apply: bool, watch: Watch | None = None) -> Report:
    """Import both tables, or say what an import would do. `watch` gets (done, total) between steps.

    Raises ValueError with a sentence when a file lacks a column; single bad rows are in the report.
    """
    check_columns(people, units)
    findings = Findings()
    tree = unit_tree.read_units(units, findings)
    total = len(people.rows) * 2
    entries = _read_people(people, tree, findings, _watcher(watch, total))
    if not apply:
        changes = _plan(entries, tree, findings, as_of)
    else:
        with transaction.atomic():
            changes = _plan(entries, tree, findings, as_of)
            changes.save()
    if watch:
        watch(total, total)
    return _report(changes, findings, as_of, applied=apply)


def check_columns(people: Table, units: Table) -> None:
    """Raises ValueError naming the headings that are missing."""
    tables: dict[FileKind, Table] = {"people": people, "units": units}
    for kind, table in tables.items():
        if reason := missing(table, kind):
            raise ValueError(reason)


def missing(table: Table, kind: FileKind) -> str:
    """A sentence about the headings that a file lacks; empty when it has them all."""
    lacking = siasn.missing_columns(table, COLUMNS[kind])
    if kind == "people" and len(siasn.missing_columns(table, siasn.UNIT_COLUMNS)) == len(siasn.UNIT_COLUMNS):
        lacking.append("unor_id")
    if not lacking:
        return ""
    return (
        f"Berkas {table.name} tidak punya kolom {', '.join(lacking)}. "
        "Pakai berkas ekspor SIASN dengan baris judul aslinya."
    )


def _watcher(watch: Watch | None, total: int) -> Callable[[int], None]:
    def report(done: int) -> None:
        if watch and done % STEP == 0:
            watch(done, total)

    return report


def _read_people(
    table: Table, tree: UnitTree, findings: Findings, watch: Callable[[int], None]
) -> list[Entry]:
    today = timezone.localdate()
    names = tree.by_name()
    entries: list[Entry] = []
    taken: dict[str, int] = {}
    for done, source in enumerate(table.rows):
        watch(done)
        reader = Reader(table, source, "people")
        row = siasn.person(reader, today)
        unit = unit_tree.unit_of(reader, tree, names)
        if row is not None:
            _refuse_repetition(reader, row, taken)
        if row is None or unit is None or reader.rejected:
            findings.rejected += reader.rejected
            findings.refused_people.setdefault(reader.text("pns_id"), source.line)
        else:
            entries.append(Entry(reader, row, unit))
    return entries


def _refuse_repetition(reader: Reader, row: PersonRow, taken: dict[str, int]) -> None:
    """The later of two lines with one NIP or one pns_id is refused, naming the first."""
    for column, key in (("nip_baru", f"nip {row.nip.digits}"), ("pns_id", f"id {row.pns_id}")):
        first = taken.setdefault(key, row.line)
        if first != row.line and key != "id ":
            word = "NIP" if column == "nip_baru" else "pns_id"
            reader.reject(
                column,
                f"{word} ini sudah dipakai di baris {first}. Periksa milik siapa {word} itu, lalu perbaiki "
                "atau hapus salah satu barisnya.",
            )


def _plan(entries: list[Entry], tree: UnitTree, findings: Findings, as_of: date) -> Changes:
    changes = Changes(State.load(as_of), as_of)
    accepted = match(changes, entries)
    plan_heads(changes, accepted, tree, findings)
    plan_units(changes, tree)
    place(changes, accepted, tree)
    for entry in entries:
        findings.rejected += entry.reader.rejected
        findings.warnings += entry.reader.warnings if not entry.reader.rejected else []
    return changes


def _report(changes: Changes, findings: Findings, as_of: date, *, applied: bool) -> Report:
    def in_order(found: list[Finding]) -> list[Finding]:
        return sorted(found, key=lambda each: (each.kind, each.line))

    return Report(
        as_of=as_of,
        applied=applied,
        people=Counts(**changes.count_people()),
        units=Counts(**changes.count_units()),
        rejected=in_order(findings.rejected),
        warnings=in_order(findings.warnings),
    )
