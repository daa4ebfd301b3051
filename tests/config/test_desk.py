"""The personnel desk: figures of one's own units only, and the names behind every figure."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from appraisal import opening
from appraisal.models import (
    Appraisal,
    AppraisalStatus,
    EvaluationStatus,
    Party,
    PartyRole,
    Period,
    ReminderRun,
)
from config.desk.counts import Tally, base_of
from employees.models import Employee, Outbox
from tests import factories, queries
from tests.factories import Agency

pytestmark = pytest.mark.django_db


def seen(client: Client, person: Employee, url: str) -> Any:
    response = factories.sign_in(client, person).get(url)
    assert response.status_code == 200, response.status_code
    return response


def names(response: Any) -> list[str]:
    return [row.appraisal.employee.name for row in response.context["rows"]]


@pytest.mark.parametrize("url", ["/bkd/", "/bkd/kinerja/"])
def test_only_the_desk_comes_in(agency: Agency, client: Client, url: str) -> None:
    factories.make_appraisal(agency)
    for person in (agency.personnel, agency.unit_personnel, agency.auditor):
        seen(client, person, url)
    for person in (agency.staff, agency.stranger):
        assert factories.sign_in(client, person).get(url).status_code == 403


def test_progress_is_counted_by_stage_and_unit(agency: Agency, client: Client) -> None:
    factories.make_evaluation(agency, EvaluationStatus.RATED)
    factories.make_appraisal(agency, AppraisalStatus.PROPOSED, employee=agency.colleague)

    context = seen(client, agency.personnel, "/bkd/").context

    rows = {row.tally.unit.name: row.tally for row in context["rows"]}
    assert set(rows) == {"Dinas Pendidikan", "Dinas Kesehatan"}
    assert rows["Dinas Pendidikan"].stages == {"RATED": 1, "PROPOSED": 1, "PLANNING": 5}
    assert rows["Dinas Kesehatan"].stages == {"PLANNING": 2}
    assert context["whole"].total == Appraisal.objects.count() == 9


def test_a_unit_opens_its_own_units(agency: Agency, client: Client) -> None:
    factories.make_appraisal(agency)

    context = seen(client, agency.personnel, f"/bkd/?unit={agency.office.uuid}").context

    assert [(row.tally.unit.name, row.tally.total) for row in context["rows"]] == [
        ("Bidang Guru", 3),
        ("Dinas Pendidikan", 4),
    ]


def test_unit_personnel_count_and_open_their_subtree_only(agency: Agency, client: Client) -> None:
    factories.make_appraisal(agency)

    assert seen(client, agency.other_unit_personnel, "/bkd/").context["whole"].total == 2
    assert seen(client, agency.unit_personnel, "/bkd/").context["whole"].total == 7
    assert client.get(f"/bkd/?unit={agency.other_office.uuid}").status_code == 404
    factories.sign_in(client, agency.other_unit_personnel)
    assert client.get(f"/bkd/?unit={agency.office.uuid}").status_code == 404
    assert client.get("/bkd/?unit=bukan-uuid").status_code == 404
    assert names(client.get(f"/bkd/kinerja/?unit={agency.office.uuid}")) == []
    assert names(client.get("/bkd/kinerja/?q=Budi")) == []


def test_being_a_party_elsewhere_brings_no_row_to_the_desk(agency: Agency, client: Client) -> None:
    """Unit personnel may open what they are a party of, but the desk counts their units only."""
    appraisal = factories.make_appraisal(agency)
    reviewer = Party.objects.filter(appraisal=appraisal, role=PartyRole.REVIEWER)
    reviewer.update(employee=agency.other_unit_personnel)

    assert seen(client, agency.other_unit_personnel, "/bkd/").context["whole"].total == 2


def test_late_people_are_counted_with_whose_turn_it_is(agency: Agency, client: Client) -> None:
    factories.make_appraisal(agency, AppraisalStatus.PROPOSED)
    yesterday = timezone.localdate() - timedelta(1)
    Appraisal.objects.filter(employee=agency.staff).update(targets_due_on=yesterday)

    context = seen(client, agency.personnel, "/bkd/").context

    assert [(one.label, one.count, one.who) for one in context["late_stages"]] == [
        ("Diajukan", 1, "Pejabat penilai kinerja")
    ]
    assert context["whole"].late == 1
    listed = client.get("/bkd/kinerja/?terlambat=on")
    assert names(listed) == ["Budi Pegawai"]
    assert listed.context["rows"][0].days_left < 0


def test_the_last_day_is_not_late(agency: Agency, client: Client) -> None:
    factories.make_appraisal(agency)
    Appraisal.objects.update(targets_due_on=timezone.localdate())

    assert seen(client, agency.personnel, "/bkd/").context["whole"].late == 0


def test_nobody_whose_appraisal_is_closed_is_late(agency: Agency, client: Client) -> None:
    factories.make_appraisal(agency, AppraisalStatus.CLOSED)
    Appraisal.objects.filter(employee=agency.staff).update(targets_due_on=timezone.localdate() - timedelta(9))

    context = seen(client, agency.personnel, "/bkd/").context

    assert context["whole"].stages["CLOSED"] == 1
    assert context["whole"].late == 0


def test_an_inactive_appraiser_is_a_vacancy(agency: Agency, client: Client) -> None:
    factories.make_appraisal(agency)
    before = seen(client, agency.personnel, "/bkd/").context["vacant"]  # those without a superior

    Employee.objects.filter(pk=agency.superior.pk).update(active=False)

    assert seen(client, agency.personnel, "/bkd/").context["vacant"] == before + 2
    assert {"Budi Pegawai", "Rina Rekan"} <= set(names(client.get("/bkd/kinerja/?tanpa_penilai=on")))


def test_the_list_filters_searches_and_sorts(agency: Agency, client: Client) -> None:
    factories.make_appraisal(agency, AppraisalStatus.PROPOSED)

    assert names(seen(client, agency.personnel, "/bkd/kinerja/?tahap=PROPOSED")) == ["Budi Pegawai"]
    assert names(client.get("/bkd/kinerja/?q=rina")) == ["Rina Rekan"]
    assert names(client.get(f"/bkd/kinerja/?q={agency.staff.nip[:14]}&tahap=PROPOSED")) == ["Budi Pegawai"]
    assert names(client.get(f"/bkd/kinerja/?unit={agency.section.uuid}")) == [
        "Budi Pegawai",
        "Rina Rekan",
        "Siti Atasan",
    ]
    up, down = names(client.get("/bkd/kinerja/?sort=name")), names(client.get("/bkd/kinerja/?sort=-name"))
    assert up == sorted(up) == down[::-1]
    assert names(client.get("/bkd/kinerja/?tahap=SALAH")) == []
    assert names(client.get("/bkd/kinerja/?tahun=1999")) == []


def test_the_running_evaluation_is_shown_before_the_next_year(agency: Agency, client: Client) -> None:
    """In January two years are open: the desk begins with the one whose evaluations are due."""
    factories.make_appraisal(agency)
    this_year = Period.objects.get()
    year = this_year.year + 1
    factories.make_period(
        year,
        opens_on=this_year.ends_on + timedelta(360),
        self_due_on=this_year.ends_on + timedelta(370),
        ends_on=this_year.ends_on + timedelta(390),
    )
    Period.objects.filter(year=year).update(status=Period.Status.OPEN)

    assert seen(client, agency.personnel, "/bkd/").context["period"] == this_year
    assert client.get(f"/bkd/?tahun={year}").context["period"].year == year


def test_stuck_background_work_is_shown(agency: Agency, client: Client) -> None:
    factories.make_appraisal(agency)
    Outbox.objects.create(kind="mail", key="macet", attempts=Outbox.MOST_ATTEMPTS)

    response = seen(client, agency.personnel, "/bkd/")

    assert response.context["background"].stuck == 1
    assert "Ada yang macet" in response.content.decode()


def test_without_a_period_the_desk_says_what_to_do(agency: Agency, client: Client) -> None:
    assert "Siapkan periode" in seen(client, agency.personnel, "/bkd/").content.decode()
    assert "Siapkan periode" not in seen(client, agency.unit_personnel, "/bkd/").content.decode()
    assert names(seen(client, agency.personnel, "/bkd/kinerja/")) == []


def grow(agency: Agency) -> None:
    for number in range(50):
        office = factories.make_unit(f"Badan {number}", parent=agency.root)
        factories.place(factories.make_employee(f"Anggota {number}"), office, agency.head)
    opening.open_period(Period.objects.get(), by=agency.personnel)


@pytest.mark.parametrize("url", ["/bkd/", "/bkd/kinerja/"])
def test_the_pages_cost_the_same_for_one_and_fifty_units(agency: Agency, client: Client, url: str) -> None:
    factories.make_appraisal(agency)
    factories.sign_in(client, agency.personnel)
    queries.assert_constant(client, url, lambda: grow(agency))


def test_bars_fill_their_width_exactly() -> None:
    tally = Tally()
    for stage, count in (("FINAL", 1), ("PLANNING", 1), ("RATED", 1)):
        tally.add(stage, count, 0)

    parts = tally.segments()

    assert [part.stage for part in parts] == ["PLANNING", "RATED", "FINAL"]
    assert [(part.x, part.width) for part in parts] == [("0", "333"), ("333", "333"), ("666", "334")]


@pytest.mark.parametrize(
    ("paths", "base"),
    [
        ([], ""),
        (["00000001."], "00000001."),
        (["00000001.", "00000001.00000002."], "00000001."),
        (["00000001.00000012.", "00000001.00000013."], "00000001."),
        (["00000001.", "00000002."], ""),
    ],
)
def test_the_base_is_the_unit_above_all(paths: list[str], base: str) -> None:
    assert base_of(paths) == base


def test_a_working_day_without_its_reminders_is_shown(agency: Agency, client: Client) -> None:
    factories.make_appraisal(agency)
    with time_machine.travel("2026-03-10 09:00+07:00"):
        now = timezone.now()
        ReminderRun.objects.create(day=date(2026, 3, 9), started_at=now, finished_at=now, people=37)
        page = seen(client, agency.personnel, "/bkd/").content.decode()
    assert "Pengingat belum jalan" in page
    assert "10 Maret 2026 pukul 09.00, 37 orang" in " ".join(page.split())
