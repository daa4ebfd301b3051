"""Evaluations that go another way, all through the real doors: overdue, concluded, disputed, changed, taken back.

Only where the demo's day is today, because the doors carry the clock's moment; see `rehearsal`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from appraisal import extensions, workflow
from appraisal.models import (
    Dialogue,
    Evaluation,
    EvaluationWindow,
    Extension,
    Origin,
    OverallRating,
)
from appraisal.rating import Rating
from config.desk.demo import assessments, texts
from config.desk.demo.acts import of
from config.desk.demo.contents import Row
from config.desk.demo.stages import Stage
from config.desk.demo.years import Story
from employees.models import Employee

ONE_DAY = timedelta(days=1)
MORE_TIME = 10  # days that personnel give where an appraiser was away
Play = Callable[[Story, Row], None]


def pass_over(story: Story, row: Row) -> None:
    """The window of this one ended yesterday, unsigned: it is the reviewer's now."""
    evaluation, yesterday = of(row), story.today - ONE_DAY
    evaluation.ends_on = min(evaluation.ends_on, yesterday)
    evaluation.self_due_on = min(evaluation.self_due_on, evaluation.ends_on)
    evaluation.save(update_fields=["ends_on", "self_due_on"])
    workflow.perform(evaluation, "overdue", by=None)


def conclude(story: Story, row: Row) -> None:
    """D.1.2: signed by the reviewer."""
    pass_over(story, row)
    reviewer, said = story.reviewer(row.person), texts.year()["dispute"]
    reasons = (said["concluded_results"], said["concluded_behaviour"])
    _draft(row, "conclusion", reviewer, (Rating.MEETS, Rating.MEETS), reasons)
    with workflow.editing(of(row), "conclusion_note", by=reviewer) as open_row:
        open_row.note = assessments.note(row)
    workflow.perform(of(row), "conclude", by=reviewer)


def object_to(_story: Story, row: Row) -> None:
    """Objected to; both explanations are asked for and still missing."""
    said = texts.year()["dispute"]["objections"]
    workflow.perform(of(row), "object", by=row.person.employee, note=said[row.draw.randrange(len(said))])


def explain(story: Story, row: Row) -> None:
    """Both sides have explained, so that the reviewer can decide."""
    object_to(story, row)
    said = texts.year()["dispute"]
    workflow.perform(of(row), "explain_as_appraisee", by=row.person.employee, note=said["appraisee"])
    workflow.perform(of(row), "explain_as_appraiser", by=story.appraiser(row.person), note=said["appraiser"])


def change(story: Story, row: Row) -> None:
    """D.1.3: decided otherwise than the appraiser had."""
    explain(story, row)
    reviewer, said = story.reviewer(row.person), texts.year()["dispute"]
    results = Rating.MEETS if row.ratings[0] == Rating.ABOVE else Rating.ABOVE
    _draft(row, "decision", reviewer, (results, row.ratings[1]), (said["results"], said["behaviour"]))
    workflow.perform(of(row), "change", by=reviewer, note=said["decision"])


def uphold(story: Story, row: Row) -> None:
    """Decided as the appraiser had it."""
    explain(story, row)
    note = texts.year()["dispute"]["appraiser"]
    workflow.perform(of(row), "uphold", by=story.reviewer(row.person), note=note)


def retract(story: Story, row: Row) -> None:
    """Taken back by personnel before anybody objected."""
    workflow.perform(of(row), "retract", by=story.personnel, note=texts.year()["dispute"]["retracted"])


def _draft(
    row: Row, part: str, by: Employee, ratings: tuple[Rating, Rating], reasons: tuple[str, str]
) -> None:
    with workflow.editing(of(row), part, by=by) as evaluation:
        OverallRating.objects.update_or_create(
            evaluation=evaluation,
            by=by,
            given_at=None,
            defaults={
                "origin": Origin.APPRAISER if part == "rating" else Origin.REVIEWER,
                "results": ratings[0],
                "results_reason": reasons[0],
                "behaviour": ratings[1],
                "behaviour_reason": reasons[1],
            },
        )


