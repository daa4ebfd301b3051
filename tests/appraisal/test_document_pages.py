"""How many pages a document takes where the official form takes one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from appraisal import documents, workflow
from appraisal.models import Evaluation, Recommendation
from tests import factories
from tests.factories import Agency
from tests.printed import pages_of

pytestmark = pytest.mark.django_db
SAID = (
    "Dua laporan layanan triwulan III tidak dihitung dalam penilaian hasil kerja, padahal keduanya sudah "
    "diserahkan sebelum tenggat dan buktinya terlampir pada realisasi bulan September."
)


def recommend(evaluation: Evaluation, agency: Agency) -> None:
    for text in ("Pelatihan penulisan laporan teknis", "Pendampingan penyusunan data triwulanan"):
        Recommendation.objects.create(evaluation=evaluation, text=text, owner=agency.staff)


def stands_on_one_page(evaluation: Evaluation, form: str) -> bool:
    """Whether form and verification code share the first page and the result begins on the second."""
    first, second = pages_of(documents.render(evaluation).content)[:2]
    assert f"FORMAT {form}" in first
    return "Kode verifikasi: " in first and "FORMAT C.1.3" in second


def test_the_appraisers_document_stands_on_one_page_with_its_code(agency):
    """D.1.1 (text line 4731) is page 115 of the regulation."""
    evaluation = factories.make_evaluation(agency, "DELIVERED")
    recommend(evaluation, agency)
    workflow.perform(evaluation, "sign", by=agency.staff)

    assert stands_on_one_page(evaluation, "D.1.1")


def test_the_superiors_document_stands_on_one_page_with_its_code(agency):
    """D.1.2 (text lines 4799-4830) is page 116 of the regulation."""
    evaluation = factories.make_evaluation(agency, "ASSESSED")
    yesterday = timezone.localdate() - timedelta(days=1)
    Evaluation.objects.filter(pk=evaluation.pk).update(self_due_on=yesterday, ends_on=yesterday)
    workflow.perform(evaluation, "overdue", by=None)
    recommend(evaluation, agency)
    factories.draft_conclusion(evaluation, agency.head)
    workflow.perform(evaluation, "conclude", by=agency.head, note=SAID)
    workflow.perform(evaluation, "sign", by=agency.staff)

    assert stands_on_one_page(evaluation, "D.1.2")


def test_the_decision_stands_on_one_page_with_its_code(agency):
    """D.1.3 (text lines 4895-4950) is page 118 of the regulation, its three signatures included."""
    evaluation = factories.make_evaluation(agency, "DELIVERED")
    recommend(evaluation, agency)
    factories.object_to(evaluation, SAID)
    factories.draft_conclusion(evaluation, agency.head, "ABOVE", part="decision")
    workflow.perform(evaluation, "change", by=agency.head, note=SAID)
    workflow.perform(evaluation, "sign", by=agency.staff)

    assert stands_on_one_page(evaluation, "D.1.3")
