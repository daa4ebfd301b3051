"""Capaian kinerja organisasi: the units below a leader, and one unit with its document and its history."""

from __future__ import annotations

import uuid as uuid_module
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from appraisal import evidence, unit_rating_setting
from appraisal.models import Evidence, Period, UnitRating, WindowCode
from appraisal.unit_rating_forms import OneUnitRatingForm, UnitRatingFilter, UnitRatingForm
from appraisal.unit_rating_setting import Leaders
from appraisal.views.evidence_files import attachment
from appraisal.views.shared import answers_refusals, keep_typed
from appraisal.windows import codes
from appraisal.workflow import Conflict, Refused
from employees.http import Request, page
from employees.models import Unit

PAGE = 20


@dataclass(frozen=True)
class Row:
    unit: Unit
    form: UnitRatingForm
    url: str


@require_http_methods(["GET", "HEAD", "POST"])
@answers_refusals
def team_unit_ratings(request: Request) -> HttpResponse:
    """The results of the units below me, set by me."""
    asked = Asked.of(request)
    if asked.period is None:
        return page(request, "appraisal/team_unit_ratings.html", {"period": None, "rows": []})
    below = asked.narrowed(Leaders().below(request.user.employee))
    listed = Paginator(below, PAGE).get_page(request.GET.get("page"))
    posted, here = request.method == "POST", request.GET.urlencode()
    rows = rows_of(listed, asked.period, asked.window, request.POST if posted else None)
    if posted and not any(row.form.errors for row in rows):
        told(request, save(request, rows))
        return redirect(f"{reverse('team_unit_ratings')}?{here}")
    context = {"period": asked.period, "filter": asked.form, "page": listed, "rows": rows}
    return page(request, "appraisal/team_unit_ratings.html", context, invalid=posted)


@dataclass(frozen=True)
class Asked:
    """Which year and window a list of results is about: what the address asks, else the latest year's own."""

    period: Period | None
    window: str
    words: str
    only_missing: bool
    form: UnitRatingFilter

    @classmethod
    def of(cls, request: Request, period: Period | None = None, periods: Iterable[Period] = ()) -> Asked:
        years = list(periods) or list(Period.objects.all())
        year = request.GET.get("tahun", "")
        period = period or next((one for one in years if str(one.year) == year), next(iter(years), None))
        offered = codes(period) if period else [WindowCode.YEAR]
        wanted = request.GET.get("masa", "")
        window = wanted if wanted in offered else WindowCode.YEAR.value
        words, missing = request.GET.get("q", ""), bool(request.GET.get("belum"))
        shown = {"q": words, "tahun": str(period.year) if period else "", "masa": window, "belum": missing}
        return cls(period, window, words, missing, UnitRatingFilter(shown, periods=years, codes=offered))

    def narrowed(self, units: list[Unit]) -> list[Unit]:
        """Those that the filter leaves."""
        words = [word.casefold() for word in self.words.split()[:5]]
        found = [unit for unit in units if all(word in unit.name.casefold() for word in words)]
        if self.only_missing:
            rated = set(
                UnitRating.objects.filter(period=self.period, window=self.window).values_list(
                    "unit", flat=True
                )
            )
            found = [unit for unit in found if unit.pk not in rated]
        return found


def rows_of(units: Iterable[Unit], period: Period, window: str, data: Any) -> list[Row]:
    """A form beside each unit of the page; one query."""
    listed = list(units)
    rows = UnitRating.objects.filter(period=period, window=window, unit__in=listed).select_related("set_by")
    stored = {rating.unit_id: rating for rating in rows}
    found = []
    for unit in listed:
        rating = stored.get(unit.pk) or UnitRating(unit=unit, period=period, window=window)
        rating.unit = unit
        form = UnitRatingForm(data, prefix=str(unit.uuid), instance=rating)
        found.append(Row(unit, form, unit_rating_setting.address(rating)))
    return found


