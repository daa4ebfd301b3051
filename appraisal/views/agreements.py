"""Performance agreements (PK) of units: personnel keep them, a head takes their indicators up in the SKP."""

from __future__ import annotations

import uuid as uuid_module
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.forms import BaseInlineFormSet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from appraisal import agreements, import_agreements
from appraisal.agreement_forms import AgreementFilter, AgreementForm, AgreementFormSet
from appraisal.models import AgreementIndicator, PerformanceAgreement, Period
from appraisal.views.drafting import drafted
from appraisal.views.shared import (
    answers_refusals,
    appraisal_or_404,
    keep_typed,
    posted_version,
)
from appraisal.workflow import Conflict, Refused
from employees import drafts
from employees.desk_access import desk_units, for_desk
from employees.http import Request, page
from employees.models import Unit, User
from employees.tabular import clean

PAGE = 50
MOST_WORDS = 5
DRAFT = "agreement"


@dataclass(frozen=True)
class UnitRow:
    """A unit of the list with its PK of the year, if there is one."""

    unit: Unit
    agreement: PerformanceAgreement | None
    indicators: int


def periods_of(request: Request) -> tuple[list[Period], Period | None]:
    """All years, and the one asked for by `?tahun=`; else the one being prepared or open, latest first."""
    found = list(Period.objects.all())
    year = request.GET.get("tahun", "")
    if year:
        return found, next((one for one in found if str(one.year) == year), None)
    running = [one for one in found if one.status == Period.Status.OPEN]
    return found, next(iter(running or found), None)


def listed_units(user: User, period: Period, words: str, show: str) -> QuerySet[Unit]:
    """Units of the desk that have a head, and those with a PK already."""
    has = Q(agreements__period=period)
    wanted = Q(active=True, head__isnull=False) | has
    for word in clean(words).split()[:MOST_WORDS]:
        wanted &= Q(name__icontains=word)
    rows = desk_units(user).filter(wanted)
    if show == "belum":
        rows = rows.exclude(agreements__period=period)
    elif show == "ada":
        rows = rows.filter(has)
    return rows.select_related("head").distinct().order_by("path")


def rows_of(units: list[Unit], period: Period) -> list[UnitRow]:
    """A page of units with their PK, read with one query."""
    counted = PerformanceAgreement.objects.annotate(many=Count("indicators"))
    found = {one.unit_id: one for one in counted.filter(period=period, unit__in=units)}
    return [
        UnitRow(unit, found.get(unit.pk), vars(found[unit.pk])["many"] if unit.pk in found else 0)
        for unit in units
    ]


@for_desk
@require_safe
def agreement_list(request: Request) -> HttpResponse:
    """Units with and without a PK of the year."""
    years, period = periods_of(request)
    if period is None:
        return page(request, "appraisal/agreements.html", {"period": None, "rows": []})
    asked = {
        "q": request.GET.get("q", ""),
        "tahun": str(period.year),
        "tampil": request.GET.get("tampil", ""),
    }
    units = listed_units(request.user, period, asked["q"], asked["tampil"])
    shown = Paginator(units, PAGE).get_page(request.GET.get("page"))
    context = {
        "period": period,
        "filter": AgreementFilter(asked, periods=years),
        "page": shown,
        "rows": rows_of(list(shown), period),
        "may_write": request.user.is_personnel and period.status != Period.Status.CLOSED,
    }
    return page(request, "appraisal/agreements.html", context)


@for_desk
@require_http_methods(["GET", "HEAD", "POST"])
@answers_refusals
def agreement(request: Request, year: int, unit: uuid_module.UUID) -> HttpResponse:
    """The PK of one unit: number, date, and indicators with goal, target and perspective."""
    row = agreement_or_404(request, year, unit)
    posted = request.POST if request.method == "POST" else None
    key = draft_key(row)
    typed = posted or drafts.restore(request, DRAFT, key, row.version)
    form = AgreementForm(typed, instance=row)
    formset = AgreementFormSet(typed, instance=row, prefix="indikator")
    if posted is not None:
        keep_typed(request, form, *formset.forms)
        check_stands(request, row)
        if all([form.is_valid(), formset.is_valid()]):
            save_agreement(request, row, form, formset)
            return redirect("agreements")
    context = {"period": row.period, "unit": row.unit, "form": form, "formset": formset}
    context |= drafted(request, DRAFT, key, row.version, typed)
    return page(request, "appraisal/agreement_form.html", context, invalid=posted is not None)


def agreement_or_404(request: Request, year: int, unit: uuid_module.UUID) -> PerformanceAgreement:
    """The PK of a unit where one does personnel work, or a new one; 404 for other units and years."""
    period = Period.objects.filter(year=year).first()
    if period is None:
        raise Http404
    of = get_object_or_404(request.user.administered_units(), uuid=unit)
    found = PerformanceAgreement.objects.filter(unit=of, period=period).select_related("unit", "period")
    return found.first() or PerformanceAgreement(unit=of, period=period)


def draft_key(row: PerformanceAgreement) -> uuid_module.UUID:
    """Where its draft is kept: the PK's own place, or before it exists one made of unit and year."""
    return row.uuid if row.pk else uuid_module.uuid5(row.unit.uuid, str(row.period.year))


def check_stands(request: Request, row: PerformanceAgreement) -> None:
    """Refuse a closed year, and a form that was drawn before the last save.

    Raises:
        Refused: the year is closed.
        Conflict: somebody saved the PK in the meantime.
    """
    try:
        import_agreements.still_open(row.period, lock=False)
    except ValueError as reason:
        raise Refused(str(reason)) from None
    if posted_version(request) != row.version:
        raise Conflict(row.version)


@transaction.atomic
def save_agreement(
    request: Request,
    row: PerformanceAgreement,
    form: AgreementForm,
    formset: BaseInlineFormSet[AgreementIndicator, PerformanceAgreement, Any],
) -> None:
    """The PK and its indicators in the order of the form; the period's row keeps two savers apart."""
    try:
        import_agreements.still_open(row.period)
    except ValueError as reason:
        raise Refused(str(reason)) from None
    now = PerformanceAgreement.objects.filter(unit=row.unit_id, period=row.period_id).first()
    if (now.version if now else 0) != posted_version(request):
        raise Conflict(now.version if now else 0)
    key = draft_key(row)
    saved = form.save(commit=False)
    saved.version += 1
    saved.save()
    formset.save()
    kept = [one.instance for one in formset.forms if one.instance.pk]
    for number, indicator in enumerate(kept):
        indicator.order = number
    AgreementIndicator.objects.bulk_update(kept, ["order"])
    drafts.discard(request.user, DRAFT, key)
    messages.success(request, f"PK {row.unit.name} disimpan.")


@require_POST
@answers_refusals
def agreement_take(request: Request, uuid: uuid_module.UUID, indicator: uuid_module.UUID) -> HttpResponse:
    """A head's PK indicator becomes a main result of the SKP."""
    row = appraisal_or_404(request, uuid)
    paper = agreements.agreement_of(row)
    found = paper.indicators.filter(uuid=indicator).first() if paper else None
    if found is None:
        raise Http404
    agreements.take_up(row, found, by=request.user.employee, version=posted_version(request))
    messages.success(request, "Indikator PK menjadi hasil kerja utama. Lengkapi perspektif dan ambangnya.")
    return redirect("targets", row.uuid)
