"""Documentation of performance (form B.1.2) in the agency's rhythm: what each result shows in each of its periods.

Evidence proves the result, not the activity (PermenPANRB 6/2022, text lines 2781-2783); a period without any is a
gap that the page names. The agency sets the rhythm (2756-2760).
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch
from django.utils.formats import date_format

from appraisal.course import Course, courses
from appraisal.models import AnnexLine, Appraisal, Evidence, Period, ProgressEntry, WorkTarget

WEEK = timedelta(days=7)
MONTHS_OF = {Period.Documentation.MONTHLY: 1, Period.Documentation.QUARTERLY: 3}


@dataclass(frozen=True)
class Span:
    """One period of the rhythm; both days count. `key` names it in the address."""

    key: str
    label: str
    starts_on: date
    ends_on: date

    def holds(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


def spans(period: Period) -> list[Span]:
    """The year cut into the periods of its rhythm; weeks run from Monday and stay inside the year."""
    if period.documentation == Period.Documentation.WEEKLY:
        return list(_weeks(period))
    return list(_months(period, MONTHS_OF[Period.Documentation(period.documentation)]))


def _weeks(period: Period) -> Iterator[Span]:
    start, number = period.starts_on, 1
    while start <= period.ends_on:
        end = min(start + WEEK - timedelta(days=start.weekday() + 1), period.ends_on)
        label = f"Minggu {number} ({date_format(start, 'j M')} sampai {date_format(end, 'j M')})"
        yield Span(str(number), label, start, end)
        start, number = end + timedelta(days=1), number + 1


def _months(period: Period, step: int) -> Iterator[Span]:
    for number, first in enumerate(range(1, 13, step), 1):
        last = first + step - 1
        start = date(period.year, first, 1)
        end = date(period.year, last, calendar.monthrange(period.year, last)[1])
        label = f"Triwulan {'I' * number if number < 4 else 'IV'}" if step > 1 else date_format(start, "F")
        yield Span(str(number), label, start, end)


def chosen(found: list[Span], key: str, today: date) -> Span:
    """The period of the address, else the one of today, else the last."""
    named = next((one for one in found if one.key == key), None)
    return named or next((one for one in found if one.holds(today)), found[-1])


@dataclass(frozen=True)
class Documented:
    """One result in one period: entries, evidence of its own and of others, and the course of its indicators."""

    target: WorkTarget
    entries: list[ProgressEntry]
    evidence: list[Evidence]
    borrowed: list[Evidence]
    courses: list[Course]

    @property
    def gap(self) -> bool:
        return not (self.evidence or self.borrowed)


@dataclass(frozen=True)
class Gap:
    """How many results of a period have evidence."""

    span: Span
    proven: int
    of: int
    now: bool

    @property
    def complete(self) -> bool:
        return self.proven == self.of


class Documentation:
    """Everything of a year, loaded once: its number of queries depends on nothing."""

    def __init__(self, appraisal: Appraisal, today: date) -> None:
        self.appraisal, self.today = appraisal, today
        self.targets = list(
            appraisal.targets.select_related("taken_over__taken_by").prefetch_related(
                "indicators", Prefetch("more_evidence", Evidence.objects.select_related("entry"))
            )
        )
        self.entries = list(appraisal.progress.prefetch_related("evidence"))
        indicators = [one for target in self.targets for one in target.indicators.all()]
        self.courses = courses(appraisal, indicators, self.entries, today)
        self.spans = spans(appraisal.period)

    def of(self, span: Span) -> list[Documented]:
        return [self._documented(target, span) for target in self.targets]

    def _documented(self, target: WorkTarget, span: Span) -> Documented:
        entries = [one for one in self.entries if one.target_id == target.pk and span.holds(one.day)]
        borrowed = [one for one in target.more_evidence.all() if one.entry and span.holds(one.entry.day)]
        return Documented(
            target=target,
            entries=entries,
            evidence=[evidence for one in entries for evidence in one.evidence.all()],
            borrowed=borrowed,
            courses=[self.courses[one.pk] for one in target.indicators.all()],
        )

    def gaps(self) -> list[Gap]:
        """The periods until today, the newest first."""
        found = []
        for span in reversed(self.spans):
            if span.starts_on <= self.today:
                rows = self.of(span)
                proven = sum(not row.gap for row in rows)
                found.append(Gap(span, proven, len(rows), span.holds(self.today)))
        return found


def missing_resources(appraisal: Appraisal) -> list[AnnexLine]:
    """Promised resources that did not come: then the expectation may be adjusted (text lines 2441-2443)."""
    return list(appraisal.annex.filter(kind=AnnexLine.Kind.RESOURCE, state=AnnexLine.State.NOT_COME))
