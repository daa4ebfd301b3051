"""What feedback adds to a case that the auditor takes along: signed notes with their proof.

Answers of a round are in it only as the record of the year publishes them; nothing here reads who was asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from appraisal import evidence
from appraisal.case_file import Piece, contributes
from appraisal.models import Appraisal
from appraisal.tabular import Cell, csv_bytes
from employees.models import User
from feedback.models import FeedbackNote

HEADINGS = (
    "tanggal", "pemberi", "peran pemberi", "jenis", "tentang", "isi", "tautan", "berkas", "tanggapan pegawai",
)  # fmt: skip


@contributes
def signed_notes(appraisal: Appraisal, user: User) -> Iterator[Piece]:
    """The notes as a table, and the files that prove them."""
    rows = FeedbackNote.objects.visible_to(user).filter(appraisal=appraisal).order_by("day", "pk")
    found = list(rows.select_related("giver", "guest", "target", "criterion"))
    yield Piece(
        "umpan-balik", "catatan", ".csv", "Umpan balik bertanda nama", csv_bytes(HEADINGS, map(_row, found))
    )
    for note in found:
        if note.file:
            name, suffix = PurePath(note.file_name).stem, PurePath(str(note.file.name)).suffix
            content = evidence.read(str(note.file.name))
            what = f"Bukti umpan balik: {note.file_name}"
            yield Piece("umpan-balik", name, suffix, what, content, note.sha256)


def _row(note: FeedbackNote) -> list[Cell]:
    return [
        note.day,
        note.giver_name,
        note.get_giver_role_display(),
        note.get_kind_display(),
        note.about,
        note.text,
        note.link,
        note.file_name,
        note.reply,
    ]
