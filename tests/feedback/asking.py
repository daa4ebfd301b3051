"""People and rounds for tests of asked feedback."""

from __future__ import annotations

from datetime import timedelta

import time_machine
from django.utils import timezone

from appraisal.models import Appraisal
from employees.models import Employee
from feedback import answers, publishing, rounds
from feedback.models import FeedbackRequest, FeedbackRound
from tests.factories import Agency, make_employee, place

ALL_ABOVE = {
    "SERVICE_ORIENTED": "ABOVE", "ACCOUNTABLE": "ABOVE", "COMPETENT": "ABOVE", "HARMONIOUS": "ABOVE",
    "LOYAL": "ABOVE", "ADAPTIVE": "ABOVE", "COLLABORATIVE": "ABOVE",
}  # fmt: skip


def peers_of(agency: Agency, count: int, *, login: bool = False) -> list[Employee]:
    """People in the unit of `agency.staff`."""
    found = [make_employee(f"Rekan Nomor {number}", login=login) for number in range(count)]
    for one in found:
        place(one, agency.section, agency.superior)
    return found


def begun(appraisal: Appraisal, people: list[Employee], by: Employee, days: int = 14) -> FeedbackRound:
    """An open round that the appraiser started."""
    return rounds.propose(appraisal, people, closes_on=timezone.localdate() + timedelta(days=days), by=by)


def request_of(found: FeedbackRound, person: Employee) -> FeedbackRequest:
    return found.requests.get(person=person)


def say(found: FeedbackRound, person: Employee, sentence: str = "", **ratings: str) -> None:
    request = request_of(found, person)
    version = answers.mine([request])[request.pk].version
    answers.give(request, ratings=ALL_ABOVE | ratings, sentence=sentence, version=version)


def form(version: int = 0, sentence: str = "", **ratings: str) -> dict[str, object]:
    """What the page sends."""
    return ALL_ABOVE | ratings | {"sentence": sentence, "version": version}


def close(found: FeedbackRound) -> FeedbackRound:
    """Its last day is over."""
    with time_machine.travel(timezone.now() + (found.closes_on - timezone.localdate()) + timedelta(days=1)):
        publishing.close_due(timezone.localdate())
    found.refresh_from_db()
    return found
