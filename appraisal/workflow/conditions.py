"""What guards and what changes an evaluation; the table that uses them is in `evaluating`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db.models import Q

from appraisal import paperwork, unit_results
from appraisal.models import (
    AppraisalStatus,
    Dialogue,
    Evaluation,
    ExplanationRequest,
    Origin,
    WindowCode,
)
from appraisal.rating import Rating
from appraisal.revision_rows import lapse
from appraisal.workflow import proof, signing
from appraisal.workflow.holders import goes_to_reviewer
from appraisal.workflow.signing import current_rating, draft_again, draft_of, give
from appraisal.workflow.step import Act
from appraisal.working_days import working_day
from employees.dates import dated

Guard = Callable[[Evaluation, Act], str]
Effect = Callable[[Evaluation, Act], None]
SECOND_TRY_DAYS = 3  # working days for a self-assessment that was sent back (product.md)
About = ExplanationRequest.About


# --- self-assessment ----------------------------------------------------------
def may_assess(evaluation: Evaluation, act: Act) -> str:
    """The window and the cut-off, checked by date so that a late beat lets nothing through."""
    if act.on < evaluation.opens_on:
        return f"Penilaian diri dibuka pada {dated(evaluation.opens_on)}."
    if act.on > evaluation.self_due_on:
        return f"Batas penilaian diri sudah lewat pada {dated(evaluation.self_due_on)}."
    return ""


def assessment_is_complete(evaluation: Evaluation) -> str:
    written = set(
        evaluation.self_targets.exclude(achievements="").values_list("target_id", flat=True),
    )
    targets = list(evaluation.appraisal.targets.all())
    if not targets:
        return "SKP belum berisi rencana hasil kerja: tulis dahulu, lalu nilai capaiannya."
    for target in targets:
        if target.pk not in written:
            return f"Tulis capaian untuk «{target.result[:60]}» dahulu."
    return ""


def may_submit(evaluation: Evaluation, act: Act) -> str:
    """Open, before the cut-off, and something is written about every target."""
    return may_assess(evaluation, act) or assessment_is_complete(evaluation)


def may_submit_late(evaluation: Evaluation, _act: Act) -> str:
    """Nothing was submitted yet, and something is written about every target."""
    if evaluation.self_submitted_at is not None:
        return "Penilaian diri sudah disampaikan."
    return assessment_is_complete(evaluation)


def cut_off_has_passed(evaluation: Evaluation, act: Act) -> str:
    """From the day after the cut-off of the self-assessment."""
    if act.on <= evaluation.self_due_on:
        return f"Batas penilaian diri belum lewat ({dated(evaluation.self_due_on)})."
    return ""


def take_assessment(evaluation: Evaluation, act: Act) -> None:
    evaluation.self_submitted_at = act.at
    evaluation.self_skipped = False


def take_late_assessment(evaluation: Evaluation, act: Act) -> None:
    evaluation.self_submitted_at = act.at
    evaluation.self_late = True


def skip_assessment(evaluation: Evaluation, _act: Act) -> None:
    evaluation.self_skipped = True


def open_again(evaluation: Evaluation, act: Act) -> None:
    """Its own cut-off, never past the window."""
    evaluation.self_due_on = min(working_day(act.on, SECOND_TRY_DAYS), evaluation.ends_on)
    evaluation.self_submitted_at = None


def was_submitted_in_time(evaluation: Evaluation, act: Act) -> str:
    """There is a self-assessment that came in time, and the window does not end today."""
    if evaluation.self_submitted_at is None or evaluation.self_late:
        return "Tidak ada penilaian diri tepat waktu yang dapat dikembalikan."
    if act.on >= evaluation.ends_on:
        return "Masa evaluasi berakhir, jadi penilaian diri tidak dapat dikembalikan lagi."
    return ""


# --- rating -------------------------------------------------------------------
def still_the_appraisers(evaluation: Evaluation, act: Act) -> str:
    """Until the window ends; afterwards the appraiser's superior evaluates, where there is one."""
    if act.on <= evaluation.ends_on or not goes_to_reviewer(evaluation, act.on):
        return ""
    return (
        f"Masa evaluasi berakhir pada {dated(evaluation.ends_on)}; evaluasi beralih kepada atasan pejabat "
        "penilai kinerja (PermenPANRB 6/2022). Perpanjangan diberikan oleh pengelola kepegawaian."
    )


