"""The year 2025 of the test agency, whose yearly window runs from 5 to 30 January 2026."""

from __future__ import annotations

from datetime import date

import time_machine

from appraisal import opening
from appraisal.models import Evaluation, Period
from tests import factories
from tests.factories import Agency


def at(day: str) -> time_machine.travel:
    """Ten in the morning of a day, in Jakarta."""
    return time_machine.travel(f"{day} 10:00+07:00")


def open_2025(agency: Agency) -> Period:
    with at("2026-01-05"):
        period = factories.make_period(
            2025,
            opens_on=date(2026, 1, 5),
            self_due_on=date(2026, 1, 16),
            ends_on=date(2026, 1, 30),
        )
        opening.open_period(period, by=agency.personnel)
    return period


def evaluation_of(agency: Agency, period: Period, status: str = "OPEN") -> Evaluation:
    return factories.make_evaluation(agency, status, period=period)
