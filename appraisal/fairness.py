"""Who rates unlike the others: leniency, severity, central tendency, halo. Counts and chance only, no Django, no names.

An appraiser's people are pairs of ratings (results, behaviour). What all others give, moved to the level of the
appraiser's own unit, says how likely each pair is; somebody who lifts seven ratings in ten by a level makes other pairs
likely. The sum of the logarithms of the two likelihoods separates these two best (Neyman and Pearson), and how often
chance alone reaches what was observed is added up exactly. Units and teams do differ: what is known of a unit is
weighed against the agency by how much units differ at all, and where teams differ by more than chance explains, that
spread belongs to what is usual. Among those reported at most `FALSE_SHARE` are expected to be wrong (Benjamini and
Hochberg); who is found is taken out of what is usual and the test begins anew, until nobody is added.

It shows that ratings differ from what others give, never why: a team may be as good as its ratings say.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

import numpy as np
import scipy
from numpy.typing import NDArray

from appraisal.rating import Rating

Numbers = NDArray[np.float64]
Truths = NDArray[np.bool_]
Row = tuple[Hashable, Hashable, Rating, Rating]


class Kind(StrEnum):
    """How an appraiser's ratings differ from what is usual."""

    LENIENT = "LENIENT"
    SEVERE = "SEVERE"
    CENTRAL = "CENTRAL"
    HALO = "HALO"


LEVELS = (Rating.BELOW, Rating.MEETS, Rating.ABOVE)
FEWEST = 5  # people: of fewer nothing is said
FALSE_SHARE = 0.025  # expected wrong ones among those reported, for each of the three tests
SHIFTED = 0.7  # of the ratings, under the alternatives that are looked for
MOST_SAID = 3.0  # by one person, as a logarithm: a pair that is nowhere else convicts nobody
ROUNDS = 8  # of looking anew without those found; three are usual
PRIOR = 4.5  # people that the agency's table of pairs begins with, so that no pair is impossible
STEPS_A_PERSON = 32  # whole steps that stand for one person's likelihood, so that sums can be counted exactly
WIDTHS = 6  # rounds that bring the chances within a unit close enough
CHUNK = 64  # appraisers at a time, so that memory stays small

PAIRS = tuple((results, behaviour) for results in LEVELS for behaviour in LEVELS)
RESULTS, BEHAVIOUR = np.divmod(np.arange(9), 3)
LEVEL: Numbers = (RESULTS + BEHAVIOUR - 2).astype(float)
SAME: Numbers = (RESULTS == BEHAVIOUR).astype(float)
POINTS, _weights = np.polynomial.hermite_e.hermegauss(9)
WEIGHTS: Numbers = _weights / _weights.sum()
MEDIAN_CHI2 = 0.4549  # of one degree of freedom
MEDIAN_ERROR = 2.34  # standard error of a variance told by it, times the root of the number


def _moved(one: list[list[float]]) -> Numbers:
    """What becomes of pairs when each rating moves by these chances, independently."""
    single = np.array(one)
    moved: Numbers = np.kron(single, single)
    return moved


_STAYS = 1 - SHIFTED
MOVES: dict[Kind, Numbers] = {
    Kind.LENIENT: _moved([[_STAYS, SHIFTED, 0], [0, _STAYS, SHIFTED], [0, 0, 1]]),
    Kind.SEVERE: _moved([[1, 0, 0], [SHIFTED, _STAYS, 0], [0, SHIFTED, _STAYS]]),
    Kind.CENTRAL: _moved([[_STAYS, SHIFTED, 0], [0, 1, 0], [0, SHIFTED, _STAYS]]),
}


@dataclass(frozen=True)
class Finding:
    """One way in which one appraiser's ratings differ. `chance`: how often it comes about by chance alone."""

    appraiser: Any
    kind: Kind
    people: int
    chance: float


@dataclass(frozen=True)
class Examined:
    """What an appraiser gave and what is usual there: people by pair of ratings, in the order of `PAIRS`."""

    appraiser: Any
    people: int
    given: list[int]
    expected: list[float]
    findings: list[Finding]


def appraiser_findings(rows: Iterable[Row]) -> list[Finding]:
    """Appraisers whose ratings differ by more than chance, out of (appraiser, unit, results, behaviour) of each person.

    One line by appraiser and kind, the surest first; whoever has fewer than `FEWEST` people is never named.
    """
    found = [finding for one in examined(rows) for finding in one.findings]
    return sorted(found, key=lambda one: one.chance)


