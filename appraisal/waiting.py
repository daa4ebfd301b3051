"""What waits for somebody after the results, for the home page: plans to write at, votes, what was recommended."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone

from appraisal import awards, following_up
from appraisal.models import ImprovementCheckpoint, ImprovementPlan, Recommendation
from employees.matters import Matter, Row, counted, kind
from employees.models import Employee, Placement, User

AHEAD, BACK = timedelta(days=7), timedelta(days=14)
COUNTS = {
    "plan_outcome": ("Rencana perbaikan menunggu hasil: {n}", "desk_improvements", ""),
    "recommendation": (
        "Rekomendasi yang Anda laksanakan, lewat tenggat: {n}",
        "recommendations",
        "?status=lewat",
    ),
}


def to_note(person: Employee) -> QuerySet[ImprovementCheckpoint]:
    """Checkpoints around today at which this side, employee or superior, wrote nothing yet."""
    today = timezone.localdate()
    below = (
        Placement.objects.definitive().on(today).filter(superior=person, employee=OuterRef("plan__employee"))
    )
    near = ImprovementCheckpoint.objects.filter(
        plan__outcome="", due_on__gte=today - BACK, due_on__lte=today + AHEAD
    )
    mine = near.filter(Q(plan__employee=person) | Exists(below))
    return mine.exclude(notes__author=person)


def to_conclude(user: User) -> QuerySet[ImprovementPlan]:
    """Plans whose six months are over without an outcome, of the people whom this user administers."""
    over = ImprovementPlan.objects.filter(outcome="", ends_on__lt=timezone.localdate())
    return over.filter(employee__in=Employee.objects.administered_by(user).values("pk"))


def kinds(user: User) -> list[QuerySet[Any, Any]]:
    """What may wait for this person here, for `employees.matters`."""
    person = user.employee
    late = following_up.told().filter(
        owner=person, status=Recommendation.Status.OPEN, due_on__lt=timezone.localdate()
    )
    found = [
        kind(
            "plan_note",
            to_note(person),
            key=Cast("plan__uuid", CharField()),
            person="plan__employee__name",
            last="due_on",
        ),
        kind(
            "award_vote",
            awards.to_vote(person),
            key=Cast("uuid", CharField()),
            person="title",
            last="vote_until",
        ),
        kind("recommendation", late),
    ]
    return [*found, kind("plan_outcome", to_conclude(user))] if user.is_personnel else found


def told(rows: Iterable[Row]) -> list[Matter]:
    """Those of these kinds in words, the nearest day first."""
    found, today = list(rows), timezone.localdate()
    count = counted(found)
    dated = [_dated(one) for one in found if one.kind in {"plan_note", "award_vote"}]
    numbered = [
        Matter(words.format(n=count[name]), reverse(url) + query, late=True)
        for name, (words, url, query) in COUNTS.items()
        if count[name]
    ]
    return [*sorted(dated, key=lambda one: one.limit or today), *numbered]


def _dated(row: Row) -> Matter:
    if row.kind == "award_vote":
        return Matter(f"Suara Anda: {row.person}", reverse("award", args=[row.key]), limit=row.last)
    late = row.last is not None and row.last < timezone.localdate()
    words = f"Tinjauan rencana perbaikan: {row.person}"
    return Matter(words, reverse("improvement", args=[row.key]), late=late, limit=row.last)
