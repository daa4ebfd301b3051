"""Telling results from deeds and fields of work (PermenPANRB 6/2022, annex 1, text lines 5000-5073)."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraisal.wording import LONGEST, Wording, classify

SETS = tomllib.loads((Path(__file__).parents[1] / "data" / "statements.toml").read_text(encoding="utf-8"))
NEEDED_OF_THE_ANNEX = 34


def misread(name: str) -> list[tuple[str, str, str]]:
    """What is read differently from its label."""
    return [
        (statement, kind, classify(statement).name)
        for kind, statements in SETS[name].items()
        for statement in statements
        if classify(statement) is not Wording[kind]
    ]


def test_the_examples_of_annex_1_are_told_apart():
    examples = sum(map(len, SETS["annex"].values()))

    assert examples == 38
    assert misread("annex") == []
    assert examples - len(misread("annex")) >= NEEDED_OF_THE_ANNEX


@pytest.mark.parametrize("name", ["first", "second", "third", "fourth"])
def test_invented_statements_are_told_apart(name):
    assert misread(name) == []


@pytest.mark.parametrize(
    ("deed", "result"),
    [
        ("Menyusun laporan keuangan", "Laporan keuangan tersusun"),
        ("Menyusun laporan keuangan", "Tersusunnya laporan keuangan"),
        ("Melatih kader", "Kader terlatih"),
        ("Melatih kader", "Kader mampu mengukur tinggi badan"),
        ("Penertiban reklame", "Reklame yang tertib"),
        ("Verifikasi berkas", "Verifikasi berkas diselesaikan dalam dua hari"),
    ],
)
def test_a_deed_becomes_a_result_when_something_is_said_of_its_subject(deed, result):
    assert (classify(deed), classify(result)) == (Wording.ACTIVITY, Wording.ACHIEVEMENT)


@pytest.mark.parametrize(
    ("kind", "deed"),
    [("Sosialisasi", "Sosialisasi program KB"), ("Pengawasan", "Pengawasan terhadap pekerjaan jalan")],
)
def test_a_kind_of_work_becomes_a_deed_with_its_object(kind, deed):
    assert (classify(kind), classify(deed)) == (Wording.CATEGORY, Wording.ACTIVITY)


@pytest.mark.parametrize(
    "same",
    [
        "menyusun laporan",
        "MENYUSUN LAPORAN",
        "  1.  Menyusun laporan;",
        "• Menyusun laporan!",
        "(a) menyusun laporan",
    ],
)
def test_capitals_marks_and_numbers_of_lists_change_nothing(same):
    assert classify(same) is Wording.ACTIVITY


@pytest.mark.parametrize(
    "odd", ["", "   ", "12", "...", "?!", "100%", "🙂", "中文", "\x00", "di", "yang", "nya"]
)
def test_what_says_nothing_is_a_category(odd):
    assert classify(odd) is Wording.CATEGORY


@given(st.text())
def test_no_text_breaks_the_reading(text):
    assert classify(text) in Wording


@given(
    st.lists(
        st.sampled_from(["yang", "di", "nya", "dan", "untuk", "menyusun", "sejak", ",", "%", "12", "rapat"])
    )
)
def test_no_order_of_words_breaks_the_reading(words):
    assert classify(" ".join(words)) in Wording


def test_a_very_long_text_is_read_by_its_beginning():
    assert classify("Menyusun laporan " + "yang " * LONGEST) is Wording.ACTIVITY
