"""Sebaran predikat: the reason of a unit, by whoever reviews its team, and the list that personnel read."""

from __future__ import annotations

import uuid as uuid_module
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from appraisal import distribution_reasons, scoring
from appraisal.distribution_forms import DistributionFilter, ReasonForm
from appraisal.distribution_reasons import Pattern
from appraisal.models import Period, WindowCode
from appraisal.scoring import Window
from appraisal.scoring_seat import Seat
from appraisal.views.scoring import seat_of
from appraisal.views.shared import answers_refusals, keep_typed, posted_version
from appraisal.windows import codes
from appraisal.workflow import Refused
from employees.desk_access import for_readers, read_units
from employees.http import Request, page

A_PAGE = 25


@require_http_methods(["GET", "POST"])
@answers_refusals
def distribution_reason(request: Request, year: int, window: str, unit: uuid_module.UUID) -> HttpResponse:
    """Why the predicates of the unit's people leave the guide: one reason, by whoever reviews its team."""
    seat = seat_of(request)
    found, pattern = _pattern_or_404(request, seat, year, window, unit)
    posted = request.method == "POST"
    form = ReasonForm(request.POST if posted else None, instance=pattern.reason)
    keep_typed(request, form)
    if reason := distribution_reasons.refusal(pattern, found.period):
        raise Refused(reason)
    if posted and form.is_valid():
        distribution_reasons.write(
            pattern,
            found.period,
            form.cleaned_data["text"],
            by=seat.by,
            on_behalf_of=seat.behind,
            version=posted_version(request),
        )
        messages.success(request, "Alasan sebaran disimpan.")
        return redirect(reverse("scoring_review", args=found.args) + seat.query)
    context = {"window": found, "pattern": pattern, "seat": seat, "form": form}
    context |= {"version": pattern.reason.version if pattern.reason else 0, "history": history(pattern)}
    return page(request, "appraisal/scoring/reason.html", context, invalid=posted)


def _pattern_or_404(
    request: Request, seat: Seat, year: int, window: str, unit: uuid_module.UUID
) -> tuple[Window, Pattern]:
    """The unit's pattern as the review of this team shows it."""
    people = list(scoring.team(request.user, seat.principal, year, window))
    found = scoring.window_or_404(people)
    lines = scoring.lines([one for one in people if one.status in scoring.SCORED], seat.principal)
    for pattern in distribution_reasons.patterns(lines, found):
        if pattern.result is not None and pattern.result.unit.uuid == unit:
            return found, pattern
    raise Http404


def history(pattern: Pattern) -> list[Any]:
    """Every wording that stood, the newest first."""
    if pattern.reason is None:
        return []
    kept: Any = pattern.reason  # `pghistory.track` adds `events`
    return list(kept.events.select_related("written_by", "on_behalf_of").order_by("-pgh_id"))


@for_readers
@require_safe
def desk_distribution(request: Request) -> HttpResponse:
    """By unit: how the signed predicates lie beside the guide, and the reason where they leave it."""
    period, form, found = asked_for(request)
    context = {
        "period": period,
        "filter": form,
        "page": Paginator(_narrowed(form, found), A_PAGE).get_page(request.GET.get("page")),
        "unexplained": sum(one.unexplained for one in found),
    }
    return page(request, "desk/distribution.html", context)


def asked_for(request: Request) -> tuple[Period | None, DistributionFilter, list[Pattern]]:
    """The year, the filter as it holds, and the patterns of its window."""
    periods = list(Period.objects.exclude(status=Period.Status.PREPARING))
    asked = request.GET.get("tahun", "")
    period = next((one for one in periods if str(one.year) == asked), next(iter(periods), None))
    offered = codes(period) if period else [WindowCode.YEAR]
    wanted = request.GET.get("masa", "")
    window = wanted if wanted in offered else WindowCode.YEAR.value
    units, statuses = read_units(request.user), distribution_reasons.shown_to(request.user)
    found = distribution_reasons.of_period(period, units, window, statuses) if period else []
    told = {
        "tahun": str(period.year) if period else "",
        "masa": window,
        "luar": bool(request.GET.get("luar")),
    }
    return period, DistributionFilter(told, periods=periods, codes=offered), found


def shown(request: Request) -> list[Pattern]:
    """The patterns that the list shows, all pages of them."""
    _period, form, found = asked_for(request)
    return _narrowed(form, found)


def _narrowed(form: DistributionFilter, found: list[Pattern]) -> list[Pattern]:
    return distribution_reasons.narrowed(found, outside=bool(form.data["luar"]))
