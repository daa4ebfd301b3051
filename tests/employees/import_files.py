"""Small files in SIASN's layout for the tests of the import."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from employees import imports, tabular
from employees.imports import Report
from employees.models import Employee, Placement
from employees.siasn import Finding
from employees.tabular import Table

DATA = Path(__file__).parent.parent / "data"
AS_OF = date(2026, 3, 2)
ROOT, OFFICE, SECTION = "unit-root", "unit-dinas", "unit-bidang"
PERSON = {
    "pns_id": "", "nip_baru": "", "nama": "Siti Aminah", "gelar_depan": "", "gelar_belakang": "",
    "tanggal_lahir": "", "jenis_kelamin": "", "nomor_hp": "", "email": "", "email_gov": "",
    "jenis_pegawai": "PNS", "kedudukan_hukum": "Aktif", "gol_akhir": "III/a", "tmt_golongan": "",
    "jenis_jabatan": "Jabatan Fungsional Tertentu", "jabatan": "Arsiparis Ahli Muda",
    "tmt_jabatan": "01-01-2023", "unor": "", "unor_id": SECTION,
}  # fmt: skip
UNIT = {
    "Id": "", "DiatasanId": "", "EselonId": "", "NamaUnor": "", "NamaJabatan": "", "CepatKode": "",
    "PemimpinPnsId": "",
}  # fmt: skip
Rows = Iterable[Mapping[str, str]]


def nip(number: int) -> str:
    """A valid PNS number of a man born on 26 September 1986."""
    return f"198609262015051{number:03d}"


def person(number: int, **cells: str) -> dict[str, str]:
    return PERSON | {"pns_id": f"p{number}", "nip_baru": nip(number)} | cells


def unit(key: str, above: str = "", **cells: str) -> dict[str, str]:
    return UNIT | {"Id": key, "DiatasanId": above, "NamaUnor": f"Nama {key}"} | cells


def three_units(*, root_head: str = "", head: str = "p1", section_head: str = "p2") -> list[dict[str, str]]:
    """Root, dinas (EselonId 22), bidang (32)."""
    return [
        unit(ROOT, NamaJabatan="Wali Kota", PemimpinPnsId=root_head),
        unit(OFFICE, ROOT, EselonId="22", PemimpinPnsId=head),
        unit(SECTION, OFFICE, EselonId="32", PemimpinPnsId=section_head),
    ]


def three_people() -> list[dict[str, str]]:
    """Heads of dinas and bidang, and one member of the bidang."""
    structural = {"jenis_jabatan": "Jabatan Struktural"}
    return [
        person(1, nama="Hendra", jabatan="Kepala Dinas", unor_id=OFFICE, **structural),
        person(2, nama="Wulan", jabatan="Kepala Bidang", **structural),
        person(3, nama="Budi"),
    ]


def table(rows: Rows, columns: Mapping[str, str], name: str) -> Table:
    content = tabular.write(list(columns), [[row[key] for key in columns] for row in rows], kind="csv")
    return tabular.read(content, name)


def run(people: Rows, units: Rows, *, as_of: date = AS_OF, apply: bool = True) -> Report:
    return imports.run(
        table(people, PERSON, "pegawai.csv"), table(units, UNIT, "unor.csv"), as_of=as_of, apply=apply
    )


def data_file(name: str) -> Table:
    return tabular.read((DATA / name).read_bytes(), name)


def said(found: Iterable[Finding]) -> list[tuple[int, str]]:
    """Line and column of every finding."""
    return [(each.line, each.column) for each in found]


def stored(name: str) -> Employee:
    return Employee.objects.get(name=name)


def now_at(name: str) -> Placement:
    return Placement.objects.select_related("unit", "position", "superior").get(
        employee__name=name, ends_on__isnull=True
    )


def superior(name: str) -> str:
    above = now_at(name).superior
    return above.name if above else ""
