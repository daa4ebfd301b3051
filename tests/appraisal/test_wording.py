"""Absolute words in targets (PermenPANRB 6/2022, text lines 2114-2125)."""

import pytest

from appraisal.wording import absolute_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Pemrosesan klaim selalu tepat waktu, efisien, dan berkualitas.", ["selalu"]),  # line 2119
        ("Semua pemrosesan klaim dilakukan dengan waktu cepat.", ["semua"]),  # line 2120
        ("Berkas tidak pernah hilang dan setiap pemohon puas", ["tidak pernah", "setiap"]),
        ("Tidak  Pernah terlambat; SEMUANYA rapi; semua lengkap", ["tidak pernah", "semua"]),
    ],
)
def test_the_regulations_words_are_found(text, words):
    assert absolute_words(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "Klaim diproses rata-rata dalam tiga hari kerja",
        "Laporan dikirim setiap bulan, setiap 2 minggu dan setiap triwulan",  # says how often
        "Persemuaan, kesetiapan",  # only whole words
        "Layanan tidak terputus; belum pernah ada temuan",
        "",
    ],
)
def test_other_words_are_left_alone(text):
    assert absolute_words(text) == []


def test_several_texts_are_read_in_order_and_each_word_is_told_once():
    assert absolute_words("Selalu rapi", "selalu cepat", "semua lengkap") == ["selalu", "semua"]
