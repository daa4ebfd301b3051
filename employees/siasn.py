"""SIASN's export layout: a row of the people's or the units' file becomes typed values or sentences.

Nothing here knows the database. A `Finding` is one sentence about one cell; a row with a rejected finding is
left out, a row with a warning is taken. Layout and code lists: domain terms in docs/glossary.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from employees import nip as nips
from employees.dates import dated
from employees.models import Employee, Position
from employees.models.person import LegalStatus
from employees.ranks import PNS_RANKS, PPPK_GRADES
from employees.tabular import Row, Table, clean, column_key, day, misshapen

LEVELS = (
    "Ahli Pertama", "Ahli Muda", "Ahli Madya", "Ahli Utama", "Pemula", "Terampil", "Mahir", "Penyelia",
)  # fmt: skip
PEOPLE_COLUMNS = ("nip_baru", "nama", "jenis_pegawai", "kedudukan_hukum", "jenis_jabatan", "jabatan")
UNIT_COLUMNS = ("unor_id", "unor")  # one of them is enough
DATE_COLUMNS = ("tanggal_lahir", "tmt_golongan", "tmt_jabatan")
LONGEST = {
    "pns_id": 40, "nama": 150, "gelar_depan": 50, "gelar_belakang": 80, "kedudukan_hukum": 60, "jabatan": 200,
    "Id": 40, "NamaUnor": 200, "NamaJabatan": 200, "CepatKode": 20,
}  # fmt: skip
LEGAL_STATUS = {
    "aktif": LegalStatus.ACTIVE,
    "tugas belajar": LegalStatus.STUDY_LEAVE,
    "cltn": LegalStatus.UNPAID_LEAVE,
    "cuti luar tanggungan negara": LegalStatus.UNPAID_LEAVE,
    "pemberhentian sementara": LegalStatus.SUSPENDED,
    "mpp": LegalStatus.PRE_RETIREMENT,
    "masa persiapan pensiun": LegalStatus.PRE_RETIREMENT,
    "pejabat negara": LegalStatus.STATE_OFFICIAL,
}
CATEGORIES = {
    "jabatan struktural": Position.Category.STRUCTURAL,
    "jabatan fungsional tertentu": Position.Category.FUNCTIONAL,
    "jabatan fungsional": Position.Category.FUNCTIONAL,
    "jabatan rangkap": Position.Category.STRUCTURAL,
    "jabatan fungsional umum": Position.Category.EXECUTIVE,
    "jabatan pelaksana": Position.Category.EXECUTIVE,
    "pelaksana": Position.Category.EXECUTIVE,
}
HEAD_CATEGORIES = {
    "1": Position.Category.SENIOR_LEADER,
    "2": Position.Category.SENIOR_LEADER,
    "3": Position.Category.ADMINISTRATOR,
    "4": Position.Category.SUPERVISOR,
}
SEXES = {
    "m": "M", "l": "M", "laki-laki": "M", "pria": "M",
    "f": "F", "p": "F", "perempuan": "F", "wanita": "F",
}  # fmt: skip
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")

FileKind = Literal["people", "units"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence about one cell; `line` is the row in the spreadsheet, `value` what the cell holds."""

    kind: FileKind
    file: str
    line: int
    column: str
    value: str
    message: str


@dataclass
class Findings:
    """What was found in both files; one list keeps rows out, the other does not.

    `refused_people` has the lines of refused people by pns_id.
    """

    rejected: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    refused_people: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class PersonRow:
    """A civil servant as the file tells it. Empty contact, birth date or sex: not told."""

    line: int
    pns_id: str
    nip: nips.Nip
    kind: str
    name: str
    front_title: str
    back_title: str
    birth_date: date
    sex: str
    email: str
    phone: str
    rank: str
    legal_status: LegalStatus | None
    legal_status_text: str
    position: str
    category: Position.Category
    level: str
    position_since: date | None
    unit_id: str


class Reader:
    """Reads one row cell by cell and keeps what is wrong with it."""

    def __init__(self, table: Table, row: Row, kind: FileKind) -> None:
        self.row, self.kind, self.file = row, kind, table.name
        self.rejected: list[Finding] = []
        self.warnings: list[Finding] = []

    def raw(self, column: str) -> str:
        return self.row[column_key(column)]

    def text(self, column: str) -> str:
        """The cell without invisible characters; one that is too long is refused."""
        text = clean(self.raw(column))
        longest = LONGEST.get(column)
        if longest and len(text) > longest:
            self.reject(
                column, f"Isian ini {len(text)} huruf, paling banyak {longest}. Singkatkan, lalu impor lagi."
            )
        return text

    def reject(self, column: str, message: str) -> None:
        self.rejected.append(self.finding(column, message))

    def warn(self, column: str, message: str) -> None:
        self.warnings.append(self.finding(column, message))

    def finding(self, column: str, message: str) -> Finding:
        return Finding(self.kind, self.file, self.row.line, column, self.raw(column)[:300], message)

    def day(self, column: str) -> date | None:
        """A date as SIASN (05-10-1967) or a spreadsheet writes it; None when empty or refused."""
        text = self.text(column)
        if not text:
            return None
        try:
            return day(text)
        except ValueError as reason:
            self.reject(column, str(reason))
            return None

    def check_shape(self) -> None:
        for sentence in misshapen(self.row):
            self.reject("", sentence)


def missing_columns(table: Table, wanted: tuple[str, ...]) -> list[str]:
    """Headings that the file lacks."""
    present = {column_key(column) for column in table.columns}
    return [column for column in wanted if column_key(column) not in present]


