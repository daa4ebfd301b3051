"""What an import changes in the tree of units, and who leads them."""

from __future__ import annotations

from employees.import_changes import Changes, Entry, UnitChange
from employees.models import Employee, Unit
from employees.siasn import Findings
from employees.unit_tree import UnitRow, UnitTree


def plan_heads(changes: Changes, entries: list[Entry], tree: UnitTree, findings: Findings) -> None:
    """Fill `UnitRow.head` from the people of the file and of the database, warning where there is nobody."""
    people = {key: each for key, each in changes.state.by_siasn_id.items() if each.active}
    inactive = set(changes.state.by_siasn_id) - set(people)
    for entry in entries:
        key = entry.row.pns_id
        if entry.employee.active:
            people[key] = entry.employee
        else:
            inactive.add(key)
            people.pop(key, None)
    for unit in tree.units.values():
        unit.head = people.get(unit.head_id) if unit.head_id else None
        if unit.head is None and not unit.parent_id:
            unit.head = _root_head(changes, unit)
        elif unit.head is None and unit.head_id:
            unit.reader.warn("PemimpinPnsId", _missing_head(unit, inactive, findings.refused_people))
        findings.warnings += unit.reader.warnings


def _missing_head(unit: UnitRow, inactive: set[str], refused: dict[str, int]) -> str:
    if unit.head_id in inactive:
        why = "Pimpinan unit ini tidak aktif lagi."
    elif unit.head_id in refused:
        why = f"Pimpinan unit ini ditolak di berkas pegawai baris {refused[unit.head_id]}."
    else:
        why = "Pimpinan unit ini tidak ada di berkas pegawai."
    return (
        f"{why} Unit dianggap tanpa pimpinan dan atasannya diambil dari unit di atasnya. "
        "Perbaiki PemimpinPnsId, lalu impor lagi."
    )


def _root_head(changes: Changes, unit: UnitRow) -> Employee:
    """The head of the agency has a place even without a person: somebody outside the civil service."""
    title = unit.head_title or f"Pimpinan {unit.name}"
    stored = changes.state.units.get(unit.id)
    head = stored.head if stored is not None and stored.head is not None and stored.head.active else None
    if head is None:
        name = title[:150]
        head = Employee(
            kind=Employee.Kind.NON_ASN, siasn_id=unit.head_id, name=name, sort_name=name.casefold()[:150]
        )
        changes.placeholders.append(head)
    if head.kind == Employee.Kind.NON_ASN and head.name == title[:150]:
        unit.reader.warn(
            "PemimpinPnsId",
            f"Pimpinan puncak ({title}) belum ada orangnya, jadi disimpan sebagai pejabat di luar ASN. "
            "Isi namanya di halaman Pegawai.",
        )
    return head


def plan_units(changes: Changes, tree: UnitTree) -> None:
    """Compare the tree, heads included, with the stored units. Stored units that the file lacks stay."""
    for row in tree.units.values():
        stored = changes.state.units.get(row.id)
        unit = stored or Unit(siasn_id=row.id)
        changes.units[row.id] = UnitChange(unit, None, row.head, "created" if stored is None else "unchanged")
    for row in tree.units.values():
        change = changes.units[row.id]
        above = changes.units.get(row.parent_id)
        change.parent = above.unit if above else None
        if _fill(change, row) and change.outcome == "unchanged":
            change.outcome = "updated"


def _fill(change: UnitChange, row: UnitRow) -> bool:
    """Write the row's values into the unit; whether anything differed."""
    unit = change.unit
    wanted = {
        "name": row.name,
        "head_title": row.head_title,
        "echelon": row.echelon,
        "code": row.code,
        "active": True,
    }
    differs = any(getattr(unit, name) != value for name, value in wanted.items())
    for name, value in wanted.items():
        setattr(unit, name, value)
    parent_id = change.parent.pk if change.parent else None
    head_id = change.head.pk if change.head else None
    new_head = change.head is not None and head_id is None
    new_parent = change.parent is not None and parent_id is None
    return differs or new_head or new_parent or unit.parent_id != parent_id or unit.head_id != head_id
