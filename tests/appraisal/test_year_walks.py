"""The year at random, 200 times: an end is reached with any one party gone, and what was signed stays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.db import transaction

from appraisal import opening, windows
from appraisal.models import Evaluation, Objection, Period
from tests import factories
from tests.appraisal.year_walk import YearWalk

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 1, 2, 5, tzinfo=UTC)
CHUNKS, WALKS, MOVES = 8, 25, 7
LONG_CHUNKS, LONG_WALKS = 8, 250


@pytest.fixture
def beginning(agency: Any) -> Iterator[tuple[Any, Period, Any, Any]]:
    """2026 with its second quarter and its yearly window, on its second day."""
    with time_machine.travel(NOON, tick=False) as clock:
        section = factories.make_unit("Seksi Uji", parent=agency.section)
        person = factories.make_employee("Wati Pejalan")
        factories.place(person, section, agency.superior)
        factories.place_above(agency.head, agency.mayor)
        period = factories.make_period(
            2026,
            targets_due_on=date(2026, 1, 31),
            opens_on=date(2026, 12, 28),
            self_due_on=date(2027, 1, 8),
            ends_on=date(2027, 1, 29),
            rhythm=Period.Rhythm.QUARTERLY,
        )
        windows.make_windows(period)
        period.windows.exclude(code__in=["TW2", "AKHIR"]).delete()  # a quarter and the year tell all
        opening.open_period(period, by=agency.personnel, units=[section])
        yield agency, period, person, clock


def walk(beginning: tuple[Any, Period, Any, Any], seed: int) -> YearWalk:
    """One walk; the database and the clock are put back."""
    agency, period, person, clock = beginning
    clock.move_to(NOON, tick=False)
    with transaction.atomic():
        taken = YearWalk(agency, period, person, clock, seed)
        try:
            for _ in range(MOVES):
                taken.move()
            taken.finish()
        except AssertionError as error:
            raise AssertionError(f"seed {seed}: {error}\n" + "\n".join(taken.told)) from error
        finally:
            for one in (person, agency.superior, agency.head):
                one.active = True
            transaction.set_rollback(True)
    return taken


@pytest.mark.timeout(600)
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_every_year_comes_to_an_end(chunk: int, beginning: Any) -> None:
    for seed in range(chunk * WALKS, (chunk + 1) * WALKS):
        walk(beginning, seed)


@pytest.mark.nightly
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("chunk", range(LONG_CHUNKS))
def test_every_year_of_two_thousand_comes_to_an_end(chunk: int, beginning: Any) -> None:
    first = CHUNKS * WALKS + chunk * LONG_WALKS
    for seed in range(first, first + LONG_WALKS):
        walk(beginning, seed)


def test_the_control_a_signature_that_changes_in_silence_is_found(beginning: Any) -> None:
    agency, period, person, clock = beginning
    taken = YearWalk(agency, period, person, clock, 1)
    evaluation = factories.make_evaluation(
        agency, "DELIVERED", employee=person, period=_with_open_year(period)
    )
    taken.check()
    Evaluation.objects.filter(pk=evaluation.pk).update(note="Diganti diam-diam.")
    with pytest.raises(AssertionError, match="without an event"):
        taken.check()


def test_the_control_a_decision_about_ones_own_signature_is_found(beginning: Any) -> None:
    agency, period, person, clock = beginning
    evaluation = factories.make_evaluation(
        agency, "DELIVERED", employee=person, period=_with_open_year(period)
    )
    factories.object_to(evaluation)
    Objection.objects.update(decision="UPHELD", decided_by=agency.superior, decided_at=evaluation.signed_at)
    with pytest.raises(AssertionError, match="his own signature"):
        YearWalk(agency, period, person, clock, 1).check()


def _with_open_year(period: Period) -> Period:
    """Only the yearly window, open today."""
    period.windows.exclude(code="AKHIR").delete()
    today = date(2026, 1, 2)
    period.windows.update(opens_on=today, self_due_on=date(2026, 1, 20), ends_on=date(2026, 2, 20))
    return period
