"""`/bkd/keberatan/`: objections of the desk's units with their clocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from appraisal import objection_list
from appraisal.models import Objection, Period
from appraisal.stages import days_left
from appraisal.views.shared import period_asked_for
from employees.desk_access import desk_units, for_desk
from employees.http import Request, page
from employees.models import Holiday

A_PAGE = 50


@dataclass(frozen=True)
class Row:
    """One objection: where it stands, by when what is due, and who decides."""

    objection: Any
    label: str
    tone: str
    limit: date | None
    left: int | None


@for_desk
@require_safe
def desk_objections(request: Request) -> HttpResponse:
    """Those of one year, what waits first."""
    period, form, rows = asked_for(request)
    if period is None:
        return render(request, "desk/no_period.html", {"heading": "Keberatan"})
    listed = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {"period": period, "form": form, "page": listed}
    context["rows"] = rows_of(list(listed), timezone.localdate())
    return page(request, "appraisal/desk_objections.html", context)


def asked_for(
    request: Request,
) -> tuple[Period | None, objection_list.ObjectionFilter | None, QuerySet[Objection]]:
    """The year, the filter, and what the list shows."""
    opened = Period.objects.exclude(status=Period.Status.PREPARING)
    period, units = period_asked_for(request, opened), desk_units(request.user)
    if period is None:
        return None, None, Objection.objects.none()
    today = timezone.localdate()
    form = objection_list.ObjectionFilter(request.GET, periods=list(opened), units=units)
    rows = form.narrowed(objection_list.of_period(period, units), today)
    return period, form, objection_list.listed(rows, today)


def rows_of(found: list[Objection], today: date) -> list[Row]:
    """One query, however many."""
    holidays = set(Holiday.objects.values_list("day", flat=True))
    return [_row(one, today, holidays) for one in found]


def _row(one: Objection, today: date, holidays: set[date]) -> Row:
    if one.withdrawn_at is not None:
        return Row(one, "Ditarik kembali", "closed", None, None)
    if one.decision:
        return Row(one, one.get_decision_display(), "done", None, None)
    limit = one.evaluation.decide_due_on
    late = limit is not None and limit < today
    return Row(
        one,
        "Terlambat diputus" if late else "Menunggu putusan",
        "late" if late else "attention",
        limit,
        days_left(limit, today, holidays),
    )
