"""Overdue: the appraiser's superior evaluates and signs, by the clocks of text lines 3724 and 4775-4795."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.utils import timezone

from appraisal import due_steps, opening, workflow
from appraisal.models import Evaluation, Party, PartyRole, Report
from appraisal.working_days import working_day
from employees.models import Notification
from tests import factories
from tests.factories import Agency

pytestmark = pytest.mark.django_db
WINDOW_ENDS = date(2026, 1, 30)


def at(day: str) -> time_machine.travel:
    return time_machine.travel(f"{day} 10:00+07:00")


@pytest.fixture
def assessed(agency: Agency) -> Iterator[Evaluation]:
    """The year 2025, its window open until Friday 30 January 2026; assessed on 12 January."""
    with at("2026-01-12"):
        period = factories.make_period(2025, self_due_on=date(2026, 1, 23), ends_on=WINDOW_ENDS)
        opening.open_period(period, by=agency.personnel)
        yield factories.make_evaluation(agency, "ASSESSED", period=period)


def overdue(evaluation: Evaluation) -> Evaluation:
    with at("2026-01-31"):
        due_steps.take(timezone.localdate())
    evaluation.refresh_from_db()
    return evaluation


def concluded(agency: Agency, evaluation: Evaluation, day: str = "2026-02-05") -> Evaluation:
    overdue(evaluation)
    with at(day):
        factories.draft_conclusion(evaluation, agency.head)
        workflow.perform(evaluation, "conclude", by=agency.head)
    return evaluation


def test_from_the_day_after_the_window_the_duty_is_the_reviewers_for_fourteen_working_days(agency, assessed):
    with at("2026-01-30"):
        due_steps.take(timezone.localdate())
        assert assessed.__class__.objects.get(pk=assessed.pk).status == "ASSESSED"
    evaluation = overdue(assessed)
    assert (evaluation.status, evaluation.overdue_from) == ("OVERDUE", "ASSESSED")
    assert evaluation.conclude_due_on == date(2026, 2, 19)
    assert workflow.waiting_evaluations(agency.head).filter(pk=evaluation.pk).exists()
    assert not workflow.waiting_evaluations(agency.superior).filter(pk=evaluation.pk).exists()


def test_a_late_beat_lets_no_late_rating_through(agency, assessed):
    factories.draft_rating(assessed, agency.superior)
    with at("2026-01-31"), pytest.raises(workflow.Refused, match="beralih kepada atasan"):
        workflow.perform(assessed, "rate", by=agency.superior)


def test_the_control_without_that_guard_the_late_rating_goes_through(agency, assessed, monkeypatch):
    monkeypatch.setattr(workflow.conditions, "still_the_appraisers", lambda *_: "")
    factories.draft_rating(assessed, agency.superior)
    with at("2026-01-31"):
        workflow.perform(assessed, "rate", by=agency.superior)
    assert assessed.status == "RATED"


@pytest.mark.parametrize("about", ["results", "behaviour"])
def test_after_d12_the_superior_who_signed_explains_and_not_the_appraiser(agency, assessed, about):
    evaluation = concluded(agency, assessed)
    with at("2026-02-06"):
        workflow.perform(evaluation, f"ask_{about}", by=agency.staff, note="Mengapa sesuai?")
        asked = Notification.objects.filter(title__contains="diminta")
        assert [line.employee for line in asked] == [agency.head]
        assert evaluation in workflow.waiting_evaluations(agency.head)
        assert evaluation not in workflow.waiting_evaluations(agency.superior)
        refused = workflow.refusal(evaluation, f"answer_{about}", agency.superior)
        assert "yang menandatangani" in refused
        workflow.perform(
            evaluation, f"reviewer_answers_{about}", by=agency.head, note="Dua laporan terlambat."
        )
    assert evaluation.explanations.get().answer == "Dua laporan terlambat."


def test_after_d11_the_appraiser_explains_and_not_his_superior(agency):
    evaluation = factories.make_evaluation(agency, "DELIVERED")
    workflow.perform(evaluation, "ask_results", by=agency.staff, note="Mengapa sesuai?")
    assert evaluation not in workflow.waiting_evaluations(agency.head)
    assert "yang menandatangani" in workflow.refusal(evaluation, "reviewer_answers_results", agency.head)


def test_the_conclusion_is_d12_with_seven_days_to_sign_and_no_objection(agency, assessed):
    evaluation = concluded(agency, assessed)
    assert (evaluation.status, evaluation.origin, evaluation.signed_by) == (
        "DELIVERED",
        "REVIEWER",
        agency.head,
    )
    assert evaluation.reply_due_on == date(2026, 2, 16)
    report = Report.objects.get(evaluation=evaluation)
    assert (report.form, report.sender) == ("D.1.2", agency.head)
    assert report.due_on == working_day(WINDOW_ENDS, 30)
    with at("2026-02-06"):
        assert "bersifat final" in workflow.refusal(evaluation, "object", agency.staff)
    with at("2026-02-17"):
        workflow.perform(evaluation, "lapse", by=None)
    assert evaluation.status == "FINAL"


def test_without_a_superior_above_the_appraiser_it_stays_with_him(agency):
    with at("2026-01-12"):
        period = factories.make_period(2025, self_due_on=date(2026, 1, 23), ends_on=WINDOW_ENDS)
        opening.open_period(period, by=agency.personnel)
        evaluation = factories.make_evaluation(agency, "OPEN", employee=agency.colleague, period=period)
    Party.objects.filter(appraisal=evaluation.appraisal, role=PartyRole.REVIEWER).delete()
    overdue(evaluation)
    assert evaluation.status == "ASSESSED"
    with at("2026-02-03"):
        factories.draft_rating(evaluation, agency.superior)
        workflow.perform(evaluation, "rate", by=agency.superior)
    assert evaluation.status == "RATED"


def test_an_inactive_appraiser_is_a_vacancy_and_never_overdue(agency, assessed):
    agency.superior.active = False
    agency.superior.save()
    assert overdue(assessed).status == "ASSESSED"


def test_a_late_reviewer_is_followed_by_the_next_superior(agency, assessed):
    evaluation = overdue(assessed)
    factories.place_above(agency.head, agency.mayor)
    with at("2026-02-19"):
        assert "masih dalam tenggatnya" in workflow.refusal(evaluation, "hand_on", agency.personnel)
    with at("2026-02-20"):
        workflow.perform(evaluation, "hand_on", by=agency.personnel, note="Kepala dinas tidak menanggapi.")
        assert evaluation.appraisal.party(PartyRole.REVIEWER, timezone.localdate()).employee == agency.mayor
        assert evaluation.conclude_due_on == working_day(date(2026, 2, 20), 14)
        assert "hanya untuk" in workflow.refusal(evaluation, "conclude", agency.head)


def test_personnel_conclude_for_a_reviewer_without_account(agency):
    """The heads' appraiser is the mayor: his superior's duty does not exist, his own acts are recorded."""
    with at("2026-01-12"):
        period = factories.make_period(2025, self_due_on=date(2026, 1, 23), ends_on=WINDOW_ENDS)
        opening.open_period(period, by=agency.personnel)
        evaluation = factories.make_evaluation(agency, "OPEN", employee=agency.superior, period=period)
        assert evaluation.appraisal.party(PartyRole.REVIEWER, timezone.localdate()).employee == agency.mayor
    overdue(evaluation)
    with at("2026-02-02"):
        factories.draft_conclusion(evaluation, agency.personnel, behind=agency.mayor)
        event = workflow.perform(
            evaluation,
            "conclude",
            by=agency.personnel,
            on_behalf_of=agency.mayor,
            scan=factories.signed_file(),
        )
    assert (event.actor, event.on_behalf_of) == (agency.personnel, agency.mayor)
    assert evaluation.signed_by == agency.mayor


def test_a_retracted_conclusion_waits_for_the_reviewer_again_with_his_words(agency, assessed):
    evaluation = concluded(agency, assessed)
    with at("2026-02-06"):
        assert "pejabat lain" in workflow.refusal(evaluation, "retract", agency.personnel)
        workflow.perform(evaluation, "retract_conclusion", by=agency.personnel, note="Salah unit.")
    assert (evaluation.status, evaluation.signed_at, evaluation.origin) == ("OVERDUE", None, "")
    assert evaluation.ratings.filter(by=agency.head, given_at__isnull=True).exists()
    assert not Report.objects.filter(evaluation=evaluation).exists()
    with at("2026-02-09"):
        workflow.perform(evaluation, "conclude", by=agency.head)
    assert evaluation.status == "DELIVERED"


def test_an_overdue_evaluation_without_skp_waits_until_the_reviewer_sets_it(agency):
    with at("2026-01-12"):
        period = factories.make_period(2025, self_due_on=date(2026, 1, 23), ends_on=WINDOW_ENDS)
        opening.open_period(period, by=agency.personnel)
        appraisal = factories.make_appraisal(agency, "PLANNING", period=period)
    evaluation = overdue(appraisal.evaluations.get())
    with at("2026-02-10"):
        factories.draft_conclusion(evaluation, agency.head)
        assert "SKP belum ditetapkan" in workflow.refusal(evaluation, "conclude", agency.head)
        workflow.perform(appraisal, "set_by_reviewer", by=agency.head, note="SKP ditetapkan saat evaluasi")
        evaluation.refresh_from_db()
        assert workflow.refusal(evaluation, "conclude", agency.head) == ""
