"""Prints for signature: what stands in them, who may ask, and that they are nobody's document of record."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from appraisal import signing_prints, workflow
from appraisal.models import Document, Evaluation, Event, OverallRating, Report
from employees import outbox
from employees.models import Job, Outbox
from tests import factories
from tests.factories import PASSWORD, sign_in, signed_file, signed_upload
from tests.printed import words_of

pytestmark = pytest.mark.django_db


def url_of(evaluation, action="deliver"):
    return reverse("signing_print", args=[evaluation.appraisal.uuid, evaluation.window, action])


def step_url(evaluation, action="deliver"):
    return reverse("evaluation_act", args=[evaluation.appraisal.uuid, evaluation.window, action])


def said(response):
    return response.content.decode()


def carry_out():
    """Do what the worker of the queue `pdf` would do now."""
    for row in Outbox.objects.filter(kind="drawn_job", done_at__isnull=True):
        outbox.carry_out(row.pk)
    return Job.objects.filter(kind=signing_prints.KIND).first()


def words(job):
    with default_storage.open(str(job.file.name)) as file:
        return words_of(file.read())


@pytest.fixture(params=["SCAN", "BSRE"])
def rated(request, agency):
    period = factories.make_period(signature_mode=request.param)
    evaluation = factories.make_evaluation(agency, "RATED", period=period)
    factories.hold_dialogue(evaluation, agency.superior)
    return evaluation


@pytest.fixture
def disputed(agency):
    """Delivered on paper and objected to; the reviewer has drafted another rating."""
    evaluation = factories.make_evaluation(
        agency, "RATED", period=factories.make_period(signature_mode="SCAN")
    )
    factories.hold_dialogue(evaluation, agency.superior)
    workflow.perform(evaluation, "deliver", by=agency.superior, scan=signed_file())
    workflow.perform(evaluation, "hand_over", by=agency.superior)
    factories.object_to(evaluation)
    factories.draft_conclusion(evaluation, agency.head, "ABOVE", part="decision")
    return evaluation


def test_the_superior_gets_the_document_before_he_signs_it(client, agency, rated):
    """Text line 4707: D.1.1 with predicate and note, as it will stand, and with empty places."""
    client = sign_in(client, agency.superior)
    assert "Cetak untuk ditandatangani" in said(client.get(step_url(rated)))
    assert client.post(url_of(rated), {"password": "", "note": ""}).url == step_url(rated)
    assert "sedang dibuat" in said(client.get(step_url(rated)))

    job = carry_out()
    text = words(job)
    assert "FORMAT D.1.1" in text
    assert "FORMAT C.1.3" in text
    assert "PREDIKAT KINERJA PEGAWAI : BAIK" in text
    assert "Pertahankan ketelitian." in text
    assert "Cetakan untuk ditandatangani" in text
    assert "dicatat di aplikasi Kinerja" not in text
    assert "belum ditandatangani" not in text
    assert "Kode verifikasi" not in text
    page = said(client.get(step_url(rated)))
    assert reverse("job_file", args=[job.uuid]) in page
    answer = client.get(reverse("job_file", args=[job.uuid]))
    assert b"".join(answer.streaming_content).startswith(b"%PDF")


def test_a_print_changes_nothing_and_is_no_document_of_record(client, agency, rated):
    before = Evaluation.objects.values().get(pk=rated.pk)
    events = Event.objects.count()
    sign_in(client, agency.superior).post(url_of(rated))
    carry_out()
    assert Evaluation.objects.values().get(pk=rated.pk) == before
    assert Event.objects.count() == events
    assert not Document.objects.exists()
    assert not Report.objects.exists()
    assert not Outbox.objects.filter(kind="document").exists()
    assert not OverallRating.objects.filter(given_at__isnull=True).exists()


def test_the_signed_print_comes_back_by_the_same_page(client, agency, rated):
    client = sign_in(client, agency.superior)
    client.post(url_of(rated))
    carry_out()
    client.post(step_url(rated), {"confirmed": "1", "password": PASSWORD, "scan": signed_upload()})
    rated.refresh_from_db()
    assert rated.status == "DELIVERED"


def test_the_decision_is_printed_with_its_words_and_they_stay_for_the_record(client, agency, disputed):
    """Text lines 4890-4950: D.1.3 with objection, explanation, decision and three places."""
    client = sign_in(client, agency.head)
    typed = "Dua laporan itu milik tahun ini, jadi hasilnya diatas ekspektasi."
    client.post(url_of(disputed, "change"), {"note": typed})
    text = words(carry_out())
    assert "FORMAT D.1.3" in text
    assert "Dua laporan tidak dihitung." in text
    assert "Laporan itu milik tahun lalu." in text
    assert typed in text
    assert text.count("……") >= 3
    assert typed in said(client.get(step_url(disputed, "change")))
    disputed.refresh_from_db()
    assert disputed.status == "DISPUTED"


def test_the_reviewers_own_document_is_printed_too(client, agency):
    """Text lines 4775-4799: D.1.2 of an appraiser who let the window pass."""
    period = factories.make_period(signature_mode="SCAN")
    evaluation = factories.make_evaluation(agency, "ASSESSED", period=period)
    yesterday = timezone.localdate() - timedelta(days=1)
    Evaluation.objects.filter(pk=evaluation.pk).update(self_due_on=yesterday, ends_on=yesterday)
    workflow.perform(evaluation, "overdue", by=None)
    factories.draft_conclusion(evaluation, agency.head)
    sign_in(client, agency.head).post(url_of(evaluation, "conclude"))
    assert "FORMAT D.1.2" in words(carry_out())


def test_the_skp_is_printed_for_a_mayor_without_an_account(client, agency):
    appraisal = factories.make_appraisal(agency, "PROPOSED", employee=agency.head)
    page_of = reverse("appraisal_act", args=[appraisal.uuid, "set"])
    client = sign_in(client, agency.unit_personnel)
    assert "Cetak untuk ditandatangani" in said(client.get(page_of))
    client.post(reverse("signing_print_of_skp", args=[appraisal.uuid, "set"]))
    text = words(carry_out())
    assert "SASARAN KINERJA PEGAWAI" in text
    assert "Laporan layanan 1 tersusun tepat waktu" in text
    assert "Diajukan di aplikasi Kinerja" in text  # the employee's own signature stays
    assert "Ditetapkan di aplikasi" not in text
    appraisal.refresh_from_db()
    assert (appraisal.status, appraisal.set_at) == ("PROPOSED", None)


def test_changed_words_make_a_print_stale(client, agency, rated):
    client = sign_in(client, agency.superior)
    client.post(url_of(rated))
    carry_out()
    assert "Cetak lagi sebelum ditandatangani" not in said(client.get(step_url(rated)))
    with workflow.editing(rated, "note", by=agency.superior) as row:
        row.note = "Naikkan ketelitian."
    assert "Cetak lagi sebelum ditandatangani" in said(client.get(step_url(rated)))


def test_asking_twice_draws_once(client, agency, rated):
    client = sign_in(client, agency.superior)
    client.post(url_of(rated))
    client.post(url_of(rated))
    assert Job.objects.count() == 1


def test_a_print_whose_step_was_taken_meanwhile_says_so(client, agency, rated):
    sign_in(client, agency.superior).post(url_of(rated))
    workflow.perform(rated, "revise", by=agency.superior)
    job = carry_out()
    assert job.status == "FAILED"
    assert "tidak berlaku pada status" in job.message


def test_nobody_else_sees_the_print(client, agency, rated):
    """It tells the ratings before they are delivered (product.md, 'Who sees what, when')."""
    sign_in(client, agency.superior).post(url_of(rated))
    job = carry_out()
    for who in ("personnel", "unit_personnel", "staff", "head", "auditor"):
        sign_in(client, getattr(agency, who))
        assert client.get(reverse("job_file", args=[job.uuid])).status_code == 404, who
        assert client.get(reverse("job", args=[job.uuid])).status_code == 404, who
        assert client.post(url_of(rated)).status_code in {404, 409}, who
        assert Job.objects.count() == 1, who


def test_where_a_password_signs_there_is_nothing_to_print(client, agency):
    evaluation = factories.make_evaluation(agency, "RATED")
    client = sign_in(client, agency.superior)
    assert "Cetakan untuk ditandatangani" not in said(client.get(step_url(evaluation)))
    assert client.post(url_of(evaluation)).status_code == 404


def test_the_employee_is_shown_what_the_superior_signed(client, agency, rated):
    workflow.perform(rated, "deliver", by=agency.superior, scan=signed_file("D.1.1 Siti.png"))
    workflow.perform(rated, "hand_over", by=agency.superior)
    page = said(sign_in(client, agency.staff).get(step_url(rated, "sign")))
    assert "D.1.1 Siti.png" in page
