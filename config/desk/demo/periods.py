"""Evaluations of quarters and months: what has ended is loaded whole, what is open waits like any other.

Who had no SKP when a window ended has a void one there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from random import Random

from appraisal import windows
from appraisal.clocks import deadline
from appraisal.distribution import UnitPredicate
from appraisal.models import (
    AttendanceRecap,
    Evaluation,
    EvaluationStatus,
    EvaluationWindow,
    Event,
    Origin,
    Period,
    UnitRating,
    WindowCode,
)
from appraisal.rating import Rating
from appraisal.workflow import EVALUATION_STEPS
from appraisal.workflow.signing import REPLY_DAYS
from config.desk import presets
from config.desk.demo import acts, assessments, texts
from config.desk.demo.contents import BATCH, Row, moment, working_moment
from config.desk.demo.years import IMPORTED, Story

ONE_DAY = timedelta(days=1)
TOLD_WINDOWS = 2  # the last ones, of which the demo's people wrote more than figures
Dated = list[tuple[Event, datetime]]


def open_rhythm(story: Story, period: Period) -> None:
    """The agency's practice with its windows, and evaluations for those that are open on the demo's day."""
    preset = presets.PRESETS[story.profile.name]
    presets.fill(preset, period, tuple(preset.period))
    windows.open_evaluations(story.today)
    _publish_criteria(story, period)
    _write_unit_results(story, period)


def ended(story: Story, period: Period) -> list[EvaluationWindow]:
    """Periodic windows that are over, oldest first."""
    rows = period.windows.exclude(code=WindowCode.YEAR).filter(ends_on__lt=story.today)
    return list(rows.order_by("opens_on"))


def _publish_criteria(story: Story, period: Period) -> None:
    """Published before anybody proposed an SKP."""
    period.criteria.update(
        published_at=working_moment(period.starts_on + ONE_DAY, 1), published_by=story.personnel
    )


def _write_unit_results(story: Story, period: Period) -> None:
    """A result for each unit and window that is over; provisional ones of the offices where one is open."""
    draw = Random(f"{story.seed}:windows:{period.year}")
    offices = {place.name for place in story.agency.layout.offices}
    rows = period.windows.exclude(code=WindowCode.YEAR).filter(opens_on__lte=story.today)
    made = [
        _unit_result(story, period, window, name, draw)
        for window in rows
        for name in story.agency.units
        if window.ends_on < story.today or name in offices
    ]
    UnitRating.objects.bulk_create(made, batch_size=BATCH)


def _unit_result(
    story: Story, period: Period, window: EvaluationWindow, name: str, draw: Random
) -> UnitRating:
    """As the year stands for the unit, so that its head's ratings follow one value."""
    unit, over = story.agency.units[name], window.ends_on < story.today
    known = story.unit_results.get((unit.pk, period.year)) or story.unit_results.get(
        (unit.pk, period.year - 1)
    )
    predicate = known or draw.choices(list(UnitPredicate)[:3], (22, 70, 8))[0]
    story.unit_results[unit.pk, period.year] = predicate
    return UnitRating(
        unit=unit,
        period=period,
        window=window.code,
        predicate=predicate,
        provisional=not over,
        basis=f"Rapat capaian kinerja {window.get_code_display()} {period.year}",
        set_by=story.personnel,
        set_on=min(story.today, window.ends_on - ONE_DAY),
    )


# --- evaluations ----------------------------------------------------------------------
def write(
    story: Story,
    rows: Iterable[tuple[Row, bool]],
    over: list[EvaluationWindow],
    *,
    told: Collection[int],
    later: Collection[int],
) -> Dated:
    """The ended windows of these people; the flag says whether the SKP was set. Returns the events to write.

    By employee id: those `told` have self-assessment and talk beside the ratings, those in `later` handed in the last
    one and wait.
    """
    made: list[Row] = []
    events: Dated = []
    for row, was_set in rows:
        for window in over:
            one = _begin(story, row, window)
            if one is None:
                continue
            if not was_set:
                acts.of(one).status = EvaluationStatus.VOID
            elif window == over[-1] and row.person.employee.pk in later:
                events += _hand_in(story, one, window)
            else:
                _finish(story, one, window)
            made.append(one)
    Evaluation.objects.bulk_create([acts.of(one) for one in made], batch_size=BATCH)
    _write_contents(story, made, told)
    _write_attendance(made)
    return events + _history(story, made)


def _begin(story: Story, row: Row, window: EvaluationWindow) -> Row | None:
    """A row of its own luck; None for who came after the months that the window covers."""
    appraisal = row.appraisal
    if appraisal.starts_on and appraisal.starts_on > windows.span(appraisal.period, window.code).ends_on:
        return None
    draw = Random(f"{story.seed}:{row.person.employee.nip}:{appraisal.period.year}:{window.code}")
    steady = row.person.seat.head or draw.random() < 0.7
    ratings = row.ratings if steady else (Rating.MEETS, Rating.MEETS)
    one = Row(row.person, appraisal, draw, ratings, results=row.results)
    one.evaluation = Evaluation(
        appraisal=appraisal,
        window=window.code,
        opens_on=window.opens_on,
        self_due_on=window.self_due_on,
        ends_on=window.ends_on,
    )
    return one