SCENES: dict[Stage, tuple[Stage, Play]] = {
    Stage.OVERDUE: (Stage.ASSESSED, pass_over),
    Stage.CONCLUDED: (Stage.ASSESSED, conclude),
    Stage.OBJECTED: (Stage.DELIVERED, object_to),
    Stage.EXPLAINED: (Stage.DELIVERED, explain),
    Stage.CHANGED: (Stage.DELIVERED, change),
    Stage.UPHELD: (Stage.DELIVERED, uphold),
    Stage.RETRACTED: (Stage.DELIVERED, retract),
}


# --- the period that ended last ---------------------------------------------------------
def deliver_late(story: Story, row: Row) -> None:
    """Personnel give more time for this person; then rated, talked about and delivered today."""
    evaluation, appraiser = of(row), story.appraiser(row.person)
    scope = extensions.Scope(row.appraisal.period, evaluation.window, appraisal=row.appraisal)
    until, reason = story.today + timedelta(days=MORE_TIME), texts.year()["dispute"]["extended"]
    extensions.extend(scope, Extension.Clock.WINDOW, until, reason=reason, by=story.personnel)
    evaluation.refresh_from_db()
    reasons = texts.words()["reasons"]
    said = tuple(row.one_of(reasons[f"{about}_MEETS"]) for about in ("results", "behaviour"))
    _draft(row, "rating", appraiser, (Rating.MEETS, Rating.MEETS), (said[0], said[1]))
    workflow.perform(evaluation, "rate", by=appraiser)
    _talk(row, appraiser)
    workflow.perform(evaluation, "deliver", by=appraiser)
    if evaluation.received_at is None:
        workflow.perform(evaluation, "hand_over", by=appraiser)


def _talk(row: Row, by: Employee) -> None:
    said = texts.words()["dialogue"]
    with workflow.editing(of(row), "dialogue", by=by):
        Dialogue.objects.update_or_create(
            evaluation=of(row),
            defaults={
                "appraisal": row.appraisal,
                "held_on": timezone.localdate(),
                "strengths": row.one_of(said["strengths"]),
                "to_improve": row.one_of(said["to_improve"]),
                "minutes": row.one_of(said["minutes"]),
            },
        )
    with workflow.editing(of(row), "note", by=by) as open_row:
        open_row.note = assessments.note(row)


def dispute_late(story: Story, row: Row) -> None:
    """An objection to a quarter or a month."""
    deliver_late(story, row)
    object_to(story, row)


# What becomes of the last period's evaluation, by where its owner is in the year.
LAST_PERIOD: dict[Stage, Play] = {
    Stage.OPEN_DRAFT: deliver_late,
    Stage.ASSESSED: pass_over,
    Stage.RATED: dispute_late,
}


def held_back(story: Story, stages: dict[int, Stage]) -> list[int]:
    """Whose last period the demo plays on with: staff of its team, by employee id."""
    team = [one.employee.pk for one in story.agency.staff(story.agency.layout.team)]
    return [who for who in team if stages.get(who) in LAST_PERIOD]


def play_last_period(
    story: Story, rows: dict[int, Row], stages: dict[int, Stage], last: EvaluationWindow
) -> None:
    """Take the last window that ended to several statuses in the demo's team; `rows` by employee id."""
    for who in held_back(story, stages):
        row, play = rows[who], LAST_PERIOD[stages[who]]
        found = Evaluation.objects.filter(appraisal=row.appraisal, window=last.code, status="ASSESSED")
        evaluation = found.select_related("appraisal__employee", "appraisal__period").first()
        if evaluation is not None:
            play(story, Row(row.person, row.appraisal, row.draw, row.ratings, row.results, evaluation))
