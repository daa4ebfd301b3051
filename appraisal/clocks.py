"""Deadlines in working days.

Source: PermenPANRB 6/2022 counts every deadline in hari kerja; Perpres 21/2023 makes these Monday to
Friday. Public holidays are data that personnel keeps, so every function takes them.
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta

_DAY = timedelta(days=1)
_SATURDAY = 5


def is_working_day(day: date, holidays: Collection[date]) -> bool:
    """Whether `day` is Monday to Friday and not a holiday.

    Raises TypeError for a datetime, which would never equal a holiday's date.
    """
    if isinstance(day, datetime):
        raise TypeError("A deadline is counted in dates of the agency's time zone, not in moments.")
    return day.weekday() < _SATURDAY and day not in holidays


def deadline(event_day: date, working_days: int, holidays: Collection[date]) -> date:
    """Last day on which an act is in time.

    Day 1 is the first working day after `event_day`, whatever day the event fell on. Zero working days is
    the event's own day, even on a weekend. Raises ValueError for a negative number, TypeError for a datetime.
    """
    if working_days < 0:
        raise ValueError(f"Jumlah hari kerja tidak boleh negatif: {working_days}.")
    closed = frozenset(holidays)
    day, left = event_day, working_days
    while left:
        day += _DAY
        left -= is_working_day(day, closed)
    return day


def working_day_before(day: date, working_days: int, holidays: Collection[date]) -> date:
    """The working day that lies so many working days before a day; zero is the day itself.

    Raises ValueError for a negative number, TypeError for a datetime.
    """
    if working_days < 0:
        raise ValueError(f"Jumlah hari kerja tidak boleh negatif: {working_days}.")
    closed = frozenset(holidays)
    left = working_days
    while left:
        day -= _DAY
        left -= is_working_day(day, closed)
    return day


def working_days_between(start: date, end: date, holidays: Collection[date]) -> int:
    """Working days after `start` up to and including `end`: what a countdown shows.

    The inverse of `deadline`: `working_days_between(d, deadline(d, n, h), h) == n`. Negative when `end` lies
    before `start` (so many working days late), 0 on the same day. Raises TypeError for a datetime.
    """
    if end < start:
        return -working_days_between(end, start, holidays)
    closed = frozenset(holidays)
    return sum(is_working_day(start + _DAY * n, closed) for n in range(1, (end - start).days + 1))
