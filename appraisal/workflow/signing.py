"""What a signature does, whoever gives it: result fixed, clocks started, document and report asked for."""

from __future__ import annotations

from dataclasses import replace

from appraisal import paperwork, reporting, unit_results
from appraisal.models import Evaluation, Origin, OverallRating
from appraisal.workflow.proof import signs_outside
from appraisal.workflow.step import Act
from appraisal.working_days import own_working_day, working_day

REPLY_DAYS = 14  # working days after receipt: sign and return (text line 4715), object (4866)
HANDING_DAYS = {
    Origin.APPRAISER: 14,
    Origin.REVIEWER: 7,
    Origin.OBJECTION: 7,
}  # to reach the employee (4712, 4785)


def draft_of(evaluation: Evaluation, act: Act) -> OverallRating | None:
    """The actor's own unsigned rating; what a step signs comes from here and nowhere else."""
    rater = act.on_behalf_of or act.by
    return evaluation.ratings.filter(given_at__isnull=True, by=rater).first()


def current_rating(evaluation: Evaluation) -> OverallRating | None:
    """The overall rating that holds: the last one given, of the kind that was signed; unsigned, the appraiser's."""
    given = evaluation.ratings.filter(given_at__isnull=False).order_by("given_at", "pk")
    if evaluation.origin in {Origin.REVIEWER, Origin.OBJECTION}:
        return given.filter(origin=evaluation.origin).last()
    return given.filter(origin__in=[Origin.APPRAISER, Origin.CALIBRATION]).last()


def give(evaluation: Evaluation, act: Act, origin: Origin) -> None:
    """The actor's draft becomes a given rating; the predicate follows from the quadrant."""
    draft = draft_of(evaluation, act)
    if draft is None or draft.predicate is None:
        raise LookupError("no guard lets a rating through that is not complete")
    draft.origin, draft.given_at = origin, act.at
    draft.save(update_fields=["origin", "given_at"])
    evaluation.rated_at = act.at
    evaluation.predicate = draft.predicate


def draft_again(evaluation: Evaluation, given: OverallRating | None) -> None:
    """A new draft that begins with the words of the rating given before; that one stays on record."""
    if given is None or evaluation.ratings.filter(given_at__isnull=True, by=given.by).exists():
        return
    OverallRating.objects.create(
        evaluation=evaluation,
        origin=given.origin,
        by=given.by,
        results=given.results,
        results_reason=given.results_reason,
        behaviour=given.behaviour,
        behaviour_reason=given.behaviour_reason,
        guards_others=given.guards_others,
    )


def sign(evaluation: Evaluation, act: Act, origin: Origin) -> None:
    """Fix what is signed. The document is on its way to the employee, or there already when both confirm here."""
    recorded_later = act.day < act.on
    evaluation.signed_at = max(act.done_at, evaluation.rated_at or act.at) if recorded_later else act.at
    evaluation.signed_by = act.on_behalf_of or act.by
    evaluation.origin = origin
    evaluation.returned_at = evaluation.received_at = evaluation.reply_due_on = None
    if origin != Origin.OBJECTION:
        paperwork.fix_result(evaluation, unit_results.counted(evaluation))
    reporting.create(evaluation)
    if on_paper(evaluation):
        evaluation.receipt_due_on = working_day(act.day, HANDING_DAYS[origin])
    else:
        receive(evaluation, replace(act, on_day=None))


def on_paper(evaluation: Evaluation) -> bool:
    """Whether the document has to be handed over: by the period's mode, or to somebody without an account."""
    if signs_outside(evaluation):
        return True
    user = getattr(evaluation.appraisal.employee, "user", None)
    return user is None or not (user.has_usable_password() or user.last_login)


def receive(evaluation: Evaluation, act: Act) -> None:
    """The employee has the document: the own clocks start on that day, and rest while the employee is on leave."""
    evaluation.received_at = max(act.done_at, evaluation.signed_at or act.done_at)
    evaluation.receipt_due_on = None
    evaluation.reply_due_on = own_working_day(
        evaluation.appraisal.employee_id, act.day, reply_days(evaluation)
    )


def reply_days(evaluation: Evaluation) -> int:
    """Working days to sign and return, which for D.1.1 are also those to object."""
    period = evaluation.appraisal.period
    match evaluation.origin:
        case Origin.REVIEWER:
            return period.concluded_reply_days
        case Origin.OBJECTION:
            return period.decided_reply_days
    return REPLY_DAYS


def unsign(evaluation: Evaluation) -> None:
    """Take a signature back: what was printed of it is replaced, what was given as a rating stays on record."""
    paperwork.replace(evaluation)
    reporting.withdraw(evaluation)
    evaluation.signed_at = evaluation.signed_by = evaluation.received_at = None
    evaluation.returned_at = evaluation.reply_due_on = evaluation.receipt_due_on = None
    evaluation.origin = evaluation.unit_predicate = evaluation.unit_remark = ""
    evaluation.final_at = None