def _hand_in(story: Story, row: Row, window: EvaluationWindow) -> Dated:
    when = working_moment(window.self_due_on, 3, row.draw.randint(0, 39))
    return [(acts.take(story, row, "submit", when), when)]


def _finish(story: Story, row: Row, window: EvaluationWindow) -> None:
    """Signed two days before the window ended and accepted before today."""
    evaluation, minute = acts.of(row), row.draw.randint(0, 39)
    signed = working_moment(window.ends_on - 2 * ONE_DAY, 4, minute)
    row.moments = {"show": working_moment(window.ends_on - 2 * ONE_DAY, 3, minute), "rate": signed}
    evaluation.status, evaluation.origin = EvaluationStatus.FINAL, Origin.APPRAISER
    evaluation.self_submitted_at = working_moment(window.self_due_on, 3, minute)
    evaluation.note, evaluation.predicate = assessments.note(row), assessments.outcome(row)
    evaluation.rated_at = evaluation.signed_at = evaluation.received_at = signed
    evaluation.signed_by = story.appraiser(row.person)
    evaluation.reply_due_on = deadline(window.ends_on - 2 * ONE_DAY, REPLY_DAYS, story.holidays)
    evaluation.returned_at = evaluation.final_at = working_moment(window.ends_on, 5, minute)


def close_self_assessments(story: Story, period: Period) -> Dated:
    """Where a window is open beyond its cut-off the clock has stepped in. Returns the events to write."""
    rows = Evaluation.objects.filter(appraisal__period=period, status=EvaluationStatus.OPEN)
    late = list(rows.filter(self_due_on__lt=story.today).exclude(window=WindowCode.YEAR))
    rows.filter(pk__in=[one.pk for one in late]).update(status=EvaluationStatus.ASSESSED, self_skipped=True)
    label = EVALUATION_STEPS["cut_off"].done
    return [
        (
            Event(
                appraisal_id=one.appraisal_id,
                evaluation=one,
                action="cut_off",
                label=label,
                from_status=EvaluationStatus.OPEN,
                to_status=EvaluationStatus.ASSESSED,
            ),
            moment(one.self_due_on + ONE_DAY, 0, 5),
        )
        for one in late
    ]


def _write_contents(story: Story, made: list[Row], led: Collection[int]) -> None:
    """Ratings for everybody; the words of the self-assessment and the talk only where the demo leads."""
    over = [one for one in made if "rate" in one.moments]
    assessments.write_ratings((one, story.appraiser(one.person)) for one in over)
    recent = sorted({acts.of(one).opens_on for one in made})[-TOLD_WINDOWS:]
    told = [one for one in made if one.person.employee.pk in led and acts.of(one).opens_on in recent]
    assessments.write_self_assessments([one for one in told if acts.of(one).self_submitted_at])
    assessments.write_dialogues([one for one in told if "show" in one.moments])


def _write_attendance(made: list[Row]) -> None:
    """Of the working days of each window; sixty a quarter, twenty a month."""
    recaps = []
    for one in made:
        evaluation = acts.of(one)
        days = 60 if evaluation.window in windows.QUARTERS else 20
        present = days - one.draw.choices((0, 1, 3, 6), (55, 25, 15, 5))[0]
        recaps.append(
            AttendanceRecap(
                period=one.appraisal.period,
                window=evaluation.window,
                employee=one.person.employee,
                working_days=days,
                present_days=present,
                late_days=one.draw.choice((0, 0, 0, 1, 2)),
            )
        )
    AttendanceRecap.objects.bulk_create(recaps, batch_size=BATCH)


def _history(story: Story, made: list[Row]) -> Dated:
    """One line an appraisal for all that was loaded, and each void one with its reason."""
    events: Dated = []
    told: set[int] = set()
    for one in made:
        evaluation = acts.of(one)
        when = working_moment(evaluation.ends_on + ONE_DAY, 2)
        if evaluation.status == EvaluationStatus.VOID:
            note = texts.year()["moves"]["not_set"]
            events.append((_event(story, one, "void", "Evaluasi digugurkan", note), when))
        elif evaluation.status == EvaluationStatus.FINAL and one.appraisal.pk not in told:
            told.add(one.appraisal.pk)
            label = f"Evaluasi periodik dimuat sebagai {IMPORTED}"
            events.append((_event(story, one, "import", label, IMPORTED), when))
    return events


def _event(story: Story, row: Row, action: str, label: str, note: str) -> Event:
    void = action == "void"
    return Event(
        appraisal=row.appraisal,
        evaluation=row.evaluation if void else None,
        action=action,
        label=label,
        actor=story.personnel,
        actor_name=story.personnel.full_name,
        from_status=EvaluationStatus.OPEN if void else "",
        to_status=EvaluationStatus.VOID if void else "",
        note=note,
    )
