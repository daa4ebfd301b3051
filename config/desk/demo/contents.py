"""What stands in an appraisal: targets with indicators that serve the superior's, and the year's progress."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby
from random import Random
from typing import Any, TypeVar

from django.utils import timezone

from appraisal.models import (
    Appraisal,
    BehaviourExpectation,
    Evaluation,
    Period,
    ProgressEntry,
    TargetIndicator,
    WorkTarget,
)
from appraisal.rating import Rating
from config.desk.demo import texts
from config.desk.demo.people import Person
from config.desk.demo.texts import Measure, PlannedResult

BATCH = 2000
FRIDAY = 4
T = TypeVar("T")
Perspective = TargetIndicator.Perspective
LEADERS_VIEW = (Perspective.RECIPIENTS, Perspective.PROCESS, Perspective.BUDGET)
Direction = TargetIndicator.Direction


@dataclass
class Figure:
    """An indicator with what will have been achieved of it by the end of the year."""

    indicator: TargetIndicator
    measure: Measure
    achieved: Decimal

    @property
    def told(self) -> bool:
        """Whether the SKP has it as a sentence (qualitative approach): then no page asks for the figure."""
        return self.indicator.lower is None

    @property
    def words(self) -> str:
        return f"{texts.printed(self.achieved)} {self.measure.unit}"


@dataclass
class Result:
    """A target with its text and figures."""

    target: WorkTarget
    planned: PlannedResult
    figures: list[Figure]


@dataclass(eq=False)
class Row:
    """One person's year while it is being written. `draw` is this row's own luck, the same in each run."""

    person: Person
    appraisal: Appraisal
    draw: Random
    ratings: tuple[Rating, Rating]
    results: list[Result] = field(default_factory=list)
    evaluation: Evaluation | None = None
    parent: Row | None = None
    moments: dict[str, datetime] = field(default_factory=dict)

    def one_of(self, choices: Iterable[T]) -> T:
        return self.draw.choice(list(choices))

    def chance(self, share: float) -> bool:
        return self.draw.random() < share


def at(day: date, draw: Random) -> datetime:
    """Some moment in the working hours of a day."""
    return moment(day, draw.randint(1, 8), draw.randint(0, 59))


def working_moment(day: date, number: int, minute: int = 0) -> datetime:
    """In working hours, on Friday for a weekend; `number` (0 to 12) keeps the steps of one day in their order."""
    return moment(day - timedelta(days=max(0, day.weekday() - FRIDAY)), number, minute)


def moment(day: date, number: int, minute: int) -> datetime:
    """The same on any day: the clock knows no weekend."""
    return timezone.make_aware(datetime.combine(day, time(7 + number, minute)))


def write_targets(rows: list[Row]) -> None:
    """Targets, indicators and expectations; superiors' rows must stand before or be among these."""
    ordered = sorted(rows, key=lambda row: row.person.depth)
    for _, group in groupby(ordered, key=lambda row: row.person.depth):
        level = list(group)
        for row in level:
            row.results = [_result(row, planned, number) for number, planned in enumerate(_plan(row))]
        WorkTarget.objects.bulk_create(
            [result.target for row in level for result in row.results], batch_size=BATCH
        )
    TargetIndicator.objects.bulk_create(
        [figure.indicator for row in rows for result in row.results for figure in result.figures],
        batch_size=BATCH,
    )
    BehaviourExpectation.objects.bulk_create(
        [one for row in rows for one in _expectations(row)], batch_size=BATCH
    )


def _plan(row: Row) -> list[PlannedResult]:
    """A head answers for the unit's theme, everybody else for the job; some have a task beside it."""
    seat = row.person.seat
    region = seat.unit.region
    own = texts.themes(region)[seat.job].results if seat.head else texts.families(region)[seat.job].results
    beside = [row.one_of(texts.additional(region))] if row.chance(0.3) else []
    return [*own, *beside]


def _result(row: Row, planned: PlannedResult, number: int) -> Result:
    beside = planned in texts.additional(row.person.seat.unit.region)
    leader = row.appraisal.leads
    told = row.appraisal.period.approach == Period.Approach.QUALITATIVE
    parent, words = _served(row)
    target = WorkTarget(
        appraisal=row.appraisal,
        kind=WorkTarget.Kind.ADDITIONAL if beside else WorkTarget.Kind.MAIN,
        parent=None if beside or leader else parent,
        parent_text="" if beside or leader or parent else words,
        assigned_by=_assigner(row) if leader else "",
        result=planned.result,
        order=number,
    )
    figures = []
    for order, measure in enumerate(planned.measures):
        indicator = TargetIndicator(
            target=target,
            aspect="" if leader or told else measure.aspect,
            perspective=LEADERS_VIEW[order % 3] if leader else "",
            order=order,
            **(_told(measure) if told else _measured(measure)),
        )
        figures.append(Figure(indicator, measure, achieved(measure, row.ratings[0], row.draw)))
    return Result(target, planned, figures)


def _measured(measure: Measure) -> dict[str, Any]:
    """Indicator and target apart, as the quantitative forms have them."""
    return {
        "text": measure.text, "goal": measure.goal, "unit": measure.unit, "direction": measure.direction,
        "lower": measure.lower, "upper": measure.upper,
    }  # fmt: skip


