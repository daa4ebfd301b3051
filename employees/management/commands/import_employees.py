"""`manage.py import_employees FILE --units UNITS`: SIASN's export, checked first and applied on demand."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from employees import imports, tabular
from employees.imports import Report
from employees.siasn import Finding


class Command(BaseCommand):
    help = "Mengimpor pegawai dan unit dari ekspor SIASN. Tanpa --apply hanya diperiksa."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="berkas pegawai (CSV atau XLSX)")
        parser.add_argument("--units", type=Path, required=True, help="berkas unit (CSV atau XLSX)")
        parser.add_argument(
            "--as-of", type=date.fromisoformat, help="tanggal berlaku, YYYY-MM-DD; bawaan: hari ini"
        )
        parser.add_argument("--apply", action="store_true", help="simpan perubahannya")
        parser.add_argument("--report", type=Path, metavar="OUT.json", help="tulis laporan lengkap ke berkas")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = imports.run(
                _read(options["file"]),
                _read(options["units"]),
                as_of=options["as_of"] or timezone.localdate(),
                apply=options["apply"],
            )
        except ValueError as reason:
            raise CommandError(str(reason)) from None
        if options["report"]:
            content = json.dumps(report.as_dict(), ensure_ascii=False, indent=2)
            options["report"].write_text(content + "\n", encoding="utf-8")
        self._print(report)

    def _print(self, report: Report) -> None:
        for word, found in (("DITOLAK", report.rejected), ("PERHATIAN", report.warnings)):
            for each in found:
                self.stdout.write(f"{word} {_place(each)}: {each.message}")
        counts = report.people
        self.stdout.write(
            f"{counts.created} pegawai baru, {counts.updated} berubah, {counts.unchanged} tetap, "
            f"{len({each.line for each in report.rejected if each.kind == 'people'})} baris ditolak, "
            f"{len(report.warnings)} perhatian."
        )
        if not report.applied:
            self.stdout.write("Baru diperiksa, belum disimpan. Jalankan lagi dengan --apply untuk menyimpan.")


def _place(finding: Finding) -> str:
    where = f"{finding.file} baris {finding.line}"
    return f"{where}, kolom {finding.column} «{finding.value}»" if finding.column else where


def _read(path: Path) -> tabular.Table:
    try:
        return tabular.read(path.read_bytes(), path.name)
    except OSError as reason:
        raise CommandError(f"Berkas {path} tidak dapat dibuka: {reason.strerror}.") from None
