"""The drawing of self beside others: a line by value, a sign of its own shape for each voice. Geometry only."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from feedback.beside import Beside, Column

WIDTH, LEFT, RIGHT = 320, 16, 304
TOP, ROW, FOOT = 22, 50, 6
SIZE, STEP = 5.5, 12.5  # half of a sign; how far apart signs of one score stand
AXIS = ((Decimal(1), "Di bawah", "start"), (Decimal(2), "Sesuai", "middle"), (Decimal(3), "Di atas", "end"))
# Outlines around nought, in sizes: circle, square, diamond, triangle, triangle downwards, cross.
CIRCLE = "m{-1} 0a{1} {1} 0 1 0 {2} 0a{1} {1} 0 1 0 {-2} 0z"
OUTLINES = (
    CIRCLE,
    "m{-0.9} {-0.9}h{1.8}v{1.8}h{-1.8}z",
    "m0 {-1.25}l{1.25} {1.25}l{-1.25} {1.25}l{-1.25} {-1.25}z",
    "m0 {-1.1}l{1.1} {2}h{-2.2}z",
    "m0 {1.1}l{1.1} {-2}h{-2.2}z",
    "m{-0.4} {-1.1}h{0.8}v{0.7}h{0.7}v{0.8}h{-0.7}v{0.7}h{-0.8}v{-0.7}h{-0.7}v{-0.8}h{0.7}z",
)


@dataclass(frozen=True)
class Sign:
    """One voice's score: the outline of its shape, its number for the colour, and what it says."""

    path: str
    number: int
    title: str


@dataclass(frozen=True)
class Line:
    """One value: its name above a rule with the signs."""

    label: str
    text_y: int
    y: int
    signs: list[Sign]


@dataclass(frozen=True)
class Picture:
    """Figures are text where they are not whole, so that no language writes them with a comma."""

    lines: list[Line]
    axis: list[tuple[str, str, str]]
    legend: list[tuple[Sign, str]]
    height: int
    foot: int
    width: int = WIDTH
    left: int = LEFT
    right: int = RIGHT
    text_x: int = LEFT + 8  # beside the rule of the lowest level


def picture(beside: Beside) -> Picture | None:
    """None while nobody has said anything."""
    if not beside.columns:
        return None
    lines = [_line(place, label, scores) for place, (label, scores) in enumerate(beside.rows)]
    height = TOP + ROW * len(lines) + FOOT
    legend = [
        (Sign(outline(number, 8, 8), number, one.label), one.note)
        for number, one in enumerate(beside.columns)
    ]
    axis = [(f"{place(score):.1f}", words, anchor) for score, words, anchor in AXIS]
    return Picture(lines, axis, legend, height, height - FOOT)


def _line(number: int, label: str, scores: list[tuple[Column, Decimal | None]]) -> Line:
    """Signs of the same score stand side by side, so that none hides another."""
    y = TOP + ROW * number + 36
    by_score: dict[Decimal, list[tuple[int, Column]]] = defaultdict(list)
    for voice, (column, score) in enumerate(scores):
        if score is not None:
            by_score[score].append((voice, column))
    signs = []
    for score, voices in by_score.items():
        widest = STEP * (len(voices) - 1)
        start = min(max(place(score) - widest / 2, LEFT), RIGHT - widest)
        for at, (voice, column) in enumerate(voices):
            title = f"{column.label}: {score}".replace(".", ",")
            signs.append(Sign(outline(voice, start + STEP * at, y), voice, title))
    return Line(label, y - 14, y, signs)


def place(score: Decimal) -> float:
    """Where a score from 1 to 3 stands."""
    return LEFT + float(score - 1) / 2 * (RIGHT - LEFT)


def outline(voice: int, x: float, y: float) -> str:
    """The `d` of the voice's shape around a point."""
    pattern = OUTLINES[voice % len(OUTLINES)]
    parts = [part for piece in pattern.split("{") for part in piece.split("}")]
    figures = [f"{float(part) * SIZE:.1f}" if index % 2 else part for index, part in enumerate(parts)]
    return f"M{x:.1f} {y:.1f}{''.join(figures)}"
