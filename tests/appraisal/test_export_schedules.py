"""Files that come by themselves: once a period, by the rights of that day, until somebody ends it."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from time_machine import TimeMachineFixture

from appraisal import export_notices, export_schedules, tasks
from appraisal.models import ExportSchedule, Period
from employees import outbox
from employees.models import Employee, Job, Notification, Outbox
from tests import factories
from tests.factories import Agency

pytestmark = pytest.mark.django_db
TODAY, SUNDAY, MONDAY = date(2026, 10, 14), date(2026, 11, 1), date(2026, 11, 2)
WHY = "Rekap bulanan untuk rapat pimpinan dinas."
ACTIVE, PAUSED, STOPPED = (
    ExportSchedule.State.ACTIVE,
    ExportSchedule.State.PAUSED,
    ExportSchedule.State.STOPPED,
)


@pytest.fixture(autouse=True)
def october(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to("2026-10-14T09:00:00+07:00", tick=False)


@pytest.fixture
def period(agency: Agency) -> Period:
    factories.make_appraisal(agency)
    return Period.objects.get()


def repeat(client: Client, who: Employee, **more: object) -> ExportSchedule:
    """Asked for on the page of the yearly report."""
    told = {"period": 2026, "format": "csv", "purpose": WHY, "columns": ["nip", "unit"], "repeat": "MONTH"}
    url = reverse("export_table", args=["tahunan"])
    assert factories.sign_in(client, who).post(url, told | more).status_code == 302
    return ExportSchedule.objects.latest("pk")


def carry_out() -> None:
    for row in Outbox.objects.filter(kind="job", done_at__isnull=True):
        outbox.carry_out(row.pk)


@pytest.mark.parametrize(
    ("day", "rhythm", "following"),
    [
        (date(2026, 1, 31), "MONTH", date(2026, 2, 1)),
        (date(2026, 12, 1), "MONTH", date(2027, 1, 1)),
        (date(2026, 1, 1), "QUARTER", date(2026, 4, 1)),
        (date(2026, 6, 30), "QUARTER", date(2026, 7, 1)),
        (date(2026, 11, 9), "QUARTER", date(2027, 1, 1)),
    ],
)
def test_the_next_file_is_due_where_the_next_period_begins(day: date, rhythm: str, following: date) -> None:
    assert export_schedules.next_after(day, rhythm) == following


def test_personnel_get_a_file_on_the_first_working_day_of_each_month_and_one_only(
    agency: Agency, period: Period, client: Client
) -> None:
    schedule = repeat(client, agency.unit_personnel)
    assert not Job.objects.exists(), "asked for the coming months, not for now"
    assert schedule.next_on == SUNDAY
    page = client.get(reverse("export_schedules")).content.decode()
    assert "Berikutnya sejak 1 November 2026" in page
    assert [export_schedules.make_due(day) for day in (TODAY, SUNDAY, MONDAY, MONDAY)] == [0, 0, 1, 0]
    carry_out()
    carry_out()
    job = Job.objects.get()
    assert (job.status, job.purpose, job.requested_by) == ("DONE", WHY, agency.unit_personnel)
    assert job.rows is not None
    assert job.rows > 0
    assert len(job.sha256) == 64
    line = Notification.objects.get(key__startswith="export_ready")
    assert (line.employee, line.url) == (agency.unit_personnel, reverse("job", args=[job.uuid]))
    schedule.refresh_from_db()
    assert (schedule.next_on, schedule.last_job) == (date(2026, 12, 1), job)


def test_what_a_stopped_server_missed_comes_once(agency: Agency, period: Period, client: Client) -> None:
    repeat(client, agency.personnel)
    late = date(2027, 2, 10)
    factories.make_period(2027)
    assert [export_schedules.make_due(late) for _ in range(2)] == [1, 0]
    assert Job.objects.get().parameters["year"] == 2027, "the running year goes on with the calendar"
    assert ExportSchedule.objects.get().next_on == date(2027, 3, 1)


def test_a_year_that_is_not_prepared_is_waited_for(agency: Agency, period: Period, client: Client) -> None:
    repeat(client, agency.personnel)
    assert export_schedules.make_due(date(2027, 1, 4)) == 0
    schedule = ExportSchedule.objects.get()
    assert (schedule.state, schedule.next_on) == (ACTIVE, SUNDAY)


def test_the_clock_makes_nothing_at_night(
    agency: Agency, period: Period, client: Client, time_machine: TimeMachineFixture
) -> None:
    repeat(client, agency.personnel)
    for hour, made in (("05", 0), ("07", 1)):
        time_machine.move_to(f"2026-11-02T{hour}:10:00+07:00", tick=False)
        tasks.make_scheduled_exports()
        assert Job.objects.count() == made


def test_whoever_lost_the_right_gets_no_file_and_the_list_says_why_it_stopped(
    agency: Agency, period: Period, client: Client
) -> None:
    schedule = repeat(client, agency.unit_personnel, receiver=str(agency.personnel.uuid))
    agency.unit_personnel.user.groups.clear()
    assert export_schedules.make_due(MONDAY) == 0
    assert not Job.objects.exists()
    schedule.refresh_from_db()
    assert (schedule.state, schedule.reason) == (STOPPED, export_notices.LOST)
    told = Notification.objects.filter(key__startswith="export_stopped")
    assert {line.employee for line in told} == {agency.unit_personnel, agency.personnel}
    page = factories.sign_in(client, agency.personnel).get(reverse("export_schedules")).content.decode()
    assert export_notices.LOST in page
    client.post(reverse("export_schedule_resume", args=[schedule.uuid]))
    schedule.refresh_from_db()
    assert schedule.state == STOPPED, "not before the right is back"


def test_a_right_lost_while_the_file_waits_for_its_worker_stops_it_too(
    agency: Agency, period: Period, client: Client
) -> None:
    schedule = repeat(client, agency.unit_personnel)
    assert export_schedules.make_due(MONDAY) == 1
    agency.unit_personnel.user.groups.clear()
    carry_out()
    schedule.refresh_from_db()
    assert (Job.objects.get().status, schedule.state) == ("FAILED", STOPPED)
    assert not Notification.objects.filter(key__startswith="export_ready").exists()


def test_a_receiver_who_may_open_it_no_more_stops_it(agency: Agency, period: Period, client: Client) -> None:
    schedule = repeat(client, agency.unit_personnel, receiver=str(agency.personnel.uuid))
    agency.personnel.user.groups.clear()
    assert export_schedules.make_due(MONDAY) == 0
    schedule.refresh_from_db()
    assert (schedule.state, schedule.reason) == (STOPPED, export_schedules.RECEIVER_LOST)


def test_a_unit_outside_ones_own_stops_it(agency: Agency, period: Period, client: Client) -> None:
    schedule = repeat(client, agency.unit_personnel, unit=str(agency.office.uuid))
    agency.unit_personnel.user.units.set([agency.other_office])
    assert export_schedules.make_due(MONDAY) == 0
    schedule.refresh_from_db()
    assert schedule.state == STOPPED


def test_a_paused_file_does_not_come_until_it_is_taken_up_again(
    agency: Agency, period: Period, client: Client
) -> None:
    schedule = repeat(client, agency.unit_personnel)
    client.post(reverse("export_schedule_pause", args=[schedule.uuid]))
    schedule.refresh_from_db()
    assert schedule.state == PAUSED
    assert export_schedules.make_due(MONDAY) == 0
    client.post(reverse("export_schedule_resume", args=[schedule.uuid]))
    assert export_schedules.make_due(MONDAY) == 1


def test_a_deleted_schedule_leaves_its_files_on_record(
    agency: Agency, period: Period, client: Client
) -> None:
    schedule = repeat(client, agency.unit_personnel)
    export_schedules.make_due(MONDAY)
    client.post(reverse("export_schedule_delete", args=[schedule.uuid]))
    assert not ExportSchedule.objects.exists()
    carry_out()
    assert Job.objects.get().status == "DONE"
    assert not Notification.objects.filter(key__startswith="export_ready").exists()


@pytest.mark.parametrize(
    ("who", "seen"), [("unit_personnel", True), ("personnel", True), ("other_unit_personnel", False)]
)
def test_a_schedule_is_seen_by_its_owner_and_by_the_agencys_personnel(
    agency: Agency, period: Period, client: Client, who: str, seen: bool
) -> None:
    repeat(client, agency.unit_personnel)
    page = factories.sign_in(client, getattr(agency, who)).get(reverse("export_schedules"))
    assert (WHY in page.content.decode()) == seen


@pytest.mark.parametrize(
    "wrong",
    [
        {"period": 2020},
        {"repeat": "DAY"},
        {"receiver": "staff"},
        {"receiver": "other_unit_personnel"},
        {"repeat": "MONTH", "purpose": ""},
    ],
)
def test_nobody_else_gets_files_and_no_old_year_is_repeated(
    agency: Agency, period: Period, client: Client, wrong: dict[str, object]
) -> None:
    factories.make_period(2020)
    told = {"period": 2026, "format": "csv", "purpose": WHY, "columns": ["nip"], "repeat": "MONTH"} | wrong
    if name := wrong.get("receiver"):
        told["receiver"] = str(getattr(agency, str(name)).uuid)
    factories.sign_in(client, agency.unit_personnel)
    assert client.post(reverse("export_table", args=["tahunan"]), told).status_code == 422
    assert not ExportSchedule.objects.exists()


def test_a_person_has_twenty_of_them_and_no_more(agency: Agency, period: Period, client: Client) -> None:
    made = repeat(client, agency.personnel)
    for _ in range(export_schedules.MOST - 1):
        made.pk, made.uuid = None, None
        made.uuid = ExportSchedule._meta.get_field("uuid").get_default()
        made.save()
    told = {"period": 2026, "format": "csv", "purpose": WHY, "columns": ["nip"]}
    url = reverse("export_table", args=["tahunan"])
    assert client.post(url, told | {"repeat": "MONTH"}).status_code == 422
    assert client.post(url, told).status_code == 302


def test_a_list_comes_again_with_its_filter(agency: Agency, period: Period, client: Client) -> None:
    factories.sign_in(client, agency.personnel)
    url = f"{reverse('export_table', args=['daftar-kinerja'])}?q={agency.staff.nip}"
    told = {"format": "xlsx", "purpose": WHY, "columns": ["nip", "stage"], "repeat": "QUARTER"}
    assert client.post(url, told).status_code == 302
    assert ExportSchedule.objects.get().next_on == date(2027, 1, 1)
    assert export_schedules.make_due(date(2027, 1, 4)) == 1
    carry_out()
    assert Job.objects.get().rows == 1


def test_the_database_refuses_a_stop_without_a_reason_and_a_day_amid_a_period(
    agency: Agency, period: Period, client: Client
) -> None:
    rows = ExportSchedule.objects.filter(pk=repeat(client, agency.personnel).pk)
    for wrong in ({"state": STOPPED}, {"reason": "?"}, {"next_on": MONDAY}, {"rhythm": "QUARTER"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**wrong)
