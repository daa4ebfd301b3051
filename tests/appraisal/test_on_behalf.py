"""Superiors without an account: personnel record their acts with the signed file, and see what waits for them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from appraisal import evidence, opening, revisions, to_record, workflow
from appraisal.models import (
    Appraisal,
    Assignment,
    Evaluation,
    Event,
    Evidence,
    OverallRating,
    PartyRole,
    Period,
)
from tests import factories, queries
from tests.factories import PASSWORD, sign_in, signed_file, signed_upload

pytestmark = pytest.mark.django_db


def step_url(subject, action):
    if isinstance(subject, Evaluation):
        return reverse("evaluation_act", args=[subject.appraisal.uuid, subject.window, action])
    return reverse("appraisal_act", args=[subject.uuid, action])


def said(response):
    return response.content.decode()


def sent(**more):
    """A page of a step as personnel send it."""
    return {"confirmed": "1", "password": PASSWORD, "scan": signed_upload()} | more


@pytest.fixture
def proposed(agency):
    """The SKP of a head of office; his appraiser is the mayor, who has no account."""
    return factories.make_appraisal(agency, "PROPOSED", employee=agency.head)


@pytest.fixture
def running(agency, proposed):
    workflow.perform(proposed, "set", by=agency.personnel, on_behalf_of=agency.mayor, scan=signed_file())
    return proposed


@pytest.fixture
def rated(agency, running):
    opening.open_evaluations(timezone.localdate())
    evaluation = running.evaluations.get()
    factories.assess(evaluation)
    workflow.perform(evaluation, "submit", by=agency.head)
    behind = {"by": agency.personnel, "on_behalf_of": agency.mayor}
    with workflow.editing(evaluation, "rating", **behind):
        OverallRating.objects.create(
            evaluation=evaluation, by=agency.mayor, origin="APPRAISER", results="MEETS",
            results_reason="Sesuai.", behaviour="MEETS", behaviour_reason="Sesuai.",
        )  # fmt: skip
    workflow.perform(evaluation, "rate", **behind)
    with workflow.editing(evaluation, "note", **behind) as row:
        row.note = "Pertahankan."
    return evaluation


# --- the signed file --------------------------------------------------------------
def test_what_personnel_record_in_their_own_name_is_not_offered_twice(client, agency, rated):
    agency.head.user.set_unusable_password()
    agency.head.user.save()
    workflow.perform(
        rated,
        "deliver",
        by=agency.personnel,
        on_behalf_of=agency.mayor,
        note="Tanpa dialog.",
        scan=signed_file(),
    )
    page = said(sign_in(client, agency.personnel).get(rated.get_absolute_url()))
    assert step_url(rated, "hand_over_by_personnel") in page
    assert step_url(rated, "hand_over") not in page


def test_without_the_signed_file_nothing_happens(client, agency, proposed):
    answer = sign_in(client, agency.personnel).post(step_url(proposed, "set"), {"confirmed": "1"})

    proposed.refresh_from_db()
    assert answer.status_code == 422
    assert "Lampirkan berkas yang sudah ditandatangani." in said(answer)
    assert proposed.status == "PROPOSED"
    assert not Event.objects.filter(action="set").exists()


def test_the_door_itself_refuses_a_signature_on_behalf_without_the_file(agency, proposed):
    with pytest.raises(workflow.Refused, match="Lampirkan dahulu"):
        workflow.perform(proposed, "set", by=agency.personnel, on_behalf_of=agency.mayor)


def test_the_page_of_the_step_asks_for_the_file_first_and_does_not_scold(client, agency, proposed):
    client = sign_in(client, agency.personnel)
    opened, pressed = client.get(step_url(proposed, "set")), client.post(step_url(proposed, "set"))

    assert 'type="file"' in said(opened)
    assert "atas nama Wali Kota Contoh" in said(opened)
    assert "error-summary" not in said(pressed)


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (SimpleUploadedFile("skp.docx", b"PK"), "PDF, JPEG, atau PNG"),
        (SimpleUploadedFile("skp.pdf", b"bukan pdf"), "Isi berkas bukan PDF."),
        (SimpleUploadedFile("skp.png", b"bukan png"), "Isi berkas bukan gambar PNG yang utuh."),
    ],
)
def test_an_unfit_file_is_named_and_the_note_stays(file, sentence, client, agency, proposed):
    answer = sign_in(client, agency.personnel).post(
        step_url(proposed, "set"), {"confirmed": "1", "note": "Sudah dibahas di rapat.", "scan": file}
    )

    proposed.refresh_from_db()
    assert answer.status_code == 422
    assert sentence in said(answer)
    assert "Sudah dibahas di rapat." in said(answer)
    assert proposed.status == "PROPOSED"


def test_a_wrong_password_keeps_the_note_and_says_to_choose_the_file_again(client, agency, rated):
    answer = sign_in(client, agency.personnel).post(
        step_url(rated, "deliver"), sent(password="salah", note="Dialog menyusul.")
    )

    rated.refresh_from_db()
    assert "Kata sandi salah." in said(answer)
    assert "Pilih lagi berkasnya" in said(answer)
    assert "Dialog menyusul." in said(answer)
    assert rated.status == "RATED"


def test_the_file_comes_back_byte_for_byte_from_the_history(client, agency, proposed):
    file = signed_upload("SKP kepala dinas.png")
    kept = evidence.checked(signed_upload("SKP kepala dinas.png"))
    sign_in(client, agency.personnel).post(step_url(proposed, "set"), {"confirmed": "1", "scan": file})

    found = Evidence.objects.get(event__action="set")
    sign_in(client, agency.head)
    history = said(client.get(reverse("history", args=[proposed.uuid])))
    answer = client.get(reverse("signed_scan", args=[found.uuid]))
    assert reverse("signed_scan", args=[found.uuid]) in history
    assert answer.content == kept.content
    assert "attachment" in answer.headers["Content-Disposition"]
    assert found.event.on_behalf_of == agency.mayor


def test_a_signed_evaluation_is_shown_to_whoever_reads_its_ratings_and_to_nobody_else(client, agency, rated):
    sign_in(client, agency.personnel).post(step_url(rated, "deliver"), sent(note="Dinas luar."))
    rated.refresh_from_db()
    url = reverse("signed_scan", args=[Evidence.objects.get(event__action="deliver").uuid])
    assert rated.signed_by == agency.mayor

    def answers():
        people = ("head", "unit_personnel", "auditor", "stranger", "other_unit_personnel", "superior")
        return {who: sign_in(client, getattr(agency, who)).get(url).status_code for who in people}

    readers = {"head": 200, "unit_personnel": 200, "auditor": 200}
    others = {"stranger": 404, "other_unit_personnel": 404, "superior": 404}
    assert answers() == readers | others
    assert url in said(sign_in(client, agency.head).get(rated.get_absolute_url()))

    workflow.perform(rated, "retract", by=agency.personnel, note="Salah cetak.")  # ratings are hidden again
    history = reverse("history", args=[rated.appraisal.uuid])
    assert answers() == dict.fromkeys(readers | others, 404)
    assert url not in said(sign_in(client, agency.head).get(history))


def test_a_step_that_signs_nothing_asks_for_no_file(agency, proposed):
    workflow.perform(
        proposed, "send_back", by=agency.personnel, on_behalf_of=agency.mayor, note="Lengkapi target."
    )
    assert proposed.status == "PLANNING"


# --- the whole year through the pages ----------------------------------------------
def record_the_evaluation(client, agency, row):
    """Rating, dialogue, note and signature, as personnel write them for the mayor."""
    args, desk = [row.appraisal.uuid, row.window], reverse("on_behalf")
    sign_in(client, agency.unit_personnel)
    assert "Tetapkan rating" in said(client.get(desk))
    page = client.get(reverse("rating", args=args))
    typed = {
        form.add_prefix(name): form[name].value() or ""
        for form in page.context["sheet"].forms
        for name in form.fields
    }
    typed |= {
        "version": "0",
        "rating-results": "MEETS",
        "rating-results_reason": "Target dinas tercapai.",
        "rating-behaviour": "ABOVE",
        "rating-behaviour_reason": "Menjadi teladan.",
    }
    assert client.post(reverse("rating", args=args), typed).status_code == 302
    client.post(step_url(row, "rate"))
    today = timezone.localdate().isoformat()
    words = {"version": "0", "dialog-held_on": today, "dialog-minutes": "Dibahas."}
    assert client.post(reverse("dialogue", args=args), words).status_code == 302
    lines = {"rekomendasi-TOTAL_FORMS": "0", "rekomendasi-INITIAL_FORMS": "0"}
    note = {"version": "0", "catatan-note": "Pertahankan."} | lines
    assert client.post(reverse("evaluation_note", args=args), note).status_code == 302
    assert client.post(step_url(row, "deliver"), sent()).status_code == 302
    assert not to_record.waiting(agency.unit_personnel.user, timezone.localdate())


def test_a_head_under_a_mayor_goes_from_planning_to_final_with_personnel_recording(agency, client):
    appraisal = factories.make_appraisal(agency, employee=agency.head)
    desk = reverse("on_behalf")
    sign_in(client, agency.head).post(step_url(appraisal, "propose"))
    sign_in(client, agency.unit_personnel)
    assert "Tetapkan SKP" in said(client.get(desk))
    client.post(step_url(appraisal, "set"), {"confirmed": "1", "scan": signed_upload()})
    opening.open_evaluations(timezone.localdate())
    row = appraisal.evaluations.get()
    factories.assess(row)
    sign_in(client, agency.head).post(step_url(row, "submit"))

    record_the_evaluation(client, agency, row)

    sign_in(client, agency.head).post(step_url(row, "accept"), {"password": PASSWORD})
    row.refresh_from_db()
    assert (row.status, row.signed_by, row.predicate) == ("FINAL", agency.mayor, "GOOD")
    recorded = Event.objects.filter(appraisal=appraisal, on_behalf_of=agency.mayor)
    assert set(recorded.values_list("action", flat=True)) == {"set", "rate", "deliver"}
    assert set(recorded.values_list("actor", flat=True)) == {agency.unit_personnel.pk}


# --- what waits ---------------------------------------------------------------------
def test_the_list_names_what_waits_and_for_whom(client, agency, proposed):
    page = said(sign_in(client, agency.unit_personnel).get(reverse("on_behalf")))
    assert agency.head.full_name in page
    assert "Wali Kota Contoh" in page
    assert reverse("targets", args=[proposed.uuid]) in page


def test_other_units_see_nothing_of_it_and_cannot_record_it(client, agency, proposed):
    sign_in(client, agency.other_unit_personnel)
    assert agency.head.full_name not in said(client.get(reverse("on_behalf")))
    assert client.get(step_url(proposed, "set")).status_code == 404
    assert client.post(step_url(proposed, "set"), {"confirmed": "1"}).status_code == 404


def test_nobody_finds_his_own_year_in_the_list(agency):
    period = factories.make_period()
    agency.personnel.placements.update(superior=agency.mayor)
    opening.open_period(period, by=agency.personnel)
    own = Appraisal.objects.get(employee=agency.personnel)
    factories.add_target(own, "Arsip tertata")
    workflow.perform(own, "propose", by=agency.personnel)
    today = timezone.localdate()
    assert not to_record.waiting(agency.personnel.user, today)
    assert [one.appraisal for one in to_record.waiting(agency.unit_personnel.user, today)] == [own]


def test_the_list_is_searched_by_name(client, agency, proposed):
    sign_in(client, agency.personnel)
    assert agency.head.full_name in said(client.get(reverse("on_behalf"), {"q": "hendra"}))
    assert "Tidak ada yang cocok" in said(client.get(reverse("on_behalf"), {"q": "budi"}))


def test_the_list_asks_no_more_for_fifty_rows_than_for_one(client, agency, proposed):
    def more():
        for number in range(49):
            person = factories.make_employee(f"Kepala {number}", login=False)
            factories.place(person, agency.office, agency.mayor)
        opening.open_period(Period.objects.get(), by=agency.personnel)
        rows = Appraisal.objects.filter(status="PLANNING", employee__name__startswith="Kepala")
        rows.update(status="PROPOSED")

    sign_in(client, agency.personnel)
    queries.assert_constant(client, reverse("on_behalf"), more)


# --- assignments and changes ---------------------------------------------------------
def test_personnel_decide_on_an_assignment_for_a_superior_without_account(client, agency):
    appraisal = factories.make_appraisal(agency, employee=agency.head)
    asked = [
        Assignment.objects.create(
            appraisal=appraisal, giver=agency.stranger, text=text, asked_on=timezone.localdate()
        )
        for text in ("Data tersusun", "Pameran terselenggara")
    ]
    sign_in(client, agency.unit_personnel)
    assert said(client.get(reverse("on_behalf"))).count("Timbang penugasan") == 2
    client.post(reverse("assignment_agree", args=[appraisal.uuid, asked[0].uuid]), {"kind": "ADDITIONAL"})
    client.post(reverse("assignment_refuse", args=[appraisal.uuid, asked[1].uuid]), {"note": "Beban penuh."})

    for one in asked:
        one.refresh_from_db()
    assert [(one.status, one.decided_by) for one in asked] == [
        ("AGREED", agency.mayor),
        ("REFUSED", agency.mayor),
    ]
    decided = Event.objects.filter(action="assignment_decided")
    assert {(one.actor, one.on_behalf_of) for one in decided} == {(agency.unit_personnel, agency.mayor)}


def test_personnel_never_decide_on_an_assignment_for_a_superior_with_account(client, agency):
    appraisal = factories.make_appraisal(agency)
    asked = Assignment.objects.create(
        appraisal=appraisal, giver=agency.stranger, text="Data", asked_on=timezone.localdate()
    )
    url = reverse("assignment_refuse", args=[appraisal.uuid, asked.uuid])
    assert sign_in(client, agency.unit_personnel).post(url, {"note": "Tidak."}).status_code == 409


def test_a_change_of_the_skp_is_set_with_the_signed_file(client, agency, running):
    revision = revisions.open_revision(running, by=agency.head)
    with revisions.editing(revision, by=agency.head, version=0) as row:
        row.new[0]["result"] = "Layanan sekolah membaik"
    revisions.perform(revision, "propose", by=agency.head)
    revision.refresh_from_db()
    url = reverse("revision_act", args=[running.uuid, revision.uuid, "agree"])
    sign_in(client, agency.unit_personnel)
    assert "Tetapkan perubahan SKP" in said(client.get(reverse("on_behalf")))

    typed = {"version": revision.version}
    assert client.post(url, typed).status_code == 422
    assert "Lampirkan" in said(client.post(url, typed | {"confirmed": "1"}))
    assert client.post(url, typed | {"confirmed": "1", "scan": signed_upload()}).status_code == 302
    revision.refresh_from_db()
    assert (revision.status, revision.decided_by) == ("AGREED", agency.mayor)
    assert Evidence.objects.filter(event__action="revision_agree").exists()


# --- the grid -------------------------------------------------------------------------
def test_personnel_score_the_heads_in_the_grid_and_give_the_ratings(client, agency, running):
    opening.open_evaluations(timezone.localdate())
    row = running.evaluations.get()
    factories.assess(row)
    workflow.perform(row, "submit", by=agency.head)
    args = [running.period.year, row.window]
    asked = f"?penilai={agency.mayor.uuid}"
    grid = reverse("scoring", args=args) + asked
    sign_in(client, agency.unit_personnel)
    assert grid in said(client.get(reverse("on_behalf")))
    shown = said(client.get(grid))
    assert "Dicatat atas nama Wali Kota Contoh" in shown
    assert f'<a href="{grid}">Hapus saringan</a>' in shown

    prefix = row.uuid.hex
    typed = {
        f"{prefix}-version": "0", f"{prefix}-results": "MEETS", f"{prefix}-results_reason": "Sesuai.",
        f"{prefix}-behaviour": "MEETS", f"{prefix}-behaviour_reason": "Sesuai.", f"{prefix}-reviewed": "on",
    }  # fmt: skip
    assert client.post(grid, typed).url == grid
    assert OverallRating.objects.get(evaluation=row).by == agency.mayor
    review = reverse("scoring_review", args=args) + asked
    row.refresh_from_db()
    client.post(review, {"pilih": f"{row.uuid}.{row.version('rating')}"})
    row.refresh_from_db()
    assert row.status == "RATED"
    assert row.events.get(action="rate").on_behalf_of == agency.mayor


@pytest.mark.parametrize("who", ["head", "superior", "stranger", "other_unit_personnel", "auditor"])
def test_nobody_else_opens_the_grid_of_a_mayor(who, client, agency, running):
    opening.open_evaluations(timezone.localdate())
    url = reverse("scoring", args=[running.period.year, "AKHIR"])
    sign_in(client, getattr(agency, who))
    assert client.get(url, {"penilai": str(agency.mayor.uuid)}).status_code == 404
    assert client.get(url, {"penilai": "bukan-uuid"}).status_code == 404


def test_the_grid_is_never_opened_for_a_superior_with_account(client, agency):
    evaluation = factories.make_evaluation(agency, "ASSESSED")
    url = reverse("scoring", args=[evaluation.appraisal.period.year, evaluation.window])
    sign_in(client, agency.personnel)
    assert client.get(url, {"penilai": str(agency.superior.uuid)}).status_code == 404


def test_the_mayors_superior_is_the_reviewers_seat_too(agency):
    """A section head's reviewer is the mayor: after the limit personnel may set for him, with the file."""
    appraisal = factories.make_appraisal(agency, "PROPOSED", employee=agency.superior)
    assert appraisal.party(PartyRole.REVIEWER, timezone.localdate()).employee == agency.mayor
    today = timezone.localdate()
    assert not to_record.waiting(agency.personnel.user, today)
    Appraisal.objects.filter(pk=appraisal.pk).update(targets_due_on=today - timedelta(days=1))
    found = to_record.waiting(agency.personnel.user, today)
    assert [(one.task, one.behind, one.due) for one in found] == [
        ("Tetapkan SKP", "Wali Kota Contoh", today - timedelta(days=1))
    ]
