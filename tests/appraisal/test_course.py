"""The figures of an indicator against its thresholds and its planned course, and the small chart of them."""

from datetime import date
from decimal import Decimal

import pytest

from appraisal.course import BEHIND, NO_FIGURE, NO_PLAN, NOT_YET, ON_COURSE, course, courses, milestones
from appraisal.models import Period, ProgressEntry, TargetIndicator, Trajectory
from appraisal.rating import Rating
from appraisal.trend import EDGE, HEIGHT, WIDTH, trend
from tests import factories

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def period(rhythm="QUARTERLY"):
    return Period(year=2026, starts_on=YEAR[0], ends_on=YEAR[1], rhythm=rhythm)


def indicator(direction="HIGHER"):
    return TargetIndicator(pk=1, text="Laporan", direction=direction, lower=Decimal(10), upper=Decimal(12))


def entry(month, achieved, pk=1):
    return ProgressEntry(pk=pk, indicator_id=1, day=date(2026, month, 15), achieved=Decimal(achieved))


def planned(window, figure, pk=1):
    return Trajectory(pk=pk, window=window, planned=None if figure is None else Decimal(figure))


def words(entries, plan, today, direction="HIGHER"):
    return course(period(), indicator(direction), entries, plan, today).words


def test_milestones_are_quarters_and_months_only_where_the_agency_evaluates_monthly():
    assert [code.value for code in milestones(period())] == ["TW1", "TW2", "TW3", "AKHIR"]
    assert [code.value for code in milestones(period("YEARLY"))] == ["TW1", "TW2", "TW3", "AKHIR"]
    assert [code.value for code in milestones(period("MONTHLY"))][::11] == ["B01", "AKHIR"]


def test_the_last_milestone_that_has_passed_decides():
    plan = [planned("TW1", 3), planned("TW2", 6, 2), planned("TW3", 9, 3)]
    july = date(2026, 7, 10)
    assert words([entry(3, 3), entry(6, 6, 2)], plan, july) == ON_COURSE
    assert words([entry(3, 3), entry(6, "5.9", 2)], plan, july) == BEHIND
    assert words([entry(3, 3), entry(7, 7, 2)], plan, july) == BEHIND  # July's figure is no figure of June
    assert words([], plan, july) == NO_FIGURE
    assert words([entry(3, 3)], plan, date(2026, 3, 30)) == NOT_YET
    assert words([entry(3, 3)], plan, date(2026, 3, 31)) == ON_COURSE
    assert words([entry(3, 3)], [planned("TW1", None)], july) == NO_PLAN


def test_where_less_is_better_a_lower_figure_is_on_course():
    assert words([entry(3, 4)], [planned("TW1", 5)], date(2026, 4, 1), "LOWER") == ON_COURSE
    assert words([entry(3, 6)], [planned("TW1", 5)], date(2026, 4, 1), "LOWER") == BEHIND


def test_the_latest_figure_stands_against_the_thresholds():
    assert course(period(), indicator(), [entry(3, 13)], [], YEAR[1]).rating is Rating.ABOVE
    assert course(period(), indicator(), [], [], YEAR[1]).rating_words == ""


def test_a_chart_needs_two_figures_and_stays_in_its_box():
    assert trend([(YEAR[0], Decimal(1))], YEAR, (None, None)) is None
    found = trend([(date(2025, 12, 1), Decimal(5)), (YEAR[1], Decimal(20))], YEAR, (Decimal(10), Decimal(12)))
    spots = [tuple(map(float, spot.split(","))) for spot in found.points.split()]
    assert spots == [(EDGE, HEIGHT - EDGE), (WIDTH - EDGE, EDGE)]
    assert (len(found.bounds), found.direction) == (2, "naik")


def test_equal_figures_are_a_flat_line_in_the_middle():
    found = trend([(YEAR[0], Decimal(5)), (YEAR[1], Decimal(5))], YEAR, (None, None))
    assert {spot.split(",")[1] for spot in found.points.split()} == {f"{HEIGHT / 2:.1f}"}
    assert found.direction == "tetap"


@pytest.mark.django_db
def test_figures_are_put_in_the_order_of_their_days_whatever_order_they_come_in(agency):
    appraisal = factories.make_appraisal(agency, "RUNNING")
    one = appraisal.targets.first().indicators.get()
    rows = [
        ProgressEntry.objects.create(
            appraisal=appraisal, indicator=one, target=one.target, day=day, text="x", achieved=figure
        )
        for day, figure in ((date(2026, 5, 1), 5), (date(2026, 2, 1), 2), (date(2026, 5, 1), 6))
    ]
    found = courses(appraisal, [one], [*rows, ProgressEntry(day=YEAR[0])], YEAR[1])[one.pk]
    assert [entry.achieved for entry in found.entries] == [2, 5, 6]
    assert found.latest == rows[2]
