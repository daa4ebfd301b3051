"""`/bkd/predikat-unit/`: the organisation's result of each unit in a year (predikat kinerja organisasi)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from appraisal.models import Period, UnitRating, WindowCode
from config.desk.forms import UnitRatingFilter, UnitRatingForm
from config.desk.overview import chosen
from employees.desk_access import for_agency
from employees.http import Request, page
from employees.models import Unit
from employees.tabular import clean

PAGE = 20


@dataclass(frozen=True)
class Row:
    unit: Unit
    form: UnitRatingForm


@for_agency
@require_http_methods(["GET", "HEAD", "POST"])
def unit_ratings(request: Request) -> HttpResponse:
    """Set the results of the units on this page of the list; only rows that were changed are written."""
    years = list(Period.objects.prefetch_related("windows"))
    period = chosen(years, request)
    if period is None:
        return page(request, "desk/unit_ratings.html", {"period": None, "rows": []})
    asked = UnitRatingFilter({"q": request.GET.get("q", ""), "tahun": str(period.year)}, periods=years)
    units = Paginator(rated_units(period, request.GET.get("q", "")), PAGE).get_page(request.GET.get("page"))
    here = request.GET.urlencode()
    rows = rows_of(units, period, request.POST if request.method == "POST" else None)
    valid = [row.form.is_valid() for row in rows]
    if request.method == "POST" and all(valid):
        saved = save(rows, request)
        messages.success(request, f"Predikat {saved} unit disimpan." if saved else "Tidak ada yang berubah.")
        return redirect(f"{reverse('unit_ratings')}?{here}")
    context = {"period": period, "filter": asked, "page": units, "rows": rows}
    return page(request, "desk/unit_ratings.html", context, invalid=request.method == "POST")


def rated_units(period: Period, words: str) -> Any:
    """Units that have a head (whose people's document prints the result), and those with a result already."""
    wanted = Q(active=True, head__isnull=False) | Q(ratings__period=period)
    for word in clean(words).split()[:5]:
        wanted &= Q(name__icontains=word)
    return Unit.objects.filter(wanted).select_related("head").distinct().order_by("path")


def rows_of(units: Page[Unit], period: Period, data: Any) -> list[Row]:
    """A form beside each unit of the page."""
    stored = {
        rating.unit_id: rating
        for rating in UnitRating.objects.filter(
            period=period, window=WindowCode.YEAR, unit__in=[unit.pk for unit in units]
        )
    }
    blank = {"period": period, "window": WindowCode.YEAR}
    return [
        Row(
            unit,
            UnitRatingForm(
                data, prefix=str(unit.uuid), instance=stored.get(unit.pk) or UnitRating(unit=unit, **blank)
            ),
        )
        for unit in units
    ]


@transaction.atomic
def save(rows: list[Row], request: Request) -> int:
    """Write what was changed; a stale page leaves alone what it did not touch. Returns how many."""
    changed = [row for row in rows if row.form.has_changed() and row.form.cleaned_data["predicate"]]
    for row in changed:
        rating = row.form.save(commit=False)
        rating.set_by, rating.set_on = request.user.employee, timezone.localdate()
        rating.save()
    return len(changed)
