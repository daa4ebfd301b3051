from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from employees.models import Employee, Notification, Placement
from tests import factories
from tests.factories import Agency, make_employee, place, sign_in

pytestmark = pytest.mark.django_db


def listed(client: Client, **filters: str) -> set[str]:
    response = client.get(reverse("people"), filters)
    assert response.status_code == 200
    return {person.name for person in response.context["page"]}


def post(client: Client, page: str, person: Employee, **fields: str) -> Any:
    return client.post(reverse(page, args=[person.uuid]), fields)


def test_personnel_see_everybody_and_unit_personnel_their_subtree(client: Client, agency: Agency) -> None:
    assert {agency.staff.name, agency.stranger.name} <= listed(sign_in(client, agency.personnel))
    seen = listed(sign_in(client, agency.unit_personnel))
    assert agency.staff.name in seen
    assert agency.stranger.name not in seen


@pytest.mark.parametrize("who", ["staff", "superior", "auditor"])
def test_nobody_else_opens_the_list(client: Client, agency: Agency, who: str) -> None:
    sign_in(client, getattr(agency, who))
    assert client.get(reverse("people")).status_code == 403


def test_a_person_outside_ones_units_is_not_there(client: Client, agency: Agency) -> None:
    sign_in(client, agency.other_unit_personnel)
    for name in ("person", "person_contact"):
        assert client.get(reverse(name, args=[agency.staff.uuid])).status_code == 404
    for name in ("person_contact", "deactivate_person", "reactivate_person"):
        assert post(client, name, agency.staff, note="x").status_code == 404
    assert Employee.objects.get(pk=agency.staff.pk).active


def test_the_list_is_searched_by_name_and_by_nip_as_it_is_printed(client: Client, agency: Agency) -> None:
    sign_in(client, agency.personnel)
    staff = agency.staff
    printed = f"{staff.nip[:8]} {staff.nip[8:14]} {staff.nip[14]} {staff.nip[15:]}"
    for words in (staff.name.upper(), staff.nip, printed, f"  {staff.name} "):
        assert listed(client, q=words) == {staff.name}
    assert listed(client, q="tidak ada") == set()


def test_the_list_is_narrowed_by_unit_and_state(client: Client, agency: Agency) -> None:
    sign_in(client, agency.personnel)
    inside = listed(client, unit=str(agency.office.uuid))
    assert {agency.head.name, agency.staff.name} <= inside
    assert agency.stranger.name not in inside
    Employee.objects.filter(pk=agency.staff.pk).update(active=False)
    Employee.objects.filter(pk=agency.superior.pk).update(legal_status="UNPAID_LEAVE")
    assert agency.staff.name not in listed(client)
    assert listed(client, status="nonaktif") == {agency.staff.name}
    assert listed(client, status="UNPAID_LEAVE") == {agency.superior.name}
    assert agency.staff.name in listed(client, status="semua")
    alone = make_employee("Tanpa Atasan")
    assert alone.name in listed(client, status="tanpa-atasan")
    assert agency.superior.name not in listed(client, status="tanpa-atasan")
    alone.user.set_unusable_password()
    alone.user.save()
    assert listed(client, status="tanpa-akun") == {alone.name}


def test_a_filter_that_makes_no_sense_shows_the_active_people(client: Client, agency: Agency) -> None:
    sign_in(client, agency.personnel)
    assert agency.staff.name in listed(client, unit="x", status="y", page="z", sort="w")


def test_the_list_costs_the_same_with_one_and_with_fifty_people(client: Client, agency: Agency) -> None:
    costs = []
    for who in (agency.personnel, agency.unit_personnel):
        sign_in(client, who)
        listed(client)  # the first request of a session writes its stamp
        for more in (0, 50):
            for _ in range(more):
                place(make_employee(login=True), agency.section, agency.superior)
            with CaptureQueriesContext(connection) as captured:
                client.get(reverse("people"))
            costs.append(len(captured))
    assert costs[0] == costs[1]
    assert costs[2] == costs[3]
    assert max(costs) <= 15  # with session, user and permissions


def test_one_person_is_shown_with_placements_and_account(client: Client, agency: Agency) -> None:
    sign_in(client, agency.unit_personnel)
    text = client.get(reverse("person", args=[agency.staff.uuid])).content.decode()
    for shown in (agency.superior.full_name, agency.section.name, "1 Januari 2020 – sekarang", "Akun aktif"):
        assert shown in text


