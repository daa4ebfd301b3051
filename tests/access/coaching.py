"""Guidance: one that runs, whose coach is the appraiser; auditors read, personnel do not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from appraisal.models import Evaluation
from feedback.models import CoachingMeeting, CoachingSession, CoachingStep
from tests.access.plan import NO, anybody, cells


def kinds(world: Any, evaluation: Evaluation) -> dict[str, dict[str, Any]]:
    """A guidance that runs."""
    today = timezone.localdate()
    session = CoachingSession.objects.create(
        appraisal=evaluation.appraisal, employee=world.agency.staff, coach=world.agency.superior, status="RUNNING",
        started_by=world.agency.superior, reason="Belum ada kemajuan", prepared_at=timezone.now(),
    )  # fmt: skip
    meeting = CoachingMeeting.objects.create(session=session, day=today, place="Kantor", topic="Data")
    step = CoachingStep.objects.create(meeting=meeting, text="Kunjungi", due_on=today + timedelta(days=7))
    return {
        "coaching": {"uuid": session.uuid},
        "coaching_step": {"uuid": session.uuid, "step": step.uuid},
    }


# The unit's personnel officer is named in a counselling case of the same employee (tests/access/counselling.py).
HIDDEN = {"reviewer": 404, "personnel": 404}


def known(reader: int, **others: int) -> dict[str, int]:
    """Those whom a running guidance concerns, and auditors."""
    return cells(reader, **HIDDEN) | others


def desk(status: int) -> dict[str, int]:
    people = ("unit_personnel", "other_unit_personnel", "personnel", "auditor")
    return anybody(403) | {"anonymous": 302} | dict.fromkeys(people, status)


ROWS = [
    ("coachings", "none", "GET", anybody(200)),
    ("coachings", "none", "POST", NO),
    ("appraisal_coachings", "appraisal", "GET", cells(200)),
    ("appraisal_coachings", "appraisal", "POST", NO),
    ("coaching_new", "appraisal", "GET", cells(409, appraiser=200)),
    ("coaching_new", "appraisal", "POST", cells(409, appraiser=422)),
    ("coaching", "coaching", "GET", known(200)),
    ("coaching", "coaching", "POST", NO),
    ("coaching_prepare", "coaching", "GET", known(409, appraisee=200)),
    ("coaching_prepare", "coaching", "POST", known(409, appraisee=422)),
    ("coaching_meet", "coaching", "GET", known(409, appraiser=200)),
    ("coaching_meet", "coaching", "POST", known(409, appraiser=422)),
    ("coaching_step_new", "coaching", "GET", known(409, appraiser=200)),
    ("coaching_step_new", "coaching", "POST", known(409, appraiser=422)),
    ("coaching_step_settle", "coaching_step", "GET", NO),
    ("coaching_step_settle", "coaching_step", "POST", known(409, appraisee=302, appraiser=302)),
    ("coaching_end", "coaching", "GET", NO),
    ("coaching_end", "coaching", "POST", known(409, appraiser=302)),
    ("coaching_view", "coaching", "GET", known(404, appraisee=409)),
    ("coaching_view", "coaching", "POST", known(404, appraisee=409)),
    ("coaching_competence", "coaching", "GET", known(409)),
    ("coaching_competence", "coaching", "POST", known(409)),
    ("coaching_decide", "coaching", "GET", NO),
    ("coaching_decide", "coaching", "POST", known(409)),
    ("coaching_print", "coaching", "GET", NO),
    ("coaching_print", "coaching", "POST", known(409)),
    ("desk_coaching", "none", "GET", desk(200)),
    ("desk_coaching", "none", "POST", desk(405)),
]
