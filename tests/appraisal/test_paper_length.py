"""How many pages the forms take: never more than the regulation's own filled examples."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from appraisal import pdf
from appraisal.models import Evaluation, EvaluationStatus, Period
from appraisal.papers import registry
from appraisal.papers.subject import Subject
from appraisal.papers.work_targets import IndicatorRow, Section, TargetRow
from tests.appraisal import official_examples
from tests.appraisal.test_documents import evaluation_with_story
from tests.factories import Agency, make_period

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
    context = {
        "title": paper.title,
        "agency": "Kementerian Pekerjaan Umum",
        "papers": [replace(paper, context=paper.context | filled)],
        "printed_at": "hari ini",
    }
    content = pdf.render_pdf("pdf/document.html", context)
    return [page.extract_text() for page in PdfReader(BytesIO(content)).pages]


@pytest.mark.parametrize(("code", "most"), [("A.1.7", 3), ("C.1.3", 6)])
def test_the_official_example_takes_no_more_pages_than_in_the_regulation(
    code: str, most: int, signed: Evaluation
) -> None:
    """Lines 6238 (pages 155-157 of the PDF) and 8134 (pages 209-214)."""
    found = pages(signed, code, sections=official_examples.SECTIONS, behaviours=official_examples.BEHAVIOURS)

    assert len(found) <= most
    words = "".join("".join(found).split())
    assert "checklistnyaterpenuhi" in words
    assert "berkontribusisesuaikeahliannya" in words


def test_the_document_takes_one_page_as_in_the_regulation(signed: Evaluation) -> None:
    """Line 4731 (page 115), in addition with the verification code."""
    assert len(pages(signed, "D.1.1")) == 1


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


@pytest.mark.parametrize("word", ["Pertanggungjawaban", "Ketatalaksanaan", "Ṣaḥīḥ", "Café"])
def test_a_long_word_and_a_rare_letter_stay_whole(word: str, signed: Evaluation) -> None:
    row = IndicatorRow("Kualitas", word, word, word)
    section = Section("A. UTAMA", (TargetRow(1, word, word, (row,), (word,)),))

    words = " ".join(pages(signed, "C.1.3", sections=(section,)))

    assert words.count(word) == 6