def examined(rows: Iterable[Row]) -> list[Examined]:
    """Every appraiser, in the order in which they come."""
    agency = Agency.of(rows)
    if not agency.appraisers:
        return []
    usual, findings = agency.examine()
    told: dict[Hashable, list[Finding]] = {}
    for finding in findings:
        told.setdefault(finding.appraiser, []).append(finding)
    expected = usual.at(usual.level[:, None])[:, 0] * agency.people[:, None]
    lines = zip(agency.appraisers, agency.counts, expected, strict=True)
    return [
        Examined(one, int(given.sum()), given.astype(int).tolist(), usually.tolist(), told.get(one, []))
        for one, given, usually in lines
    ]


@dataclass
class Agency:
    """Everybody's ratings: a line of nine counts an appraiser."""

    appraisers: list[Hashable]
    units: NDArray[np.int64]
    counts: Numbers

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Agency:
        """An appraiser belongs to the unit of most of the people."""
        counts: dict[Hashable, list[int]] = {}
        units: dict[Hashable, dict[Hashable, int]] = {}
        for appraiser, unit, results, behaviour in rows:
            line = counts.setdefault(appraiser, [0] * 9)
            line[LEVELS.index(Rating(results)) * 3 + LEVELS.index(Rating(behaviour))] += 1
            here = units.setdefault(appraiser, {})
            here[unit] = here.get(unit, 0) + 1
        mostly = [max(one, key=one.__getitem__) for one in units.values()]
        numbers = {unit: number for number, unit in enumerate(dict.fromkeys(mostly))}
        numbered = np.array([numbers[unit] for unit in mostly], dtype=np.int64)
        return cls(list(counts), numbered, np.array(list(counts.values()), dtype=float).reshape(-1, 9))

    @cached_property
    def people(self) -> Numbers:
        found: Numbers = self.counts.sum(axis=1)
        return found

    @cached_property
    def tested(self) -> Truths:
        found: Truths = self.people >= FEWEST
        return found

    def examine(self) -> tuple[Usual, list[Finding]]:
        """What is usual, and who differs from it; nobody does while there is nobody to compare with."""
        outside = np.zeros(len(self.appraisers), dtype=bool)
        usual = Usual.of(self, outside)
        if self.tested.sum() < 2:
            return usual, []
        for _ in range(ROUNDS):
            shifted = usual.explained(self, (Kind.LENIENT, Kind.SEVERE))
            found = self._significant(shifted.chance)
            if not (found & ~outside).any():
                break
            outside |= found
            usual = Usual.of(self, outside)
        middle = usual.explained(self, (Kind.CENTRAL,))
        central = self._significant(middle.chance) & ~(found & (shifted.weight > middle.weight))
        told = [(one, shifted) for one in np.flatnonzero(found & ~central)]
        told += [(one, middle) for one in np.flatnonzero(central)]
        named = [(int(one), why.kinds[one], float(why.chance[one])) for one, why in told]
        return usual, [
            Finding(self.appraisers[number], kind, int(self.people[number]), chance)
            for number, kind, chance in [*named, *self._halos(usual)]
        ]

    def _halos(self, usual: Usual) -> list[tuple[int, Kind, float]]:
        """Both ratings of a person the same more often than elsewhere, at the appraiser's own shares of levels."""
        share = (_raked(usual.base, self.counts) * SAME).sum(axis=1)
        same = self.counts @ SAME
        chance: Numbers = scipy.stats.binom.sf(same - 1, self.people, share)
        numbers = np.flatnonzero(self._significant(chance))
        return [(int(one), Kind.HALO, float(chance[one])) for one in numbers]

    def _significant(self, chance: Numbers) -> Truths:
        found = np.zeros(len(chance), dtype=bool)
        adjusted = scipy.stats.false_discovery_control(chance[self.tested])
        found[self.tested] = adjusted <= FALSE_SHARE
        return found


@dataclass
class Explained:
    """By appraiser: the kind that explains the ratings best, by how much (a logarithm), and how often chance does."""

    kinds: list[Kind]
    weight: Numbers
    chance: Numbers


