"""Pelaporan: what a signer has to report, and what personnel received, misses and sends for somebody."""

from __future__ import annotations

import uuid as uuid_module
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from appraisal import report_sending
from appraisal.models import Document, Evaluation, Period, Report
from appraisal.models.evaluation import UNSIGNED
from appraisal.report_forms import ReportFilter
from appraisal.report_sending import UNSENT, complete, late, needs_proxy
from appraisal.reporting import attachments
from appraisal.stages import days_left
from appraisal.views.shared import refused_when_busy
from appraisal.workflow import Refused
from employees.desk_access import desk_units, for_desk
from employees.http import Request, page
from employees.models import Holiday, Unit
from employees.models.unit import UnitQuerySet

A_PAGE = 50
UNITS_A_PAGE = 25
BACK = {"bkd": "desk_report_list", "": "reports"}


@dataclass(frozen=True)
class ReportRow:
    """One signed document: what goes with it, by when, and whether this reader may send it."""

    report: Report
    url: str
    attached: str
    document: Document | None
    days_left: int | None
    label: str
    tone: str
    selectable: bool


@require_safe
def reports(request: Request) -> HttpResponse:
    """What I signed and have to report, and what is late below me."""
    me, today = request.user.employee, timezone.localdate()
    mine = report_sending.of_sender(me)
    units = Unit.objects.filter(pk__in=mine.values("evaluation__appraisal__unit"))
    form = ReportFilter(request.GET, periods=Period.objects.all(), units=units)
    listed = Paginator(ordered(mine.filter(form.wanted(today))), A_PAGE).get_page(request.GET.get("page"))
    rows = rows_of(listed, today, mine=True)
    below = ordered(report_sending.late_below(me, today))[:A_PAGE]
    context = {
        "form": form,
        "page": listed,
        "rows": rows,
        "below": rows_of(below, today, mine=False),
        "selectable": any(row.selectable for row in rows),
        "all_chosen": request.GET.get("pilih") == "semua",
    }
    return page(request, "appraisal/reports.html", context)


def ordered(rows: QuerySet[Report]) -> QuerySet[Report]:
    return complete(rows).order_by("due_on", "evaluation__appraisal__employee__sort_name", "pk")


def rows_of(reports: Iterable[Report], today: date, *, mine: bool) -> list[ReportRow]:
    """Lines of the list; two queries, however many."""
    found = list(reports)
    holidays = set(Holiday.objects.values_list("day", flat=True))
    documents = Document.objects.filter(
        evaluation__in=[row.evaluation_id for row in found], status=Document.Status.VALID
    )
    papers = {row.evaluation_id: row for row in documents}
    return [_row(one, papers.get(one.evaluation_id), today, holidays, mine=mine) for one in found]


def _row(
    report: Report, document: Document | None, today: date, holidays: set[date], *, mine: bool
) -> ReportRow:
    open_now = report.sent_at is None and report.replaced_by_id is None
    label, tone = state(report, today)
    return ReportRow(
        report=report,
        url=report.evaluation.get_absolute_url(),
        attached=" dan ".join(attachments(report)),
        document=document,
        days_left=days_left(report.due_on, today, holidays) if open_now else None,
        label=label,
        tone=tone,
        selectable=open_now and (mine or needs_proxy(report.sender)),
    )


def state(report: Report, today: date) -> tuple[str, str]:
    """Where a report stands, in words and as a tone of components/_status.html."""
    if report.sent_at is not None:
        return ("Dilaporkan, dalam keberatan", "attention") if report.disputed else ("Dilaporkan", "done")
    if report.replaced_by_id is not None:
        return "Diganti", "closed"
    return ("Terlambat", "late") if report.due_on < today else ("Belum dilaporkan", "waiting")


@require_POST
def reports_send(request: Request) -> HttpResponse:
    """Send the ticked ones, all or none."""
    chosen = list(filter(None, map(_uuid, request.POST.getlist("pilih")[:A_PAGE])))
    named = BACK.get(request.POST.get("dari", ""), "reports")
    back = redirect(named)
    if not chosen:
        messages.warning(request, "Belum ada dokumen yang dipilih. Centang «Pilih» pada dokumennya dahulu.")
        return back
    found = list(report_sending.visible_to(request.user).filter(uuid__in=chosen))
    try:
        with refused_when_busy():
            sent = report_sending.send(found, by=request.user)
    except Refused as refused:
        messages.error(request, f"Belum dilaporkan: {refused}")
        return back
    messages.success(request, f"{sent} dokumen dilaporkan." if sent else "Tidak ada dokumen yang dilaporkan.")
    return back


