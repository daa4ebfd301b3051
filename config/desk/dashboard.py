"""What the desk shows beside the stages: results, objections, reports and hours of training in figures. Each figure
leads to the list behind it. The page of the desk fetches this part after its own, so that neither waits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from appraisal import distribution_reasons, marks, objection_list
from appraisal.models import Period, Report, WindowCode
from appraisal.rating import PREDICATE_LABELS, Predicate
from appraisal.report_sending import UNSENT, late
from config.desk.counts import WIDTH
from config.desk.overview import chosen, chosen_unit
from employees.desk_access import for_readers, only_leads, read_units
from employees.http import Request, page
from employees.live import live
from employees.models import Unit
from employees.models.unit import UnitQuerySet
from training import hours


@dataclass(frozen=True)
class Figure:
    """A number with its words and the list behind it; `alert` where somebody has to act."""

    label: str
    count: int
    url: str
    alert: bool = False


@dataclass(frozen=True)
class Share:
    """How many signed results have a predicate; `width` is text for the drawing."""

    label: str
    count: int
    width: str


@for_readers
@require_safe
@live(marks.of_agency)
def desk_summary(request: Request) -> HttpResponse:
    """The panels of one period below the chosen unit; a head of units reads final results alone."""
    period = chosen(list(Period.objects.prefetch_related("windows")), request)
    units = read_units(request.user)
    unit = chosen_unit(request.GET.get("unit", ""), units)
    context: dict[str, Any] = {"period": period, "unit": unit, "head_only": only_leads(request.user)}
    if period is not None:
        below = units.subtree(unit) if unit else units
        context |= spread(period, below, distribution_reasons.shown_to(request.user))
        if not context["head_only"]:
            context |= duties(period, below, unit)
    template = "desk/_summary.html" if request.htmx else "desk/summary.html"
    return page(request, template, context)


def spread(period: Period, units: UnitQuerySet, statuses: Collection[str]) -> dict[str, Any]:
    """Yearly predicates, and how many units leave the guide."""
    patterns = distribution_reasons.of_period(period, units, WindowCode.YEAR, statuses)
    counts = sum((one.counts for one in patterns), Counter[Predicate]())
    total = counts.total()
    return {
        "shares": [
            Share(label, counts[one], str(WIDTH * counts[one] // total if total else 0))
            for one, label in PREDICATE_LABELS.items()
        ],
        "rated": total,
        "outside": sum(bool(one.warnings) for one in patterns),
        "outside_url": f"{reverse('desk_distribution')}?tahun={period.year}&luar=on",
    }


def duties(period: Period, units: UnitQuerySet, unit: Unit | None) -> dict[str, Any]:
    """What others owe: decisions on objections, reports to the PyB, hours of training."""
    today = timezone.localdate()
    where = {"tahun": str(period.year)} | ({"unit": str(unit.uuid)} if unit else {})
    disputed = objection_list.counts(objection_list.of_period(period, units), today)
    reports = Report.objects.filter(
        replaced_by__isnull=True,
        evaluation__appraisal__period=period,
        evaluation__appraisal__unit__in=units.values("pk"),
    ).aggregate(missing=Count("pk", filter=UNSENT), late=Count("pk", filter=late(today)))
    trained = hours.summary(period, units)
    return {
        "objections": [
            Figure(label, disputed[key], _list("desk_objections", where, keadaan=key), key == "terlambat")
            for key, label in objection_list.STATES
        ],
        "reports": [
            Figure("Belum dilaporkan", reports["missing"], _list("desk_report_list", where)),
            Figure(
                "Terlambat", reports["late"], _list("desk_report_list", where, status="terlambat"), alert=True
            ),
        ],
        "trained": trained,
        "training": [
            Figure(label, getattr(trained, name), _list("desk_hours", where, keadaan=key), name == "none")
            for key, name, label in hours.STANDINGS
        ],
    }


def _list(name: str, where: dict[str, str], **narrowed: str) -> str:
    return f"{reverse(name)}?{urlencode(where | narrowed)}"
