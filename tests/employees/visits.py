"""What visitors do at the door: sign in, confirm, set a second factor up."""

from __future__ import annotations

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from employees import outbox
from employees.models import Outbox
from tests.factories import PASSWORD

LOGIN = "/masuk/"
WRONG = "NIP atau kata sandi salah. Periksa lagi keduanya."
NEW_PASSWORD = "sembilan-kuda-hijau"


def enter(client: Client, username: str, password: str = PASSWORD, **extra: str) -> HttpResponse:
    return client.post(LOGIN, {"login": username, "password": password}, **extra)


def is_signed_in(client: Client) -> bool:
    return client.get("/akun/").status_code == 200


def totp_code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def confirm(client: Client) -> None:
    assert client.post("/akun/konfirmasi/", {"password": PASSWORD}).status_code == 302


def enrol(client: Client) -> str:
    """Set the second factor up; returns its secret."""
    confirm(client)
    page = client.get("/akun/faktor-kedua/aktifkan/")
    secret: str = page.context["form"].secret
    answer = client.post("/akun/faktor-kedua/aktifkan/", {"code": totp_code(secret)})
    assert (answer.status_code, answer.url) == (302, "/akun/faktor-kedua/pemulihan/")
    cache.clear()  # the code just used may be used again at once
    return secret


def carry_out_all() -> None:
    for row in Outbox.objects.filter(done_at__isnull=True):
        outbox.carry_out(row.pk)