def _told(measure: Measure) -> dict[str, Any]:
    """Both in one sentence, as the qualitative forms have them."""
    return {"text": f"{measure.text}: {measure.goal}"}


def _assigner(row: Row) -> str:
    """The post of the leader who gave a leader his results, as form A.1.2 prints it."""
    boss = row.person.superior
    return boss.placement.position.title if boss else row.person.seat.unit.region.head


def _served(row: Row) -> tuple[WorkTarget | None, str]:
    """The superior's target that this one serves; his goal in words where he has none yet."""
    if row.parent is not None:
        main = [one.target for one in row.parent.results if one.target.kind == WorkTarget.Kind.MAIN]
        return row.one_of(main), ""
    seat = row.person.seat
    theme = texts.themes(seat.unit.region)[seat.unit.theme]
    return None, theme.serves if seat.head else theme.results[0].result


def achieved(measure: Measure, results: Rating, draw: Random) -> Decimal:
    """A figure that fits the rating, most of the time: nobody does everything equally well."""
    step = _step(measure)
    width = max(measure.upper - measure.lower, step)
    where = results if draw.random() < 0.8 else Rating.MEETS
    within = measure.lower + (measure.upper - measure.lower) * Decimal(draw.randint(0, 4)) / 4
    off = width * Decimal(draw.randint(1, 3)) / 2
    better = where == Rating.ABOVE
    match where:
        case Rating.MEETS:
            value = within
        case _ if better == (measure.direction == Direction.HIGHER):
            value = measure.upper + max(off, step)
        case _:
            value = measure.lower - max(off, step)
    if measure.unit == "%":
        value = min(value, Decimal(100))
    least = step if measure.aspect == TargetIndicator.Aspect.TIME else Decimal(0)
    return max((value / step).quantize(Decimal(1), ROUND_HALF_UP) * step, least)


def _step(measure: Measure) -> Decimal:
    """How finely it is measured: half days, tenths where the thresholds have them, else whole ones."""
    if measure.unit == "hari kerja":
        return Decimal("0.5")
    return Decimal(1) if measure.lower % 1 == measure.upper % 1 == 0 else Decimal("0.1")


def _expectations(row: Row) -> list[BehaviourExpectation]:
    chosen = row.draw.sample(texts.words()["values"]["expectations"], 2)
    return [BehaviourExpectation(appraisal=row.appraisal, value=value, text=text) for value, text in chosen]


def write_progress(rows: list[Row], *, until: date, entries: int) -> None:
    """At most so many entries a target until `until`; the last one carries the latest figure."""
    made = []
    for row in rows:
        days = (until - row.appraisal.period.starts_on).days
        for result in row.results:
            steps = row.draw.sample(result.planned.steps, min(entries, len(result.planned.steps)))
            made += [
                _entry(row, result, text, (number, len(steps)), days) for number, text in enumerate(steps, 1)
            ]
        made += _beside(row, days)
    ProgressEntry.objects.bulk_create(made, batch_size=BATCH)


def _entry(row: Row, result: Result, text: str, turn: tuple[int, int], days: int) -> ProgressEntry:
    """The entry with this `turn` (which of how many) about a target; `days` from the year's first to the last."""
    figure, (number, entries) = result.figures[0], turn
    part = (figure.achieved * _share(figure.measure, number, entries)).quantize(
        figure.achieved, ROUND_HALF_UP
    )
    wants_help = row.chance(0.04)
    obstacle = row.one_of(result.planned.obstacles) if row.chance(0.3) else ""
    obstacle = "" if obstacle == texts.words()["none"] else obstacle
    day = row.appraisal.period.starts_on + timedelta(
        days=days * number // (entries + 1) + row.draw.randint(0, 9)
    )
    return ProgressEntry(
        appraisal=row.appraisal,
        target=result.target,
        indicator=figure.indicator,
        day=day,
        text=text,
        achieved=None if figure.told else part,
        obstacle=row.one_of(texts.words()["help"]) if wants_help else obstacle,
        help_wanted=wants_help,
        helped_at=at(day + timedelta(days=3), row.draw) if wants_help and row.chance(0.6) else None,
    )


def _share(measure: Measure, number: int, entries: int) -> Decimal:
    """What part of the year's figure an entry reports: counts add up, rates and durations get better."""
    left = Decimal(entries - number) / entries
    if measure.aspect == TargetIndicator.Aspect.QUANTITY:
        return 1 - left
    return 1 - left / 10 if measure.direction == Direction.HIGHER else 1 + left / 2


def _beside(row: Row, days: int) -> list[ProgressEntry]:
    """Effort, community and innovation: each for some."""
    kinds = ProgressEntry.Kind
    chosen = [
        (kind, words)
        for kind, words, share in (
            (kinds.EFFORT, "effort", 0.5),
            (kinds.COMMUNITY, "community", 0.3),
            (kinds.INNOVATION, "innovation", 0.2),
        )
        if row.chance(share)
    ]
    return [
        ProgressEntry(
            appraisal=row.appraisal,
            kind=kind,
            day=row.appraisal.period.starts_on + timedelta(days=row.draw.randint(days // 4, days - 1)),
            text=row.one_of(texts.words()[words]),
        )
        for kind, words in chosen
    ]
