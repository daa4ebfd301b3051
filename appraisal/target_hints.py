"""A second look at a target while it is written: result or deed, figure, unit, time, absolute words. Never a block.

The criteria are those of the regulation: a result and no activity (annex 1), specific and with a limit of time (text
lines 2126-2135), not absolute (2114-2125), measured by a unit in the quantitative approach (2097-2099).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from appraisal.rewording import as_result
from appraisal.shape import Shape
from appraisal.wording import Wording, absolute_words, classify

SHOWN = 80
_FIGURE = re.compile(
    r"\d|\b(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|seluruh|nihil)\b", re.IGNORECASE
)
_BARE_FIGURE = re.compile(r"\W*[\d.,\s–-]+\W*")
_TIME = re.compile(
    r"\b(?:hari|minggu|pekan|bulan(?:an)?|triwulan(?:an)?|semester(?:an)?|tahun(?:an)?|jam|menit|tanggal|tepat\s+waktu|"
    r"januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember|harian|mingguan|"
    r"paling\s+lambat|selambat-lambatnya|sebelum|akhir|20\d\d)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Example:
    """A statement of annex 1 (text lines 5010-5073) with its kind."""

    text: str
    kind: str


GOOD = (
    "Permohonan bantuan teknis diproses dengan cepat dan akurat",
    "Ibu hamil terlayani sesuai standar",
    "Tidak ada dokumen pengusulan bantuan teknis yang hilang",
)
BAD = (
    Example("Menyusun materi sosialisasi aplikasi SIMBG", "kegiatan"),
    Example("Melatih tenaga kesehatan", "kegiatan"),
    Example("Layanan persalinan", "bidang pekerjaan"),
    Example("Sosialisasi", "jenis pekerjaan"),
)


@dataclass(frozen=True)
class Measure:
    """An indicator as it is typed just now; what is not asked for is ""."""

    text: str
    goal: str = ""
    unit: str = ""
    lower: str = ""
    aspect: str = ""

    def __bool__(self) -> bool:
        return any((self.text, self.goal, self.unit, self.lower))


def hints(result: str, measures: Sequence[Measure], shape: Shape) -> list[str]:
    """Sentences for whoever writes; none for an empty form."""
    if not result.strip():
        return []
    found = [kind_hint(result, shape)]
    if not shape.leads:
        found.append(absolute_hint(result, *(text for one in measures for text in (one.text, one.goal))))
    if not shape.qualitative:
        found += [_figure_hint(number, one) for number, one in enumerate(measures, 1) if one]
    if any(measures):
        found.append(_time_hint(result, measures))
    return [sentence for sentence in found if sentence]


def kind_hint(result: str, shape: Shape) -> str:
    """That a statement names a deed or a field; "" for a result.

    The regulation's own leaders write 'Meningkatkan kualitas layanan' (text line 5387), so theirs are left alone.
    """
    kind = classify(result)
    if kind is Wording.ACHIEVEMENT or (shape.leads and kind is Wording.ACTIVITY):
        return ""
    if kind is Wording.CATEGORY:
        return (
            f"«{shortened(result)}» menyebut bidang atau jenis pekerjaan. Sebutkan hasilnya: apa yang ada, siapa yang "
            "memperolehnya, dan seberapa baik."
        )
    example = as_result(result)
    asked = (
        f"misalnya «{shortened(example)}»."
        if example
        else "siapa memperoleh apa, atau apa yang berubah karenanya."
    )
    told = f"«{shortened(result)}» menyebut kegiatan, belum hasilnya."
    return f"{told} Tulis keadaan setelah kegiatan itu selesai: {asked}"


def absolute_hint(*texts: str) -> str:
    """The hint for absolute words in a target (text lines 2114-2125); "" without one."""
    words = absolute_words(*texts)
    if not words:
        return ""
    named = ", ".join(f"«{word}»" for word in words)
    return (
        f"kata {named} membuat target mutlak. Pertimbangkan target yang memberi toleransi, kecuali menyangkut "
        "nyawa, cedera, keamanan negara atau kerugian uang yang besar."
    )


def _figure_hint(number: int, measure: Measure) -> str:
    said = f"{measure.goal} {measure.lower}"
    if not _FIGURE.search(f"{said} {measure.text}"):
        return f"Indikator {number} belum memuat angka. Berapa banyak, berapa persen, atau berapa lama?"
    if not measure.unit.strip() and measure.goal.strip() and _BARE_FIGURE.fullmatch(measure.goal):
        return f"Angka pada indikator {number} belum bersatuan, misalnya laporan, %, atau hari kerja."
    return ""


def _time_hint(result: str, measures: Sequence[Measure]) -> str:
    texts = (result, *(f"{one.text} {one.goal} {one.unit}" for one in measures))
    if any(one.aspect == "TIME" for one in measures) or any(map(_TIME.search, texts)):
        return ""
    return "Belum ada batas waktu. Kapan hasil ini harus ada, atau berapa lama penyelesaiannya?"


def shortened(text: str) -> str:
    """A long text by its beginning."""
    return text if len(text) <= SHOWN else text[:SHOWN].rstrip() + "…"
