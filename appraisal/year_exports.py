"""The reports of a year about people: results in full, and the records that SIASN takes."""

from __future__ import annotations

from appraisal.export_kinds import Asked, Kind, Sheet, register
from appraisal.export_lines import CLOSED_COLUMNS, COLUMNS, PERIODIC_COLUMNS, SPREAD_COLUMNS
from appraisal.exports import CLOSED_EARLY, Report


def report_of(asked: Asked) -> Report:
    return Report(asked.year, asked.units)


YEAR = register(
    Kind(
        "tahunan",
        "Hasil per pegawai",
        "Satu baris per pegawai: hasil setahun, evaluasi periodik, yang ditutup, dan sebaran predikat.",
        [
            Sheet("Laporan", COLUMNS, lambda asked: report_of(asked).lines(~CLOSED_EARLY)),
            Sheet("Ditutup", CLOSED_COLUMNS, lambda asked: report_of(asked).lines(CLOSED_EARLY), ".ditutup"),
            Sheet("Periodik", PERIODIC_COLUMNS, lambda asked: report_of(asked).periodic_lines(), ".periodik"),
            Sheet("Sebaran", SPREAD_COLUMNS, lambda asked: report_of(asked).patterns(), ".sebaran"),
        ],
        total=lambda asked: report_of(asked).total(),
    )
)
YEARLY_RECORDS = register(
    Kind(
        "siasn-skp22",
        "SIASN: SKP tahunan",
        "Evaluasi tahunan yang final dalam kode SIASN (skp22).",
        total=lambda asked: report_of(asked).final(),
        records=lambda asked: report_of(asked).records(),
    )
)
PERIODIC_RECORDS = register(
    Kind(
        "siasn-periodik",
        "SIASN: kinerja periodik",
        "Evaluasi periodik yang final dalam kode SIASN (kinerjaperiodik).",
        total=lambda asked: report_of(asked).final(periodic=True),
        records=lambda asked: report_of(asked).periodic_records(),
    )
)
