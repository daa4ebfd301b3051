"""Activation: one link, one use, 72 hours, and nothing in the database that opens an account."""

from __future__ import annotations

import re
import threading
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from employees import accounts, activation, forms, outbox
from employees.models import ActivationLink, Employee, Notification, Outbox, User
from tests.factories import PASSWORD, Agency, grant, make_employee, place, sign_in

pytestmark = pytest.mark.django_db

CLOSED = "Tautan ini tidak berlaku"
NEW = {"password1": "sembilan-kuda-hijau", "password2": "sembilan-kuda-hijau"}


def newcomer(**fields: object) -> User:
    return User.objects.create_for(make_employee(login=False, **fields))


def is_signed_in(client: Client) -> bool:
    return client.get("/akun/").status_code == 200


def test_a_link_sets_the_first_password_and_leads_in(client: Client) -> None:
    user = newcomer()
    token = activation.issue_link(user, None)
    page = client.get(f"/aktivasi/{token}/").content.decode()
    assert user.employee.full_name in page
    assert user.username not in page
    assert user.username[-4:] in page
    answer = client.post(f"/aktivasi/{token}/", NEW)
    assert (answer.status_code, answer.url) == (302, "/")
    assert is_signed_in(client)
    user.refresh_from_db()
    assert user.check_password(NEW["password1"])


def test_only_the_hash_is_stored() -> None:
    token = activation.issue_link(newcomer(), None)
    link = ActivationLink.objects.get()
    assert token not in str(vars(link))
    assert len(token) == 20
    assert len(activation.SIGNS) ** len(token) >= 2**80


def test_reading_the_page_uses_nothing_up(client: Client) -> None:
    token = activation.issue_link(newcomer(), None)
    for _ in range(3):
        assert client.get(f"/aktivasi/{token}/").status_code == 200
    assert ActivationLink.objects.get().used_at is None


def test_a_used_an_expired_a_void_and_an_unknown_link_look_the_same(client: Client) -> None:
    used, void, late = (activation.issue_link(newcomer(), None) for _ in range(3))
    Client().post(f"/aktivasi/{used}/", NEW)
    owner = activation.find_link(void).user
    activation.issue_link(owner, None)
    ActivationLink.objects.filter(pk=activation.find_link(late).pk).update(expires_at=timezone.now())
    pages = set()
    for token in (used, void, late, "K7QM2XR9K7QM2XR9K7QM"):
        for answer in (client.get(f"/aktivasi/{token}/"), client.post(f"/aktivasi/{token}/", NEW)):
            assert answer.status_code == 200
            assert CLOSED in answer.content.decode()
            pages.add(re.sub(r'value="[^"]*"', "", answer.content.decode()))
    assert len(pages) == 1
    assert not is_signed_in(client)


def test_the_link_lasts_72_hours_to_the_minute(client: Client) -> None:
    token = activation.issue_link(newcomer(), None)
    issued = timezone.now()
    with time_machine.travel(issued + timedelta(hours=71, minutes=59)):
        assert CLOSED not in client.get(f"/aktivasi/{token}/").content.decode()
    with time_machine.travel(issued + timedelta(hours=72, minutes=1)):
        assert CLOSED in client.get(f"/aktivasi/{token}/").content.decode()


def test_a_closed_account_cannot_be_opened_with_an_old_slip(client: Client) -> None:
    user = newcomer()
    token = activation.issue_link(user, None)
    accounts.deactivate(user)
    assert CLOSED in client.post(f"/aktivasi/{token}/", NEW).content.decode()


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"password1": "pendek", "password2": "pendek"}, "terlalu pendek"),
        ({"password1": "password1234", "password2": "password1234"}, "terlalu umum"),
        ({"password1": "sembilan-kuda-hijau", "password2": "lain"}, "tidak sama"),
    ],
)
def test_a_weak_password_is_refused_and_the_link_stays(
    client: Client, sent: dict[str, str], words: str
) -> None:
    token = activation.issue_link(newcomer(), None)
    answer = client.post(f"/aktivasi/{token}/", sent)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert activation.find_link(token)


def test_a_new_link_for_an_active_account_warns_its_owner_and_ends_its_sessions(client: Client) -> None:
    employee, clerk = make_employee(), make_employee("Dewi Pengelola")
    elsewhere = sign_in(Client(), employee)
    token = activation.issue_link(employee.user, clerk)
    assert is_signed_in(elsewhere)
    assert "Dewi Pengelola" in Notification.objects.get(employee=employee).body
    client.post(f"/aktivasi/{token}/", NEW)
    assert not is_signed_in(elsewhere)


# --- typing the code ---------------------------------------------------------------


def test_the_code_may_be_typed_carelessly(client: Client) -> None:
    user = newcomer(nip="198609262015051001")
    token = activation.issue_link(user, None)
    typed = activation.grouped(token).lower().replace("0", "o").replace("1", "l")
    answer = client.post("/aktivasi/", {"username": "19860926 201505 1 001", "code": f" {typed} "})
    assert (answer.status_code, answer.url) == (302, f"/aktivasi/{token}/")