def person(reader: Reader, today: date) -> PersonRow | None:
    """The person of a row, or None with the reasons in `reader.rejected`. Its unit is not looked up here."""
    reader.check_shape()
    kind = _kind(reader)
    number = _nip(reader, kind, today)
    name = reader.text("nama")
    if not name:
        reader.reject("nama", "Nama kosong. Isi nama pegawai sesuai SK, tanpa gelar.")
    position = reader.text("jabatan")
    if not position:
        reader.reject("jabatan", "Jabatan kosong. Isi nama jabatan sesuai SK terakhir.")
    birth_date, _, since = (reader.day(column) for column in DATE_COLUMNS)
    pns_id, front_title, back_title = (
        reader.text(each) for each in ("pns_id", "gelar_depan", "gelar_belakang")
    )
    status_text = reader.text("kedudukan_hukum")
    if reader.rejected or number is None:
        return None
    level = next((level for level in LEVELS if f" {position}".endswith(f" {level}")), "")
    return PersonRow(
        line=reader.row.line,
        pns_id=pns_id,
        nip=number,
        kind=kind,
        name=name,
        front_title=front_title,
        back_title=back_title,
        birth_date=_birth_date(reader, birth_date, number),
        sex=_sex(reader, number),
        email=_email(reader),
        phone=reader.text("nomor_hp")[:30],
        rank=_rank(reader, kind),
        legal_status=_legal_status(reader, status_text),
        legal_status_text=status_text,
        position=position,
        category=_category(reader, level),
        level=level,
        position_since=since,
        unit_id=reader.text("unor_id"),
    )


def _kind(reader: Reader) -> str:
    text = reader.text("jenis_pegawai").upper()
    if "PPPK" in text or "P3K" in text:
        return Employee.Kind.PPPK
    if "PNS" in text:
        return Employee.Kind.PNS
    reader.reject("jenis_pegawai", "Jenis pegawai harus PNS atau PPPK. Isi salah satunya.")
    return ""


def _nip(reader: Reader, kind: str, today: date) -> nips.Nip | None:
    try:
        return nips.parse(reader.raw("nip_baru"), "PPPK" if kind == "PPPK" else "PNS", today=today)
    except ValueError as reason:
        reader.reject("nip_baru", str(reason))
        return None


def _birth_date(reader: Reader, told: date | None, number: nips.Nip) -> date:
    if told and told != number.birth_date:
        reader.warn(
            "tanggal_lahir",
            f"Tanggal lahir berbeda dengan NIP ({dated(number.birth_date)}). Cocokkan keduanya dengan akta "
            "kelahiran, lalu perbaiki yang salah di SIASN.",
        )
    return told or number.birth_date


def _sex(reader: Reader, number: nips.Nip) -> str:
    text = reader.text("jenis_kelamin")
    told = SEXES.get(text.casefold(), "")
    if text and told != number.sex:
        word = "laki-laki" if number.sex == "M" else "perempuan"
        reader.warn(
            "jenis_kelamin",
            f"Jenis kelamin berbeda dengan NIP (angka ke-15 berarti {word}). Cocokkan dengan SK "
            "pengangkatan, lalu perbaiki yang salah di SIASN.",
        )
    return told or number.sex


def _email(reader: Reader) -> str:
    for column in ("email", "email_gov"):
        text = reader.text(column)
        if _EMAIL.fullmatch(text) and len(text) <= 254:
            return text
        if text:
            reader.warn(
                column, "Alamat surel ini tidak lengkap, jadi tidak dipakai. Tulis seperti nama@contoh.go.id."
            )
    return ""


def _rank(reader: Reader, kind: str) -> str:
    text = reader.text("gol_akhir")
    known = PPPK_GRADES if kind == "PPPK" else PNS_RANKS
    if not text or text in known:
        return text
    example = "I sampai XVII" if kind == "PPPK" else "I/a sampai IV/e"
    reader.warn(
        "gol_akhir",
        f"Golongan ini tidak dikenal untuk {kind}, jadi tidak dipakai. Isi golongan {example} sesuai SK.",
    )
    return ""


def _legal_status(reader: Reader, text: str) -> LegalStatus | None:
    if not text:
        reader.warn(
            "kedudukan_hukum", "Kedudukan hukum kosong; yang tersimpan tetap berlaku. Lengkapi di SIASN."
        )
        return None
    status = LEGAL_STATUS.get(text.casefold(), LegalStatus.LEFT)
    match status:
        case LegalStatus.ACTIVE:
            return status
        case LegalStatus.STUDY_LEAVE:
            told = "Pegawai ini tugas belajar: tetap aktif dan diberi tanda. Pastikan masa tugas belajarnya benar."
        case LegalStatus.LEFT:
            told = (
                f"Kedudukan hukum «{text}» membuat pegawai dan akunnya tidak aktif. "
                "Perbaiki di SIASN bila ia masih bekerja."
            )
        case _:
            told = (
                f"Pegawai dengan kedudukan hukum «{text}» disimpan tanpa SKP tahunan. "
                "Perbaiki di SIASN bila ia sudah aktif kembali."
            )
    reader.warn("kedudukan_hukum", told)
    return status


def _category(reader: Reader, level: str) -> Position.Category:
    text = reader.text("jenis_jabatan")
    category = CATEGORIES.get(text.casefold())
    if category is None:
        category = Position.Category.FUNCTIONAL if level else Position.Category.EXECUTIVE
        reader.warn(
            "jenis_jabatan",
            f"Jenis jabatan ini tidak dikenal, jadi dianggap {category.label}. Isi Jabatan Struktural, "
            "Jabatan Fungsional Tertentu, atau Jabatan Fungsional Umum.",
        )
    return category


def plausible_start(row: PersonRow, as_of: date) -> date:
    """The first placement's start: the post's date where it can be true, else the import's day."""
    since = row.position_since
    of_age = row.birth_date.year + 15
    return since if since is not None and of_age <= since.year and since <= as_of else as_of
