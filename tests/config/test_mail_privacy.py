"""Mail passes through foreign hands: no subject or text of one names another person or quotes what was written."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from appraisal import reminders, workflow
from appraisal.clocks import deadline
from appraisal.models import Appraisal
from employees.models import Outbox
from feedback import notes
from tests.factories import make_appraisal, make_evaluation, sign_in

pytestmark = pytest.mark.django_db
WRITTEN = "Kalimat yang hanya boleh dibaca di aplikasi."


def mailed(agency) -> list[dict[str, str]]:
    """What waits to be mailed; none of it may name anybody of the agency or hold the written sentence."""
    found = [row.payload for row in Outbox.objects.filter(kind="mail").order_by("pk")]
    for row in Outbox.objects.filter(kind="digest").order_by("pk"):
        found += [
            {"employee": row.payload["employee"], "subject": line["title"], "body": line["body"]}
            for line in row.payload["lines"]
        ]
    assert found
    people = (agency.staff, agency.superior, agency.head, agency.colleague)
    for payload in found:
        said = payload["subject"] + payload["body"]
        assert WRITTEN not in said
        assert [person.name for person in people if person.name in said] == []
    return found


def test_a_step_with_a_note(agency):
    appraisal = make_appraisal(agency, "PROPOSED")
    Outbox.objects.all().delete()
    workflow.perform(appraisal, "send_back", by=agency.superior, note=WRITTEN)
    (payload,) = mailed(agency)
    assert payload["subject"] == f"{appraisal.events.last().label}: {appraisal.period}"
    assert payload["url"] == appraisal.get_absolute_url()


def test_every_step_until_an_evaluation_is_final(agency):
    make_evaluation(agency, "FINAL")
    assert len(mailed(agency)) > 4


def test_feedback_and_its_answer(agency):
    appraisal = make_appraisal(agency, "RUNNING")
    Outbox.objects.all().delete()
    note = notes.give(appraisal, by=agency.superior, kind="ADVICE", text=WRITTEN, day=timezone.localdate())
    notes.reply(note, by=agency.staff, text=WRITTEN)
    subjects = [payload["subject"] for payload in mailed(agency)]
    assert subjects == ["Umpan balik baru", "Umpan balik Anda ditanggapi"]


def test_a_call_for_help_and_its_answer(agency, client):
    appraisal = make_appraisal(agency, "RUNNING")
    Outbox.objects.all().delete()
    entry = {
        "version": 0,
        "kind": "RESULT",
        "day": timezone.localdate().isoformat(),
        "text": WRITTEN,
        "help_wanted": "on",
    }
    sign_in(client, agency.staff).post(reverse("progress_new", args=[appraisal.uuid]), entry)
    done = reverse("progress_help", args=[appraisal.uuid, appraisal.progress.get().uuid])
    sign_in(client, agency.superior).post(done)
    subjects = [payload["subject"] for payload in mailed(agency)]
    assert subjects == ["Permintaan bantuan baru", "Bantuan sudah diberikan"]


@pytest.mark.parametrize("many", [False, True])
def test_a_reminder_about_somebody_else(many, agency):
    people = [agency.staff, agency.colleague] if many else [agency.staff]
    for person in people:
        make_appraisal(agency, "PROPOSED", employee=person)
    day = deadline(timezone.localdate(), 1, set())
    Appraisal.objects.update(targets_due_on=day - timedelta(days=1))
    Outbox.objects.all().delete()
    reminders.send(day)
    subjects = [one["subject"] for one in mailed(agency) if one["employee"] == agency.superior.pk]
    assert any("menunggu penetapan Anda" in subject for subject in subjects)
