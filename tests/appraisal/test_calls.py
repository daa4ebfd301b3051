"""Which call falls on which working day: worked examples with weekends and holidays."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraisal.calls import Call, Plan, called, day_of
from appraisal.clocks import is_working_day, working_day_before, working_days_between

# January 2027: New Year's Day and Isra Mi'raj on the 5th, both holidays of the agency.
HOLIDAYS = frozenset({date(2027, 1, 1), date(2027, 1, 5)})
SUNDAY = date(2027, 1, 31)  # the SKP is set by the end of January (text line 405)
PLAN = Plan(first=15, second=7, last=2, every=5, superior=3, higher=8)


@pytest.mark.parametrize(
    ("call", "distance", "day"),
    [
        (Call.FIRST, 15, date(2027, 1, 8)),  # the last working day is Friday the 29th; 15 before it
        (Call.SECOND, 7, date(2027, 1, 20)),
        (Call.LAST, 2, date(2027, 1, 27)),
        (Call.LAST, 0, date(2027, 1, 29)),  # on the limit itself, which is a Sunday: the Friday before
        (Call.LATE, -1, date(2027, 2, 1)),
        (Call.SUPERIOR, -3, date(2027, 2, 3)),
        (Call.HIGHER, -8, date(2027, 2, 10)),
    ],
)
def test_the_calls_of_the_end_of_january_2027(call: Call, distance: int, day: date) -> None:
    assert day_of(SUNDAY, distance, HOLIDAYS) == day
    assert call in called([day], PLAN if distance else Plan(last=0), HOLIDAYS)[SUNDAY]


def test_a_holiday_that_is_entered_moves_the_call_before_it() -> None:
    """With cuti bersama on the 25th and 26th, seven working days before the limit come two earlier."""
    more = HOLIDAYS | {date(2027, 1, 25), date(2027, 1, 26)}
    assert day_of(SUNDAY, 7, HOLIDAYS) == date(2027, 1, 20)
    assert day_of(SUNDAY, 7, more) == date(2027, 1, 18)


def test_a_limit_around_new_year_is_called_on_working_days_only() -> None:
    """Limit Monday the 4th: two working days before it is Wednesday the 30th, for the 1st is a holiday."""
    assert day_of(date(2027, 1, 4), 2, HOLIDAYS) == date(2026, 12, 30)
    assert day_of(date(2027, 1, 4), -1, HOLIDAYS) == date(2027, 1, 6)


def test_of_calls_that_fall_together_the_person_hears_the_latest_and_the_superiors_theirs() -> None:
    """The server stood still from the 3rd to the 10th of February: late twice and both steps up."""
    missed = [date(2027, 2, day) for day in (3, 4, 5, 8, 9, 10)]
    found = called(missed, PLAN, HOLIDAYS)
    assert found[SUNDAY] == {Call.LATE, Call.SUPERIOR, Call.HIGHER}
    assert called([date(2027, 1, 20), date(2027, 1, 27)], PLAN, HOLIDAYS)[SUNDAY] == {Call.LAST}


def test_a_late_person_is_told_at_once_and_then_every_so_many_working_days() -> None:
    days = [SUNDAY + timedelta(days=n) for n in range(1, 17)]
    told = [
        day
        for day in days
        if is_working_day(day, HOLIDAYS) and Call.LATE in called([day], PLAN, HOLIDAYS).get(SUNDAY, ())
    ]
    assert told == [date(2027, 2, 1), date(2027, 2, 8), date(2027, 2, 15)]


def test_an_empty_plan_calls_nobody() -> None:
    assert called([date(2027, 1, 20)], Plan(), HOLIDAYS) == {}


@given(
    limit=st.dates(date(2026, 11, 1), date(2027, 3, 31)),
    distance=st.integers(-30, 30).filter(bool),
    off=st.frozensets(st.integers(0, 270), max_size=12),
)
def test_every_call_falls_on_one_working_day_that_finds_its_limit_again(
    limit: date, distance: int, off: frozenset[int]
) -> None:
    holidays = {date(2026, 9, 1) + timedelta(days=n) for n in off}
    day = day_of(limit, distance, holidays)
    assert is_working_day(day, holidays)
    plan = Plan(first=distance) if distance > 0 else Plan(superior=-distance)
    assert limit in called([day], plan, holidays)
    assert working_days_between(day, limit, holidays) == distance
    others = [
        day + timedelta(days=n)
        for n in range(-12, 13)
        if n and is_working_day(day + timedelta(days=n), holidays)
    ]
    assert not [other for other in others if limit in called([other], plan, holidays)]


def test_counting_back_refuses_a_negative_number() -> None:
    with pytest.raises(ValueError, match="tidak boleh negatif"):
        working_day_before(SUNDAY, -1, HOLIDAYS)
