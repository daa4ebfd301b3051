"""Where an appraisal stands, and how long is left."""

from datetime import date

import pytest
import time_machine

from appraisal.models import Appraisal, AppraisalStatus, EvaluationStatus
from appraisal.stages import CHOICES, LABELS, TONES, days_left, limit_of, with_stage
from appraisal.views import evaluation as evaluation_page
from appraisal.workflow.evaluating import EVALUATION_STEPS
from appraisal.workflow.planning import APPRAISAL_STEPS
from tests import factories
from tests.factories import Agency


@pytest.mark.parametrize(
    ("limit", "today", "left"),
    [
        (date(2026, 1, 31), date(2026, 1, 26), 4),
        (date(2026, 1, 31), date(2026, 1, 31), 0),
        (date(2026, 1, 31), date(2026, 2, 1), -1),  # only a Sunday later, and late all the same
        (date(2026, 1, 31), date(2026, 2, 2), -1),
        (date(2026, 1, 31), date(2026, 2, 3), -2),
        (None, date(2026, 2, 3), None),
    ],
)
def test_days_left_are_working_days_and_late_is_never_nought(
    limit: date | None, today: date, left: int | None
) -> None:
    assert days_left(limit, today, set()) == left


@pytest.mark.django_db
@pytest.mark.parametrize("status", [*AppraisalStatus])
def test_before_evaluations_the_stage_is_the_appraisals_own_status(agency: Agency, status: str) -> None:
    factories.make_period(opens_on=date(2100, 1, 1), self_due_on=date(2100, 1, 2), ends_on=date(2100, 1, 3))
    appraisal = factories.make_appraisal(agency, status)

    row = with_stage(Appraisal.objects.filter(pk=appraisal.pk)).values("stage", "limit")[0]

    waits = status in {AppraisalStatus.PLANNING, AppraisalStatus.PROPOSED}
    assert row == {"stage": status, "limit": appraisal.targets_due_on if waits else None}


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["OPEN", "ASSESSED", "RATED", "DELIVERED", "FINAL"])
def test_from_then_on_it_is_the_evaluations(agency: Agency, status: str) -> None:
    evaluation = factories.make_evaluation(agency, status)

    row = with_stage(Appraisal.objects.filter(pk=evaluation.appraisal_id)).values("stage", "limit")[0]

    assert row == {"stage": status, "limit": limit_of(evaluation)}


@pytest.mark.django_db
def test_an_skp_that_was_never_set_stays_the_stage_while_its_evaluation_runs(agency: Agency) -> None:
    appraisal = factories.make_appraisal(agency)
    assert appraisal.evaluations.exists()

    row = with_stage(Appraisal.objects.filter(pk=appraisal.pk)).values("stage")[0]

    assert row == {"stage": AppraisalStatus.PLANNING}


def test_every_status_has_a_tone_and_a_label() -> None:
    assert set(TONES) == set(LABELS) == {*AppraisalStatus, *EvaluationStatus} - {EvaluationStatus.VOID}


def test_a_list_offers_exactly_the_stages_that_a_step_can_reach() -> None:
    steps = [*APPRAISAL_STEPS.values(), *EVALUATION_STEPS.values()]
    reached = {step.target for step in steps} | {AppraisalStatus.PLANNING, EvaluationStatus.OPEN}

    assert {stage for stage, _label in CHOICES} == reached & set(TONES)
    assert set(TONES) - reached == set()


@pytest.mark.django_db
def test_the_page_of_an_evaluation_counts_a_weekend_past_the_limit_as_late(agency: Agency) -> None:
    """Friday was the last day: on Saturday, before the clock's step, the page never says that time is left."""
    row = factories.make_evaluation(agency, "DELIVERED")
    row.reply_due_on = date(2026, 1, 30)
    with time_machine.travel("2026-01-31 09:00+07:00"):
        assert evaluation_page.days_left(row) == -1
