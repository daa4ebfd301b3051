"""Credit points (angka kredit) of functional officials, from the yearly predicate.

Source: PermenPANRB 1/2023 article 37 (1) for the percentages, Peraturan BKN 3/2023 for the proportional
year, the points needed and the surplus; the yearly coefficients are SIASN's reference data. Points are
exact Decimals (the context's 28 digits where a twelfth has no end) and are rounded only in print.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from appraisal.rating import Predicate

# Points of a full year with predicate GOOD, by the official name of the level.
COEFFICIENT: dict[str, Decimal] = {
    "Ahli Pertama": Decimal("12.5"),
    "Ahli Muda": Decimal(25),
    "Ahli Madya": Decimal("37.5"),
    "Ahli Utama": Decimal(50),
    "Pemula": Decimal("3.75"),
    "Terampil": Decimal(5),
    "Mahir": Decimal("12.5"),
    "Penyelia": Decimal(25),
}

PERCENTAGE: dict[Predicate, int] = {
    Predicate.VERY_GOOD: 150,
    Predicate.GOOD: 100,
    Predicate.NEEDS_IMPROVEMENT: 75,
    Predicate.POOR: 50,
    Predicate.VERY_POOR: 25,
}

EXPERT_LEVELS = ("Ahli Pertama", "Ahli Muda", "Ahli Madya", "Ahli Utama")
SKILLED_LEVELS = ("Pemula", "Terampil", "Mahir", "Penyelia")
LEVELS = (*SKILLED_LEVELS, *EXPERT_LEVELS)

# Points for the next rank, by the present one. The skilled career ends at III/d.
EXPERT_RANKS: dict[str, int] = {
    "III/a": 50,
    "III/b": 50,
    "III/c": 100,
    "III/d": 100,
    "IV/a": 150,
    "IV/b": 150,
    "IV/c": 150,
    "IV/d": 200,
}
SKILLED_RANKS: dict[str, int] = {
    "II/a": 15,
    "II/b": 20,
    "II/c": 20,
    "II/d": 20,
    "III/a": 50,
    "III/b": 50,
    "III/c": 100,
}

RANKS = (
    "II/a", "II/b", "II/c", "II/d", "III/a", "III/b", "III/c", "III/d", "IV/a", "IV/b", "IV/c", "IV/d", "IV/e",
)  # fmt: skip

# Points for the next level, by the present one; the highest level of each career has none.
NEXT_LEVEL: dict[str, int] = {
    "Pemula": 15,
    "Terampil": 60,
    "Mahir": 100,
    "Ahli Pertama": 100,
    "Ahli Muda": 200,
    "Ahli Madya": 450,
}
# Someone who entered the level at a higher rank needs less: (level, rank at entry).
NEXT_LEVEL_FROM_RANK: dict[tuple[str, str], int] = {("Terampil", "II/c"): 40, ("Ahli Pertama", "III/b"): 50}


def credit_points(level: str, predicate: Predicate | str, months: int) -> Decimal | None:
    """Points earned in `months` (0 to 12) of one year at one level: months / 12 x percentage x coefficient.

    None where there are none: `level` is not the official name of a functional level ('Ahli Pertama', …).
    A year split over two levels is two calls added up. Not rounded. Raises ValueError for months outside
    0 to 12 and for an unknown predicate, whatever the level.
    """
    if not 0 <= months <= 12:
        raise ValueError(f"Jumlah bulan harus 0 sampai 12, bukan {months}.")
    percentage = PERCENTAGE[Predicate(predicate)]
    coefficient = COEFFICIENT.get(level)
    if coefficient is None:
        return None
    # One division, last: every value that has an exact decimal comes out exact.
    return coefficient * percentage * months / 1200


def rounded(points: Decimal) -> Decimal:
    """Points as printed: two decimals, half up (our choice: the rule shows two decimals and no mode)."""
    return points.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def needed_for_rank(rank: str, level: str) -> Decimal | None:
    """Points that lead from `rank` ('III/a') to the next rank in the career of `level`; None if none does."""
    if level in EXPERT_LEVELS:
        needed = EXPERT_RANKS.get(rank)
    elif level in SKILLED_LEVELS:
        needed = SKILLED_RANKS.get(rank)
    else:
        needed = None
    return None if needed is None else Decimal(needed)


def needed_for_level(level: str, entry_rank: str = "") -> Decimal | None:
    """Points that lead from `level` to the next one, given the rank at which the person entered `level`.

    None for the highest level of a career and for anything that is not a functional level.
    """
    needed = NEXT_LEVEL_FROM_RANK.get((level, entry_rank), NEXT_LEVEL.get(level))
    return None if needed is None else Decimal(needed)


def carried_over(points: Decimal, needed: Decimal, *, same_level: bool) -> Decimal:
    """Points that remain after a promotion which took `needed`.

    The surplus stays within the level and is lost on the way to a higher one (Peraturan BKN 3/2023 art. 19).
    Raises ValueError when there were not enough points.
    """
    if points < needed:
        raise ValueError(f"Angka kredit belum cukup: ada {points}, perlu {needed}.")
    return points - needed if same_level else Decimal(0)


@dataclass(frozen=True)
class Holding:
    """A level held from a day to a day, both included; `level` empty while somebody holds no functional post."""

    level: str
    starts_on: date
    ends_on: date | None = None

    def covers(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True)
class Part:
    """Points earned at one level in so many months of a year, with the predicate of the year."""

    level: str
    months: int
    predicate: Predicate

    @property
    def points(self) -> Decimal:
        return credit_points(self.level, self.predicate, self.months) or Decimal(0)


def months_by_level(holdings: Iterable[Holding], first: date, last: date) -> dict[str, int]:
    """Months of service from a day to a day of one year, by the functional level held, in the order held.

    Our reading: a month begun counts, once, at the level held on its last day of service.
    """
    held = list(holdings)
    found: dict[str, int] = {}
    if last < first:
        return found
    for month in range(first.month, last.month + 1):
        day = min(date(first.year, month, monthrange(first.year, month)[1]), last)
        level = next((one.level for one in held if one.covers(day)), "")
        if level in COEFFICIENT:
            found[level] = found.get(level, 0) + 1
    return found


def year_parts(months: Mapping[str, int], predicate: Predicate) -> list[Part]:
    """A year's predicate applied to each level of it: the proportional rule a level (our reading)."""
    return [Part(level, count, predicate) for level, count in months.items()]


