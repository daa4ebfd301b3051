"""The running year: opened like any other, then everybody brought to a stage, with dates around the demo's day."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

import pgtrigger
from django.utils import timezone

from appraisal import opening, windows
from appraisal.models import (
    Appraisal,
    Criterion,
    CriterionRating,
    Evaluation,
    Event,
    ExplanationRequest,
    Period,
    WindowCode,
)
from config.desk.demo import (
    acts,
    assessments,
    contents,
    followup,
    notes,
    periods,
    sharing,
    surroundings,
    texts,
)
from config.desk.demo.agreements import write_agreements
from config.desk.demo.contents import Row, working_moment
from config.desk.demo.stages import BY_CLOCK, ENDS_IN, OPENED, SELF_DUE_IN, STEPS, Stage, stage_of
from config.desk.demo.years import BATCH, Story, batches, make_period, write_unit_results
from employees.models import Employee, Notification
from employees.models.person import LegalStatus

UPDATES = 150  # rows an UPDATE: its CASE lists make longer ones slower, with the square of the length
SELF = {Stage.OPEN_DRAFT, Stage.SKIPPED}
APPRAISAL_FIELDS = ["status", "closed_reason", "proposed_at", "set_by", "set_at", "set_note", "versions"]
EVALUATION_FIELDS = [
    "status", "self_due_on", "self_submitted_at", "self_skipped", "self_late", "note", "predicate", "rated_at",
    "signed_at", "signed_by", "received_at", "returned_at", "reply_due_on", "final_at", "versions",
    "unit_predicate", "unit_remark", "origin",
]  # fmt: skip


def open_year(story: Story, year: int) -> Period:
    """The period with its window around the demo's day, an appraisal and an evaluation for everybody due one."""
    day = story.today
    period = make_period(
        year,
        Period.Status.PREPARING,
        opens_on=day - timedelta(days=OPENED),
        self_due_on=day + timedelta(days=SELF_DUE_IN),
        ends_on=day + timedelta(days=ENDS_IN),
    )
    opening.open_period(period, by=story.personnel, today=period.starts_on)
    windows.open_evaluations(day)
    write_unit_results(story, period, provisional=True)
    periods.open_rhythm(story, period)
    opened = working_moment(date(year, 1, 2), 0)
    _date(Event.objects.filter(action="open"), opened)
    period.opened_at = opened
    period.save(update_fields=["opened_at"])
    return period


def fill_year(
    story: Story, period: Period, fixed: dict[int, Stage], held_back: Collection[int] = ()
) -> dict[int, Row]:
    """Bring everybody to a stage. Returns the rows of those whose stage was `fixed`, by employee id.

    The last ended period of those `held_back` is left for the demo to play on with.
    """
    appraisals = {
        row.employee_id: row
        for row in Appraisal.objects.filter(period=period).select_related("period", "unit")
    }
    yearly = Evaluation.objects.filter(appraisal__period=period, window=WindowCode.YEAR)
    evaluations = {row.appraisal_id: row for row in yearly}
    over = periods.ended(story, period)
    people = [one for one in story.agency.people if one.employee.pk in appraisals]
    kept: dict[int, Row] = {}
    heads: dict[int, Row] = {}
    for batch in batches(people):
        rows: list[tuple[Row, Stage]] = []
        for person in batch:
            row = story.row(person, appraisals[person.employee.pk])
            row.evaluation = evaluations[row.appraisal.pk]
            row.evaluation.appraisal = row.appraisal
            row.parent = heads.get(person.superior.employee.pk) if person.superior else None
            if person.seat.head:
                heads[person.employee.pk] = row
            if person.employee.pk in fixed:
                kept[person.employee.pk] = row
            rows.append((row, stage_of(person, row.draw, fixed)))
        _fill(story, rows)
        surroundings.write_annex([row for row, _ in rows if row.results])
        surroundings.write_plans(_running(rows), period)
        was_set = [(row, "set" in dict(STEPS[stage])) for row, stage in rows]
        write_events(periods.write(story, was_set, over, told=set(fixed), later=held_back))
    write_agreements(period, heads.values())
    _settle(story, period, kept.values())
    return kept


def _settle(story: Story, period: Period, rows: Iterable[Row]) -> None:
    """What follows for all once everybody is at a stage."""
    write_events(periods.close_self_assessments(story, period))
    followup.write_reports(story, period)
    _end_early(rows)
    busy = Appraisal.objects.exclude(status="PLANNING").filter(period=period).values("employee")
    Notification.objects.filter(key__startswith="open:", employee__in=busy).update(read_at=timezone.now())


def _fill(story: Story, staged: list[tuple[Row, Stage]]) -> None:
    planned = [row for row, stage in staged if stage != Stage.EMPTY]
    running = _running(staged)
    until = story.today - timedelta(days=3)
    contents.write_targets(planned)
    contents.write_progress(running, until=until, entries=3)
    notes.write_notes(running, leader=story.leaders(), until=until, most=3)
    events = [event for row, stage in staged for event in _walk(story, row, stage)]
    write_events(events)
    _save(staged)
    _write_evaluations(story, staged)


def _running(staged: list[tuple[Row, Stage]]) -> list[Row]:
    return [row for row, stage in staged if "set" in dict(STEPS[stage])]


