"""From ratings to the predicate, and the regulation's guide as a hint.

Source: PermenPANRB 6/2022, annex, chapter IV. The guide for ratings and the quadrant stand there twice
with the same content, once for periodic and once for yearly evaluation. No Django here: pure functions.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Rating(StrEnum):
    """How results or behaviour compare with what was expected."""

    ABOVE = "ABOVE"
    MEETS = "MEETS"
    BELOW = "BELOW"


class Predicate(StrEnum):
    """The outcome of an evaluation, best first."""

    VERY_GOOD = "VERY_GOOD"
    GOOD = "GOOD"
    NEEDS_IMPROVEMENT = "NEEDS_IMPROVEMENT"
    POOR = "POOR"
    VERY_POOR = "VERY_POOR"


class Tone(StrEnum):
    """What a feedback note says, by its kind (appreciation, improvement, others); never by its text."""

    POSITIVE = "POSITIVE"
    NEGATIVE = "NEGATIVE"
    NEUTRAL = "NEUTRAL"


TONE_LABELS: dict[Tone, str] = {
    Tone.POSITIVE: "Apresiasi",
    Tone.NEGATIVE: "Perlu diperbaiki",
    Tone.NEUTRAL: "Lainnya",
}

RATING_LABELS: dict[Rating, str] = {
    Rating.ABOVE: "Di atas ekspektasi",
    Rating.MEETS: "Sesuai ekspektasi",
    Rating.BELOW: "Di bawah ekspektasi",
}

# As printed on forms C.1.1 to C.1.3: one word each, without the space that current spelling asks for.
RATING_PRINTED: dict[Rating, str] = {
    Rating.ABOVE: "DIATAS EKSPEKTASI",
    Rating.MEETS: "SESUAI EKSPEKTASI",
    Rating.BELOW: "DIBAWAH EKSPEKTASI",
}

# SIASN's reference list 'perilakuDanKinerja', for hasilKinerjaNilai and perilakuKerjaNilai.
RATING_CODES: dict[Rating, int] = {Rating.ABOVE: 1, Rating.MEETS: 2, Rating.BELOW: 3}

PREDICATE_LABELS: dict[Predicate, str] = {
    Predicate.VERY_GOOD: "Sangat baik",
    Predicate.GOOD: "Baik",
    Predicate.NEEDS_IMPROVEMENT: "Butuh perbaikan",
    Predicate.POOR: "Kurang",
    Predicate.VERY_POOR: "Sangat kurang",
}

PREDICATE_PRINTED: dict[Predicate, str] = {
    Predicate.VERY_GOOD: "SANGAT BAIK",
    Predicate.GOOD: "BAIK",
    Predicate.NEEDS_IMPROVEMENT: "BUTUH PERBAIKAN",
    Predicate.POOR: "KURANG (MISCONDUCT)",
    Predicate.VERY_POOR: "SANGAT KURANG",
}

# SIASN's reference list 'kuadranNilai', for kuadranKinerjaNilai.
PREDICATE_CODES: dict[Predicate, int] = {
    Predicate.VERY_GOOD: 1,
    Predicate.GOOD: 2,
    Predicate.NEEDS_IMPROVEMENT: 3,
    Predicate.POOR: 4,
    Predicate.VERY_POOR: 5,
}

_QUADRANT: dict[tuple[Rating, Rating], Predicate] = {
    (Rating.ABOVE, Rating.ABOVE): Predicate.VERY_GOOD,
    (Rating.ABOVE, Rating.MEETS): Predicate.GOOD,
    (Rating.ABOVE, Rating.BELOW): Predicate.POOR,
    (Rating.MEETS, Rating.ABOVE): Predicate.GOOD,
    (Rating.MEETS, Rating.MEETS): Predicate.GOOD,
    (Rating.MEETS, Rating.BELOW): Predicate.POOR,
    (Rating.BELOW, Rating.ABOVE): Predicate.NEEDS_IMPROVEMENT,
    (Rating.BELOW, Rating.MEETS): Predicate.NEEDS_IMPROVEMENT,
    (Rating.BELOW, Rating.BELOW): Predicate.VERY_POOR,
}


def predicate(results: Rating | str, behaviour: Rating | str) -> Predicate:
    """Read the predicate off the quadrant 'kuadran kinerja Pegawai' (chapter IV, results = y, behaviour = x).

    Good results never make up for bad behaviour (POOR, 'misconduct'); good behaviour does soften poor
    results (NEEDS_IMPROVEMENT). Raises ValueError for anything that is not a rating.
    """
    return _QUADRANT[Rating(results), Rating(behaviour)]


@dataclass(frozen=True, slots=True)
class RatedTarget:
    """One work target with its item rating; `is_main` tells hasil kerja utama from tambahan."""

    rating: Rating
    is_main: bool


def suggest_results(items: Sequence[RatedTarget], tones: Sequence[Tone]) -> Rating | None:
    """Hint for the rating of results: the regulation's example guide with its words made exact.

    'Sebagian besar' is more than half, 'sebagian kecil' less than a third, and feedback counts only when
    it has a tone (POSITIVE or NEGATIVE):

    - BELOW: more than half of the items are below, and less than half of the toned feedback is positive
      or there is none;
    - ABOVE: more than half are above, no main result is below, and at least half of the toned feedback,
      of which there is some, is positive;
    - MEETS: at most half of the items and less than a third of the main results are below (met when there
      is no main result);
    - otherwise, or without any item, None: 'tidak ada saran'.

    The appraiser decides; this never writes a rating.
    """
    if not items:
        return None
    below = sum(item.rating == Rating.BELOW for item in items)
    above = sum(item.rating == Rating.ABOVE for item in items)
    main = sum(item.is_main for item in items)
    main_below = sum(item.is_main and item.rating == Rating.BELOW for item in items)
    toned = sum(tone != Tone.NEUTRAL for tone in tones)
    praised = toned > 0 and 2 * tones.count(Tone.POSITIVE) >= toned
    if 2 * below > len(items) and not praised:
        return Rating.BELOW
    if 2 * above > len(items) and main_below == 0 and praised:
        return Rating.ABOVE
    if 2 * below <= len(items) and (main == 0 or 3 * main_below < main):
        return Rating.MEETS
    return None


def suggest_behaviour(values: Sequence[Rating], *, guards_others: bool) -> Rating | None:
    """Hint for the rating of behaviour, from the ratings of the core values (at most seven).

    BELOW if any value is below; ABOVE if at least four are above and the person also guards the values in
    others (`guards_others`, a tick of the appraiser); otherwise MEETS. Without any rated value None.
    """
    if not values:
        return None
    if Rating.BELOW in values:
        return Rating.BELOW
    if guards_others and values.count(Rating.ABOVE) >= 4:
        return Rating.ABOVE
    return Rating.MEETS


def suggest_item(
    achieved: Decimal | None, lower: Decimal | None, upper: Decimal | None, *, higher_is_better: bool
) -> Rating | None:
    """Hint for one indicator from its achieved figure, all in the indicator's unit.

    Both thresholds belong to the expectation: from `lower` to `upper` inclusive the figure meets it, beyond
    on the good side it is above, beyond on the bad side below. So one agreed number is `lower == upper`. A
    missing threshold leaves its side open (that rating is never suggested). None when nothing was achieved
    yet or no threshold was agreed. Raises ValueError when the thresholds are reversed.
    """
    if lower is not None and upper is not None and lower > upper:
        raise ValueError("Batas bawah tidak boleh melebihi batas atas. Tukar kedua angka itu.")
    if achieved is None or (lower is None and upper is None):
        return None
    if upper is not None and achieved > upper:
        return Rating.ABOVE if higher_is_better else Rating.BELOW
    if lower is not None and achieved < lower:
        return Rating.BELOW if higher_is_better else Rating.ABOVE
    return Rating.MEETS
