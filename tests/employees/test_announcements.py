"""Announcements by audience with receipts and a reminder, the first steps, and the public rules with their history."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from employees import announcements, onboarding, outbox
from employees.announcements import Change
from employees.models import (
    Announcement,
    AnnouncementReceipt,
    EarlierText,
    Employee,
    Job,
    Notification,
    Outbox,
    PublicRules,
)
from tests import queries
from tests.factories import Agency, sign_in

pytestmark = pytest.mark.django_db


def publish(agency: Agency, **more: Any) -> Announcement:
    given = {"title": "Batas SKP", "text": "Akhir Januari", "published_on": timezone.localdate()} | more
    return Announcement.objects.create(author=agency.personnel, **given)


def everybody(agency: Agency) -> dict[str, Employee]:
    names = ("staff", "superior", "head", "personnel", "unit_personnel", "stranger", "other_unit_personnel")
    return {name: getattr(agency, name) for name in names}


# --- for whom -------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("what", "who"),
    [
        (
            {},
            {"staff", "superior", "head", "personnel", "unit_personnel", "stranger", "other_unit_personnel"},
        ),
        ({"unit": "section"}, {"staff", "superior"}),
        ({"unit": "other_office"}, {"stranger", "other_unit_personnel"}),
        ({"role": "SUPERIORS"}, {"superior", "head"}),
        ({"role": "HEADS", "unit": "section"}, {"superior"}),
        ({"role": "PERSONNEL"}, {"personnel", "unit_personnel", "other_unit_personnel"}),
        ({"staff_kind": "PPPK"}, {"stranger"}),
    ],
)
def test_it_is_meant_for_a_subtree_a_role_and_a_kind_of_staff(
    what: dict[str, str], who: set[str], agency: Agency
) -> None:
    """The page, and the list of those who have not read it, agree on whom it is meant for."""
    Employee.objects.filter(pk=agency.stranger.pk).update(kind="PPPK")
    fields: dict[str, Any] = dict(what)
    if "unit" in fields:
        fields["unit"] = getattr(agency, fields["unit"])
    found = publish(agency, **fields)
    people = {name: Employee.objects.get(pk=one.pk) for name, one in everybody(agency).items()}
    seen = {n for n, one in people.items() if Announcement.objects.visible_to(one.user).exists()}
    listed = set(announcements.without_receipt(found))
    assert seen == {name for name, one in people.items() if one in listed} == who


def test_nobody_sees_it_before_its_day_or_after_its_last(agency: Agency) -> None:
    today, day = timezone.localdate(), timedelta(days=1)
    publish(agency, published_on=today + day)
    publish(agency, published_on=today - 2 * day, ends_on=today - day)
    assert not Announcement.objects.visible_to(agency.staff.user).exists()


# --- reading --------------------------------------------------------------------------
def test_it_stands_on_the_home_page_until_it_is_read(agency: Agency, client: Client) -> None:
    found = publish(agency)
    sign_in(client, agency.staff)
    assert "Batas SKP" in client.get("/").content.decode()
    client.get(found.get_absolute_url())
    assert not AnnouncementReceipt.objects.exists()
    for _ in range(2):
        client.post(reverse("announcement_read", args=[found.uuid]))
    assert AnnouncementReceipt.objects.get().employee == agency.staff
    assert "Batas SKP" not in client.get("/").content.decode()
    assert "Batas SKP" in client.get(reverse("announcements")).content.decode()


def test_personnel_see_who_has_not_read_it_and_remind_them_once_a_day(agency: Agency, client: Client) -> None:
    found = publish(agency, unit=agency.section)
    announcements.read(found, agency.superior)
    sign_in(client, agency.unit_personnel)
    page = client.get(reverse("announcement_readers", args=[found.uuid])).content.decode()
    assert "Budi Pegawai" in page
    assert "Siti Atasan" not in page
    url = reverse("announcement_remind", args=[found.uuid])
    assert client.post(url).url == reverse("job", args=[Job.objects.get().uuid])
    assert client.post(url).url == reverse("announcement_readers", args=[found.uuid])
    for row in Outbox.objects.filter(kind="job", done_at__isnull=True):
        outbox.carry_out(row.pk)
    told = Notification.objects.filter(key__startswith="announcement:")
    assert set(told.values_list("employee", flat=True)) == {agency.staff.pk, agency.colleague.pk}


def test_personnel_of_a_unit_speak_to_their_units_only(agency: Agency, client: Client) -> None:
    sign_in(client, agency.unit_personnel)
    said = {
        "kind": "NEWS",
        "title": "Rapat",
        "text": "Senin",
        "role": "ALL",
        "published_on": timezone.localdate(),
    }
    url = reverse("announcement_new")
    assert client.post(url, said).status_code == 422
    assert client.post(url, said | {"unit": agency.other_office.pk}).status_code == 422
    ends = said | {"unit": agency.section.pk, "ends_on": timezone.localdate() - timedelta(days=1)}
    assert client.post(url, ends).status_code == 422
    assert client.post(url, said | {"unit": agency.section.pk}).status_code == 302
    assert sign_in(client, agency.personnel).post(url, said).status_code == 302
    listed = sign_in(client, agency.unit_personnel).get(reverse("desk_announcements"))
    assert [one.unit for one in listed.context["page"]] == [agency.section]


# --- changing and withdrawing ---------------------------------------------------------
def changed(found: Announcement, agency: Agency, **more: Any) -> bool:
    given = {
        "title": "Batas SKP", "text": "31 Januari", "ends_on": None, "reason": "Tanggal diperjelas",
        "asks_again": False,
    } | more  # fmt: skip
    return announcements.change(found, Change(**given), by=agency.personnel, edition=found.edition)


@pytest.mark.parametrize("asks_again", [True, False])
def test_readers_of_a_changed_text_are_asked_again_if_the_sender_says_so(
    asks_again: bool, agency: Agency, client: Client
) -> None:
    found = publish(agency, unit=agency.section)
    announcements.read(found, agency.staff)
    sent = {"title": "Batas SKP", "text": "31 Januari", "reason": "Tanggal diperjelas", "version": 1}
    sent |= {"asks_again": "on"} if asks_again else {}
    url = reverse("announcement_change", args=[found.uuid])
    assert sign_in(client, agency.personnel).post(url, sent).status_code == 302

    found.refresh_from_db()
    again = Announcement.objects.unread_by(agency.staff.user).exists()
    assert (again, agency.staff in announcements.without_receipt(found)) == (asks_again, asks_again)
    assert announcements.readers(found) == announcements.listed(agency.personnel.user).get().read
    assert announcements.readers(found) == (0 if asks_again else 1)
    kept = AnnouncementReceipt.objects.get()
    assert (kept.employee, kept.edition) == (agency.staff, 1)
    page = sign_in(client, agency.staff).get(found.get_absolute_url()).content.decode()
    assert "Tanggal diperjelas" in page
    assert ("Saya sudah membaca" in page) == asks_again
    desk = sign_in(client, agency.personnel).get(reverse("announcement_readers", args=[found.uuid]))
    assert "1 orang membaca teks ini" in desk.content.decode()
    assert "Akhir Januari" in desk.content.decode()


def test_a_receipt_is_of_the_text_that_the_page_showed(agency: Agency, client: Client) -> None:
    """Somebody opened the old text, and says that he read it after it was changed."""
    found = publish(agency)
    sign_in(client, agency.staff)
    changed(found, agency, asks_again=True)
    client.post(reverse("announcement_read", args=[found.uuid]), {"edisi": "1"})
    assert Announcement.objects.unread_by(agency.staff.user).exists()
    client.post(reverse("announcement_read", args=[found.uuid]), {"edisi": "2"})
    assert not Announcement.objects.unread_by(agency.staff.user).exists()
    assert sorted(AnnouncementReceipt.objects.values_list("edition", flat=True)) == [1, 2]


def test_two_who_change_it_lose_nothing(agency: Agency, client: Client) -> None:
    found = publish(agency)
    changed(found, agency)
    sent = {"title": "Batas SKP", "text": "Tulisan saya", "reason": "-", "version": 1}
    url = reverse("announcement_change", args=[found.uuid])
    answer = sign_in(client, agency.personnel).post(url, sent)
    assert answer.status_code == 409
    assert all(text in answer.content.decode() for text in ("Tulisan saya", "31 Januari"))
    assert EarlierText.objects.count() == 1


def test_no_change_without_a_reason_nor_to_a_day_before_it_began(agency: Agency, client: Client) -> None:
    found = publish(agency)
    url = reverse("announcement_change", args=[found.uuid])
    sent = {"title": "Batas SKP", "text": "Baru", "reason": "Salah tulis", "version": 1}
    yesterday = timezone.localdate() - timedelta(days=1)
    sign_in(client, agency.personnel)
    assert client.post(url, sent | {"reason": ""}).status_code == 422
    assert client.post(url, sent | {"ends_on": yesterday}).status_code == 422
    assert not EarlierText.objects.exists()


def test_a_withdrawn_one_stands_nowhere_and_says_why_to_whoever_comes(agency: Agency, client: Client) -> None:
    found = publish(agency)
    announcements.read(found, agency.superior)
    url = reverse("announcement_withdraw", args=[found.uuid])
    assert sign_in(client, agency.personnel).post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "Rapat dibatalkan"}).status_code == 302
    client.post(url, {"reason": "Alasan lain"})

    found.refresh_from_db()
    assert (found.withdrawn_by, found.withdrawn_reason) == (agency.personnel, "Rapat dibatalkan")
    assert announcements.remind(found, agency.personnel) is None
    assert not changed(found, agency)
    assert "Ditarik" in client.get(reverse("desk_announcements")).content.decode()
    sign_in(client, agency.staff)
    for name in ("home", "announcements"):
        assert "Batas SKP" not in client.get(reverse(name)).content.decode()
    page = client.get(found.get_absolute_url()).content.decode()
    assert "Rapat dibatalkan" in page
    assert "Akhir Januari" not in page
    assert client.post(reverse("announcement_read", args=[found.uuid])).status_code == 302
    assert AnnouncementReceipt.objects.get().employee == agency.superior


def test_what_is_typed_about_an_announcement_is_kept(agency: Agency, client: Client) -> None:
    found = publish(agency)
    sign_in(client, agency.personnel)
    for name, about, url in (
        ("announcement", agency.personnel.uuid, reverse("announcement_new")),
        ("announcement-change", found.uuid, reverse("announcement_change", args=[found.uuid])),
    ):
        client.post(reverse("draft", args=[name, about]), {"title": "Setengah judul", "version": "1"})
        assert "Setengah judul" in client.get(url, {"draf": "1"}).content.decode()


# --- first steps ----------------------------------------------------------------------
def test_the_first_steps_come_one_by_one_and_can_be_put_away(agency: Agency, client: Client) -> None:
    sign_in(client, agency.staff)
    assert "Langkah awal 1 dari 6" in client.get("/").content.decode()
    client.post(reverse("first_steps_next"), {"langkah": "1"})
    client.post(reverse("first_steps_next"), {"langkah": "1"})  # an old page, pressed again
    assert "Langkah awal 2 dari 6" in client.get("/").content.decode()
    client.post(reverse("first_steps_put_away"))
    assert "Langkah awal 2" not in client.get("/").content.decode()
    assert onboarding.CARDS[0].title in client.get(reverse("first_steps")).content.decode()


def test_after_the_last_card_there_is_none(agency: Agency) -> None:
    user = agency.staff.user
    for number, _card in enumerate(onboarding.CARDS, 1):
        onboarding.go_on(user, number)
    assert onboarding.card_of(user) is None
    onboarding.go_on(user, 10_000)
    assert user.onboarding_step == len(onboarding.CARDS)


# --- the public rules -----------------------------------------------------------------
def test_anybody_reads_the_rules_and_every_earlier_version(agency: Agency, client: Client) -> None:
    url, edit = reverse("public_rules"), reverse("rules_edit")
    assert "Belum diterbitkan" in client.get(url).content.decode()
    sign_in(client, agency.personnel)
    for number, text in enumerate(("Pegawai teladan tiap bulan", "Pegawai teladan tiap triwulan")):
        said = {"text": text, "change": f"Perubahan {number}", "version": number}
        assert client.post(edit, said).status_code == 302
    visitor = Client()
    page = visitor.get(url).content.decode()
    assert "tiap triwulan" in page
    assert "Perubahan 0" in page
    assert "tiap bulan" in visitor.get(url, {"versi": "1"}).content.decode()
    assert visitor.get(url, {"versi": "9"}).status_code == visitor.get(url, {"versi": "a"}).status_code == 404
    assert not visitor.cookies


def test_two_who_write_the_next_version_lose_nothing(agency: Agency, client: Client) -> None:
    sign_in(client, agency.personnel)
    url = reverse("rules_edit")
    client.post(url, {"text": "Satu", "change": "Pertama", "version": 0})
    answer = client.post(url, {"text": "Tulisan saya", "change": "Kedua", "version": 0})
    assert answer.status_code == 409
    assert "Tulisan saya" in answer.content.decode()
    assert PublicRules.objects.count() == 1


# --- lists ----------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["announcements", "desk_announcements", "announcement_readers", "home"])
def test_the_lists_ask_the_same_few_questions(name: str, agency: Agency, client: Client) -> None:
    found = publish(agency)

    def grow() -> None:
        for number in range(50):
            publish(agency, title=f"Nomor {number}")

    sign_in(client, agency.personnel)
    where = [found.uuid] if name == "announcement_readers" else []
    queries.assert_constant(client, reverse(name, args=where), grow)
