"""Announcements by audience with receipts and a reminder, the first steps, and the public rules with their history."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from employees import announcements, onboarding, outbox
from employees.models import (
    Announcement,
    AnnouncementReceipt,
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
    queries.assert_constant(client, reverse(name, args=where), grow, most=16 if name == "home" else 12)
