"""`/bkd/perpanjangan/` and the closing of a period: what personnel do to clocks, each with a reason."""

from __future__ import annotations

import uuid as uuid_module
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from appraisal import closing, closing_job, extensions
from appraisal.clock_forms import CloseForm, ExtensionForm, VoidForm
from appraisal.models import Evaluation, Extension, Party, Period
from appraisal.stages import days_left, limit_of, turn_of
from appraisal.views.parties import managed_or_404, personnel_only
from appraisal.views.shared import answers_refusals, keep_typed, period_asked_for
from employees.desk_access import for_agency
from employees.http import Request, page
from employees.models import Holiday, User

A_PAGE = 50
OWN_OVERDUE = (
    "Evaluasi Anda sendiri tidak ikut kembali kepada pejabat penilai. Mintalah pengelola kepegawaian lain "
    "mengembalikannya dari halaman evaluasi Anda."
)
READ_AND_WRITE = ("GET", "HEAD", "POST")


@personnel_only
@require_http_methods(READ_AND_WRITE)
@answers_refusals
def extension_list(request: Request) -> HttpResponse:
    """What was given in the units of this desk, and a form for the agency or a unit."""
    opened = Period.objects.exclude(status=Period.Status.PREPARING)
    period = period_asked_for(request, opened)
    if period is None:
        return render(request, "desk/no_period.html", {"heading": "Perpanjangan tenggat"})
    units = request.user.administered_units().order_by("path")
    data, wanted = request.POST if request.method == "POST" else None, request.GET.get("unit", "")
    form = ExtensionForm(data, period=period, units=units, unit=wanted)
    if request.method == "POST" and form.is_valid():
        return given(request, form, f"{reverse('extensions')}?tahun={period.year}")
    rows = given_in(period, request.user)
    context = {
        "period": period,
        "periods": opened,
        "form": form,
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
    }
    return page(request, "appraisal/clocks/extensions.html", context, invalid=form.is_bound)


def given_in(period: Period, user: User) -> QuerySet[Extension]:
    """What was given in a year to the units of this desk, or to everybody."""
    units = user.administered_units()
    mine = Q(unit__in=units) | Q(appraisal__unit__in=units) | Q(unit=None, appraisal=None)
    return Extension.objects.filter(mine, period=period).select_related(
        "unit", "appraisal__employee", "given_by"
    )


@personnel_only
@require_http_methods(READ_AND_WRITE)
@answers_refusals
def extension_of(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """More time for one person."""
    row = managed_or_404(request, uuid)
    data = request.POST if request.method == "POST" else None
    form = ExtensionForm(data, period=row.period, units=request.user.administered_units(), appraisal=row)
    if request.method == "POST" and form.is_valid():
        return given(request, form, row.get_absolute_url())
    context = {
        "appraisal": row,
        "form": form,
        "rows": row.extensions.select_related("given_by"),
    }
    return page(request, "appraisal/clocks/extension.html", context, invalid=form.is_bound)


def given(request: Request, form: ExtensionForm, back: str) -> HttpResponse:
    keep_typed(request, form)
    typed = form.cleaned_data
    made = extensions.extend(
        form.scope, typed["clock"], typed["until"], reason=typed["reason"], by=request.user.employee
    )
    moved = (
        f"{made.reached} tenggat diperpanjang" if made.reached else "Belum ada tenggat berjalan yang berubah"
    )
    messages.success(request, f"{moved}; perpanjangannya dicatat.")
    if extensions.own_still_overdue(form.scope, request.user.employee):
        messages.warning(request, OWN_OVERDUE)
    return redirect(back)


# --- closing ------------------------------------------------------------------------
@dataclass(frozen=True)
class Waiting:
    """An evaluation that keeps the period open: whom it waits for, and how long still."""

    evaluation: Evaluation
    task: str
    person: str
    left: int | None
    voidable: bool


@for_agency
@require_http_methods(["GET", "HEAD"])
def period_closing(request: Request, year: int) -> HttpResponse:
    """What keeps the year from being closed, by name, with whom it waits for."""
    return closing_page(request, period_or_404(year))


def closing_page(
    request: Request, period: Period, void: VoidForm | None = None, close: CloseForm | None = None
) -> HttpResponse:
    paged = Paginator(closing.still_open(period), A_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "period": period,
        "page": paged,
        "rows": waiting(list(paged)),
        "void": void or VoidForm(None, offered=closing.still_open(period)),
        "close": close or CloseForm(),
        "early": timezone.localdate() <= period.ends_on,
    }
    return page(request, "appraisal/clocks/closing.html", context, invalid=bool(void or close))


def waiting(rows: list[Evaluation]) -> list[Waiting]:
    """Two queries for a page, however many rows."""
    today = timezone.localdate()
    parties = Party.objects.on(today).filter(appraisal__in=[row.appraisal_id for row in rows])
    names = {(party.appraisal_id, party.role): party.name for party in parties}
    holidays = set(Holiday.objects.values_list("day", flat=True))
    found = []
    for row in rows:
        turn = turn_of(row)
        person = names.get((row.appraisal_id, turn.party.value), "") if turn else ""
        left = days_left(limit_of(row), today, holidays)
        found.append(
            Waiting(row, turn.task if turn else "", person, left, not row.signed and today > row.ends_on)
        )
    return found


@for_agency
@require_POST
@answers_refusals
def period_void(request: Request, year: int) -> HttpResponse:
    """Void the chosen ones; those that may not be are named with their reason."""
    period = period_or_404(year)
    form = VoidForm(request.POST, offered=closing.still_open(period))
    if not form.is_valid():
        return closing_page(request, period, void=form)
    chosen = list(form.cleaned_data["evaluations"])
    refused = closing.void(chosen, by=request.user.employee, reason=form.cleaned_data["reason"])
    for evaluation, why in refused.items():
        messages.error(request, f"{evaluation.appraisal.employee.full_name}: {why}")
    if done := len(chosen) - len(refused):
        messages.success(request, f"{done} evaluasi digugurkan.")
    return redirect("period_closing", year)


@for_agency
@require_POST
@answers_refusals
def period_close(request: Request, year: int) -> HttpResponse:
    """Close the year for everybody."""
    period = period_or_404(year)
    form = CloseForm(request.POST)
    if not form.is_valid():
        return closing_page(request, period, close=form)
    keep_typed(request, form)
    by, reason = request.user.employee, form.cleaned_data["reason"]
    if closing_job.is_large(period):
        return redirect("job", closing_job.request(closing.CLOSE, period, by=by, reason=reason).uuid)
    closed = closing.close(period, by=by, reason=reason)
    messages.success(request, f"Periode {year} ditutup: {closed} kinerja.")
    return redirect("period", year)


@for_agency
@require_POST
@answers_refusals
def period_reopen(request: Request, year: int) -> HttpResponse:
    """Open a closed year anew, so that what came to light can be put right."""
    period = period_or_404(year)
    form = CloseForm(request.POST)
    if not form.is_valid():
        return closing_page(request, period, close=form)
    keep_typed(request, form)
    by, reason = request.user.employee, form.cleaned_data["reason"]
    if closing_job.is_large(period):
        return redirect("job", closing_job.request(closing.REOPEN, period, by=by, reason=reason).uuid)
    alive = closing.reopen(period, by=by, reason=reason)
    messages.success(request, f"Periode {year} dibuka kembali: {alive} kinerja.")
    return redirect("period", year)


def period_or_404(year: int) -> Period:
    found = Period.objects.filter(year=year).first()
    if found is None:
        raise Http404
    return found
