"""What was printed and is replaced: the new version names it, its page says so, its bytes stay."""

from __future__ import annotations

import hashlib
import re

import pytest
from django.test import Client
from django.urls import reverse

from appraisal import documents, letterhead, verification, workflow
from appraisal.models import Document, Evaluation, EvaluationStatus, Letterhead
from tests import factories
from tests.appraisal.test_documents import carry_out
from tests.factories import Agency
from tests.printed import pages_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def final(agency: Agency) -> Evaluation:
    factories.make_period()
    evaluation = factories.make_evaluation(agency, EvaluationStatus.FINAL)
    carry_out()
    return evaluation


@pytest.fixture
def corrected(final: Evaluation, agency: Agency) -> tuple[Document, Document]:
    """Frozen, reopened by personnel, and delivered anew: the old document and the new one."""
    old = final.documents.get(status="VALID")
    workflow.perform(final, "reopen", by=agency.personnel, note="Dua laporan tidak dihitung.")
    factories.walk_on(final, EvaluationStatus.DELIVERED)
    new = carry_out()[-1]
    old.refresh_from_db()
    return old, new


def first_page(row: Document) -> str:
    return " ".join(pages_of(documents.read(row))[0].split())


def page_of(client: Client, row: Document) -> str:
    answer = client.get(reverse("verification", args=[verification.code_printed(row.code)]))
    return " ".join(re.sub(r"<(?!a )[^>]+>", " ", answer.content.decode()).split())


def test_a_correction_names_what_it_replaces(corrected: tuple[Document, Document]) -> None:
    old, new = corrected

    assert (old.status, new.status) == ("REPLACED", "VALID")
    code = verification.code_printed(old.code)
    assert f"Dokumen versi {new.version}, menggantikan D.1.1 versi {old.version}, kode {code}." in first_page(
        new
    )


def test_the_first_version_replaces_nothing(agency: Agency) -> None:
    factories.make_period()
    factories.make_evaluation(agency, EvaluationStatus.DELIVERED)

    assert "menggantikan" not in first_page(carry_out()[0])


def test_a_correction_leaves_the_frozen_bytes_as_they_were(final: Evaluation, agency: Agency) -> None:
    old = final.documents.get(status="VALID")
    content, digest = documents.read(old), old.sha256

    row = Letterhead(pk=1, lines="Jalan Baru 9", place="Contoh Baru")
    letterhead.save(row, None, by=agency.personnel, version=0)
    assert documents.keep(final) is None
    workflow.perform(final, "reopen", by=agency.personnel, note="Dua laporan tidak dihitung.")
    assert documents.keep(final) is None
    factories.walk_on(final, EvaluationStatus.FINAL)
    carry_out()

    old.refresh_from_db()
    assert documents.read(old) == content
    assert old.sha256 == digest == hashlib.sha256(content).hexdigest()
    assert old.frozen_at is not None
    assert "Jalan Baru 9" in first_page(final.documents.get(status="VALID"))


def test_the_public_learns_that_it_is_replaced_and_not_the_new_code(
    client: Client, corrected: tuple[Document, Document]
) -> None:
    old, new = corrected

    shown = page_of(client, old)

    assert f"Penggantinya D.1.1 versi {new.version}." in shown
    assert "Mintalah versi terbaru kepada pemiliknya." in shown
    assert verification.code_printed(new.code) not in shown
    assert reverse("document", args=[new.uuid]) not in shown


@pytest.mark.parametrize(("who", "led"), [("staff", True), ("superior", True), ("stranger", False)])
def test_only_its_readers_are_led_to_the_present_version(
    who: str, led: bool, client: Client, agency: Agency, corrected: tuple[Document, Document]
) -> None:
    old, new = corrected
    factories.sign_in(client, getattr(agency, who))

    assert (reverse("document", args=[new.uuid]) in page_of(client, old)) is led


def test_nobody_is_led_anywhere_while_the_correction_is_not_signed(
    client: Client, final: Evaluation, agency: Agency
) -> None:
    old = final.documents.get(status="VALID")
    workflow.perform(final, "reopen", by=agency.personnel, note="Dua laporan tidak dihitung.")
    factories.sign_in(client, agency.staff)

    shown = page_of(client, old)

    assert "Penggantinya" not in shown
    assert "Unduh versi yang berlaku" not in shown
