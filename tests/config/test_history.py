"""`/bkd/riwayat/`: who sees what of it, its filters and pages, and what never stands in it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from appraisal import period_log, view_log
from appraisal.models import Appraisal, Event, Period, ViewLog
from appraisal.view_log import Subject
from employees import jobs
from employees.models import Job
from tests import factories, queries
from tests.factories import Agency

pytestmark = pytest.mark.django_db
URL = "/bkd/riwayat/"


def lines(client: Client, who: Any = None, **asked: str) -> list[Any]:
    if who is not None:
        factories.sign_in(client, who)
    answer = client.get(URL, asked)
    assert answer.status_code == 200
    return list(answer.context["lines"])


def whats(client: Client, who: Any = None, **asked: str) -> list[str]:
    return [line.what for line in lines(client, who, **asked)]


@pytest.fixture
def proposed(agency: Agency) -> Appraisal:
    return factories.make_appraisal(agency, "PROPOSED")


def test_a_step_is_told_in_a_sentence(agency: Agency, proposed: Appraisal, client: Client) -> None:
    newest = lines(client, agency.personnel, jenis="langkah")[0]
    assert newest.what == Event.objects.order_by("-pk")[0].label
    assert newest.about == f"Budi Pegawai, {proposed.period.year}"
    assert newest.by == "Budi Pegawai"
    assert newest.change == "dari «Draf SKP» menjadi «Diajukan»"
    assert newest.url == reverse("history", args=[proposed.uuid])


def test_all_sources_stand_in_one_order(agency: Agency, proposed: Appraisal, client: Client) -> None:
    period_log.record(proposed.period, "Tenggat diubah", by=agency.personnel, note="Banjir.")
    jobs.request("export_year", title="Laporan kinerja", by=agency.unit_personnel, purpose="Rapat.")
    view_log.record(
        "READ", "SKP", Subject(proposed.pk, agency.staff.pk, agency.section.pk), by=agency.auditor
    )
    view_log.record("CALL", "Mengambil hasil evaluasi", Subject(), by=None, name="Aplikasi TPP")
    told = lines(client, agency.personnel)
    assert [line.what for line in told[:4]] == [
        "Mengambil hasil evaluasi", "Membaca SKP", "Meminta: Laporan kinerja", "Tenggat diubah",
    ]  # fmt: skip
    assert [line.note for line in told[2:4]] == ["Rapat.", "Banjir."]
    assert [line.at for line in told] == sorted((line.at for line in told), reverse=True)
    assert told[0].by == "Aplikasi TPP"


@pytest.mark.parametrize(("who", "sees"), [("personnel", True), ("auditor", True), ("unit_personnel", True)])
def test_whoever_administers_the_unit_and_the_auditor_see_its_steps(
    who: str, sees: bool, agency: Agency, proposed: Appraisal, client: Client
) -> None:
    told = lines(client, getattr(agency, who), jenis="langkah")
    assert any(line.about.startswith("Budi Pegawai") for line in told) is sees


def test_unit_personnel_see_only_their_subtree(agency: Agency, proposed: Appraisal, client: Client) -> None:
    """Neither steps, nor years as a whole, nor what others asked for, nor what was read of others."""
    period_log.record(proposed.period, "Tenggat diubah", by=agency.personnel)
    jobs.request("export_year", title="Laporan kinerja", by=agency.personnel)
    view_log.record(
        "READ", "SKP", Subject(proposed.pk, agency.staff.pk, agency.section.pk), by=agency.auditor
    )
    view_log.record("DOWNLOAD", "semua.zip", Subject(), by=agency.personnel)
    there = lines(client, agency.other_unit_personnel)
    assert {line.source for line in there} == {"langkah", "penempatan"}
    assert all(not line.about.startswith("Budi") for line in there)
    here = {line.source for line in lines(client, agency.unit_personnel)}
    assert here == {"langkah", "penempatan", "akses"}


def test_what_unit_personnel_asked_for_and_took_they_see_themselves(agency: Agency, client: Client) -> None:
    jobs.request("export_year", title="Laporan kinerja", by=agency.other_unit_personnel)
    view_log.record("DOWNLOAD", "kinerja.xlsx", Subject(), by=agency.other_unit_personnel)
    assert whats(client, agency.other_unit_personnel)[:2] == [
        "Mengunduh kinerja.xlsx",
        "Meminta: Laporan kinerja",
    ]


def test_what_only_its_requester_may_see_is_told_to_nobody_else(agency: Agency, client: Client) -> None:
    job = jobs.request("print_confidential", title="Formulir untuk ditandatangani", by=agency.superior)
    assert job.personal
    assert whats(client, agency.personnel, jenis="permintaan") == []
    Job.objects.update(personal=False)
    assert (
        len(whats(client, jenis="permintaan")) == 1
    )  # the control: that it is personal is what keeps it away


@pytest.mark.parametrize(("asked", "says"), [("", False), ("?tentang=Budi", False), ("?jenis=langkah", True)])
def test_whoever_filters_on_a_phone_is_told_that_a_field_out_of_sight_does(
    asked: str, says: bool, agency: Agency, client: Client
) -> None:
    factories.sign_in(client, agency.personnel)
    assert ("Saringan lain (dipakai)" in client.get(URL + asked).content.decode()) is says


def test_the_filters_narrow_it(agency: Agency, proposed: Appraisal, client: Client) -> None:
    view_log.record(
        "READ", "SKP", Subject(proposed.pk, agency.staff.pk, agency.section.pk), by=agency.auditor
    )
    view_log.record("READ", "SKP", Subject(about=agency.stranger.pk), by=agency.auditor)
    factories.sign_in(client, agency.personnel)
    assert {line.source for line in lines(client, tentang=agency.staff.nip)} == {
        "langkah",
        "penempatan",
        "akses",
    }
    assert {line.by for line in lines(client, oleh="ayu inspektorat")} == {"Ayu Inspektorat"}
    assert len(lines(client, jenis="bacaan")) == 2
    assert len(lines(client, jenis="bacaan", tentang="Joko Lain")) == 1
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    assert lines(client, dari=tomorrow) == []
    assert len(lines(client, jenis="bacaan", sampai=timezone.localdate().isoformat())) == 2
    assert lines(client, jenis="bacaan", sampai=(timezone.localdate() - timedelta(days=1)).isoformat()) == []


def test_of_several_who_bear_a_name_one_is_chosen(agency: Agency, client: Client) -> None:
    factories.make_employee("Budi Santoso")
    factories.sign_in(client, agency.personnel)
    answer = client.get(URL, {"tentang": "budi"})
    assert answer.context["lines"] == []
    assert f"tentang={agency.staff.nip}" in answer.content.decode()
    assert b"Tidak ada pegawai dengan nama atau NIP itu." in client.get(URL, {"tentang": "Zzz"}).content


def test_unit_personnel_find_only_their_own_people_by_name(agency: Agency, client: Client) -> None:
    factories.sign_in(client, agency.unit_personnel)
    assert b"Tidak ada pegawai" in client.get(URL, {"tentang": "Joko Lain"}).content
    assert b"Tidak ada pegawai" not in client.get(URL, {"tentang": "Budi Pegawai"}).content


def events(agency: Agency, count: int) -> None:
    row = Appraisal.objects.get(employee=agency.staff)
    Event.objects.bulk_create(
        Event(
            appraisal=row,
            action="x",
            label=f"Langkah {number}",
            actor=agency.staff,
            actor_name="Budi Pegawai",
        )
        for number in range(count)
    )


def test_pages_go_on_where_the_last_one_ended_without_a_gap_or_a_repetition(
    agency: Agency, proposed: Appraisal, client: Client
) -> None:
    """All rows of one moment, of two sources: keys and the sources' names decide."""
    with time_machine.travel(timezone.now(), tick=False):
        events(agency, 70)
        for number in range(60):
            view_log.record("READ", f"Halaman {number}", Subject(), by=agency.auditor)
    whole = Event.objects.count() + 60 + apps.get_model("employees", "PlacementEvent").objects.count()
    factories.sign_in(client, agency.personnel)
    seen: list[tuple[str, int]] = []
    asked: dict[str, str] = {}
    while True:
        answer = client.get(URL, asked)
        seen += [(line.source, line.key) for line in answer.context["lines"]]
        if not answer.context["next"]:
            break
        asked = {"sesudah": answer.context["next"]}
    assert len(seen) == len(set(seen)) == whole


