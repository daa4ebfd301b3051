"""The quadrant cell by cell, and the suggestions at the edges of their definitions."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appraisal.rating import (
    PREDICATE_CODES,
    PREDICATE_LABELS,
    PREDICATE_PRINTED,
    RATING_CODES,
    RATING_LABELS,
    RATING_PRINTED,
    TONE_LABELS,
    Predicate,
    RatedTarget,
    Rating,
    Tone,
    predicate,
    suggest_behaviour,
    suggest_item,
    suggest_results,
)

A, M, B = Rating.ABOVE, Rating.MEETS, Rating.BELOW
GOOD_WORD, BAD_WORD, NO_TONE = Tone.POSITIVE, Tone.NEGATIVE, Tone.NEUTRAL


def targets(main: str, additional: str = "") -> list[RatedTarget]:
    """Targets from letters, one a target: A above, M meets, B below."""
    ratings = {"A": A, "M": M, "B": B}
    return [RatedTarget(ratings[letter], True) for letter in main] + [
        RatedTarget(ratings[letter], False) for letter in additional
    ]


# The worked examples of the regulation's quadrant: results, behaviour, predicate, SIASN's three codes.
QUADRANT = [
    (A, A, "VERY_GOOD", (1, 1, 1)),
    (A, M, "GOOD", (1, 2, 2)),
    (A, B, "POOR", (1, 3, 4)),
    (M, A, "GOOD", (2, 1, 2)),
    (M, M, "GOOD", (2, 2, 2)),
    (M, B, "POOR", (2, 3, 4)),
    (B, A, "NEEDS_IMPROVEMENT", (3, 1, 3)),
    (B, M, "NEEDS_IMPROVEMENT", (3, 2, 3)),
    (B, B, "VERY_POOR", (3, 3, 5)),
]


@pytest.mark.parametrize(("results", "behaviour", "expected", "codes"), QUADRANT)
def test_the_quadrant_gives_each_cell_its_predicate_and_codes(results, behaviour, expected, codes):
    found = predicate(results, behaviour)
    assert found is Predicate[expected]
    assert (RATING_CODES[results], RATING_CODES[behaviour], PREDICATE_CODES[found]) == codes


def test_the_quadrant_takes_the_stored_names_and_refuses_others():
    assert predicate("BELOW", "ABOVE") is Predicate.NEEDS_IMPROVEMENT
    for wrong in ("", "above", "GOOD"):
        with pytest.raises(ValueError, match="not a valid Rating"):
            predicate(wrong, Rating.MEETS)
        with pytest.raises(ValueError, match="not a valid Rating"):
            predicate(Rating.MEETS, wrong)


ORDER = [B, M, A]


@given(st.sampled_from(ORDER), st.sampled_from(ORDER), st.sampled_from(ORDER))
def test_a_better_behaviour_never_gives_a_worse_predicate(results, one, other):
    worse, better = sorted((one, other), key=ORDER.index)
    assert PREDICATE_CODES[predicate(results, better)] <= PREDICATE_CODES[predicate(results, worse)]


def test_the_forms_print_the_official_labels():
    assert list(RATING_PRINTED.values()) == ["DIATAS EKSPEKTASI", "SESUAI EKSPEKTASI", "DIBAWAH EKSPEKTASI"]
    assert list(PREDICATE_PRINTED.values()) == [
        "SANGAT BAIK",
        "BAIK",
        "BUTUH PERBAIKAN",
        "KURANG (MISCONDUCT)",
        "SANGAT KURANG",
    ]


@pytest.mark.parametrize("table", [RATING_LABELS, RATING_PRINTED, RATING_CODES])
def test_every_rating_stands_in_every_table(table):
    assert list(table) == list(Rating)


@pytest.mark.parametrize("table", [PREDICATE_LABELS, PREDICATE_PRINTED, PREDICATE_CODES])
def test_every_predicate_stands_in_every_table(table):
    assert list(table) == list(Predicate)


def test_every_tone_has_a_label():
    assert list(TONE_LABELS) == list(Tone)


@pytest.mark.parametrize("words", [Rating, Predicate, Tone])
def test_stored_values_are_the_names(words):
    assert all(member.value == member.name for member in words)


@pytest.mark.parametrize(
    ("items", "tones", "expected"),
    [
        # below: more than half of the items below, and less than half praise or no toned feedback at all
        (targets("BBM"), [], B),
        (targets("BBM"), [NO_TONE], B),
        (targets("BBM"), [GOOD_WORD, BAD_WORD, BAD_WORD], B),
        (targets("MM", "BBB"), [], B),
        # half of the toned feedback is praise: the guide's two halves disagree
        (targets("BBM"), [GOOD_WORD, BAD_WORD], None),
        (targets("BBM"), [GOOD_WORD, NO_TONE, NO_TONE], None),
        # above: more than half above, no main result below, at least half praise
        (targets("AAM"), [GOOD_WORD], A),
        (targets("AAM"), [GOOD_WORD, BAD_WORD], A),
        (targets("AA", "B"), [GOOD_WORD], A),
        (targets("AAM"), [GOOD_WORD, BAD_WORD, NO_TONE, BAD_WORD], M),
        (targets("AAM"), [], M),
        (targets("AAM"), [NO_TONE], M),
        (targets("AM"), [GOOD_WORD], M),
        (targets("AAAAB"), [GOOD_WORD], M),
        # meets: at most half of the items and less than a third of the main results below
        (targets("M"), [], M),
        (targets("MMMB"), [BAD_WORD], M),
        (targets("MMB"), [], None),
        (targets("AAB"), [GOOD_WORD], None),
        (targets("MM", "BB"), [], M),
        (targets("", "MB"), [], M),
        (targets("", "B"), [], B),
        ([], [GOOD_WORD], None),
    ],
)
def test_results_are_suggested_as_the_guide_says(items, tones, expected):
    assert suggest_results(items, tones) is expected


rated_targets = st.lists(st.builds(RatedTarget, st.sampled_from(Rating), st.booleans()), max_size=12)
notes = st.lists(st.sampled_from(Tone), max_size=8)


@settings(deadline=None)
@given(rated_targets, notes)
def test_above_is_never_suggested_with_a_main_result_below_or_without_praise(items, tones):
    suggestion = suggest_results(items, tones)
    if suggestion is A:
        assert not any(item.is_main and item.rating is B for item in items)
        assert Tone.POSITIVE in tones
    if suggestion is B:
        assert any(item.rating is B for item in items)


@pytest.mark.parametrize(
    ("values", "guards_others", "expected"),
    [
        ([M] * 7, False, M),
        ([M] * 7, True, M),
        ([A] * 7, False, M),
        ([A] * 4 + [M] * 3, True, A),
        ([A] * 3 + [M] * 4, True, M),
        ([A] * 6 + [B], True, B),
        ([B], False, B),
        ([], True, None),
    ],
)
def test_behaviour_is_suggested_as_the_guide_says(values, guards_others, expected):
    assert suggest_behaviour(values, guards_others=guards_others) is expected


@pytest.mark.parametrize(
    ("achieved", "higher_is_better", "lower_is_better"),
    [("89.99", B, A), ("90", M, M), ("92.5", M, M), ("95", M, M), ("95.01", A, B)],
)
def test_a_figure_is_compared_with_both_thresholds_in_either_direction(
    achieved, higher_is_better, lower_is_better
):
    figure, lower, upper = Decimal(achieved), Decimal(90), Decimal(95)
    assert suggest_item(figure, lower, upper, higher_is_better=True) is higher_is_better
    assert suggest_item(figure, lower, upper, higher_is_better=False) is lower_is_better


@pytest.mark.parametrize(
    ("achieved", "lower", "upper", "expected"),
    [
        (None, 1, 2, None),
        (5, None, None, None),
        (0, 0, 0, M),
        (1, 0, 0, A),
        (5, 6, None, B),
        (9, 6, None, M),
        (9, None, 6, A),
        (1, None, 6, M),
    ],
)
def test_a_missing_threshold_leaves_its_side_open(achieved, lower, upper, expected):
    figures = [None if number is None else Decimal(number) for number in (achieved, lower, upper)]
    assert suggest_item(*figures, higher_is_better=True) is expected


def test_reversed_thresholds_are_refused_with_advice():
    with pytest.raises(ValueError, match="Tukar kedua angka"):
        suggest_item(None, Decimal(2), Decimal(1), higher_is_better=True)