def total(parts: Iterable[Part]) -> Decimal:
    return sum((part.points for part in parts), Decimal(0))


@dataclass(frozen=True)
class Standing:
    """What somebody holds towards the next level and towards the next rank.

    `entry_rank` is the rank at which the level was entered, '' where nobody knows.
    """

    level: str
    rank: str
    level_points: Decimal = Decimal(0)
    rank_points: Decimal = Decimal(0)
    entry_rank: str = ""

    def earning(self, part: Part) -> Standing:
        """With the points of one part; a surplus stays within the level and is lost with it (art. 19)."""
        here = self if part.level == self.level else Standing(part.level, self.rank, entry_rank=self.rank)
        return replace(
            here,
            level_points=here.level_points + part.points,
            rank_points=here.rank_points + part.points,
        )

    def promoted(self, rank: str) -> Standing:
        """After a promotion in rank within the level: what each step took is spent, the surplus stays."""
        points, reached = self.rank_points, self.rank
        while reached != rank and (needed := needed_for_rank(reached, self.level)) is not None:
            points, reached = max(points - needed, Decimal(0)), next_rank(reached)
        if reached != rank:  # no way up leads there: a correction of the data spends nothing
            points = self.rank_points
        return replace(self, rank=rank, rank_points=points)

    @property
    def missing_for_rank(self) -> Decimal | None:
        """Points that are still missing to the next rank; None where no rank follows in this career."""
        return _missing(needed_for_rank(self.rank, self.level), self.rank_points)

    @property
    def missing_for_level(self) -> Decimal | None:
        """Points that are still missing to the next level; None where no level follows."""
        return _missing(needed_for_level(self.level, self.entry_rank), self.level_points)


def _missing(needed: Decimal | None, points: Decimal) -> Decimal | None:
    return None if needed is None else max(needed - points, Decimal(0))


def next_rank(rank: str) -> str:
    """'III/b' after 'III/a'; '' after the last and for anything that is no rank."""
    return RANKS[RANKS.index(rank) + 1] if rank in RANKS[:-1] else ""


def next_level(level: str) -> str:
    """'Ahli Muda' after 'Ahli Pertama'; '' at the top of a career."""
    for career in (SKILLED_LEVELS, EXPERT_LEVELS):
        if level in career[:-1]:
            return career[career.index(level) + 1]
    return ""
