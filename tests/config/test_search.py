"""One search over everything that one may see, and nothing else (issue 7, point 7)."""

from __future__ import annotations

import hashlib

import pytest
from django.test import Client
from django.urls import reverse

from appraisal import documents
from appraisal.models import Document, Evaluation
from config.desk.search import Hit
from employees.models import Employee
from tests import factories, queries

pytestmark = pytest.mark.django_db
RESULT = "Arsip kepegawaian tertata lengkap"


@pytest.fixture
def evaluation(agency) -> Evaluation:
    """The staff member's year is delivered, with a paper of record."""
    row = factories.make_evaluation(agency, "DELIVERED")
    factories.add_target(row.appraisal, RESULT, order=9)
    content = b"%PDF-1.7"
    Document.objects.create(
        evaluation=row, form="D.1.1", code="7K2M9QXR41BC", file=documents.store(content), size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )  # fmt: skip
    return row


def found(client: Client, asked: str) -> dict[str, list[str]]:
    groups = client.get(reverse("search"), {"q": asked}).context["groups"]
    return {group.title: [hit.label for hit in group.hits] for group in groups}


@pytest.mark.parametrize("who", ["staff", "superior", "unit_personnel", "personnel", "auditor"])
def test_who_may_see_a_persons_year_finds_person_result_and_document(who, agency, evaluation, client):
    factories.sign_in(client, getattr(agency, who))

    by_name = found(client, agency.staff.name)
    assert agency.staff.full_name in by_name["Pegawai"]
    assert by_name["Dokumen"] == [f"Dokumen evaluasi {agency.staff.full_name}"]
    assert found(client, "arsip tertata")["Rencana hasil kerja"] == [RESULT]
    assert found(client, "7k2m-9qxr-41bc")["Dokumen"] == [f"Dokumen evaluasi {agency.staff.full_name}"]


@pytest.mark.parametrize("who", ["stranger", "colleague", "other_unit_personnel"])
def test_who_may_not_see_a_persons_year_finds_nothing_of_it(who, agency, evaluation, client):
    factories.sign_in(client, getattr(agency, who))
    for asked in (
        agency.staff.name,
        agency.staff.nip,
        "budy pegawei",
        "arsip tertata",
        "arsib",
        "7K2M-9QXR-41BC",
    ):
        page = client.get(reverse("search"), {"q": asked})
        titles = {group.title for group in page.context["groups"]}
        text = page.content.decode()

        assert "Dokumen" not in titles, asked
        assert agency.staff.full_name not in text.replace(f'value="{asked}"', ""), asked
        assert RESULT not in text, asked
        assert str(evaluation.appraisal.uuid) not in text, asked


def test_a_draft_result_is_found_by_its_parties_and_a_document_before_delivery_by_nobody(agency, client):
    row = factories.make_evaluation(agency, "RATED")
    content = b"%PDF-1.7"
    Document.objects.create(
        evaluation=row, form="D.1.1", code="7K2M9QXR41BD", file=documents.store(content), size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )  # fmt: skip
    factories.sign_in(client, agency.staff)
    assert "Dokumen" not in found(client, "7K2M9QXR41BD")


def test_a_misspelt_name_or_word_finds_what_is_like_it(agency, evaluation, client):
    Employee.objects.filter(pk=agency.staff.pk).update(name="Rizki Ramadhan", sort_name="rizki ramadhan")
    factories.sign_in(client, agency.superior)

    page = client.get(reverse("search"), {"q": "riski"})
    assert found(client, "riski")["Pegawai"] == [Employee.objects.get(pk=agency.staff.pk).full_name]
    assert "yang mirip" in page.content.decode()
    assert found(client, "kepegawean")["Rencana hasil kerja"] == [RESULT]


def test_pages_are_found_by_what_people_call_them_and_only_by_whom_they_are_for(agency, client):
    factories.sign_in(client, agency.staff)
    assert found(client, "notifikasi")["Halaman"] == ["Kotak masuk"]
    assert found(client, "pengahrgaan")["Halaman"][0] == "Penghargaan"
    assert "Halaman" not in found(client, "libur")
    assert "Halaman" not in found(client, "templat")

    factories.sign_in(client, agency.personnel)
    assert found(client, "libur")["Halaman"] == ["Kepegawaian: Hari libur"]


def test_a_term_is_found_with_the_article_that_explains_it(agency, client):
    factories.sign_in(client, agency.staff)
    term = next(one for one in look_up(client, "dialog kinerja") if one.label == "Dialog kinerja")
    assert term.url == "/istilah/#dialog-kinerja"
    assert "Pasal" in term.note


def look_up(client: Client, asked: str) -> list[Hit]:
    return [
        hit for group in client.get(reverse("search"), {"q": asked}).context["groups"] for hit in group.hits
    ]


def test_one_letter_or_nothing_finds_nothing_and_says_what_to_type(agency, client):
    factories.sign_in(client, agency.personnel)
    for asked in ("", "a", " "):
        assert "paling sedikit 2 huruf" in client.get(reverse("search"), {"q": asked}).content.decode()


def test_a_search_asks_no_more_for_many_than_for_one(agency, evaluation, client):
    factories.sign_in(client, agency.unit_personnel)

    def grow() -> None:
        for number in range(10):
            factories.place(
                factories.make_employee(f"Zainal Budi {number}", login=False), agency.section, agency.superior
            )
            factories.add_target(evaluation.appraisal, f"Arsip {number} tertata", order=number)

    queries.assert_constant(client, f"{reverse('search')}?q={agency.staff.name.split()[0]}", grow)
