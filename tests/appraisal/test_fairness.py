"""Planted leniency and severity are found, and hardly anybody else; what is too little to tell is not told."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable
from statistics import NormalDist

import numpy as np
import pytest

from appraisal import fairness
from appraisal.fairness import FEWEST, Kind, appraiser_findings, examined
from appraisal.rating import Rating

BELOW, MEETS, ABOVE = LEVELS = (Rating.BELOW, Rating.MEETS, Rating.ABOVE)
Rows = list[tuple[str, str, Rating, Rating]]
NORMAL = NormalDist()


def agency(
    seed: int,
    shares: tuple[float, float, float],
    *,
    biased: float = 0.1,
    units: int = 20,
    units_differ: float = 0.0,
    teams_differ: float = 0.0,
    tie: float = 0.0,
) -> tuple[Rows, dict[str, Kind]]:
    """200 appraisers × 12 people, some of whom shift seven ratings in ten by a level; and who that is.

    `shares` of BELOW, MEETS and ABOVE in a middling unit. Units and teams differ by so many standard deviations of a
    person; `tie` is the correlation of results and behaviour.
    """
    chance = random.Random(seed)
    bounds = NORMAL.inv_cdf(shares[0]), NORMAL.inv_cdf(shares[0] + shares[1])
    level = [chance.gauss(0, units_differ) for _ in range(units)]
    planted = {
        number: chance.choice([Kind.LENIENT, Kind.SEVERE])
        for number in chance.sample(range(200), round(200 * biased))
    }
    rows: Rows = []
    for number in range(200):
        middle = level[number % units] + chance.gauss(0, teams_differ)
        given = [
            sum(middle + part > bound for bound in bounds) for _ in range(12) for part in _parts(chance, tie)
        ]
        if number in planted:
            step = 1 if planted[number] == Kind.LENIENT else -1
            for place in chance.sample(range(24), 17):  # seven of ten
                given[place] = min(2, max(0, given[place] + step))
        where = f"unit {number % units}"
        rows += [
            (f"{number}", where, LEVELS[one], LEVELS[two])
            for one, two in zip(given[::2], given[1::2], strict=True)
        ]
    return rows, {f"{number}": kind for number, kind in planted.items()}


def _parts(chance: random.Random, tie: float) -> tuple[float, float]:
    """What results and behaviour of one person have in common, and what not."""
    common = chance.gauss(0, 1)
    own = [chance.gauss(0, 1) for _ in range(2)]
    results, behaviour = ((tie**0.5) * common + ((1 - tie) ** 0.5) * one for one in own)
    return results, behaviour


def team(name: str, unit: str, *pairs: tuple[Rating, Rating, int]) -> Rows:
    return [(name, unit, one, two) for one, two, number in pairs for _ in range(number)]


def usual(appraisers: int = 30) -> Rows:
    """Appraisers who all distinguish alike, twenty people each: four above and two below in either rating."""
    pairs = [
        (ABOVE, ABOVE, 1), (ABOVE, MEETS, 3), (MEETS, ABOVE, 3), (MEETS, MEETS, 10), (BELOW, MEETS, 1),
        (MEETS, BELOW, 1), (BELOW, BELOW, 1),
    ]  # fmt: skip
    return [row for number in range(appraisers) for row in team(f"usual {number}", "office", *pairs)]


def kinds(rows: Iterable[tuple[str, str, Rating, Rating]]) -> dict[str, Kind]:
    return {one.appraiser: one.kind for one in appraiser_findings(rows)}


# --- the agency of the issue: 200 appraisers × 12 people, one in ten biased -----------------------
AGENCIES = {
    "most people meet": {"shares": (0.1, 0.7, 0.2)},
    "as many above as below": {"shares": (0.15, 0.7, 0.15)},
    "hardly anybody below": {"shares": (0.05, 0.75, 0.2)},
    "nearly everybody meets": {"shares": (0.06, 0.88, 0.06)},
    "both ratings of a person are tied": {"shares": (0.1, 0.7, 0.2), "tie": 0.5},
    "units of unequal levels": {"shares": (0.1, 0.7, 0.2), "units_differ": 0.3},
    "unequal units and tied ratings": {"shares": (0.08, 0.74, 0.18), "units_differ": 0.25, "tie": 0.3},
    "each appraiser a unit of his own": {"shares": (0.1, 0.7, 0.2), "units": 200},
}


@pytest.mark.parametrize("name", AGENCIES)
def test_of_planted_bias_nineteen_in_twenty_are_found_and_one_in_twenty_named_is_wrong_at_most(
    name: str,
) -> None:
    planted = found = named = wrong = 0
    for seed in range(4):
        rows, truth = agency(seed, **AGENCIES[name])
        told = kinds(rows)
        planted += len(truth)
        found += sum(told.get(who) == kind for who, kind in truth.items())
        named += len(told)
        wrong += len(told.keys() - truth.keys())
    assert found >= 0.95 * planted
    assert wrong <= 0.05 * named


@pytest.mark.parametrize(
    "differs", [{}, {"teams_differ": 0.4}, {"units_differ": 0.6, "tie": 0.4}], ids=["alike", "teams", "units"]
)
def test_where_nobody_is_biased_hardly_anybody_is_named(differs: dict[str, float]) -> None:
    """2,000 appraisers, of whom a test at five in a hundred would name a hundred."""
    named = [kinds(agency(seed, (0.1, 0.7, 0.2), biased=0, **differs)[0]) for seed in range(10)]
    assert sum(map(len, named)) <= 4


# --- each kind by an example ------------------------------------------------------------------
@pytest.mark.parametrize(
    ("kind", "pairs"),
    [
        (Kind.LENIENT, [(ABOVE, ABOVE, 8), (MEETS, ABOVE, 2)]),
        (Kind.SEVERE, [(BELOW, BELOW, 5), (BELOW, MEETS, 3), (MEETS, MEETS, 2)]),
        (Kind.CENTRAL, [(MEETS, MEETS, 20)]),
        (Kind.HALO, [(ABOVE, ABOVE, 6), (MEETS, MEETS, 10), (BELOW, BELOW, 4)]),
    ],
)
def test_each_kind_is_told_by_its_own_name(kind: Kind, pairs: list[tuple[Rating, Rating, int]]) -> None:
    assert kinds([*usual(), *team("odd", "office", *pairs)]) == {"odd": kind}


def test_an_appraiser_like_the_others_is_not_named() -> None:
    assert kinds(usual()) == {}


def test_a_unit_that_is_better_names_none_of_its_appraisers() -> None:
    """Ten appraisers of one office with twice as many above: they are like each other."""
    better = [
        row
        for number in range(10)
        for row in team(
            f"better {number}", "good office", (ABOVE, ABOVE, 3), (ABOVE, MEETS, 2), (MEETS, MEETS, 5)
        )
    ]
    assert kinds([*usual(), *better]) == {}
    worse = team("worse", "good office", (MEETS, MEETS, 14), (BELOW, MEETS, 4), (MEETS, BELOW, 2))
    assert kinds([*usual(), *better, *worse]) == {"worse": Kind.SEVERE}


def test_with_fewer_people_than_k_nobody_is_named() -> None:
    few = [(ABOVE, ABOVE, FEWEST - 1)]
    assert kinds([*usual(), *team("few", "office", *few)]) == {}
    assert kinds([*usual(), *team("more", "office", (ABOVE, ABOVE, 2 * FEWEST))]) == {"more": Kind.LENIENT}


@pytest.mark.parametrize(
    "rows",
    [
        [],
        team("alone", "office", (ABOVE, ABOVE, 12)),
        [*team("one", "office", (MEETS, MEETS, 12)), *team("two", "office", (MEETS, MEETS, 12))],
        [*team("one", "a", (MEETS, MEETS, 1)), *team("two", "b", (ABOVE, BELOW, 1))],
    ],
    ids=["nobody", "one appraiser", "all alike", "two people"],
)
def test_what_cannot_be_compared_says_nothing(rows: Rows) -> None:
    assert appraiser_findings(rows) == []
    assert len(examined(rows)) == len({row[0] for row in rows})


def test_the_order_of_the_rows_changes_nothing() -> None:
    rows, _truth = agency(11, (0.1, 0.7, 0.2))
    mixed = random.Random(1).sample(rows, len(rows))
    assert kinds(mixed) == kinds(rows)


def test_what_is_usual_counts_as_many_people_as_there_are() -> None:
    rows, _truth = agency(3, (0.1, 0.7, 0.2), units_differ=0.3)
    for one in examined(rows):
        assert sum(one.given) == one.people == 12
        assert sum(one.expected) == pytest.approx(12)


# --- the arithmetic ---------------------------------------------------------------------------
def test_chance_is_added_up_exactly() -> None:
    """Beside every outcome of three people counted by hand."""
    chances = np.array([0.02, 0.05, 0.01, 0.1, 0.5, 0.12, 0.02, 0.08, 0.1])
    places = np.array([-7.0, -3, 0, -2, 1, 4, 0, 3, 9])
    for wanted in (-5, 0, 6, 15, 27):
        expected = sum(
            chances[list(outcome)].prod()
            for outcome in itertools.product(range(9), repeat=3)
            if places[list(outcome)].sum() >= wanted
        )
        told = fairness._reached(
            places[None], chances[None, None], np.array([3.0]), np.array([float(wanted)])
        )
        assert told[0, 0] == pytest.approx(expected, abs=1e-12)


def test_moves_keep_everybody_and_saturate() -> None:
    """Who is above cannot rise, who is below cannot fall."""
    for moves in fairness.MOVES.values():
        assert moves.sum(axis=1) == pytest.approx(np.ones(9))
    top, bottom = fairness.PAIRS.index((ABOVE, ABOVE)), fairness.PAIRS.index((BELOW, BELOW))
    assert fairness.MOVES[Kind.LENIENT][top, top] == 1
    assert fairness.MOVES[Kind.SEVERE][bottom, bottom] == 1
