"""'Berkas berkala' in the desk's history: who asked for it, paused, resumed and ended it, and what the clock did."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import TimeMachineFixture

from appraisal import export_notices, export_schedules
from appraisal.models import ExportSchedule
from employees.models import Employee
from tests import factories
from tests.factories import Agency

pytestmark = pytest.mark.django_db
URL = "/bkd/riwayat/"
WHY = "Rekap bulanan untuk rapat pimpinan dinas."


@pytest.fixture(autouse=True)
def october(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to("2026-10-14T09:00:00+07:00")


@pytest.fixture
def schedule(agency: Agency, client: Client) -> ExportSchedule:
    """Asked for by personnel of a unit, paused, resumed, paused."""
    factories.make_appraisal(agency)
    told = {"period": 2026, "format": "csv", "purpose": WHY, "columns": ["nip", "unit"], "repeat": "MONTH"}
    factories.sign_in(client, agency.unit_personnel)
    client.post(reverse("export_table", args=["tahunan"]), told)
    made = ExportSchedule.objects.get()
    for act in ("pause", "resume", "pause"):
        client.post(reverse(f"export_schedule_{act}", args=[made.uuid]))
    return made


def lines(client: Client, who: Employee, **asked: str) -> list[tuple[str, str]]:
    answer = factories.sign_in(client, who).get(URL, {"jenis": "berkala", **asked})
    assert answer.status_code == 200
    return [(line.what.split(":")[0], line.by) for line in answer.context["lines"]]


def test_every_act_stands_there_with_whoever_did_it(
    agency: Agency, client: Client, schedule: ExportSchedule
) -> None:
    asker, other = agency.unit_personnel.full_name, agency.personnel.full_name
    factories.sign_in(client, agency.personnel)
    client.post(reverse("export_schedule_delete", args=[schedule.uuid]))
    assert lines(client, agency.personnel) == [
        ("Berkas berkala dihapus", other),
        ("Berkas berkala dijeda", asker),
        ("Berkas berkala dilanjutkan", asker),
        ("Berkas berkala dijeda", asker),
        ("Berkas berkala diminta", asker),
    ]
    page = client.get(URL, {"jenis": "berkala"}).content.decode()
    assert WHY in page
    assert f"untuk {asker}" in page


@pytest.mark.django_db(transaction=True)  # in one transaction the last request would be the clock's too
def test_a_file_by_the_clock_adds_no_line_and_one_that_stops_says_why(
    agency: Agency, client: Client, schedule: ExportSchedule
) -> None:
    client.post(reverse("export_schedule_resume", args=[schedule.uuid]))
    before = lines(client, agency.personnel)
    assert export_schedules.make_due(date(2026, 11, 2)) == 1
    assert lines(client, agency.personnel) == before
    agency.unit_personnel.user.groups.clear()
    assert export_schedules.make_due(date(2026, 12, 1)) == 0
    assert lines(client, agency.personnel)[0] == ("Berkas berkala berhenti", "sistem")
    assert export_notices.LOST in client.get(URL, {"jenis": "berkala"}).content.decode()


def test_it_is_found_by_its_actor_and_shown_to_its_owner_and_the_agency_alone(
    agency: Agency, client: Client, schedule: ExportSchedule
) -> None:
    assert len(lines(client, agency.unit_personnel)) == 4
    assert len(lines(client, agency.personnel, oleh=agency.unit_personnel.nip)) == 4
    assert lines(client, agency.personnel, oleh=agency.head.nip) == []
    assert lines(client, agency.personnel, tentang=agency.staff.nip) == [], "it is about no one person"
    ExportSchedule.objects.update(owner=agency.personnel)
    assert len(lines(client, agency.unit_personnel)) == 4, "what was theirs stays in their history"