def test_a_code_opens_only_the_account_it_was_issued_for(client: Client) -> None:
    user, other = newcomer(), newcomer()
    token = activation.issue_link(user, None)
    answer = client.post("/aktivasi/", {"username": other.username, "code": token})
    assert answer.status_code == 422
    assert "tidak cocok" in answer.content.decode()


def test_guessing_codes_ends_in_429_while_a_neighbour_goes_on(client: Client) -> None:
    user = newcomer()
    sent = {"username": newcomer().username, "code": "K7QM-2XR9-K7QM-2XR9-K7QM"}
    assert [client.post("/aktivasi/", sent).status_code for _ in range(11)] == [422] * 10 + [429]
    token = activation.issue_link(user, None)
    assert client.post("/aktivasi/", {"username": user.username, "code": token}).status_code == 302


# --- names for people without NIP -----------------------------------------------------


def test_people_without_nip_get_a_name_of_their_own() -> None:
    people = [make_employee("H. Ahmad Rûsli", kind="NON_ASN") for _ in range(3)]
    names = [activation.account_for(employee).username for employee in people]
    assert names == ["h.ahmad.rusli", "h.ahmad.rusli2", "h.ahmad.rusli3"]
    assert activation.account_for(people[0]).username == names[0]


# --- the desk ----------------------------------------------------------------------------


def arrivals(agency: Agency, count: int = 1, **fields: object) -> list[Employee]:
    people = [make_employee(login=False, **fields) for _ in range(count)]
    for employee in people:
        place(employee, agency.section, agency.superior)
    return people


def listed(client: Client, query: str = "") -> list[Employee]:
    return list(client.get(f"/bkd/aktivasi/{query}").context["page"])


def test_the_list_shows_who_waits_below_ones_own_units(agency: Agency) -> None:
    (inside,) = arrivals(agency)
    outside = make_employee(login=False)
    place(outside, agency.other_office, None)
    assert set(listed(sign_in(Client(), agency.personnel))) == {inside, outside, agency.mayor}
    client = sign_in(Client(), agency.unit_personnel)
    assert listed(client) == [inside]
    assert listed(client, f"?unit={agency.section.uuid}") == [inside]
    assert listed(client, "?q=tidak-ada") == []
    assert agency.staff in listed(client, "?account=all")
    assert listed(sign_in(Client(), agency.other_unit_personnel)) == [outside]


@pytest.mark.parametrize("role", ["staff", "superior", "auditor"])
def test_others_have_no_business_there(client: Client, agency: Agency, role: str) -> None:
    sign_in(client, getattr(agency, role))
    assert client.get("/bkd/aktivasi/").status_code == 403
    for path in ("/bkd/aktivasi/slip/", "/bkd/aktivasi/surel/"):
        assert client.post(path, {"people": agency.staff.uuid}).status_code == 403
    assert not ActivationLink.objects.exists()


def test_unit_personnel_reach_neither_other_units_nor_those_who_administer(
    client: Client, agency: Agency
) -> None:
    sign_in(client, agency.unit_personnel)
    for beyond in (agency.stranger, agency.personnel, agency.auditor, agency.unit_personnel):
        answer = client.post("/bkd/aktivasi/slip/", {"people": beyond.uuid})
        assert answer.status_code == 422
    assert not ActivationLink.objects.exists()
    sign_in(client, agency.personnel)
    assert client.post("/bkd/aktivasi/slip/", {"people": agency.auditor.uuid}).status_code == 200


def test_rights_given_in_person_protect_like_a_group(agency: Agency) -> None:
    assert agency.colleague in activation.issuable(agency.unit_personnel.user)
    grant(agency.colleague, "auditor")
    assert agency.colleague not in activation.issuable(agency.unit_personnel.user)


def test_unit_personnel_never_get_hold_of_a_superiors_account(client: Client, agency: Agency) -> None:
    """With it they could sign their own evaluation; personnel of the agency issue that link."""
    sign_in(client, agency.unit_personnel)
    response = client.post(reverse("print_activation_slips"), {"people": [str(agency.head.uuid)]})
    assert response.status_code == 422
    assert agency.head not in activation.issuable(agency.unit_personnel.user)
    assert agency.head in activation.issuable(agency.personnel.user)
    contact = reverse("person_contact", args=[agency.head.uuid])
    assert client.post(contact, {"email": "saya@contoh.example"}).status_code == 404


def test_an_acting_post_puts_nobody_into_the_care_of_its_unit(agency: Agency) -> None:
    post = agency.stranger.placements.get()
    agency.stranger.placements.create(
        kind="PLT", unit=agency.section, position=post.position, starts_on=post.starts_on
    )
    assert agency.stranger not in activation.issuable(agency.unit_personnel.user)
    assert agency.stranger in activation.issuable(agency.other_unit_personnel.user)