def share_out(story: Story, rows: dict[int, Row], stages: dict[int, Stage]) -> None:
    """The demo superior's role matrix, a result taken over and templates; `rows` and `stages` by employee id."""
    agency = story.agency
    members = [rows[one.employee.pk] for one in agency.staff(agency.layout.team) if one.employee.pk in rows]
    set_ones = [row for row in members if row.appraisal.set_at and row.appraisal.status == "RUNNING"]
    leader = rows[agency.head(agency.layout.team).employee.pk]
    moment = working_moment(date(leader.appraisal.period.year, 1, 6), 2)
    sharing.write_matrix(leader, set_ones[0], set_ones[1:], moment)
    late = next((row for row in set_ones if stages[row.person.employee.pk] == Stage.SKIPPED), None)
    if late is not None:
        sharing.take_over(story, late)
    titles = sorted({row.person.seat.title for row in members})
    surroundings.write_templates(titles, leader.person.employee, story.profile.region)


def _walk(story: Story, row: Row, stage: Stage) -> list[tuple[Event, datetime]]:
    """Take the stage's steps in memory; each at a later moment than the one before."""
    found = []
    for number, (action, days_ago) in enumerate(STEPS[stage]):
        when = contents.moment if action in acts.CLOCKS else working_moment
        moment = when(_day(story, row, action, days_ago), number, row.draw.randint(0, 39))
        found.append((acts.take(story, row, action, moment), moment))
    return found


def _day(story: Story, row: Row, action: str, days_ago: int) -> date:
    """So many days ago; January for planning; the day after a limit for the clock's steps."""
    if days_ago != BY_CLOCK:
        return story.today - timedelta(days=days_ago)
    if action in {"propose", "set"}:
        return date(row.appraisal.period.year, 1, row.draw.randint(3, 6) + (5 if action == "set" else 0))
    return acts.clocks_day(row, action) or story.today


def write_events(dated: list[tuple[Event, datetime]]) -> None:
    """Events carry the moment of their insert; these belong to earlier days."""
    Event.objects.bulk_create([event for event, _ in dated], batch_size=BATCH)
    for event, moment in dated:
        event.at = moment
    with pgtrigger.ignore("appraisal.Event:events_are_append_only"):
        Event.objects.bulk_update([event for event, _ in dated], ["at"], batch_size=UPDATES)


def _date(events: Iterable[Event], moment: datetime) -> None:
    rows = list(events)
    for event in rows:
        event.at = moment
    with pgtrigger.ignore("appraisal.Event:events_are_append_only"):
        Event.objects.bulk_update(rows, ["at"], batch_size=UPDATES)


def _save(staged: list[tuple[Row, Stage]]) -> None:
    for row, stage in staged:
        evaluation = acts.of(row)
        row.appraisal.versions = {"targets": 1} if row.results else {}
        if stage in SELF or evaluation.self_submitted_at:
            evaluation.versions["self"] = 1
        if "show" in row.moments:
            evaluation.note = assessments.note(row)
            evaluation.versions |= {"rating": 1, "dialogue": 1, "note": 1}
    Appraisal.objects.bulk_update([row.appraisal for row, _ in staged], APPRAISAL_FIELDS, batch_size=UPDATES)
    Evaluation.objects.bulk_update([acts.of(row) for row, _ in staged], EVALUATION_FIELDS, batch_size=UPDATES)


def _write_evaluations(story: Story, staged: list[tuple[Row, Stage]]) -> None:
    submitted = [row for row, _ in staged if acts.of(row).self_submitted_at]
    assessments.write_self_assessments(submitted)
    assessments.write_self_assessments([row for row, stage in staged if stage in SELF], partly=True)
    # An appraiser's draft where the ratings are not given yet, for some.
    rated = [
        row for row, stage in staged if "rate" in row.moments or (stage == Stage.ASSESSED and row.chance(0.4))
    ]
    assessments.write_ratings((row, story.appraiser(row.person)) for row in rated)
    _write_criteria([row for row in rated if "rate" in row.moments])
    shown = [row for row, _ in staged if "show" in row.moments]
    assessments.write_dialogues(shown)
    assessments.write_recommendations(shown, due_on=date(story.today.year + 1, 6, 30), done=False)
    assessments.write_agendas([row for row, stage in staged if stage == Stage.RATED and row.chance(0.7)])
    _write_explanations([row for row, _ in staged if "ask_results" in row.moments])


def _write_criteria(rows: list[Row]) -> None:
    """Beside the predicate, never part of it."""
    criteria = list(Criterion.objects.filter(period=rows[0].appraisal.period)) if rows else []
    CriterionRating.objects.bulk_create(
        [
            CriterionRating(evaluation=row.evaluation, criterion=criterion, rating=row.ratings[1])
            for row in rows
            for criterion in criteria
        ],
        batch_size=BATCH,
    )


def _write_explanations(rows: list[Row]) -> None:
    said = texts.words()["evaluation"]
    asked = ExplanationRequest.objects.bulk_create(
        [
            ExplanationRequest(
                evaluation=row.evaluation,
                about=ExplanationRequest.About.RESULTS,
                question=said["asked"],
                answer=said["answered"] if "answer_results" in row.moments else "",
                answered_at=row.moments.get("answer_results"),
            )
            for row in rows
        ]
    )
    for row, request in zip(rows, asked, strict=True):
        request.asked_at = row.moments["ask_results"]
    ExplanationRequest.objects.bulk_update(asked, ["asked_at"], batch_size=UPDATES)


def _end_early(rows: Iterable[Row]) -> None:
    """Whoever's appraisal was opened in error is already preparing for retirement."""
    people = [row.person.employee for row in rows if "close_in_error" in row.moments]
    for employee in people:
        employee.legal_status = LegalStatus.PRE_RETIREMENT
        employee.legal_status_text = "Masa Persiapan Pensiun"
    Employee.objects.bulk_update(people, ["legal_status", "legal_status_text"])
