"""Words beside a step: of a bounded length, text only, and never lost by a refusal."""

from __future__ import annotations

import pytest
from django.urls import reverse

from appraisal.models import Event
from tests import factories

LONGEST = 4000

pytestmark = pytest.mark.django_db


def send_back(client, appraisal, note):
    return client.post(reverse("appraisal_act", args=[appraisal.uuid, "send_back"]), {"note": note})


def test_a_refused_step_gives_back_the_note(client, agency):
    appraisal = factories.make_appraisal(agency, "PLANNING")  # withdrawn while the superior was writing
    response = send_back(
        factories.sign_in(client, agency.superior), appraisal, "Indikator kedua belum terukur."
    )
    assert response.status_code == 409
    assert "Indikator kedua belum terukur." in response.content.decode()


def test_a_note_that_is_too_long_is_refused_and_given_back(client, agency):
    appraisal = factories.make_appraisal(agency, "PROPOSED")
    factories.sign_in(client, agency.superior)
    response = send_back(client, appraisal, "x" * (LONGEST + 1))
    assert response.status_code == 409
    assert "x" * (LONGEST + 1) in response.content.decode()
    assert not Event.objects.filter(action="send_back").exists()


def test_a_note_may_fill_the_field_with_short_lines(client, agency):
    appraisal = factories.make_appraisal(agency, "PROPOSED")
    response = send_back(factories.sign_in(client, agency.superior), appraisal, "x\r\n" * (LONGEST // 2))
    assert response.status_code == 302
    assert Event.objects.get(action="send_back").note.count("x") == LONGEST // 2


def test_a_note_that_is_no_text_is_refused(client, agency):
    appraisal = factories.make_appraisal(agency, "PROPOSED")
    assert send_back(factories.sign_in(client, agency.superior), appraisal, "a\0b").status_code == 409
    assert not Event.objects.filter(action="send_back").exists()
