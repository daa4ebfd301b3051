"""The rules of a year beside its form: days of periodic evaluations, ready-made practices, what was changed by whom."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import partition
from django.views.decorators.http import require_http_methods, require_safe

from appraisal import period_log
from appraisal.models import Period, WindowCode
from config.desk import policies, presets
from config.desk.periods import period_or_404
from config.desk.window_forms import DAYS, WindowDates
from employees.desk_access import for_agency
from employees.http import Request, page

A_PAGE = 25


@for_agency
@require_http_methods(["GET", "HEAD", "POST"])
def period_windows(request: Request, year: int) -> HttpResponse:
    """Days of the periodic evaluations; each is fixed once it has opened."""
    found = period_or_404(year)
    rows = [one for one in found.windows.all() if one.code != WindowCode.YEAR]
    posted = request.POST if request.method == "POST" else None
    forms = [WindowDates(posted, row, found) for row in rows]
    valid = [form.is_valid() for form in forms]  # each shows its own errors
    if posted is not None and all(valid):
        written = write_windows(request, found, forms)
        messages.success(request, "Masa evaluasi disimpan." if written else "Tidak ada tanggal yang berubah.")
        return redirect("period", year)
    context = {"period": found, "forms": forms, "open": any(not form.frozen for form in forms)}
    return page(request, "desk/period_windows.html", context, invalid=posted is not None)


@transaction.atomic
def write_windows(request: Request, period: Period, forms: list[WindowDates]) -> list[str]:
    """Saves what changed, with a line in the history of the year."""
    said: list[str] = []
    for form in forms:
        if form.has_changed():
            row = form.save()
            said += [
                f"{row.get_code_display()}, {one}" for one in policies.difference(row, form.before, DAYS)
            ]
    if said:
        period_log.record(period, "Masa evaluasi diubah", by=request.user.employee, note="\n".join(said))
    return said


@for_agency
@require_http_methods(["GET", "HEAD", "POST"])
def period_preset(request: Request, year: int) -> HttpResponse:
    """Ready-made practices: what choosing one would change in this year, then doing it."""
    found = period_or_404(year)
    if request.method == "POST":
        return applied(request, found)
    chosen = presets.PRESETS.get(request.GET.get("susunan", ""))
    kept, wanted = partition(lambda one: not one.kept, presets.changes(chosen, found) if chosen else [])
    context = {
        "period": found,
        "presets": presets.PRESETS.values(),
        "chosen": chosen,
        "wanted": wanted,
        "kept": kept,
        "closed": found.status == Period.Status.CLOSED,
    }
    return page(request, "desk/period_preset.html", context)


def applied(request: Request, period: Period) -> HttpResponse:
    preset = presets.PRESETS.get(request.POST.get("preset", ""))
    if preset is None:
        raise Http404
    if period.status == Period.Status.CLOSED:
        messages.error(request, f"Periode {period.year} sudah ditutup, jadi aturannya tidak berubah lagi.")
        return redirect("period", period.year)
    found = presets.apply(preset, period, by=request.user.employee)
    kept = [one.label for one in found if one.kept]
    messages.success(
        request, f"Susunan {preset.agency} dipakai untuk {period.year}. Periksa lalu ubah seperlunya."
    )
    if kept:
        messages.info(request, f"Tetap seperti semula karena sudah berlaku: {', '.join(kept)}.")
    return redirect("period", period.year)


@for_agency
@require_safe
def period_history(request: Request, year: int) -> HttpResponse:
    """Who prepared, changed, opened, closed and opened this year anew, and why."""
    found = period_or_404(year)
    rows = found.events.order_by("-pk")
    context = {"period": found, "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page"))}
    return page(request, "desk/period_history.html", context)
