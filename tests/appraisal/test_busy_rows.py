"""A row that somebody else holds for longer than a request may wait: no 500, and nothing typed is lost."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import OperationalError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from appraisal import due_steps, workflow
from appraisal.views.shared import refused_when_busy
from employees.models import Leave, Submission
from tests.factories import make_agency, make_appraisal, make_evaluation, sign_in

pytestmark = pytest.mark.django_db(transaction=True)
SENTENCE = "Data ini sedang disimpan orang lain. Coba lagi sebentar lagi."


@contextmanager
def held(subject: workflow.Subject) -> Iterator[None]:
    """Another connection keeps the row locked meanwhile."""
    taken, done = threading.Event(), threading.Event()

    def hold() -> None:
        try:
            with transaction.atomic():
                workflow.doors.locked(subject)
                taken.set()
                done.wait(20)
        finally:
            connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    try:
        assert taken.wait(5)
        yield
    finally:
        done.set()
        holder.join(20)


@pytest.mark.parametrize("numbered", [True, False])
def test_a_form_for_a_busy_row_says_so_and_keeps_the_text(numbered, client):
    agency = make_agency()
    appraisal = make_appraisal(agency)
    url = reverse("expectations", args=[appraisal.uuid])
    form = {"version": "0", "HARMONIOUS": "Dengarkan rekan dahulu."}
    form |= {"_submission": str(uuid.uuid4())} if numbered else {}
    sign_in(client, agency.superior)

    with held(appraisal):
        response = client.post(url, form, headers={"referer": f"http://testserver{url}"})

    page = response.content.decode()
    assert response.status_code == 409
    assert SENTENCE in page
    assert "Dengarkan rekan dahulu." in page
    assert f'href="{url}"' in page
    assert not Submission.objects.exists()
    assert client.post(url, form).status_code == 302
    assert appraisal.expectations.get().text == "Dengarkan rekan dahulu."


@pytest.mark.parametrize("note", ["Mohon ditambah angka.", ""])
def test_a_step_on_a_busy_row_says_so_and_keeps_the_note(note, client):
    agency = make_agency()
    appraisal = make_appraisal(agency, "PROPOSED")
    url = reverse("appraisal_act", args=[appraisal.uuid, "send_back" if note else "withdraw"])
    sign_in(client, agency.superior if note else agency.staff)

    with held(appraisal):
        response = client.post(url, {"_submission": str(uuid.uuid4()), "note": note})

    page = response.content.decode()
    assert response.status_code == 409
    assert SENTENCE in page
    assert note in page
    appraisal.refresh_from_db()
    assert appraisal.status == "PROPOSED"


def test_a_busy_evaluation_of_somebody_on_leave_never_stops_the_beat():
    agency, today = make_agency(), timezone.localdate()
    evaluation = make_evaluation(agency, "DELIVERED")
    first_day = evaluation.reply_due_on
    leave = {"kind": Leave.Kind.SICK, "starts_on": today, "ends_on": today + timedelta(9)}
    Leave.objects.create(employee=agency.staff, recorded_by=agency.personnel, **leave)

    with held(evaluation):
        due_steps.take(today)

    evaluation.refresh_from_db()
    assert evaluation.reply_due_on == first_day
    due_steps.take(today)
    evaluation.refresh_from_db()
    assert evaluation.reply_due_on > first_day


def test_any_other_failure_of_the_database_stays_one():
    with pytest.raises(OperationalError, match="closed the connection"), refused_when_busy():
        raise OperationalError("the server closed the connection")