def rating_is_sound(evaluation: Evaluation, act: Act) -> str:
    """The actor's draft holds both ratings with reasons, and follows what the rule forces."""
    draft = draft_of(evaluation, act)
    if draft is None or not draft.complete:
        return "Isi kedua rating beserta alasannya dahulu."
    if why := unit_results.contradiction(evaluation, draft.results):
        return why
    if evaluation.appraisal.study_leave_dropped and draft.behaviour != Rating.BELOW:
        return "Pegawai ini gagal dalam tugas belajar: rating perilakunya dibawah ekspektasi (PermenPANRB 6/2022)."
    return ""


def may_rate(evaluation: Evaluation, act: Act) -> str:
    """In the window, the SKP was set, and the actor's draft holds both ratings with reasons."""
    if why := still_the_appraisers(evaluation, act):
        return why
    if evaluation.appraisal.status != AppraisalStatus.RUNNING:
        return "SKP belum ditetapkan. Tetapkan SKP dahulu, lalu nilai."
    return rating_is_sound(evaluation, act)


def give_rating(evaluation: Evaluation, act: Act) -> None:
    give(evaluation, act, Origin.APPRAISER)
    end_open_revisions(evaluation)


def end_open_revisions(evaluation: Evaluation) -> None:
    """The year is rated on the SKP in force: what was only proposed lapses."""
    if evaluation.window == WindowCode.YEAR:
        lapse(evaluation.appraisal)


def take_rating_back(evaluation: Evaluation, _act: Act) -> None:
    """The given rating stays; a new draft begins with its words. The employee sees it once it is shown anew."""
    draft_again(evaluation, current_rating(evaluation))
    Dialogue.objects.filter(evaluation=evaluation).update(ratings_shown_at=None)
    evaluation.rated_at = None
    evaluation.predicate = ""


def may_show(evaluation: Evaluation, _act: Act) -> str:
    """The ratings were not shown before."""
    dialogue = Dialogue.objects.filter(evaluation=evaluation).first()
    return "Rating sudah dibuka untuk pegawai." if dialogue and dialogue.ratings_shown_at else ""


def show_ratings(evaluation: Evaluation, act: Act) -> None:
    Dialogue.objects.update_or_create(
        evaluation=evaluation, defaults={"appraisal": evaluation.appraisal, "ratings_shown_at": act.at}
    )


def may_confirm(evaluation: Evaluation, _act: Act) -> str:
    """There are minutes, not confirmed yet."""
    dialogue = Dialogue.objects.filter(evaluation=evaluation).first()
    if dialogue is None or not dialogue.minutes:
        return "Notula belum ditulis oleh pejabat penilai kinerja."
    return "Notula sudah Anda konfirmasi." if dialogue.confirmed_at else ""


def confirm_minutes(evaluation: Evaluation, act: Act) -> None:
    Dialogue.objects.filter(evaluation=evaluation).update(confirmed_at=act.at)


# --- delivery and answer --------------------------------------------------------
def dialogue_was_held(evaluation: Evaluation) -> bool:
    """It has a day and minutes."""
    held = Dialogue.objects.filter(evaluation=evaluation, held_on__isnull=False)
    return held.exclude(minutes="").exists()


def has_words(evaluation: Evaluation) -> str:
    """A note or a recommendation: the least that the document says beside the predicate (text line 4707)."""
    if not evaluation.note.strip() and not evaluation.recommendations.exists():
        return "Tulis catatan atau sedikitnya satu rekomendasi dahulu (isi minimum dokumen evaluasi)."
    return ""


def may_deliver(evaluation: Evaluation, act: Act) -> str:
    """Delivery is the signature: after the dialogue, or without it with a reason; with a note or a recommendation."""
    return still_the_appraisers(evaluation, act) or is_ready_to_sign(evaluation, act)


def is_ready_to_sign(evaluation: Evaluation, act: Act) -> str:
    """The rating fits the unit's result, the dialogue was held or has a reason, and the document says something."""
    rating = current_rating(evaluation)
    if rating is not None and (why := unit_results.contradiction(evaluation, rating.results)):
        return why
    if act.taken and not act.note and not dialogue_was_held(evaluation):
        return "Dialog belum dicatat. Catat dialog beserta notulanya, atau tulis alasan menyampaikan tanpa dialog."
    return has_words(evaluation)


def deliver(evaluation: Evaluation, act: Act) -> None:
    evaluation.undelivered_reason = "" if dialogue_was_held(evaluation) else act.note
    signing.sign(evaluation, act, Origin.APPRAISER)
    paperwork.ask(evaluation, "deliver")


