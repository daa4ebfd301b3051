"""The catalogue's keepers: courses by form and table, sessions, lost updates."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from tests.factories import sign_in
from tests.training.courses import make_course, make_session
from training.models import Course, CourseSession

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(agency, client):
    return sign_in(client, agency.personnel)


def course(**fields: object) -> dict[str, object]:
    return {
        "title": "Pelayanan prima", "kind": "3", "field": "SOFT_SKILL", "hours": "8", "provider": "LAN",
        "values": ["SERVICE_ORIENTED"], "posts": "Kepala Bidang Guru", "active": "on", "version": "0",
    } | fields  # fmt: skip


def test_a_course_is_added_with_the_posts_that_ask_for_it(agency, desk):
    assert desk.post(reverse("desk_course_new"), course()).status_code == 302
    made = Course.objects.get()
    assert (made.values, made.required_for.get().title) == (["SERVICE_ORIENTED"], "Kepala Bidang Guru")


def test_a_post_that_is_not_there_and_a_second_of_the_same_name_are_refused(agency, desk):
    assert "Camat" in desk.post(reverse("desk_course_new"), course(posts="Camat")).content.decode()
    make_course("Pelayanan prima", provider="LAN")
    response = desk.post(reverse("desk_course_new"), course())
    assert response.status_code == 422
    assert "sudah ada" in response.content.decode()


def test_two_tabs_do_not_overwrite_each_other(agency, desk):
    found = make_course("Pelayanan prima", provider="LAN")
    url = reverse("desk_course", args=[found.uuid])
    assert desk.post(url, course(hours="10")).status_code == 302
    late = desk.post(url, course(hours="12"))
    assert late.status_code == 409
    assert "12" in late.content.decode()
    found.refresh_from_db()
    assert found.hours == 10


def test_a_session_never_has_fewer_seats_than_are_taken(agency, desk):
    session = make_session()
    CourseSession.objects.update(taken=2)
    day = timezone.localdate() + timedelta(days=3)
    fields = {"starts_on": day, "ends_on": day, "enrol_until": day, "place": "Aula", "version": "0"}
    url = reverse("desk_session_change", args=[session.uuid])
    assert "Sudah 2 tempat" in desk.post(url, fields | {"seats": "1"}).content.decode()
    assert desk.post(url, fields | {"seats": "5"}).status_code == 302
    assert desk.post(url, fields | {"seats": "6"}).status_code == 409
    assert (
        desk.post(
            reverse("desk_session_new", args=[session.course.uuid]), fields | {"seats": "1"}
        ).status_code
        == 302
    )


def upload(text: str) -> dict[str, object]:
    return {"file": SimpleUploadedFile("katalog.csv", text.encode())}


def test_the_catalogue_comes_from_a_table_and_a_second_run_changes_nothing(agency, desk):
    table = (
        "nama;jenis;jp;penyelenggara;bidang;nilai\nArsip digital;Bimbingan teknis;12;ANRI;teknis;Akuntabel\n"
    )
    table += "Etika;7;2;BKPSDM;;\n"
    for _ in range(2):
        assert desk.post(reverse("desk_course_import"), upload(table)).status_code == 302
    rows = Course.objects.order_by("title").values_list("title", "kind", "hours", "values", "version")
    assert list(rows) == [("Arsip digital", 8, 12, ["ACCOUNTABLE"], 0), ("Etika", 7, 2, [], 0)]
    changed = table.replace("12", "14")
    desk.post(reverse("desk_course_import"), upload(changed))
    assert Course.objects.get(title="Arsip digital").hours == 14


def test_a_table_with_one_wrong_row_writes_nothing_and_says_which(agency, desk):
    table = "nama,jenis,jp,penyelenggara\nArsip,3,12,ANRI\nEtika,Terbang,0,BKPSDM\n"
    response = desk.post(reverse("desk_course_import"), upload(table))
    assert response.status_code == 422
    assert "Baris 3: jenis «Terbang»" in response.content.decode()
    assert not Course.objects.exists()
    assert (
        "tidak punya kolom jp"
        in desk.post(reverse("desk_course_import"), upload("nama,jenis,penyelenggara\n")).content.decode()
    )


def test_the_catalogue_is_searched(agency, client):
    make_course("Arsip digital", values=["ACCOUNTABLE"])
    make_session(make_course("Pelayanan prima", field="SOFT_SKILL"))
    sign_in(client, agency.staff)

    def listed(**asked: str) -> set[str]:
        return {row.title for row in client.get(reverse("courses"), asked).context["page"]}

    assert listed() == {"Arsip digital", "Pelayanan prima"}
    assert listed(q="arsip") == listed(nilai="ACCOUNTABLE") == {"Arsip digital"}
    assert listed(jadwal="on") == listed(bidang="SOFT_SKILL") == {"Pelayanan prima"}
    assert listed(jenis="7") == set()
