"""The organisation's result and the pattern of predicates that it suggests for its people.

Source: PermenPANRB 6/2022, annex, chapter IV, second stage (the pattern guides the appraiser, it is never
forced); SE MenPANRB 3/2023 for the percentages. Percentages of people are cut to whole people: a maximum
is rounded down, a minimum up (our reading, the circular does not say).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from appraisal.rating import PREDICATE_LABELS, Predicate, Rating


class UnitPredicate(StrEnum):
    """The organisation's result (capaian kinerja organisasi), best first."""

    OUTSTANDING = "OUTSTANDING"
    GOOD = "GOOD"
    NEEDS_IMPROVEMENT = "NEEDS_IMPROVEMENT"
    POOR = "POOR"
    VERY_POOR = "VERY_POOR"


UNIT_PREDICATE_LABELS: dict[UnitPredicate, str] = {
    UnitPredicate.OUTSTANDING: "Istimewa",
    UnitPredicate.GOOD: "Baik",
    UnitPredicate.NEEDS_IMPROVEMENT: "Butuh perbaikan",
    UnitPredicate.POOR: "Kurang",
    UnitPredicate.VERY_POOR: "Sangat kurang",
}

UNIT_PREDICATE_PRINTED: dict[UnitPredicate, str] = {
    unit_predicate: label.upper() for unit_predicate, label in UNIT_PREDICATE_LABELS.items()
}

# Below this many rated people a percentage says nothing (70 % of two people).
SMALLEST_UNIT = 5


@dataclass(frozen=True, slots=True)
class Limit:
    """At most or at least so many people with one of these predicates.

    `percent` is of all rated people; an `at_least` of 0 percent means one person.
    """

    predicates: tuple[Predicate, ...]
    percent: int
    at_least: bool

    def people(self, total: int) -> int:
        """The limit in whole people of `total`: a maximum rounded down, a minimum up and never below one."""
        if not self.at_least:
            return total * self.percent // 100
        return max(1, -(-total * self.percent // 100))


def _at_most(percent: int, *predicates: Predicate) -> Limit:
    return Limit(predicates, percent, at_least=False)


def _at_least(percent: int, *predicates: Predicate) -> Limit:
    return Limit(predicates, percent, at_least=True)


LIMITS: dict[UnitPredicate, tuple[Limit, ...]] = {
    UnitPredicate.OUTSTANDING: (_at_most(70, Predicate.VERY_GOOD),),
    UnitPredicate.GOOD: (
        _at_most(70, Predicate.GOOD),
        _at_least(0, Predicate.NEEDS_IMPROVEMENT, Predicate.POOR),
    ),
    UnitPredicate.NEEDS_IMPROVEMENT: (
        _at_most(10, Predicate.VERY_GOOD),
        _at_least(60, Predicate.NEEDS_IMPROVEMENT),
    ),
    UnitPredicate.POOR: (
        _at_most(10, Predicate.VERY_GOOD),
        _at_least(10, Predicate.NEEDS_IMPROVEMENT),
        _at_least(60, Predicate.POOR),
    ),
    UnitPredicate.VERY_POOR: (
        _at_most(0, Predicate.VERY_GOOD),
        _at_least(10, Predicate.NEEDS_IMPROVEMENT, Predicate.POOR),
        _at_least(60, Predicate.VERY_POOR),
    ),
}


def warnings(unit_predicate: UnitPredicate | str, counts: Mapping[Predicate, int]) -> list[str]:
    """Where the predicates of a unit's people leave the guide, one text per limit; empty when they keep it.

    `counts` holds how many people have each predicate (missing means none). Also empty below five people.
    Each text tells the number, the share, the limit and that it is a guide; nothing is ever blocked.
    Raises ValueError for an unknown `unit_predicate`.
    """
    unit_predicate = UnitPredicate(unit_predicate)
    total = sum(counts.get(predicate, 0) for predicate in Predicate)
    if total < SMALLEST_UNIT:
        return []
    texts = []
    for limit in LIMITS[unit_predicate]:
        number = sum(counts.get(predicate, 0) for predicate in limit.predicates)
        people = limit.people(total)
        if number < people if limit.at_least else number > people:
            texts.append(_warning(unit_predicate, limit, number, total))
    return texts


def results_of_head(unit_predicate: UnitPredicate | str) -> Rating:
    """The results rating of a unit's head, which follows the unit's result instead of being typed.

    SE MenPANRB 3/2023 says that it is the unit's result; how five values become three is our reading.
    Raises ValueError for an unknown `unit_predicate`.
    """
    match UnitPredicate(unit_predicate):
        case UnitPredicate.OUTSTANDING:
            return Rating.ABOVE
        case UnitPredicate.GOOD:
            return Rating.MEETS
        case _:
            return Rating.BELOW


def _warning(unit_predicate: UnitPredicate, limit: Limit, number: int, total: int) -> str:
    names = " atau ".join(PREDICATE_LABELS[predicate] for predicate in limit.predicates)
    bound = "paling sedikit" if limit.at_least else "paling banyak"
    share = f"{limit.percent}% atau " if limit.percent else ""
    return (
        f"{names}: {number} dari {total} pegawai ({_percentage(number, total)}). "
        f"Panduan untuk capaian kinerja organisasi {UNIT_PREDICATE_LABELS[unit_predicate]} "
        f"(SE MenPANRB 3/2023): {bound} {share}{limit.people(total)} pegawai. "
        "Ini bukan keharusan: tinjau kembali atau tulis alasannya."
    )


def _percentage(number: int, total: int) -> str:
    """Share with at most two decimals and the Indonesian comma: '80%', '83,33%'."""
    share = round(Decimal(100 * number) / total, 2)
    return f"{share:.2f}".rstrip("0").rstrip(".").replace(".", ",") + "%"
