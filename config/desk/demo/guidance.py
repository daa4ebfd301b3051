"""Guidance in the demo: a coaching (B.1.6) that goes on with the staff member, a mentoring (B.1.7) that is reported."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from appraisal.models import Appraisal, Event, Period
from appraisal.papers.guidance import COMPETENCES, QUESTIONS
from config.desk.demo import texts
from config.desk.demo.accounts import Cast
from config.desk.demo.contents import working_moment
from config.desk.demo.current import write_events
from config.desk.demo.years import Story
from feedback.models import CoachingMeeting, CoachingSession, CoachingStep, CoachingView

Kind, Status, State = CoachingSession.Kind, CoachingSession.Status, CoachingStep.State
PREPARED = ("strategy", "progress", "obstacle", "cause", "solutions")
MENTORED = ("skill", "duration", "change", "measure")
SCORE = 4


def write(story: Story, cast: Cast, period: Period) -> None:
    """The reviewer finds the reported one waiting for what follows."""
    told = texts.voices()
    years = {
        row.employee_id: row for row in Appraisal.objects.alive().filter(period=period, status="RUNNING")
    }
    team = [one.employee for one in story.agency.staff(story.agency.layout.team)]
    staff = years[cast.staff.employee.pk]
    other = next(years[one.pk] for one in reversed(team) if one.pk in years and one != staff.employee)
    _coach(story, cast, staff, told["coaching"])
    _mentor(story, cast, other, told["mentoring"])


def _day(story: Story, days_ago: int, number: int = 3) -> datetime:
    return working_moment(story.today - timedelta(days=days_ago), number)


def _coach(story: Story, cast: Cast, row: Appraisal, said: dict[str, Any]) -> None:
    session = CoachingSession.objects.create(
        appraisal=row, employee=row.employee, kind=Kind.COACHING, status=Status.RUNNING, reason=said["reason"],
        coach=cast.superior.employee, started_by=cast.superior.employee, target=row.targets.first(), version=1,
        prepared_at=_day(story, 16), **{name: said[name] for name in PREPARED},
    )  # fmt: skip
    CoachingSession.objects.filter(pk=session.pk).update(started_at=_day(story, 19))
    meeting = _meeting(story, session, said, days_ago=13)
    steps = [("STEP", said["step"], 7, State.OPEN), ("RESOURCE", said["resource"], -3, State.DONE)]
    CoachingStep.objects.bulk_create(
        CoachingStep(
            meeting=meeting, kind=kind, text=text, due_on=story.today + timedelta(days=days), state=state
        )
        for kind, text, days, state in steps
    )
    write_events([_event(story, session, "Bimbingan dimulai", 19)])


def _mentor(story: Story, cast: Cast, row: Appraisal, said: dict[str, Any]) -> None:
    names = [name for kind, names in COMPETENCES if kind != "Teknis" for name in names]
    session = CoachingSession.objects.create(
        appraisal=row, employee=row.employee, kind=Kind.MENTORING, status=Status.CLOSED, reason=said["reason"],
        coach=cast.superior.employee, started_by=cast.superior.employee, version=1, prepared_at=_day(story, 38),
        ended_at=_day(story, 9), closed_at=_day(story, 6), recommendation=said["recommendation"],
        competences={name: [SCORE, said["score_reason"]] for name in names},
        **{name: said[name] for name in MENTORED},
    )  # fmt: skip
    CoachingSession.objects.filter(pk=session.pk).update(started_at=_day(story, 40))
    meeting = _meeting(story, session, said, days_ago=30)
    due_on = story.today - timedelta(days=12)
    CoachingStep.objects.create(meeting=meeting, text=said["step"], due_on=due_on, state=State.DONE)
    answers = {str(number): "YES" for _who, lines in QUESTIONS for number, _line in lines}
    CoachingView.objects.create(session=session, answers=answers, remark=said["remark"])
    CoachingView.objects.filter(session=session).update(given_at=_day(story, 8))
    ends = [
        ("Bimbingan dimulai", 40),
        ("Bimbingan selesai dilaksanakan", 9),
        ("Hasil bimbingan dilaporkan", 6),
    ]
    write_events([_event(story, session, label, days) for label, days in ends])


def _meeting(
    story: Story, session: CoachingSession, said: dict[str, Any], *, days_ago: int
) -> CoachingMeeting:
    return CoachingMeeting.objects.create(
        session=session,
        day=_day(story, days_ago).date(),
        place=said.get("place", "Ruang kerja"),
        topic=said["topic"],
    )


def _event(story: Story, session: CoachingSession, label: str, days_ago: int) -> tuple[Event, datetime]:
    row, by = session.appraisal, session.coach
    event = Event(
        appraisal=row, action="coaching", label=f"{label} ({session.get_kind_display()})", actor=by,
        actor_name=by.full_name, from_status=row.status, to_status=row.status,
    )  # fmt: skip
    return event, _day(story, days_ago)
