"""Leave and the SKP: the same one under a year, none over a year or unpaid, a new one from the return."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from appraisal import ending, leaves, opening
from appraisal.models import Appraisal, AppraisalStatus, ClosedReason, PartyRole, PlannedMove
from appraisal.workflow import Refused
from employees.absences import absences
from employees.models import Leave
from tests import factories

pytestmark = pytest.mark.django_db
Kind = Leave.Kind


def leave(person, starts, ends, kind=Kind.LONG):
    return Leave(employee=person, kind=kind, starts_on=starts, ends_on=ends)


def year_of(agency, year):
    return factories.make_period(
        year, targets_due_on=date(year, 1, 31), opens_on=date(year, 12, 28),
        self_due_on=date(year + 1, 1, 10), ends_on=date(year + 1, 1, 31),
    )  # fmt: skip


def test_fourteen_months_away_close_one_year_and_the_next_begins_with_the_return(agency):
    """March 2025 to April 2026: SKP 2025 ends before the leave, SKP 2026 begins in May (issue 3, point 8)."""
    with time_machine.travel("2025-02-20 09:00+07:00"):
        first = factories.make_appraisal(agency, "RUNNING", period=year_of(agency, 2025))
    with time_machine.travel("2025-03-03 09:00+07:00"):
        away = leave(agency.staff, date(2025, 3, 3), date(2026, 4, 30))
        assert leaves.record(away, by=agency.unit_personnel) == [first]
        first.refresh_from_db()
        assert (first.status, first.closed_reason) == (AppraisalStatus.CLOSED, ClosedReason.LONG_LEAVE)
        assert first.closed_on == date(2025, 3, 2)
        assert left_out(agency, first.period)
    with time_machine.travel("2026-01-05 09:00+07:00"):
        second = year_of(agency, 2026)
        opening.open_period(second, by=agency.personnel)
        assert "Cuti lebih dari setahun sampai 30 April 2026" in left_out(agency, second)
        assert not Appraisal.objects.filter(period=second, employee=agency.staff).exists()
    with time_machine.travel("2026-05-04 09:00+07:00"):
        opening.open_period(second, by=agency.personnel)
        back = Appraisal.objects.get(period=second, employee=agency.staff)
        assert back.starts_on == date(2026, 5, 1)
        assert back.party(PartyRole.APPRAISEE, date(2026, 4, 30)) is None
        assert back.party(PartyRole.APPRAISER, date(2026, 5, 1)).employee == agency.superior


def left_out(agency, period):
    plan = opening.plan(period, today=timezone.localdate())
    return {row.employee: row.reason for row in plan.left_out}.get(agency.staff, "")


def test_under_a_year_it_is_the_same_skp(agency):
    with time_machine.travel("2026-03-02 09:00+07:00"):
        appraisal = factories.make_appraisal(agency, "RUNNING", period=year_of(agency, 2026))
        assert (
            leaves.record(leave(agency.staff, date(2026, 3, 2), date(2027, 3, 1)), by=agency.personnel) == []
        )
        appraisal.refresh_from_db()
        assert appraisal.status == AppraisalStatus.RUNNING


def test_leave_that_goes_on_without_a_gap_is_counted_together(agency):
    rows = [
        leave(agency.staff, date(2025, 3, 1), date(2025, 8, 31)),
        leave(agency.staff, date(2025, 9, 1), date(2026, 3, 1), Kind.SICK),
        leave(agency.staff, date(2026, 5, 1), date(2026, 6, 1)),
    ]
    assert [one.stops_the_year for one in absences(rows)] == [True, False]
    assert absences(rows)[0].ends_on == date(2026, 3, 1)


def test_a_year_from_29_february_ends_on_the_last_of_february(agency):
    assert not absences([leave(agency.staff, date(2028, 2, 29), date(2029, 2, 28))])[0].stops_the_year
    assert absences([leave(agency.staff, date(2028, 2, 29), date(2029, 3, 1))])[0].stops_the_year


def test_unpaid_leave_stops_the_skp_however_short(agency):
    """Cuti di luar tanggungan negara (text lines 2691-2703)."""
    appraisal = factories.make_appraisal(agency, "RUNNING")
    today = timezone.localdate()
    away = leave(agency.staff, today, today + timedelta(days=60), Kind.UNPAID)
    leaves.record(away, by=agency.personnel)
    appraisal.refresh_from_db()
    assert appraisal.closed_reason == ClosedReason.EXEMPT
    assert "Cuti di luar tanggungan negara" in left_out(agency, appraisal.period)


def test_a_long_leave_that_begins_later_closes_on_its_day(agency):
    with time_machine.travel("2026-03-02 09:00+07:00"):
        appraisal = factories.make_appraisal(agency, "RUNNING", period=year_of(agency, 2026))
        away = leave(agency.staff, date(2026, 4, 1), date(2027, 5, 1))
        leaves.record(away, by=agency.personnel)
        plan = PlannedMove.objects.get()
        assert (plan.on_day, plan.closed_reason) == (date(2026, 4, 1), ClosedReason.LONG_LEAVE)
        leaves.remove(away, by=agency.personnel)
        plan.refresh_from_db()
        assert plan.cancelled_at is not None
        appraisal.refresh_from_db()
        assert appraisal.status == AppraisalStatus.RUNNING


def test_the_same_days_are_not_recorded_twice_nor_ones_own_leave(agency):
    today = timezone.localdate()
    away = leave(agency.staff, today, today + timedelta(days=5), Kind.ANNUAL)
    leaves.record(away, by=agency.personnel)
    with pytest.raises(Refused, match="Sudah tercatat cuti tahunan"):
        leaves.record(leave(agency.staff, today, today, Kind.SICK), by=agency.personnel)
    with pytest.raises(Refused, match="pengelola kepegawaian lain"):
        leaves.record(leave(agency.personnel, today, today, Kind.SICK), by=agency.personnel)


def test_who_comes_back_early_has_the_new_last_day(agency):
    today = timezone.localdate()
    away = leave(agency.staff, today, today + timedelta(days=5), Kind.ANNUAL)
    leaves.record(away, by=agency.personnel)
    leaves.end(away, ends_on=today + timedelta(days=2), by=agency.personnel)
    assert Leave.objects.get().ends_on == today + timedelta(days=2)
    with pytest.raises(Refused, match="mendahului hari pertamanya"):
        leaves.end(away, ends_on=today - timedelta(days=1), by=agency.personnel)


def test_who_was_exempt_and_returns_within_the_year_is_opened_from_that_day(agency):
    with time_machine.travel("2026-02-02 09:00+07:00"):
        period = year_of(agency, 2026)
        appraisal = factories.make_appraisal(agency, period=period)
    with time_machine.travel("2026-03-02 09:00+07:00"):
        ending.close(appraisal, ClosedReason.EXEMPT, on=date(2026, 3, 2), note="SK.", by=agency.personnel)
    with time_machine.travel("2026-08-03 09:00+07:00"):
        opening.open_period(period, by=agency.personnel)
        back = Appraisal.objects.alive().get(employee=agency.staff)
        assert back.starts_on == date(2026, 8, 3)
        assert back.party(PartyRole.APPRAISEE, date(2026, 8, 2)) is None


def test_a_pppk_is_opened_and_closed_like_a_pns(agency):
    person = factories.make_employee("Pak Kontrak", kind="PPPK")
    factories.place(person, agency.section, agency.superior)
    factories.make_appraisal(agency)
    own = Appraisal.objects.get(employee=person)
    ending.close(own, ClosedReason.LEFT, on=timezone.localdate(), note="Kontrak.", by=agency.personnel)
    assert own.status == AppraisalStatus.CLOSED
