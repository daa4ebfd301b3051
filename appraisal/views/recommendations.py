"""Rekomendasi: what personnel did about each, what is mine to do, and recording it."""

from __future__ import annotations

import uuid as uuid_module
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from appraisal import following_up
from appraisal.following_up_forms import FollowUpForm, RecommendationFilter
from appraisal.models import Recommendation
from appraisal.views.shared import answers_refusals, draft_to_offer, keep_typed, posted_version
from appraisal.workflow import Refused
from employees import drafts
from employees.desk_access import desk_units, for_desk
from employees.http import Request, page
from employees.models import Unit
from employees.models.unit import UnitQuerySet

A_PAGE = 50
DRAFT = "recommendation"
COUNTED = (
    ("open", "", "Belum ditindaklanjuti"),
    ("late", "lewat", "Di antaranya lewat tenggat"),
    ("done", "DONE", "Sudah"),
    ("dropped", "DROPPED", "Tidak dilanjutkan"),
)
TONES = {"OPEN": "waiting", "DONE": "done", "DROPPED": "closed"}


@dataclass(frozen=True)
class Line:
    """One recommendation: about whom, who carries it out, and where it stands."""

    row: Recommendation
    label: str
    tone: str
    late: bool
    may_follow: bool


@require_GET
def recommendations(request: Request) -> HttpResponse:
    """Those I am to carry out, and those about me."""
    rows = following_up.of_person(request.user)
    form = RecommendationFilter(request.GET, units=_units(rows))
    listed = _page(request, rows, form)
    me = request.user.employee_id
    lines = lines_of(listed, {row.pk for row in listed if row.owner_id == me})
    context = {"form": form, "page": listed, "rows": lines}
    return page(request, "appraisal/recommendations.html", context)


@for_desk
@require_GET
def desk_recommendations(request: Request) -> HttpResponse:
    """All of the desk's units, with what was done about each."""
    rows = following_up.of_desk(request.user)
    form = RecommendationFilter(request.GET, units=desk_units(request.user))
    listed = _page(request, rows, form)
    me, acting = request.user.employee_id, request.user.is_personnel
    mine = {
        row.pk
        for row in listed
        if row.owner_id == me or (acting and row.evaluation.appraisal.employee_id != me)
    }
    number = following_up.counts(rows)
    context = {
        "form": form,
        "page": listed,
        "rows": lines_of(listed, mine),
        "counts": [(status, words, number[name]) for name, status, words in COUNTED],
    }
    return page(request, "appraisal/desk_recommendations.html", context)


def _units(rows: QuerySet[Recommendation]) -> UnitQuerySet:
    return Unit.objects.filter(pk__in=rows.values("evaluation__appraisal__unit"))


def _page(
    request: Request, rows: QuerySet[Recommendation], form: RecommendationFilter
) -> Page[Recommendation]:
    """The page asked for."""
    return Paginator(ordered(rows.filter(form.wanted())), A_PAGE).get_page(request.GET.get("page"))


def ordered(rows: QuerySet[Recommendation]) -> QuerySet[Recommendation]:
    """The nearest limit first."""
    return following_up.complete(rows).order_by(
        F("due_on").asc(nulls_last=True), "evaluation__appraisal__employee__sort_name", "pk"
    )


def asked_for(request: Request) -> QuerySet[Recommendation]:
    """What the desk's list shows."""
    rows = following_up.of_desk(request.user)
    return ordered(rows.filter(RecommendationFilter(request.GET, units=desk_units(request.user)).wanted()))


def lines_of(rows: Iterable[Recommendation], mine: set[int]) -> list[Line]:
    today = timezone.localdate()
    return [
        Line(
            row,
            row.get_status_display(),
            TONES[row.status],
            row.status == Recommendation.Status.OPEN and row.due_on is not None and row.due_on < today,
            row.pk in mine,
        )
        for row in rows
    ]


@require_http_methods(["GET", "POST"])
@answers_refusals
def recommendation(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Record what was done about one."""
    rows = following_up.complete(following_up.reachable(request.user))
    row = get_object_or_404(rows, uuid=uuid)
    posted, drawn = request.method == "POST", following_up.version(row)
    typed = request.POST if posted else drafts.restore(request, DRAFT, row.uuid, drawn)
    form = FollowUpForm(typed, initial={"status": row.status, "note": row.followed_note})
    reason = following_up.refusal(row, request.user)
    if posted:
        keep_typed(request, form)
        if reason:
            raise Refused(reason)
    up = reverse("desk_recommendations" if request.user.is_personnel else "recommendations")
    if posted and form.is_valid():
        asked = form.cleaned_data
        following_up.follow_up(
            row, by=request.user, status=asked["status"], note=asked["note"], drawn=posted_version(request)
        )
        drafts.discard(request.user, DRAFT, row.uuid)
        messages.success(request, "Tindak lanjut dicatat.")
        return redirect(up)
    context = {"row": row, "form": form, "reason": reason, "version": drawn, "up": up}
    context["draft"] = draft_to_offer(request, DRAFT, row.uuid, drawn)
    return page(request, "appraisal/recommendation.html", context, invalid=posted)
