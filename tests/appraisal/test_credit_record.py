"""Credit points from the results that count: domain.md §14 rows 13-24 and 32 (PermenPANRB 1/2023, BKN 3/2023)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from appraisal.credit import Holding, Part, Standing, months_by_level, rounded, total, year_parts
from appraisal.credit_record import record_of
from appraisal.models import (
    Appraisal,
    CreditBalance,
    Evaluation,
    Origin,
    OverallRating,
    Party,
    PartyRole,
    Period,
)
from appraisal.rating import Predicate
from employees.models import Employee, Placement
from tests import factories, queries

FIRST, MUDA = "Ahli Pertama", "Ahli Muda"
WHOLE = (date(2026, 1, 1), date(2026, 12, 31))


# --- months at each level ------------------------------------------------------------------
def test_a_whole_year_at_one_level_is_twelve_months():
    assert months_by_level([Holding(FIRST, date(2020, 1, 1))], *WHOLE) == {FIRST: 12}


def test_row_24_a_level_change_in_july_halves_the_year():
    held = [Holding(FIRST, date(2020, 1, 1), date(2026, 6, 30)), Holding(MUDA, date(2026, 7, 1))]
    months = months_by_level(held, *WHOLE)
    assert months == {FIRST: 6, MUDA: 6}
    assert [part.points for part in year_parts(months, Predicate.GOOD)] == [Decimal("6.25"), Decimal("12.5")]
    assert total(year_parts(months, Predicate.GOOD)) == Decimal("18.75")


def test_a_month_counts_once_at_the_level_of_its_last_day():
    held = [Holding(FIRST, date(2020, 1, 1), date(2026, 6, 14)), Holding(MUDA, date(2026, 6, 15))]
    assert months_by_level(held, *WHOLE) == {FIRST: 5, MUDA: 7}


def test_a_month_begun_counts_for_a_joiner_and_for_a_leaver():
    held = [Holding(FIRST, date(2026, 11, 20))]
    assert months_by_level(held, date(2026, 11, 20), date(2026, 12, 31)) == {FIRST: 2}
    assert months_by_level([Holding(FIRST, date(2020, 1, 1))], date(2026, 1, 1), date(2026, 3, 2)) == {
        FIRST: 3
    }
    assert months_by_level(held, date(2026, 3, 2), date(2026, 1, 1)) == {}


def test_row_23_months_in_another_kind_of_post_earn_nothing():
    held = [Holding("", date(2020, 1, 1), date(2026, 9, 30)), Holding(FIRST, date(2026, 10, 1))]
    assert months_by_level(held, *WHOLE) == {FIRST: 3}
    assert months_by_level([Holding("Pelaksana", date(2020, 1, 1))], *WHOLE) == {}


def test_months_of_the_levels_never_exceed_the_year():
    for day in (date(2026, 1, 1) + timedelta(n) for n in range(0, 365, 13)):
        held = [Holding(FIRST, date(2020, 1, 1), day), Holding(MUDA, day + timedelta(1))]
        assert sum(months_by_level(held, *WHOLE).values()) == 12


# --- what is held and what is missing -----------------------------------------------------
def after(standing: Standing, years: list[tuple[str, Predicate]]) -> Standing:
    for level, predicate in years:
        standing = standing.earning(Part(level, 12, predicate))
    return standing


def test_rows_13_to_15_the_official_example():
    parts = [Part(FIRST, 12, Predicate.VERY_GOOD), Part(FIRST, 2, Predicate.GOOD)]
    assert (parts[0].points, rounded(parts[1].points)) == (Decimal("18.75"), Decimal("2.08"))
    assert rounded(total(parts)) == Decimal("20.83")


def test_row_17_needs_improvement():
    assert Part("Ahli Madya", 12, Predicate.NEEDS_IMPROVEMENT).points == Decimal("28.125")


def test_row_20_four_good_years_suffice_for_the_next_rank():
    standing = Standing(FIRST, "III/a")
    assert after(standing, [(FIRST, Predicate.GOOD)] * 3).missing_for_rank == Decimal("12.5")
    assert after(standing, [(FIRST, Predicate.GOOD)] * 4).missing_for_rank == 0


def test_row_21_the_surplus_of_a_promotion_stays_within_the_level():
    now = after(Standing(FIRST, "III/a"), [(FIRST, Predicate.VERY_GOOD)] * 3)
    assert now.rank_points == Decimal("56.25")
    promoted = now.promoted("III/b")
    assert (promoted.rank, promoted.rank_points, promoted.level_points) == (
        "III/b", Decimal("6.25"), Decimal("56.25"),
    )  # fmt: skip
    assert promoted.missing_for_rank == Decimal("43.75")


def test_row_22_the_surplus_is_lost_on_the_way_to_the_next_level():
    now = Standing(FIRST, "III/b", level_points=Decimal("106.25"), rank_points=Decimal("6.25"))
    assert now.missing_for_level == 0
    risen = now.earning(Part(MUDA, 6, Predicate.GOOD))
    assert (risen.level, risen.level_points, risen.rank_points) == (MUDA, Decimal("12.5"), Decimal("12.5"))
    assert risen.missing_for_level == Decimal("187.5")


def test_who_entered_at_iii_b_needs_half_for_the_next_level():
    assert Standing(FIRST, "III/b", entry_rank="III/b").missing_for_level == 50
    assert Standing(FIRST, "III/b").missing_for_level == 100


def test_nothing_is_missing_at_the_top_because_nothing_follows():
    top = Standing("Ahli Utama", "IV/e")
    assert (top.missing_for_rank, top.missing_for_level) == (None, None)


def test_a_rank_that_no_promotion_leads_to_spends_nothing():
    now = Standing(FIRST, "III/b", rank_points=Decimal(20))
    assert now.promoted("III/a").rank_points == 20
    assert now.promoted("IX").rank_points == 20
    assert Standing(FIRST, "III/a", rank_points=Decimal(20)).promoted("III/b").rank_points == 0


# --- the record of a person --------------------------------------------------------------
def finished(agency, year=None, predicate=("MEETS", "MEETS"), *, status="FINAL", origin=""):
    """A year with its result, as an import or a decision leaves it."""
    person = agency.staff
    year = year or timezone.localdate().year
    period, _made = Period.objects.get_or_create(
        year=year,
        defaults={
            "starts_on": date(year, 1, 1),
            "ends_on": date(year, 12, 31),
            "targets_due_on": date(year, 1, 31),
        },
    )
    appraisal = Appraisal.objects.create(
        period=period, employee=person, unit=agency.section, targets_due_on=period.targets_due_on
    )
    Party.objects.create(
        appraisal=appraisal, role=PartyRole.APPRAISEE, employee=person, appraisee=person, name=person.name,
        starts_on=period.starts_on, rank="Penata Muda (III/a)", level=FIRST,
    )  # fmt: skip
    return result(appraisal, agency.superior, predicate, status=status, origin=origin)


def result(appraisal, by, ratings, *, status="FINAL", origin="", when=None):
    when = when or timezone.now()
    given = OverallRating(
        results=ratings[0], behaviour=ratings[1], results_reason="Karena hasilnya.", behaviour_reason="Teladan.",
        by=by, given_at=when, origin=origin or Origin.APPRAISER,
    )  # fmt: skip
    day = appraisal.period.ends_on
    evaluation, _made = Evaluation.objects.update_or_create(
        appraisal=appraisal,
        window="AKHIR",
        defaults={
            "status": status, "predicate": given.predicate, "rated_at": when, "signed_at": when, "signed_by": by,
            "origin": origin or Origin.APPRAISER, "opens_on": day, "self_due_on": day, "ends_on": day,
            "final_at": when if status == "FINAL" else None,
        },
    )  # fmt: skip
    given.evaluation = evaluation
    given.save()
    return evaluation


@pytest.mark.django_db
def test_finished_years_add_up(agency):
    year = timezone.localdate().year
    for back in (3, 2, 1, 0):
        finished(agency, year - back)
    record = record_of(agency.staff)
    assert [one.year for one in record.years] == [year - 3, year - 2, year - 1, year]
    assert record.sum == 50
    assert [(goal.kind, goal.name, goal.printed_missing) for goal in record.goals] == [
        ("Pangkat", "III/b", 0), ("Jenjang", MUDA, 50),
    ]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "origin", "counts"),
    [
        ("FINAL", "APPRAISER", True),
        ("DELIVERED", "APPRAISER", False),
        ("DISPUTED", "APPRAISER", False),
        ("DELIVERED", "REVIEWER", True),
        ("DELIVERED", "OBJECTION", True),
    ],
)
def test_what_cannot_be_disputed_any_more_counts_at_once(agency, status, origin, counts):
    finished(agency, status=status, origin=origin)
    assert bool(record_of(agency.staff).years) is counts


@pytest.mark.django_db
def test_row_32_a_decision_that_changes_the_predicate_changes_the_points(agency):
    """SESUAI becomes DIATAS with behaviour DIATAS: Baik 12,5 becomes Sangat Baik 18,75; the old value stays shown."""
    evaluation = finished(agency, predicate=("MEETS", "ABOVE"), status="DISPUTED")
    later = timezone.now() + timedelta(minutes=1)
    result(
        evaluation.appraisal,
        agency.head,
        ("ABOVE", "ABOVE"),
        status="DELIVERED",
        origin="OBJECTION",
        when=later,
    )
    (year,) = record_of(agency.staff).years
    assert (year.printed, year.printed_before) == (Decimal("18.75"), Decimal("12.50"))


@pytest.mark.django_db
def test_a_decision_that_upholds_the_predicate_corrects_nothing(agency):
    evaluation = finished(agency, predicate=("MEETS", "MEETS"), status="DISPUTED")
    later = timezone.now() + timedelta(minutes=1)
    result(evaluation.appraisal, agency.head, ("ABOVE", "MEETS"), origin="OBJECTION", when=later)
    assert record_of(agency.staff).years[0].before is None


@pytest.mark.django_db
def test_row_24_a_new_level_in_july_counts_by_dated_placements(agency):
    year = timezone.localdate().year
    Placement.objects.filter(employee=agency.staff).update(ends_on=date(year, 6, 30))
    factories.place(agency.staff, agency.section, agency.superior, starts_on=date(year, 7, 1))
    placed = Placement.objects.get(employee=agency.staff, starts_on=date(year, 7, 1))
    placed.position = factories.make_position("Analis Kepegawaian Ahli Muda", level=MUDA)
    placed.save()
    finished(agency)
    (row,) = record_of(agency.staff).years
    assert [(part.level, part.months) for part in row.parts] == [(FIRST, 6), (MUDA, 6)]
    assert row.points == Decimal("18.75")


@pytest.mark.django_db
def test_row_23_who_holds_no_functional_post_has_none(agency):
    post = factories.make_position("Pelaksana", category="EXECUTIVE", level="")
    Placement.objects.filter(employee=agency.staff).update(position=post)
    finished(agency)
    record = record_of(agency.staff)
    assert (record.years, record.standing, record.goals) == ([], None, [])


@pytest.mark.django_db
def test_after_a_move_the_year_counts_whole_with_the_successors_result(agency):
    """Line 3759: the new appraiser evaluates the year, so nothing of the months before the move is lost."""
    evaluation = finished(agency)
    successor, year = evaluation.appraisal, timezone.localdate().year
    successor.parties.update(starts_on=date(year, 7, 1))
    before = Appraisal.objects.create(
        period=successor.period, employee=agency.staff, unit=agency.other_office, status="CLOSED",
        closed_reason="MOVED", closed_on=date(year, 6, 30), targets_due_on=date(year, 1, 31),
    )  # fmt: skip
    Party.objects.create(
        appraisal=before, role=PartyRole.APPRAISEE, employee=agency.staff, appraisee=agency.staff,
        name="Budi", starts_on=date(year, 1, 1), ends_on=date(year, 6, 30), level=FIRST,
    )  # fmt: skip
    Appraisal.objects.filter(pk=successor.pk).update(predecessor=before)
    assert record_of(agency.staff).years[0].points == Decimal("12.5")
    result(before, agency.stranger, ("ABOVE", "ABOVE"))
    assert [one.points for one in record_of(agency.staff).years] == [Decimal("9.375"), Decimal("6.25")]


@pytest.mark.django_db
def test_an_appraisal_that_was_closed_early_counts_to_that_day(agency):
    evaluation = finished(agency)
    year = timezone.localdate().year
    Appraisal.objects.filter(pk=evaluation.appraisal_id).update(
        status="CLOSED", closed_reason="RETIRED", closed_on=date(year, 3, 31)
    )
    assert record_of(agency.staff).years[0].points == Decimal("3.125")


@pytest.mark.django_db
def test_later_years_count_on_from_what_a_person_brought_along(agency):
    year = timezone.localdate().year
    finished(agency, year - 1)
    finished(agency, year)
    CreditBalance.objects.create(
        employee=agency.staff, on_day=date(year, 6, 30), level=FIRST, rank="III/a", rank_points=Decimal(40),
        level_points=Decimal(40), recorded_by=agency.personnel,
    )  # fmt: skip
    record = record_of(agency.staff)
    assert [(one.year, one.points) for one in record.years] == [(year, Decimal("6.25"))]
    assert record.standing.rank_points == Decimal("46.25")


@pytest.mark.django_db
def test_a_promotion_since_the_balance_spends_what_it_took(agency):
    year = timezone.localdate().year
    finished(agency, year)
    CreditBalance.objects.create(
        employee=agency.staff, on_day=date(year - 1, 12, 31), level=FIRST, rank="III/a",
        rank_points=Decimal(45), level_points=Decimal(45), recorded_by=agency.personnel,
    )  # fmt: skip
    Employee.objects.filter(pk=agency.staff.pk).update(rank="III/b")
    standing = record_of(Employee.objects.get(pk=agency.staff.pk)).standing
    assert (standing.rank, standing.rank_points, standing.level_points) == (
        "III/b", Decimal("7.5"), Decimal("57.5"),
    )  # fmt: skip


# --- the pages ------------------------------------------------------------------------------
@pytest.mark.django_db
def test_my_own_page_shows_years_sum_and_what_is_missing(agency, client):
    finished(agency)
    shown = factories.sign_in(client, agency.staff).get(reverse("credit")).content.decode()
    assert "12,50" in shown
    assert "Ahli Muda" in shown


@pytest.mark.django_db
def test_a_correction_is_shown_with_the_old_value(agency, client):
    evaluation = finished(agency, predicate=("MEETS", "ABOVE"), status="DISPUTED")
    later = timezone.now() + timedelta(minutes=1)
    result(evaluation.appraisal, agency.head, ("ABOVE", "ABOVE"), origin="OBJECTION", when=later)
    shown = factories.sign_in(client, agency.staff).get(reverse("credit")).content.decode()
    assert "Dikoreksi" in shown
    assert "semula 12,50" in shown


@pytest.mark.django_db
def test_the_page_of_somebody_without_functional_post_says_so(agency, client):
    Placement.objects.filter(employee=agency.staff).update(
        position=factories.make_position("Pelaksana", category="EXECUTIVE", level="")
    )
    shown = factories.sign_in(client, agency.staff).get(reverse("credit")).content.decode()
    assert "tidak memakai angka kredit" in shown


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "status"),
    [("superior", 200), ("head", 404), ("stranger", 404), ("unit_personnel", 200), ("auditor", 200)],
)
def test_another_persons_page_is_for_parties_personnel_and_auditors(agency, client, who, status):
    evaluation = finished(agency)
    Party.objects.create(
        appraisal=evaluation.appraisal, role=PartyRole.APPRAISER, employee=agency.superior,
        appraisee=agency.staff, name="Siti", starts_on=evaluation.appraisal.period.starts_on,
    )  # fmt: skip
    url = reverse("credit_of", args=[agency.staff.uuid])
    assert factories.sign_in(client, getattr(agency, who)).get(url).status_code == status


@pytest.mark.django_db
def test_years_that_one_may_not_read_are_left_out_and_so_is_the_sum(agency, client):
    year = timezone.localdate().year
    finished(agency, year - 1)
    mine = finished(agency, year)
    Party.objects.create(
        appraisal=mine.appraisal, role=PartyRole.APPRAISER, employee=agency.superior, appraisee=agency.staff,
        name="Siti", starts_on=mine.appraisal.period.starts_on,
    )  # fmt: skip
    Evaluation.objects.exclude(pk=mine.pk).update(signed_by=agency.head)
    context = (
        factories.sign_in(client, agency.superior).get(reverse("credit_of", args=[agency.staff.uuid])).context
    )
    assert [row.year for row in context["years"]] == [year]
    assert not context["whole"]


@pytest.mark.django_db
def test_personnel_record_what_a_person_brought_along(agency, client):
    url = reverse("credit_balance", args=[agency.staff.uuid])
    factories.sign_in(client, agency.unit_personnel)
    typed = {
        "on_day": "2025-12-31", "level": FIRST, "rank": "III/a", "level_points": "37,5", "rank_points": "37,5",
        "source": "PAK 12/2025",
    }  # fmt: skip
    assert client.post(url, typed).status_code == 302
    balance = CreditBalance.objects.get()
    assert (balance.rank_points, balance.recorded_by) == (Decimal("37.5"), agency.unit_personnel)
    assert client.post(url, typed | {"rank_points": "40"}).status_code == 302
    assert CreditBalance.objects.get().rank_points == 40


@pytest.mark.django_db
def test_nobody_records_his_own_balance_or_that_of_another_unit(agency, client):
    for who, whose in (("unit_personnel", "unit_personnel"), ("other_unit_personnel", "staff")):
        url = reverse("credit_balance", args=[getattr(agency, whose).uuid])
        assert factories.sign_in(client, getattr(agency, who)).get(url).status_code == 404
    url = reverse("credit_balance", args=[agency.staff.uuid])
    assert factories.sign_in(client, agency.superior).get(url).status_code == 403


@pytest.mark.django_db
def test_the_page_asks_no_more_for_many_years(agency, client):
    finished(agency, 2024)
    factories.sign_in(client, agency.staff)
    url = reverse("credit")
    queries.assert_constant(client, url, lambda: [finished(agency, year) for year in range(2009, 2024)])
