"""Reminders about results: once a day, to those who can act, never on a day off."""

from datetime import date, timedelta

import pytest
import time_machine

from appraisal import reporting, result_reminders
from appraisal.models import Period, Report, UnitRating
from employees.models import Employee, Holiday, Notification
from tests import factories

MONDAY = date(2026, 3, 9)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_monday():
    with time_machine.travel("2026-03-09T02:00:00+00:00", tick=False):
        yield


@pytest.fixture
def period(agency):
    return factories.make_period(status="OPEN")


def told(key):
    return sorted(line.employee.name for line in result_reminders.due(MONDAY) if key in line.key)


def test_the_leader_above_is_reminded_of_units_without_a_result(agency, period):
    """The office's own setter is the mayor, who has no account: the desk lists that one."""
    assert told("unit-result") == ["Hendra Kepala"]
    UnitRating.objects.create(unit=agency.section, period=period, predicate="GOOD", set_on=MONDAY)
    assert told("unit-result") == []


def test_before_the_window_opens_nobody_is_reminded(agency, period):
    period.windows.update(opens_on=MONDAY + timedelta(1))
    assert told("unit-result") == []
    period.windows.update(opens_on=MONDAY)
    Period.objects.update(status="CLOSED")
    assert told("unit-result") == []


@pytest.mark.parametrize(
    ("due_on", "reminded"),
    [(date(2026, 3, 12), False), (date(2026, 3, 11), True), (date(2026, 3, 2), True)],
)
def test_a_signer_is_reminded_in_the_last_three_working_days_and_after(agency, due_on, reminded):
    reporting.create(factories.make_evaluation(agency, "DELIVERED"))
    Report.objects.update(due_on=due_on)
    assert told("report") == (["Siti Atasan"] if reminded else [])


def test_sent_and_replaced_reports_remind_nobody(agency):
    report = reporting.create(factories.make_evaluation(agency, "DELIVERED"))
    Report.objects.update(due_on=MONDAY, sent_by=agency.superior, sent_at=report.signed_at)
    assert told("report") == []


def test_nobody_inactive_is_reminded_and_nobody_on_a_day_off(agency, period):
    Employee.objects.filter(pk=agency.head.pk).update(active=False)
    assert told("unit-result") == []
    Employee.objects.filter(pk=agency.head.pk).update(active=True)
    Holiday.objects.create(day=MONDAY, name="Libur")
    assert told("unit-result") == []


def test_the_same_day_adds_nothing_and_the_next_day_tells_again(agency, period):
    assert result_reminders.send(MONDAY) == 1
    assert result_reminders.send(MONDAY) == 0
    assert result_reminders.send(MONDAY + timedelta(1)) == 1
    line = Notification.objects.filter(key__startswith="remind:unit-result").first()
    assert line.employee == agency.head
    assert "masa=AKHIR" in line.url