@pytest.mark.parametrize(
    "bent",
    [
        "x",
        "2026-01-01~langkah~1",
        "2026-01-01T00:00:00+07:00~lain~1",
        "~~",
        "2026-01-01T00:00:00+07:00~langkah~" + "9" * 30,
    ],
)
def test_a_bent_address_shows_the_newest(
    bent: str, agency: Agency, proposed: Appraisal, client: Client
) -> None:
    assert lines(client, agency.personnel, sesudah=bent)


def test_reading_it_changes_nothing(agency: Agency, proposed: Appraisal, client: Client) -> None:
    before = (Event.objects.count(), ViewLog.objects.count(), Period.objects.get().status)
    lines(client, agency.auditor)
    assert (Event.objects.count(), ViewLog.objects.count(), Period.objects.get().status) == before


@pytest.mark.parametrize("who", ["personnel", "unit_personnel", "auditor"])
@pytest.mark.parametrize("asked", ["", "?tentang=Budi+Pegawai&oleh=Budi+Pegawai"])
def test_it_asks_no_more_for_fifty_than_for_one(
    who: str, asked: str, agency: Agency, proposed: Appraisal, client: Client
) -> None:
    factories.sign_in(client, getattr(agency, who))
    most = 7 if not asked and who != "unit_personnel" else 11
    queries.assert_constant(client, URL + asked, lambda: events(agency, 49), most=most)
    with CaptureQueriesContext(connection) as every:
        client.get(URL + asked)
    assert asked or len(every) <= 14, "with the session, its user and the header of every page"
