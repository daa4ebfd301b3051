"""Years beside each other: what they show, and only to whom `visible_groups` lets it be read."""

import itertools
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from appraisal import seen_results, year_comparison
from appraisal.models import Appraisal, Evaluation, Origin, Party, PartyRole, UnitRating
from appraisal.visibility import FieldGroup, visible_groups
from appraisal.workflow.signing import current_rating
from appraisal.year_comparison import Chart, rating_that_holds, years_of
from tests import factories, queries
from tests.appraisal.test_credit_record import finished, result

pytestmark = pytest.mark.django_db
PEOPLE = (
    "staff", "superior", "head", "colleague", "stranger", "personnel", "unit_personnel", "other_unit_personnel",
    "auditor",
)  # fmt: skip


def this_year():
    return timezone.localdate().year


def party(evaluation, role, person, ends_on=None):
    appraisal = evaluation.appraisal
    return Party.objects.create(
        appraisal=appraisal, role=role, employee=person, appraisee=appraisal.employee, name=person.name,
        starts_on=appraisal.period.starts_on, ends_on=ends_on,
    )  # fmt: skip


def some_years(agency):
    """Parties now, former ones who signed or did not, a keeper, a predecessor, and years without any party."""
    year = this_year()
    now = finished(agency, year)
    party(now, PartyRole.APPRAISER, agency.superior)
    party(now, PartyRole.REVIEWER, agency.head)
    before = finished(agency, year - 1)
    ended = before.appraisal.period.ends_on
    party(before, PartyRole.APPRAISER, agency.superior, ended)
    party(before, PartyRole.REVIEWER, agency.head, ended)
    kept = finished(agency, year - 2)
    Evaluation.objects.filter(pk=kept.pk).update(kept_by=agency.stranger, signed_by=agency.head)
    moved = finished(agency, year - 3)
    Appraisal.objects.filter(pk=moved.appraisal_id).update(
        unit=agency.other_office, status="CLOSED", closed_reason="MOVED", closed_on=ended
    )
    Appraisal.objects.filter(pk=now.appraisal_id).update(predecessor=moved.appraisal)
    disputed = finished(agency, year - 4, status="DISPUTED")
    party(disputed, PartyRole.APPRAISER, agency.colleague)
    return list(
        Evaluation.objects.select_related("appraisal__unit", "appraisal__period", "appraisal__employee")
    )


@pytest.mark.parametrize("who", PEOPLE)
def test_the_bulk_question_agrees_with_the_table_of_field_groups(agency, who):
    evaluations, user = some_years(agency), getattr(agency, who).user
    one_by_one = {one.pk for one in evaluations if FieldGroup.RATINGS in visible_groups(one, user)}
    assert seen_results.readable(evaluations, user) == one_by_one


@pytest.mark.parametrize("status", ["OPEN", "ASSESSED", "RATED"])
def test_nothing_unsigned_is_shown_not_even_to_the_appraiser(agency, status):
    evaluation = factories.make_evaluation(agency, status)
    for who in PEOPLE:
        assert years_of(agency.staff, getattr(agency, who).user) == []
    assert not seen_results.readable([evaluation], agency.superior.user)


@pytest.mark.parametrize("who", ["superior", "unit_personnel", "auditor"])
def test_the_bulk_question_costs_the_same_for_many(agency, who):
    evaluations, user = some_years(agency), getattr(agency, who).user
    costs = []
    for asked in (evaluations[:1], evaluations):
        with CaptureQueriesContext(connection) as queries_asked:
            seen_results.readable(asked, user)
        costs.append(len(queries_asked))
    assert costs[0] >= costs[1]
    assert costs[1] <= 7  # two of them are the user's rights


