"""Umpan balik 360 in the demo: one round with its published aggregate, one that is being filled in, one proposed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import timedelta
from random import Random
from typing import Any

from appraisal.models import Appraisal, Event, Period
from appraisal.values import Value
from config.desk.demo import texts
from config.desk.demo.accounts import Cast
from config.desk.demo.contents import working_moment
from config.desk.demo.current import write_events
from config.desk.demo.years import Story
from employees.models import Employee
from feedback import answers, asked, publishing
from feedback.grouping import Said, shown
from feedback.models import ConfidentialAnswer, FeedbackRequest, FeedbackRound, Group
from feedback.sealing import Answer, State, seal, slots_of

RATINGS = {"A": "ABOVE", "M": "MEETS", "B": "BELOW"}
CLOSED, LASTED, CLOSES_IN = 20, 14, 9  # days ago, days long, days from now
OPENED = "Umpan balik 360 dimulai"
Status, Origin = FeedbackRound.Status, FeedbackRound.Origin


def write(story: Story, cast: Cast, period: Period) -> None:
    """About the staff member by his peers, about the superior by his people, and one that waits for approval."""
    team = [one.employee for one in story.agency.staff(story.agency.layout.team)]
    years = {row.employee_id: row for row in Appraisal.objects.alive().filter(period=period)}
    said, reviewer = texts.voices()["rounds"], story.reviewer(cast.staff)
    floor = asked.policy_of(period).floor
    staff, superior = years[cast.staff.employee.pk], years[cast.superior.employee.pk]
    _published(story, staff, team[1:7], cast.superior.employee, said | {"floor": floor})
    _open(story, superior, team[:6], reviewer, said | {"floor": floor})
    waiting = next(years[one.pk] for one in team[2:] if one.pk in years)
    proposed = FeedbackRound.objects.create(
        appraisal=waiting, origin=Origin.EMPLOYEE, floor=floor, proposed_by=waiting.employee,
        closes_on=story.today + timedelta(days=LASTED),
    )  # fmt: skip
    _ask(proposed, [one for one in team if one != waiting.employee][:4], Group.PEER)


def _ask(found: FeedbackRound, people: Iterable[Employee], group: Group) -> list[FeedbackRequest]:
    return FeedbackRequest.objects.bulk_create(
        FeedbackRequest(round=found, person=person, group=group) for person in people
    )


def _published(
    story: Story, row: Appraisal, people: list[Employee], by: Employee, said: dict[str, Any]
) -> None:
    """Closed three weeks ago; one of those who were asked did not answer."""
    closes_on = story.today - timedelta(days=CLOSED)
    begun = working_moment(closes_on - timedelta(days=LASTED), 2)
    given = [_said(number, marks, said["sentences"]) for number, marks in enumerate(said["answers"])]
    groups = shown(given, said["floor"], list(Value), Random(f"{story.seed}:round").shuffle)
    found = FeedbackRound.objects.create(
        appraisal=row, origin=Origin.SUPERIOR, status=Status.PUBLISHED, focus=said["focus"], floor=said["floor"],
        closes_on=closes_on, proposed_by=by, approved_by=by, approved_at=begun,
        result={"groups": [asdict(one) for one in groups]},
    )  # fmt: skip
    requests = _ask(found, people, Group.PEER)
    ConfidentialAnswer.objects.bulk_create(
        ConfidentialAnswer(
            round=found,
            slot=slots_of(request.uuid)[0],
            sealed=seal(Answer(one.group, State.DONE, one.ratings, one.sentence, 1)),
        )
        for request, one in zip(requests, given, strict=False)
    )
    answers.make_slots(found, requests[len(given) :])
    publishing.to_record(found, groups)
    done = working_moment(closes_on + timedelta(days=1), 1)
    words = publishing.published_words(groups)
    write_events(
        [
            (_event(row, "round_opened", OPENED, by=by, note=f"{len(people)} orang diminta."), begun),
            (_event(row, "round_published", "Hasil umpan balik 360 terbit", note=words), done),
        ]
    )


def _said(number: int, marks: str, sentences: list[str]) -> Said:
    ratings = {
        value.value: RATINGS[mark] for value, mark in zip(Value, marks, strict=True) if mark in RATINGS
    }
    return Said(Group.PEER, ratings, sentences[number] if number < len(sentences) else "")


def _open(story: Story, row: Appraisal, people: list[Employee], by: Employee, said: dict[str, Any]) -> None:
    """Asks the superior's people, the staff member among them."""
    begun = working_moment(story.today - timedelta(days=5), 3)
    found = FeedbackRound.objects.create(
        appraisal=row, origin=Origin.EMPLOYEE, status=Status.OPEN, focus=said["focus_open"], floor=said["floor"],
        closes_on=story.today + timedelta(days=CLOSES_IN), proposed_by=row.employee, approved_by=by, approved_at=begun,
    )  # fmt: skip
    answers.make_slots(found, _ask(found, people, Group.SUBORDINATE))
    write_events([(_event(row, "round_opened", OPENED, by=by, note=f"{len(people)} orang diminta."), begun)])


def _event(row: Appraisal, action: str, label: str, *, note: str, by: Employee | None = None) -> Event:
    return Event(
        appraisal=row, action=action, label=label, actor=by, actor_name=by.full_name if by else "",
        from_status=row.status, to_status=row.status, note=note,
    )  # fmt: skip