def test_the_page_of_a_person_costs_the_same_with_many_placements(client: Client, agency: Agency) -> None:
    sign_in(client, agency.personnel)
    url = reverse("person", args=[agency.staff.uuid])
    client.get(url)
    with CaptureQueriesContext(connection) as before:
        client.get(url)
    for year in range(1990, 2010):
        Placement.objects.create(
            employee=agency.staff,
            unit=factories.make_unit(),
            position=factories.make_position(),
            superior=agency.head,
            kind="PLT",
            starts_on=date(year, 1, 1),
            ends_on=date(year, 6, 30),
        )
    with CaptureQueriesContext(connection) as after:
        client.get(url)
    assert len(before) == len(after)


def test_a_new_address_reaches_the_account_and_the_person_is_told(client: Client, agency: Agency) -> None:
    sign_in(client, agency.unit_personnel)
    response = post(client, "person_contact", agency.staff, email="baru@contoh.example", phone="0812")
    assert response.status_code == 302
    staff = Employee.objects.get(pk=agency.staff.pk)
    assert (staff.email, staff.phone, staff.user.email) == ("baru@contoh.example", "0812", staff.email)
    assert Notification.objects.filter(employee=staff, title__contains="Alamat surel").count() == 1


def test_a_wrong_address_is_refused_and_the_name_of_a_civil_servant_stays(
    client: Client, agency: Agency
) -> None:
    sign_in(client, agency.personnel)
    response = post(client, "person_contact", agency.staff, email="bukan surel", name="Lain")
    assert response.status_code == 422
    assert post(client, "person_contact", agency.staff, email="", name="Lain").status_code == 302
    assert Employee.objects.get(pk=agency.staff.pk).name == agency.staff.name


def test_the_name_of_somebody_outside_the_civil_service_is_written_here(
    client: Client, agency: Agency
) -> None:
    sign_in(client, agency.personnel)
    response = post(client, "person_contact", agency.mayor, name=" Ratna  CONTOH ", front_title="Dr.")
    assert response.status_code == 302
    mayor = Employee.objects.get(pk=agency.mayor.pk)
    assert (mayor.full_name, mayor.sort_name) == ("Dr. Ratna CONTOH", "ratna contoh")


def test_unit_personnel_cannot_change_those_who_administer(client: Client, agency: Agency) -> None:
    place_in = factories.grant(make_employee("Admin di Unit"), "personnel")
    place(place_in, agency.section, agency.superior)
    sign_in(client, agency.unit_personnel)
    assert client.get(reverse("person", args=[place_in.uuid])).status_code == 200
    for name in ("person_contact", "deactivate_person"):
        response = post(client, name, place_in, email="curi@contoh.example", note="x")
        assert response.status_code == 404
    place_in.refresh_from_db()
    assert place_in.active
    assert place_in.email != "curi@contoh.example"


def test_deactivation_needs_a_reason_closes_the_account_and_ends_its_sessions(
    client: Client, agency: Agency
) -> None:
    other = sign_in(Client(), agency.staff)
    assert other.get(reverse("inbox")).status_code == 200
    sign_in(client, agency.unit_personnel)
    refused = post(client, "deactivate_person", agency.staff, note="  ")
    assert refused.status_code == 422
    assert "Tulis alasannya" in refused.content.decode()
    assert post(client, "deactivate_person", agency.staff, note="SK 12/2026").status_code == 302
    staff = Employee.objects.get(pk=agency.staff.pk)
    assert (staff.active, staff.inactive_reason, staff.inactive_by) == (
        False,
        "SK 12/2026",
        agency.unit_personnel,
    )
    assert not staff.user.is_active
    assert other.get(reverse("inbox")).status_code == 302
    assert "SK 12/2026" in client.get(reverse("person", args=[staff.uuid])).content.decode()


def test_reactivation_opens_the_account_but_no_old_session(client: Client, agency: Agency) -> None:
    other = sign_in(Client(), agency.staff)
    sign_in(client, agency.personnel)
    post(client, "deactivate_person", agency.staff, note="keliru")
    assert post(client, "reactivate_person", agency.staff).status_code == 302
    staff = Employee.objects.get(pk=agency.staff.pk)
    assert (staff.active, staff.inactive_reason, staff.user.is_active) == (True, "", True)
    assert other.get(reverse("inbox")).status_code == 302


def test_nobody_takes_themselves_out(client: Client, agency: Agency) -> None:
    sign_in(client, agency.personnel)
    assert post(client, "deactivate_person", agency.personnel, note="x").status_code == 404
    assert Employee.objects.get(pk=agency.personnel.pk).active
