"""What a reminder says: texts with placeholders from a fixed list, filled word by word and never run.

A placeholder is a name in braces. There is no template language behind it: what stands in braces is looked up in a
list, what a value holds is not looked at again, and an unknown name is refused when the text is saved.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from appraisal.calls import Call
from appraisal.models import ReminderText

PLACEHOLDERS: dict[str, str] = {
    "nama": "nama penerima",
    "pokok": "apa yang menunggu, misalnya «SKP menunggu penetapan Anda» atau «7 SKP menunggu penetapan Anda»",
    "tahap": "nama tahap, misalnya «Penetapan SKP»",
    "batas": "tanggal batas yang terdekat",
    "sisa": "sisa waktu dalam hari kerja, misalnya «5 hari kerja lagi» atau «lewat 2 hari kerja»",
    "jumlah": "berapa hal yang menunggu",
    "daftar": "siapa saja dan batasnya masing-masing; di surel tanpa nama orang lain",
    "periode": "tahun kinerja",
    "instansi": "nama instansi",
    "kepegawaian": "nama kantor kepegawaian",
    "pesan": "pesan tambahan dari pengirim, hanya pada pengingat yang dikirim dengan tangan",
}
_IN_BRACES = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Text:
    """Title and body of a call, with their placeholders."""

    title: str
    body: str


_CALLING = "Sisa waktu: {sisa}.\n{daftar}"
DEFAULTS: dict[Call, Text] = {
    Call.FIRST: Text("{pokok}: batasnya {batas}", _CALLING),
    Call.SECOND: Text("{pokok}: batasnya {batas}", _CALLING),
    Call.LAST: Text("{pokok}: {sisa}, batasnya {batas}", "Panggilan terakhir sebelum batasnya.\n{daftar}"),
    Call.LATE: Text("{pokok}: terlambat, batasnya {batas}", "Selesaikan segera: {sisa}.\n{daftar}"),
    Call.SUPERIOR: Text(
        "{pokok}: terlambat, batasnya {batas}",
        "Anda diberi tahu sebagai atasan. Bantu agar segera selesai.\n{daftar}",
    ),
    Call.HIGHER: Text(
        "{pokok}: terlambat, batasnya {batas}",
        "Anda diberi tahu sebagai atasan dari atasan: {sisa}.\n{daftar}",
    ),
    Call.NUDGE: Text(
        "{pokok}: batasnya {batas} ({sisa})", "{pesan}\nPengingat dari {kepegawaian}.\n{daftar}"
    ),
}
EDITABLE: tuple[Call, ...] = tuple(DEFAULTS)


@dataclass(frozen=True)
class Texts:
    """Every text that holds now: of a stage, of a call, or the one that stands here. One query."""

    own: Mapping[tuple[str, str], Text] = field(default_factory=dict)

    @classmethod
    def stored(cls) -> Texts:
        rows = ReminderText.objects.values_list("call", "stage", "title", "body")
        return cls({(call, stage): Text(title, body) for call, stage, title, body in rows})

    def of(self, call: Call, stage: str) -> Text:
        return self.own.get((call, stage)) or self.own.get((call, "")) or DEFAULTS[call]


def refusals(text: str, call: Call) -> list[str]:
    """Why a text cannot be saved; each sentence says what to write instead."""
    allowed = allowed_in(call)
    unknown = [name for name in _IN_BRACES.findall(text) if name not in allowed]
    found = [
        f"Isian {{{name}}} tidak dikenal di sini. Pakai salah satu dari: {listed(call)}." for name in unknown
    ]
    if set("{}") & set(_IN_BRACES.sub("", text)):
        found.append("Kurung kurawal hanya untuk isian, selalu berpasangan. Pakai tanda kurung biasa.")
    return found


def allowed_in(call: Call) -> list[str]:
    return [name for name in PLACEHOLDERS if name != "pesan" or call == Call.NUDGE]


def listed(call: Call) -> str:
    return ", ".join(f"{{{name}}}" for name in allowed_in(call))


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its values; lines that stay empty go. A name that is not in the list stays as it is written."""
    filled = _IN_BRACES.sub(lambda found: values.get(found[1], found[0]), text)
    return "\n".join(line.rstrip() for line in filled.splitlines() if line.strip()).strip()
