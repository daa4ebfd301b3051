"""'Ingatkan 37 orang ini': who and what is seen first, inside the sender's units, and nobody twice a day."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from appraisal import nudges
from appraisal.models import Appraisal, Reminder
from config.desk import nudging
from employees import jobs, outbox
from employees.models import Employee, Job, Notification, Outbox
from tests import factories, queries
from tests.factories import Agency, sign_in

pytestmark = pytest.mark.django_db
URL = "/bkd/pengingat/kirim/"


@pytest.fixture(autouse=True)
def planning(agency: Agency) -> None:
    """A year whose evaluation is far away, so that only its SKP waits for anybody."""
    far = nudging.timezone.localdate() + timedelta(days=90)
    factories.make_period(opens_on=far, self_due_on=far, ends_on=far)


def names(client: Client, query: str) -> list[str]:
    response = client.get(URL + query)
    assert response.status_code == 200
    return [person.name for person, _dues in response.context["planned"].recipients]


def sent(client: Client, query: str, message: str = "") -> Job:
    """Confirm what the page shows, and let a worker do it."""
    count = client.get(URL + query).context["count"]
    response = client.post(URL + query, {"count": count, "message": message})
    assert response.status_code == 302, response.content.decode()
    job = Job.objects.filter(kind=nudging.NUDGE).latest("pk")
    outbox.carry_out(Outbox.objects.get(key=f"job:{job.uuid}").pk)
    job.refresh_from_db()
    return job


def nudged(person: Employee) -> list[Notification]:
    return list(Notification.objects.filter(employee=person, key__startswith="remind:nudge:"))


def test_a_list_of_appraisals_reminds_whoever_they_wait_for(agency: Agency, client: Client) -> None:
    """Two appraisals wait for Siti, the others for their own people."""
    factories.make_appraisal(agency, "PROPOSED")
    factories.make_appraisal(agency, "PROPOSED", employee=agency.colleague)
    sign_in(client, agency.personnel)
    assert names(client, "?dari=kinerja&tahap=PROPOSED") == ["Siti Atasan"]
    assert "Siti Atasan" in names(client, "?dari=kinerja&tahap=PLANNING")
    page = client.get("/bkd/kinerja/?tahap=PROPOSED").content.decode()
    assert "/bkd/pengingat/kirim/?dari=kinerja&amp;tahap=PROPOSED" in page

    job = sent(client, "?dari=kinerja&tahap=PROPOSED", message="Mohon minggu ini.")

    assert job.message == "1 orang diingatkan."
    (line,) = nudged(agency.superior)
    assert line.title.startswith("2 SKP menunggu penetapan Anda")
    assert "Mohon minggu ini." in line.body
    assert "Budi Pegawai" in line.body
    payload = Outbox.objects.get(kind="digest").payload
    assert "Budi" not in str(payload)
    logged = Reminder.objects.get()
    assert (logged.nudged_by, logged.call, logged.mail) == (agency.personnel, "NUDGE", "QUEUED")


def test_a_list_of_people_reminds_each_of_all_that_waits_for_him(agency: Agency, client: Client) -> None:
    factories.make_appraisal(agency, "PROPOSED")
    sign_in(client, agency.personnel)
    assert names(client, "?dari=pegawai&q=budi") == []  # nothing waits for him
    sent(client, "?dari=pegawai&q=siti")
    (line,) = nudged(agency.superior)
    assert line.title.startswith("2 hal menunggu Anda")
    assert "SKP menunggu penetapan Anda (Budi Pegawai)" in line.body
    assert "SKP Anda belum diajukan" in line.body


def test_a_misspelt_name_reminds_those_whom_the_list_shows_for_it(agency: Agency, client: Client) -> None:
    factories.make_appraisal(agency)
    query = "?dari=pegawai&q=siti+atsan"
    shown = sign_in(client, agency.personnel).get("/bkd/pegawai/" + query).context["page"]
    assert [one.name for one in shown] == names(client, query) == ["Siti Atasan"]


def test_nobody_is_reminded_twice_on_the_same_day(agency: Agency, client: Client) -> None:
    """Not by a second officer, and not after the run of the morning."""
    factories.make_appraisal(agency)
    sign_in(client, agency.personnel)
    sent(client, "?dari=pegawai&q=budi")
    response = client.get(URL + "?dari=pegawai&q=budi")
    assert (response.context["count"], response.context["planned"].told) == (0, 1)
    assert "1 orang sudah diingatkan hari ini" in response.content.decode()
    # What a second officer confirmed at the same moment reaches nobody again.
    people = nudges.waiting_for(Employee.objects.filter(pk=agency.staff.pk), nudging.timezone.localdate())
    again = nudges.Nudge([(agency.staff, people[agency.staff.pk])])
    nudges.send(again, by=agency.unit_personnel, message="", today=nudging.timezone.localdate())
    assert len(nudged(agency.staff)) == Outbox.objects.filter(kind="digest").count() == 1


def test_unit_personnel_reach_their_own_people_only(agency: Agency, client: Client) -> None:
    factories.make_appraisal(agency, "PROPOSED")
    sign_in(client, agency.other_unit_personnel)
    assert names(client, "?dari=kinerja&tahap=PROPOSED") == []
    assert names(client, "?dari=pegawai&q=siti") == []
    assert "Joko Lain" in names(client, "?dari=kinerja")
    # A superior outside the sender's units is left out, and the page says so.
    agency.superior.placements.update(unit=agency.root)
    response = sign_in(client, agency.unit_personnel).get(f"{URL}?dari=kinerja&tahap=PROPOSED")
    assert (response.context["count"], response.context["planned"].outside) == (0, 1)


def test_a_list_that_changed_since_it_was_seen_is_shown_again_with_what_was_typed(
    agency: Agency, client: Client
) -> None:
    factories.make_appraisal(agency)
    sign_in(client, agency.personnel)
    response = client.post(f"{URL}?dari=pegawai&q=budi", {"count": 7, "message": "Mohon segera."})
    assert response.status_code == 422
    page = response.content.decode()
    assert "Daftarnya berubah" in page
    assert "Mohon segera." in page
    assert re.search(r'name="count"\s+value="1"', page)
    assert not Job.objects.exists()


def test_a_list_too_long_is_refused_with_what_to_do(
    agency: Agency, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.make_appraisal(agency)
    monkeypatch.setattr(nudging, "MOST", 3)
    response = sign_in(client, agency.personnel).get(f"{URL}?dari=kinerja")
    assert "Persempit saringannya" in response.content.decode()
    assert response.context["count"] == 0


def test_the_worker_asks_for_the_rights_of_the_officer_anew(agency: Agency, client: Client) -> None:
    factories.make_appraisal(agency)
    sign_in(client, agency.unit_personnel)
    client.post(f"{URL}?dari=pegawai&q=budi", {"count": 1})
    job = Job.objects.get()
    agency.unit_personnel.user.units.clear()
    jobs._WORKS[nudging.NUDGE](job)
    assert nudged(agency.staff) == []
    assert job.message == "0 orang diingatkan."


@pytest.mark.parametrize("query", ["?dari=kinerja", "?dari=pegawai"])
def test_the_page_costs_the_same_for_one_person_and_for_fifty(
    agency: Agency, client: Client, query: str
) -> None:
    factories.make_appraisal(agency)

    def more() -> Any:
        for _ in range(49):
            factories.place(factories.make_employee(login=False), agency.section, agency.superior)
        nudging_period = Appraisal.objects.first()
        assert nudging_period is not None
        factories.opening.open_period(nudging_period.period, by=agency.personnel)

    queries.assert_constant(sign_in(client, agency.personnel), URL + query, more, most=30)
