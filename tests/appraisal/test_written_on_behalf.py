"""A head under a mayor in the running year: action plan, local criteria and take-overs, written by personnel."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from appraisal import help as helping
from appraisal import opening, workflow
from appraisal.models import Criterion, Event, Evidence
from tests import factories
from tests.factories import sign_in, signed_file, signed_upload

pytestmark = pytest.mark.django_db


def said(response):
    return response.content.decode()


@pytest.fixture
def running(agency):
    """The SKP of a head of office, set for the mayor, who has no account."""
    appraisal = factories.make_appraisal(agency, "PROPOSED", employee=agency.head)
    workflow.perform(appraisal, "set", by=agency.personnel, on_behalf_of=agency.mayor, scan=signed_file())
    return appraisal


def typed_in(page):
    """A step for the first result, and nothing else, as the browser would send it."""
    sheet = page.context["sheet"]
    typed = {"version": page.context["version"]}
    for plan in sheet.targets:
        name = plan.actions.prefix
        typed |= {f"{name}-TOTAL_FORMS": "1", f"{name}-INITIAL_FORMS": "0", f"{name}-0-state": "PLANNED"}
    first = sheet.targets[0].actions.prefix
    return typed | {f"{first}-0-text": "Susun jadwal", f"{first}-0-window": sheet.codes[0]}


def test_personnel_write_the_action_plan_that_a_mayor_agreed_to(client, agency, running):
    """Form B.1.1, text lines 2731-2738: agreed in the dialogue, so either party of it writes."""
    url = reverse("action_plan", args=[running.uuid])
    client = sign_in(client, agency.unit_personnel)
    page = client.get(url)
    assert "atas nama Wali Kota Contoh" in said(page)
    assert client.post(url, typed_in(page)).status_code == 302
    event = Event.objects.get(action="plan")
    assert (event.actor, event.on_behalf_of) == (agency.unit_personnel, agency.mayor)
    running.refresh_from_db()
    assert running.version("plan") == 1
    assert client.post(url, typed_in(page)).status_code == 409  # somebody saved meanwhile


def test_personnel_write_no_plan_for_a_superior_with_an_account(client, agency):
    appraisal = factories.make_appraisal(agency, "RUNNING")
    url = reverse("action_plan", args=[appraisal.uuid])
    client = sign_in(client, agency.unit_personnel)
    page = client.get(url)
    assert not page.context["may_write"]
    assert client.post(url, typed_in(page)).status_code == 409


def test_a_result_is_taken_over_for_a_mayor_with_the_note_that_he_signed(client, agency, running):
    """Ps. 20: the leader takes the result over, with a note that counts at the evaluation."""
    target = running.targets.first()
    url = reverse("take_over", args=[running.uuid, target.uuid])
    client = sign_in(client, agency.unit_personnel)
    assert url in said(client.get(reverse("documentation", args=[running.uuid])))
    assert 'type="file"' in said(client.get(url))
    assert client.post(url, {"note": "Tidak ada kemajuan."}).status_code == 422
    client.post(url, {"note": "Tidak ada kemajuan.", "scan": signed_upload()})
    assert target.taken_over.taken_by == agency.mayor
    event = Event.objects.get(action="take_over")
    assert (event.actor, event.on_behalf_of) == (agency.unit_personnel, agency.mayor)
    assert Evidence.objects.filter(event=event).count() == 1


def test_the_door_refuses_a_takeover_on_behalf_without_the_signed_note(agency, running):
    with pytest.raises(workflow.Refused, match="Lampirkan dahulu"):
        helping.take_over(
            running.targets.first(), by=agency.personnel, note="Macet.", on_behalf_of=agency.mayor
        )


@pytest.mark.parametrize("who", ["head", "stranger", "other_unit_personnel", "auditor"])
def test_nobody_else_takes_over_for_a_mayor(who, client, agency, running):
    url = reverse("take_over", args=[running.uuid, running.targets.first().uuid])
    answer = sign_in(client, getattr(agency, who)).post(url, {"note": "Macet.", "scan": signed_upload()})
    assert answer.status_code in {404, 409}
    assert not Event.objects.filter(action="take_over").exists()


def test_personnel_rate_local_criteria_for_a_mayor(client, agency, running):
    """Local criteria are rated beside the ratings, in the same part and through the same door."""
    criterion = Criterion.objects.create(
        period=running.period, name="Disiplin", order=1, above="Teladan.", meets="Tertib.", below="Lalai.",
        published_at=timezone.now(), published_by=agency.personnel,
    )  # fmt: skip
    opening.open_evaluations(timezone.localdate())
    row = running.evaluations.get()
    factories.assess(row)
    workflow.perform(row, "submit", by=agency.head)
    url = reverse("rating", args=[running.uuid, row.window])
    client = sign_in(client, agency.unit_personnel)
    page = client.get(url)
    typed = {
        form.add_prefix(name): form[name].value() or ""
        for form in page.context["sheet"].forms
        for name in form.fields
    } | {"version": "0"}
    name = next(key for key in typed if criterion.uuid.hex in key and key.endswith("rating"))
    client.post(url, typed | {name: "ABOVE", "rating-results": "MEETS", "rating-results_reason": "Sesuai.",
                              "rating-behaviour": "MEETS", "rating-behaviour_reason": "Sesuai."})  # fmt: skip
    assert row.criterion_ratings.get().rating == "ABOVE"
