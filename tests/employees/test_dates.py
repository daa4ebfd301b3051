"""Months counted on from a day."""

from datetime import date

import pytest

from employees.dates import months_later


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        (date(2026, 1, 15), 6, date(2026, 7, 15)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 1), -13, date(2024, 12, 1)),
    ],
)
def test_a_month_that_is_too_short_gives_its_last_day(day: date, months: int, found: date) -> None:
    assert months_later(day, months) == found
