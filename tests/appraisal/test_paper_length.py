"""How many pages the forms take: never more than the regulation's own filled examples."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import Any

import pytest

from appraisal import pdf
from appraisal.models import Evaluation, EvaluationStatus, Period
from appraisal.papers import registry
from appraisal.papers.paper import Paper
from appraisal.papers.subject import Subject
from appraisal.papers.work_targets import IndicatorRow, Section, TargetRow
from tests.appraisal.official_examples import BY_PERSON, Example, Post
from tests.appraisal.test_documents import evaluation_with_story
from tests.factories import Agency, make_period
from tests.printed import pages_of

pytestmark = pytest.mark.django_db
LONG = (
    "Persentase penyelesaian telaahan jawaban atas pengaduan masyarakat pada Kabupaten/Kota yang menjadi tanggungjawab"
    " tim A."
)


@pytest.fixture
def period(agency: Agency) -> Period:
    return make_period()


@pytest.fixture
def signed(agency: Agency, period: Period) -> Evaluation:
    return evaluation_with_story(agency, EvaluationStatus.FINAL)


def pages(evaluation: Evaluation, code: str, **filled: Any) -> list[str]:
    """The pages of a form with these words in place of the evaluation's own."""
    paper = registry.form(code).build(Subject.of(evaluation))
    return drawn([replace(paper, context=paper.context | filled)])


def drawn(papers: list[Paper]) -> list[str]:
    context = {
        "title": papers[0].title,
        "agency": "Kementerian Pekerjaan Umum",
        "papers": papers,
        "printed_at": "hari ini",
    }
    return pages_of(pdf.render_pdf("pdf/document.html", context))


def refilled(evaluation: Evaluation, post: Post, example: Example) -> Paper:
    """A form of the example's kind of appraisee, with the example's posts and words."""
    form = registry.form(example.code)
    subject = Subject.of(evaluation)
    if form.leads is not None:
        subject.appraisal.leads = form.leads
    if form.qualitative is not None:
        subject.appraisal.period.approach = "QUALITATIVE" if form.qualitative else "QUANTITATIVE"
    paper = form.build(subject)
    both = {"appraisee": (post.position, post.unit), "appraiser": (post.appraiser, post.appraisers_unit)}
    people = {
        party: replace(paper.context[party], position=position, unit=unit)
        for party, (position, unit) in both.items()
        if party in paper.context
    }
    if paper.context.get("from_agency"):
        people["from_agency"] = post.appraisers_unit
    return replace(paper, context=paper.context | people | dict(example.filled))


def by_form(found: list[str]) -> dict[str, list[str]]:
    """The pages of a PDF of several forms: each form begins on a page that names it."""
    forms: dict[str, list[str]] = defaultdict(list)
    code = ""
    for words in found:
        named = re.search(r"FORMAT ([A-D]\.1\.\d+)", words)
        code = named[1] if named else code
        forms[code].append(words)
    return forms


@pytest.mark.parametrize("person", BY_PERSON)
def test_the_official_examples_take_no_more_pages_than_in_the_regulation(
    person: str, signed: Evaluation
) -> None:
    """Annexes 3 to 6 (lines 5364 to 9310), the forms of a person in one rendering."""
    post, examples = BY_PERSON[person]

    found = by_form(drawn([refilled(signed, post, example) for example in examples]))

    taken = {example: len(found[example.code]) for example in examples}
    assert {f"{one.code} (line {one.line})": ours for one, ours in taken.items() if ours > one.pages} == {}
    for example in examples:
        words = "".join("".join(found[example.code]).split())
        assert [one for one in example.words if "".join(one.split()) not in words] == []


def test_twelve_results_with_an_indicator_each_take_eight_pages_at_most(signed: Evaluation) -> None:
    assert len(LONG) == 120
    row = IndicatorRow("Kuantitas", LONG, "80 - 90% telaahan jawaban selesai", LONG)
    targets = tuple(TargetRow(number, LONG, LONG, (row,), (f"Pimpinan: {LONG}",)) for number in range(1, 13))

    found = pages(signed, "C.1.3", sections=(Section("A. UTAMA", targets), Section("B. TAMBAHAN", ())))

    assert len(found) <= 8
    for number, words in enumerate(found, start=1):
        assert f"Halaman {number} dari {len(found)}" in words


def test_the_heads_of_a_table_stand_on_each_of_its_pages(signed: Evaluation) -> None:
    row = IndicatorRow("Kuantitas", LONG, LONG, LONG)
    targets = tuple(TargetRow(number, LONG, LONG, (row,), (LONG,)) for number in range(1, 13))

    found = pages(signed, "C.1.3", sections=(Section("A. UTAMA", targets),))

    of_results = [words for words in found if "Kuantitas" in words]
    assert len(of_results) > 2
    assert all("(8)" in words and "REALISASI" in words for words in of_results)


def test_a_long_word_and_a_rare_letter_stay_whole(signed: Evaluation) -> None:
    given = ("Pertanggungjawaban", "Ketatalaksanaan", "Ṣaḥīḥ", "Café")
    rows = tuple(
        TargetRow(number, word, word, (IndicatorRow("Kualitas", word, word, word),), (word,))
        for number, word in enumerate(given, start=1)
    )

    words = " ".join(pages(signed, "C.1.3", sections=(Section("A. UTAMA", rows),)))

    assert {word: words.count(word) for word in given} == dict.fromkeys(given, 6)
