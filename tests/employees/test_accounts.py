"""Sign-in: who gets in, who is refused with which words, and which sessions end when."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, reverse

from employees import accounts
from employees.models import Notification, Outbox, User
from tests.employees.visits import LOGIN, NEW_PASSWORD, WRONG, carry_out_all, enrol, enter, is_signed_in
from tests.factories import PASSWORD, make_employee, sign_in

pytestmark = pytest.mark.django_db

# --- signing in ---------------------------------------------------------------


def test_nip_opens_the_door_with_and_without_spaces(client: Client) -> None:
    employee = make_employee(nip="198609262015051001")
    assert enter(client, "19860926 201505 1 001").status_code == 302
    assert is_signed_in(client)
    client.post("/keluar/")
    assert not is_signed_in(client)
    assert enter(client, employee.nip).url == "/"


def test_the_same_answer_for_an_unknown_and_a_known_nip(client: Client) -> None:
    employee = make_employee()
    answers = [enter(client, employee.nip, "salah"), enter(client, "199901012020011999", "salah")]
    for answer in answers:
        assert answer.status_code == 200
        assert WRONG in answer.content.decode()
    bare = [re.sub(r'value="[^"]*"', "", answer.content.decode()) for answer in answers]
    assert bare[0] == bare[1]


def test_an_account_without_password_answers_like_a_wrong_one(client: Client) -> None:
    employee = make_employee(login=False)
    User.objects.create_for(employee)
    assert WRONG in enter(client, employee.nip, "!").content.decode()


def test_a_closed_account_is_told_so_only_after_the_right_password(client: Client) -> None:
    employee = make_employee()
    accounts.deactivate(employee.user)
    assert WRONG in enter(client, employee.nip, "salah").content.decode()
    answer = client.post(LOGIN, {"login": employee.nip, "password": PASSWORD}, follow=True)
    assert "Akun ini tidak aktif" in answer.content.decode()
    assert not is_signed_in(client)


def test_the_session_key_changes_at_sign_in(client: Client) -> None:
    employee = make_employee()
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    before = session.session_key
    enter(client, employee.nip)
    assert client.session.session_key != before


def test_next_leads_back_but_never_outside(client: Client) -> None:
    employee = make_employee()
    answer = client.post(LOGIN, {"login": employee.nip, "password": PASSWORD, "next": "/kotak-masuk/"})
    assert answer.url == "/kotak-masuk/"
    client.post("/keluar/")
    answer = client.post(
        LOGIN, {"login": employee.nip, "password": PASSWORD, "next": "https://jahat.example/"}
    )
    assert answer.url == "/"


def test_signing_out_needs_a_post(client: Client) -> None:
    sign_in(client, make_employee())
    assert client.get("/keluar/").status_code == 200
    assert is_signed_in(client)
    assert client.post("/keluar/").url == LOGIN
    assert not is_signed_in(client)


def test_nobody_can_sign_up(client: Client) -> None:
    for name in ("account_signup", "account_email", "account_request_login_code"):
        with pytest.raises(NoReverseMatch):
            reverse(name)
    for path in ("/signup/", "/accounts/signup/", "/masuk/signup/"):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/masuk/",
        "/masuk/nonaktif/",
        "/lupa-kata-sandi/",
        "/lupa-kata-sandi/terkirim/",
        "/lupa-kata-sandi/selesai/",
        "/lupa-kata-sandi/1-abc/",
        "/aktivasi/",
        "/aktivasi/K7QM2XR9/",
    ],
)
def test_pages_before_sign_in_are_public(client: Client, path: str) -> None:
    assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/akun/",
        "/akun/kata-sandi/",
        "/akun/konfirmasi/",
        "/akun/faktor-kedua/",
        "/akun/faktor-kedua/aktifkan/",
        "/akun/faktor-kedua/nonaktifkan/",
        "/akun/faktor-kedua/pemulihan/",
        "/akun/faktor-kedua/pemulihan/baru/",
        "/akun/faktor-kedua/pemulihan/unduh/",
        "/kotak-masuk/",
        "/bkd/aktivasi/",
    ],
)
def test_everything_else_asks_for_sign_in(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer.url.startswith(LOGIN)


def test_every_page_of_ones_own_account_opens(client: Client) -> None:
    employee = make_employee()
    sign_in(client, employee)
    enrol(client)
    for path in (
        "/akun/",
        "/akun/kata-sandi/",
        "/akun/konfirmasi/",
        "/akun/konfirmasi/faktor-kedua/",
        "/akun/faktor-kedua/nonaktifkan/",
        "/akun/faktor-kedua/pemulihan/",
        "/akun/faktor-kedua/pemulihan/baru/",
        "/akun/faktor-kedua/pemulihan/unduh/",
    ):
        assert client.get(path).status_code == 200, path
    for path in ("/akun/faktor-kedua/", "/akun/kata-sandi/kosong/"):
        assert client.get(path).url == "/akun/"


# --- limits ----------------------------------------------------------------------


def test_the_sixth_wrong_password_is_refused_in_words_while_a_neighbour_gets_in(client: Client) -> None:
    employee, neighbour = make_employee(), make_employee()
    for _ in range(5):
        assert WRONG in enter(client, employee.nip, "salah").content.decode()
    answer = enter(client, employee.nip)
    assert "Terlalu banyak percobaan gagal" in answer.content.decode()
    assert not is_signed_in(client)
    assert enter(Client(), neighbour.nip).status_code == 302


def test_spaces_and_other_addresses_do_not_open_a_second_count(client: Client) -> None:
    employee = make_employee(nip="198609262015051001")
    for number in range(5):
        spaced = f"{employee.nip[: number + 3]} {employee.nip[number + 3 :]}"
        enter(client, spaced, "salah", HTTP_X_FORWARDED_FOR=f"10.0.0.{number}")
    assert "Terlalu banyak percobaan gagal" in enter(client, employee.nip).content.decode()


def test_without_the_limit_the_sixth_password_gets_in(client: Client, settings: object) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": None}
    employee = make_employee()
    for _ in range(5):
        enter(client, employee.nip, "salah")
    assert enter(client, employee.nip).status_code == 302


def test_too_many_requests_from_one_address_get_the_429_page(client: Client, settings: object) -> None:
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login": "3/m/ip"}
    for _ in range(3):
        assert enter(client, "x").status_code == 200
    answer = enter(client, "x")
    assert answer.status_code == 429
    assert "Terlalu banyak percobaan" in answer.content.decode()


# --- passwords and sessions --------------------------------------------------------


def test_a_new_password_ends_every_session(client: Client) -> None:
    employee = make_employee()
    elsewhere = sign_in(Client(), employee)
    sign_in(client, employee)
    sent = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    assert client.post("/akun/kata-sandi/", sent).status_code == 302
    assert not is_signed_in(elsewhere)
    assert not is_signed_in(client)
    assert enter(client, employee.nip, NEW_PASSWORD).status_code == 302
    assert Notification.objects.get(employee=employee).title == "Kata sandi Anda diganti"


@pytest.mark.parametrize(
    ("password", "words"),
    [("pendek", "terlalu pendek"), ("password1234", "terlalu umum"), ("19850101 kata", None)],
)
def test_a_weak_password_is_refused_in_indonesian(client: Client, password: str, words: str | None) -> None:
    sign_in(client, make_employee())
    sent = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    answer = client.post("/akun/kata-sandi/", sent)
    assert (words is None) == (answer.status_code == 302)
    if words:
        assert words in answer.content.decode()


def test_deactivation_ends_all_sessions_at_once(client: Client) -> None:
    employee, other = make_employee(), make_employee()
    clients = [sign_in(Client(), employee), sign_in(Client(), employee)]
    sign_in(client, other)
    accounts.deactivate(employee.user)
    assert [is_signed_in(one) for one in clients] == [False, False]
    assert is_signed_in(client)


def test_an_account_that_is_opened_again_does_not_bring_its_sessions_back(client: Client) -> None:
    employee = make_employee()
    sign_in(client, employee)
    accounts.deactivate(employee.user)
    User.objects.filter(pk=employee.user.pk).update(is_active=True)
    assert not is_signed_in(client)


def test_without_the_epoch_the_sessions_would_come_back(client: Client) -> None:
    employee = make_employee()
    sign_in(client, employee)
    User.objects.filter(pk=employee.user.pk).update(is_active=False)
    User.objects.filter(pk=employee.user.pk).update(is_active=True)
    assert is_signed_in(client)


def test_signing_out_everywhere(client: Client) -> None:
    employee = make_employee()
    elsewhere = sign_in(Client(), employee)
    sign_in(client, employee)
    assert client.get("/akun/keluar-semua/").status_code == 405
    answer = client.post("/akun/keluar-semua/", follow=True)
    assert "keluar dari semua perangkat" in answer.content.decode()
    assert not is_signed_in(elsewhere)
    assert not is_signed_in(client)


# --- forgotten password -------------------------------------------------------------


@pytest.mark.parametrize("typed", ["nip", "email"])
def test_a_forgotten_password_is_set_by_a_link_in_a_mail(client: Client, typed: str) -> None:
    employee = make_employee()
    elsewhere = sign_in(Client(), employee)
    answer = client.post("/lupa-kata-sandi/", {"email": getattr(employee, typed)})
    assert answer.url == "/lupa-kata-sandi/terkirim/"
    row = Outbox.objects.get(kind="password_reset")
    assert row.payload == {"user": employee.user.pk}  # no link, no token
    assert mail.outbox == []
    carry_out_all()
    (message,) = mail.outbox
    assert message.to == [employee.email]
    link = re.search(r"http\S+", message.body).group().removeprefix("http://127.0.0.1:8000")
    form = client.get(link, follow=True)
    url = form.redirect_chain[-1][0]
    assert employee.nip not in url
    client.post(url, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    assert not is_signed_in(elsewhere)
    assert enter(client, employee.nip, NEW_PASSWORD).status_code == 302
    assert "tidak berlaku lagi" in Client().get(link).content.decode()


def test_a_stranger_learns_nothing_from_a_forgotten_password(client: Client) -> None:
    known = client.post("/lupa-kata-sandi/", {"email": make_employee().nip})
    unknown = client.post("/lupa-kata-sandi/", {"email": "199901012020011999"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert Outbox.objects.filter(kind="password_reset").count() == 1


def test_people_without_address_are_sent_no_link(client: Client) -> None:
    employee = make_employee(email="")
    client.post("/lupa-kata-sandi/", {"email": employee.nip})
    assert not Outbox.objects.filter(kind="password_reset").exists()


def test_a_reset_link_keeps_the_second_factor(client: Client) -> None:
    employee = make_employee()
    enrol(sign_in(Client(), employee))
    client.post("/lupa-kata-sandi/", {"email": employee.nip})
    carry_out_all()
    link = next(found for m in mail.outbox if (found := re.search(r"http\S+/lupa\S+", m.body)))
    form = client.get(link.group().removeprefix("http://127.0.0.1:8000"), follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    assert enter(client, employee.nip, NEW_PASSWORD).url == "/masuk/faktor-kedua/"
    assert not is_signed_in(client)


# --- demo -------------------------------------------------------------------------------


def test_demo_accounts_are_shown_in_the_demo_only(client: Client, settings: object, tmp_path: Path) -> None:
    account = {"role": "Pegawai", "username": "198609262015051001", "password": "coba", "name": "Budi <b>"}
    (tmp_path / "demo-accounts.json").write_text(json.dumps([account]))
    settings.VAR_DIR = tmp_path
    assert "Akun peragaan" not in client.get(LOGIN).content.decode()
    settings.DEMO = True
    page = client.get(LOGIN).content.decode()
    assert "Budi &lt;b&gt;" in page
    assert "19860926 201505 1 001" in page
