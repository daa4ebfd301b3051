"""A small line chart of one indicator's figures: geometry only, the template draws it beside a table of the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

WIDTH, HEIGHT, EDGE = 160, 40, 4


@dataclass(frozen=True)
class Trend:
    """Points of the line in the view box, the last one marked; the thresholds as heights."""

    points: str
    last: tuple[str, str]
    bounds: list[str]
    direction: str
    view_box: str = f"0 0 {WIDTH} {HEIGHT}"
    width: int = WIDTH


def trend(
    figures: Sequence[tuple[date, Decimal]],
    year: tuple[date, date],
    bounds: tuple[Decimal | None, Decimal | None],
) -> Trend | None:
    """The line over the year, oldest first; None for fewer than two figures."""
    if len(figures) < 2:
        return None
    lines = [bound for bound in bounds if bound is not None]
    values = [value for _day, value in figures] + lines
    low, high = min(values), max(values)
    days = max((year[1] - year[0]).days, 1)

    def height(value: Decimal) -> str:
        share = (value - low) / (high - low) if high > low else Decimal("0.5")
        return f"{float(HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE)):.1f}"

    def place(day: date) -> str:
        share = min(max((day - year[0]).days, 0), days) / days
        return f"{EDGE + share * (WIDTH - 2 * EDGE):.1f}"

    spots = [(place(day), height(value)) for day, value in figures]
    return Trend(
        points=" ".join(f"{x},{y}" for x, y in spots),
        last=spots[-1],
        bounds=sorted({height(bound) for bound in lines}),
        direction=_direction(figures[-2][1], figures[-1][1]),
    )


def _direction(before: Decimal, now: Decimal) -> str:
    if now == before:
        return "tetap"
    return "naik" if now > before else "turun"
