"""What is typed about guidance and behaviour is kept; what is confidential of it lies encrypted meanwhile."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from appraisal.models import Appraisal
from employees.models import Draft
from feedback import coaching, counselling, notes
from feedback.coaching_forms import CompetenceForm
from feedback.models import BehaviourReport, CoachingSession, CounsellingCase
from tests.factories import Agency, make_appraisal, sign_in

pytestmark = pytest.mark.django_db
TYPED = "Setengah kalimat yang belum dikirim"
PREPARED = dict.fromkeys(("strategy", "progress", "obstacle", "cause", "solutions"), "Sudah ditulis")
AUTOSAVES = re.compile(r'data-autosave="([^"]+)"')


@pytest.fixture
def appraisal(agency: Agency) -> Appraisal:
    return make_appraisal(agency, "RUNNING")


def guided(appraisal: Appraisal, agency: Agency, until: str) -> CoachingSession:
    """A guidance brought to the step whose form is asked for."""
    session, today = (
        coaching.start(appraisal, kind="COACHING", reason="-", by=agency.superior),
        timezone.localdate(),
    )
    steps: dict[str, Any] = {
        "coaching_prepare": lambda: coaching.prepare(session, PREPARED, by=agency.staff, version=0),
        "coaching_meet": lambda: coaching.meet(session, day=today, place="-", topic="-", by=agency.superior),
        "coaching_step_new": lambda: coaching.end(session, by=agency.superior),
        "coaching_view": lambda: coaching.view(session, {"1": "YES"}, "", by=agency.staff),
        "coaching_competence": lambda: coaching.close(session, {"Kerja sama": [3, "-"]}, "-", by=agency.superior),
    }  # fmt: skip
    for name, step in steps.items():
        if name == until:
            break
        step()
    return session


def told(appraisal: Appraisal, agency: Agency) -> BehaviourReport:
    return counselling.tell(appraisal, "-", by=agency.superior)


def counselled(appraisal: Appraisal, agency: Agency, until: str) -> CounsellingCase:
    """A case brought to the step whose form is asked for; the unit's personnel officer is named in it."""
    day = timezone.localdate()
    note = notes.give(appraisal, by=agency.superior, kind="IMPROVEMENT", text="-", day=day)
    said = counselling.Problem("-", "-", False, "-", [note])
    case = counselling.report(told(appraisal, agency), said, by=agency.superior, version=1)
    counselling.name(case, agency.unit_personnel, by=agency.personnel.user)
    if until != "appoint":
        planned = counselling.Schedule(agency.stranger, "INDEPENDENT", day.isoformat(), "09:00", "-")
        counselling.appoint(case, planned, by=agency.unit_personnel.user, version=0)
    if until == "follow":
        counselling.record(case, "-", by=agency.stranger, version=1)
    return case


GUIDANCE = [
    ("coaching_new", "superior", "reason"), ("coaching_prepare", "staff", "strategy"),
    ("coaching_meet", "superior", "topic"), ("coaching_step_new", "superior", "text"),
    ("coaching_view", "staff", "remark"), ("coaching_competence", "superior", "recommendation"),
    ("coaching", "head", "follow_up"),
]  # fmt: skip
BEHAVIOUR = [
    ("behaviour_new", "superior", "words"), ("behaviour", "staff", "words"),
    ("behaviour_report", "superior", "problem"),
]  # fmt: skip
CASES = [
    ("counselling_appoint", "unit_personnel", "place"), ("counselling", "unit_personnel", "reason"),
    ("counselling_record", "stranger", "record"), ("counselling", "unit_personnel", "words"),
]  # fmt: skip
UNTIL = {"place": "appoint", "reason": "appoint", "record": "record", "words": "follow"}


def url_of(name: str, field: str, appraisal: Appraisal, agency: Agency) -> str:
    if name.endswith("_new") and name != "coaching_step_new":
        return reverse(name, args=[appraisal.uuid])
    if name.startswith("coaching"):
        return reverse(name, args=[guided(appraisal, agency, name).uuid])
    if name.startswith("behaviour"):
        return reverse(name, args=[told(appraisal, agency).uuid])
    return reverse(name, args=[counselled(appraisal, agency, UNTIL[field]).uuid])


@pytest.mark.parametrize(("name", "who", "field"), [*GUIDANCE, *BEHAVIOUR, *CASES])
def test_what_is_typed_is_kept_offered_and_restored(
    name: str, who: str, field: str, agency: Agency, appraisal: Appraisal
) -> None:
    client = Client()
    url = url_of(name, field, appraisal, agency)
    page = sign_in(client, getattr(agency, who)).get(url).content.decode()
    keeper = AUTOSAVES.search(page)
    assert keeper is not None
    version = re.search(r'name="version"\s+value="(\d+)"', page)

    sent = {field: TYPED, "version": version.group(1) if version else "0"}
    assert client.post(keeper.group(1), sent).status_code == 200

    assert "Ada isian yang belum disimpan" in client.get(url).content.decode()
    assert TYPED in client.get(url, {"draf": "1"}).content.decode()
    confidential = not name.startswith("coaching") or name == "coaching_view"
    assert (TYPED.replace(" ", "+") in Draft.objects.get().content) is not confidential


def test_what_was_sent_is_no_draft_any_more(agency: Agency, appraisal: Appraisal, client: Client) -> None:
    session, found = guided(appraisal, agency, "coaching_competence"), told(appraisal, agency)
    names = CompetenceForm().lines
    scores = dict.fromkeys(names, 3) | {f"{name}_reason": "-" for name in names} | {"recommendation": "-"}
    acts = [
        ("superior", "coaching-competence", session.uuid, "coaching_competence", scores),
        ("staff", "private-reply", found.uuid, "behaviour_reply", {"words": "-", "version": 1}),
    ]
    for who, draft, about, name, sent in acts:
        sign_in(client, getattr(agency, who)).post(reverse("draft", args=[draft, about]), {"words": TYPED})
        assert client.post(reverse(name, args=[about]), sent).status_code == 302
    assert not Draft.objects.exists()


def test_a_talk_that_is_being_written_down_outlives_what_the_employee_saves_meanwhile(
    agency: Agency, appraisal: Appraisal, client: Client
) -> None:
    session = guided(appraisal, agency, "coaching_prepare")
    url = reverse("coaching_meet", args=[session.uuid])
    sign_in(client, agency.superior)
    client.post(reverse("draft", args=["coaching-meet", session.uuid]), {"topic": TYPED, "version": "0"})
    coaching.prepare(session, PREPARED, by=agency.staff, version=0)
    assert TYPED in client.get(url, {"draf": "1"}).content.decode()


def test_an_observation_is_kept_as_every_note_is(
    agency: Agency, appraisal: Appraisal, client: Client
) -> None:
    url = reverse("note_new", args=[appraisal.uuid])
    page = sign_in(client, agency.superior).get(url, {"jenis": "OBSERVATION"}).content.decode()
    keeper = AUTOSAVES.search(page)
    assert keeper is not None
    client.post(keeper.group(1), {"kind": "OBSERVATION", "text": TYPED})
    assert TYPED in client.get(url, {"draf": "1"}).content.decode()
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert client.post(url, {"kind": "OBSERVATION", "text": TYPED, "day": tomorrow}).status_code == 422
    assert Draft.objects.exists()
