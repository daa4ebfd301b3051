"""The second factor: asked for, encrypted, and first of all for those who administer or audit."""

from __future__ import annotations

import json
import runpy
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.test import Client

from employees import accounts
from employees.models import Notification
from tests.employees.visits import enrol, enter, is_signed_in, totp_code
from tests.factories import Agency, make_employee, sign_in

pytestmark = pytest.mark.django_db


def test_the_second_factor_is_asked_for_at_sign_in_and_a_code_works_once(client: Client) -> None:
    employee = make_employee()
    secret = enrol(sign_in(Client(), employee))
    assert enter(client, employee.nip).url == "/masuk/faktor-kedua/"
    assert not is_signed_in(client)
    assert "Kode salah" in client.post("/masuk/faktor-kedua/", {"code": "000000"}).content.decode()
    code = totp_code(secret)
    assert client.post("/masuk/faktor-kedua/", {"code": code}).status_code == 302
    assert is_signed_in(client)
    again = Client()
    enter(again, employee.nip)
    assert "Kode salah" in again.post("/masuk/faktor-kedua/", {"code": code}).content.decode()


def test_a_recovery_code_replaces_the_phone_once(client: Client) -> None:
    employee = make_employee()
    enrolled = sign_in(Client(), employee)
    enrol(enrolled)
    code = enrolled.get("/akun/faktor-kedua/pemulihan/").context["unused_codes"][0]
    for expected in (302, 200):
        client = Client()
        enter(client, employee.nip)
        assert client.post("/masuk/faktor-kedua/", {"code": code}).status_code == expected


def test_secrets_are_encrypted_at_rest_and_survive_a_new_key(client: Client, settings: object) -> None:
    secret = enrol(sign_in(client, make_employee()))
    codes = client.get("/akun/faktor-kedua/pemulihan/").context["unused_codes"]
    stored = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored
    assert not any(code in stored for code in codes)
    settings.FIELD_KEYS = ["a-newer-key-" + "n" * 40, *settings.FIELD_KEYS]
    totp = Authenticator.objects.get(type="totp")
    assert accounts.MFAAdapter().decrypt(totp.data["secret"]) == secret


def test_a_changed_second_factor_ends_the_other_sessions_only(client: Client) -> None:
    employee = make_employee()
    elsewhere = sign_in(Client(), employee)
    sign_in(client, employee)
    enrol(client)
    assert is_signed_in(client)
    assert not is_signed_in(elsewhere)
    sign_in(elsewhere, employee)
    client.post("/akun/faktor-kedua/pemulihan/baru/")
    assert (is_signed_in(client), is_signed_in(elsewhere)) == (True, False)
    sign_in(elsewhere, employee)
    client.post("/akun/faktor-kedua/nonaktifkan/")
    assert (is_signed_in(client), is_signed_in(elsewhere)) == (True, False)
    assert not Authenticator.objects.exists()


def test_enrolment_asks_for_the_password_first(client: Client) -> None:
    sign_in(client, make_employee())
    answer = client.get("/akun/faktor-kedua/aktifkan/")
    assert answer.url.startswith("/akun/konfirmasi/?next=")


def test_personnel_and_auditors_enrol_before_anything_else(
    client: Client, agency: Agency, settings: object
) -> None:
    settings.MFA_REQUIRED_FOR_STAFF = True
    for employee in (agency.personnel, agency.unit_personnel, agency.auditor):
        sign_in(client, employee)
        assert client.get("/kotak-masuk/").url == "/akun/faktor-kedua/aktifkan/"
        enrol(client)
        assert client.get("/kotak-masuk/").status_code == 200
        assert "tidak dapat dinonaktifkan" in client.post("/akun/faktor-kedua/nonaktifkan/").content.decode()
        assert accounts.has_second_factor(employee.user)
    assert sign_in(client, agency.staff).get("/kotak-masuk/").status_code == 200


def test_where_it_is_not_required_personnel_go_straight_to_work(client: Client, agency: Agency) -> None:
    assert sign_in(client, agency.personnel).get("/kotak-masuk/").status_code == 200


def test_a_lost_second_factor_is_removed_by_somebody_else_who_is_named(
    client: Client, agency: Agency
) -> None:
    enrol(sign_in(client, agency.staff))
    nip, by = agency.staff.nip, agency.personnel.nip
    for wrong in ((nip, nip), (nip, agency.unit_personnel.nip), (nip, "1"), ("1", by), (by, nip), (by, by)):
        with pytest.raises(CommandError):
            call_command("remove_second_factor", wrong[0], by=wrong[1])
    assert accounts.has_second_factor(agency.staff.user)
    call_command("remove_second_factor", nip, by=by, stdout=StringIO())
    assert not is_signed_in(client)
    assert "Dewi Kepegawaian" in Notification.objects.filter(employee=agency.staff).latest("pk").body
    assert enter(client, nip).url == "/"
    with pytest.raises(CommandError, match="no second factor"):
        call_command("remove_second_factor", nip, by=by)


def test_production_refuses_to_start_without_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DJANGO_DEBUG", "KINERJA_DEMO"):
        monkeypatch.setenv(name, "0")
    monkeypatch.setenv("DJANGO_SECRET_KEY", "s" * 50)
    for keys in ("", "too-short"):
        monkeypatch.setenv("KINERJA_FIELD_KEYS", keys)
        with pytest.raises(ImproperlyConfigured, match="KINERJA_FIELD_KEYS"):
            runpy.run_path("config/settings.py")
    monkeypatch.setenv("KINERJA_FIELD_KEYS", "k" * 50)
    runpy.run_path("config/settings.py")
