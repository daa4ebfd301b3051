"""The pattern of predicates: every limit at its edge, small units, and the words of a warning."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appraisal.distribution import (
    UNIT_PREDICATE_LABELS,
    UNIT_PREDICATE_PRINTED,
    UnitPredicate,
    results_of_head,
    warnings,
)
from appraisal.rating import PREDICATE_LABELS, Predicate, Rating

EVERY_COUNT = st.dictionaries(st.sampled_from(Predicate), st.integers(0, 5000))


def counts(text: str) -> dict[Predicate, int]:
    """'7/3/0/0/0' as counts, best predicate first."""
    return dict(zip(Predicate, map(int, text.split("/")), strict=True))


@pytest.mark.parametrize(
    ("unit_predicate", "numbers", "warned"),
    [
        ("OUTSTANDING", "7/3/0/0/0", []),
        ("OUTSTANDING", "8/2/0/0/0", ["Sangat baik"]),
        ("OUTSTANDING", "0/0/0/0/10", []),
        ("GOOD", "3/7/0/0/0", ["Butuh perbaikan atau Kurang"]),
        ("GOOD", "2/7/1/0/0", []),
        ("GOOD", "2/7/0/1/0", []),
        ("GOOD", "2/7/0/0/1", ["Butuh perbaikan atau Kurang"]),
        ("GOOD", "1/8/1/0/0", ["Baik"]),
        ("GOOD", "0/10/0/0/0", ["Baik", "Butuh perbaikan atau Kurang"]),
        ("NEEDS_IMPROVEMENT", "1/3/6/0/0", []),
        ("NEEDS_IMPROVEMENT", "2/2/6/0/0", ["Sangat baik"]),
        ("NEEDS_IMPROVEMENT", "1/4/5/0/0", ["Butuh perbaikan"]),
        ("POOR", "0/3/1/6/0", []),
        ("POOR", "2/0/2/6/0", ["Sangat baik"]),
        ("POOR", "1/3/0/6/0", ["Butuh perbaikan"]),
        ("POOR", "1/3/1/5/0", ["Kurang"]),
        ("POOR", "2/8/0/0/0", ["Sangat baik", "Butuh perbaikan", "Kurang"]),
        ("VERY_POOR", "0/3/0/1/6", []),
        ("VERY_POOR", "0/3/1/0/6", []),
        ("VERY_POOR", "1/2/1/0/6", ["Sangat baik"]),
        ("VERY_POOR", "0/4/0/0/6", ["Butuh perbaikan atau Kurang"]),
        ("VERY_POOR", "0/4/1/0/5", ["Sangat kurang"]),
    ],
)
def test_each_limit_warns_on_its_far_side_only(unit_predicate, numbers, warned):
    found = warnings(UnitPredicate[unit_predicate], counts(numbers))
    assert [text.split(":")[0] for text in found] == warned


@pytest.mark.parametrize(
    ("unit_predicate", "numbers", "count"),
    [
        ("OUTSTANDING", "4/3/0/0/0", 0),  # 70 % of 7 people is 4.9: four may be
        ("OUTSTANDING", "5/2/0/0/0", 1),
        ("NEEDS_IMPROVEMENT", "0/2/5/0/0", 0),  # 60 % of 7 people is 4.2: five must be
        ("NEEDS_IMPROVEMENT", "0/3/4/0/0", 1),
        ("POOR", "0/4/2/9/0", 0),  # 10 % of 15 people is 1.5: two must be
        ("POOR", "0/5/1/9/0", 1),
    ],
)
def test_a_maximum_is_rounded_down_and_a_minimum_up(unit_predicate, numbers, count):
    assert len(warnings(UnitPredicate[unit_predicate], counts(numbers))) == count


@pytest.mark.parametrize("unit_predicate", UnitPredicate)
@pytest.mark.parametrize("predicate", Predicate)
def test_a_unit_of_less_than_five_is_never_warned(unit_predicate, predicate):
    assert warnings(unit_predicate, {predicate: 4}) == []


def test_a_unit_of_five_is_warned():
    assert len(warnings(UnitPredicate.GOOD, {Predicate.GOOD: 5})) == 2


def test_a_warning_tells_number_share_limit_and_that_it_is_a_guide():
    too_many = (
        "Sangat baik: 5 dari 6 pegawai (83,33%). Panduan untuk capaian kinerja organisasi Istimewa "
        "(SE MenPANRB 3/2023): paling banyak 70% atau 4 pegawai. "
        "Ini bukan keharusan: tinjau kembali atau tulis alasannya."
    )
    nobody = (
        "Butuh perbaikan atau Kurang: 0 dari 10 pegawai (0%). Panduan untuk capaian kinerja organisasi Baik "
        "(SE MenPANRB 3/2023): paling sedikit 1 pegawai. "
        "Ini bukan keharusan: tinjau kembali atau tulis alasannya."
    )
    assert warnings(UnitPredicate.OUTSTANDING, counts("5/1/0/0/0")) == [too_many]
    assert warnings(UnitPredicate.GOOD, counts("3/7/0/0/0")) == [nobody]


def test_stored_names_will_do_and_unknown_ones_are_refused():
    assert len(warnings("OUTSTANDING", {"VERY_GOOD": 10})) == 1
    with pytest.raises(ValueError, match="not a valid UnitPredicate"):
        warnings("VERY_GOOD", {})


@settings(deadline=None)
@given(st.sampled_from(UnitPredicate), EVERY_COUNT)
def test_any_counts_give_sentences_at_most_one_for_each_limit(unit_predicate, numbers):
    found = warnings(unit_predicate, numbers)
    assert len(found) == len(set(found)) <= 3
    assert all(text.endswith("alasannya.") for text in found)


@settings(deadline=None)
@given(st.integers(0, 300), st.integers(0, 300))
def test_the_whole_people_of_a_limit_agree_with_its_exact_share(very_good, others):
    numbers = {Predicate.VERY_GOOD: very_good, Predicate.GOOD: others}
    total = very_good + others
    assert bool(warnings(UnitPredicate.OUTSTANDING, numbers)) == (total >= 5 and very_good * 10 > total * 7)


def test_the_head_is_rated_by_the_result_of_the_unit():
    assert {unit_predicate.value: results_of_head(unit_predicate) for unit_predicate in UnitPredicate} == {
        "OUTSTANDING": Rating.ABOVE,
        "GOOD": Rating.MEETS,
        "NEEDS_IMPROVEMENT": Rating.BELOW,
        "POOR": Rating.BELOW,
        "VERY_POOR": Rating.BELOW,
    }
    assert results_of_head("GOOD") is Rating.MEETS
    with pytest.raises(ValueError, match="not a valid UnitPredicate"):
        results_of_head("")


def test_the_forms_print_the_official_labels():
    assert list(UNIT_PREDICATE_PRINTED.values()) == [
        "ISTIMEWA",
        "BAIK",
        "BUTUH PERBAIKAN",
        "KURANG",
        "SANGAT KURANG",
    ]
    assert list(UNIT_PREDICATE_LABELS) == list(UNIT_PREDICATE_PRINTED) == list(UnitPredicate)
    assert all(member.value == member.name for member in UnitPredicate)
    assert set(list(UNIT_PREDICATE_LABELS.values())[1:]) < set(PREDICATE_LABELS.values())
