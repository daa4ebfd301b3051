"""Before ratings are given: what blocks each draft, the pattern of the unit, and one step for each chosen person."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from appraisal import scoring, workflow
from appraisal.models import Evaluation, EvaluationStatus, Event, OverallRating, UnitRating
from tests import factories
from tests.factories import Agency, make_evaluation, sign_in

S = EvaluationStatus


@pytest.fixture
def pair(agency: Agency) -> list[Evaluation]:
    return [make_evaluation(agency, S.ASSESSED, employee=one) for one in (agency.staff, agency.colleague)]


@pytest.fixture
def superior(agency: Agency, client: Client) -> Client:
    return sign_in(client, agency.superior)


def url(one: Evaluation) -> str:
    return reverse("scoring_review", args=[one.appraisal.period.year, one.window])


def chosen(*evaluations: Evaluation) -> dict[str, object]:
    for one in evaluations:
        one.refresh_from_db()
    return {
        "_submission": str(uuid.uuid4()),
        "pilih": [f"{one.uuid}.{one.version('rating')}" for one in evaluations],
    }


def line_of(one: Evaluation, by) -> scoring.Line:
    rows = scoring.team(by.user, by, one.appraisal.period.year, one.window).filter(pk=one.pk)
    return scoring.lines(list(rows), by)[0]


def test_nothing_is_given_before_the_review(agency, superior, pair) -> None:
    factories.draft_rating(pair[0], agency.superior)
    superior.get(url(pair[0]))
    assert set(
        Evaluation.objects.filter(pk__in=[one.pk for one in pair]).values_list("status", flat=True)
    ) == {S.ASSESSED}


def test_the_chosen_are_rated_and_each_refusal_is_told(agency, superior, pair) -> None:
    first, second = pair
    factories.draft_rating(first, agency.superior)
    response = superior.post(url(first), chosen(first, second))
    assert response.status_code == 200
    refusals = {one.evaluation.pk: one.refusal for one in response.context["outcomes"]}
    assert refusals == {first.pk: "", second.pk: "Isi kedua rating beserta alasannya dahulu."}
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, second.status) == (S.RATED, S.ASSESSED)
    assert Event.objects.filter(action="rate").count() == 1


def test_a_draft_that_changed_since_the_review_is_read_first(agency, superior, pair) -> None:
    first = pair[0]
    factories.draft_rating(first, agency.superior)
    form = chosen(first)
    factories.draft_rating(first, agency.superior, results="ABOVE")
    response = superior.post(url(first), form)
    assert "berubah sejak daftar ini ditampilkan" in response.content.decode()
    first.refresh_from_db()
    assert first.status == S.ASSESSED


def test_the_same_form_twice_rates_once(agency, superior, pair) -> None:
    first = pair[0]
    factories.draft_rating(first, agency.superior)
    form = chosen(first)
    superior.post(url(first), form)
    response = superior.post(url(first), form)
    assert (response.status_code, response.url) == (302, url(first))
    assert Event.objects.filter(action="rate").count() == 1


def test_nobody_chosen_changes_nothing(superior, pair) -> None:
    assert superior.post(url(pair[0]), {"pilih": ["x", f"{uuid.uuid4()}.1"]}).status_code == 200
    assert superior.post(url(pair[0])).status_code == 302


def test_somebody_elses_person_is_never_rated(agency, client, pair) -> None:
    """The head has a team of his own in this window; these two are not in it."""
    factories.draft_rating(pair[0], agency.superior)
    sign_in(client, agency.head)
    assert client.post(url(pair[0]), chosen(pair[0])).context["outcomes"] == []
    pair[0].refresh_from_db()
    assert pair[0].status == S.ASSESSED


def missing_draft(_agency: Agency, _one: Evaluation) -> None: ...


def unfinished(agency: Agency, one: Evaluation) -> None:
    factories.draft_rating(one, agency.superior)
    OverallRating.objects.update(behaviour_reason="  ")


def complete(agency: Agency, one: Evaluation) -> None:
    factories.draft_rating(one, agency.superior)


def dropped_out(agency: Agency, one: Evaluation) -> None:
    factories.draft_rating(one, agency.superior)
    one.appraisal.study_leave_dropped = True
    one.appraisal.save()


def window_over(agency: Agency, one: Evaluation) -> None:
    factories.draft_rating(one, agency.superior)
    day = timezone.localdate() - timedelta(days=1)
    Evaluation.objects.update(opens_on=day, self_due_on=day, ends_on=day)


@pytest.mark.parametrize("prepare", [missing_draft, unfinished, complete, dropped_out, window_over])
def test_what_blocks_a_row_is_what_the_step_refuses(agency, pair, prepare) -> None:
    """The list reads in bulk what the guard of `rate` asks one by one; both say no in the same cases."""
    one = pair[0]
    prepare(agency, one)
    one = Evaluation.objects.get(pk=one.pk)
    assert bool(line_of(one, agency.superior).blocked) == bool(workflow.refusal(one, "rate", agency.superior))


def test_a_heads_draft_against_the_units_result_blocks_as_the_step_does(agency) -> None:
    one = make_evaluation(agency, S.ASSESSED, employee=agency.superior)
    factories.draft_rating(one, agency.head)
    for predicate, blocked in (("GOOD", False), ("OUTSTANDING", True)):
        UnitRating.objects.update_or_create(
            unit=agency.section,
            period=one.appraisal.period,
            window=one.window,
            defaults={"predicate": predicate, "set_on": timezone.localdate()},
        )
        assert bool(line_of(one, agency.head).blocked) == blocked
        assert bool(workflow.refusal(one, "rate", agency.head)) == blocked


def test_the_pattern_of_the_unit_stands_beside_the_drafts(agency, superior) -> None:
    """SE MenPANRB 3/2023: at most 70 % 'sangat baik' where the unit is 'istimewa'; here all five are."""
    people = [agency.staff, agency.colleague]
    for _ in range(3):
        people.append(factories.make_employee(login=False))
        factories.place(people[-1], agency.section, agency.superior)
    rows = [make_evaluation(agency, S.ASSESSED, employee=one) for one in people]
    UnitRating.objects.create(
        unit=agency.section,
        period=rows[0].appraisal.period,
        predicate="OUTSTANDING",
        set_on=timezone.localdate(),
    )
    for one in rows:
        factories.draft_rating(one, agency.superior, results="ABOVE", behaviour="ABOVE")
    (pattern,) = superior.get(url(rows[0])).context["patterns"]
    assert (pattern.total, pattern.bars[0].number) == (5, 5)
    assert "Sangat baik: 5 dari 5 pegawai" in pattern.warnings[0]
