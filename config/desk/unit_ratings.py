"""`/bkd/predikat-unit/`: the organisation's result of each unit by window, and which units still lack one."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from appraisal.models import Period, UnitRating
from appraisal.unit_rating_setting import lacking
from appraisal.views.shared import answers_refusals
from appraisal.views.unit_ratings import PAGE, Asked, rows_of, save, told
from config.desk.overview import chosen
from employees.desk_access import for_agency
from employees.http import Request, page
from employees.models import Unit
from employees.tabular import clean


@for_agency
@require_http_methods(["GET", "HEAD", "POST"])
@answers_refusals
def unit_ratings(request: Request) -> HttpResponse:
    """Set the results of the units on this page of the list; only rows that were changed are written."""
    years = list(Period.objects.prefetch_related("windows"))
    period = chosen(years, request)
    if period is None:
        return page(request, "desk/unit_ratings.html", {"period": None, "rows": []})
    asked = Asked.of(request, period, years)
    units = Paginator(rated_units(asked), PAGE).get_page(request.GET.get("page"))
    posted, here = request.method == "POST", request.GET.urlencode()
    rows = rows_of(units, period, asked.window, request.POST if posted else None)
    if posted and not any(row.form.errors for row in rows):
        told(request, save(request, rows))
        return redirect(f"{reverse('unit_ratings')}?{here}")
    context = {"period": period, "filter": asked.form, "page": units, "rows": rows, "lacks": lacks()}
    return page(request, "desk/unit_ratings.html", context, invalid=posted)


def rated_units(asked: Asked) -> Any:
    """Units that have a head (whose people's document prints the result), and those with a result already."""
    rated = UnitRating.objects.filter(unit=OuterRef("pk"), period=asked.period, window=asked.window)
    wanted = Q(active=True, head__isnull=False) | Q(Exists(rated))
    for word in clean(asked.words).split()[:5]:
        wanted &= Q(name__icontains=word)
    if asked.only_missing:
        wanted &= Q(~Exists(rated))
    return Unit.objects.filter(wanted).select_related("head").order_by("path")


def lacks() -> list[tuple[Any, int]]:
    """Windows whose evaluations are open, each with how many units still lack a result."""
    found: dict[Any, int] = {}
    for lack in lacking(timezone.localdate()):
        found[lack.window] = found.get(lack.window, 0) + 1
    return list(found.items())
