"""`/bkd/pengingat/`: the log by scope, plans and texts that are refused when bent, previews, the trial mail."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from appraisal import reminders
from appraisal.models import Appraisal, Reminder, ReminderSchedule, ReminderText
from employees import outbox
from employees.models import Notification, Outbox
from tests import factories, queries
from tests.factories import Agency, sign_in

pytestmark = pytest.mark.django_db
MONDAY, FRIDAY = date(2026, 3, 9), date(2026, 3, 6)
LOG, PLANS = "/bkd/pengingat/", "/bkd/pengingat/jadwal/"
TEXT = "/bkd/pengingat/teks/first/"


@pytest.fixture(autouse=True)
def on_monday() -> Any:
    with time_machine.travel(datetime(2026, 3, 9, 2, 0, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def told(agency: Agency) -> Agency:
    """The run of a Monday on which Budi and Joko, of another office, are late."""
    factories.make_appraisal(agency)
    Appraisal.objects.update(targets_due_on=date(2026, 6, 30))
    late = Appraisal.objects.filter(employee__in=[agency.staff, agency.stranger])
    late.update(targets_due_on=FRIDAY)
    reminders.send(MONDAY)
    return agency


def listed(client: Client, query: str = "") -> list[str]:
    return [row.reminder.employee.name for row in client.get(LOG + query).context["rows"]]


# --- the log ------------------------------------------------------------------------
def test_unit_personnel_read_what_went_to_their_people_only(told: Agency, client: Client) -> None:
    both = ["Joko Lain", "Budi Pegawai"]
    for person, names in (
        (told.personnel, both),
        (told.auditor, both),
        (told.unit_personnel, ["Budi Pegawai"]),
        (told.other_unit_personnel, ["Joko Lain"]),
    ):
        sign_in(client, person)
        assert sorted(listed(client)) == sorted(names)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("?q=budi", 1),
        ("?q=siti", 0),
        ("?tahun=2026&tahap=propose&panggilan=LATE&surel=QUEUED&hari=2026-03-09", 2),
        ("?tahun=2026&hari=2026-03-10", 0),
        ("?surel=FAILED", 0),
        ("?tahap=set", 0),
        ("?panggilan=FIRST", 0),
        ("?panggilan=SALAH", 0),
    ],
)
def test_the_log_is_narrowed(told: Agency, client: Client, query: str, count: int) -> None:
    assert len(listed(sign_in(client, told.personnel), query)) == count


def test_the_log_of_a_person_holds_what_others_were_told_about_him(agency: Agency, client: Client) -> None:
    """Names of others stand there only as far as the reader's units go."""
    factories.make_appraisal(agency, "PROPOSED")
    Appraisal.objects.exclude(employee=agency.staff).update(targets_due_on=date(2026, 6, 30))
    Appraisal.objects.filter(employee=agency.staff).update(targets_due_on=FRIDAY)
    reminders.send(MONDAY)
    (row,) = sign_in(client, agency.personnel).get(f"{LOG}?q=budi").context["rows"]
    assert (row.reminder.employee, row.about, row.unnamed) == (agency.superior, ["Budi Pegawai"], 0)
    assert "Budi" not in row.reminder.title
    factories.place_above(agency.staff, agency.head)
    agency.staff.placements.update(unit=agency.other_office)
    (row,) = sign_in(client, agency.unit_personnel).get(LOG).context["rows"]
    assert (row.about, row.unnamed) == ([], 1)


def test_why_a_mail_is_late_or_failed_stands_in_the_log(told: Agency, client: Client) -> None:
    row = Outbox.objects.get(kind="digest", payload__employee=told.staff.pk)
    outbox.note_failure(row.pk, "ConnectionRefusedError: port 25")
    page = sign_in(client, told.personnel).get(f"{LOG}?q=budi").content.decode()
    assert "ConnectionRefusedError: port 25" in page
    Outbox.objects.filter(pk=row.pk).update(attempts=Outbox.MOST_ATTEMPTS)
    outbox.note_failure(row.pk, "SMTPRecipientsRefused: 550")
    page = client.get(f"{LOG}?surel=FAILED").content.decode()
    assert "Surel: Gagal" in page
    assert "SMTPRecipientsRefused: 550" in page


def test_the_log_costs_the_same_for_one_row_and_for_fifty(told: Agency, client: Client) -> None:
    def more(count: int = 49) -> None:
        for number in range(count):
            Reminder.objects.create(
                employee=told.staff, day=MONDAY, call="FIRST", key=f"k{count}-{number}", title="Halo",
                about=[told.staff.pk, told.colleague.pk], nudged_by=told.personnel, mail="QUEUED", mail_key="m",
            )  # fmt: skip

    for person in (told.personnel, told.unit_personnel):
        Reminder.objects.filter(key__startswith="k").delete()
        more(1)
        queries.assert_constant(sign_in(client, person), LOG, more)


# --- the plans ----------------------------------------------------------------------
def test_a_plan_is_changed_for_one_period_and_its_days_are_shown(agency: Agency, client: Client) -> None:
    period = factories.make_period()
    url = reverse("reminder_plan", args=[2026, "propose"])
    sign_in(client, agency.personnel)
    sent = {"first": 20, "second": "", "last": 1, "every": 5, "superior": 2, "higher": 4, "version": 0}
    assert client.post(url, sent).status_code == 302
    assert ReminderSchedule.objects.get(period=period, stage="propose").plan.first == 20
    days = client.get(url).context["days"]
    assert [one["label"] for one in days][:2] == ["Panggilan pertama", "Panggilan terakhir"]
    assert "Diubah 9 Maret 2026 oleh Dewi Kepegawaian" in client.get(PLANS).content.decode()
    assert client.post(url, sent).status_code == 409
    assert "Bawaan" in client.get(reverse("reminder_plan", args=[2026, "reply"])).content.decode()


