"""People who look alike are shown, told apart or marked as one; nothing is deleted."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from config.desk.duplicates import looking_alike
from employees.models import Employee
from tests import factories
from tests.factories import Agency

pytestmark = pytest.mark.django_db
BORN = date(1990, 5, 17)


def twins(*names: str, born: date = BORN) -> list[Employee]:
    made = [factories.make_employee(name) for name in names]
    Employee.objects.filter(pk__in=[one.pk for one in made]).update(birth_date=born)
    return made


def test_the_same_day_of_birth_and_a_name_alike_make_a_pair(agency: Agency) -> None:
    first, second = twins("Muhammad Rizki Siregar", "Muhamad Rizky Siregar")
    twins("Dewi Anggraini")
    twins("Muhammad Rizki Siregar", born=date(1991, 5, 17))
    assert list(looking_alike()) == [(second.pk, first.pk)]


def test_the_likest_pair_comes_first_and_a_shared_part_of_a_name_is_none(agency: Agency) -> None:
    first, second = twins("Dewi Sartika", "Dewi Sartika Putri")
    third, fourth = twins("Muhammad Rizki Siregar", "Muhamad Rizki Siregar", born=date(1991, 5, 17))
    twins("Siti Nurhaliza Putri", "Siti Rahmawati Putri", born=date(1992, 5, 17))  # 0.37 alike
    assert list(looking_alike()) == [(fourth.pk, third.pk), (second.pk, first.pk)]


def test_two_people_are_told_apart_once_and_for_all(agency: Agency, client: Client) -> None:
    first, second = twins("Sri Wahyuni", "Sri Wahyunii")
    factories.sign_in(client, agency.personnel)
    client.post(f"/bkd/ganda/{second.uuid}/", {"other": str(first.uuid), "decision": "berbeda"})
    assert not looking_alike().exists()
    assert Employee.objects.filter(pk=second.pk, active=True).exists()


def test_a_marked_row_takes_no_more_part_and_its_sessions_end_until_it_is_undone(
    agency: Agency, client: Client
) -> None:
    first, second = twins("Sri Wahyuni", "Sri Wahyunii")
    own = factories.sign_in(Client(), second)
    factories.sign_in(client, agency.personnel)

    client.post(f"/bkd/ganda/{second.uuid}/", {"other": str(first.uuid), "decision": "ganda"})

    second.refresh_from_db()
    assert (second.active, second.duplicate_of) == (False, first)
    assert own.get("/").status_code == 302
    assert "ganda dari Sri Wahyuni" in client.get("/bkd/ganda/").content.decode()

    client.post(f"/bkd/ganda/{second.uuid}/batal/")
    second.refresh_from_db()
    assert (second.active, second.duplicate_of, second.inactive_reason) == (True, None, "")


def test_whoever_is_still_appraised_is_not_marked(agency: Agency, client: Client) -> None:
    factories.make_appraisal(agency)
    factories.sign_in(client, agency.personnel)
    form = {"other": str(agency.colleague.uuid), "decision": "ganda"}
    answer = client.post(f"/bkd/ganda/{agency.staff.uuid}/", form, follow=True)
    assert "masih punya kinerja yang berjalan" in answer.content.decode()
    assert Employee.objects.get(pk=agency.staff.pk).duplicate_of is None
