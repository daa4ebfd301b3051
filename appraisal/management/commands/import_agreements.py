"""`manage.py import_agreements FILE --year Y`: performance agreements (PK), checked first and applied on demand."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from appraisal import import_agreements
from appraisal.import_agreements import Finding, Report
from appraisal.models import Period
from employees import tabular
from employees.models import Unit


class Command(BaseCommand):
    help = "Mengimpor perjanjian kinerja (PK) unit. Tanpa --apply hanya diperiksa."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="berkas PK (CSV atau XLSX)")
        parser.add_argument("--year", type=int, required=True, help="tahun periode")
        parser.add_argument("--apply", action="store_true", help="simpan perubahannya")

    def handle(self, *args: Any, **options: Any) -> None:
        period = Period.objects.filter(year=options["year"]).first()
        if period is None:
            raise CommandError(f"Periode {options['year']} belum ada. Siapkan dahulu di halaman Periode.")
        try:
            table = tabular.read(options["file"].read_bytes(), options["file"].name)
            report = import_agreements.run(table, period, Unit.objects.all(), apply=options["apply"])
        except OSError as reason:
            raise CommandError(f"Berkas {options['file']} tidak dapat dibuka: {reason.strerror}.") from None
        except ValueError as reason:
            raise CommandError(str(reason)) from None
        self._print(report)

    def _print(self, report: Report) -> None:
        for word, found in (("DITOLAK", report.rejected), ("PERHATIAN", report.warnings)):
            for each in found:
                self.stdout.write(f"{word} {_place(each)}: {each.message}")
        self.stdout.write(
            f"{report.units} unit: {report.created} indikator baru, {report.updated} berubah, "
            f"{report.unchanged} tetap, {report.refused_lines} baris ditolak."
        )
        if not report.applied:
            self.stdout.write("Baru diperiksa, belum disimpan. Jalankan lagi dengan --apply untuk menyimpan.")


def _place(finding: Finding) -> str:
    where = f"baris {finding.line}"
    return f"{where}, kolom {finding.column} «{finding.value}»" if finding.column else where
