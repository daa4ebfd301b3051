"""The log of reading and taking: written beside the answer, shown in the case's own history and at the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max
from django.db.models.functions import TruncDate

from appraisal.models import Appraisal, ViewLog
from employees.models import Employee

DAYS_SHOWN = 20


@dataclass(frozen=True)
class Subject:
    """Keys of what was read: an appraisal with its person and unit, a person alone, or nobody; the job of a file."""

    appraisal: int | None = None
    about: int | None = None
    unit: int | None = None
    job: int | None = None


def record(kind: str, what: str, subject: Subject, *, by: Employee | None, name: str = "") -> ViewLog:
    """Append a line. `by` is None for another application, which `name` names."""
    return ViewLog.objects.create(
        kind=kind,
        actor=by,
        actor_name=by.full_name if by else name,
        what=what[:300],
        appraisal_id=subject.appraisal,
        about_id=subject.about,
        unit_id=subject.unit,
        job_id=subject.job,
    )


@dataclass(frozen=True)
class ReadDay:
    """A day on which an auditor read the case: how many pages, and when last."""

    day: date
    name: str
    pages: int
    last: datetime


def read_by_auditors(appraisal: Appraisal) -> list[ReadDay]:
    """The days on which this case was read, the latest first; one query."""
    rows: Any = appraisal.views.filter(kind=ViewLog.Kind.READ).annotate(day=TruncDate("at"))
    days = rows.values("day", "actor_name").annotate(pages=Count("pk"), last=Max("at")).order_by("-last")
    return [ReadDay(one["day"], one["actor_name"], one["pages"], one["last"]) for one in days[:DAYS_SHOWN]]
