"""Signed feedback: notes, their rhythm, and one-time links for guests."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core import signing
from django.utils import timezone

from appraisal.evidence import Checked
from appraisal.models import Appraisal, Evaluation
from feedback import answers, guests, notes
from feedback.models import FeedbackRequest, FeedbackRound, GuestLink
from tests.access.plan import NO, anybody, cells


def kinds(world: Any, evaluation: Evaluation) -> dict[str, dict[str, Any]]:
    """An open link of a guest."""
    appraisal = evaluation.appraisal
    link = GuestLink.objects.create(
        appraisal=appraisal, name="Dr. Sari", body="Universitas Contoh", issued_by=world.agency.superior,
        expires_at=timezone.now() + timedelta(days=3),
    )  # fmt: skip
    asked = FeedbackRound.objects.create(
        appraisal=appraisal, origin="EMPLOYEE", closes_on=timezone.localdate() + timedelta(days=9),
        proposed_by=world.agency.staff,
    )  # fmt: skip
    other = Appraisal.objects.get(employee=world.agency.colleague, period=appraisal.period)
    running = FeedbackRound.objects.create(
        appraisal=other, origin="SUPERIOR", closes_on=timezone.localdate() + timedelta(days=9), status="OPEN",
        proposed_by=world.agency.superior, approved_by=world.agency.superior, approved_at=timezone.now(),
    )  # fmt: skip
    mine = FeedbackRequest.objects.create(round=running, person=world.agency.staff, group="PEER")
    answers.make_slots(running, [mine])
    proof = Checked("rapat.png", ".png", "image/png", b"only its address matters here")
    proved = notes.give(
        appraisal, by=world.agency.superior, kind="ADVICE", text="Ringkas.", day=timezone.localdate(), proof=proof
    )  # fmt: skip
    return {
        "note_file": {"uuid": proved.uuid},
        "round": {"uuid": asked.uuid},
        "round_request": {"uuid": mine.uuid},
        "guest_link": {"uuid": appraisal.uuid, "link": link.uuid},
        "guest_token": {"token": signing.dumps(str(link.uuid), salt=guests.SALT)},
    }


def public(status: int) -> dict[str, int]:
    """A page for everybody, with or without an account."""
    return anybody(status) | {"anonymous": status}


def desk(status: int, **others: int) -> dict[str, int]:
    """A page of the desk for personnel of the whole agency."""
    return anybody(status) | {"anonymous": 302} | others


ROWS = [
    ("feedback", "none", "GET", anybody(200)),
    ("feedback", "none", "POST", NO),
    ("appraisal_feedback", "appraisal", "GET", cells(200)),
    ("appraisal_feedback", "appraisal", "POST", NO),
    ("note_new", "appraisal", "GET", cells(409, appraiser=200, reviewer=200)),
    ("note_new", "appraisal", "POST", cells(409, appraiser=422, reviewer=422)),
    ("note", "note", "GET", cells(200)),
    ("note", "note", "POST", cells(422)),
    ("note_file", "note_file", "GET", cells(200)),
    ("note_file", "note_file", "POST", NO),
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
    ("rounds", "appraisal", "GET", cells(200)),
    ("rounds", "appraisal", "POST", NO),
    ("round_new", "appraisal", "GET", cells(409)),
    ("round_new", "appraisal", "POST", cells(409)),
    ("rounds_waiting", "none", "GET", anybody(200)),
    ("rounds_waiting", "none", "POST", NO),
    ("rounds_approve", "none", "GET", NO),
    ("rounds_approve", "none", "POST", anybody(302)),
    ("beside", "appraisal", "GET", cells(200)),
    ("beside", "appraisal", "POST", NO),
    ("round", "round", "GET", cells(200)),
    ("round", "round", "POST", NO),
    ("round_people", "round", "GET", cells(409, appraiser=200)),
    ("round_people", "round", "POST", cells(409, appraiser=422)),
    ("round_approve", "round", "GET", NO),
    ("round_approve", "round", "POST", cells(409, appraiser=302)),
    ("round_cancel", "round", "GET", NO),
    ("round_cancel", "round", "POST", cells(409)),
    ("round_request", "round_request", "GET", anybody(404) | {"anonymous": 302, "appraisee": 200}),
    ("round_request", "round_request", "POST", anybody(404) | {"anonymous": 302, "appraisee": 422}),
    ("round_request_decline", "round_request", "GET", NO),
    ("round_request_decline", "round_request", "POST", anybody(404) | {"anonymous": 302, "appraisee": 302}),
    ("round_request_take_back", "round_request", "GET", NO),
    ("round_request_take_back", "round_request", "POST", anybody(404) | {"anonymous": 302, "appraisee": 302}),
    ("round_policy", "none", "GET", desk(403, personnel=200)),
    ("round_policy", "none", "POST", desk(403, personnel=422)),
    ("round_policy_run", "none", "GET", desk(403, personnel=405)),
    ("round_policy_run", "none", "POST", desk(403, personnel=302)),
]