def _uuid(text: str) -> uuid_module.UUID | None:
    try:
        return uuid_module.UUID(text)
    except ValueError:
        return None


# --- the desk ---------------------------------------------------------------------
@dataclass
class UnitReports:
    """How far the reporting about the people of one unit is."""

    unit: Unit
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def sent(self) -> int:
        return self.counts.get("sent", 0)

    @property
    def missing(self) -> int:
        return self.counts.get("missing", 0)

    @property
    def late(self) -> int:
        return self.counts.get("late", 0)

    @property
    def unsigned(self) -> int:
        return self.counts.get("unsigned", 0)


@for_desk
@require_safe
def desk_reports(request: Request) -> HttpResponse:
    """By unit: received, missing, late, and what is not even signed; the latest year unless asked."""
    periods, period, units = units_asked_for(request)
    context = {
        "periods": periods,
        "period": period,
        "page": Paginator(units, UNITS_A_PAGE).get_page(request.GET.get("page")),
        "whole": {
            name: sum(one.counts.get(name, 0) for one in units) for name in ("sent", "missing", "late")
        },
    }
    return page(request, "appraisal/desk_reports.html", context)


def units_asked_for(request: Request) -> tuple[list[Period], Period | None, list[UnitReports]]:
    """The years, the one asked for, and its units."""
    periods = list(Period.objects.exclude(status=Period.Status.PREPARING))
    asked = request.GET.get("tahun", "")
    period = next((one for one in periods if str(one.year) == asked), next(iter(periods), None))
    return periods, period, by_unit(desk_units(request.user), period, timezone.localdate()) if period else []


def by_unit(units: UnitQuerySet, period: Period, today: date) -> list[UnitReports]:
    """Units with a report or an open evaluation, those with late ones first; three queries."""
    of_period = {
        "evaluation__appraisal__period": period,
        "evaluation__appraisal__unit__in": units.values("pk"),
    }
    reported = (
        Report.objects.filter(replaced_by__isnull=True, **of_period)
        .order_by()
        .values("evaluation__appraisal__unit")
        .annotate(
            sent=Count("pk", filter=Q(sent_at__isnull=False)),
            missing=Count("pk", filter=UNSENT),
            late=Count("pk", filter=late(today)),
        )
    )
    unsigned = (
        Evaluation.objects.filter(
            appraisal__period=period, appraisal__unit__in=units.values("pk"), status__in=UNSIGNED
        )
        .order_by()
        .values("appraisal__unit")
        .annotate(unsigned=Count("pk"))
    )
    counts: dict[int, dict[str, int]] = {}
    for row in reported:
        unit = row["evaluation__appraisal__unit"]
        counts[unit] = {name: int(row[name]) for name in ("sent", "missing", "late")}
    for line in unsigned:
        counts.setdefault(line["appraisal__unit"], {})["unsigned"] = line["unsigned"]
    named = Unit.objects.filter(pk__in=counts)
    return sorted(
        (UnitReports(unit, counts[unit.pk]) for unit in named), key=lambda one: (-one.late, one.unit.path)
    )


@for_desk
@require_safe
def desk_report_list(request: Request) -> HttpResponse:
    """The names behind the figures; personnel send for signers without an account."""
    form, rows = names_asked_for(request)
    listed = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    shown = rows_of(listed, timezone.localdate(), mine=False)
    acting = request.user.is_personnel
    context: dict[str, Any] = {
        "form": form,
        "page": listed,
        "rows": shown,
        "selectable": acting and any(row.selectable for row in shown),
        "all_chosen": request.GET.get("pilih") == "semua",
        "up": reverse("desk_reports"),
    }
    return page(request, "appraisal/desk_report_list.html", context)


def names_asked_for(request: Request) -> tuple[ReportFilter, QuerySet[Report]]:
    """The filter, and what the desk's list shows in its order."""
    rows, units = report_sending.of_desk(request.user), desk_units(request.user)
    form = ReportFilter(request.GET, periods=Period.objects.all(), units=units)
    return form, ordered(rows.filter(form.wanted(timezone.localdate())))
