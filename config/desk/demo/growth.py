"""Development plans in the demo: gaps of today's work, the next post, and the rhythm of feedback beside them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from appraisal.models import Appraisal, Evaluation, Period
from config.desk.demo import texts
from config.desk.demo.accounts import Cast
from config.desk.demo.contents import working_moment
from config.desk.demo.years import Story
from employees.models import Employee
from feedback.models import Interval, NoteRhythm
from training.models import CareerGoal, Course, DevelopmentItem, DevelopmentPlan

Status = DevelopmentItem.Status
YEARS_AHEAD = 2
RHYTHMS = (Interval.FORTNIGHT, Interval.MONTH, Interval.MONTH, Interval.QUARTER)


def team_of(story: Story, period: Period) -> list[Appraisal]:
    """Running years of the demo's team, the staff member's first."""
    rows = Appraisal.objects.alive().filter(period=period, status="RUNNING").select_related("employee")
    found = {row.employee_id: row for row in rows}
    team = [one.employee.pk for one in story.agency.staff(story.agency.layout.team)]
    return [found[who] for who in team if who in found]


def write(story: Story, cast: Cast, period: Period) -> None:
    """What was agreed in the last dialogue of each; the staff member aims at the superior's post."""
    said = texts.practices()["growth"]
    CareerGoal.objects.create(
        employee=cast.staff.employee, position=cast.superior.placement.position,
        by_year=period.year + YEARS_AHEAD, reason=said["goal"],
    )  # fmt: skip
    people = [row.employee for row in team_of(story, period)]
    courses = {one.title: one for one in Course.objects.all()}
    for told in said["items"]:
        if told["who"] < len(people):
            _item(story, cast, people[told["who"]], told, courses.get(told.get("course", "")))


def _item(story: Story, cast: Cast, employee: Employee, told: dict[str, Any], course: Course | None) -> None:
    """Proposed by the employee and agreed by the superior. None for whom no dialogue was held yet."""
    rows = Evaluation.objects.filter(appraisal__employee=employee, status="FINAL").order_by("-opens_on")
    evaluation = rows.first()
    if evaluation is None:
        return
    plan, _made = DevelopmentPlan.objects.get_or_create(employee=employee)
    done = told.get("done", False)
    goal = told["source"] == DevelopmentItem.Source.GOAL and course is not None
    DevelopmentItem.objects.create(
        plan=plan, evaluation=evaluation, source=told["source"], about=told["about"], way=told["way"],
        key=str(course.uuid) if goal and course else told.get("key", ""),
        text=told["text"], course=course, owner=employee, due_on=story.today + timedelta(days=told["days"]),
        status=Status.DONE if done else Status.AGREED, proposed_by=employee, agreed_by=cast.superior.employee,
        agreed_at=evaluation.signed_at, closed_by=employee if done else None,
        closed_at=working_moment(story.today - timedelta(days=12), 2) if done else None,
        closed_note=texts.practices()["growth"]["done"] if done else "",
    )  # fmt: skip


def agree_rhythms(story: Story, cast: Cast, period: Period) -> None:
    """Agreed with each employee of the team but the last, who waits for an answer (Ps. 17)."""
    team, superior = team_of(story, period), cast.superior.employee
    NoteRhythm.objects.bulk_create(
        NoteRhythm(
            appraisal=row, agreed=RHYTHMS[number % len(RHYTHMS)], agreed_on=story.today - timedelta(days=60)
        )
        for number, row in enumerate(team[:-1])
    )
    for row in team[-1:]:
        NoteRhythm.objects.create(appraisal=row, proposed=Interval.MONTH, proposed_by=superior)
