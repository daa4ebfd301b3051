"""'Ini keliru': a party says it, personnel of the unit answer, and the answer comes back (product.md, 'The year')."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from appraisal import corrections
from appraisal.models import CorrectionRequest, Event
from appraisal.workflow import Refused
from employees.models import Employee, Notification
from tests import factories
from tests.factories import Agency

pytestmark = pytest.mark.django_db
TEXT = "Atasan saya Ibu Rina sejak 1 Maret."


def told(person: Employee) -> list[str]:
    return list(
        Notification.objects.filter(employee=person, key__startswith="correction").values_list(
            "title", flat=True
        )
    )


def test_what_is_wrong_reaches_the_units_personnel_and_drafting_goes_on(
    agency: Agency, client: Client
) -> None:
    appraisal = factories.make_appraisal(agency)
    factories.sign_in(client, agency.staff)

    client.post(reverse("correction_ask", args=[appraisal.uuid]), {"about": "APPRAISER", "text": TEXT})

    assert told(agency.unit_personnel) == [f"Ini keliru: pejabat penilai {agency.staff.full_name}"]
    assert told(agency.personnel) == told(agency.other_unit_personnel) == []
    appraisal.refresh_from_db()
    assert appraisal.status == "PLANNING"
    factories.sign_in(client, agency.unit_personnel)
    assert TEXT in client.get(reverse("corrections")).content.decode()


def test_where_a_unit_has_no_personnel_the_agencys_are_told(agency: Agency) -> None:
    agency.unit_personnel.user.units.clear()
    appraisal = factories.make_appraisal(agency)
    corrections.ask(appraisal, about="UNIT", text=TEXT, by=agency.staff)
    assert told(agency.personnel)


def test_the_same_is_not_said_twice_while_it_waits(agency: Agency) -> None:
    appraisal = factories.make_appraisal(agency)
    row = corrections.ask(appraisal, about="APPRAISER", text=TEXT, by=agency.staff)
    with pytest.raises(Refused, match="belum dijawab"):
        corrections.ask(appraisal, about="APPRAISER", text=TEXT, by=agency.superior)
    corrections.answer(row, answer="DONE", text="Diperbaiki sejak 1 Maret.", by=agency.unit_personnel)
    corrections.ask(appraisal, about="APPRAISER", text="Masih keliru.", by=agency.staff)
    assert CorrectionRequest.objects.count() == 2


def test_only_the_appraisee_and_the_appraiser_say_it(agency: Agency) -> None:
    appraisal = factories.make_appraisal(agency)
    for person in (agency.colleague, agency.head, agency.stranger):
        with pytest.raises(Refused, match="Hanya pegawai"):
            corrections.ask(appraisal, about="UNIT", text=TEXT, by=person)


def test_the_answer_stands_in_the_history_and_in_the_inbox_and_is_given_once(
    agency: Agency, client: Client
) -> None:
    row = corrections.ask(factories.make_appraisal(agency), about="REVIEWER", text=TEXT, by=agency.staff)
    factories.sign_in(client, agency.unit_personnel)
    answer = {"answer": "REFUSED", "text": "Sudah sesuai surat perintah."}

    assert client.post(reverse("correction", args=[row.uuid]), answer).status_code == 302
    assert client.post(reverse("correction", args=[row.uuid]), answer).status_code == 409

    event = Event.objects.get(action="correction")
    assert (event.label, event.note) == ("Koreksi atasan pejabat penilai: tidak diubah", answer["text"])
    assert told(agency.staff) == ["Koreksi atasan pejabat penilai: tidak diubah"]
    factories.sign_in(client, agency.staff)
    assert answer["text"] in client.get(reverse("correction_ask", args=[row.appraisal.uuid])).content.decode()


def test_nobody_answers_about_oneself(agency: Agency, client: Client) -> None:
    factories.make_appraisal(agency)
    own = agency.unit_personnel.appraisals.get()
    row = corrections.ask(own, about="UNIT", text=TEXT, by=agency.unit_personnel)
    factories.sign_in(client, agency.unit_personnel)
    assert client.get(reverse("correction", args=[row.uuid])).status_code == 404
    with pytest.raises(Refused, match="pengelola kepegawaian lain"):
        corrections.answer(row, answer="DONE", text="Beres.", by=agency.unit_personnel)
