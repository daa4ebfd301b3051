"""Credit points: the published table in full, the proportional year, and what promotions need."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appraisal.credit import (
    COEFFICIENT,
    EXPERT_LEVELS,
    SKILLED_LEVELS,
    carried_over,
    credit_points,
    needed_for_level,
    needed_for_rank,
    rounded,
)
from appraisal.rating import Predicate

# A full year, columns in the order VERY_GOOD, GOOD, NEEDS_IMPROVEMENT, POOR, VERY_POOR.
FULL_YEAR = {
    "Ahli Pertama": ("18.75", "12.5", "9.375", "6.25", "3.125"),
    "Ahli Muda": ("37.5", "25", "18.75", "12.5", "6.25"),
    "Ahli Madya": ("56.25", "37.5", "28.125", "18.75", "9.375"),
    "Ahli Utama": ("75", "50", "37.5", "25", "12.5"),
    "Pemula": ("5.625", "3.75", "2.8125", "1.875", "0.9375"),
    "Terampil": ("7.5", "5", "3.75", "2.5", "1.25"),
    "Mahir": ("18.75", "12.5", "9.375", "6.25", "3.125"),
    "Penyelia": ("37.5", "25", "18.75", "12.5", "6.25"),
}


@pytest.mark.parametrize(
    ("level", "predicate", "expected"),
    [
        (level, predicate, Decimal(points))
        for level, row in FULL_YEAR.items()
        for predicate, points in zip(Predicate, row, strict=True)
    ],
)
def test_a_full_year_earns_the_published_points(level, predicate, expected):
    assert credit_points(level, predicate, 12) == expected


def test_the_official_example_of_two_months_is_exact_until_it_is_printed():
    two_months = credit_points("Ahli Pertama", Predicate.GOOD, 2)
    assert two_months == Decimal(25) / Decimal(12)
    assert rounded(two_months) == Decimal("2.08")
    assert rounded(two_months + credit_points("Ahli Pertama", Predicate.VERY_GOOD, 12)) == Decimal("20.83")


def test_a_year_split_over_two_levels_counts_each_part():
    first = credit_points("Ahli Pertama", Predicate.GOOD, 6)
    second = credit_points("Ahli Muda", Predicate.GOOD, 6)
    assert (first, second, first + second) == (Decimal("6.25"), Decimal("12.5"), Decimal("18.75"))


@pytest.mark.parametrize("level", ["", "Pelaksana", "Administrator", "Pengawas", "ahli pertama"])
@pytest.mark.parametrize("predicate", Predicate)
def test_who_holds_no_functional_level_earns_none(level, predicate):
    assert credit_points(level, predicate, 12) is None


def test_the_stored_name_of_a_predicate_will_do():
    assert credit_points("Ahli Madya", "NEEDS_IMPROVEMENT", 12) == Decimal("28.125")
    with pytest.raises(ValueError, match="not a valid Predicate"):
        credit_points("", "", 12)


@pytest.mark.parametrize("months", [-1, 13])
@pytest.mark.parametrize("level", ["Ahli Muda", ""])
def test_months_outside_a_year_are_refused_at_every_level(level, months):
    with pytest.raises(ValueError, match="0 sampai 12"):
        credit_points(level, Predicate.GOOD, months)


def test_no_month_earns_nothing():
    assert credit_points("Ahli Muda", Predicate.GOOD, 0) == 0


@settings(deadline=None)
@given(st.sampled_from(list(COEFFICIENT)), st.sampled_from(Predicate), st.integers(0, 12))
def test_the_parts_of_a_year_add_up(level, predicate, months):
    whole = credit_points(level, predicate, 12)
    parts = credit_points(level, predicate, months) + credit_points(level, predicate, 12 - months)
    assert abs(whole - parts) < Decimal("1e-24")


def test_print_rounds_half_up():
    assert [rounded(Decimal(points)) for points in ("28.125", "9.375", "0.004")] == [
        Decimal("28.13"),
        Decimal("9.38"),
        Decimal("0.00"),
    ]


@pytest.mark.parametrize(
    ("level", "ranks"),
    [
        (
            "Ahli Pertama",
            {"III/a": 50, "III/b": 50, "III/c": 100, "III/d": 100}
            | {"IV/a": 150, "IV/b": 150, "IV/c": 150, "IV/d": 200, "IV/e": None, "II/a": None},
        ),
        (
            "Pemula",
            {"II/a": 15, "II/b": 20, "II/c": 20, "II/d": 20}
            | {"III/a": 50, "III/b": 50, "III/c": 100, "III/d": None, "IV/a": None},
        ),
        ("Pelaksana", {"III/a": None}),
    ],
)
def test_the_next_rank_needs_what_the_table_of_the_career_says(level, ranks):
    assert {rank: needed_for_rank(rank, level) for rank in ranks} == ranks


def test_every_level_of_a_career_uses_its_table_of_ranks():
    assert {needed_for_rank("IV/d", level) for level in EXPERT_LEVELS} == {Decimal(200)}
    assert {needed_for_rank("II/a", level) for level in SKILLED_LEVELS} == {Decimal(15)}
    assert set(EXPERT_LEVELS) | set(SKILLED_LEVELS) == set(COEFFICIENT)


@pytest.mark.parametrize(
    ("level", "entry_rank", "needed"),
    [
        ("Pemula", "", 15),
        ("Terampil", "", 60),
        ("Terampil", "II/c", 40),
        ("Mahir", "", 100),
        ("Penyelia", "", None),
        ("Ahli Pertama", "III/a", 100),
        ("Ahli Pertama", "III/b", 50),
        ("Ahli Muda", "III/b", 200),
        ("Ahli Madya", "", 450),
        ("Ahli Utama", "", None),
        ("Pelaksana", "", None),
    ],
)
def test_the_next_level_needs_what_the_table_says(level, entry_rank, needed):
    assert needed_for_level(level, entry_rank) == needed


def test_four_good_years_suffice_for_the_next_rank_and_three_do_not():
    year = credit_points("Ahli Pertama", Predicate.GOOD, 12)
    needed = needed_for_rank("III/a", "Ahli Pertama")
    assert carried_over(4 * year, needed, same_level=True) == 0
    with pytest.raises(ValueError, match=r"belum cukup: ada 37\.5, perlu 50"):
        carried_over(3 * year, needed, same_level=True)


def test_a_surplus_stays_within_the_level():
    earned = 3 * credit_points("Ahli Pertama", Predicate.VERY_GOOD, 12)
    needed = needed_for_rank("III/a", "Ahli Pertama")
    assert carried_over(earned, needed, same_level=True) == Decimal("6.25")


def test_a_surplus_is_lost_on_the_way_to_a_higher_level():
    needed = needed_for_level("Ahli Pertama", "III/a")
    assert carried_over(Decimal("106.25"), needed, same_level=False) == 0