@dataclass
class Usual:
    """What is usual where each appraiser is, told by all others: chances of the nine pairs, and how sure that is.

    `base`: the agency's; `centre`: at the level of the unit; `spread`: of the level, as far as it is not known.
    """

    base: Numbers
    level: Numbers
    spread: Numbers

    @classmethod
    def of(cls, agency: Agency, outside: Truths) -> Usual:
        """Without those outside, and for each appraiser without the own people."""
        kept = agency.counts * ~outside[:, None]
        differ = Differences.of(agency, kept)
        by_unit = _by_unit(agency.units, kept)
        base = _smooth(kept.sum(axis=0) - kept) * _narrowed(by_unit, differ.units)
        base /= base.sum(axis=1, keepdims=True)
        level, unsure = _level_of_unit(base, by_unit[agency.units] - kept, differ.units)
        return cls(base, level, np.sqrt(unsure + differ.teams))

    def at(self, level: Numbers) -> Numbers:
        """Chances of the pairs at other levels, a column a level."""
        weighed = self.base[:, None, :] * np.exp(level[:, :, None] * LEVEL)
        found: Numbers = weighed / weighed.sum(axis=2, keepdims=True)
        return found

    def explained(self, agency: Agency, kinds: Sequence[Kind]) -> Explained:
        """Which of these moves explains the ratings best; chance is asked only where one does so at all."""
        centre = self.at(self.level[:, None])[:, 0]
        ratios = np.log(np.array([centre @ MOVES[kind] / centre for kind in kinds])).clip(
            -MOST_SAID, MOST_SAID
        )
        width = np.maximum(ratios.max(axis=(0, 2)) - ratios.min(axis=(0, 2)), 1e-9)
        step = width / (STEPS_A_PERSON - 1)
        places = np.rint(ratios / step[:, None])
        sums = (places * agency.counts).sum(axis=2)
        highest, chance = sums.max(axis=0), np.ones(len(centre))
        points, shares = (POINTS, WEIGHTS) if self.spread.any() else (np.zeros(1), np.ones(1))
        usual = self.at(self.level[:, None] + self.spread[:, None] * points)
        asked = np.flatnonzero(agency.tested & (highest > 0))
        for start in range(0, len(asked), CHUNK):
            some = asked[start : start + CHUNK]
            reached = [_reached(one[some], usual[some], agency.people[some], highest[some]) for one in places]
            chance[some] = np.minimum(1, sum(reached) @ shares)
        return Explained([kinds[best] for best in sums.argmax(axis=0)], highest * step, chance)


@dataclass
class Differences:
    """How much units differ, and teams of a unit beyond chance: variances of their level."""

    units: float
    teams: float

    @classmethod
    def of(cls, agency: Agency, kept: Numbers) -> Differences:
        """Of units by an analysis of variance; of teams by the median, which outliers do not move."""
        used = kept.sum(axis=1) >= FEWEST
        people = kept[used].sum(axis=1)
        total = kept[used].sum(axis=0)
        if len(people) < 2:
            return cls(0.0, 0.0)
        mean = float(total @ LEVEL / total.sum())
        level = kept[used] @ LEVEL / people - mean
        units = np.unique(agency.units[used], return_inverse=True)[1]
        variance = _of_people(kept[used], units)
        if variance == 0:
            return cls(0.0, 0.0)
        level = level / np.sqrt(variance)
        return cls(_of_units(level, people, units) / variance, _of_teams(level, people, units) / variance)


def _of_people(kept: Numbers, units: NDArray[np.int64]) -> float:
    """Variance of one person's level within a unit."""
    by_unit = _by_unit(units, kept)
    size = by_unit.sum(axis=1)
    squares = by_unit @ LEVEL**2 - (by_unit @ LEVEL) ** 2 / size
    return float(squares.sum() / max(1.0, size.sum() - len(size)))


def _of_units(level: Numbers, people: Numbers, units: NDArray[np.int64]) -> float:
    """Variance of the units' levels, in that of one person; nothing where no unit has two appraisers."""
    size = np.bincount(units, weights=people)
    means = np.bincount(units, weights=people * level) / size
    free, between = len(level) - len(size), len(size) - 1
    if free == 0 or between == 0:
        return 0.0
    within = float(people @ (level - means[units]) ** 2) / free
    usual_size = (size.sum() - size @ size / size.sum()) / between
    return max(0.0, float((size @ means**2 / between - max(1.0, within)) / usual_size))


