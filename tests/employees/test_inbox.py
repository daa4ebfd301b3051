"""The inbox shows its owner what is new, and reading is an act."""

from __future__ import annotations

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from employees import outbox
from employees.models import Employee, Notification, Outbox
from employees.notifications import notify
from tests.factories import make_employee, sign_in

pytestmark = pytest.mark.django_db


def tell(employee: Employee, title: str, url: str = "/akun/") -> Notification:
    notify(employee, key=title, title=title, body="Tenggat <31 Januari>", url=url, mail=False)
    return Notification.objects.get(employee=employee, key=title)


def test_unread_lines_stand_first_and_the_newest_on_top(client: Client) -> None:
    employee = make_employee()
    lines = [tell(employee, title) for title in ("satu", "dua", "tiga")]
    sign_in(client, employee)
    client.post(f"/kotak-masuk/{lines[2].uuid}/")
    page = client.get("/kotak-masuk/")
    assert [line.title for line in page.context["page"]] == ["dua", "satu", "tiga"]
    assert "2 belum dibaca" in page.content.decode()
    assert "Tenggat &lt;31 Januari&gt;" in page.content.decode()


def test_opening_a_line_marks_it_and_goes_where_it_points(client: Client) -> None:
    line = tell(make_employee(), "SKP menunggu")
    sign_in(client, line.employee)
    assert client.get(f"/kotak-masuk/{line.uuid}/").status_code == 405
    line.refresh_from_db()
    assert line.read_at is None
    assert client.post(f"/kotak-masuk/{line.uuid}/").url == "/akun/"
    line.refresh_from_db()
    read_at = line.read_at
    assert read_at is not None
    client.post(f"/kotak-masuk/{line.uuid}/")
    line.refresh_from_db()
    assert line.read_at == read_at


@pytest.mark.parametrize(
    "url", ["", "https://jahat.example/", "//jahat.example/", "/\\jahat.example", "javascript:1"]
)
def test_a_line_never_leads_out_of_the_site(client: Client, url: str) -> None:
    line = tell(make_employee(), "x", url)
    sign_in(client, line.employee)
    assert client.post(f"/kotak-masuk/{line.uuid}/").url == "/kotak-masuk/"


def test_nobody_opens_or_marks_what_others_received(client: Client) -> None:
    line = tell(make_employee(), "rahasia")
    sign_in(client, make_employee())
    assert client.post(f"/kotak-masuk/{line.uuid}/").status_code == 404
    client.post("/kotak-masuk/dibaca/")
    line.refresh_from_db()
    assert line.read_at is None
    assert "rahasia" not in client.get("/kotak-masuk/").content.decode()


def test_all_at_once(client: Client) -> None:
    employee = make_employee()
    for number in range(3):
        tell(employee, f"pesan {number}")
    sign_in(client, employee)
    assert "3 pesan ditandai" in client.post("/kotak-masuk/dibaca/", follow=True).content.decode()
    assert not Notification.objects.filter(read_at__isnull=True).exists()
    assert "Tandai semua" not in client.get("/kotak-masuk/").content.decode()


def test_the_inbox_costs_the_same_with_one_line_and_with_fifty(client: Client) -> None:
    employee = make_employee()
    sign_in(client, employee)
    costs = []
    for number in range(50):
        tell(employee, f"pesan {number}")
        if number in {0, 49}:
            client.get("/kotak-masuk/")
            with CaptureQueriesContext(connection) as queries:
                page = client.get("/kotak-masuk/")
            costs.append(len(queries))
    assert costs[0] == costs[1] <= 12
    assert len(page.context["page"]) == 30
    assert len(client.get("/kotak-masuk/?page=2").context["page"]) == 20


def test_an_empty_inbox_says_what_will_be_here(client: Client) -> None:
    assert "Belum ada pesan" in sign_in(client, make_employee()).get("/kotak-masuk/").content.decode()


def test_a_mail_names_nobody_and_quotes_nothing_where_a_neutral_subject_is_given() -> None:
    """The inbox, behind the sign-in, says it in full."""
    employee = make_employee()
    notify(
        employee,
        key="note",
        title="Umpan balik dari Siti Atasan",
        body="Kirim lebih awal.",
        url="/umpan-balik/",
        subject="Umpan balik baru",
    )

    assert outbox.carry_out(Outbox.objects.get(kind="mail").pk)

    (message,) = mail.outbox
    assert message.subject == "Umpan balik baru"
    assert "Buka aplikasi untuk membacanya." in message.body
    assert "/umpan-balik/" in message.body
    assert "Siti" not in message.body
    assert "Kirim lebih awal" not in message.body
    line = Notification.objects.get()
    assert (line.title, line.body) == ("Umpan balik dari Siti Atasan", "Kirim lebih awal.")


def test_a_mail_without_a_neutral_subject_says_what_the_inbox_says() -> None:
    notify(make_employee(), key="open", title="SKP 2026 sudah dibuka", body="Batas: 31-01-2026.")

    assert outbox.carry_out(Outbox.objects.get(kind="mail").pk)

    assert mail.outbox[0].subject == "SKP 2026 sudah dibuka"
    assert "Batas: 31-01-2026." in mail.outbox[0].body
