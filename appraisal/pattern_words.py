"""A pattern of ratings in plain sentences: what each figure is, what it can show, and what it cannot."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from appraisal.fairness import FEWEST, PAIRS, Kind
from appraisal.models import RatingPattern
from appraisal.pattern_signs import LAST_DAYS
from appraisal.rating import RATING_LABELS, Rating
from employees.templatetags.kinerja import number_id

KIND_LABELS: dict[Kind, str] = {
    Kind.LENIENT: "Lebih tinggi dari lazimnya",
    Kind.SEVERE: "Lebih rendah dari lazimnya",
    Kind.CENTRAL: "Hampir semua sesuai ekspektasi",
    Kind.HALO: "Hasil dan perilaku hampir selalu sama",
}
KIND_CHOICES = [(kind.value, label) for kind, label in KIND_LABELS.items()]
BOTH = ("results", "behaviour")
SUPPRESSED = f"Kurang dari {FEWEST} pegawai: angkanya tidak ditampilkan, karena tidak mengatakan apa-apa."
NOT_A_CAUSE = (
    "Angka ini tidak menunjukkan sebabnya: timnya dapat memang demikian. Bicarakan dengan bukti kinerjanya."
)
MUCH = (
    0.5  # of the entries in the last days, of the reasons that stand elsewhere; of a level between two voices
)


@dataclass(frozen=True)
class Sign:
    """One matter with its figures. `worth`: it deserves a talk; `shows` and `hides`: what it can and cannot show."""

    title: str
    figures: str
    shows: str
    hides: str
    worth: bool = False


@dataclass(frozen=True)
class Level:
    """How many people got a level, and how many would be usual."""

    rating: Rating
    label: str
    given: int
    expected: Decimal


def levels(pattern: RatingPattern, which: str) -> list[Level]:
    """The three levels of results or of behaviour, the best first."""
    place = BOTH.index(which)

    def people(counts: list[float], rating: Rating) -> float:
        return sum(number for pair, number in zip(PAIRS, counts, strict=True) if pair[place] == rating)

    return [
        Level(
            rating,
            label,
            int(people(pattern.given, rating)),
            round(Decimal(people(pattern.expected, rating)), 1),
        )
        for rating, label in RATING_LABELS.items()
    ]


def same_ratings(pattern: RatingPattern) -> tuple[int, Decimal]:
    """How many people got the same rating for both, and how many usually do."""
    given = sum(number for pair, number in zip(PAIRS, pattern.given, strict=True) if pair[0] == pair[1])
    usual = sum(number for pair, number in zip(PAIRS, pattern.expected, strict=True) if pair[0] == pair[1])
    return given, round(Decimal(usual), 1)


def kinds(pattern: RatingPattern) -> list[Kind]:
    return [Kind(one["kind"]) for one in pattern.findings]


def signs(pattern: RatingPattern) -> list[Sign]:
    """Everything that is said about the pattern, the tested ones first. Nothing of fewer than `FEWEST` people."""
    if pattern.people < FEWEST:
        return []
    found = kinds(pattern)
    told = [_level(pattern, found), _middle(pattern, found), _halo(pattern, found)]
    if not pattern.signs:
        return told
    gaps = [
        _gap(pattern, "own_gap", "Beda dengan penilaian diri", "penilaian diri pegawainya"),
        _gap(pattern, "peer_gap", "Beda dengan rekan kerja", "umpan balik 360 rekan yang sudah terbit"),
    ]
    last = [
        _late(pattern, "evidence", "Kebaruan bukti", "catatan realisasi"),
        _late(pattern, "notes", "Kebaruan umpan balik", "catatan umpan balik pimpinan"),
    ]
    return [*told, *gaps, *last, _reasons(pattern)]


def _level(pattern: RatingPattern, found: list[Kind]) -> Sign:
    above, _meets, below = ([levels(pattern, which)[place] for which in BOTH] for place in range(3))
    figures = (
        f"Di atas ekspektasi: hasil kerja {above[0].given} dari {pattern.people} (lazimnya "
        f"{number_id(above[0].expected)}), perilaku {above[1].given} (lazimnya {number_id(above[1].expected)}). "
        f"Di bawah ekspektasi: {below[0].given} dan {below[1].given} (lazimnya {number_id(below[0].expected)} dan "
        f"{number_id(below[1].expected)})."
    )
    if Kind.LENIENT in found:
        shows = "Rating tim ini lebih tinggi daripada yang diberikan penilai lain; jarang terjadi karena kebetulan."
    elif Kind.SEVERE in found:
        shows = "Rating tim ini lebih rendah daripada yang diberikan penilai lain; jarang terjadi karena kebetulan."
    else:
        shows = (
            "Tidak berbeda dari penilai lain melebihi kebetulan, sejauh dapat dilihat dari tim sebesar ini."
        )
    return Sign(
        "Longgar atau ketat", figures, shows, NOT_A_CAUSE, bool({Kind.LENIENT, Kind.SEVERE} & set(found))
    )


def _middle(pattern: RatingPattern, found: list[Kind]) -> Sign:
    place = PAIRS.index((Rating.MEETS, Rating.MEETS))
    usual = number_id(round(Decimal(pattern.expected[place]), 1))
    figures = f"Keduanya sesuai ekspektasi: {pattern.given[place]} dari {pattern.people} pegawai (lazimnya {usual})."
    shows = (
        "Perbedaan di antara pegawainya jarang dibuat, lebih jarang daripada oleh penilai lain."
        if Kind.CENTRAL in found
        else "Pegawainya dibedakan seperti oleh penilai lain."
    )
    hides = "Tim yang pekerjaannya seragam memang dapat dinilai sama. Lihat realisasi tiap pegawai dahulu."
    return Sign("Kecenderungan ke tengah", figures, shows, hides, Kind.CENTRAL in found)


def _halo(pattern: RatingPattern, found: list[Kind]) -> Sign:
    given, usual = same_ratings(pattern)
    figures = f"Kedua rating sama untuk {given} dari {pattern.people} pegawai (lazimnya {number_id(usual)})."
    shows = (
        "Satu rating tampak menarik rating yang lain: keduanya lebih sering sama daripada pada penilai lain."
        if Kind.HALO in found
        else "Kedua rating dibedakan seperti oleh penilai lain."
    )
    hides = "Hasil dan perilaku dapat memang sejalan. Periksa apakah alasan keduanya berbeda."
    return Sign("Efek halo", figures, shows, hides, Kind.HALO in found)


def _gap(pattern: RatingPattern, name: str, title: str, others: str) -> Sign:
    people, apart = pattern.signs[name]
    hides = "Selisih tidak mengatakan siapa yang benar; ia mengatakan di mana dialog perlu dimulai."
    if people < FEWEST:
        there = f"Baru {people} pegawai mempunyai" if people else "Belum ada pegawai yang mempunyai"
        few = f"{there} keduanya; selisihnya tampil mulai {FEWEST} pegawai."
        return Sign(title, few, "Belum dapat dibandingkan.", hides)
    size = number_id(abs(Decimal(str(apart))))
    side = "di atas" if apart > 0 else "di bawah"
    figures = f"{people} pegawai: rating nilai dasar rata-rata {size} tingkat {side} {others}."
    worth = abs(apart) >= MUCH
    shows = (
        "Pandangan penilai dan pandangan itu jauh berbeda untuk tim ini."
        if worth
        else "Kedua pandangan hampir sama untuk tim ini."
    )
    return Sign(title, figures, shows, hides, worth)


def _late(pattern: RatingPattern, name: str, title: str, entries: str) -> Sign:
    total, last = pattern.signs[name]
    hides = (
        "Tanggal pencatatan tidak mengatakan apa yang diingat penilai, dan catatan lama tetap dapat dibaca."
    )
    if total == 0:
        return Sign(
            title, f"Tidak ada {entries} dalam masa ini.", "Penilaian tidak bersandar padanya.", hides
        )
    figures = f"{last} dari {total} {entries} bertanggal dalam {LAST_DAYS} hari terakhir masa evaluasi."
    worth = last >= MUCH * total and total >= FEWEST
    shows = (
        "Sebagian besar baru dicatat menjelang penilaian, jadi bulan-bulan awal mungkin kurang diperhitungkan."
        if worth
        else "Catatannya tersebar sepanjang masa evaluasi."
    )
    return Sign(title, figures, shows, hides, worth)


def _reasons(pattern: RatingPattern) -> Sign:
    total, same, near, empty = (pattern.signs[name] for name in ("reasons", "same", "near", "empty"))
    figures = (
        f"Dari {total} alasan rating: {same} sama persis dengan alasan pegawai lain, {near} hampir sama, "
        f"{empty} tanpa isi (kata umum saja). Nama dan angka tidak diperbandingkan."
    )
    worth = same + near >= MUCH * total or empty >= MUCH * total
    shows = (
        "Pegawai sulit memahami ratingnya dari alasan seperti ini; mintalah alasan yang menyebut hasilnya."
        if worth
        else "Alasannya umumnya ditulis sendiri-sendiri."
    )
    hides = "Yang dihitung kata-katanya, bukan benar tidaknya. Pekerjaan yang sama dapat beralasan sama."
    return Sign("Alasan salinan atau kosong", figures, shows, hides, worth)
