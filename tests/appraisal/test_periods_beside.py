"""The yearly predicate is a fresh judgement with the signed periods beside it (PermenPANRB 6/2022, Ps. 1 and 25)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from appraisal.models import Evaluation, EvaluationStatus, OverallRating, Period
from appraisal.models.evaluation import Origin
from tests import factories
from tests.factories import Agency

pytestmark = pytest.mark.django_db
MONTHS = ("B01", "B02", "B03", "B04", "B05", "B06", "B07", "B08")


@pytest.fixture
def yearly(agency: Agency) -> Evaluation:
    evaluation = factories.make_evaluation(agency, "ASSESSED")
    Period.objects.update(rhythm=Period.Rhythm.MONTHLY)
    return evaluation


def month(yearly: Evaluation, window: str, status: str = EvaluationStatus.FINAL) -> Evaluation:
    """A periodic result of the same appraisal, signed by its appraiser."""
    now, by = timezone.now(), factories.appraiser_of(yearly.appraisal)
    today = timezone.localdate()
    row = Evaluation.objects.create(
        appraisal=yearly.appraisal, window=window, status=status, opens_on=today - timedelta(9),
        self_due_on=today - timedelta(5), ends_on=today - timedelta(1), rated_at=now, signed_at=now, signed_by=by,
        received_at=now, origin=Origin.APPRAISER, predicate="VERY_GOOD",
        final_at=now if status == EvaluationStatus.FINAL else None,
    )  # fmt: skip
    OverallRating.objects.create(
        evaluation=row, origin=Origin.APPRAISER, by=by, given_at=now, results="ABOVE", results_reason="Melampaui.",
        behaviour="ABOVE", behaviour_reason="Teladan.",
    )  # fmt: skip
    return row


def page(client: Client, evaluation: Evaluation, reader: object) -> str:
    factories.sign_in(client, reader)
    return client.get(evaluation.get_absolute_url()).content.decode()


def test_they_stand_beside_the_year_and_make_no_average(
    agency: Agency, yearly: Evaluation, client: Client
) -> None:
    """Example 45: the yearly predicate stays empty until the appraiser sets it."""
    for window in MONTHS[:4]:
        month(yearly, window)
    html = page(client, yearly, agency.superior)
    assert "bukan rata-rata" in html
    assert html.count("Sangat baik") >= 4
    yearly.refresh_from_db()
    assert yearly.predicate == ""


def test_one_in_dispute_says_that_it_is_not_final(agency: Agency, yearly: Evaluation, client: Client) -> None:
    month(yearly, "B01", EvaluationStatus.DISPUTED)
    assert "Belum final: Keberatan" in page(client, yearly, agency.superior)


def test_what_is_not_signed_shows_nothing(agency: Agency, yearly: Evaluation, client: Client) -> None:
    row = month(yearly, "B01")
    Evaluation.objects.filter(pk=row.pk).update(
        status="RATED", signed_at=None, signed_by=None, received_at=None, final_at=None, origin=""
    )
    assert "bukan rata-rata" not in page(client, yearly, agency.staff)


def test_eight_of_them_cost_what_one_costs(agency: Agency, yearly: Evaluation, client: Client) -> None:
    month(yearly, MONTHS[0])
    page(client, yearly, agency.superior)
    with CaptureQueriesContext(connection) as one:
        client.get(yearly.get_absolute_url())
    for window in MONTHS[1:]:
        month(yearly, window)
    with CaptureQueriesContext(connection) as many:
        client.get(yearly.get_absolute_url())
    assert len(many) == len(one)