def may_hand_over(*origins: Origin) -> Guard:
    def guard(evaluation: Evaluation, _act: Act) -> str:
        """Signed on paper, not handed over yet, by this signer."""
        if evaluation.received_at is not None:
            return "Dokumen sudah diterima pegawai."
        return "" if evaluation.origin in origins else "Dokumen ini diserahkan oleh penanda tangannya."

    return guard


def reply_time_is_left(evaluation: Evaluation, act: Act) -> str:
    """The document was received, and the last day for an answer has not passed; by date, whatever the beat did."""
    if evaluation.received_at is None:
        return "Penyerahan dokumennya belum dicatat: hubungi pengelola kepegawaian unit Anda."
    if evaluation.reply_due_on is not None and act.day > evaluation.reply_due_on:
        return f"Waktu menanggapi sudah lewat pada {dated(evaluation.reply_due_on)}; hasil evaluasi berlaku."
    return ""


def may_sign(evaluation: Evaluation, act: Act) -> str:
    """The employee did not sign before, and there is time left."""
    return "Anda sudah menandatangani." if evaluation.returned_at else reply_time_is_left(evaluation, act)


def sign(evaluation: Evaluation, act: Act) -> None:
    evaluation.returned_at = max(act.done_at, evaluation.received_at or act.done_at)
    if act.day < act.on:
        paperwork.replace(evaluation)  # what was printed meanwhile is later than the signature, and lacks it
    paperwork.ask(evaluation, "sign")


def may_ask(about: About) -> Guard:
    def guard(evaluation: Evaluation, act: Act) -> str:
        """This rating was not asked about before, and there is time left."""
        if evaluation.explanations.filter(about=about).exists():
            return "Penjelasan untuk rating ini sudah diminta."
        return reply_time_is_left(evaluation, act)

    return guard


def ask(about: About) -> Effect:
    def effect(evaluation: Evaluation, act: Act) -> None:
        ExplanationRequest.objects.create(evaluation=evaluation, about=about, question=act.note)

    return effect


BY_SUPERIOR = frozenset({Origin.REVIEWER, Origin.OBJECTION})


def may_answer(about: About, *, as_superior: bool = False) -> Guard:
    def guard(evaluation: Evaluation, _act: Act) -> str:
        """A question about this rating waits for an answer, and this side signed it (D.1.2, D.1.3: the superior)."""
        if (evaluation.origin in BY_SUPERIOR) != as_superior:
            return "Penjelasan diberikan oleh pejabat yang menandatangani hasil ini."
        waiting = evaluation.explanations.filter(about=about, answered_at__isnull=True).exists()
        return "" if waiting else "Tidak ada permintaan penjelasan yang belum dijawab."

    return guard


def answer(about: About) -> Effect:
    def effect(evaluation: Evaluation, act: Act) -> None:
        waiting = evaluation.explanations.filter(about=about, answered_at__isnull=True)
        waiting.update(answer=act.note, answered_at=act.at)

    return effect


def may_accept(evaluation: Evaluation, act: Act) -> str:
    """There is time left; where documents are signed outside, the signed one was returned first."""
    if proof.signs_outside(evaluation) and evaluation.returned_at is None:
        return "Tanda tangani dokumennya dahulu dan lampirkan berkasnya, lalu terima hasilnya."
    return reply_time_is_left(evaluation, act)


def accept(evaluation: Evaluation, act: Act) -> None:
    """Accepting waives the objection expressly and signs, if that was not done before."""
    evaluation.returned_at = evaluation.returned_at or act.at
    evaluation.final_at = act.at
    paperwork.ask(evaluation, "accept")


def reply_time_is_over(evaluation: Evaluation, act: Act) -> str:
    """From the day after the last day for an answer."""
    if evaluation.reply_due_on is None or act.on <= evaluation.reply_due_on:
        return "Waktu pegawai untuk menanggapi belum habis."
    return ""


def run_out(evaluation: Evaluation, act: Act) -> None:
    evaluation.final_at = act.at
    paperwork.ask(evaluation, "lapse")


def is_open(today: date) -> Q:
    return Q(opens_on__lte=today, self_due_on__gte=today)


def asked(about: About, *, as_superior: bool = False) -> Callable[[date], Q]:
    def waits(_today: date) -> Q:
        signed = Q(origin__in=BY_SUPERIOR) if as_superior else ~Q(origin__in=BY_SUPERIOR)
        return signed & Q(explanations__about=about, explanations__answered_at__isnull=True)

    return waits


def not_handed_over(*origins: Origin) -> Callable[[date], Q]:
    def waits(_today: date) -> Q:
        return Q(received_at__isnull=True, origin__in=origins)

    return waits
