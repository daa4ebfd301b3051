"""Texts of reminders: a fixed list of placeholders, and nothing that could run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraisal.calls import Call
from appraisal.reminder_texts import DEFAULTS, EDITABLE, PLACEHOLDERS, Text, Texts, fill, refusals

VALUES = {name: f"<{name}>" for name in PLACEHOLDERS}


@pytest.mark.parametrize("call", EDITABLE)
def test_the_words_that_come_along_use_only_what_is_allowed(call: Call) -> None:
    text = DEFAULTS[call]
    assert refusals(text.title + text.body, call) == []
    assert "{" not in fill(text.title + text.body, VALUES)


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("Halo {nma}", "Isian {nma} tidak dikenal"),
        ("{nama.__class__}", "Isian {nama.__class__} tidak dikenal"),
        ("{nama!r}", "tidak dikenal"),
        ("{0}", "tidak dikenal"),
        ("{}", "tidak dikenal"),
        ("{ nama }", "tidak dikenal"),
        ("{{nama}}", "Kurung kurawal hanya untuk isian"),
        ("{nama", "Kurung kurawal hanya untuk isian"),
        ("{% load x %}", "tidak dikenal"),
        ("{pesan}", "Isian {pesan} tidak dikenal"),
    ],
)
def test_anything_but_a_known_name_is_refused_with_what_may_be_used(written: str, sentence: str) -> None:
    found = refusals(written, Call.FIRST)
    assert any(sentence in one for one in found), found


def test_a_message_is_for_reminders_by_hand_only() -> None:
    assert refusals("{pesan}", Call.NUDGE) == []


def test_a_value_is_not_looked_at_again_and_other_languages_stay_text() -> None:
    values = VALUES | {"nama": "{instansi} {{ 7|add:1 }} ${HOME} %s"}
    assert (
        fill("Yth. {nama} $nama %(nama)s", values)
        == "Yth. {instansi} {{ 7|add:1 }} ${HOME} %s $nama %(nama)s"
    )


def test_lines_that_stay_empty_go() -> None:
    assert fill("{pesan}\n{daftar}\nSelesai.\n\n", {"pesan": "", "daftar": " "}) == "Selesai."


def test_a_stage_has_the_last_word_then_the_call_then_what_comes_along() -> None:
    own = {("FIRST", ""): Text("umum", ""), ("FIRST", "set"): Text("khusus", "")}
    assert Texts(own).of(Call.FIRST, "set").title == "khusus"
    assert Texts(own).of(Call.FIRST, "self").title == "umum"
    assert Texts(own).of(Call.LAST, "set") == DEFAULTS[Call.LAST]


@given(st.text(max_size=200))
def test_no_text_breaks_the_filling_and_what_is_accepted_leaves_no_brace(written: str) -> None:
    filled = fill(written, VALUES)
    if not refusals(written, Call.NUDGE):
        assert not set("{}") & set(filled)
