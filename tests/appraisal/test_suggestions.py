"""Hints from rows: figures of the year and of the self-assessment, saved item ratings, toned feedback."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from appraisal import record, suggestions, unit_results
from appraisal.models import (
    Evaluation,
    EvaluationStatus,
    GiverRole,
    ItemRating,
    PartyRole,
    Period,
    ProgressEntry,
    SelfFigure,
    TargetIndicator,
    UnitRating,
    WorkTarget,
)
from appraisal.rating import Rating, Tone
from tests import factories
from tests.factories import Agency, make_evaluation

A, M, B = Rating.ABOVE, Rating.MEETS, Rating.BELOW


def indicator(direction: str, lower: int | None = 10, upper: int | None = 12, pk: int = 1) -> TargetIndicator:
    return TargetIndicator(pk=pk, direction=direction, lower=lower, upper=upper)


@pytest.mark.parametrize(
    ("direction", "figure", "hint"),
    [("HIGHER", 13, A), ("HIGHER", 12, M), ("HIGHER", 9, B), ("LOWER", 9, A), ("LOWER", 13, B)],
)
def test_a_figure_is_read_in_the_indicators_direction(direction: str, figure: int, hint: Rating) -> None:
    assert suggestions.of_indicator(indicator(direction), {1: Decimal(figure)}) == hint


@pytest.mark.parametrize(
    ("figures", "hint"),
    [
        ([], None),
        ([13], A),
        ([13, 13, 11], A),
        ([13, 13, 9], M),
        ([13, 11], M),
        ([9, 11], M),
        ([9, 9, 13], B),
    ],
)
def test_most_indicators_decide_for_their_target(figures: list[int], hint: Rating | None) -> None:
    rows = [indicator("HIGHER", pk=number) for number in range(1, 5)]
    numbered = {number: Decimal(figure) for number, figure in enumerate(figures, start=1)}
    assert suggestions.of_target(rows, numbered) == hint


@pytest.fixture
def evaluation(agency: Agency) -> Evaluation:
    """Two main targets, submitted, nothing rated."""
    return make_evaluation(agency, EvaluationStatus.ASSESSED)


def rate(evaluation: Evaluation, rating: Rating, target: WorkTarget | None = None, value: str = "") -> None:
    ItemRating.objects.create(
        evaluation=evaluation, by_role=PartyRole.APPRAISER, target=target, value=value, rating=rating
    )


def said(evaluation: Evaluation, *tones: Tone) -> None:
    for number, tone in enumerate(tones):
        record.add(
            evaluation.appraisal,
            source=f"note:{number}",
            giver_role=GiverRole.PEER,
            text="…",
            day=timezone.localdate(),
            tone=tone,
        )


def test_nothing_to_go_by_gives_no_hint(evaluation: Evaluation) -> None:
    found = suggestions.for_evaluation(evaluation)
    assert (found.results_words, found.behaviour_words) == ("tidak ada saran", "tidak ada saran")


def test_saved_ratings_and_praise_suggest_above(evaluation: Evaluation) -> None:
    for target in evaluation.appraisal.targets.all():
        rate(evaluation, A, target)
    assert suggestions.for_evaluation(evaluation).results == M
    said(evaluation, Tone.POSITIVE, Tone.NEGATIVE, Tone.NEUTRAL)
    assert suggestions.for_evaluation(evaluation).results == A


def test_the_employees_own_ratings_never_count(evaluation: Evaluation) -> None:
    ItemRating.objects.create(evaluation=evaluation, by_role=PartyRole.APPRAISEE, value="LOYAL", rating=B)
    assert suggestions.for_evaluation(evaluation).behaviour is None


def test_a_submitted_figure_counts_before_the_years_latest(evaluation: Evaluation) -> None:
    for target in evaluation.appraisal.targets.all():
        one = target.indicators.get()
        for days, figure in ((50, 99), (5, 3)):
            ProgressEntry.objects.create(
                appraisal=evaluation.appraisal,
                target=target,
                indicator=one,
                day=timezone.localdate() - timedelta(days=days),
                text="…",
                achieved=figure,
            )
    assert suggestions.for_evaluation(evaluation).results == B
    for target in evaluation.appraisal.targets.all():
        SelfFigure.objects.create(evaluation=evaluation, indicator=target.indicators.get(), achieved=11)
    assert suggestions.for_evaluation(evaluation).results == M
    Evaluation.objects.filter(pk=evaluation.pk).update(self_submitted_at=None)
    assert suggestions.for_evaluation(Evaluation.objects.get(pk=evaluation.pk)).results == B


def test_behaviour_needs_four_above_and_the_tick(evaluation: Evaluation) -> None:
    for value in ("LOYAL", "ADAPTIVE", "COMPETENT", "HARMONIOUS"):
        rate(evaluation, A, value=value)
    assert suggestions.for_evaluation(evaluation).behaviour == M
    assert suggestions.for_evaluation(evaluation, guards_others=True).behaviour == A
    rate(evaluation, B, value="ACCOUNTABLE")
    assert suggestions.for_evaluation(evaluation, guards_others=True).behaviour == B


# --- the organisation's result ----------------------------------------------------------
def result(unit: object, predicate: str, period: Period, **fields: object) -> UnitRating:
    return UnitRating.objects.create(
        unit=unit, period=period, predicate=predicate, set_on=timezone.localdate(), **fields
    )


def test_the_result_that_counts_is_that_of_the_appraisers_unit(agency: Agency) -> None:
    period = factories.make_period()
    of_staff = factories.make_evaluation(agency)
    of_superior = factories.make_evaluation(agency, employee=agency.superior)
    result(agency.section, "GOOD", period)
    result(agency.office, "OUTSTANDING", period)
    assert [found.words for found in map(unit_results.counted, (of_staff, of_superior)) if found] == [
        "Baik",
        "Istimewa",
    ]


def test_a_missing_result_falls_back_to_last_year(agency: Agency) -> None:
    evaluation = make_evaluation(agency)
    found = unit_results.counted(evaluation)
    assert found is not None
    assert (found.words, found.of_head) == ("–", None)
    year = evaluation.appraisal.period.year - 1
    last = Period.objects.create(
        year=year, starts_on=date(year, 1, 1), ends_on=date(year, 12, 31), targets_due_on=date(year, 1, 31)
    )
    result(agency.section, "POOR", last)
    found = unit_results.counted(evaluation)
    assert found is not None
    assert (found.words, found.of_head) == ("Kurang (capaian tahun sebelumnya)", B)
    result(agency.section, "OUTSTANDING", evaluation.appraisal.period, provisional=True)
    found = unit_results.counted(evaluation)
    assert found is not None
    assert (found.words, found.of_head) == ("Istimewa (sementara)", A)


def test_only_a_head_has_a_result_that_his_rating_follows(agency: Agency) -> None:
    assert unit_results.headed(make_evaluation(agency)) is None
    found = unit_results.headed(make_evaluation(agency, employee=agency.superior))
    assert found is not None
    assert found.unit == agency.section
