"""Training hours of a year as a table, and the certificates behind them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from appraisal.export_columns import of_person
from appraisal.export_kinds import CHUNK, Asked, Column, Kind, Sheet, in_chunks, register
from appraisal.exports import CLOSED_EARLY
from appraisal.models import Appraisal
from employees.models import Employee
from training import hours
from training.models import Certificate


@dataclass(frozen=True)
class HoursLine:
    """A person in the unit of the year's appraisal."""

    appraisal: Appraisal
    done: int
    wanted: int | None

    @property
    def missing(self) -> int | None:
        """What a PNS lacks; PPPK have a ceiling and owe nothing."""
        owes = self.wanted is not None and self.appraisal.employee.kind == Employee.Kind.PNS
        return max((self.wanted or 0) - self.done, 0) if owes else None


def people(asked: Asked) -> QuerySet[Appraisal]:
    rows = Appraisal.objects.filter(period=asked.year, unit__in=asked.units.values("pk"))
    return rows.exclude(CLOSED_EARLY).exclude(employee__kind=Employee.Kind.NON_ASN)


def lines(asked: Asked) -> Iterator[HoursLine]:
    """One query more for every few hundred people."""
    ordered = people(asked).select_related("employee", "unit").order_by("employee__sort_name", "pk")
    for chunk in in_chunks(ordered.iterator(CHUNK)):
        done = hours.of_many([row.employee_id for row in chunk], asked.year.year)
        for row in chunk:
            figure = hours.wanted(row.employee.kind, asked.year)
            yield HoursLine(row, done.get(row.employee_id, 0), figure)


def certificates(asked: Asked) -> Iterator[Certificate]:
    """Verified ones that ended in the year, of the same people."""
    theirs = people(asked).filter(employee=OuterRef("employee"))
    rows = Certificate.objects.verified().filter(Exists(theirs), ends_on__year=asked.year.year)
    return rows.select_related("employee").order_by("employee__sort_name", "ends_on", "pk").iterator(CHUNK)


HOURS_COLUMNS = (
    *of_person(lambda line: line.appraisal.employee),
    Column("employee_kind", "Status kepegawaian", lambda line: line.appraisal.employee.get_kind_display()),
    Column("unit", "Unit kerja", lambda line: line.appraisal.unit.name),
    Column("done", "JP diakui"),
    Column("wanted", "Angka JP setahun"),
    Column("missing", "Kurang JP"),
)
CERTIFICATE_COLUMNS = (
    *(
        Column(f"certificate_{one.key}", one.heading, one.value)
        for one in of_person(lambda row: row.employee)
    ),
    Column("title", "Pelatihan"),
    Column("kind", "Jenis diklat", lambda row: row.get_kind_display()),
    Column("provider", "Penyelenggara"),
    Column("starts_on", "Mulai"),
    Column("ends_on", "Selesai"),
    Column("number", "Nomor sertifikat"),
    Column("verified_hours", "JP diakui"),
)
HOURS = register(
    Kind(
        "jp",
        "Jam pelajaran (JP) setahun",
        "Satu baris per pegawai dengan JP yang diakui, dan satu tabel sertifikatnya.",
        [
            Sheet("JP", HOURS_COLUMNS, lines),
            Sheet("Sertifikat", CERTIFICATE_COLUMNS, certificates, ".sertifikat"),
        ],
        total=lambda asked: people(asked).count(),
    )
)
