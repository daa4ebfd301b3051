"""`/bkd/libur/`: days that are not working days; every limit in working days skips them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_POST

from config.desk import holiday_file
from config.desk.forms import HolidayDay, HolidayForm, HolidayUpload
from employees.desk_access import for_agency
from employees.http import Request, page
from employees.models import Holiday
from employees.tabular import Faulty


@for_agency
@require_http_methods(["GET", "HEAD", "POST"])
def holidays(request: Request) -> HttpResponse:
    """The holidays of a year, and a form for one more."""
    year = asked_year(request.GET.get("tahun", ""))
    form = HolidayForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = form.save()
        messages.success(request, f"{made.name} dicatat sebagai hari libur.")
        return redirect(f"{reverse('holidays')}?tahun={made.day.year}")
    context = {
        "year": year,
        "years": (year - 1, year, year + 1),
        "holidays": Holiday.objects.filter(day__year=year),
        "form": form,
    }
    return page(request, "desk/holidays.html", context, invalid=form.is_bound)


@for_agency
@require_http_methods(["GET", "HEAD", "POST"])
def holiday_upload(request: Request) -> HttpResponse:
    """Holidays of a year or more from a table; nothing is written while a row is wrong."""
    posted = request.method == "POST"
    form = HolidayUpload(request.POST, request.FILES) if posted else HolidayUpload()
    findings: list[str] = []
    if posted and form.is_valid():
        table = form.cleaned_data["file"]
        try:
            made, renamed = holiday_file.run(table)
        except Faulty as faulty:
            findings = faulty.findings
        else:
            messages.success(request, f"{made} hari libur ditambahkan, {renamed} diganti namanya.")
            return redirect("holidays")
    return page(request, "desk/holiday_upload.html", {"form": form, "findings": findings}, invalid=posted)


def asked_year(text: str) -> int:
    """The year of the address, this year when there is none that makes sense."""
    this_year = timezone.localdate().year
    return int(text) if text.isdecimal() and 2000 <= int(text) <= this_year + 5 else this_year


@for_agency
@require_POST
def delete_holiday(request: Request) -> HttpResponse:
    """Limits that were already counted keep their day."""
    form = HolidayDay(request.POST)
    found = Holiday.objects.filter(day=form.cleaned_data["day"]).first() if form.is_valid() else None
    if found is None:
        messages.info(request, "Hari libur itu sudah tidak tercatat.")
        return redirect("holidays")
    found.delete()
    messages.success(request, f"{found.name} ({date_format(found.day, 'j F Y')}) dihapus dari hari libur.")
    return redirect("holidays")
