"""`/pelatihan/`: my hours and what I take part in; the catalogue and its sessions."""

from __future__ import annotations

import uuid as uuid_module
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Avg, Count, Exists, F, Min, OuterRef, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET

from appraisal.values import VALUE_LABELS
from employees.http import Request, page
from training import enrolling, hours, reach
from training.forms import CourseFilter
from training.models import Certificate, Course, CourseSession, Enrolment
from training.models.enrolment import HOLDING

A_PAGE = 20
SHOWN = 10
NEXT_FIRST = F("next_on").asc(nulls_last=True)
TONES = {
    "REQUESTED": "waiting", "APPROVED": "active", "REFUSED": "closed", "WITHDRAWN": "closed", "ATTENDED": "done",
    "ABSENT": "attention", "WAITING": "waiting", "VERIFIED": "done", "REJECTED": "attention",
}  # fmt: skip


@require_GET
def training(request: Request) -> HttpResponse:
    """My year of training: hours, what is missing, where I am enrolled, my certificates."""
    me, today = request.user.employee, timezone.localdate()
    year = chosen_year(request, today.year)
    mine = Enrolment.objects.filter(employee=me).select_related("session__course")
    proofs = Certificate.objects.filter(employee=me, ends_on__year=year)
    row = reach.current().filter(employee=me).first()
    context = {
        "hours": hours.of(me, year),
        "years": range(today.year, today.year - 4, -1),
        "enrolments": toned(mine.order_by("-session__starts_on", "-pk")[:SHOWN]),
        "certificates": toned(proofs),
        "appraisal": row,
    }
    return page(request, "training/training.html", context)


def chosen_year(request: Request, this_year: int) -> int:
    """Of '?tahun='; bent or far away: this year."""
    asked = request.GET.get("tahun", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else this_year
    return year if this_year - 10 <= year <= this_year else this_year


def toned(rows: QuerySet[Any]) -> list[tuple[Any, str]]:
    """Each row beside the tone of its status."""
    return [(row, TONES[row.status]) for row in rows]


@require_GET
def courses(request: Request) -> HttpResponse:
    """The catalogue, those with a session to come first."""
    form = CourseFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = narrowed(Course.objects.filter(active=True), wanted)
    listed = Paginator(rows.order_by(NEXT_FIRST, "title", "pk"), A_PAGE).get_page(request.GET.get("page"))
    return page(request, "training/courses.html", {"form": form, "page": listed})


def narrowed(rows: QuerySet[Course], wanted: dict[str, Any]) -> QuerySet[Course]:
    """By words, kind, field and value; each row with the day of its next open session."""
    for word in str(wanted.get("q", "")).split()[:5]:
        rows = rows.filter(Q(title__icontains=word) | Q(provider__icontains=word))
    if wanted.get("jenis"):
        rows = rows.filter(kind=wanted["jenis"])
    if wanted.get("bidang"):
        rows = rows.filter(field=wanted["bidang"])
    if wanted.get("nilai"):
        rows = rows.filter(values__contains=[wanted["nilai"]])
    opened = Q(sessions__cancelled_at=None, sessions__enrol_until__gte=timezone.localdate())
    if wanted.get("jadwal"):
        rows = rows.filter(
            Exists(CourseSession.objects.open_on(timezone.localdate()).filter(course=OuterRef("pk")))
        )
    return rows.annotate(next_on=Min("sessions__starts_on", filter=opened))


@require_GET
def course(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """One course: what it brings, what participants thought of it, and its sessions."""
    found = get_object_or_404(catalogue(), uuid=uuid)
    sessions = list(found.sessions.filter(ends_on__gte=timezone.localdate()))
    mine = Enrolment.objects.filter(
        session__in=sessions, employee=request.user.employee_id, status__in=HOLDING
    )
    by_session = {row.session_id: row for row in mine}
    for one in sessions:
        one.course = found
    thought = Enrolment.objects.filter(session__course=found, opinion_at__isnull=False).aggregate(
        n=Count("pk"), material=Avg("material"), teaching=Avg("teaching"), usefulness=Avg("usefulness")
    )
    context = {
        "course": found,
        "values": [label for value, label in VALUE_LABELS.items() if value in found.values],
        "sessions": [(one, by_session.get(one.pk), enrolling.enrol_refusal(one)) for one in sessions],
        "thought": thought if thought["n"] >= enrolling.FEWEST_OPINIONS else None,
    }
    return page(request, "training/course.html", context)


def catalogue() -> QuerySet[Course]:
    """What everybody may read: withdrawn courses too, for those who attended them."""
    return Course.objects.all()
