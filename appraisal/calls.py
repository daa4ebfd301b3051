"""Which call of a limit falls on which working day: first, second and last before it, later on the way up.

Pure arithmetic over `clocks`. A call falls on working days only, so many of them before or after its limit; the
limit itself may lie on a day off.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from appraisal.clocks import deadline, is_working_day, working_day_before

LONGEST = 260  # working days that somebody is told for that he is late: a year
_DAY = timedelta(days=1)


class Call(StrEnum):
    """Why somebody is told: the three calls, lateness, the two steps up, by hand, and a trial of a text."""

    FIRST = "FIRST"
    SECOND = "SECOND"
    LAST = "LAST"
    LATE = "LATE"
    SUPERIOR = "SUPERIOR"
    HIGHER = "HIGHER"
    NUDGE = "NUDGE"
    TRIAL = "TRIAL"


CALL_LABELS: dict[Call, str] = {
    Call.FIRST: "Panggilan pertama",
    Call.SECOND: "Panggilan kedua",
    Call.LAST: "Panggilan terakhir",
    Call.LATE: "Terlambat",
    Call.SUPERIOR: "Kepada atasan",
    Call.HIGHER: "Kepada atasan dari atasan",
    Call.NUDGE: "Diingatkan pengelola kepegawaian",
    Call.TRIAL: "Surel uji",
}
UPWARD = (Call.SUPERIOR, Call.HIGHER)


@dataclass(frozen=True)
class Plan:
    """Working days before a limit for the three calls, after it for lateness and the way up. None: no such call.

    `every`: late people are told on the first working day after the limit, and then every so many.
    """

    first: int | None = None
    second: int | None = None
    last: int | None = None
    every: int | None = None
    superior: int | None = None
    higher: int | None = None

    def own(self) -> Iterator[tuple[Call, int]]:
        """The calls to whose turn it is, with their distance: negative after the limit."""
        for call, days in ((Call.FIRST, self.first), (Call.SECOND, self.second), (Call.LAST, self.last)):
            if days is not None:
                yield call, days
        if self.every:
            yield from ((Call.LATE, -days) for days in range(1, LONGEST, self.every))

    def upward(self) -> Iterator[tuple[Call, int]]:
        """The calls to those above."""
        for call, days in ((Call.SUPERIOR, self.superior), (Call.HIGHER, self.higher)):
            if days is not None:
                yield call, -days


def steps(day: date, behind: int, ahead: int, holidays: Collection[date]) -> dict[int, date]:
    """The working days around a working day by their distance: negative behind it, 0 the day itself."""
    found = {0: day}
    for way, many in ((-1, behind), (1, ahead)):
        here = day
        for step in range(1, many + 1):
            here += _DAY * way
            while not is_working_day(here, holidays):
                here += _DAY * way
            found[step * way] = here
    return found


def called(on: Iterable[date], plan: Plan, holidays: Collection[date]) -> dict[date, frozenset[Call]]:
    """By limit, the calls that fall on these working days; of those to whose turn it is only the latest.

    A limit is so many working days ahead as long as the day is before the next working day.
    """
    own: dict[date, Call] = {}
    above: dict[date, set[Call]] = defaultdict(set)
    calls, upward = list(plan.own()), list(plan.upward())
    farthest = [distance for _call, distance in (*calls, *upward)]
    for day in sorted(on):
        around = steps(day, -min([*farthest, 0]), max([*farthest, 0]) + 1, frozenset(holidays))
        for call, distance in calls:
            own |= dict.fromkeys(_between(around[distance], around[distance + 1]), call)
        for call, distance in upward:
            for limit in _between(around[distance], around[distance + 1]):
                above[limit].add(call)
    return {
        limit: frozenset(above.get(limit, set()) | ({own[limit]} if limit in own else set()))
        for limit in own.keys() | above.keys()
    }


def _between(start: date, stop: date) -> list[date]:
    return [start + _DAY * n for n in range((stop - start).days)]


def day_of(limit: date, distance: int, holidays: Collection[date]) -> date:
    """The working day of a call: what `called` turns around, for people who look at a plan."""
    if distance < 0:
        return deadline(limit, -distance, holidays)
    day = working_day_before(limit + _DAY, 1, holidays)
    return working_day_before(day, distance, holidays)
