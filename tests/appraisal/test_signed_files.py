"""Signed files beside the history: the same number of queries for a year of signed windows as for one."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from appraisal import evidence, opening, workflow
from appraisal.models import Evaluation, Event
from tests import factories, queries
from tests.factories import sign_in, signed_file

pytestmark = pytest.mark.django_db


def signed_on_behalf(evaluation, agency):
    """As personnel recorded it for the mayor; how it came about does not matter to the list."""
    now = timezone.now()
    Evaluation.objects.filter(pk=evaluation.pk).update(
        status="DELIVERED", predicate="GOOD", rated_at=now, signed_at=now, signed_by=agency.mayor,
        origin="APPRAISER",
    )  # fmt: skip
    event = Event.objects.create(
        appraisal=evaluation.appraisal, evaluation=evaluation, action="deliver", label="Ditandatangani",
        from_status="RATED", to_status="DELIVERED", actor=agency.personnel,
    )  # fmt: skip
    evidence.keep_for(signed_file(), event=event)


@pytest.mark.parametrize("who", ["head", "unit_personnel", "auditor"])
def test_the_history_asks_no_more_for_a_year_of_signed_windows_than_for_one(who, client, agency):
    appraisal = factories.make_appraisal(agency, "PROPOSED", employee=agency.head)
    workflow.perform(appraisal, "set", by=agency.personnel, on_behalf_of=agency.mayor, scan=signed_file())
    opening.open_evaluations(timezone.localdate())
    first = appraisal.evaluations.get()

    def more():
        for window in ("TW1", "TW2", "TW3"):
            first.pk, first.uuid, first.window = None, uuid4(), window
            first._state.adding = True
            first.save()
            signed_on_behalf(first, agency)

    signed_on_behalf(first, agency)
    sign_in(client, getattr(agency, who))
    url = reverse("history", args=[appraisal.uuid])
    queries.assert_constant(
        client, url, more, most=16
    )  # who read it, and what the open page rests on, come on top
    assert client.get(url).content.decode().count("/berkas-tanda-tangan/") == 5
