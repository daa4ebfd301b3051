"""Guards and effects of an overdue evaluation: the appraiser's superior evaluates and signs (D.1.2)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from appraisal import paperwork
from appraisal.models import AppraisalStatus, Evaluation, EvaluationStatus, Origin, Party, PartyRole
from appraisal.opening import party_of
from appraisal.workflow import signing
from appraisal.workflow.conditions import end_open_revisions, has_words, rating_is_sound
from appraisal.workflow.holders import goes_to_reviewer, holder, next_superior
from appraisal.workflow.step import Act
from appraisal.working_days import working_day
from employees.dates import dated
from employees.models import Placement

CONCLUDE_DAYS = 14  # working days after the window ends (text lines 4775-4782)
DECIDE_DAYS = 7  # working days after the objection is received (text line 4880)


def window_ended_unsigned(evaluation: Evaluation, act: Act) -> str:
    """From the day after the window, unsigned, with a superior above an appraiser who is still there."""
    if act.on <= evaluation.ends_on:
        return f"Masa evaluasi belum berakhir ({dated(evaluation.ends_on)})."
    if not goes_to_reviewer(evaluation, act.on):
        return "Tidak ada atasan di atas pejabat penilai, atau penilainya kosong: tetap pada tempatnya."
    return ""


def pass_to_reviewer(evaluation: Evaluation, _act: Act) -> None:
    evaluation.overdue_from = evaluation.status
    evaluation.conclude_due_on = working_day(evaluation.ends_on, CONCLUDE_DAYS)
    if evaluation.self_submitted_at is None:
        evaluation.self_skipped = True


def may_conclude(evaluation: Evaluation, act: Act) -> str:
    """The SKP was set, both ratings have reasons, and the document says something; lateness is shown, not refused."""
    if evaluation.appraisal.status != AppraisalStatus.RUNNING:
        return "SKP belum ditetapkan. Tetapkan SKP dahulu, lalu evaluasi."
    return rating_is_sound(evaluation, act) or has_words(evaluation)


def conclude(evaluation: Evaluation, act: Act) -> None:
    signing.give(evaluation, act, Origin.REVIEWER)
    end_open_revisions(evaluation)
    signing.sign(evaluation, act, Origin.REVIEWER)
    paperwork.ask(evaluation, "conclude")


def window_is_open_again(status: EvaluationStatus) -> Callable[[Evaluation, Act], str]:
    def guard(evaluation: Evaluation, act: Act) -> str:
        """Personnel gave more time, nothing is concluded, and this is the status it came from."""
        if evaluation.overdue_from != status:
            return "Evaluasi ini berasal dari tahap lain."
        if evaluation.ratings.filter(origin=Origin.REVIEWER, given_at__isnull=False).exists():
            return "Atasan pejabat penilai sudah menetapkan hasilnya."
        if act.on > evaluation.ends_on:
            return "Perpanjang masa evaluasinya dahulu."
        return ""

    return guard


def go_back(evaluation: Evaluation, _act: Act) -> None:
    """Back to where it was; a reviewer's unfinished draft stays a draft."""
    evaluation.overdue_from, evaluation.conclude_due_on = "", None


def may_hand_on(evaluation: Evaluation, act: Act) -> str:
    """The reviewer is late or inactive, and there is a next superior."""
    due = evaluation.conclude_due_on if evaluation.status == "OVERDUE" else evaluation.decide_due_on
    reviewer = holder(evaluation, PartyRole.REVIEWER, act.on)
    if reviewer is not None and reviewer == evaluation.signed_by:
        reviewer = None  # he would decide about his own signature
    if reviewer is not None and reviewer.active and (due is None or act.on <= due):
        return "Atasan pejabat penilai masih dalam tenggatnya" + (f" ({dated(due)})." if due else ".")
    if next_superior(evaluation, act.on) is None:
        return "Tidak ada atasan berikutnya yang aktif. Tunjuk penggantinya pada halaman para pihak."
    return ""


def hand_on(evaluation: Evaluation, act: Act) -> None:
    """The next superior becomes the reviewer from today, with a limit of the same length."""
    person = next_superior(evaluation, act.on)
    if person is None:
        raise LookupError("may_hand_on lets nothing through without a next superior")
    rows = Party.objects.on(act.on).filter(appraisal=evaluation.appraisal, role=PartyRole.REVIEWER)
    rows.filter(starts_on__lt=act.on).update(ends_on=act.on - timedelta(days=1))
    rows.filter(starts_on=act.on).delete()
    post = Placement.objects.definitive().on(act.on).filter(employee=person)
    found = post.select_related("unit", "position").first()
    party_of(evaluation.appraisal, PartyRole.REVIEWER, person, found, act.on).save()
    if evaluation.status == EvaluationStatus.OVERDUE:
        evaluation.conclude_due_on = working_day(act.on, CONCLUDE_DAYS)
    else:
        evaluation.decide_due_on = working_day(act.on, DECIDE_DAYS)
