"""The drawing of a pattern: for each level a bar of what was given, and a mark where it usually ends. Geometry only."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from appraisal.models import RatingPattern
from appraisal.pattern_words import Level, levels
from appraisal.rating import Rating

WIDTH, LEFT, RIGHT, ROW = 320, 8, 312, 44
TITLES = {"results": "Hasil kerja", "behaviour": "Perilaku kerja"}


@dataclass(frozen=True)
class Bar:
    """Figures are text, so that no language writes them with a comma."""

    level: Level
    tone: str
    text_y: str
    y: str
    width: str
    mark: str
    mark_top: str
    mark_foot: str


@dataclass(frozen=True)
class Chart:
    key: str
    title: str
    bars: list[Bar]
    height: str
    people: int
    width: str = str(WIDTH)
    left: str = str(LEFT)
    track: str = str(RIGHT - LEFT)


def charts(pattern: RatingPattern) -> list[Chart]:
    return [_chart(pattern, key, title) for key, title in TITLES.items()]


def _chart(pattern: RatingPattern, key: str, title: str) -> Chart:
    bars = [_bar(level, number, pattern.people) for number, level in enumerate(levels(pattern, key))]
    return Chart(key, title, bars, str(ROW * len(bars) + 4), pattern.people)


def _bar(level: Level, number: int, people: int) -> Bar:
    top = ROW * number
    mark = LEFT + _length(level.expected, people)
    return Bar(
        level=level,
        tone=Rating(level.rating).value.lower(),
        text_y=str(top + 14),
        y=str(top + 20),
        width=f"{_length(Decimal(level.given), people):.1f}",
        mark=f"{mark:.1f}",
        mark_top=str(top + 17),
        mark_foot=str(top + 37),
    )


def _length(number: Decimal, people: int) -> float:
    return float(number) / people * (RIGHT - LEFT)
