"""The three papers of credit points (Peraturan BKN 3/2023): konversi, akumulasi, penetapan (PAK).

No form of PermenPANRB 6/2022; their layout is the one in common use, and the appraiser signs them.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings

from appraisal.credit import COEFFICIENT, PERCENTAGE, Part, rounded, total
from appraisal.credit_record import CreditRecord, CreditYear, record_of
from appraisal.models import PartyRole, WindowCode
from appraisal.papers.paper import ABSENT, Paper, Person, Signature, snapshot
from appraisal.papers.subject import Subject
from appraisal.rating import PREDICATE_PRINTED
from employees.templatetags.kinerja import number_id

MONTHS = 12


@dataclass(frozen=True)
class Line:
    """One level of one year: 'koefisien' is cut where it was not the whole year (BKN 3/2023, proportional)."""

    year: int
    months: int
    predicate: str
    percentage: str
    coefficient: str
    points: str

    @classmethod
    def of(cls, year: CreditYear, part: Part) -> Line:
        whole = number_id(COEFFICIENT[part.level])
        return cls(
            year.year,
            part.months,
            PREDICATE_PRINTED[part.predicate],
            f"{PERCENTAGE[part.predicate]}%",
            whole if part.months == MONTHS else f"{part.months}/{MONTHS} x {whole}",
            number_id(rounded(part.points), 2),
        )


@dataclass(frozen=True)
class Row:
    """A line of PENETAPAN ANGKA KREDIT."""

    label: str
    old: str = ABSENT
    new: str = ABSENT
    sum: str = ABSENT


def concerns(subject: Subject) -> bool:
    """Functional officials with a signed yearly result."""
    party = snapshot(subject.appraisal, PartyRole.APPRAISEE, subject.day)
    functional = party is not None and party.level in COEFFICIENT
    return functional and subject.window == WindowCode.YEAR and subject.signed is not None


def conversion(subject: Subject) -> Paper:
    """KONVERSI PREDIKAT KINERJA KE ANGKA KREDIT of this year."""
    context = _head(subject) | {"lines": _lines(_years(subject), only=subject.appraisal.period.year)}
    return Paper("KONVERSI", "Konversi Predikat Kinerja ke Angka Kredit", "pdf/credit.html", context)


def accumulation(subject: Subject) -> Paper:
    """AKUMULASI ANGKA KREDIT up to this year."""
    years = _years(subject)
    points = number_id(rounded(sum((year.points for year in years), Decimal(0))), 2)
    context = _head(subject) | {"accumulated": True, "lines": _lines(years), "sum": points}
    return Paper("AKUMULASI", "Akumulasi Angka Kredit", "pdf/credit.html", context)


def determination(subject: Subject) -> Paper:
    """PENETAPAN ANGKA KREDIT with all results that count by now, and what is missing to the next rank and level."""
    record = record_of(subject.appraisal.employee)
    context = _head(subject) | {"rows": _rows(record), "goals": record.goals}
    return Paper("PAK", "Penetapan Angka Kredit", "pdf/credit_determination.html", context)


def _rows(record: CreditRecord) -> list[Row]:
    """Within the level that is held: what was brought along, what earlier years earned, what the last one did."""
    level = record.standing.level if record.standing else ""
    brought = record.start.level_points if record.start and record.start.level == level else Decimal(0)
    earned = [total(part for part in year.parts if part.level == level) for year in record.years]
    new, old = (earned[-1], sum(earned[:-1], Decimal(0))) if earned else (Decimal(0), Decimal(0))
    return [
        Row("AK Dasar yang diberikan"),
        Row("AK JF lama", _points(brought), ABSENT, _points(brought)),
        Row("AK Penyesuaian/ Penyetaraan"),
        Row("AK Konversi", _points(old), _points(new), _points(old + new)),
        Row("AK yang diperoleh dari peningkatan pendidikan"),
        Row("TOTAL ANGKA KREDIT KUMULATIF", _points(brought + old), _points(new), _points(brought + old + new)),
    ]  # fmt: skip


def _points(points: Decimal) -> str:
    return number_id(rounded(points), 2) if points else ABSENT


def _years(subject: Subject) -> list[CreditYear]:
    until = subject.appraisal.period.year
    return [year for year in record_of(subject.appraisal.employee).years if year.year <= until]


def _lines(years: list[CreditYear], only: int | None = None) -> list[Line]:
    return [Line.of(year, part) for year in years if only in {None, year.year} for part in year.parts]


def _head(subject: Subject) -> dict[str, Any]:
    appraisee: Person = subject.appraisee
    facts = (
        ("Nama", appraisee.name),
        ("NIP", appraisee.nip),
        ("Nomor Seri KARPEG", ""),
        ("Tempat, Tanggal Lahir", ""),
        ("Jenis Kelamin", ""),
        ("Pangkat/ Golongan Ruang/ TMT", appraisee.rank),
        ("Jabatan/ TMT", appraisee.position),
        ("Unit Kerja", appraisee.unit),
        ("Instansi", settings.AGENCY_NAME),
    )
    signer = Signature("Pejabat Penilai Kinerja", subject.appraiser, "", subject.place, empty=True)
    return {
        "agency": settings.AGENCY_NAME,
        "period": subject.appraisal.period,
        "facts": facts,
        "signatures": (signer,),
    }
