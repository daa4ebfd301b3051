"""What a step leaves behind when it is written at once for many: the same marks as the workflow's effects.

The tests hold every event against the tables: status before, status after, whose step it is.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.utils import timezone

from appraisal import paperwork
from appraisal.clocks import deadline
from appraisal.models import Appraisal, AppraisalStatus, ClosedReason, Evaluation, Event, Origin
from appraisal.workflow import APPRAISAL_STEPS, EVALUATION_STEPS, Actor, Step
from appraisal.workflow.conditions import SECOND_TRY_DAYS
from appraisal.workflow.signing import REPLY_DAYS
from config.desk.demo import assessments, texts
from config.desk.demo.contents import Row
from config.desk.demo.years import Story
from employees.models import Employee

NOTES = {
    "ask_again": "sent_back",
    "close_in_error": "closed",
    "ask_results": "asked",
    "answer_results": "answered",
}


def take(story: Story, row: Row, action: str, moment: datetime) -> Event:
    """Change the row in memory as the step does, and return its event, unsaved and undated."""
    row.moments[action] = moment
    of_appraisal = action in APPRAISAL_STEPS
    step = APPRAISAL_STEPS[action] if of_appraisal else EVALUATION_STEPS[action]
    evaluation = row.evaluation
    subject: Appraisal | Evaluation = row.appraisal if of_appraisal or evaluation is None else evaluation
    actor, behalf = _actor(story, row, step)
    event = Event(
        appraisal=row.appraisal,
        evaluation=None if of_appraisal else evaluation,
        action=action,
        label=step.done,
        actor=actor,
        actor_name=actor.full_name if actor else "",
        on_behalf_of=behalf,
        from_status=subject.status,
        to_status=step.target or subject.status,
        note=texts.words()["evaluation"][NOTES[action]] if action in NOTES else "",
    )
    subject.status = event.to_status
    mark = MARKS.get(action)
    if mark is not None:
        mark(story, row, moment)
    return event


def _actor(story: Story, row: Row, step: Step) -> tuple[Employee | None, Employee | None]:
    """Who did it, and for whom: personnel records what the head of the region decides."""
    match step.party:
        case Actor.SYSTEM:
            return None, None
        case Actor.APPRAISEE:
            return row.person.employee, None
        case Actor.APPRAISER if row.person.superior is not None:
            return row.person.superior.employee, None
        case Actor.APPRAISER:
            return story.personnel, story.agency.mayor
        case _:
            return story.personnel, None


def _propose(_story: Story, row: Row, moment: datetime) -> None:
    row.appraisal.proposed_at = moment


def _set(story: Story, row: Row, moment: datetime) -> None:
    row.appraisal.set_by, row.appraisal.set_at = story.appraiser(row.person), moment
    row.appraisal.set_note = row.one_of(texts.words()["evaluation"]["set_notes"])


def _close(_story: Story, row: Row, _moment: datetime) -> None:
    row.appraisal.status, row.appraisal.closed_reason = AppraisalStatus.CLOSED, ClosedReason.OPENED_IN_ERROR
    of(row).status = "VOID"


def of(row: Row) -> Evaluation:
    """The row's evaluation, which is there from the day on which the window opened."""
    if row.evaluation is None:
        raise LookupError(f"{row.appraisal} has no evaluation yet")
    return row.evaluation


def _submit(_story: Story, row: Row, moment: datetime) -> None:
    of(row).self_submitted_at = moment


def _ask_again(story: Story, row: Row, moment: datetime) -> None:
    of(row).self_submitted_at = None
    of(row).self_due_on = deadline(timezone.localdate(moment), SECOND_TRY_DAYS, story.holidays)


def _cut_off(_story: Story, row: Row, _moment: datetime) -> None:
    of(row).self_skipped = True


def _submit_late(_story: Story, row: Row, moment: datetime) -> None:
    of(row).self_submitted_at, of(row).self_late = moment, True


def _rate(_story: Story, row: Row, moment: datetime) -> None:
    of(row).rated_at, of(row).predicate = moment, assessments.outcome(row)


def _deliver(story: Story, row: Row, moment: datetime) -> None:
    evaluation = of(row)
    evaluation.signed_at = evaluation.received_at = moment
    evaluation.signed_by, evaluation.origin = story.appraiser(row.person), Origin.APPRAISER
    paperwork.fix_result(evaluation, story.counted(row.appraisal))
    evaluation.reply_due_on = deadline(timezone.localdate(moment), REPLY_DAYS, story.holidays)


def _sign(_story: Story, row: Row, moment: datetime) -> None:
    of(row).returned_at = moment


def _accept(_story: Story, row: Row, moment: datetime) -> None:
    of(row).returned_at = of(row).returned_at or moment
    of(row).final_at = moment


def _lapse(_story: Story, row: Row, moment: datetime) -> None:
    of(row).final_at = moment


MARKS: dict[str, Callable[[Story, Row, datetime], None]] = {
    "propose": _propose,
    "set": _set,
    "close_in_error": _close,
    "submit": _submit,
    "ask_again": _ask_again,
    "cut_off": _cut_off,
    "submit_late": _submit_late,
    "rate": _rate,
    "deliver": _deliver,
    "sign": _sign,
    "accept": _accept,
    "lapse": _lapse,
}


CLOCKS = frozenset({"cut_off", "lapse"})


def clocks_day(row: Row, action: str) -> date | None:
    """The day on which a clock's step falls: the day after its limit."""
    limit = {"cut_off": of(row).self_due_on, "lapse": of(row).reply_due_on}.get(action)
    return limit + timedelta(days=1) if limit else None
