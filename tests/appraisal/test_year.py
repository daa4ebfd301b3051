"""The way of the year: which station is done, which is now, which is late."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from appraisal import ending, year
from appraisal.models import Appraisal, ClosedReason, Evaluation, Period
from tests.factories import hold_dialogue, make_appraisal, make_evaluation, sign_in

pytestmark = pytest.mark.django_db
DONE, NOW, TODO, LATE = "done", "now", "todo", "late"


def states(appraisal: Appraisal, *, after: int = 0) -> list[str]:
    """The seven stations' states, so many days from today."""
    today = timezone.localdate() + timedelta(days=after)
    appraisal.refresh_from_db()
    yearly = year.yearly_evaluation(appraisal)
    return [one.state for one in year.stations(appraisal, yearly, year.yearly_window(appraisal), today)]


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("PLANNING", [NOW, TODO, TODO, TODO, TODO, TODO, TODO]),
        ("PROPOSED", [NOW, TODO, TODO, TODO, TODO, TODO, TODO]),
        ("RUNNING", [DONE, NOW, TODO, TODO, TODO, TODO, TODO]),
    ],
)
def test_before_the_evaluation_opens(status, expected, agency):
    appraisal = make_appraisal(agency, status)
    Evaluation.objects.all().delete()

    assert states(appraisal) == expected


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("OPEN", [DONE, DONE, NOW, TODO, TODO, TODO, TODO]),
        ("ASSESSED", [DONE, DONE, DONE, NOW, TODO, TODO, TODO]),
        ("RATED", [DONE, DONE, DONE, DONE, NOW, TODO, TODO]),
        ("DELIVERED", [DONE, DONE, DONE, DONE, DONE, NOW, TODO]),
        ("FINAL", [DONE, DONE, DONE, DONE, DONE, DONE, DONE]),
    ],
)
def test_during_the_evaluation(status, expected, agency):
    assert states(make_evaluation(agency, status).appraisal) == expected


@pytest.mark.parametrize(
    ("status", "station", "days"),
    [("OPEN", 2, 21), ("ASSESSED", 3, 41), ("RATED", 4, 41), ("DELIVERED", 5, 60)],
)
def test_what_is_not_done_by_its_day_is_late(status, station, days, agency):
    appraisal = make_evaluation(agency, status).appraisal

    assert states(appraisal, after=days)[station] == LATE
    assert states(appraisal)[station] == NOW


def test_an_skp_that_is_not_set_by_its_limit_is_late(agency):
    appraisal = make_appraisal(agency)

    assert states(appraisal, after=11)[0] == LATE


def test_a_skipped_self_assessment_is_past_not_late(agency):
    evaluation = make_evaluation(agency)
    Evaluation.objects.update(self_skipped=True, status="ASSESSED")

    assert states(evaluation.appraisal, after=30)[2] == DONE


def test_a_result_that_was_never_signed_says_so(agency):
    evaluation = make_evaluation(agency, "RATED")
    hold_dialogue(evaluation, agency.superior)
    evaluation = make_final_without_signature(evaluation)
    today = timezone.localdate()

    stations = year.stations(evaluation.appraisal, evaluation, None, today)

    assert stations[5].note == "tidak ditandatangani"


def make_final_without_signature(evaluation: Evaluation) -> Evaluation:
    now = timezone.now()
    Evaluation.objects.filter(pk=evaluation.pk).update(
        status="FINAL",
        signed_at=now,
        signed_by=evaluation.appraisal.party("APPRAISER", timezone.localdate()).employee,
        reply_due_on=timezone.localdate(),
        final_at=now,
    )
    evaluation.refresh_from_db()
    return evaluation


def test_the_list_of_my_years_asks_no_more_for_many_than_for_one(
    client, agency, django_assert_num_queries, django_assert_max_num_queries
):
    first = make_appraisal(agency)
    sign_in(client, agency.staff).get(reverse("appraisals"))
    with django_assert_max_num_queries(9) as one:
        client.get(reverse("appraisals"))
    for number in range(1, 20):
        period = Period.objects.create(
            year=first.period.year - number,
            starts_on=first.period.starts_on.replace(year=first.period.year - number),
            ends_on=first.period.ends_on.replace(year=first.period.year - number),
            targets_due_on=first.period.starts_on,
        )
        Appraisal.objects.create(
            period=period, employee=agency.staff, unit=first.unit, targets_due_on=first.period.starts_on
        ).parties.create(
            role="APPRAISEE",
            employee=agency.staff,
            appraisee=agency.staff,
            starts_on=period.starts_on,
            name="B",
        )

    with django_assert_num_queries(len(one)):
        page = client.get(reverse("appraisals")).content.decode()
    assert page.count("<strong>Tahun 20") == 20


def test_a_year_that_ended_before_its_evaluation_promises_no_days(agency):
    evaluation = make_evaluation(agency, "OPEN")
    today = timezone.localdate()
    ending.close(evaluation.appraisal, ClosedReason.LEFT, on=today, note="", by=agency.personnel)
    row = Appraisal.objects.get(pk=evaluation.appraisal_id)
    stations = year.stations(row, year.yearly_evaluation(row), year.yearly_window(row), today)
    assert [one.state for one in stations] == [DONE, DONE, TODO, TODO, TODO, TODO, TODO]
    assert stations[1].date == row.closed_on
    assert [one.date for one in stations[2:]] == [None] * 5
    assert stations[3].note == "gugur"
