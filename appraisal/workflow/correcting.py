"""Guards and effects of what personnel put right: retract, reopen, void. All with reasons, none of their own."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone

from appraisal import paperwork, reporting
from appraisal.models import Evaluation, EvaluationStatus, Objection, Origin, Period
from appraisal.workflow import signing
from appraisal.workflow.concluding import CONCLUDE_DAYS, DECIDE_DAYS
from appraisal.workflow.objecting import last_objection, was_objected
from appraisal.workflow.step import Act
from appraisal.working_days import own_working_day, working_day
from employees.dates import dated

OWN_DAYS = 14  # working days of a retracted or reopened evaluation (product.md)
Guard = Callable[[Evaluation, Act], str]


def may_retract(origin: Origin) -> Guard:
    def guard(evaluation: Evaluation, _act: Act) -> str:
        """Delivered by this signer, and nobody has objected to it."""
        if evaluation.origin != origin:
            return "Hasil ini ditandatangani pejabat lain."
        if was_objected(evaluation):
            return "Dokumen ini sudah pernah diajukan keberatan, jadi tidak dapat ditarik kembali."
        return ""

    return guard


def may_reopen(origin: Origin) -> Guard:
    def guard(evaluation: Evaluation, _act: Act) -> str:
        """The period is not closed, and the result came from this signer without a decision on an objection."""
        if why := closed(evaluation):
            return why
        if evaluation.origin != origin or _decided(evaluation) is not None:
            return "Hasil ini ditetapkan dengan cara lain."
        return ""

    return guard


def may_reopen_decision(evaluation: Evaluation, _act: Act) -> str:
    """The period is not closed, and an objection was decided."""
    if why := closed(evaluation):
        return why
    return "" if _decided(evaluation) else "Tidak ada keputusan keberatan pada hasil ini."


def closed(evaluation: Evaluation) -> str:
    """Why a final result stays as it is: its period is closed, or it is another's."""
    period = evaluation.appraisal.period
    if period.status == Period.Status.CLOSED or evaluation.appraisal.imported:
        return f"Periode {period.year} sudah ditutup, jadi hasilnya tidak dapat dibuka kembali."
    return "Hasil ini dibawa dari unit lama." if evaluation.carried_from_id else ""


def _decided(evaluation: Evaluation) -> Objection | None:
    last = last_objection(evaluation)
    return last if last is not None and last.decision else None


def back_to_appraiser(evaluation: Evaluation, act: Act) -> None:
    """Unsigned again, with a due date of its own."""
    signing.unsign(evaluation)
    evaluation.ends_on = max(evaluation.ends_on, working_day(act.on, OWN_DAYS))


def back_to_reviewer(evaluation: Evaluation, act: Act) -> None:
    """His words come back as a draft; what the appraiser had rated by then shows again."""
    given = signing.current_rating(evaluation)
    signing.unsign(evaluation)
    signing.draft_again(evaluation, given)
    before = signing.current_rating(evaluation) if evaluation.overdue_from == EvaluationStatus.RATED else None
    evaluation.rated_at = before.given_at if before else None
    evaluation.predicate = before.predicate or "" if before else ""
    evaluation.conclude_due_on = working_day(act.on, CONCLUDE_DAYS)


def back_to_decision(evaluation: Evaluation, act: Act) -> None:
    """The objection waits again; what was signed first holds until it is decided anew."""
    objection = _decided(evaluation)
    if objection is None:
        raise LookupError("may_reopen_decision lets nothing through without a decision")
    paperwork.replace(evaluation)
    if evaluation.origin == Origin.OBJECTION:
        _undo_the_change(evaluation, objection)
    evaluation.final_at = None
    objection.decision, objection.decision_text = "", ""
    objection.decided_by = objection.decided_at = None
    objection.save()
    evaluation.decide_due_on = working_day(act.on, DECIDE_DAYS)


def _undo_the_change(evaluation: Evaluation, objection: Objection) -> None:
    """The first signature holds again, with its own clock; the words of the change come back as a draft."""
    reporting.withdraw(evaluation)
    changed = signing.current_rating(evaluation)
    evaluation.origin = Origin.APPRAISER
    first = signing.current_rating(evaluation)
    if first is None or first.predicate is None:
        raise LookupError("what was objected to had a rating")
    evaluation.signed_at = evaluation.received_at = objection.signed_at
    evaluation.signed_by, evaluation.predicate = first.by, first.predicate
    evaluation.returned_at = None
    received = timezone.localdate(objection.signed_at)
    evaluation.reply_due_on = own_working_day(
        evaluation.appraisal.employee_id, received, signing.reply_days(evaluation)
    )
    signing.draft_again(evaluation, changed)


def window_is_over(evaluation: Evaluation, act: Act) -> str:
    """Only what is left over once its window has ended."""
    if act.on <= evaluation.ends_on:
        return f"Masa evaluasi belum berakhir ({dated(evaluation.ends_on)})."
    return ""


def clear_rating(evaluation: Evaluation, _act: Act) -> None:
    """A void evaluation has no result."""
    evaluation.rated_at, evaluation.predicate = None, ""
