"""Reasons of ratings that several people share, or that say nothing. Words are counted, never judged by their sense.

Names and figures are left out of the comparison: 'Budi menyusun 12 laporan' and 'Rina menyusun 9 laporan' are one
sentence with other names in it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

FEWEST_WORDS = 3  # that say something; with fewer a reason is empty
ALIKE = 0.8  # of the triples of words that either of two reasons has: then they are nearly the same
_WORDS = re.compile(r"[^\W\d_]+")

# What stands in a reason that could stand under anybody's name.
_STOCK = """
ada adalah agar atas atau bagi bagus baik bawah beliau bersangkutan bisa capaian cukup dalam dan dapat dari
dengan di diatas dibawah dicapai dinilai ekspektasi hal harapan hasil ia ini itu juga karena kategori kerja
kerjanya kinerja kinerjanya kurang lebih mampu masih melebihi memenuhi mencapai menurut nihil nilai nilainya nya
ok oke pada pegawai penilaian perilaku perilakunya perlu predikat rating saja sangat saya secara selalu semua
sesuai setiap sudah target telah tercapai terhadap tidak tugas tugasnya untuk yaitu yang
"""
STOCK = frozenset(_STOCK.split())


def words_of(text: str, name: str = "") -> tuple[str, ...]:
    """The words of a reason in small letters, without figures and without the parts of the person's name."""
    own = set(_WORDS.findall(name.casefold()))
    return tuple(word for word in _WORDS.findall(text.casefold()) if word not in own)


def says_nothing(words: Sequence[str]) -> bool:
    """Fewer than three different words that not everybody's reason has."""
    return len(set(words) - STOCK) < FEWEST_WORDS


def repeated(reasons: Sequence[tuple[str, ...]]) -> tuple[int, int]:
    """How many of these reasons are the same as another, and how many more are nearly the same as another."""
    counts = Counter(reasons)
    same = sum(number for number in counts.values() if number > 1)
    triples = {words: _triples(words) for words in counts}
    single = [words for words, number in counts.items() if number == 1]
    near = sum(any(_alike(triples[one], triples[two]) for two in counts if two != one) for one in single)
    return same, near


def _triples(words: Sequence[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(zip(words, words[1:], words[2:], strict=False)) or frozenset([tuple(words)])


def _alike(one: frozenset[tuple[str, ...]], two: frozenset[tuple[str, ...]]) -> bool:
    return len(one & two) >= ALIKE * len(one | two)
