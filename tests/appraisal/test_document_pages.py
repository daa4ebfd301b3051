"""How many pages a document takes where the official form takes one."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

from appraisal import documents, workflow
from appraisal.models import Recommendation
from tests import factories

pytestmark = pytest.mark.django_db
SAID = (
    "Dua laporan layanan triwulan III tidak dihitung dalam penilaian hasil kerja, padahal keduanya sudah "
    "diserahkan sebelum tenggat dan buktinya terlampir pada realisasi bulan September."
)


def test_the_decision_stands_on_one_page_with_its_code(agency):
    """D.1.3 (text lines 4895-4950) is one page of the regulation, its three signatures included."""
    evaluation = factories.make_evaluation(agency, "DELIVERED")
    for text in ("Pelatihan penulisan laporan teknis", "Pendampingan penyusunan data triwulanan"):
        Recommendation.objects.create(evaluation=evaluation, text=text, owner=agency.staff)
    factories.object_to(evaluation, SAID)
    factories.draft_conclusion(evaluation, agency.head, "ABOVE", part="decision")
    workflow.perform(evaluation, "change", by=agency.head, note=SAID)
    workflow.perform(evaluation, "sign", by=agency.staff)

    first, second = PdfReader(BytesIO(documents.render(evaluation).content)).pages[:2]
    assert "FORMAT D.1.3" in first.extract_text()
    assert "Kode verifikasi: " in first.extract_text()
    assert "FORMAT C.1.3" in second.extract_text()
