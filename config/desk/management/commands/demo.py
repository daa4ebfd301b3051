"""A generated agency in an empty database: people, years of history, a year in full swing, six accounts."""

import os
from argparse import ArgumentParser
from datetime import date
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from config.desk.demo import accounts, loading
from config.desk.demo.profiles import PROFILES
from employees.dates import dated


class Command(BaseCommand):
    help = "Fill an empty database with a generated agency; a large one repeats parts of a small one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--profile", choices=sorted(PROFILES), required=True)
        parser.add_argument(
            "--employees", type=int, default=240, metavar="N", help="civil servants (20 to 100000)"
        )
        parser.add_argument(
            "--years", type=int, default=3, metavar="Y", help="former years with final results"
        )
        parser.add_argument(
            "--today",
            type=date.fromisoformat,
            default=None,
            metavar="DATE",
            help="the day around which it plays",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if "DATABASE_URL" in os.environ and not settings.DEMO:
            raise CommandError(
                "DATABASE_URL menunjuk basis data Anda sendiri, jadi data peragaan tidak dimuat. "
                "Setel KINERJA_DEMO=1 bila basis data itu memang untuk peragaan."
            )
        if not loading.is_empty():
            raise CommandError(
                "Basis data ini sudah berisi data, jadi data peragaan tidak dimuat. Pakai basis data kosong."
            )
        if not 0 <= options["years"] <= 10:
            raise CommandError("Jumlah tahun riwayat harus 0 sampai 10.")
        started = monotonic()
        try:
            made = loading.load(
                options["profile"],
                employees=options["employees"],
                history=options["years"],
                today=options["today"] or timezone.localdate(),
            )
        except ValueError as error:
            raise CommandError(str(error)) from error
        accounts.keep(made.accounts, made.agency, made.place, settings.VAR_DIR)
        self.tell(made, monotonic() - started)

    def tell(self, made: loading.Loaded, seconds: float) -> None:
        window = made.window
        lines = [
            f"{made.agency}: {made.employees} pegawai buatan dalam {made.units} unit ({seconds:.0f} detik).",
            f"Riwayat: {made.former} evaluasi final, bertanda data awal. Dokumen PDF akun peragaan: {made.documents}.",
            f"Tahun kinerja {made.year}. Khusus peragaan, masa evaluasi tahunan diatur di sekitar hari peragaan:",
            (
                f"dibuka {dated(window.opens_on)}, penilaian diri sampai {dated(window.self_due_on)}, "
                f"berakhir {dated(window.ends_on)}."
            ),
            "Akun peragaan (nama masuk, kata sandi):",
            *accounts.table(made.accounts),
        ]
        self.stdout.write("\n".join(lines))
