"""The demo's texts: what people of each job plan, do and say. Data lie beside this file as TOML."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from appraisal.models import TargetIndicator
from config.desk.demo.regions import Region

Aspect, Direction = TargetIndicator.Aspect, TargetIndicator.Direction
FOLDER = Path(__file__).resolve().parent
ASPECTS = {"K": Aspect.QUANTITY, "M": Aspect.QUALITY, "W": Aspect.TIME, "B": Aspect.COST}
# Units of which less is better: durations, and things that nobody wants.
LOWER_IS_BETTER = {
    "hari kerja", "hari", "jam", "menit", "temuan", "aduan", "% selisih", "% kasus", "% pagu",
}  # fmt: skip


@dataclass(frozen=True)
class Measure:
    """An indicator to be: from `lower` to `upper` it is as expected, in `unit`."""

    aspect: TargetIndicator.Aspect
    text: str
    lower: Decimal
    upper: Decimal
    unit: str

    @property
    def direction(self) -> TargetIndicator.Direction:
        return Direction.LOWER if self.unit in LOWER_IS_BETTER else Direction.HIGHER

    @property
    def in_a_sentence(self) -> str:
        return self.text[0].lower() + self.text[1:]

    @property
    def goal(self) -> str:
        """As the form prints it: '96–98 %', 'paling lama 3 hari kerja', '4 laporan'."""
        if self.direction == Direction.LOWER:
            how = "paling lama" if self.aspect == Aspect.TIME else "paling banyak"
            return f"{how} {printed(self.upper)} {self.unit}"
        if self.lower == self.upper:
            return f"{printed(self.upper)} {self.unit}"
        return f"{printed(self.lower)}–{printed(self.upper)} {self.unit}"


@dataclass(frozen=True)
class PlannedResult:
    """A target to be, with what its owner writes about it during the year."""

    result: str
    measures: tuple[Measure, ...]
    done: tuple[str, ...]
    steps: tuple[str, ...]
    obstacles: tuple[str, ...]


@dataclass(frozen=True)
class Family:
    """A job family. Without levels it is a post of pelaksana."""

    title: str
    levels: tuple[str, ...]
    degrees: tuple[str, ...]
    results: tuple[PlannedResult, ...]


@dataclass(frozen=True)
class Theme:
    """What the head of such a unit answers for; `serves` is the city's goal behind it."""

    serves: str
    results: tuple[PlannedResult, ...]


Words = dict[str, Any]


def printed(number: Decimal) -> str:
    """'1.100', '99,5': Indonesian marks, no needless decimals."""
    text = f"{number.normalize():,f}"
    return text.translate(str.maketrans(",.", ".,"))


def _read(name: str, region: Region = Region.CITY) -> dict[str, Any]:
    return tomllib.loads(region.in_its_words((FOLDER / f"{name}.toml").read_text()))


@cache
def words() -> Words:
    """Sentences that belong to no job."""
    return _read("words")


@cache
def training() -> Words:
    """The catalogue, and what the staff member wants to learn."""
    return _read("training")


@cache
def citizens() -> Words:
    """What is said at the counter, with the replies."""
    return _read("citizens")


@cache
def voices() -> dict[str, Any]:
    """Asked feedback, guidance and announcements."""
    return _read("voices")


@cache
def practices() -> dict[str, Any]:
    """What single agencies live beside the common year."""
    return _read("practices")


@cache
def consequences() -> dict[str, Any]:
    """Awards, disciplinary decisions, a plan to improve, the rule of promotion."""
    return _read("consequences")


@cache
def year() -> Words:
    """Sentences around the SKP, about objections and about people who move."""
    return _read("year")


@cache
def families(region: Region = Region.CITY) -> dict[str, Family]:
    return {
        key: Family(
            row["title"],
            tuple(row["levels"]),
            tuple(row["degrees"]),
            tuple(_result(target) for target in row["targets"]),
        )
        for key, row in _read("staff", region).items()
    }


@cache
def themes(region: Region = Region.CITY) -> dict[str, Theme]:
    said = words()
    shared = (said["leader_done"], said["leader_steps"], said["leader_obstacles"])
    return {
        key: Theme(row["serves"], tuple(_planned(target[0], target[1], *shared) for target in row["targets"]))
        for key, row in _read("leaders", region).items()
    }


@cache
def additional(region: Region = Region.CITY) -> tuple[PlannedResult, ...]:
    """Section B of the form: tasks beside the post."""
    said = _read("words", region)
    return tuple(
        _planned(name, measures, said["additional_done"], said["additional_steps"], [said["none"]])
        for name, measures in said["additional"]
    )


def holidays(first_year: int, last_year: int) -> list[tuple[date, str]]:
    """Days off of these years with their names, as far as the list goes."""
    found = []
    for year, lines in _read("holidays").items():
        if not first_year <= int(year) <= last_year:
            continue
        for line in lines:
            day, name = line.split(" ", 1)
            name = f"Cuti bersama {name[1:]}" if name.startswith("*") else name
            found.append((date.fromisoformat(f"{year}-{day}"), name))
    return found


def _result(target: list[Any]) -> PlannedResult:
    name, measures, done, steps, obstacle = target
    return _planned(name, measures, [done], steps, [obstacle])


def _planned(
    name: str, measures: list[list[Any]], done: list[str], steps: list[str], obstacles: list[str]
) -> PlannedResult:
    return PlannedResult(
        name, tuple(_measure(row) for row in measures), tuple(done), tuple(steps), tuple(obstacles)
    )


def _measure(row: list[Any]) -> Measure:
    aspect, text, lower, upper, unit = row
    return Measure(ASPECTS[aspect], text, Decimal(str(lower)), Decimal(str(upper)), unit)