@pytest.mark.parametrize(
    ("field", "sent"),
    [
        ("second", {"first": 5, "second": 5}),
        ("last", {"first": 3, "second": "", "last": 4}),
        ("higher", {"superior": 5, "higher": 5}),
        ("superior", {"superior": 0}),
        ("first", {"first": 61}),
    ],
)
def test_a_plan_whose_calls_do_not_come_nearer_is_refused(
    agency: Agency, client: Client, field: str, sent: dict[str, Any]
) -> None:
    factories.make_period()
    url = reverse("reminder_plan", args=[2026, "set"])
    response = sign_in(client, agency.personnel).post(url, sent | {"version": 0})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]


def test_a_stage_that_passes_by_itself_has_nothing_after_its_limit(agency: Agency, client: Client) -> None:
    factories.make_period()
    url = reverse("reminder_plan", args=[2026, "reply"])
    sign_in(client, agency.personnel).post(url, {"first": 4, "superior": 2, "version": 0})
    assert ReminderSchedule.objects.get().superior is None
    assert client.get(reverse("reminder_plan", args=[2026, "lain"])).status_code == 404
    assert client.get(reverse("reminder_plan", args=[2020, "reply"])).status_code == 404


# --- the texts ----------------------------------------------------------------------
def test_a_text_is_kept_for_a_call_or_one_stage_and_used_from_then_on(agency: Agency, client: Client) -> None:
    sign_in(client, agency.personnel)
    assert client.post(TEXT, {"title": "Segera: {pokok}", "version": 0}).status_code == 302
    special = {"title": "Ajukan SKP {periode}", "body": "Salam, {kepegawaian}", "version": 0}
    assert client.post(f"{TEXT}?tahap=propose", special).status_code == 302
    assert client.post(TEXT, {"title": "Lain", "version": 0}).status_code == 409
    page = client.get("/bkd/pengingat/teks/").content.decode()
    assert "Segera: {pokok}" in page
    assert "Khusus: " in page
    factories.make_appraisal(agency)
    Appraisal.objects.exclude(employee=agency.staff).update(targets_due_on=date(2026, 6, 30))
    Appraisal.objects.filter(employee=agency.staff).update(targets_due_on=date(2026, 3, 30))
    reminders.send(MONDAY)
    line = Notification.objects.get(employee=agency.staff, key__startswith="remind:")
    assert (line.title, line.body) == ("Ajukan SKP 2026", "Salam, BKPSDM")


@pytest.mark.parametrize("url", [TEXT, f"{TEXT}pratinjau/", f"{TEXT}uji/"])
def test_an_unknown_placeholder_is_refused_with_those_that_are_known(
    agency: Agency, client: Client, url: str
) -> None:
    sign_in(client, agency.personnel)
    response = client.post(url, {"title": "Halo {nma}", "body": "{7*7}", "version": 0})
    assert response.status_code == 422
    page = response.content.decode()
    assert "Isian {nma} tidak dikenal di sini. Pakai salah satu dari: {nama}, " in page
    assert "Halo {nma}" in page
    assert not ReminderText.objects.exists()
    assert not Reminder.objects.exists()


def test_a_preview_takes_the_matters_of_a_real_person_and_saves_nothing(
    agency: Agency, client: Client
) -> None:
    factories.make_appraisal(agency, "PROPOSED")
    Appraisal.objects.update(targets_due_on=date(2026, 3, 20))
    sent = {"title": "{nama}: {pokok}, {sisa}", "body": "{daftar}", "person": "siti"}
    response = sign_in(client, agency.personnel).post(f"{TEXT}pratinjau/?tahap=set", sent)
    line = response.context["preview"].line
    assert line.title == "Siti Atasan: SKP menunggu penetapan Anda (Budi Pegawai), 9 hari kerja lagi"
    assert line.mail_title == "Siti Atasan: SKP menunggu penetapan Anda, 9 hari kerja lagi"
    assert not response.context["preview"].invented
    assert not ReminderText.objects.exists()
    nobody = client.post(f"{TEXT}pratinjau/", sent | {"person": "tidak ada"})
    assert nobody.status_code == 422
    assert "Tidak ada pegawai yang cocok" in nobody.content.decode()
    assert client.get(f"{TEXT}?tahap=decide").context["preview"].invented


def test_a_trial_goes_to_oneself_at_once_and_stands_in_the_log(agency: Agency, client: Client) -> None:
    """Also to somebody who wants no notices by mail; what was typed stays in the form, unsaved.

    It holds one's own data, whomever the preview is for: mail names nobody else.
    """
    agency.personnel.wants_mail = False
    agency.personnel.save()
    sign_in(client, agency.personnel)
    page = client.post(
        f"{TEXT}uji/", {"title": "Coba {nama}", "body": "Isi", "person": "Budi", "_submission": ""}
    )
    assert (page.status_code, page.context["form"]["title"].value()) == (200, "Coba {nama}")
    mail.outbox.clear()
    assert outbox.carry_out(Outbox.objects.get(kind="digest").pk)
    (message,) = mail.outbox
    assert (message.to, message.subject) == ([agency.personnel.email], "[Uji] Coba Dewi Kepegawaian")
    logged = Reminder.objects.get()
    assert (logged.call, logged.mail, logged.in_inbox) == ("TRIAL", "SENT", False)
    assert not Notification.objects.filter(title__contains="Coba").exists()
    agency.personnel.email = ""
    agency.personnel.save()
    assert client.post(f"{TEXT}uji/", {"title": "Coba"}).status_code == 422
