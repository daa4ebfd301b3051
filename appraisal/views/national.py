"""e-Kinerja BKN: copying an appraisal there by hand, and our results beside those that stand there."""

from __future__ import annotations

import uuid as uuid_module
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from appraisal import national_copy, national_results
from appraisal.models import Period, WindowCode
from appraisal.national_forms import NationalFilter
from appraisal.national_results import TONES, State
from appraisal.views.shared import answers_refusals, appraisal_or_404, frame
from appraisal.windows import codes
from employees.desk_access import desk_units, for_desk
from employees.http import Request, page
from employees.models import Employee
from employees.models.person import EmployeeQuerySet

A_PAGE = 50
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


# --- copying ------------------------------------------------------------------------------------
@require_GET
def copy_to_bkn(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Field by field in BKN's order; each part can be marked as copied."""
    row = appraisal_or_404(request, uuid)
    parts = national_copy.parts_of(row, request.user)
    context = frame(request, row, "papers") | {
        "parts": parts,
        "may_mark": not national_copy.marking_refusal(row, request.user),
        "left": sum(one.copy is None or one.changed for one in parts),
    }
    return page(request, "appraisal/national/copy.html", context)


@require_POST
@answers_refusals
def mark_copied(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Say that a part, as it stood on the page, was copied today."""
    row = appraisal_or_404(request, uuid)
    key, sha256 = request.POST.get("bagian", ""), request.POST.get("sha256", "")
    national_copy.mark(row, key, sha256, by=request.user)
    messages.success(request, "Ditandai sudah disalin ke e-Kinerja BKN.")
    return redirect("copy_to_bkn", row.uuid)


# --- comparing ----------------------------------------------------------------------------------
@dataclass(frozen=True)
class Asked:
    """Which year, window and state the list is about."""

    period: Period | None
    window: str
    form: NationalFilter
    whole: EmployeeQuerySet
    rows: EmployeeQuerySet

    @classmethod
    def of(cls, request: Request) -> Asked:
        periods = list(Period.objects.exclude(status=Period.Status.PREPARING))
        year = request.GET.get("tahun", "")
        period = next((one for one in periods if str(one.year) == year), next(iter(periods), None))
        offered = codes(period) if period else [WindowCode.YEAR]
        wanted = request.GET.get("masa", "")
        window = wanted if wanted in offered else WindowCode.YEAR.value
        given = request.GET.dict() | {"tahun": str(period.year) if period else "", "masa": window}
        form = NationalFilter(given, periods=periods, codes=offered)
        units = desk_units(request.user)
        whole = national_results.compared(period, window, units) if period else Employee.objects.none()
        return cls(period, window, form, whole, _narrowed(whole, form))

    @property
    def label(self) -> str:
        return f"{WindowCode(self.window).label} {self.period.year}" if self.period else ""


def _narrowed(rows: EmployeeQuerySet, form: NationalFilter) -> EmployeeQuerySet:
    if not form.is_valid():
        return rows.none()
    asked = form.cleaned_data
    if asked["q"]:
        rows = rows.search(asked["q"])
    if asked["keadaan"]:
        rows = rows.filter(Q(state=asked["keadaan"]))
    return rows.order_by("sort_name", "pk")


@dataclass(frozen=True)
class Line:
    """One person of the list."""

    person: Employee
    unit: str
    appraisal: uuid_module.UUID | None
    here: str
    there: str
    state: State
    tone: str

    @classmethod
    def of(cls, row: Employee) -> Line:
        told, state = vars(row), State(vars(row)["state"])
        here, there = national_results.label(told["here"]), national_results.label(told["there"])
        return cls(row, told["unit_name"] or "", told["appraisal_uuid"], here, there, state, TONES[state])


@for_desk
@require_GET
def national_results_list(request: Request) -> HttpResponse:
    """Who stands the same, different, or on one side alone."""
    asked = Asked.of(request)
    listed = Paginator(asked.rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "period": asked.period,
        "filter": asked.form,
        "page": listed,
        "lines": [Line.of(one) for one in listed],
        "counts": national_results.counted(asked.whole) if asked.period else [],
    }
    return page(request, "appraisal/national/list.html", context)
