"""Signatures given outside: on paper or by BSrE, handed over on a day, returned by somebody without an account."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from appraisal import workflow
from appraisal.models import Evidence, Period
from appraisal.papers.paper import means
from appraisal.working_days import working_day
from tests import factories
from tests.factories import PASSWORD, sign_in, signed_file, signed_upload

pytestmark = pytest.mark.django_db


def step_url(evaluation, action):
    return reverse("evaluation_act", args=[evaluation.appraisal.uuid, evaluation.window, action])


def said(response):
    return response.content.decode()


@pytest.fixture(params=["SCAN", "BSRE"])
def outside(request, agency):
    """A rated evaluation of a period whose documents are signed outside."""
    period = factories.make_period(signature_mode=request.param)
    evaluation = factories.make_evaluation(agency, "RATED", period=period)
    factories.hold_dialogue(evaluation, agency.superior)
    return evaluation


@pytest.fixture
def on_paper(agency):
    """Signed three days ago in a period of scans, not handed over yet."""
    period = factories.make_period(signature_mode="SCAN")
    evaluation = factories.make_evaluation(agency, "RATED", period=period)
    factories.hold_dialogue(evaluation, agency.superior)
    with time_machine.travel(timezone.now() - timedelta(days=3)):
        workflow.perform(evaluation, "deliver", by=agency.superior, scan=signed_file())
    return evaluation


def test_the_superior_attaches_what_he_signed(client, agency, outside):
    sign_in(client, agency.superior)
    assert 'type="file"' in said(client.get(step_url(outside, "deliver")))
    without = client.post(step_url(outside, "deliver"), {"confirmed": "1", "password": PASSWORD})
    outside.refresh_from_db()
    assert (without.status_code, outside.status) == (422, "RATED")

    typed = {"confirmed": "1", "password": PASSWORD, "scan": signed_upload()}
    client.post(step_url(outside, "deliver"), typed)
    outside.refresh_from_db()
    assert outside.status == "DELIVERED"
    assert outside.received_at is None  # the employee's clocks wait for the paper
    assert outside.receipt_due_on == working_day(timezone.localdate(), 14)
    assert Evidence.objects.filter(event__action="deliver").count() == 1


def test_a_period_that_confirms_here_asks_for_no_file(client, agency):
    evaluation = factories.make_evaluation(agency, "RATED")
    assert 'type="file"' not in said(sign_in(client, agency.superior).get(step_url(evaluation, "deliver")))


def test_many_at_once_are_not_delivered_where_each_needs_its_file(client, agency, outside):
    url = reverse("delivering", args=[outside.appraisal.period.year, outside.window])
    sign_in(client, agency.superior)
    assert "Ditandatangani di luar aplikasi" in said(client.get(url))
    client.post(url, {"pilih": f"{outside.uuid}.{outside.version('note')}", "password": PASSWORD})
    outside.refresh_from_db()
    assert outside.status == "RATED"


def test_the_clocks_run_from_the_day_on_which_the_paper_was_handed_over(client, agency, on_paper):
    """Text lines 4712-4715: reached the employee, then 14 working days to sign and return."""
    yesterday = timezone.localdate() - timedelta(days=1)
    client = sign_in(client, agency.superior)
    assert 'type="date"' in said(client.get(step_url(on_paper, "hand_over")))
    client.post(step_url(on_paper, "hand_over"), {"confirmed": "1", "on_day": yesterday.isoformat()})
    on_paper.refresh_from_db()
    assert timezone.localdate(on_paper.received_at) == yesterday
    assert on_paper.reply_due_on == working_day(yesterday, 14)


@pytest.mark.parametrize(
    ("days", "sentence"), [(1, "sesudah hari ini"), (-4, "sebelum dokumen ditandatangani")]
)
def test_no_day_after_today_and_none_before_the_signature(days, sentence, client, agency, on_paper):
    day = timezone.localdate() + timedelta(days=days)
    with pytest.raises(workflow.Refused, match=sentence):
        workflow.perform(on_paper, "hand_over", by=agency.superior, on_day=day)
    answer = sign_in(client, agency.superior).post(
        step_url(on_paper, "hand_over"), {"confirmed": "1", "on_day": day.isoformat()}, follow=True
    )
    on_paper.refresh_from_db()
    assert sentence in said(answer)
    assert on_paper.received_at is None


def test_handed_over_today_without_a_day_told(agency, on_paper):
    workflow.perform(on_paper, "hand_over_by_personnel", by=agency.unit_personnel)
    assert timezone.localdate(on_paper.received_at) == timezone.localdate()


def test_the_employee_attaches_the_signed_document_and_then_accepts(client, agency, on_paper):
    workflow.perform(on_paper, "hand_over", by=agency.superior)
    with pytest.raises(workflow.Refused, match="Tanda tangani dokumennya dahulu"):
        workflow.perform(on_paper, "accept", by=agency.staff)
    sign_in(client, agency.staff).post(
        step_url(on_paper, "sign"), {"confirmed": "1", "password": PASSWORD, "scan": signed_upload()}
    )
    on_paper.refresh_from_db()
    assert on_paper.returned_at is not None
    workflow.perform(on_paper, "accept", by=agency.staff)
    assert on_paper.status == "FINAL"


def test_personnel_record_the_signature_of_somebody_without_an_activated_account(client, agency):
    agency.staff.user.set_unusable_password()
    agency.staff.user.save()
    evaluation = factories.make_evaluation(agency, "DELIVERED")
    assert evaluation.received_at is None
    url = step_url(evaluation, "sign_by_personnel")
    with pytest.raises(workflow.Refused, match="Penyerahan dokumennya belum dicatat"):
        workflow.perform(evaluation, "sign_by_personnel", by=agency.personnel, scan=signed_file())
    sign_in(client, agency.unit_personnel)
    client.post(
        step_url(evaluation, "hand_over_by_personnel"), {"confirmed": "1", "on_day": timezone.localdate()}
    )
    today = timezone.localdate().isoformat()
    assert "Catat tanda tangan pegawai" in said(client.get(evaluation.get_absolute_url()))
    assert client.post(url, {"confirmed": "1", "on_day": today}).status_code == 422
    client.post(url, {"confirmed": "1", "on_day": today, "scan": signed_upload("kembali.png")})
    evaluation.refresh_from_db()
    assert evaluation.returned_at >= evaluation.received_at
    assert "dicatat oleh Umar Pengelola" in means(evaluation, "sign_by_personnel", evaluation.returned_at)
    with pytest.raises(workflow.Refused, match="sudah dicatat"):
        workflow.perform(evaluation, "sign_by_personnel", by=agency.personnel, scan=signed_file())


def test_who_has_an_account_signs_by_himself(agency):
    evaluation = factories.make_evaluation(agency, "DELIVERED")
    with pytest.raises(workflow.Refused, match="menandatangani sendiri"):
        workflow.perform(evaluation, "sign_by_personnel", by=agency.personnel, scan=signed_file())


def test_a_signature_recorded_later_is_of_its_day(agency, on_paper):
    """The print of the days between lacks it, so it is replaced."""
    before = timezone.localdate() - timedelta(days=2)
    workflow.perform(on_paper, "hand_over", by=agency.superior, on_day=before)
    workflow.perform(
        on_paper,
        "sign_by_personnel",
        by=agency.personnel,
        scan=signed_file(),
        on_day=before + timedelta(days=1),
    )
    assert timezone.localdate(on_paper.returned_at) == before + timedelta(days=1)
    assert not on_paper.documents.filter(status="VALID").exists()
    with pytest.raises(workflow.Refused):
        workflow.perform(on_paper, "sign_by_personnel", by=agency.personnel, scan=signed_file())


def test_a_document_by_bsre_says_so(agency, outside):
    workflow.perform(outside, "deliver", by=agency.superior, scan=signed_file())
    words = means(outside, "deliver", outside.signed_at)
    outside_by = Period.objects.get().signature_mode
    assert ("BSrE" in words) == (outside_by == "BSRE")
    assert ("di atas kertas" in words) == (outside_by == "SCAN")
