"""Courses, sessions and enrolments for tests; made through the same doors as the pages where there is a door."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from appraisal import evidence
from employees.models import Employee
from tests.factories import signed_file
from training import certificates, enrolling
from training.models import Certificate, Course, CourseKind, CourseSession, Enrolment


def make_course(title: str = "Penulisan laporan kinerja", **fields: object) -> Course:
    values = {"kind": CourseKind.TECHNICAL, "hours": 8, "provider": "BKPSDM"} | fields
    return Course.objects.create(title=title, **values)


def make_session(course: Course | None = None, *, starts_in: int = 14, **fields: object) -> CourseSession:
    """One day, `starts_in` days from today; enrolment is open until it ends."""
    day = timezone.localdate() + timedelta(days=starts_in)
    values = {"starts_on": day, "ends_on": day, "enrol_until": day, "place": "Aula", "seats": 2} | fields
    return CourseSession.objects.create(course=course or make_course(), **values)


def hold(session: CourseSession, on: date | None = None) -> CourseSession:
    """Let the session have been held, yesterday unless a day is given."""
    day = on or timezone.localdate() - timedelta(days=1)
    CourseSession.objects.filter(pk=session.pk).update(starts_on=day, ends_on=day, enrol_until=day)
    session.refresh_from_db()
    return session


def attend(
    session: CourseSession, employee: Employee, *, superior: Employee, personnel: Employee
) -> Enrolment:
    """Enrolled, approved, held and recorded as present."""
    row = enrolling.enrol(session, employee, by=employee)
    enrolling.decide(row, by=superior.user, approve=True)
    hold(session)
    enrolling.record_attendance(session, [row.pk], [], by=personnel.user)
    row.refresh_from_db()
    return row


def prove(
    employee: Employee, hours: int = 8, *, enrolment: Enrolment | None = None, **fields: object
) -> Certificate:
    """A certificate that waits for verification."""
    day = timezone.localdate() - timedelta(days=1)
    values = {
        "title": "Penulisan laporan kinerja", "kind": CourseKind.TECHNICAL, "provider": "BKPSDM", "starts_on": day,
        "ends_on": day, "number": "001/SERT", "hours": hours, "item": None,
    } | fields  # fmt: skip
    return certificates.send(employee, values, a_file(), enrolment)


def a_file() -> evidence.Checked:
    return signed_file("sertifikat.png")
