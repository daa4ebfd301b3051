"""The units' file as a tree, and who is whose superior in it. Nothing here knows the database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from employees.models import Employee, Position
from employees.siasn import HEAD_CATEGORIES, Finding, Findings, PersonRow, Reader
from employees.tabular import Table

UNIT_COLUMNS = ("Id", "DiatasanId", "NamaUnor", "PemimpinPnsId")
DEEPEST = 25  # levels that `Unit.path` can hold
SENIOR_ECHELONS = frozenset({"11", "12", "21", "22"})  # pimpinan tinggi
ECHELONS = SENIOR_ECHELONS | {"31", "32", "41", "42", "51", "52"}


@dataclass(slots=True)
class UnitRow:
    """A unit as the file tells it. `head` is filled by the import once it knows the people."""

    reader: Reader
    id: str
    parent_id: str
    name: str
    head_title: str
    head_id: str
    echelon: str
    code: str
    head: Employee | None = None


@dataclass
class UnitTree:
    """Units of the file that hang together, each below its parent; `refused` has the lines of the others."""

    units: dict[str, UnitRow] = field(default_factory=dict)
    refused: dict[str, int] = field(default_factory=dict)

    def line_up(self, unit: UnitRow) -> Iterator[UnitRow]:
        """The unit and everything above it, nearest first."""
        at: UnitRow | None = unit
        while at is not None:
            yield at
            at = self.units.get(at.parent_id)

    def by_name(self) -> dict[str, list[UnitRow]]:
        found: dict[str, list[UnitRow]] = {}
        for unit in self.units.values():
            found.setdefault(unit.name.casefold(), []).append(unit)
        return found

    def superior(self, person: Employee, unit: UnitRow) -> Employee | None:
        """The head of one's own unit, else the nearest head above; never oneself.

        The head of a unit of a pimpinan tinggi (EselonId 11-22) reports to the head of the root.
        """
        above = list(self.line_up(unit))
        if unit.head is person and unit.echelon in SENIOR_ECHELONS:
            above.sort(key=lambda each: each.parent_id != "")
        return next((each.head for each in above if each.head is not None and each.head is not person), None)


def read_units(table: Table, findings: Findings) -> UnitTree:
    """Every unit that can stand; what cannot is in `findings`, with all that hangs below it."""
    tree, first_lines = UnitTree(), dict[str, int]()
    readers = [Reader(table, row, "units") for row in table.rows]
    for reader in readers:
        unit = _unit(reader, first_lines)
        if unit is not None:
            tree.units[unit.id] = unit
        else:
            tree.refused.setdefault(reader.text("Id"), reader.row.line)
    tree.refused = {key: line for key, line in tree.refused.items() if key and key not in tree.units}
    _check_parents(tree)
    for reader in readers:
        findings.rejected += reader.rejected
    return tree


def _unit(reader: Reader, first_lines: dict[str, int]) -> UnitRow | None:
    reader.check_shape()
    unit = UnitRow(
        reader=reader,
        id=reader.text("Id"),
        parent_id=reader.text("DiatasanId"),
        name=reader.text("NamaUnor"),
        head_title=reader.text("NamaJabatan"),
        head_id=reader.text("PemimpinPnsId"),
        echelon=_echelon(reader),
        code=reader.text("CepatKode"),
    )
    if not unit.id:
        reader.reject("Id", "Id unit kosong. Isi Id unit dari SIASN.")
    elif unit.id in first_lines:
        reader.reject(
            "Id", f"Id ini sudah dipakai di baris {first_lines[unit.id]}. Hapus salah satu barisnya."
        )
    else:
        first_lines[unit.id] = reader.row.line
    if not unit.name:
        reader.reject(
            "NamaUnor", "Nama unit kosong. Isi nama unit sesuai peraturan tentang susunan organisasi."
        )
    return None if reader.rejected else unit


def _echelon(reader: Reader) -> str:
    text = reader.text("EselonId")
    if not text or text in ECHELONS:
        return text
    reader.warn(
        "EselonId", "Kode eselon ini tidak dikenal, jadi tidak dipakai. Isi 11 sampai 52, atau kosongkan."
    )
    return ""


def _check_parents(tree: UnitTree) -> None:
    """Refuse units whose line upward does not end at a root: unknown or refused parents, circles, depth."""
    levels: dict[str, int] = {}  # of the sound ones; the root has 1
    for unit in list(tree.units.values()):
        if unit.id not in tree.units:
            continue  # refused with one below it
        chain: dict[str, UnitRow] = {}
        at: UnitRow | None = unit
        while at is not None and at.id not in levels and at.id not in chain:
            chain[at.id] = at
            at = tree.units.get(at.parent_id)
        ids = list(chain)
        circle = set(ids[ids.index(at.id) :]) if at is not None and at.id in chain else set()
        for each in reversed(chain.values()):
            level = levels.get(each.parent_id, 0) + 1
            reason = _why_no_root(each, tree, levels, circle)
            if reason:
                each.reader.reject("DiatasanId", reason)
                tree.refused[each.id] = each.reader.row.line
                tree.units.pop(each.id)
            else:
                levels[each.id] = level


def _why_no_root(unit: UnitRow, tree: UnitTree, levels: dict[str, int], circle: set[str]) -> str:
    parent = unit.parent_id
    if not parent:
        return ""
    if parent in levels:
        too_deep = levels[parent] >= DEEPEST
        return f"Unit ini lebih dari {DEEPEST} tingkat. Periksa Id unit atasannya." if too_deep else ""
    if unit.id in circle:
        return "Unit ini berada di bawah dirinya sendiri. Perbaiki Id unit atasannya."
    if parent in tree.refused:
        return f"Unit atasannya di baris {tree.refused[parent]} ditolak. Perbaiki baris itu, lalu impor lagi."
    return "Unit atasan tidak ada di berkas unit. Perbaiki Id-nya atau tambahkan barisnya."


def unit_of(reader: Reader, tree: UnitTree, names: dict[str, list[UnitRow]]) -> UnitRow | None:
    """The unit of a person's row by `unor_id`; by name where the layout has no id. None: rejected."""
    key, name = reader.text("unor_id"), reader.text("unor")
    same_name = names.get(name.casefold(), [])
    if key in tree.units:
        return tree.units[key]
    if not key and len(same_name) == 1:
        return same_name[0]
    if key in tree.refused:
        told = (
            f"Unit ini ditolak di berkas unit baris {tree.refused[key]}. Perbaiki baris itu, lalu impor lagi."
        )
    elif not key and same_name:
        told = "Ada beberapa unit dengan nama ini. Isi kolom unor_id dengan Id unit yang benar."
    else:
        told = (
            f"Unit «{name or key or 'tanpa nama'}» tidak ada di berkas unit. "
            "Perbaiki Id unitnya atau tambahkan unit itu."
        )
    reader.reject("unor_id" if key or not name else "unor", told)
    return None


def category_in(unit: UnitRow, person: Employee, row: PersonRow) -> Position.Category:
    """A structural post is what the echelon of the unit it heads makes it."""
    if row.category != Position.Category.STRUCTURAL or unit.head is not person:
        return row.category
    return HEAD_CATEGORIES.get(unit.echelon[:1], row.category)


def no_superior(reader: Reader) -> Finding:
    return reader.finding(
        "unor_id",
        "Pegawai ini belum punya atasan langsung. Isi PemimpinPnsId unitnya atau unit di atasnya, lalu impor "
        "lagi.",
    )
