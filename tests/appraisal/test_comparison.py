"""Comparing by contribution (text lines 4178-4300): roles of the matrix, results and ratings, as far as one may see."""

from __future__ import annotations

import pytest
from django.urls import reverse

from appraisal.contribution import may_see_ratings
from appraisal.models import (
    Appraisal,
    Evaluation,
    EvaluationStatus,
    ItemRating,
    PartyRole,
    RoleMatrixCell,
    WorkTarget,
)
from appraisal.visibility import FieldGroup, visible_groups
from tests import factories
from tests.factories import Agency, make_evaluation, sign_in

S = EvaluationStatus


@pytest.fixture
def pair(agency: Agency) -> list[Evaluation]:
    return [make_evaluation(agency, S.ASSESSED, employee=one) for one in (agency.staff, agency.colleague)]


@pytest.fixture
def columns(agency: Agency, pair: list[Evaluation]) -> list[WorkTarget]:
    """Two results of the leader: Budi's first result serves the first; Rina has a role in the second."""
    leader = Appraisal.objects.get(employee=agency.superior)
    first = factories.add_target(leader, "Layanan guru cepat")
    second = factories.add_target(leader, "Data guru lengkap", order=1)
    WorkTarget.objects.filter(pk=pair[0].appraisal.targets.first().pk).update(parent=first)
    RoleMatrixCell.objects.create(
        leader=leader, column=second, member=agency.colleague, text="Data guru terpadu"
    )
    return [first, second]


def url(one: Evaluation, query: str = "") -> str:
    return reverse("comparison", args=[one.appraisal.period.year, one.window]) + query


def test_people_stand_beside_the_leaders_results(agency, client, pair, columns) -> None:
    """Text line 4245: 'membandingkan hasil kerja antar Pegawai berdasarkan kontribusi ... matriks pembagian peran'."""
    sign_in(client, agency.superior)
    context = client.get(url(pair[0])).context
    assert context["columns"] == columns
    budi, rina = context["people"]
    assert [len(cell) for cell in budi.cells] == [1, 0]
    assert len(budi.rest) == 1
    assert [share.text for share in rina.cells[1]] == ["Data guru terpadu"]
    assert (budi.carries, rina.carries) == (1, 1)


def test_a_result_of_a_team_counts_for_the_leaders_result_above_it(agency, client, pair, columns) -> None:
    """Second level of the matrix (lines 1977-2012): Rina serves Budi, who leads the team, and he the leader."""
    own = pair[0].appraisal.targets.first()
    WorkTarget.objects.filter(pk=pair[1].appraisal.targets.first().pk).update(parent=own)
    sign_in(client, agency.superior)
    rina = client.get(url(pair[0])).context["people"][1]
    assert len(rina.cells[0]) == 1


def test_a_role_that_became_a_result_is_shown_once(agency, client, pair, columns) -> None:
    target = pair[1].appraisal.targets.first()
    WorkTarget.objects.filter(pk=target.pk).update(parent=columns[1])
    RoleMatrixCell.objects.update(target=target)
    sign_in(client, agency.superior)
    rina = client.get(url(pair[0])).context["people"][1]
    assert [share.text for share in rina.cells[1]] == [target.result]


def rate_item(one: Evaluation) -> None:
    target = one.appraisal.targets.first()
    ItemRating.objects.create(evaluation=one, by_role=PartyRole.APPRAISER, target=target, rating="ABOVE")


def test_the_reviewer_sees_ratings_only_once_they_are_given(agency, client, pair, columns) -> None:
    factories.draft_rating(pair[0], agency.superior, results="BELOW")
    rate_item(pair[0])
    sign_in(client, agency.head)
    page = url(pair[0], f"?penilai={agency.superior.uuid}")
    before = client.get(page).content.decode()
    assert "Butuh perbaikan" not in before
    assert "Di atas ekspektasi" not in before
    factories.workflow.perform(pair[0], "rate", by=agency.superior)
    after = client.get(page).content.decode()
    assert "Butuh perbaikan" in after
    assert "Di atas ekspektasi" in after


def test_nobody_else_compares(agency, client, pair) -> None:
    for person in (agency.staff, agency.personnel, agency.auditor, agency.stranger):
        sign_in(client, person)
        assert client.get(url(pair[0])).status_code == 404


@pytest.mark.parametrize("asked", ["x", "0190aaaa-0000-7000-8000-000000000001"])
def test_a_team_below_that_is_not_ones_own_is_unknown(agency, client, pair, asked) -> None:
    sign_in(client, agency.superior)
    assert client.get(url(pair[0], f"?penilai={asked}")).status_code == 404


def test_who_may_see_ratings_in_bulk_is_who_may_see_them_one_by_one(agency) -> None:
    """Every status that the factories walk to, for appraiser and reviewer."""
    for person, status in zip((agency.staff, agency.colleague), (S.OPEN, S.ASSESSED), strict=True):
        make_evaluation(agency, status, employee=person)
    for status in (S.RATED, S.DELIVERED, S.FINAL):
        person = factories.make_employee()
        factories.place(person, agency.section, agency.superior)
        make_evaluation(agency, status, employee=person)
    for one in Evaluation.objects.filter(appraisal__unit=agency.section).exclude(
        appraisal__employee=agency.superior
    ):
        for person, role in ((agency.superior, PartyRole.APPRAISER), (agency.head, PartyRole.REVIEWER)):
            single = FieldGroup.RATINGS in visible_groups(one, person.user)
            assert may_see_ratings(one, role) == single, (one.status, role)
