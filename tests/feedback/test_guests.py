"""One-time links for people without an account (text lines 2863-2870): who makes them, what opens them, once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from appraisal.models import Appraisal, Event, FeedbackEntry
from feedback import guests
from feedback.models import FeedbackNote, GuestLink
from tests.factories import Agency, make_appraisal, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def appraisal(agency: Agency) -> Appraisal:
    return make_appraisal(agency, "RUNNING")


@pytest.fixture
def link(agency: Agency, appraisal: Appraisal) -> GuestLink:
    return guests.issue(
        appraisal, name="Dr. Sari", body="dosen pembimbing, Universitas Contoh", by=agency.superior
    )


def path(link: GuestLink) -> str:
    return "/" + guests.address(link).split("/", 3)[3]


def words() -> dict[str, object]:
    return {"kind": "APPRECIATION", "text": "Tesisnya rapi.", "day": timezone.localdate().isoformat()}


def test_line_2870_a_lecturer_writes_once_and_the_record_names_him(link: GuestLink, agency: Agency) -> None:
    visitor = Client(enforce_csrf_checks=True)
    url = path(link)
    page = visitor.get(url)
    assert "Budi Pegawai" in page.content.decode()
    sent = visitor.post(url, words())
    assert "sudah dicatat" in sent.content.decode()
    assert not visitor.cookies, "a guest needs no cookie"
    entry = FeedbackEntry.objects.get()
    assert (entry.giver_role, entry.shown_name) == (
        "OTHER", "Dr. Sari, dosen pembimbing, Universitas Contoh"
    )  # fmt: skip
    assert "tidak berlaku lagi" in visitor.post(url, words()).content.decode()
    assert FeedbackNote.objects.count() == 1


def test_the_receiver_reads_thanks_and_answers_a_guest(
    link: GuestLink, agency: Agency, client: Client
) -> None:
    Client().post(path(link), words())
    note = FeedbackNote.objects.get()
    sign_in(client, agency.staff)
    assert "Dr. Sari" in client.get(note.get_absolute_url()).content.decode()
    assert client.post(reverse("note_thanks", args=[note.uuid])).status_code == 302
    assert client.post(note.get_absolute_url(), {"text": "Terima kasih, Bu."}).status_code == 302


@pytest.mark.parametrize("how", ["bent", "other salt", "expired", "withdrawn", "unknown"])
def test_what_does_not_open(how: str, link: GuestLink, agency: Agency) -> None:
    url = path(link)
    match how:
        case "bent":
            url = url[:-3] + "xx/"
        case "other salt":
            url = reverse("guest_note", args=[signing.dumps(str(link.uuid), salt="other")])
        case "expired":
            GuestLink.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
        case "withdrawn":
            guests.withdraw(link, by=agency.superior)
        case "unknown":
            url = reverse("guest_note", args=[signing.dumps("x", salt=guests.SALT)])
    answer = Client().post(url, words())
    assert "tidak berlaku lagi" in answer.content.decode()
    assert not FeedbackNote.objects.exists()


def test_a_wrong_form_keeps_the_link_and_what_was_typed(link: GuestLink) -> None:
    visitor = Client()
    answer = visitor.post(path(link), words() | {"kind": "ODD"})
    assert answer.status_code == 422
    assert "Tesisnya rapi." in answer.content.decode()
    assert "sudah dicatat" in visitor.post(path(link), words()).content.decode()


def test_whoever_makes_a_link_is_on_record_and_the_employee_cannot(
    agency: Agency, appraisal: Appraisal, client: Client
) -> None:
    form = {"name": "Dr. Sari", "body": "dosen"}
    url = reverse("guest_links", args=[appraisal.uuid])
    assert sign_in(client, agency.staff).post(url, form).status_code == 409
    assert not GuestLink.objects.exists()
    assert sign_in(client, agency.superior).post(url, form).status_code == 302
    assert "/umpan-balik/tautan/" in client.get(url).content.decode()
    assert Event.objects.get(action="guest_link").actor == agency.superior


def test_one_address_asks_only_so_often(link: GuestLink) -> None:
    visitor = Client()
    answers = [visitor.get(path(link)).status_code for _ in range(31)]
    assert answers[:30] == [200] * 30
    assert answers[30] == 429


def test_a_closed_year_says_so_and_keeps_the_text(agency: Agency) -> None:
    appraisal = make_appraisal(agency, "RUNNING")
    link = guests.issue(appraisal, name="Dr. Sari", body="dosen", by=agency.superior)
    Appraisal.objects.filter(pk=appraisal.pk).update(status="CLOSED", closed_reason="LEFT")
    answer = Client().post(path(link), words())
    assert answer.status_code == 422
    assert "sudah ditutup" in answer.content.decode()
    assert GuestLink.objects.get().used_at is None
