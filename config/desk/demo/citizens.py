"""A counter of the demo's team, what citizens said there, and what still waits to be read or answered."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from config.desk.demo import texts
from config.desk.demo.accounts import Cast
from config.desk.demo.contents import working_moment
from config.desk.demo.people import Person
from config.desk.demo.years import Story
from employees.models import Employee
from feedback import citizens, service_points
from feedback.models import CitizenFeedback, ServicePoint

UNREAD = 1  # days: what came yesterday is still in the queue
Status = CitizenFeedback.Status


def write(story: Story, cast: Cast) -> None:
    """In the same few statements whatever the size of the agency."""
    told: dict[str, Any] = texts.citizens()
    open_point(story, cast, cast.superior, told["point"], told["said"])


def open_point(story: Story, cast: Cast, head: Person, name: str, said: list[dict[str, Any]]) -> None:
    """A point of the unit of `head`, who replies, with what was said there."""
    point = ServicePoint.objects.create(unit=head.placement.unit, name=name)
    service_points.give_badges(point)
    rows = [_row(story, cast, point, one, head.employee) for one in said]
    CitizenFeedback.objects.bulk_create(rows)
    citizens.to_record([row for row in rows if row.status == Status.PUBLISHED])


def _row(
    story: Story, cast: Cast, point: ServicePoint, said: dict[str, Any], head: Employee
) -> CitizenFeedback:
    day = story.today - timedelta(days=said["days"])
    row = CitizenFeedback(
        point=point,
        score=said["score"],
        text=said.get("text", ""),
        official=cast.staff.employee if said.get("official") else None,
        received_at=working_moment(day, 2),
    )
    if said["days"] <= UNREAD:
        return row
    row.status = Status.HIDDEN if "hidden" in said else Status.PUBLISHED
    row.hidden_reason = said.get("hidden", "")
    row.decided_by, row.decided_at = cast.unit_personnel.employee, working_moment(day, 6)
    row.appraisal = citizens.year_of(row.official, row) if row.official else None
    if "reply" in said:
        row.reply, row.replied_by = said["reply"], head
        row.replied_at = working_moment(day + timedelta(days=said["after"]), 8)
        row.reply_days = citizens.days_taken(row)
    return row
