"""How an indicator moves through the year: its figures, its planned course (lintasan), and what that says in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from appraisal import windows
from appraisal.models import Appraisal, Period, ProgressEntry, TargetIndicator, Trajectory, WindowCode
from appraisal.rating import RATING_LABELS, Rating, suggest_item
from appraisal.trend import Trend, trend

SHOWN = 6  # figures in the table beside the chart
ON_COURSE, BEHIND = "sesuai lintasan", "tertinggal dari lintasan"
NO_FIGURE, NO_PLAN, NOT_YET = "belum ada angka", "lintasan belum disusun", "belum ada tonggak yang lewat"
TONES = {ON_COURSE: "done", BEHIND: "attention"}
RATING_TONES = {Rating.ABOVE: "done", Rating.MEETS: "done", Rating.BELOW: "attention"}


def milestones(period: Period) -> list[WindowCode]:
    """The windows that a course is planned for: months where the agency evaluates monthly, else quarters."""
    months = period.rhythm == Period.Rhythm.MONTHLY
    return [*(windows.MONTHS if months else windows.QUARTERS), WindowCode.YEAR]


@dataclass(frozen=True)
class Course:
    """An indicator with its figures, oldest first. `against` is the milestone that `words` speaks of."""

    indicator: TargetIndicator
    entries: list[ProgressEntry]
    words: str
    against: Trajectory | None
    rating: Rating | None
    trend: Trend | None

    @property
    def tone(self) -> str:
        return TONES.get(self.words, "draft")

    @property
    def latest(self) -> ProgressEntry | None:
        return self.entries[-1] if self.entries else None

    @property
    def shown(self) -> list[ProgressEntry]:
        """The newest figures, newest first."""
        return self.entries[::-1][:SHOWN]

    @property
    def older(self) -> int:
        return max(len(self.entries) - SHOWN, 0)

    @property
    def rating_words(self) -> str:
        """The figure against the thresholds; "" where it says nothing."""
        return RATING_LABELS[self.rating].lower() if self.rating else ""

    @property
    def rating_tone(self) -> str:
        return RATING_TONES[self.rating] if self.rating else "draft"


def courses(
    appraisal: Appraisal, indicators: Sequence[TargetIndicator], entries: Iterable[ProgressEntry], today: date
) -> dict[int, Course]:
    """By indicator. `entries` are the appraisal's; those without a figure are passed over."""
    counted = [one for one in entries if one.indicator_id is not None and one.achieved is not None]
    counted.sort(key=lambda one: (one.day, one.pk))
    planned: dict[int, list[Trajectory]] = {}
    for row in Trajectory.objects.filter(indicator__in=[one.pk for one in indicators]):
        planned.setdefault(row.indicator_id, []).append(row)
    return {
        one.pk: course(
            appraisal.period,
            one,
            [entry for entry in counted if entry.indicator_id == one.pk],
            planned.get(one.pk, []),
            today,
        )
        for one in indicators
    }


def course(
    period: Period,
    indicator: TargetIndicator,
    entries: list[ProgressEntry],
    planned: Sequence[Trajectory],
    today: date,
) -> Course:
    """The figures against the thresholds, and against the last milestone that has passed."""
    latest = entries[-1].achieved if entries else None
    higher = indicator.direction == TargetIndicator.Direction.HIGHER
    words, against = _words(period, entries, planned, today, higher=higher)
    return Course(
        indicator=indicator,
        entries=entries,
        words=words,
        against=against,
        rating=suggest_item(latest, indicator.lower, indicator.upper, higher_is_better=higher),
        trend=trend(
            [(one.day, one.achieved) for one in entries if one.achieved is not None],
            (period.starts_on, period.ends_on),
            (indicator.lower, indicator.upper),
        ),
    )


def _words(
    period: Period, entries: list[ProgressEntry], planned: Sequence[Trajectory], today: date, *, higher: bool
) -> tuple[str, Trajectory | None]:
    ends = {row.pk: windows.span(period, row.window).ends_on for row in planned}
    figured = sorted((row for row in planned if row.planned is not None), key=lambda row: ends[row.pk])
    if not figured:
        return NO_PLAN, None
    passed = [row for row in figured if ends[row.pk] <= today]
    if not passed:
        return NOT_YET, None
    against = passed[-1]
    reached = figure_on(entries, ends[against.pk])
    if reached is None or against.planned is None:
        return NO_FIGURE, against
    kept = reached >= against.planned if higher else reached <= against.planned
    return (ON_COURSE if kept else BEHIND), against


def figure_on(entries: Sequence[ProgressEntry], day: date) -> Decimal | None:
    """The figure that stood on a day; figures are cumulative, so the newest until then."""
    found = [one.achieved for one in entries if one.day <= day]
    return found[-1] if found else None
