"""Credit points (angka kredit) of functional officials, from the yearly predicate.

Source: PermenPANRB 1/2023 article 37 (1) for the percentages, Peraturan BKN 3/2023 for the proportional
year, the points needed and the surplus; the yearly coefficients are SIASN's reference data. Points are
exact Decimals (the context's 28 digits where a twelfth has no end) and are rounded only in print.
"""

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