def test_printed_slips_open_the_account_and_are_shown_once(client: Client, agency: Agency) -> None:
    employee, second = arrivals(agency, 2, email="")
    sign_in(client, agency.unit_personnel)
    sent = {"people": [employee.uuid, second.uuid], "_submission": "0c0e3b5c-5c2e-4d5e-9d0a-000000000001"}
    page = client.post("/bkd/aktivasi/slip/", sent)
    slips = {slip.name: slip for slip in page.context["slips"]}
    slip = slips[employee.full_name]
    assert slip.code in page.content.decode()
    assert re.search(r'<path\s+d="M\d', page.content.decode())
    again = client.post("/bkd/aktivasi/slip/", sent, follow=True)  # a reload
    assert "Slip hanya ditampilkan satu kali" in again.content.decode()
    assert ActivationLink.objects.count() == 2
    typed = Client().post("/aktivasi/", {"username": slip.username, "code": slip.code})
    assert CLOSED not in Client().get(typed.url).content.decode()


def test_the_qr_code_holds_the_link() -> None:
    path, size = activation.qr_path("http://127.0.0.1:8000/aktivasi/K7QM2XR9K7QM2XR9K7QM/")
    modules = re.findall(r"M(\d+) (\d+)h1v1h-1z", path)
    assert "".join(f"M{x} {y}h1v1h-1z" for x, y in modules) == path
    finder = [(x, 2) for x in range(2, 9)]  # the upper left corner begins after a quiet zone of two
    assert set(finder) <= {(int(x), int(y)) for x, y in modules}
    assert max(int(x) for x, _ in modules) == size - 3


def test_mailed_links_leave_no_token_in_the_outbox(client: Client, agency: Agency) -> None:
    with_address, *_ = arrivals(agency)
    without, *_ = arrivals(agency, email="")
    sign_in(client, agency.unit_personnel)
    answer = client.post("/bkd/aktivasi/surel/", {"people": [with_address.uuid, without.uuid]}, follow=True)
    assert "1 surel aktivasi" in answer.content.decode()
    assert "1 pegawai tidak punya surel" in answer.content.decode()
    row = Outbox.objects.get(kind="activation")
    assert row.payload == {"user": with_address.user.pk, "by": agency.unit_personnel.pk}
    assert not ActivationLink.objects.exists()
    assert outbox.carry_out(row.pk)
    (message,) = mail.outbox
    token = re.search(r"/aktivasi/(\w+)/", message.body).group(1)
    assert activation.find_link(token).user == with_address.user
    assert str(Outbox.objects.values_list()).find(token) == -1


def test_a_mail_that_is_sent_again_carries_a_link_that_works() -> None:
    employee = make_employee(login=False)
    activation.mail_links([employee], make_employee())
    row = Outbox.objects.get(kind="activation")
    for _ in range(2):  # the worker died between 'sent' and 'marked'
        Outbox.objects.update(done_at=None)
        outbox.carry_out(row.pk)
    first, second = (re.search(r"/aktivasi/(\w+)/", message.body).group(1) for message in mail.outbox)
    assert activation.find_link(first) is None
    assert activation.find_link(second).user == employee.user
    assert mail.outbox[0].extra_headers == mail.outbox[1].extra_headers


def test_at_most_200_slips_at_once(client: Client, agency: Agency, monkeypatch: pytest.MonkeyPatch) -> None:
    assert forms.MOST_CHOSEN == 200
    monkeypatch.setattr(forms, "MOST_CHOSEN", 2)
    sign_in(client, agency.unit_personnel)
    people = [employee.uuid for employee in arrivals(agency, 3)]
    answer = client.post("/bkd/aktivasi/slip/", {"people": people})
    assert answer.status_code == 422
    assert "paling banyak 2 pegawai" in answer.content.decode()
    assert client.post("/bkd/aktivasi/slip/", {"people": people[:2]}).status_code == 200


def test_nothing_chosen_is_said(client: Client, agency: Agency) -> None:
    sign_in(client, agency.personnel)
    answer = client.post("/bkd/aktivasi/slip/", {})
    assert answer.status_code == 422
    assert "Pilih paling sedikit satu pegawai" in answer.content.decode()
    assert client.post("/bkd/aktivasi/slip/", {"people": "bukan-nomor"}).status_code == 422


def test_the_list_costs_the_same_for_one_and_for_fifty(client: Client, agency: Agency) -> None:
    sign_in(client, agency.unit_personnel)
    arrivals(agency)
    costs = []
    for more in (0, 49):
        arrivals(agency, more)
        client.get("/bkd/aktivasi/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/bkd/aktivasi/")
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 15


# --- two at once ------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_people_with_one_slip_set_one_password() -> None:
    token = activation.issue_link(newcomer(), None)
    barrier = threading.Barrier(2)
    results: list[User | None] = []

    def redeem(number: int) -> None:
        barrier.wait()
        results.append(activation.redeem(token, f"{PASSWORD}-{number}"))
        connections.close_all()

    threads = [threading.Thread(target=redeem, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(result is None for result in results) == [False, True]
