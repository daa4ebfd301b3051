"""Signed feedback: notes, their rhythm, and one-time links for guests."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core import signing
from django.utils import timezone

from appraisal.models import Evaluation
from feedback import guests
from feedback.models import GuestLink
from tests.access.plan import NO, anybody, cells


def kinds(world: Any, evaluation: Evaluation) -> dict[str, dict[str, Any]]:
    """An open link of a guest."""
    appraisal = evaluation.appraisal
    link = GuestLink.objects.create(
        appraisal=appraisal, name="Dr. Sari", body="Universitas Contoh", issued_by=world.agency.superior,
        expires_at=timezone.now() + timedelta(days=3),
    )  # fmt: skip
    return {
        "guest_link": {"uuid": appraisal.uuid, "link": link.uuid},
        "guest_token": {"token": signing.dumps(str(link.uuid), salt=guests.SALT)},
    }


def public(status: int) -> dict[str, int]:
    """A page for everybody, with or without an account."""
    return anybody(status) | {"anonymous": status}


ROWS = [
    ("feedback", "none", "GET", anybody(200)),
    ("feedback", "none", "POST", NO),
    ("appraisal_feedback", "appraisal", "GET", cells(200)),
    ("appraisal_feedback", "appraisal", "POST", NO),
    ("note_new", "appraisal", "GET", cells(409, appraiser=200, reviewer=200)),
    ("note_new", "appraisal", "POST", cells(409, appraiser=422, reviewer=422)),
    ("note", "note", "GET", cells(200)),
    ("note", "note", "POST", cells(422)),
    ("note_thanks", "note", "GET", NO),
    ("note_thanks", "note", "POST", cells(409, appraisee=302)),
    ("note_acted", "note", "GET", NO),
    ("note_acted", "note", "POST", cells(409, appraisee=302)),
    ("note_to", "none", "GET", anybody(200)),
    ("note_to", "none", "POST", NO),
    (
        "colleague_note_new",
        "person",
        "GET",
        anybody(200) | {"anonymous": 302, "appraisee": 409, "appraiser": 302, "reviewer": 302},
    ),
    ("colleague_note_new", "person", "POST", anybody(422) | {"appraisee": 409}),
    ("team_notes", "none", "GET", anybody(200)),
    ("team_notes", "none", "POST", NO),
    ("rhythm_to_all", "none", "GET", NO),
    ("rhythm_to_all", "none", "POST", anybody(409)),
    ("rhythm_propose", "appraisal", "GET", NO),
    ("rhythm_propose", "appraisal", "POST", cells(409)),
    ("rhythm_agree", "appraisal", "GET", NO),
    ("rhythm_agree", "appraisal", "POST", cells(409)),
    ("guest_links", "appraisal", "GET", cells(409, appraiser=200, reviewer=200)),
    ("guest_links", "appraisal", "POST", cells(409, appraiser=422, reviewer=422)),
    ("guest_link_withdraw", "guest_link", "GET", NO),
    ("guest_link_withdraw", "guest_link", "POST", cells(409, appraiser=302, reviewer=302)),
    ("guest_note", "guest_token", "GET", public(200)),
    ("guest_note", "guest_token", "POST", public(422)),
]
