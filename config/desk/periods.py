"""`/bkd/periode/`: prepare a year, try its opening out, open it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db import transaction
from django.db.models import Count, Q
from django.db.models.functions import Length
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from appraisal import opening, opening_lists, period_log
from appraisal.models import EvaluationWindow, Period, WindowCode
from appraisal.windows import make_windows
from config.desk import policies
from config.desk.counts import STEP_LENGTH
from config.desk.forms import NewPeriod, PeriodPolicy, PeriodSettings, default_window
from config.desk.overview import chosen_unit
from config.desk.window_forms import DAYS
from config.desk.works import OPEN_PERIOD
from employees import jobs
from employees.desk_access import desk_units, for_agency
from employees.http import Request, page
from employees.models import Employee, Job, Unit
from employees.models.unit import UnitQuerySet
from employees.tabular import clean

PAGE = 50
LONGEST_SEARCH = 100  # characters
OFFERED_LENGTH = 3 * STEP_LENGTH  # the agency, its offices and their parts: nobody opens a year by section
SETTINGS = ("targets_due_on", "item_ratings", *PeriodPolicy.Meta.fields)
SHOW = {"semua": "Akan dibuka", "masalah": "Perlu dilengkapi", "dilewati": "Tidak dibuka"}


@for_agency
@require_http_methods(["GET", "HEAD", "POST"])
def periods(request: Request) -> HttpResponse:
    """All years; a new one begins with the usual dates, which its own page then changes."""
    # A GROUP BY forgets the ordering of the model, and the next year is counted from the first row.
    rows = Period.objects.annotate(people=Count("appraisals")).order_by("-year").prefetch_related("windows")
    newest = rows.first()
    following = newest.year + 1 if newest else timezone.localdate().year
    form = NewPeriod(request.POST if request.method == "POST" else None, initial={"year": following})
    if request.method == "POST" and form.is_valid():
        made = make_period(form.cleaned_data["year"], request.user.employee)
        messages.success(
            request, f"Periode {made.year} disiapkan. Periksa tanggalnya, lalu uji coba pembukaan."
        )
        return redirect("period", made.year)
    context = {"periods": rows, "form": form}
    return page(request, "desk/periods.html", context, invalid=form.is_bound)


@transaction.atomic
def make_period(year: int, by: Employee) -> Period:
    """A year from January to December with its windows, being prepared; every rule is that of the year before."""
    made = Period(
        year=year,
        starts_on=date(year, 1, 1),
        ends_on=date(year, 12, 31),
        targets_due_on=date(year, 1, 31),
    )
    before = Period.objects.filter(year__lt=year).order_by("-year").first()
    for name in PeriodPolicy.Meta.fields if before else ():
        setattr(made, name, getattr(before, name))
    made.save()
    EvaluationWindow.objects.create(period=made, code=WindowCode.YEAR, **default_window(year))
    make_windows(made)
    if before:
        policies.carry(before, made)
    source = f"Aturan disalin dari {before.year}." if before else "Dengan tanggal yang lazim."
    period_log.record(made, "Periode disiapkan", by=by, note=source)
    return made


@for_agency
@require_http_methods(["GET", "HEAD", "POST"])
def period(request: Request, year: int) -> HttpResponse:
    """Dates and policy of a year, until they have begun to hold for people."""
    found = period_or_404(year)
    posted = request.POST if request.method == "POST" else None
    before = {name: getattr(found, name) for name in SETTINGS}
    form, policy = PeriodSettings(posted, found), PeriodPolicy(posted, found)
    if posted is not None and all([form.is_valid(), policy.is_valid()]):
        write_rules(request, form, policy, before)
        messages.success(request, "Pengaturan periode disimpan.")
        return redirect("period", year)
    context = {
        "period": found,
        "rules": policies.summary(found),
        "windows": [one for one in found.windows.all() if one.code != WindowCode.YEAR],
        "form": form,
        "policy": policy,
        "people": found.appraisals.count(),
        "preparing": found.status == Period.Status.PREPARING,
    }
    return page(request, "desk/period.html", context, invalid=form.is_bound)


@transaction.atomic
def write_rules(request: Request, form: PeriodSettings, policy: PeriodPolicy, before: dict[str, Any]) -> None:
    """Dates and policy, with what changed in the history of the year."""
    form.save()
    policy.write()
    period, window = form.period, form.window
    days_before = {name: getattr(window, name) for name in DAYS}
    period.refresh_from_db()
    window.refresh_from_db()
    said = policies.difference(period, before, before) + policies.difference(window, days_before, DAYS)
    if said:
        period_log.record(period, "Pengaturan diubah", by=request.user.employee, note="\n".join(said))


def period_or_404(year: int) -> Period:
    found = Period.objects.filter(year=year).prefetch_related("windows").first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class Tab:
    """One of the three lists of a dry run."""

    key: str
    label: str
    count: int


@for_agency
@require_safe
def dry_run(request: Request, year: int) -> HttpResponse:
    """Who would get which parties, who lacks one, who is left out and why. Changes nothing."""
    found, unit = period_or_404(year), chosen_unit(request.GET.get("unit", ""), desk_units(request.user))
    everybody = opening_lists.sorted_out(found, today=timezone.localdate(), units=below(unit))
    shown, lists = chosen_list(request, everybody)
    context = {
        "period": found,
        "plan": everybody,
        "tabs": [Tab(key, label, len(lists[key])) for key, label in SHOW.items()],
        "shown": shown,
        "page": planned_page(request, found, searched(lists[shown], request), shown),
        "job": unfinished(year),
        "unit": unit,
        "units": offices(),
    }
    return page(request, "desk/dry_run.html", context)


def chosen_list(request: Request, everybody: opening_lists.Sorted) -> tuple[str, dict[str, list[int]]]:
    """Which list is shown, at first the one that asks for something, and all three."""
    lists = {"semua": everybody.to_open, "masalah": everybody.incomplete, "dilewati": everybody.left_out}
    asked = request.GET.get("tampil", "")
    return (asked if asked in lists else "masalah" if everybody.incomplete else "semua"), lists


def planned_page(request: Request, period: Period, people: list[int], shown: str) -> Page[Any]:
    """A page of a list, with what the plan says of those on it alone."""
    numbers: list[Any] = people
    listed = Paginator(numbers, PAGE).get_page(request.GET.get("page"))
    plan = opening.plan(period, today=timezone.localdate(), only=list(listed.object_list))
    listed.object_list = list(plan.left_out if shown == "dilewati" else plan.to_open)
    return listed


def offices() -> UnitQuerySet:
    """Units that a year may be opened for: nobody opens it section by section."""
    return Unit.objects.alias(depth=Length("path")).filter(depth__lte=OFFERED_LENGTH).order_by("path")


def below(unit: Unit | None) -> UnitQuerySet | None:
    return Unit.objects.subtree(unit) if unit else None


def searched(numbers: list[int], request: Request) -> list[int]:
    """Those with every word in their name or NIP, in the same order."""
    words = clean(request.GET.get("q", "")[:LONGEST_SEARCH]).casefold().split()
    if not words:
        return numbers
    found = Employee.objects.filter(*(Q(sort_name__contains=one) | Q(nip__contains=one) for one in words))
    named = set(found.values_list("pk", flat=True))
    return [one for one in numbers if one in named]


def unfinished(year: int) -> Job | None:
    """The opening of this year that is under way."""
    begun = Job.objects.filter(kind=OPEN_PERIOD, parameters__year=year)
    return begun.filter(status__in=[Job.Status.QUEUED, Job.Status.RUNNING]).first()


@for_agency
@require_POST
def open_period(request: Request, year: int) -> HttpResponse:
    """Ask for the opening; the page of the job shows how far it is. A second click joins the first."""
    found = period_or_404(year)
    if found.status == Period.Status.CLOSED:
        messages.error(request, f"Periode {year} sudah ditutup, jadi tidak dapat dibuka lagi.")
        return redirect("period", year)
    unit = chosen_unit(request.POST.get("unit", ""), desk_units(request.user))
    where = f": {unit.name}" if unit else ""
    job = unfinished(year) or jobs.request(
        OPEN_PERIOD,
        title=f"Pembukaan periode {year}{where}",
        by=request.user.employee,
        year=year,
        unit=str(unit.uuid) if unit else "",
    )
    return redirect("job", job.uuid)
