"""Signed feedback: who gives it, who reads it, how it is answered, and that the record has it."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from appraisal.models import FeedbackEntry
from appraisal.workflow import Refused
from employees.models import Notification
from feedback import notes
from feedback.models import FeedbackNote
from tests.factories import make_appraisal, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def appraisal(agency):
    return make_appraisal(agency, "RUNNING")


def form(**fields: object) -> dict[str, object]:
    return {
        "_submission": str(uuid.uuid4()),
        "kind": "APPRECIATION",
        "text": "Laporan Maret rapi dan tepat waktu.",
        "day": timezone.localdate().isoformat(),
    } | fields


def give(client, appraisal, **fields):
    return client.post(reverse("note_new", args=[appraisal.uuid]), form(**fields))


@pytest.fixture
def note(appraisal, agency) -> FeedbackNote:
    return notes.give(
        appraisal,
        by=agency.superior,
        kind="IMPROVEMENT",
        text="Kirim laporan sebelum tanggal lima.",
        day=timezone.localdate(),
    )


@pytest.mark.parametrize(
    ("kind", "tone"),
    [
        ("APPRECIATION", "POSITIVE"),
        ("IMPROVEMENT", "NEGATIVE"),
        ("NEW_TASK", "NEUTRAL"),
        ("ADVICE", "NEUTRAL"),
    ],
)
def test_a_note_reaches_the_employee_and_the_record_at_once(kind, tone, appraisal, client, agency):
    target = appraisal.targets.first()

    response = give(sign_in(client, agency.superior), appraisal, kind=kind, target=target.pk)

    note = FeedbackNote.objects.get()
    entry = FeedbackEntry.objects.get()
    assert response["Location"] == reverse("appraisal_feedback", args=[appraisal.uuid])
    assert (note.giver, note.receiver, note.target) == (agency.superior, agency.staff, target)
    assert (entry.source, entry.tone, entry.giver_role) == (f"note:{note.uuid}", tone, "LEADER")
    assert (entry.text, entry.target, entry.shown_name) == (note.text, target, "Siti Atasan")
    line = Notification.objects.get(employee=agency.staff, key=f"note:{note.uuid}")
    assert client.get(line.url).status_code == 200


def test_the_reviewer_may_give_one_too(appraisal, client, agency):
    assert give(sign_in(client, agency.head), appraisal, value="LOYAL").status_code == 302
    assert FeedbackNote.objects.get().value == "LOYAL"


@pytest.mark.parametrize("who", ["staff", "personnel", "auditor"])
def test_nobody_else_gives_notes_here(who, appraisal, client, agency):
    response = give(sign_in(client, getattr(agency, who)), appraisal)

    assert response.status_code == 409
    assert "Laporan Maret rapi" in response.content.decode()
    assert not FeedbackNote.objects.exists()


def test_a_closed_year_takes_no_note(client, agency):
    appraisal = make_appraisal(agency, "CLOSED")

    assert give(sign_in(client, agency.superior), appraisal).status_code == 409


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": ""}, "Isian ini tidak boleh kosong"),
        ({"text": "a" * 1001}, "1000"),
        ({"day": "2001-01-01"}, "Isi tanggal antara"),
        ({"day": "2999-01-01"}, "Isi tanggal antara"),
    ],
)
def test_what_does_not_fit_is_said(fields, sentence, appraisal, client, agency):
    response = give(sign_in(client, agency.superior), appraisal, **fields)

    assert response.status_code == 422
    assert sentence in response.content.decode()


def test_a_note_is_about_a_target_or_a_value_not_both(appraisal, client, agency):
    both = {"target": appraisal.targets.first().pk, "value": "LOYAL"}

    response = give(sign_in(client, agency.superior), appraisal, **both)

    assert response.status_code == 422
    assert "Pilih satu saja" in response.content.decode()


def test_a_target_of_another_appraisal_is_refused(appraisal, client, agency):
    other = make_appraisal(agency, "RUNNING", employee=agency.colleague)

    response = give(sign_in(client, agency.superior), appraisal, target=other.targets.first().pk)

    assert response.status_code == 422


def test_the_same_form_sent_twice_gives_one_note(appraisal, client, agency):
    sent = form()
    sign_in(client, agency.superior)
    for _ in range(2):
        client.post(reverse("note_new", args=[appraisal.uuid]), sent)

    assert FeedbackNote.objects.count() == FeedbackEntry.objects.count() == 1


def test_the_receiver_answers_once_and_the_giver_is_told(note, client, agency):
    sign_in(client, agency.staff)

    first = client.post(note.get_absolute_url(), {"text": "Siap, mulai bulan ini."})
    second = client.post(note.get_absolute_url(), {"text": "Berubah pikiran"})

    note.refresh_from_db()
    assert (first.status_code, second.status_code) == (302, 409)
    assert note.reply == "Siap, mulai bulan ini."
    assert "Berubah pikiran" in second.content.decode()
    assert Notification.objects.filter(employee=agency.superior, key=f"note-reply:{note.uuid}").exists()


def test_the_receiver_marks_it_as_acted_upon(note, client, agency):
    sign_in(client, agency.staff).post(reverse("note_acted", args=[note.uuid]))

    note.refresh_from_db()
    marked = note.acted_upon_at
    assert marked is not None
    client.post(reverse("note_acted", args=[note.uuid]))
    note.refresh_from_db()
    assert note.acted_upon_at == marked


def test_nobody_answers_for_the_receiver(note, client, agency):
    with pytest.raises(Refused):
        notes.reply(note, by=agency.superior, text="x")
    for person in (agency.superior, agency.head, agency.personnel):
        sign_in(client, person)
        assert client.post(note.get_absolute_url(), {"text": "x"}).status_code == 409
        assert client.post(reverse("note_acted", args=[note.uuid])).status_code == 409
    note.refresh_from_db()
    assert (note.reply, note.acted_upon_at) == ("", None)


def test_a_stranger_finds_neither_note_nor_form(note, appraisal, client, agency):
    for person in (agency.stranger, agency.colleague, agency.other_unit_personnel):
        sign_in(client, person)
        assert client.get(note.get_absolute_url()).status_code == 404
        assert client.post(reverse("note_acted", args=[note.uuid])).status_code == 404
        assert client.get(reverse("note_new", args=[appraisal.uuid])).status_code == 404
        assert client.get(reverse("appraisal_feedback", args=[appraisal.uuid])).status_code == 404
        assert "Kirim laporan" not in client.get(reverse("feedback")).content.decode()


def test_the_list_tells_received_from_given(note, client, agency):
    def listed(person, **query):
        return "Kirim laporan" in sign_in(client, person).get(reverse("feedback"), query).content.decode()

    assert listed(agency.staff)
    assert listed(agency.staff, arah="masuk", jenis="IMPROVEMENT", tanggapan="belum")
    assert not listed(agency.staff, arah="keluar")
    assert listed(agency.superior, arah="keluar")
    assert not listed(agency.superior, tanggapan="sudah")
    assert not listed(agency.head)


def test_the_lists_ask_no_more_for_fifty_than_for_one(
    note, client, agency, django_assert_num_queries, django_assert_max_num_queries
):
    appraisal = note.appraisal
    sign_in(client, agency.staff)
    urls = [reverse("feedback"), reverse("appraisal_feedback", args=[appraisal.uuid])]
    counts = []
    for url in urls:
        client.get(url)
        with django_assert_max_num_queries(14) as one:
            client.get(url)
        counts.append(len(one))
    for number in range(49):
        notes.give(
            appraisal,
            by=agency.superior,
            kind="ADVICE",
            text=f"Saran {number}",
            day=timezone.localdate(),
            target=appraisal.targets.first(),
        )

    for url, count in zip(urls, counts, strict=True):
        with django_assert_num_queries(count):
            client.get(url)
