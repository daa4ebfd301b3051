"""Windows of a period: when which evaluation opens and ends, which months it covers, and opening them.

Quarterly: TW1, TW2, TW3 and AKHIR; monthly: B01 to B11 and AKHIR. AKHIR covers the year. A periodic window opens on
the 20th of its last month and ends on the 10th working day after (product.md); each is independent of the others.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from appraisal.models import Appraisal, Evaluation, EvaluationStatus, EvaluationWindow, Period, WindowCode
from appraisal.working_days import working_day

OPENS_DAY = 20
SELF_DAYS, END_DAYS = 5, 10  # working days after the covered months
BATCH = 1000
QUARTERS = (WindowCode.Q1, WindowCode.Q2, WindowCode.Q3)
MONTHS = tuple(code for code in WindowCode if code.value.startswith("B"))
PERIODIC: dict[str, tuple[WindowCode, ...]] = {
    Period.Rhythm.YEARLY: (),
    Period.Rhythm.QUARTERLY: QUARTERS,
    Period.Rhythm.MONTHLY: MONTHS,
}


@dataclass(frozen=True)
class Span:
    """The days that a window looks at; both count."""

    starts_on: date
    ends_on: date


def codes(period: Period) -> list[WindowCode]:
    """The windows of a period by its rhythm, the yearly one last."""
    return [*PERIODIC[period.rhythm], WindowCode.YEAR]


def span(period: Period, code: str) -> Span:
    """From the first to the last month that the window covers, of the period's calendar year."""
    if code == WindowCode.YEAR:
        return Span(period.starts_on, period.ends_on)
    number = int(code[-1] if code in QUARTERS else code[-2:])
    first, last = (3 * number - 2, 3 * number) if code in QUARTERS else (number, number)
    return Span(date(period.year, first, 1), _last_day(period.year, last))


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def default_dates(period: Period, code: str) -> dict[str, date]:
    """When a periodic window opens, when its self-assessment is due, when it ends."""
    covered = span(period, code)
    return {
        "opens_on": covered.ends_on.replace(day=OPENS_DAY),
        "self_due_on": working_day(covered.ends_on, SELF_DAYS),
        "ends_on": working_day(covered.ends_on, END_DAYS),
    }


@transaction.atomic
def make_windows(period: Period) -> None:
    """Have the periodic windows follow the rhythm; the yearly one stays, and so does any that has evaluations."""
    wanted = PERIODIC[period.rhythm]
    stale = period.windows.exclude(code__in=[*wanted, WindowCode.YEAR])
    used = Evaluation.objects.filter(appraisal__period=period, window=OuterRef("code"))
    stale.exclude(Exists(used)).delete()
    for code in wanted:
        EvaluationWindow.objects.get_or_create(period=period, code=code, defaults=default_dates(period, code))


def open_evaluations(today: date) -> int:
    """Create the evaluations whose window has opened; safe to run any number of times. Returns how many."""
    periods = Period.objects.filter(status=Period.Status.OPEN).prefetch_related("windows")
    return sum(
        _open(period, window)
        for period in periods
        for window in period.windows.all()
        if window.is_open(today)
    )


def open_evaluations_of(appraisal: Appraisal, today: date) -> int:
    """The same for one appraisal that was opened just now, so that its pages show what waits already."""
    if appraisal.period.status != Period.Status.OPEN:
        return 0
    found = [window for window in appraisal.period.windows.all() if window.is_open(today)]
    return sum(_open(appraisal.period, window, only=appraisal.pk) for window in found)


def _open(period: Period, window: EvaluationWindow, only: int | None = None) -> int:
    made = Evaluation.objects.bulk_create(
        [
            Evaluation(
                appraisal=appraisal,
                window=window.code,
                opens_on=window.opens_on,
                self_due_on=window.self_due_on,
                ends_on=window.ends_on,
            )
            for appraisal in _missing(period, window, only)
        ],
        ignore_conflicts=True,
        batch_size=BATCH,
    )
    return len(made)


def _missing(period: Period, window: EvaluationWindow, only: int | None) -> Iterable[Appraisal]:
    """Open appraisals without this evaluation, that began before the covered months ended.

    Who moved has it where the old unit's lapsed, and has none where the old unit's was signed: that one runs on
    with its own parties.
    """
    covered = span(period, window.code)
    own = Evaluation.objects.filter(appraisal=OuterRef("pk"), window=window.code)
    theirs = Evaluation.objects.filter(
        appraisal__employee=OuterRef("employee"), appraisal__period=period, window=window.code
    )
    before = theirs.filter(signed_at__isnull=False)
    lapsed = theirs.filter(appraisal__successor=OuterRef("pk"), status=EvaluationStatus.VOID)
    rows = Appraisal.objects.alive().filter(period=period)
    if only is not None:
        rows = rows.filter(pk=only)
    begun = Q(starts_on__isnull=True) | Q(starts_on__lte=covered.ends_on) | Exists(lapsed)
    return rows.filter(begun).exclude(Exists(own)).exclude(Exists(before)).select_related("employee")
