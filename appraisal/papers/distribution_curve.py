"""POLA DISTRIBUSI: the regulation's five curves, drawn, with the person's predicate marked on them."""

from __future__ import annotations

from dataclasses import dataclass

from appraisal.distribution import UNIT_PREDICATE_PRINTED, UnitPredicate
from appraisal.rating import Predicate

WIDTH, HEIGHT = 220, 100
STEP = WIDTH // 4
# Left to right as the regulation's axis, and how its five curves pass there (share of the height; annex,
# chapter IV, second stage, pages 94 to 96 of the regulation's PDF).
AXIS = (Predicate.VERY_POOR, Predicate.POOR, Predicate.NEEDS_IMPROVEMENT, Predicate.GOOD, Predicate.VERY_GOOD)
AXIS_LABELS: dict[Predicate, tuple[str, str]] = {
    Predicate.VERY_POOR: ("Sangat", "Kurang"),
    Predicate.POOR: ("Kurang/", "Misconduct"),
    Predicate.NEEDS_IMPROVEMENT: ("Butuh", "Perbaikan"),
    Predicate.GOOD: ("Baik", ""),
    Predicate.VERY_GOOD: ("Sangat", "Baik"),
}
CURVES: dict[UnitPredicate, tuple[float, float, float, float, float]] = {
    UnitPredicate.OUTSTANDING: (0.03, 0.06, 0.09, 0.38, 0.88),
    UnitPredicate.GOOD: (0.07, 0.14, 0.30, 0.86, 0.28),
    UnitPredicate.NEEDS_IMPROVEMENT: (0.07, 0.24, 0.86, 0.24, 0.07),
    UnitPredicate.POOR: (0.28, 0.86, 0.30, 0.12, 0.07),
    UnitPredicate.VERY_POOR: (0.88, 0.38, 0.12, 0.06, 0.03),
}


@dataclass(frozen=True)
class Mark:
    """One predicate on the axis, in the drawing's units."""

    x: int
    lines: tuple[str, str]
    own: bool


@dataclass(frozen=True)
class Curve:
    title: str
    path: str
    marks: tuple[Mark, ...]
    own_x: int
    own_y: float
    description: str


def curve(unit_predicate: UnitPredicate | None, own: Predicate) -> Curve | None:
    """The pattern that goes with the organisation's result; None while there is no result."""
    if unit_predicate is None:
        return None
    heights = [HEIGHT * (1 - share) for share in CURVES[unit_predicate]]
    place = AXIS.index(own)
    name = UNIT_PREDICATE_PRINTED[unit_predicate]
    return Curve(
        title=f"KURVA DISTRIBUSI PREDIKAT KINERJA PEGAWAI DENGAN CAPAIAN KINERJA ORGANISASI {name}",
        path=_path(heights),
        marks=tuple(Mark(at * STEP, AXIS_LABELS[one], at == place) for at, one in enumerate(AXIS)),
        own_x=place * STEP,
        own_y=round(heights[place], 1),
        description=f"Pola distribusi untuk organisasi {name}; predikat pegawai ini: "
        + " ".join(AXIS_LABELS[own]).strip(),
    )


def _path(heights: list[float]) -> str:
    """A smooth line through the points that never rises above a peak (flat where the direction turns)."""
    slopes = [heights[1] - heights[0]]
    for before, here, after in zip(heights, heights[1:], heights[2:], strict=False):
        down, up = here - before, after - here
        slopes.append(2 * down * up / (down + up) if down * up > 0 else 0.0)
    slopes.append(heights[-1] - heights[-2])
    parts = [f"M0 {heights[0]:.1f}"]
    for at in range(4):
        x, third = at * STEP, STEP / 3
        first, second = heights[at] + slopes[at] / 3, heights[at + 1] - slopes[at + 1] / 3
        parts.append(
            f"C{x + third:.1f} {first:.1f} {x + 2 * third:.1f} {second:.1f} {x + STEP} {heights[at + 1]:.1f}"
        )
    return "".join(parts)
