"""Guards and effects of what personnel record from paper: the day on the paper counts, not the day of recording.

So what was signed in time is recorded after the limit as well, as long as nothing else was concluded meanwhile: time
that only ran out (`lapse`) and a window that only ended (`overdue`) give way to it; an acceptance, a decision, a
conclusion or a closed period do not.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.utils import timezone

from appraisal import paperwork
from appraisal.models import Evaluation, EvaluationStatus, Objection, Origin, PartyRole, Period
from appraisal.workflow import conditions, correcting, objecting, signing
from appraisal.workflow.holders import holder
from appraisal.workflow.proof import signs_outside
from appraisal.workflow.step import Act
from employees.dates import dated
from employees.models import Employee


def earliest(act: Act, since: datetime | None) -> Act:
    """While only asking, the first day that the paper can bear: a later one is judged once it is told."""
    if act.taken or act.on_day is not None or since is None:
        return act
    return replace(act, on_day=timezone.localdate(since))


def ran_out(evaluation: Evaluation) -> bool:
    """Whether it is final only because nobody answered in time."""
    ended = evaluation.events.filter(to_status=EvaluationStatus.FINAL).exclude(
        from_status=EvaluationStatus.FINAL
    )
    last = ended.order_by("at", "pk").last()
    return last is not None and last.action == "lapse"


def still_open(evaluation: Evaluation) -> str:
    """Delivered, or final by the clock alone in a period that is not closed."""
    if evaluation.status != EvaluationStatus.FINAL:
        return ""
    if why := correcting.closed(evaluation):
        return why
    return (
        "" if ran_out(evaluation) else "Hasil ini sudah final dengan cara lain, bukan karena waktunya habis."
    )


# --- the employee's papers ------------------------------------------------------
def may_record_signature(evaluation: Evaluation, act: Act) -> str:
    """Signed on paper, in time, and not recorded before; who confirms here signs by himself."""
    if evaluation.returned_at is not None:
        return "Tanda tangan pegawai sudah dicatat."
    if not signing.on_paper(evaluation):
        return "Pegawai menandatangani sendiri dengan akunnya."
    in_time = conditions.reply_time_is_left(evaluation, earliest(act, evaluation.received_at))
    return in_time or still_open(evaluation)


def record_signature(evaluation: Evaluation, act: Act) -> None:
    """A frozen document that says 'tidak ditandatangani' is replaced by one that bears the signature."""
    if evaluation.status == EvaluationStatus.FINAL:
        paperwork.replace(evaluation)
    conditions.sign(evaluation, act)


def may_record_objection(evaluation: Evaluation, act: Act) -> str:
    """The employee's own limits and rules, by the day on the letter (text line 4866)."""
    if not signing.on_paper(evaluation):
        return "Pegawai mengajukan keberatan sendiri dengan akunnya."
    allowed = objecting.may_object(evaluation, earliest(act, evaluation.received_at))
    return allowed or still_open(evaluation)


def record_objection(evaluation: Evaluation, act: Act) -> None:
    """Filed on the day of the letter. The superiors learn of it now, so their clocks start now (line 4880)."""
    if evaluation.status == EvaluationStatus.FINAL:
        evaluation.final_at = None
        paperwork.replace(evaluation)
        paperwork.ask(evaluation, "object_by_personnel")
    objecting.file(evaluation, act)


def may_record_explanation(evaluation: Evaluation, act: Act) -> str:
    """As the employee's own, by the day on the paper."""
    if not signing.on_paper(evaluation):
        return "Pegawai menjelaskan sendiri dengan akunnya."
    return objecting.appraisee_may_explain(evaluation, earliest(act, _filed_at(evaluation)))


def may_record_withdrawal(evaluation: Evaluation, _act: Act) -> str:
    """As long as it waits for its decision."""
    if not signing.on_paper(evaluation):
        return "Pegawai mencabut keberatan sendiri dengan akunnya."
    return ""


def _filed_at(evaluation: Evaluation) -> datetime | None:
    found: Objection | None = objecting.open_objection(evaluation)
    return found.filed_at if found else None


# --- the appraiser's signature --------------------------------------------------
def may_record_delivery(evaluation: Evaluation, act: Act) -> str:
    """Signed on paper inside the window, recorded after it; the reviewer has not concluded (text lines 3724, 4712)."""
    if act.on <= evaluation.ends_on:
        return "Masa evaluasi belum berakhir: gunakan langkah «Tanda tangani dan sampaikan»."
    if why := _signs_on_paper(evaluation, act) or _was_rated(evaluation):
        return why
    if earliest(act, evaluation.rated_at).day > evaluation.ends_on:
        return f"Tanda tangannya sesudah masa evaluasi berakhir ({dated(evaluation.ends_on)})."
    period = evaluation.appraisal.period
    if period.status == Period.Status.CLOSED:
        return f"Periode {period.year} sudah ditutup."
    return conditions.is_ready_to_sign(evaluation, act)


def _signs_on_paper(evaluation: Evaluation, act: Act) -> str:
    appraiser = holder(evaluation, PartyRole.APPRAISER, act.on)
    if appraiser is None:
        return "Pejabat penilai kosong: tunjuk penggantinya pada halaman para pihak."
    if not signs_outside(evaluation) and appraiser.kind != Employee.Kind.NON_ASN:
        return "Pejabat penilai menandatangani dengan akunnya, jadi tidak ada tanda tangan di atas kertas."
    return ""


def _was_rated(evaluation: Evaluation) -> str:
    overdue = evaluation.status == EvaluationStatus.OVERDUE
    rated = evaluation.overdue_from == EvaluationStatus.RATED if overdue else True
    if rated and signing.current_rating(evaluation) is not None:
        return ""
    return "Rating pejabat penilai belum ditetapkan dalam masa evaluasi."


def record_delivery(evaluation: Evaluation, act: Act) -> None:
    """The appraiser's signature of that day; where a password would have signed, it reaches the employee only now."""
    appraiser = holder(evaluation, PartyRole.APPRAISER, act.on)
    evaluation.overdue_from, evaluation.conclude_due_on = "", None
    evaluation.undelivered_reason = "" if conditions.dialogue_was_held(evaluation) else act.note
    signing.sign(evaluation, replace(act, on_behalf_of=appraiser), Origin.APPRAISER)
    paperwork.ask(evaluation, "deliver_by_personnel")
