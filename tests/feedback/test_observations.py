"""What a superior saw (pengamatan): dated and factual, by criterion or value, read at once, in the record."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from appraisal.models import Appraisal, Criterion, FeedbackEntry
from appraisal.workflow import Refused
from feedback import notes
from feedback.models import FeedbackNote
from feedback.notes import Words
from tests.factories import Agency, make_appraisal, sign_in

pytestmark = pytest.mark.django_db
SAW = "Pukul 07.20 sudah melayani antrean pertama."


@pytest.fixture
def appraisal(agency: Agency) -> Appraisal:
    return make_appraisal(agency, "RUNNING")


@pytest.fixture
def discipline(agency: Agency, appraisal: Appraisal) -> Criterion:
    return Criterion.objects.create(
        period=appraisal.period, name="Disiplin", above="a", meets="b", below="c",
        published_at=timezone.now(), published_by=agency.personnel,
    )  # fmt: skip


def form(**fields: object) -> dict[str, object]:
    return {"kind": "OBSERVATION", "text": SAW, "day": timezone.localdate().isoformat()} | fields


def test_line_2833_the_superior_notes_what_he_saw_by_criterion_and_the_employee_reads_it_at_once(
    agency: Agency, appraisal: Appraisal, discipline: Criterion, client: Client
) -> None:
    url = reverse("note_new", args=[appraisal.uuid])
    sign_in(client, agency.superior)
    assert 'value="OBSERVATION" selected' in client.get(url, {"jenis": "OBSERVATION"}).content.decode()
    nothing = client.post(url, form())
    assert nothing.status_code == 422
    assert notes.OF_WHAT in nothing.content.decode()
    both = client.post(url, form(criterion=discipline.pk, value="LOYAL"))
    assert both.status_code == 422
    assert client.post(url, form(criterion=discipline.pk)).status_code == 302
    row = FeedbackNote.objects.get()
    entry = FeedbackEntry.objects.get()
    assert (entry.text, entry.tone, entry.giver_role) == (f"Pengamatan, Disiplin: {SAW}", "NEUTRAL", "LEADER")
    page = sign_in(client, agency.staff).get(row.get_absolute_url()).content.decode()
    assert SAW in page
    assert "Tentang kriteria Disiplin" in page


def test_only_superiors_observe(agency: Agency, appraisal: Appraisal, client: Client) -> None:
    """Colleagues and guests give feedback; what is noted as a fact is the superior's to answer for."""
    url = reverse("colleague_note_new", args=[agency.staff.uuid])
    sign_in(client, agency.colleague)
    assert "OBSERVATION" not in client.get(url).content.decode()
    assert client.post(url, form(value="LOYAL")).status_code == 422
    words = Words("OBSERVATION", SAW, timezone.localdate(), value="LOYAL")
    with pytest.raises(Refused, match="pejabat penilai"):
        notes.give_as_colleague(appraisal, words, by=agency.colleague)
    with pytest.raises(Refused, match="menyebut yang diamati"):
        notes.give(appraisal, by=agency.superior, kind="OBSERVATION", text=SAW, day=timezone.localdate())
    assert not FeedbackNote.objects.exists()


def test_where_there_are_no_criteria_the_form_does_not_ask(
    agency: Agency, appraisal: Appraisal, client: Client
) -> None:
    url = reverse("note_new", args=[appraisal.uuid])
    assert "Tentang kriteria" not in sign_in(client, agency.superior).get(url).content.decode()
    assert client.post(url, form(value="LOYAL")).status_code == 302
    assert FeedbackEntry.objects.get().text == f"Pengamatan: {SAW}"


def test_a_note_is_about_one_thing_at_most(
    agency: Agency, appraisal: Appraisal, discipline: Criterion
) -> None:
    note = notes.give(appraisal, by=agency.superior, kind="ADVICE", text=SAW, day=timezone.localdate())
    with pytest.raises(IntegrityError, match="note_is_about"), transaction.atomic():
        FeedbackNote.objects.filter(pk=note.pk).update(criterion=discipline, value="LOYAL")
