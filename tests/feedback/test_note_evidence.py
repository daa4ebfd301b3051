"""Evidence of a signed note: one file by the upload path of all evidence, read by whoever reads the note."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from appraisal import evidence
from appraisal.models import Appraisal
from appraisal.papers import registry
from appraisal.papers.subject import Subject
from appraisal.workflow import Refused
from feedback import notes
from feedback.forms import GuestNoteForm
from feedback.models import FeedbackNote
from tests.factories import Agency, make_appraisal, sign_in, signed_file, signed_upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def appraisal(agency: Agency) -> Appraisal:
    return make_appraisal(agency, "RUNNING")


def form(**fields: object) -> dict[str, object]:
    return {
        "_submission": str(uuid.uuid4()), "kind": "OBSERVATION", "text": "Rapat dimulai tepat waktu.",
        "value": "ACCOUNTABLE", "day": timezone.localdate().isoformat(),
    } | fields  # fmt: skip


def test_a_superior_proves_what_he_saw_by_a_file_and_a_link(
    agency: Agency, appraisal: Appraisal, client: Client
) -> None:
    url = reverse("note_new", args=[appraisal.uuid])
    sent = form(proof=signed_upload("rapat.png"), link="https://kantor.example/notulen")

    assert sign_in(client, agency.superior).post(url, sent).status_code == 302

    note = FeedbackNote.objects.get()
    page = sign_in(client, agency.staff).get(note.get_absolute_url()).content.decode()
    assert reverse("note_file", args=[note.uuid]) in page
    assert "https://kantor.example/notulen" in page
    assert "rapat.png" in client.get(reverse("feedback")).content.decode()
    got = client.get(reverse("note_file", args=[note.uuid]))
    assert got.content == evidence.read(str(note.file.name))
    assert got["Content-Disposition"] == 'attachment; filename="rapat.png"'
    assert "sandbox" in got["Content-Security-Policy"]


def test_a_colleague_proves_a_note_too_and_nobody_outside_reads_the_file(
    agency: Agency, appraisal: Appraisal, client: Client
) -> None:
    url = reverse("colleague_note_new", args=[agency.staff.uuid])
    sent = form(kind="APPRECIATION", proof=signed_upload())
    assert sign_in(client, agency.colleague).post(url, sent).status_code == 302

    file = reverse("note_file", args=[FeedbackNote.objects.get().uuid])
    readers = ("colleague", "staff", "superior", "auditor", "stranger", "other_unit_personnel")
    seen = [sign_in(client, getattr(agency, who)).get(file).status_code for who in readers]
    assert seen == [200, 200, 200, 200, 404, 404]


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"proof": SimpleUploadedFile("jahat.pdf", b"MZ not a document")}, "Isi berkas bukan PDF"),
        ({"proof": SimpleUploadedFile("lama.doc", b"x")}, "Simpan dahulu sebagai DOCX"),
        ({"proof": "good", "text": ""}, "Pilih lagi berkasnya"),
    ],
)
def test_an_unfit_file_or_form_is_told_and_nothing_is_written(
    fields: dict[str, Any], says: str, agency: Agency, appraisal: Appraisal, client: Client
) -> None:
    sent = form(**fields) | ({"proof": signed_upload()} if fields["proof"] == "good" else {})
    answer = sign_in(client, agency.superior).post(reverse("note_new", args=[appraisal.uuid]), sent)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not FeedbackNote.objects.exists()


def test_a_note_without_a_file_has_no_address_for_one(
    agency: Agency, appraisal: Appraisal, client: Client
) -> None:
    note = give(appraisal, agency)
    assert sign_in(client, agency.staff).get(reverse("note_file", args=[note.uuid])).status_code == 404


def give(appraisal: Appraisal, agency: Agency, **more: Any) -> FeedbackNote:
    said = {"kind": "ADVICE", "text": "Ringkas.", "day": timezone.localdate()}
    return notes.give(appraisal, by=agency.superior, **said, **more)


def test_files_for_one_person_and_year_are_bounded_as_all_evidence_is(
    agency: Agency, appraisal: Appraisal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notes, "MOST_FILES", 1)
    give(appraisal, agency, proof=signed_file())
    with pytest.raises(Refused, match="Cantumkan tautannya"):
        give(appraisal, agency, proof=signed_file())
    assert give(appraisal, agency).file == ""


def test_a_guest_by_a_one_time_link_sends_no_file(appraisal: Appraisal) -> None:
    fields = GuestNoteForm(appraisal=appraisal, today=timezone.localdate()).fields
    assert not {"proof", "link"} & set(fields)


def test_the_official_record_prints_the_words_and_not_the_file(agency: Agency, appraisal: Appraisal) -> None:
    give(appraisal, agency, proof=signed_file("rahasia-kantor.png"))
    printed = str(registry.form("B.1.5").build(Subject.find(appraisal, "AKHIR")).context)
    assert "Ringkas." in printed
    assert "rahasia-kantor" not in printed
