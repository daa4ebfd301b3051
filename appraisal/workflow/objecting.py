"""Guards and effects of an objection (keberatan): PermenPANRB 6/2022 Ps. 29 and text lines 4861-4893."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db.models import Q

from appraisal import paperwork
from appraisal.models import Evaluation, Objection, Origin, PartyRole
from appraisal.workflow import signing
from appraisal.workflow.concluding import DECIDE_DAYS
from appraisal.workflow.conditions import rating_is_sound, reply_time_is_left
from appraisal.workflow.holders import holder
from appraisal.workflow.step import Act
from appraisal.working_days import working_day
from employees.dates import dated


def open_objection(evaluation: Evaluation) -> Objection | None:
    """The objection that waits for its decision."""
    return evaluation.objections.filter(withdrawn_at__isnull=True, decision="").first()


def last_objection(evaluation: Evaluation) -> Objection | None:
    """The objection that was filed last, decided or not."""
    return evaluation.objections.order_by("filed_at", "pk").last()


def was_objected(evaluation: Evaluation) -> bool:
    """Whether somebody has objected to the signature that the evaluation bears, withdrawn or not."""
    signed_at = evaluation.signed_at
    return signed_at is not None and evaluation.objections.filter(signed_at=signed_at).exists()


def why_final(evaluation: Evaluation, act: Act) -> str:
    """Why the rule gives no objection here; "" where it gives one (text lines 3724-3747)."""
    match evaluation.origin:
        case Origin.REVIEWER:
            return "Hasil evaluasi oleh atasan pejabat penilai bersifat final, jadi tidak ada keberatan."
        case Origin.OBJECTION:
            return "Dokumen ini keputusan atas keberatan Anda dan bersifat final."
    if holder(evaluation, PartyRole.REVIEWER, act.on) is None:
        return "Pejabat penilai Anda tidak mempunyai atasan di instansi ini, jadi hasilnya bersifat final."
    return ""


def may_object(evaluation: Evaluation, act: Act) -> str:
    """The rule gives an objection, none was filed against this signature, and there is time left."""
    if why := why_final(evaluation, act):
        return why
    if was_objected(evaluation):
        return "Keberatan atas dokumen ini sudah pernah diajukan; keberatan kedua tidak ada."
    return reply_time_is_left(evaluation, act)


def file(evaluation: Evaluation, act: Act) -> None:
    """The clocks of the explanations and of the decision begin.

    Raises:
        ValueError: nothing is signed.
    """
    if evaluation.signed_at is None:
        raise ValueError("An objection is to a signed document.")
    Objection.objects.create(
        evaluation=evaluation,
        signed_at=evaluation.signed_at,
        reasons=act.note,
        filed_at=max(act.done_at, evaluation.received_at or act.done_at),
        explain_due_on=working_day(act.on, evaluation.appraisal.period.explanation_days),
    )
    evaluation.decide_due_on = working_day(act.on, DECIDE_DAYS)


def may_explain(evaluation: Evaluation, act: Act) -> str:
    """Until the last day for an explanation."""
    objection = open_objection(evaluation)
    if objection is None:
        return "Tidak ada keberatan yang menunggu keputusan."
    if act.day > objection.explain_due_on:
        return f"Waktu menjelaskan sudah lewat pada {dated(objection.explain_due_on)}."
    return ""


def appraisee_may_explain(evaluation: Evaluation, act: Act) -> str:
    """Asked for, not given yet, and in time."""
    objection = open_objection(evaluation)
    if objection is not None and objection.appraisee_explained_at is not None:
        return "Penjelasan Anda sudah disampaikan."
    return may_explain(evaluation, act)


def appraiser_may_explain(evaluation: Evaluation, act: Act) -> str:
    """Asked for, not given yet, and in time."""
    objection = open_objection(evaluation)
    if objection is not None and objection.appraiser_explained_at is not None:
        return "Penjelasan Anda sudah disampaikan."
    return may_explain(evaluation, act)


def explain_as_appraisee(evaluation: Evaluation, act: Act) -> None:
    waiting = Objection.objects.filter(evaluation=evaluation, withdrawn_at__isnull=True, decision="")
    waiting.update(appraisee_explanation=act.note, appraisee_explained_at=act.done_at)


def explain_as_appraiser(evaluation: Evaluation, act: Act) -> None:
    waiting = Objection.objects.filter(evaluation=evaluation, withdrawn_at__isnull=True, decision="")
    waiting.update(appraiser_explanation=act.note, appraiser_explained_at=act.at)


def withdraw(evaluation: Evaluation, act: Act) -> None:
    """Back to DELIVERED with its old clock; there is no second objection."""
    Objection.objects.filter(evaluation=evaluation, withdrawn_at__isnull=True, decision="").update(
        withdrawn_at=act.at
    )
    evaluation.decide_due_on = None


def may_decide(evaluation: Evaluation, act: Act) -> str:
    """Both explained, or their time is over. A late decision is marked late, never refused, never silent."""
    objection = open_objection(evaluation)
    if objection is None:
        return "Tidak ada keberatan yang menunggu keputusan."
    if (act.on_behalf_of or act.by) == evaluation.signed_by:
        return "Hasil ini Anda tanda tangani sendiri: pengelola kepegawaian menyerahkannya kepada atasan berikutnya."
    explained = objection.appraisee_explained_at and objection.appraiser_explained_at
    if not explained and act.on <= objection.explain_due_on:
        return (
            "Mintalah dahulu penjelasan kedua pihak. Putuskan setelah keduanya menjelaskan, atau setelah "
            f"{dated(objection.explain_due_on)}."
        )
    return ""


def _decide(evaluation: Evaluation, act: Act, decision: Objection.Decision) -> None:
    evaluation.decide_due_on = None
    Objection.objects.filter(evaluation=evaluation, withdrawn_at__isnull=True, decision="").update(
        decision=decision, decision_text=act.note, decided_by=act.on_behalf_of or act.by, decided_at=act.at
    )


def uphold(evaluation: Evaluation, act: Act) -> None:
    _decide(evaluation, act, Objection.Decision.UPHELD)
    evaluation.final_at = act.at
    paperwork.ask(evaluation, "uphold")


def may_change(evaluation: Evaluation, act: Act) -> str:
    """May decide, and the reviewer's own ratings are complete and differ from those that stand."""
    if why := may_decide(evaluation, act) or rating_is_sound(evaluation, act):
        return why
    draft, stands = signing.draft_of(evaluation, act), signing.current_rating(evaluation)
    if draft and stands and (draft.results, draft.behaviour) == (stands.results, stands.behaviour):
        return "Ratingnya sama dengan hasil semula. Ubah ratingnya, atau kuatkan hasil evaluasi."
    return ""


def change(evaluation: Evaluation, act: Act) -> None:
    """A new document in the format D.1.3; it counts at once and bears no second objection."""
    _decide(evaluation, act, Objection.Decision.CHANGED)
    signing.give(evaluation, act, Origin.OBJECTION)
    signing.sign(evaluation, act, Origin.OBJECTION)
    paperwork.ask(evaluation, "change")


def _asks(field: str) -> Callable[[date], Q]:
    def waits(today: date) -> Q:
        return Q(
            objections__withdrawn_at__isnull=True,
            objections__decision="",
            objections__explain_due_on__gte=today,
            **{f"objections__{field}__isnull": True},
        )

    return waits


asks_appraisee = _asks("appraisee_explained_at")
asks_appraiser = _asks("appraiser_explained_at")
