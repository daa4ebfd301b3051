"""After a formal complaint: two people at the server's terminal learn who wrote one published sentence."""

from __future__ import annotations

from argparse import ArgumentParser
from getpass import getpass
from typing import Any
from uuid import UUID

from django.core.management import BaseCommand, CommandError

from appraisal.workflow import Refused
from employees.accounts import has_second_factor
from employees.models import User
from feedback import unsealing
from feedback.models import FeedbackRound
from feedback.unsealing import Complaint, Witness


class Command(BaseCommand):
    help = (
        "Buka penulis satu kalimat umpan balik 360 yang terbit, atas pengaduan resmi: seorang admin kepegawaian dan "
        "seorang auditor bersama-sama, masing-masing dengan kata sandinya. Tanpa --kalimat: daftar kalimatnya."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("putaran", type=UUID, help="kode di alamat halaman putaran")
        parser.add_argument("--kalimat", type=int, metavar="N", help="nomor kalimat dalam daftar")
        parser.add_argument("--kepegawaian", metavar="NIP", help="admin kepegawaian instansi")
        parser.add_argument("--auditor", metavar="NIP", help="auditor")
        parser.add_argument("--pengaduan", default="", metavar="NOMOR", help="nomor surat pengaduan")
        parser.add_argument("--alasan", default="", help="mengapa penulisnya harus diketahui; tercatat")

    def handle(self, *args: Any, **options: Any) -> None:
        found = (
            FeedbackRound.objects.filter(uuid=options["putaran"])
            .select_related("appraisal__employee")
            .first()
        )
        if found is None:
            raise CommandError("Putaran ini tidak ada.")
        sentences = unsealing.sentences_of(found)
        if options["kalimat"] is None:
            lines = [f"{number}. {sentence}" for number, sentence in enumerate(sentences, 1)]
            self.stdout.write("\n".join(lines) or "Tidak ada kalimat yang terbit dalam putaran ini.")
            return
        if not 1 <= options["kalimat"] <= len(sentences):
            raise CommandError(f"Pilih kalimat 1 sampai {len(sentences)}.")
        complaint = Complaint(options["pengaduan"], options["alasan"])
        personnel, auditor = self._witness(options["kepegawaian"]), self._witness(options["auditor"])
        sentence = sentences[options["kalimat"] - 1]
        try:
            writers = unsealing.open_sentence(
                found, sentence, complaint, personnel=personnel, auditor=auditor
            )
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self._tell(sentence, [str(one) for one in writers])

    def _tell(self, sentence: str, writers: list[str]) -> None:
        self.stdout.write(f"«{sentence}»")
        self.stdout.write(f"Ditulis oleh: {'; '.join(writers)}")
        self.stdout.write(
            "Nama ini hanya tampil di layar ini: salin ke berita acara, lalu bersihkan layarnya. "
            "Bahwa jawaban dibuka, oleh siapa dan mengapa, sudah tercatat dan diberitahukan."
        )

    def _witness(self, username: str | None) -> Witness:
        """The account, and what its owner types here and now."""
        user = (
            User.objects.select_related("employee").filter(username=(username or "").replace(" ", "")).first()
        )
        if user is None:
            raise CommandError("Sebut kedua orangnya: --kepegawaian NIP --auditor NIP.")
        password = getpass(f"Kata sandi {user.employee.full_name}: ")
        code = input(f"Kode faktor kedua {user.employee.full_name}: ") if has_second_factor(user) else ""
        return Witness(user, password, code)
