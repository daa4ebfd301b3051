"""Opening a year: parties by the regulation, problems for personnel, nobody twice."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from appraisal import opening
from appraisal.models import Appraisal, Evaluation, Party, PartyRole, Period
from employees.models import Employee, Notification, Outbox
from employees.models.person import LegalStatus
from tests import factories

pytestmark = pytest.mark.django_db


def roles_of(appraisal):
    return {party.role: party.employee for party in appraisal.parties.select_related("employee")}


def test_everybody_gets_superior_and_superiors_superior(agency):
    plan = opening.open_period(factories.make_period(), by=agency.personnel)
    appraisal = Appraisal.objects.get(employee=agency.staff)
    assert roles_of(appraisal) == {
        PartyRole.APPRAISEE: agency.staff,
        PartyRole.APPRAISER: agency.superior,
        PartyRole.REVIEWER: agency.head,
    }
    assert len(plan.to_open) == Appraisal.objects.count() == 9


def test_the_head_of_an_office_is_appraised_by_the_mayor_alone(agency):
    """In a region, heads of OPD are appraised by the head of region (text lines 2671-2676, 3733)."""
    opening.open_period(factories.make_period(), by=agency.personnel)
    rows = roles_of(Appraisal.objects.get(employee=agency.head))
    assert rows == {PartyRole.APPRAISEE: agency.head, PartyRole.APPRAISER: agency.mayor}
    mayor = Party.objects.filter(employee=agency.mayor).first()
    assert (mayor.nip, mayor.rank, mayor.position) == ("", "-", "Wali Kota")


def test_the_snapshot_prints_what_held_on_that_day(agency):
    opening.open_period(factories.make_period(), by=agency.personnel)
    Employee.objects.filter(pk=agency.staff.pk).update(name="Nama Baru", rank="III/b")
    party = Party.objects.get(appraisal__employee=agency.staff, role=PartyRole.APPRAISEE)
    assert (party.name, party.rank, party.unit_name) == ("Budi Pegawai", "Penata Muda (III/a)", "Bidang Guru")


def test_who_lacks_a_superior_is_opened_and_listed(agency):
    plan = opening.plan(factories.make_period(), today=timezone.localdate())
    problems = {row.employee: row.problems for row in plan.incomplete}
    assert "Belum punya pejabat penilai" in problems[agency.stranger][0]
    assert agency.staff not in problems
    assert agency.head not in problems


@pytest.mark.parametrize("status", sorted(LegalStatus.no_appraisal()))
def test_some_have_no_skp_and_the_plan_says_why(agency, status):
    """No SKP for CLTN, suspended, retirement preparation and state officials (text lines 2691-2703)."""
    Employee.objects.filter(pk=agency.staff.pk).update(legal_status=status)
    plan = opening.open_period(factories.make_period(), by=agency.personnel)
    assert [row.employee for row in plan.left_out] == [agency.staff]
    assert "Tidak wajib SKP" in plan.left_out[0].reason
    assert not Appraisal.objects.filter(employee=agency.staff).exists()


def test_study_leave_has_its_skp(agency):
    """Study leave extends the SKP (text lines 2543-2658; SE BKN 1/2023)."""
    Employee.objects.filter(pk=agency.staff.pk).update(legal_status=LegalStatus.STUDY_LEAVE)
    opening.open_period(factories.make_period(), by=agency.personnel)
    assert Appraisal.objects.filter(employee=agency.staff).exists()


def test_a_newcomer_in_june_is_appraised_from_june(agency):
    today = timezone.localdate()
    newcomer = factories.make_employee("Baru Masuk")
    factories.place(newcomer, agency.section, agency.superior, starts_on=today)
    opening.open_period(factories.make_period(), by=agency.personnel)
    starts = Party.objects.filter(appraisal__employee=newcomer).values_list("starts_on", flat=True)
    assert set(starts) == {today}


def test_planning_begins_at_once_when_a_year_is_opened_early(agency):
    with time_machine.travel("2026-12-01 09:00+07:00"):
        period = factories.make_period(
            2027, opens_on=date(2027, 12, 28), self_due_on=date(2028, 1, 10), ends_on=date(2028, 1, 31)
        )
        opening.open_period(period, by=agency.personnel)
        appraisal = Appraisal.objects.get(employee=agency.staff)
        assert appraisal.party(PartyRole.APPRAISEE, date(2026, 12, 1)).employee == agency.staff
        assert appraisal.targets_due_on == date(2027, 1, 31)


def test_who_has_no_placement_is_left_out_with_advice(agency):
    newcomer = factories.make_employee("Baru Masuk")
    plan = opening.plan(factories.make_period(), today=timezone.localdate())
    assert {row.employee: row.reason for row in plan.left_out}[newcomer].startswith("Belum punya penempatan")


def test_opening_twice_opens_only_newcomers(agency):
    period = factories.make_period()
    opening.open_period(period, by=agency.personnel)
    newcomer = factories.make_employee("Baru Masuk")
    factories.place(newcomer, agency.section, agency.superior)
    plan = opening.open_period(period, by=agency.personnel)
    assert [row.employee for row in plan.to_open] == [newcomer]
    assert plan.already_open == 9


def test_a_unit_can_be_opened_alone(agency):
    plan = opening.open_period(factories.make_period(), by=agency.personnel, units=[agency.section])
    assert {row.employee for row in plan.to_open} == {agency.superior, agency.staff, agency.colleague}


def test_a_dry_run_writes_nothing(agency):
    opening.plan(factories.make_period(), today=timezone.localdate())
    assert not Appraisal.objects.exists()
    assert not Notification.objects.exists()


def test_everybody_is_told_once(agency):
    period = factories.make_period()
    opening.open_period(period, by=agency.personnel)
    opening.open_period(period, by=agency.personnel)
    assert Notification.objects.count() == Outbox.objects.filter(kind="mail").count() == 9


def test_a_late_opening_gives_twenty_working_days(agency):
    """31 January, or 20 working days after a later opening, at the latest when the yearly window opens."""
    with time_machine.travel("2026-06-01 09:00+07:00"):
        period = factories.make_period(
            2026, targets_due_on=date(2026, 1, 31), opens_on=date(2026, 12, 28),
            self_due_on=date(2027, 1, 10), ends_on=date(2027, 1, 31),
        )  # fmt: skip
        assert opening.targets_due(period, date(2025, 12, 20)) == date(2026, 1, 31)
        assert opening.targets_due(period, date(2026, 6, 1)) == date(2026, 6, 29)
        assert opening.targets_due(period, date(2026, 12, 20)) == date(2026, 12, 28)
        assert opening.targets_due(period, date(2026, 12, 30)) == date(2026, 12, 30)


def test_evaluations_open_on_their_day_and_once(agency):
    today = timezone.localdate()
    period = factories.make_period(
        opens_on=today + timedelta(days=2),
        self_due_on=today + timedelta(days=9),
        ends_on=today + timedelta(days=9),
    )
    opening.open_period(period, by=agency.personnel)
    assert not Evaluation.objects.exists()
    assert opening.open_evaluations(today + timedelta(days=2)) == 9
    assert opening.open_evaluations(today + timedelta(days=2)) == 0


@pytest.mark.parametrize("people", [1, 50])
def test_the_dry_run_asks_a_constant_number_of_questions(agency, django_assert_max_num_queries, people):
    for _ in range(people):
        factories.place(factories.make_employee(login=False), agency.section, agency.superior)
    period = factories.make_period()
    with django_assert_max_num_queries(7):
        opening.plan(period, today=timezone.localdate())


def test_opening_asks_the_same_number_of_questions_for_one_and_for_fifty(agency):
    factories.make_period()

    def queries_to_open():
        period = Period.objects.get()
        with transaction.atomic(), CaptureQueriesContext(connection) as captured:
            opening.open_period(period, by=agency.personnel)
            transaction.set_rollback(True)
        return len(captured)

    few = queries_to_open()
    for _ in range(50):
        factories.place(factories.make_employee(login=False), agency.section, agency.superior)
    assert queries_to_open() == few <= 25
