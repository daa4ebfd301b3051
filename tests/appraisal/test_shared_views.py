"""The one view of steps, the password that signs, and pages that lose nothing."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from appraisal import ending, workflow
from appraisal.models import AppraisalStatus, ClosedReason, EvaluationStatus
from appraisal.views.steps import TRIES
from tests.factories import (
    PASSWORD,
    hold_dialogue,
    make_appraisal,
    make_evaluation,
    sign_in,
    signed_file,
    signed_upload,
)

pytestmark = pytest.mark.django_db


def step(subject, action: str) -> str:
    if hasattr(subject, "window"):
        return reverse("evaluation_act", args=[subject.appraisal.uuid, subject.window, action])
    return reverse("appraisal_act", args=[subject.uuid, action])


def said(client: Client, url: str) -> str:
    return client.get(url).content.decode()


def test_a_step_is_taken_told_and_leads_back(client, agency):
    appraisal = make_appraisal(agency)

    response = sign_in(client, agency.staff).post(step(appraisal, "propose"), follow=True)

    appraisal.refresh_from_db()
    assert appraisal.status == AppraisalStatus.PROPOSED
    assert response.redirect_chain == [(appraisal.get_absolute_url(), 302)]
    assert "SKP diajukan." in response.content.decode()


def test_a_refused_step_says_why_and_changes_nothing(client, agency):
    appraisal = make_appraisal(agency, targets=0)

    response = sign_in(client, agency.staff).post(step(appraisal, "propose"), follow=True)

    appraisal.refresh_from_db()
    assert appraisal.status == AppraisalStatus.PLANNING
    assert "Tulis sedikitnya satu rencana hasil kerja utama dahulu." in response.content.decode()


def test_a_note_that_is_required_is_asked_for_and_kept(client, agency):
    appraisal = make_appraisal(agency, "PROPOSED")
    sign_in(client, agency.superior)

    refused = client.post(step(appraisal, "send_back"), follow=True)
    client.post(step(appraisal, "send_back"), {"note": "Lengkapi targetnya."})

    assert "Isi «Yang perlu diperbaiki» dahulu." in refused.content.decode()
    appraisal.refresh_from_db()
    assert appraisal.status == AppraisalStatus.PLANNING
    assert appraisal.events.last().note == "Lengkapi targetnya."


def test_two_clicks_of_one_form_make_one_step_and_no_complaint(client, agency):
    appraisal = make_appraisal(agency)
    form = {"_submission": str(uuid.uuid4())}
    sign_in(client, agency.staff)

    first = client.post(step(appraisal, "propose"), form)
    second = client.post(step(appraisal, "propose"), form)

    assert first["Location"] == second["Location"] == appraisal.get_absolute_url()
    assert appraisal.events.filter(action="propose").count() == 1
    assert "tidak berlaku" not in said(client, appraisal.get_absolute_url())


def test_an_unknown_step_is_not_found(client, agency):
    appraisal = make_appraisal(agency)

    assert sign_in(client, agency.staff).post(step(appraisal, "promote")).status_code == 404


def test_a_step_of_somebody_elses_appraisal_is_not_found(client, agency):
    appraisal = make_appraisal(agency)

    assert sign_in(client, agency.stranger).post(step(appraisal, "propose")).status_code == 404


def test_reading_the_address_of_a_step_changes_nothing(client, agency):
    appraisal = make_appraisal(agency)

    response = sign_in(client, agency.staff).get(step(appraisal, "propose"))

    assert response["Location"] == appraisal.get_absolute_url()
    appraisal.refresh_from_db()
    assert appraisal.status == AppraisalStatus.PLANNING


@pytest.fixture
def delivered(agency):
    return make_evaluation(agency, EvaluationStatus.DELIVERED)


def test_a_step_that_signs_asks_for_the_password_first(client, agency, delivered):
    sign_in(client, agency.staff)

    asked = client.post(step(delivered, "accept"), {"_submission": str(uuid.uuid4())})

    assert asked.status_code == 422
    assert 'type="password"' in asked.content.decode()
    delivered.refresh_from_db()
    assert delivered.status == EvaluationStatus.DELIVERED


def test_the_right_password_signs(client, agency, delivered):
    response = sign_in(client, agency.staff).post(step(delivered, "accept"), {"password": PASSWORD})

    assert response.status_code == 302
    delivered.refresh_from_db()
    assert delivered.status == EvaluationStatus.FINAL


def test_a_wrong_password_keeps_the_note(client, agency):
    evaluation = make_evaluation(agency, EvaluationStatus.RATED)
    hold_dialogue(evaluation, agency.superior)
    sign_in(client, agency.superior)

    response = client.post(
        step(evaluation, "deliver"), {"password": "salah", "note": "Pegawai sedang dinas luar"}
    )

    page = response.content.decode()
    assert response.status_code == 422
    assert "Kata sandi salah" in page
    assert "Pegawai sedang dinas luar" in page
    evaluation.refresh_from_db()
    assert evaluation.status == EvaluationStatus.RATED


def test_after_five_wrong_passwords_even_the_right_one_waits(client, agency, delivered):
    sign_in(client, agency.staff)
    for _ in range(TRIES):
        client.post(step(delivered, "accept"), {"password": "salah"})

    response = client.post(step(delivered, "accept"), {"password": PASSWORD})

    assert response.status_code == 422
    assert "Tunggu lima menit" in response.content.decode()
    delivered.refresh_from_db()
    assert delivered.status == EvaluationStatus.DELIVERED


def test_a_try_cannot_be_hidden_in_a_form_whose_transaction_is_undone(client, agency, delivered):
    """With a submission number every 422 is rolled back, a count of tries too: so no password is looked at."""
    sign_in(client, agency.staff)

    response = client.post(
        step(delivered, "accept"), {"password": PASSWORD, "_submission": str(uuid.uuid4())}
    )

    assert response.status_code == 422
    delivered.refresh_from_db()
    assert delivered.status == EvaluationStatus.DELIVERED


def test_others_are_not_slowed_down_by_somebodys_wrong_passwords(client, agency, delivered):
    sign_in(client, agency.superior)
    for _ in range(TRIES + 1):
        client.post(step(delivered, "answer_results"), {"password": "salah"})
        client.post(step(delivered, "deliver"), {"password": "salah"})

    sign_in(client, agency.staff).post(step(delivered, "sign"), {"password": PASSWORD})

    delivered.refresh_from_db()
    assert delivered.returned_at is not None


def test_the_overview_offers_one_primary_step(client, agency):
    appraisal = make_appraisal(agency)

    page = said(sign_in(client, agency.staff), appraisal.get_absolute_url())

    assert page.count("btn btn-primary") == 2  # the step, and 'ya' of the hidden confirmation
    assert "Ajukan SKP" in page
    assert "Siti Atasan" in page


def test_a_disabled_step_has_its_reason_beside_it(client, agency):
    appraisal = make_appraisal(agency, targets=0)

    page = said(sign_in(client, agency.staff), reverse("targets", args=[appraisal.uuid]))

    assert "Tulis sedikitnya satu rencana hasil kerja utama dahulu." in page


def test_the_history_names_who_did_what_for_whom(client, agency):
    appraisal = make_appraisal(agency, "PROPOSED", employee=agency.head)
    workflow.perform(
        appraisal,
        "set",
        by=agency.personnel,
        on_behalf_of=agency.mayor,
        scan=signed_file(),
        note="Sudah dibahas",
    )

    page = said(sign_in(client, agency.head), reverse("history", args=[appraisal.uuid]))

    assert "Dewi Kepegawaian" in page
    assert "atas nama Wali Kota Contoh" in page
    assert "dari «Diajukan» menjadi «Pelaksanaan»" in page
    assert "Sudah dibahas" in page


def test_my_appraisals_are_mine_only(client, agency):
    mine = make_appraisal(agency)
    theirs = make_appraisal(agency, employee=agency.colleague)

    page = said(sign_in(client, agency.staff), reverse("appraisals"))

    assert str(mine.uuid) in page
    assert str(theirs.uuid) not in page


def test_personnel_records_the_act_of_a_mayor_without_an_account(client, agency):
    appraisal = make_appraisal(agency, "PROPOSED", employee=agency.head)
    sign_in(client, agency.personnel)

    page = said(client, reverse("targets", args=[appraisal.uuid]))
    client.post(step(appraisal, "set"), {"confirmed": "1", "scan": signed_upload()})

    appraisal.refresh_from_db()
    event = appraisal.events.get(action="set")
    assert "Tetapkan SKP atas nama Wali Kota Contoh" in page
    assert appraisal.status == AppraisalStatus.RUNNING
    assert (event.actor, event.on_behalf_of) == (agency.personnel, agency.mayor)


@pytest.mark.parametrize("who", ["head", "superior", "auditor", "other_unit_personnel"])
def test_nobody_else_acts_for_the_mayor(who, client, agency):
    appraisal = make_appraisal(agency, "PROPOSED", employee=agency.head)

    sign_in(client, getattr(agency, who)).post(step(appraisal, "set"))

    appraisal.refresh_from_db()
    assert appraisal.status == AppraisalStatus.PROPOSED


def test_personnel_does_not_act_for_a_superior_who_has_an_account(client, agency):
    appraisal = make_appraisal(agency, "PROPOSED")
    sign_in(client, agency.personnel).post(step(appraisal, "set"))

    appraisal.refresh_from_db()
    assert appraisal.status == AppraisalStatus.PROPOSED
    assert "atas nama" not in said(client, reverse("targets", args=[appraisal.uuid]))


@pytest.mark.parametrize(
    ("came_from", "back"),
    [
        ("http://testserver/tim/?status=PROPOSED", "/tim/?status=PROPOSED"),
        ("http://testserver/tim/?draf=1", "/tim/"),
        ("https://jahat.example/tim/", "overview"),
        ("", "overview"),
        ("itself", "overview"),
    ],
)
def test_a_refusal_leads_back_to_a_page_that_opens(came_from, back, client, agency):
    appraisal = make_appraisal(agency, "RUNNING")
    url = reverse("target_new", args=[appraisal.uuid])
    headers = {"referer": f"http://testserver{url}" if came_from == "itself" else came_from}

    page = sign_in(client, agency.staff).get(url, headers=headers).content.decode()

    wanted = appraisal.get_absolute_url() if back == "overview" else back
    assert f'<a class="btn btn-primary" href="{wanted}">Kembali</a>' in " ".join(page.split())
    assert "jahat.example" not in page
    assert client.get(wanted).status_code == 200


def test_a_conflict_of_a_button_leads_back_to_the_page_of_the_button(client, agency):
    appraisal = make_appraisal(agency)
    target = appraisal.targets.first()
    targets = reverse("targets", args=[appraisal.uuid])

    response = sign_in(client, agency.staff).post(
        reverse("target_delete", args=[appraisal.uuid, target.uuid]),
        {"version": 7},
        headers={"referer": f"http://testserver{targets}"},
    )

    assert response.status_code == 409
    assert f'href="{targets}"' in response.content.decode()


def test_the_history_names_the_window_and_every_status_in_words(client, agency):
    evaluation = make_evaluation(agency, "ASSESSED")
    ending.close(
        evaluation.appraisal, ClosedReason.LEFT, on=timezone.localdate(), note="", by=agency.personnel
    )
    page = said(sign_in(client, agency.personnel), reverse("history", args=[evaluation.appraisal.uuid]))
    assert "dari «Menunggu evaluasi» menjadi «Gugur»" in page
    assert "(evaluasi Tahunan)" in page
    assert "None" not in page
