"""The public check of a printed document: it proves genuine and shows nothing else."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from appraisal import verification, workflow
from appraisal.models import Document, Evaluation, EvaluationStatus
from appraisal.views.documents import CHECKS_A_MINUTE
from tests import factories
from tests.appraisal.test_documents import carry_out
from tests.factories import Agency


@pytest.fixture
def document(agency: Agency) -> Document:
    factories.make_period()
    factories.make_evaluation(agency, EvaluationStatus.DELIVERED)
    return carry_out()[-1]


def check(client: Client, code: str) -> tuple[int, str]:
    answer = client.get(reverse("verification", args=[code]))
    return answer.status_code, " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_anybody_can_check_a_code_without_signing_in(client: Client, document: Document) -> None:
    status, page = check(client, verification.code_printed(document.code))
    assert status == 200
    assert document.sha256 in page.replace(" ", "")
    for proof in (
        "Dokumen ini terdaftar",
        "B.P.",
        "(D.1.1), versi 1",
        "Berlaku",
        "belum final",
    ):
        assert proof in page


def test_the_page_shows_no_name_no_nip_no_unit_and_no_rating(
    client: Client, document: Document, agency: Agency
) -> None:
    _status, page = check(client, document.code)
    for secret in (
        "Budi",
        agency.staff.nip,
        "Bidang Guru",
        "Siti",
        "Sesuai",
        "SESUAI",
        "Sangat baik",
        "Predikat",
    ):
        assert secret not in page
    assert re.search(r"\bBaik\b|\bBAIK\b", page) is None


def test_a_replaced_version_says_so(client: Client, document: Document, agency: Agency) -> None:
    workflow.perform(document.evaluation, "accept", by=agency.staff)
    old, new = carry_out()
    assert "Diganti" in check(client, old.code)[1]
    page = check(client, new.code)[1]
    assert "Berlaku" in page
    assert "belum final" not in page


def test_what_was_taken_back_after_delivery_is_no_longer_valid(client: Client, document: Document) -> None:
    unsigned = {"status": "ASSESSED", "signed_at": None, "signed_by": None, "rated_at": None, "predicate": ""}
    Evaluation.objects.filter(pk=document.evaluation_id).update(**unsigned)
    page = check(client, document.code)[1]
    assert "Ditarik" in page
    assert "tidak berlaku lagi" in page


@pytest.mark.parametrize("code", ["AAAA-BBBB-CCCC", "x", "' OR 1=1 --", "=cmd", "0" * 300])
def test_an_unknown_code_is_a_clear_404(client: Client, document: Document, code: str) -> None:
    status, page = check(client, code)
    assert status == 404
    assert "tidak dikenal" in page
    assert "terdaftar" not in page


def test_a_code_is_read_as_people_type_it(document: Document) -> None:
    code = "7K0M9QX141BC"
    assert verification.typed(" 7kOm-9qxI-4lbc ") == code
    assert verification.code_printed(code) == "7K0M-9QX1-41BC"


def test_codes_are_long_and_never_repeat() -> None:
    codes = {verification.new_code() for _number in range(1000)}
    assert len(codes) == 1000
    assert all(len(code) == 12 and verification.typed(code) == code for code in codes)


def test_the_form_leads_to_the_result_and_search_engines_stay_out(client: Client, document: Document) -> None:
    answer = client.get(reverse("verify"), {"kode": document.code.lower()})
    assert answer.status_code == 302
    assert answer.headers["Location"] == reverse(
        "verification", args=[verification.code_printed(document.code)]
    )
    for url in (reverse("verify"), reverse("verification", args=[document.code])):
        answer = client.get(url)
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert 'name="robots"' in answer.content.decode()


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_only_answers_questions(client: Client, document: Document, method: str) -> None:
    assert getattr(client, method)(reverse("verification", args=[document.code])).status_code == 405
    assert getattr(client, method)(reverse("verify")).status_code == 405


def test_guessing_is_stopped(client: Client, document: Document) -> None:
    one_minute = timezone.now().replace(second=5)
    with time_machine.travel(one_minute, tick=False):
        answers = [check(client, "AAAA-BBBB-CCCC")[0] for _number in range(CHECKS_A_MINUTE + 1)]
        assert answers == [404] * CHECKS_A_MINUTE + [429]
        assert check(client, document.code)[0] == 429
    with time_machine.travel(one_minute + timedelta(minutes=1), tick=False):
        assert check(client, document.code)[0] == 200


def test_the_qr_leads_to_the_same_page(document: Document) -> None:
    address = verification.address(document.code)
    assert address == f"{settings.BASE_URL}/verifikasi/{verification.code_printed(document.code)}/"
    drawn = verification.qr(address)
    assert drawn.path.startswith("M")
    assert drawn.size >= 29


@pytest.mark.parametrize(
    ("name", "initials"), [("Nur Anggraini", "N.A."), ("budi", "B."), ("A. 'Ōta -", "A."), ("", "")]
)
def test_initials(name: str, initials: str) -> None:
    assert verification.initials(name) == initials
