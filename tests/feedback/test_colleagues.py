"""Notes by people who work with somebody (Ps. 18 and 19), thanks, evidence, and drafts that nobody else reads."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from appraisal.models import Appraisal, Assignment, FeedbackEntry
from employees.models import Draft, Employee, Notification
from feedback import notes
from feedback.models import FeedbackNote
from tests.factories import Agency, make_appraisal, make_employee, place, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def appraisal(agency: Agency) -> Appraisal:
    return make_appraisal(agency, "RUNNING")


def write(client: Client, person: Employee, **fields: object) -> object:
    sent = {
        "_submission": str(uuid.uuid4()), "kind": "APPRECIATION", "text": "Selalu membantu.",
        "day": timezone.localdate().isoformat(),
    } | fields  # fmt: skip
    return client.post(reverse("colleague_note_new", args=[person.uuid]), sent)


def test_articles_18_and_19_a_note_bears_what_its_giver_is_to_the_person(
    agency: Agency, appraisal: Appraisal, client: Client
) -> None:
    below = make_employee("Lia Bawahan")
    place(below, agency.section, agency.staff)
    for giver, role in ((agency.colleague, "PEER"), (below, "SUBORDINATE"), (agency.stranger, "OTHER")):
        answer = write(sign_in(client, giver), agency.staff, value="HARMONIOUS")
        assert answer.status_code == 302
        entry = FeedbackEntry.objects.get(shown_name=giver.full_name)
        assert (entry.giver_role, entry.value, entry.tone) == (role, "HARMONIOUS", "POSITIVE")


def test_line_3679_a_leader_who_gave_work_speaks_as_a_leader(agency: Agency, appraisal: Appraisal) -> None:
    Assignment.objects.create(
        appraisal=appraisal, giver=agency.stranger, text="Satu data", asked_on=timezone.localdate(),
        status="AGREED", decided_by=agency.superior, decided_at=timezone.now(),
    )  # fmt: skip
    assert notes.role_of(appraisal, agency.stranger) == "LEADER"


def test_a_colleague_neither_sees_nor_names_the_results(
    agency: Agency, appraisal: Appraisal, client: Client
) -> None:
    target = appraisal.targets.first()
    sign_in(client, agency.colleague)
    url = reverse("colleague_note_new", args=[agency.staff.uuid])
    assert target.result not in client.get(url).content.decode()
    write(client, agency.staff, target=target.pk)
    assert FeedbackNote.objects.get().target is None
    assert client.get(reverse("appraisal_feedback", args=[appraisal.uuid])).status_code == 404


def test_nobody_writes_to_himself_and_a_superior_gets_the_form_with_the_results(
    agency: Agency, appraisal: Appraisal, client: Client
) -> None:
    assert write(sign_in(client, agency.staff), agency.staff).status_code == 409
    answer = sign_in(client, agency.superior).get(reverse("colleague_note_new", args=[agency.staff.uuid]))
    assert answer["Location"] == reverse("note_new", args=[appraisal.uuid])
    assert not FeedbackNote.objects.exists()


def test_somebody_is_found_by_name_and_the_form_opens(
    agency: Agency, appraisal: Appraisal, client: Client
) -> None:
    sign_in(client, agency.colleague)
    found = client.get(reverse("note_to"), {"orang": "Budi Pegawai"})
    assert found["Location"] == reverse("colleague_note_new", args=[agency.staff.uuid])
    assert "Tidak ada pegawai aktif" in client.get(reverse("note_to"), {"orang": "Zzz"}).content.decode()


def test_the_receiver_thanks_once_and_the_giver_reads_it(
    agency: Agency, appraisal: Appraisal, client: Client
) -> None:
    write(sign_in(client, agency.colleague), agency.staff, link="contoh.example/foto")
    note = FeedbackNote.objects.get()
    assert note.link == "https://contoh.example/foto"
    sign_in(client, agency.staff)
    for _ in range(2):
        assert client.post(reverse("note_thanks", args=[note.uuid])).status_code == 302
    assert Notification.objects.filter(employee=agency.colleague, key=f"note-thanks:{note.uuid}").count() == 1
    assert "Terima kasih disampaikan" in client.get(note.get_absolute_url()).content.decode()
    assert sign_in(client, agency.colleague).post(reverse("note_thanks", args=[note.uuid])).status_code == 409


def test_a_draft_is_offered_to_its_writer_and_to_nobody_else(
    agency: Agency, appraisal: Appraisal, client: Client
) -> None:
    draft = {"form": "colleague-note", "object": appraisal.uuid, "content": "text=Rahasia+dulu&kind=ADVICE"}
    Draft.objects.create(user=agency.colleague.user, **draft)
    mine = sign_in(client, agency.colleague).get(reverse("feedback")).content.decode()
    url = reverse("colleague_note_new", args=[agency.staff.uuid]) + "?draf=1"
    assert f'href="{url}"' in mine
    assert "Rahasia dulu" in client.get(url).content.decode()
    for other in (agency.staff, agency.superior):
        assert "Draf umpan balik" not in sign_in(client, other).get(reverse("feedback")).content.decode()
