"""Training: a catalogue with sessions, what waits for the demo's superior and personnel, and last year's plan."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from appraisal import evidence
from appraisal.evidence import Checked
from appraisal.models import Evaluation
from config.desk.demo import scans, texts
from config.desk.demo.accounts import Cast
from config.desk.demo.contents import BATCH, working_moment
from config.desk.demo.years import Story
from employees.models import Employee
from training.models import (
    Certificate,
    Course,
    CourseKind,
    CourseSession,
    DevelopmentItem,
    DevelopmentPlan,
    Enrolment,
)

PROVED = 300  # people of whom certificates are there
Status = Enrolment.Status


def write(story: Story, cast: Cast) -> None:
    """Everything, in the same few statements whatever the size of the agency."""
    courses = _catalogue(cast)
    days = [(courses[0], -24, 30), (courses[0], 16, 20), (courses[1], 30, 25)]
    held, coming, _later = (
        _session(one, story.today + timedelta(days=when), seats) for one, when, seats in days
    )
    team = [one.employee for one in story.agency.staff(story.agency.layout.team)]
    wish = _plan(story, cast, courses[0])
    superior, asked = cast.superior.employee, working_moment(story.today - timedelta(days=40), 1)
    came = {"decided_by": superior, "decided_at": asked, "attendance_by": story.personnel}
    came |= {"attendance_at": working_moment(held.ends_on, 3), "status": Status.ATTENDED}
    rows = [_enrolment(held, team[0], wish, **came)]
    rows += [_enrolment(coming, employee, None) for employee in team[1:3]]
    Enrolment.objects.bulk_create(rows)
    CourseSession.objects.filter(pk=held.pk).update(taken=1)
    CourseSession.objects.filter(pk=coming.pk).update(taken=len(rows) - 1)
    _certificates(story, courses, waiting=team[1])


def _catalogue(cast: Cast) -> list[Course]:
    told: list[dict[str, Any]] = texts.training()["courses"]
    courses = Course.objects.bulk_create(Course(provider=cast.office, **one) for one in told)
    courses[-1].required_for.add(cast.superior.placement.position)
    return courses


def _session(course: Course, day: date, seats: int) -> CourseSession:
    return CourseSession.objects.create(
        course=course, starts_on=day, ends_on=day + timedelta(days=1), enrol_until=day, place=f"Aula {course.provider}",
        seats=seats,
    )  # fmt: skip


def _enrolment(
    session: CourseSession, employee: Employee, item: DevelopmentItem | None, **fields: Any
) -> Enrolment:
    return Enrolment(session=session, employee=employee, asked_by=employee, item=item, **fields)


def _plan(story: Story, cast: Cast, course: Course) -> DevelopmentItem | None:
    """What was agreed in last year's dialogue and still is to be done, and a wish of today. None without a year."""
    staff, words = cast.staff.employee, texts.training()["wish"]
    plan = DevelopmentPlan.objects.create(employee=staff)
    due_on = story.today + timedelta(days=60)
    DevelopmentItem.objects.create(
        plan=plan, about=words["about_now"], text=words["text_now"], way=DevelopmentItem.Way.ASSIGNMENT,
        owner=staff, due_on=due_on, proposed_by=staff,
    )  # fmt: skip
    before = Evaluation.objects.filter(appraisal__employee=staff, status="FINAL", appraisal__imported=True)
    last = before.order_by("-appraisal__period__year", "-opens_on").first()
    if last is None:
        return None
    return DevelopmentItem.objects.create(
        plan=plan, evaluation=last, about=words["about"], text=words["text"], course=course, owner=staff,
        due_on=due_on, status=DevelopmentItem.Status.AGREED, proposed_by=staff,
        agreed_by=cast.superior.employee, agreed_at=last.signed_at,
    )  # fmt: skip


def _certificates(story: Story, courses: list[Course], waiting: Employee) -> None:
    """Verified ones of this year for some; one that waits."""
    made, file = [], _file()
    people = [one.employee for one in story.agency.people if one.employee.pk != story.personnel.pk]
    for number, employee in enumerate(people[:PROVED], 1):
        draw = Random(f"{story.seed}:training:{employee.nip}")
        for course in draw.sample(courses[1:-1], draw.randint(0, 3)):
            day = date(story.today.year, 1, 5) + timedelta(days=draw.randint(0, 340))
            if day < story.today:
                made.append(_certificate(story, employee, course, day, number=f"{number:03d}/PK", **file))
    sent = _certificate(story, waiting, courses[0], story.today - timedelta(days=24), number="900/PK", **file)
    sent.status, sent.verified_by = Certificate.Status.WAITING, None
    sent.verified_at = sent.verified_hours = None
    Certificate.objects.bulk_create([*made, sent], batch_size=BATCH)


def _file() -> dict[str, Any]:
    """One drawn page stands for every certificate."""
    page = Checked("Sertifikat (contoh).pdf", ".pdf", "application/pdf", scans.drawn())
    return {
        "file": evidence.stored(page), "file_name": page.title, "content_type": page.content_type,
        "size": len(page.content), "sha256": page.sha256,
    }  # fmt: skip


def _certificate(story: Story, employee: Employee, course: Course, day: date, **fields: Any) -> Certificate:
    return Certificate(
        **fields,
        employee=employee, title=course.title, kind=CourseKind(course.kind), provider=course.provider,
        starts_on=day, ends_on=day, hours=course.hours,
        status=Certificate.Status.VERIFIED, verified_hours=course.hours, verified_by=story.personnel,
        verified_at=working_moment(min(day + timedelta(days=5), story.today), 2),
    )  # fmt: skip
