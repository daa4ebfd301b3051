"""Working days: the regulation's clocks over weekends and holidays."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appraisal.clocks import deadline, is_working_day, working_days_between

MONDAY = date(2026, 1, 12)
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
closed = st.lists(st.dates(date(2020, 1, 1), date(2036, 12, 31)), max_size=40)
lengths = st.integers(0, 60)
quiet = settings(deadline=None, max_examples=60)


@pytest.mark.parametrize(
    ("event_day", "working_days", "holidays", "last_day"),
    [
        (MONDAY, 14, [], date(2026, 1, 30)),
        (MONDAY, 14, [date(2026, 1, 16)], date(2026, 2, 2)),
        (MONDAY, 14, [date(2026, 1, 17)], date(2026, 1, 30)),  # a holiday on a Saturday costs nothing
        (MONDAY, 14, [date(2026, 1, 16), date(2026, 1, 16)], date(2026, 2, 2)),  # kept twice, counted once
        (MONDAY, 14, [MONDAY], date(2026, 1, 30)),  # the event's own day never counts
        (MONDAY, 7, [], date(2026, 1, 21)),
        (date(2026, 1, 16), 1, [], date(2026, 1, 19)),  # from Friday to Monday
        (date(2026, 1, 17), 1, [], date(2026, 1, 19)),  # from Saturday too
        (date(2025, 12, 31), 1, [date(2026, 1, 1)], date(2026, 1, 2)),
        (MONDAY, 30, [], date(2026, 2, 23)),
        (MONDAY, 0, [MONDAY], MONDAY),
        (date(2026, 1, 17), 0, [], date(2026, 1, 17)),
    ],
)
def test_day_one_is_the_working_day_after_the_event(event_day, working_days, holidays, last_day):
    assert deadline(event_day, working_days, holidays) == last_day


def test_a_negative_length_is_refused():
    with pytest.raises(ValueError, match="tidak boleh negatif"):
        deadline(MONDAY, -1, [])


@pytest.mark.parametrize(("offset", "works"), list(enumerate([True] * 5 + [False] * 2)))
def test_monday_to_friday_work(offset, works):
    assert is_working_day(MONDAY + timedelta(days=offset), []) is works


def test_a_holiday_is_no_working_day_whatever_holds_the_holidays():
    for holidays in ([MONDAY], (MONDAY,), {MONDAY}, {MONDAY: "Libur"}):
        assert not is_working_day(MONDAY, holidays)


def test_a_moment_is_refused_because_it_would_miss_every_holiday():
    noon = datetime(2026, 1, 12, 12, tzinfo=UTC)
    with pytest.raises(TypeError, match="not in moments"):
        is_working_day(noon, [])
    with pytest.raises(TypeError, match="not in moments"):
        deadline(noon, 1, [])


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        (MONDAY, MONDAY, 0),
        (MONDAY, date(2026, 1, 13), 1),
        (MONDAY, date(2026, 1, 30), 14),
        (date(2026, 1, 30), date(2026, 1, 31), 0),
        (date(2026, 1, 30), MONDAY, -14),
    ],
)
def test_the_countdown_counts_the_days_after_today_up_to_the_last(start, end, count):
    assert working_days_between(start, end, []) == count


@quiet
@given(days, lengths, closed)
def test_the_countdown_is_the_inverse_of_the_deadline(event_day, working_days, holidays):
    last_day = deadline(event_day, working_days, holidays)
    assert working_days_between(event_day, last_day, holidays) == working_days


@quiet
@given(days, st.integers(1, 60), closed)
def test_a_deadline_is_a_working_day_after_the_event(event_day, working_days, holidays):
    last_day = deadline(event_day, working_days, holidays)
    assert last_day > event_day
    assert is_working_day(last_day, holidays)


@quiet
@given(days, lengths, closed, st.integers(0, 30))
def test_a_longer_limit_or_a_later_event_never_ends_earlier(event_day, working_days, holidays, more):
    last_day = deadline(event_day, working_days, holidays)
    assert deadline(event_day, working_days + more, holidays) >= last_day
    assert deadline(event_day + timedelta(days=more), working_days, holidays) >= last_day


@quiet
@given(days, lengths, closed, st.dates(date(2020, 1, 1), date(2036, 12, 31)))
def test_one_more_holiday_never_shortens_a_limit(event_day, working_days, holidays, extra):
    assert deadline(event_day, working_days, [*holidays, extra]) >= deadline(
        event_day, working_days, holidays
    )