@transaction.atomic
def save(request: Request, rows: list[Row]) -> int:
    """Write what was changed; a stale page leaves alone what it did not touch. Returns how many.

    Raises:
        Conflict: somebody else set one of them meanwhile.
        Refused: one of them is not this person's to set.
    """
    changed = [row.form for row in rows if row.form.touched]
    keep_typed(request, *changed)
    if any(form.overtaken for form in changed):
        raise Conflict(0)
    return unit_rating_setting.store((form.save(commit=False) for form in changed), by=request.user)


def told(request: Request, saved: int) -> None:
    messages.success(request, f"Predikat {saved} unit disimpan." if saved else "Tidak ada yang berubah.")


# --- one unit -----------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
@answers_refusals
def unit_rating(request: Request, unit: uuid_module.UUID, year: int, window: str) -> HttpResponse:
    """One unit's result in one window: value, basis, documents, and every value that stood before."""
    rating, leaders = _rating_or_404(request, unit, year, window)
    posted = request.method == "POST"
    reason = unit_rating_setting.refusal(rating.unit, request.user, leaders)
    form = OneUnitRatingForm(request.POST if posted else None, request.FILES or None, instance=rating)
    if posted and reason:
        keep_typed(request, form)
        raise Refused(reason)
    if posted and form.is_valid():
        _store_with_documents(request, form)
        messages.success(request, f"Capaian {rating.unit} disimpan.")
        return redirect(unit_rating_setting.address(rating))
    context = {
        "rating": rating,
        "form": form,
        "reason": reason,
        "documents": rating.evidence.all() if rating.pk else [],
        "history": _history(rating),
        "up": reverse("unit_ratings" if request.user.is_personnel else "team_unit_ratings"),
    }
    return page(request, "appraisal/unit_rating.html", context, invalid=posted)


def _rating_or_404(
    request: Request, unit: uuid_module.UUID, year: int, window: str
) -> tuple[UnitRating, Leaders]:
    """The result, stored or still to be set, for those whom it concerns."""
    leaders = Leaders()
    found = Unit.objects.filter(uuid=unit).select_related("head").first()
    period = Period.objects.filter(year=year).first()
    if found is None or period is None or window not in codes(period):
        raise Http404
    if not unit_rating_setting.may_read(found, request.user, leaders):
        raise Http404
    stored = UnitRating.objects.filter(unit=found, period=period, window=window).first()
    rating = stored or UnitRating(unit=found, period=period, window=window)
    rating.unit, rating.period = found, period
    return rating, leaders


@transaction.atomic
def _store_with_documents(request: Request, form: OneUnitRatingForm) -> None:
    """The value and what proves it. Documents alone may be added to a value that stays."""
    keep_typed(request, form)
    if form.overtaken:
        raise Conflict(0)
    asked = form.cleaned_data
    rating = form.save(commit=False)
    if form.touched or not rating.pk or asked["attachments"] or asked["link"]:
        unit_rating_setting.store([rating], by=request.user)
    for file in asked["attachments"]:
        evidence.keep_for(file, unit_rating=rating)
    if asked["link"]:
        evidence.keep_link_for(asked["link"], unit_rating=rating)


def _history(rating: UnitRating) -> list[Any]:
    """Every value that stood, the newest first: who set what when."""
    if not rating.pk:
        return []
    kept: Any = rating  # `pghistory.track` adds `events`
    return list(kept.events.select_related("set_by").order_by("-pgh_id"))


@require_GET
def unit_rating_file(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """A document of a unit's result, to those who may read the result."""
    rows = Evidence.objects.filter(unit_rating__isnull=False).exclude(file="")
    found = get_object_or_404(rows.select_related("unit_rating__unit"), uuid=uuid)
    rating = found.unit_rating
    if rating is None or not unit_rating_setting.may_read(rating.unit, request.user, Leaders()):
        raise Http404
    return attachment(found)
