"""Doing without mail: a choice on one's own account that never touches the inbox, nor warnings about the account."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client

from employees import accounts, outbox, people
from employees.models import Employee, Notification, Outbox
from employees.notifications import notify
from tests.factories import make_employee, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def without(client: Client) -> Employee:
    """Somebody who chose to read everything in the inbox only."""
    person = make_employee()
    sign_in(client, person)
    page = client.post("/akun/surel/", {}, follow=True).content.decode()
    assert "Surel pemberitahuan dihentikan. Semua tetap masuk ke kotak masuk Anda." in page
    person.refresh_from_db()
    return person


def test_notices_stay_in_the_inbox(without: Employee) -> None:
    notify(without, key="event:1", title="Hasil evaluasi disampaikan")
    assert Notification.objects.filter(employee=without).count() == 1
    assert not Outbox.objects.exists()


def test_a_mail_that_was_queued_before_is_not_sent(client: Client) -> None:
    person = make_employee()
    notify(person, key="k", title="Halo")
    sign_in(client, person).post("/akun/surel/", {})
    assert outbox.carry_out(Outbox.objects.get().pk)
    assert mail.outbox == []


def test_warnings_about_the_account_are_mailed_all_the_same(without: Employee) -> None:
    without.name = "Nama Baru"
    people.change_contact(without, by=make_employee())  # the address is as it was: nothing to warn of
    assert not Outbox.objects.exists()
    without.email = "baru@contoh.example"
    people.change_contact(without, by=make_employee())
    accounts.ask_for_reset(without.user)
    for row in Outbox.objects.all():
        outbox.carry_out(row.pk)
    assert [message.to for message in mail.outbox] == [["baru@contoh.example"]] * 2


def test_one_may_change_ones_mind(without: Employee, client: Client) -> None:
    client.post("/akun/surel/", {"wants_mail": "on"})
    assert 'name="wants_mail" checked' in " ".join(client.get("/akun/").content.decode().split())
    without.refresh_from_db()
    notify(without, key="k", title="Halo")
    assert Outbox.objects.count() == 1


def test_a_mail_greets_its_reader_by_name() -> None:
    person = make_employee("Rina Rekan")
    notify(person, key="k", title="Halo")
    outbox.carry_out(Outbox.objects.get().pk)
    assert mail.outbox[0].body.startswith("Yth. Rina Rekan,")
