"""What stands around the targets of a year: annex, action plan, planned course, manuals, work blocks, templates."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from appraisal import windows
from appraisal.models import (
    ActionPlanItem,
    AnnexLine,
    IndicatorManual,
    Period,
    TargetTemplate,
    Trajectory,
    WindowCode,
    WorkBlock,
)
from appraisal.models.target import TargetIndicator
from config.desk.demo import texts
from config.desk.demo.contents import BATCH, Figure, Row
from config.desk.demo.regions import Region
from employees.models import Employee

Kind, State = AnnexLine.Kind, AnnexLine.State
PLANNED = 2  # results of each person that have an action plan and a planned course


def write_annex(rows: Iterable[Row]) -> None:
    """Three agreed lines each; of the promised resources most have come by now, some have not."""
    AnnexLine.objects.bulk_create([line for row in rows for line in _annex(row)], batch_size=BATCH)


def _annex(row: Row) -> list[AnnexLine]:
    said = texts.year()["annex"]
    state = row.draw.choices((State.COME, State.PROMISED, State.NOT_COME), (60, 30, 10))[0]
    if row.appraisal.set_at is None:
        state = State.PROMISED
    note = said["not_come"] if state == State.NOT_COME else ""
    lines = [(Kind.RESOURCE, "resources", state, note)]
    lines += [(Kind.ACCOUNTABILITY, "accountability", State.PROMISED, "")]
    lines += [(Kind.CONSEQUENCE, "consequences", State.PROMISED, "")]
    return [
        AnnexLine(
            appraisal=row.appraisal, kind=kind, text=row.one_of(said[name]), state=state, state_note=note
        )
        for kind, name, state, note in lines
    ]


def write_plans(rows: list[Row], period: Period) -> None:
    """An action plan and a planned course for the first results of everybody whose SKP was set."""
    codes = windows.QUARTERS if period.rhythm != Period.Rhythm.MONTHLY else windows.MONTHS
    ActionPlanItem.objects.bulk_create([one for row in rows for one in _actions(row)], batch_size=BATCH)
    steps = (*codes[:: max(1, len(codes) // 3)], WindowCode.YEAR)
    figures = [result.figures[0] for row in rows for result in row.results[:PLANNED]]
    Trajectory.objects.bulk_create(
        [one for figure in figures for one in _course(figure, steps)], batch_size=BATCH
    )
    _write_leaders([row for row in rows if row.appraisal.leads])


def _actions(row: Row) -> list[ActionPlanItem]:
    said = texts.year()["plan"]["actions"]
    return [
        ActionPlanItem(
            appraisal=row.appraisal,
            target=result.target,
            text=text,
            state=ActionPlanItem.State.DONE if number == 0 else ActionPlanItem.State.PLANNED,
            order=number,
        )
        for result in row.results[:PLANNED]
        for number, text in enumerate(said[:2] if row.chance(0.5) else said[2:])
    ]


def _course(figure: Figure, steps: tuple[WindowCode, ...]) -> list[Trajectory]:
    """Counts grow to the target; rates and durations are meant to be as agreed all year."""
    measure = figure.measure
    counts = measure.aspect == TargetIndicator.Aspect.QUANTITY
    bound = measure.lower if measure.direction == TargetIndicator.Direction.HIGHER else measure.upper
    planned = [
        (bound * number / len(steps)).quantize(Decimal(1), ROUND_HALF_UP) if counts else bound
        for number in range(1, len(steps) + 1)
    ]
    return [
        Trajectory(
            indicator=figure.indicator,
            window=code,
            planned=None if figure.told else amount,
            text=f"{texts.printed(amount)} {measure.unit}" if figure.told else "",
        )
        for code, amount in zip(steps, planned, strict=True)
    ]


def _write_leaders(rows: list[Row]) -> None:
    """A manual and a work block for the first indicator of whoever plans as a leader."""
    said = texts.year()["plan"]
    firsts = [(row, row.results[0].figures[0].indicator) for row in rows if row.results]
    IndicatorManual.objects.bulk_create(
        IndicatorManual(
            indicator=indicator,
            purpose=said["manual_purpose"],
            definition=indicator.text,
            formula=said["manual_formula"],
            measure=indicator.unit,
            quality=IndicatorManual.Quality.OUTCOME,
            source=said["manual_source"],
            reporting=IndicatorManual.Reporting.QUARTERLY,
        )
        for _row, indicator in firsts
    )
    WorkBlock.objects.bulk_create(
        WorkBlock(
            appraisal=row.appraisal,
            indicator=indicator,
            title=said["block_title"],
            owner=row.person.placement.position.title,
            due=f"Desember {row.appraisal.period.year}",
            purpose=said["manual_purpose"],
            routine_activities=said["block_routine"],
            new_activities=said["block_new"],
        )
        for row, indicator in firsts
    )


def write_templates(people: Iterable[str], by: Employee, region: Region) -> None:
    """One for each of these posts, from what its holders plan anyway."""
    families = {family.title: family for family in texts.families(region).values()}
    for title in people:
        name = max((one for one in families if title.startswith(one)), key=len, default="")
        if not name:
            continue
        planned = families[name].results[0]
        measure = planned.measures[0]
        TargetTemplate.objects.create(
            position_title=title,
            result=planned.result,
            aspect=measure.aspect,
            indicator=measure.text,
            goal=measure.goal,
            unit=measure.unit,
            direction=measure.direction,
            lower=measure.lower,
            upper=measure.upper,
            made_by=by,
        )
