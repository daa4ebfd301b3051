"""What personnel record from paper: the day on it counts, also after the limit, unless something else was concluded."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from appraisal import due_steps, workflow
from appraisal.models import Document, Event, Evidence, Period
from appraisal.papers.paper import means
from appraisal.workflow.objecting import open_objection
from appraisal.working_days import working_day
from employees.dates import dated
from tests import factories
from tests.factories import sign_in, signed_file, signed_upload

pytestmark = pytest.mark.django_db


def step_url(evaluation, action):
    return reverse("evaluation_act", args=[evaluation.appraisal.uuid, evaluation.window, action])


def said(response):
    return response.content.decode()


def record(evaluation, action, agency, on_day=None, note=""):
    workflow.perform(
        evaluation, action, by=agency.unit_personnel, note=note, scan=signed_file(), on_day=on_day
    )


def at_noon(day):
    return timezone.make_aware(timezone.datetime(day.year, day.month, day.day, 12))


@pytest.fixture
def handed_over(agency):
    """Delivered on paper and handed over; the employee has an account, the period signs with scans."""
    evaluation = factories.make_evaluation(
        agency, "RATED", period=factories.make_period(signature_mode="SCAN")
    )
    factories.hold_dialogue(evaluation, agency.superior)
    workflow.perform(evaluation, "deliver", by=agency.superior, scan=signed_file())
    workflow.perform(evaluation, "hand_over", by=agency.superior)
    return evaluation


@pytest.fixture
def lapsed(handed_over):
    """The same a week after its last day; the clock has made it final. Yields it with that last day."""
    last = handed_over.reply_due_on
    with time_machine.travel(at_noon(last + timedelta(days=7))):
        due_steps.take(timezone.localdate())
        handed_over.refresh_from_db()
        assert handed_over.status == "FINAL"
        yield handed_over


# --- objections on paper (text lines 4866-4893) --------------------------------------
def test_personnel_file_the_objection_of_an_employee_on_paper(client, agency, handed_over):
    client = sign_in(client, agency.unit_personnel)
    page = said(client.get(step_url(handed_over, "object_by_personnel")))
    assert 'type="file"' in page
    assert "Tanggal surat keberatan diajukan" in page
    typed = {"confirmed": "1", "note": "Dua laporan tidak dihitung.", "on_day": timezone.localdate()}
    assert client.post(step_url(handed_over, "object_by_personnel"), typed).status_code == 422
    client.post(step_url(handed_over, "object_by_personnel"), typed | {"scan": signed_upload()})
    handed_over.refresh_from_db()
    objection = open_objection(handed_over)
    assert (handed_over.status, objection.reasons) == ("DISPUTED", "Dua laporan tidak dihitung.")
    assert handed_over.decide_due_on == working_day(timezone.localdate(), 7)
    assert Evidence.objects.filter(event__action="object_by_personnel").exists()


def test_an_employee_without_an_account_objects_by_letter_in_a_period_of_passwords(agency):
    agency.staff.user.set_unusable_password()
    agency.staff.user.save()
    evaluation = factories.make_evaluation(agency, "DELIVERED")
    with pytest.raises(workflow.Refused, match="Penyerahan dokumennya belum dicatat"):
        record(evaluation, "object_by_personnel", agency, note="Keliru.")
    workflow.perform(evaluation, "hand_over_by_personnel", by=agency.unit_personnel)
    record(evaluation, "object_by_personnel", agency, note="Keliru.")
    assert evaluation.status == "DISPUTED"


def test_who_has_an_account_objects_by_himself(agency):
    evaluation = factories.make_evaluation(agency, "DELIVERED")
    with pytest.raises(workflow.Refused, match="sendiri dengan akunnya"):
        record(evaluation, "object_by_personnel", agency, note="Keliru.")


@pytest.mark.parametrize("who", ["staff", "superior", "head", "other_unit_personnel", "stranger"])
def test_nobody_else_records_it(who, agency, handed_over):
    with pytest.raises(workflow.Refused, match="hanya untuk pengelola kepegawaian"):
        workflow.perform(
            handed_over, "object_by_personnel", by=getattr(agency, who), note="Keliru.", scan=signed_file()
        )


def test_there_is_no_second_objection_on_paper_either(agency, handed_over):
    record(handed_over, "object_by_personnel", agency, note="Keliru.")
    record(handed_over, "withdraw_by_personnel", agency)
    assert handed_over.status == "DELIVERED"
    with pytest.raises(workflow.Refused, match="keberatan kedua tidak ada"):
        record(handed_over, "object_by_personnel", agency, note="Keliru lagi.")


def test_a_withdrawal_is_of_its_day_and_never_before_the_objection(agency, handed_over):
    record(handed_over, "object_by_personnel", agency, note="Keliru.")
    filed = timezone.localdate()
    with time_machine.travel(at_noon(filed + timedelta(days=3))):
        with pytest.raises(workflow.Refused, match="sebelum keberatan diajukan"):
            record(handed_over, "withdraw_by_personnel", agency, on_day=filed - timedelta(days=1))
        record(handed_over, "withdraw_by_personnel", agency, on_day=filed + timedelta(days=1))
    assert handed_over.objections.get().withdrawn_at is not None
    event = Event.objects.get(action="withdraw_by_personnel")
    assert f"Dilakukan pada {dated(filed + timedelta(days=1))}" in event.note
    assert f"dicatat pada {dated(filed + timedelta(days=3))}" in event.note


def test_the_explanation_comes_on_paper_as_well(agency, handed_over):
    record(handed_over, "object_by_personnel", agency, note="Keliru.")
    record(handed_over, "explain_by_personnel", agency, note="Buktinya terlampir.")
    assert open_objection(handed_over).appraisee_explanation == "Buktinya terlampir."
    with pytest.raises(workflow.Refused, match="sudah disampaikan"):
        record(handed_over, "explain_by_personnel", agency, note="Lagi.")


# --- recorded after the limit: boundary --------------------------------------------
def test_a_letter_of_the_last_day_counts_although_the_clock_ran_out(agency, lapsed):
    """Text line 4866: 14 working days after receipt; the letter bears the last of them."""
    last = lapsed.reply_due_on
    record(lapsed, "object_by_personnel", agency, on_day=last, note="Keliru.")
    objection = open_objection(lapsed)
    assert (lapsed.status, lapsed.final_at) == ("DISPUTED", None)
    assert timezone.localdate(objection.filed_at) == last
    today = timezone.localdate()
    assert lapsed.decide_due_on == working_day(today, 7)  # the superior learns of it today
    assert objection.explain_due_on == working_day(today, lapsed.appraisal.period.explanation_days)
    note = Event.objects.get(action="object_by_personnel").note
    assert f"Dilakukan pada {dated(last)}, dicatat pada {dated(today)}." in note


def test_a_letter_of_the_day_after_is_too_late(client, agency, lapsed):
    after = lapsed.reply_due_on + timedelta(days=1)
    with pytest.raises(workflow.Refused, match="Waktu menanggapi sudah lewat"):
        record(lapsed, "object_by_personnel", agency, on_day=after, note="Keliru.")
    typed = {"confirmed": "1", "note": "Keliru.", "on_day": after, "scan": signed_upload()}
    answer = sign_in(client, agency.unit_personnel).post(step_url(lapsed, "object_by_personnel"), typed)
    assert answer.status_code == 422
    assert "Waktu menanggapi sudah lewat" in said(answer)
    assert "Pilih lagi berkasnya" in said(answer)
    assert f'value="{after.isoformat()}"' in said(answer)
    lapsed.refresh_from_db()
    assert lapsed.status == "FINAL"


def test_a_withdrawn_late_objection_lapses_again_with_a_document_of_its_own(agency, lapsed):
    record(lapsed, "object_by_personnel", agency, on_day=lapsed.reply_due_on, note="Keliru.")
    record(lapsed, "withdraw_by_personnel", agency)
    assert due_steps.take(timezone.localdate())["lapse"] == 1
    lapsed.refresh_from_db()
    assert lapsed.status == "FINAL"


@pytest.mark.parametrize(("days", "fits"), [(0, True), (1, False)])
def test_a_signature_of_the_last_day_is_recorded_after_it(days, fits, agency, lapsed):
    """Text line 4715; the print that says 'tidak ditandatangani' is replaced."""
    day = lapsed.reply_due_on + timedelta(days=days)
    Document.objects.create(
        evaluation=lapsed, form="D.1.1", code="7K2M9QXR41BC", file="x", size=1, sha256="0" * 64,
        frozen_at=timezone.now(),
    )  # fmt: skip
    if not fits:
        with pytest.raises(workflow.Refused, match="Waktu menanggapi sudah lewat"):
            record(lapsed, "sign_by_personnel", agency, on_day=day)
        return
    record(lapsed, "sign_by_personnel", agency, on_day=day)
    assert (lapsed.status, timezone.localdate(lapsed.returned_at)) == ("FINAL", day)
    assert Document.objects.get().status == "REPLACED"
    assert "dicatat oleh Umar Pengelola" in means(lapsed, "sign_by_personnel", lapsed.returned_at)


def test_the_buttons_are_there_after_the_limit_and_go_with_the_period(client, agency, lapsed):
    page = reverse("evaluation", args=[lapsed.appraisal.uuid, lapsed.window])
    client = sign_in(client, agency.unit_personnel)
    assert "Catat keberatan pegawai" in said(client.get(page))
    Period.objects.update(status="CLOSED")
    assert "Catat keberatan pegawai" not in said(client.get(page))
    with pytest.raises(workflow.Refused, match="sudah ditutup"):
        record(lapsed, "object_by_personnel", agency, on_day=lapsed.reply_due_on, note="Keliru.")


def test_what_was_accepted_is_not_objected_to_later(agency, handed_over):
    record(handed_over, "sign_by_personnel", agency)
    workflow.perform(handed_over, "accept", by=agency.staff)
    with pytest.raises(workflow.Refused, match="final dengan cara lain"):
        record(handed_over, "object_by_personnel", agency, note="Keliru.")


def test_a_hand_over_recorded_late_leaves_the_paper_answer_of_its_time(agency):
    """The clock runs from the day of receipt; recorded after its end, the signature of that time still counts."""
    evaluation = factories.make_evaluation(
        agency, "RATED", period=factories.make_period(signature_mode="SCAN")
    )
    factories.hold_dialogue(evaluation, agency.superior)
    workflow.perform(evaluation, "deliver", by=agency.superior, scan=signed_file())
    received = timezone.localdate()
    last = working_day(received, 14)
    with time_machine.travel(at_noon(last + timedelta(days=10))):
        workflow.perform(evaluation, "hand_over_by_personnel", by=agency.unit_personnel, on_day=received)
        assert evaluation.reply_due_on == last
        due_steps.take(timezone.localdate())
        record(evaluation, "sign_by_personnel", agency, on_day=last)
    assert timezone.localdate(evaluation.returned_at) == last
    assert "Dilakukan pada" in Event.objects.get(action="hand_over_by_personnel").note


# --- the appraiser's signature (text lines 3724, 4712) -------------------------------
@pytest.fixture
def overdue(agency):
    """Rated in the window, signed on paper in it as well, and nobody recorded that before it ended."""
    evaluation = factories.make_evaluation(
        agency, "RATED", period=factories.make_period(signature_mode="SCAN")
    )
    factories.hold_dialogue(evaluation, agency.superior)
    with time_machine.travel(at_noon(evaluation.ends_on + timedelta(days=4))):
        due_steps.take(timezone.localdate())
        evaluation.refresh_from_db()
        assert evaluation.status == "OVERDUE"
        yield evaluation


def test_a_signature_of_the_windows_last_day_is_recorded_after_it(client, agency, overdue):
    ends = overdue.ends_on
    client = sign_in(client, agency.unit_personnel)
    assert "Catat tanda tangan pejabat penilai" in said(client.get(overdue.get_absolute_url()))
    typed = {"confirmed": "1", "on_day": ends, "scan": signed_upload()}
    assert client.post(step_url(overdue, "deliver_by_personnel"), typed).status_code == 302
    overdue.refresh_from_db()
    assert (overdue.status, overdue.signed_by, overdue.origin) == ("DELIVERED", agency.superior, "APPRAISER")
    assert timezone.localdate(overdue.signed_at) == ends
    assert (overdue.overdue_from, overdue.conclude_due_on) == ("", None)
    assert overdue.receipt_due_on == working_day(ends, 14)
    assert "dicatat oleh Umar Pengelola" in means(overdue, "deliver", overdue.signed_at)


def test_a_signature_after_the_window_is_the_reviewers_turn(agency, overdue):
    with pytest.raises(workflow.Refused, match="sesudah masa evaluasi berakhir"):
        record(overdue, "deliver_by_personnel", agency, on_day=overdue.ends_on + timedelta(days=1))


def test_no_signature_before_the_rating(agency, overdue):
    before = timezone.localdate(overdue.rated_at) - timedelta(days=1)
    with pytest.raises(workflow.Refused, match="sebelum rating ditetapkan"):
        record(overdue, "deliver_by_personnel", agency, on_day=before)


def test_what_the_reviewer_concluded_stays(agency, overdue):
    factories.draft_conclusion(overdue, agency.head)
    workflow.perform(overdue, "conclude", by=agency.head, scan=signed_file())
    with pytest.raises(workflow.Refused, match="tidak berlaku pada status"):
        record(overdue, "deliver_by_personnel", agency, on_day=overdue.ends_on)


def test_inside_the_window_the_ordinary_step_serves(agency):
    evaluation = factories.make_evaluation(
        agency, "RATED", period=factories.make_period(signature_mode="SCAN")
    )
    with pytest.raises(workflow.Refused, match="belum berakhir"):
        record(evaluation, "deliver_by_personnel", agency)


def test_where_a_password_signs_there_is_no_paper_to_record(agency):
    evaluation = factories.make_evaluation(agency, "RATED")
    with time_machine.travel(at_noon(evaluation.ends_on + timedelta(days=4))):
        due_steps.take(timezone.localdate())
        evaluation.refresh_from_db()
        with pytest.raises(workflow.Refused, match="menandatangani dengan akunnya"):
            record(evaluation, "deliver_by_personnel", agency, on_day=evaluation.ends_on)
        assert evaluation.status == "OVERDUE"
