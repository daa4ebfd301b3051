"""A.1.3, MANUAL INDIKATOR KINERJA: one sheet an indicator of a leader that has its manual."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from appraisal.models import IndicatorManual, TargetIndicator
from appraisal.papers.paper import Paper, printed
from appraisal.papers.subject import Subject


@dataclass(frozen=True)
class Choice:
    """'( ) Bulanan', ticked where it was chosen."""

    label: str
    chosen: bool


@dataclass(frozen=True)
class Sheet:
    result: str = ""
    indicator: str = ""
    purpose: str = ""
    definition: str = ""
    formula: str = ""
    measure: str = ""
    quality: tuple[Choice, ...] = ()
    source: str = ""
    reporting: tuple[Choice, ...] = ()


def build(subject: Subject) -> Paper:
    """Manuals in the order of the SKP; without any the official empty form."""
    found: list[Sheet] = []
    if not subject.empty:
        manuals = IndicatorManual.objects.filter(
            indicator__target__appraisal=subject.appraisal, indicator__target__dropped_by__isnull=True
        ).select_related("indicator__target")
        order = ("-indicator__target__kind", "indicator__target__order", "indicator__order", "indicator")
        found = [_sheet(manual.indicator, manual) for manual in manuals.order_by(*order)]
    context = {
        "agency": settings.AGENCY_NAME,
        "period": subject.appraisal.period,
        "sheets": found or [Sheet(quality=_quality(""), reporting=_reporting(""))],
    }
    return Paper("A.1.3", "Manual Indikator Kinerja", "pdf/a_1_3.html", context)


def _sheet(indicator: TargetIndicator, manual: IndicatorManual) -> Sheet:
    return Sheet(
        printed(indicator.target.result),
        ", ".join(filter(None, (printed(indicator.text), printed(indicator.goal)))),
        printed(manual.purpose),
        printed(manual.definition),
        printed(manual.formula),
        printed(manual.measure),
        _quality(manual.quality),
        printed(manual.source),
        _reporting(manual.reporting),
    )


def _quality(chosen: str) -> tuple[Choice, ...]:
    return tuple(Choice(str(one.label), one == chosen) for one in IndicatorManual.Quality)


def _reporting(chosen: str) -> tuple[Choice, ...]:
    return tuple(Choice(str(one.label), one == chosen) for one in IndicatorManual.Reporting)