def _of_teams(level: Numbers, people: Numbers, units: NDArray[np.int64]) -> float:
    """Variance of teams within their units, in that of one person; nothing while chance explains it."""
    size = np.bincount(units, weights=people)
    means = np.bincount(units, weights=people * level) / size
    shared = people < size[units]
    if shared.any():
        level, people, units = level[shared], people[shared], units[shared]
        squares = people * (level - means[units]) ** 2 / (1 - people / size[units])
    else:
        squares = people * level**2
    ratio = float(np.median(squares)) / MEDIAN_CHI2
    sure = ratio > 1 + 2 * MEDIAN_ERROR / math.sqrt(len(squares))
    return (ratio - 1) / float(scipy.stats.hmean(people)) if sure else 0.0


def _by_unit(units: NDArray[np.int64], counts: Numbers) -> Numbers:
    found = np.zeros((units.max() + 1, counts.shape[1]))
    np.add.at(found, units, counts)
    return found


def _smooth(counts: Numbers) -> Numbers:
    """Chances of the pairs by line, begun with a few people whose results and behaviour have no tie."""
    table = counts.reshape(-1, 3, 3)
    results, behaviour = (table.sum(axis=axis) + 0.5 for axis in (2, 1))
    apart = results[:, :, None] * behaviour[:, None, :]
    apart /= apart.sum(axis=(1, 2), keepdims=True)
    begun = table + PRIOR * apart
    found: Numbers = (begun / begun.sum(axis=(1, 2), keepdims=True)).reshape(-1, 9)
    return found


def _narrowed(by_unit: Numbers, differ: float) -> Numbers:
    """What turns the agency's chances into those within a unit, which are narrower than all units together."""
    whole = _smooth(by_unit.sum(axis=0))
    chances = whole
    for _ in range(WIDTHS if differ else 0):
        level, _unsure = _level_of_unit(np.tile(chances, (len(by_unit), 1)), by_unit, differ)
        weighed = chances * np.exp(level[:, None] * LEVEL)
        expected = by_unit.sum(axis=1) @ (weighed / weighed.sum(axis=1, keepdims=True))
        chances = chances * whole[0] * by_unit.sum() / expected
        chances = chances / chances.sum()
    found: Numbers = chances / whole
    return found


def _level_of_unit(base: Numbers, here: Numbers, differ: float) -> tuple[Numbers, Numbers]:
    """How far each unit's level lies from the agency's, weighed by how much units differ; and how unsure that is."""
    level = np.zeros(len(base))
    if differ == 0:
        return level, level
    people, told = here.sum(axis=1), here @ LEVEL
    for _ in range(12):
        weighed = base * np.exp(level[:, None] * LEVEL)
        weighed /= weighed.sum(axis=1, keepdims=True)
        mean = weighed @ LEVEL
        known = people * (weighed @ LEVEL**2 - mean**2) + 1 / differ
        level = level + np.clip((told - people * mean - level / differ) / known, -1, 1)
    return level, 1 / known


def _reached(places: Numbers, usual: Numbers, people: Numbers, wanted: Numbers) -> Numbers:
    """How often the sum of whole `places` over the people is at least `wanted` by chance, by line and level; exact."""
    grid = 1 << math.ceil(math.log2(STEPS_A_PERSON * people.max()))
    least = places.min(axis=1)
    above = places - least[:, None]
    turns = np.exp(-2j * np.pi / grid * np.arange(grid // 2 + 1)[:, None] * above[:, None, :])
    sums = (usual @ turns.transpose(0, 2, 1)) ** people[:, None, None]
    distribution = np.fft.irfft(sums, grid)
    beyond = np.arange(grid) >= (wanted - people * least)[:, None]
    found: Numbers = np.clip((distribution * beyond[:, None]).sum(axis=2), 0, 1)
    return found


def _raked(base: Numbers, counts: Numbers) -> Numbers:
    """The agency's tie between results and behaviour, at the own shares of levels (iterative proportional fitting)."""
    own = counts.reshape(-1, 3, 3) / counts.sum(axis=1)[:, None, None]
    found = base.reshape(-1, 3, 3)
    for _ in range(30):
        for axis in (2, 1):
            there = found.sum(axis=axis, keepdims=True)
            found = found * np.divide(
                own.sum(axis=axis, keepdims=True), there, where=there > 0, out=np.zeros_like(there)
            )
    reshaped: Numbers = found.reshape(-1, 9)
    return reshaped
