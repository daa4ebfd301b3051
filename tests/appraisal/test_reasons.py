"""Reasons that several people share, and reasons that say nothing."""

from __future__ import annotations

import pytest

from appraisal.reasons import repeated, says_nothing, words_of

ALL_BUT = "menyusun laporan layanan setiap bulan dan mendampingi sekolah dalam mengisi data pokok pendidikan"


def test_names_and_figures_make_no_difference() -> None:
    one = words_of("Budi menyusun 12 laporan layanan.", "Budi Pegawai")
    two = words_of("Rina menyusun 9 laporan layanan", "Rina Rekan")
    assert one == two == ("menyusun", "laporan", "layanan")


@pytest.mark.parametrize(
    "text", ["", "Baik.", "Sudah sesuai dengan target dan ekspektasi pimpinan", "OK", "12 / 12"]
)
def test_stock_words_say_nothing(text: str) -> None:
    assert says_nothing(words_of(text))


def test_a_reason_with_three_words_of_its_own_says_something() -> None:
    assert not says_nothing(words_of("Mendampingi sepuluh sekolah."))


def test_the_same_and_nearly_the_same_are_counted_apart() -> None:
    reasons = [
        words_of(ALL_BUT),
        words_of(ALL_BUT.upper() + "!"),
        words_of(ALL_BUT + " dasar"),
        words_of("Memimpin rapat koordinasi dan menyelesaikan keluhan warga pada hari yang sama"),
    ]
    assert repeated(reasons) == (2, 1)


def test_nothing_is_repeated_among_one_or_none() -> None:
    assert repeated([]) == (0, 0)
    assert repeated([words_of(ALL_BUT)]) == (0, 0)