def test_a_year_shows_predicate_ratings_unit_result_periodic_results_and_credit(agency):
    evaluation = finished(agency, predicate=("ABOVE", "MEETS"))
    Evaluation.objects.filter(pk=evaluation.pk).update(unit_predicate="GOOD", unit_remark="(sementara)")
    quarter = Evaluation.objects.get(pk=evaluation.pk)
    quarter.pk, quarter.uuid, quarter.window = None, "11111111-1111-4111-8111-111111111111", "TW1"
    quarter.predicate = "VERY_GOOD"
    quarter.save()
    (year,) = years_of(agency.staff, agency.staff.user)
    assert (year.predicate, year.results, year.behaviour) == (
        "Baik",
        "Di atas ekspektasi",
        "Sesuai ekspektasi",
    )
    assert year.unit_result == "Baik (sementara)"
    assert [(one.window, one.predicate) for one in year.periodic] == [("TW1", "VERY_GOOD")]
    assert year.points == 12.5


def test_an_imported_year_shows_the_unit_result_on_record(agency):
    evaluation = finished(agency)
    Appraisal.objects.update(imported=True)
    UnitRating.objects.create(
        unit=agency.section, period=evaluation.appraisal.period, predicate="GOOD", set_on=timezone.localdate()
    )
    assert years_of(agency.staff, agency.staff.user)[0].unit_result == "Baik"


def test_the_rating_that_holds_is_the_workflows(agency):
    evaluation = finished(agency)
    for minutes, origin in enumerate((Origin.CALIBRATION, Origin.REVIEWER, Origin.OBJECTION), 1):
        later = timezone.now() + timedelta(minutes=minutes)
        result(evaluation.appraisal, agency.head, ("ABOVE", "BELOW"), origin=origin, when=later)
    for origin in ("", *Origin):
        Evaluation.objects.update(origin=origin)
        row = Evaluation.objects.prefetch_related("ratings").get()
        assert rating_that_holds(row) == current_rating(row)


def test_a_former_superior_sees_only_what_he_signed(agency):
    evaluations = some_years(agency)
    seen = [year.year for year in years_of(agency.staff, agency.superior.user)]
    signed_or_now = {this_year(), this_year() - 1}
    assert signed_or_now <= set(seen)
    assert this_year() - 4 not in seen
    assert len(evaluations) == 5


def test_the_chart_stands_beside_the_table_from_two_years_on(agency, client):
    finished(agency, this_year() - 1, ("ABOVE", "ABOVE"))
    factories.sign_in(client, agency.staff)
    url = reverse("years")
    assert client.get(url).context["chart"] is None
    finished(agency, this_year(), ("BELOW", "BELOW"))
    response = client.get(url)
    chart = response.context["chart"]
    assert [(bar.year, bar.predicate) for bar in chart.bars] == [
        (this_year() - 1, "Sangat baik"), (this_year(), "Sangat kurang"),
    ]  # fmt: skip
    heights = [int(bar.height) for bar in chart.bars]
    assert heights == [5 * year_comparison.STEP, year_comparison.STEP]
    assert "Sangat kurang" in response.content.decode()


def test_bars_lie_within_the_drawing_and_never_on_each_other(agency):
    for back in range(4):
        finished(agency, this_year() - back)
    chart = Chart.of(years_of(agency.staff, agency.staff.user))
    spans = [(int(bar.x), int(bar.x) + int(bar.width)) for bar in chart.bars]
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(spans))
    assert spans[-1][1] <= int(chart.width)


@pytest.mark.parametrize(
    ("who", "status"), [("superior", 200), ("unit_personnel", 200), ("auditor", 200), ("stranger", 404)]
)
def test_another_persons_years_open_to_who_may_open_one_of_them(agency, client, who, status):
    party(finished(agency), PartyRole.APPRAISER, agency.superior)
    url = reverse("years_of", args=[agency.staff.uuid])
    assert factories.sign_in(client, getattr(agency, who)).get(url).status_code == status


def test_the_page_asks_no_more_for_many_years(agency, client):
    finished(agency, 2024)
    factories.sign_in(client, agency.staff)
    queries.assert_constant(
        client, reverse("years"), lambda: [finished(agency, year) for year in range(2009, 2024)], most=14
    )
