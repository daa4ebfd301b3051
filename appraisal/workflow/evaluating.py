"""The table of an evaluation: self-assessment, rating, dialogue, delivery, the employee's answer.

What happens beside this ordinary way (conclusion by the reviewer, objection, correction) stands in `disputing`, what
personnel record from paper in `recording`; `EVALUATION_STEPS` holds all.
"""

from __future__ import annotations

from appraisal.models import EvaluationStatus, ExplanationRequest, PartyRole
from appraisal.workflow import calibrating
from appraisal.workflow import conditions as when
from appraisal.workflow.disputing import DISPUTING_STEPS
from appraisal.workflow.recording import RECORDING_STEPS
from appraisal.workflow.step import Actor, Scan, Step

OPEN, ASSESSED, RATED = EvaluationStatus.OPEN, EvaluationStatus.ASSESSED, EvaluationStatus.RATED
DELIVERED, FINAL = EvaluationStatus.DELIVERED, EvaluationStatus.FINAL
DISPUTED = EvaluationStatus.DISPUTED
ANSWERABLE = frozenset(
    {DELIVERED, DISPUTED, FINAL}
)  # a question asked in time is answered, even after the clock ran out
RESULTS, BEHAVIOUR = ExplanationRequest.About.RESULTS, ExplanationRequest.About.BEHAVIOUR
TO_APPRAISEE, TO_APPRAISER = frozenset({PartyRole.APPRAISEE}), frozenset({PartyRole.APPRAISER})


def _answers(*, as_superior: bool = False) -> list[Step]:
    """Who signed answers: the appraiser; after D.1.2 and D.1.3 his superior."""
    return [
        Step(
            action=f"reviewer_answers_{word}" if as_superior else f"answer_{word}",
            label=f"Jawab tentang {rating}",
            done=f"Penjelasan {rating} diberikan",
            sources=ANSWERABLE,
            party=Actor.REVIEWER if as_superior else Actor.APPRAISER,
            target=None,
            guard=when.may_answer(about, as_superior=as_superior),
            effect=when.answer(about),
            note_label="Penjelasan",
            note_required=True,
            tells=TO_APPRAISEE,
            turn=True,
            waits=when.asked(about, as_superior=as_superior),
            on_demand=True,
        )
        for word, rating, about in (
            ("results", "rating hasil kerja", RESULTS),
            ("behaviour", "rating perilaku kerja", BEHAVIOUR),
        )
    ]


EVALUATION_STEPS: dict[str, Step] = {
    step.action: step
    for step in (
        Step(
            action="submit",
            label="Sampaikan penilaian diri",
            done="Penilaian diri disampaikan",
            sources=frozenset({OPEN}),
            party=Actor.APPRAISEE,
            target=ASSESSED,
            guard=when.may_submit,
            effect=when.take_assessment,
            tells=TO_APPRAISER,
            turn=True,
            waits=when.is_open,
            primary=True,
            warning="Setelah disampaikan, isinya tidak dapat Anda ubah lagi kecuali dikembalikan.",
        ),
        Step(
            action="cut_off",
            label="Tutup masa penilaian diri",
            done="Masa penilaian diri berakhir: tanpa penilaian diri",
            sources=frozenset({OPEN}),
            party=Actor.SYSTEM,
            target=ASSESSED,
            guard=when.cut_off_has_passed,
            effect=when.skip_assessment,
            tells=TO_APPRAISEE | TO_APPRAISER,
        ),
        Step(
            action="submit_late",
            label="Sampaikan penilaian diri (terlambat)",
            done="Penilaian diri disampaikan terlambat",
            sources=frozenset({ASSESSED}),
            party=Actor.APPRAISEE,
            target=None,
            guard=when.may_submit_late,
            effect=when.take_late_assessment,
            tells=TO_APPRAISER,
            warning="Setelah disampaikan, isinya tidak dapat Anda ubah lagi.",
        ),
        Step(
            action="ask_again",
            label="Kembalikan penilaian diri",
            done="Penilaian diri dikembalikan untuk dilengkapi",
            sources=frozenset({ASSESSED}),
            party=Actor.APPRAISER,
            target=OPEN,
            guard=when.was_submitted_in_time,
            effect=when.open_again,
            note_label="Yang perlu dilengkapi",
            note_required=True,
            tells=TO_APPRAISEE,
        ),
        Step(
            action="rate",
            label="Tetapkan rating",
            done="Rating ditetapkan",
            sources=frozenset({ASSESSED}),
            party=Actor.APPRAISER,
            target=RATED,
            guard=when.may_rate,
            effect=when.give_rating,
            turn=True,
            primary=True,
        ),
        Step(
            action="revise",
            label="Ubah rating",
            done="Rating dibuka kembali untuk diubah",
            sources=frozenset({RATED}),
            party=Actor.APPRAISER,
            target=ASSESSED,
            guard=calibrating.may_revise,
            effect=when.take_rating_back,
        ),
        Step(
            action="calibrate",
            label="Ubah rating dalam kalibrasi",
            done="Rating diubah dalam kalibrasi",
            sources=frozenset({RATED}),
            party=Actor.APPRAISER,
            target=None,
            guard=calibrating.may_calibrate,
            effect=calibrating.calibrate,
            on_demand=True,
        ),
        Step(
            action="show",
            label="Perlihatkan rating dalam dialog",
            done="Rating diperlihatkan dalam dialog",
            sources=frozenset({RATED}),
            party=Actor.APPRAISER,
            target=None,
            guard=when.may_show,
            effect=when.show_ratings,
            tells=TO_APPRAISEE,
        ),
        Step(
            action="confirm_minutes",
            label="Konfirmasi notula",
            done="Notula dialog dikonfirmasi",
            sources=frozenset({RATED, DELIVERED}),
            party=Actor.APPRAISEE,
            target=None,
            guard=when.may_confirm,
            effect=when.confirm_minutes,
            tells=TO_APPRAISER,
        ),
        Step(
            action="deliver",
            label="Tanda tangani dan sampaikan",
            done="Hasil evaluasi ditandatangani dan disampaikan",
            sources=frozenset({RATED}),
            party=Actor.APPRAISER,
            target=DELIVERED,
            guard=when.may_deliver,
            effect=when.deliver,
            note_label="Alasan menyampaikan tanpa dialog (bila belum ada dialog)",
            tells=TO_APPRAISEE,
            turn=True,
            password=True,
            primary=True,
            scan=Scan.ON_PAPER,
        ),
        Step(
            action="sign",
            label="Tanda tangani",
            done="Dokumen evaluasi ditandatangani pegawai",
            sources=frozenset({DELIVERED}),
            party=Actor.APPRAISEE,
            target=None,
            guard=when.may_sign,
            effect=when.sign,
            tells=TO_APPRAISER,
            password=True,
            primary=True,
            scan=Scan.ON_PAPER,
        ),
        Step(
            action="ask_results",
            label="Minta penjelasan rating hasil kerja",
            done="Penjelasan rating hasil kerja diminta",
            sources=frozenset({DELIVERED}),
            party=Actor.APPRAISEE,
            target=None,
            guard=when.may_ask(RESULTS),
            effect=when.ask(RESULTS),
            note_label="Yang ingin Anda ketahui",
            note_required=True,
            tells_signer=True,
        ),
        Step(
            action="ask_behaviour",
            label="Minta penjelasan rating perilaku kerja",
            done="Penjelasan rating perilaku kerja diminta",
            sources=frozenset({DELIVERED}),
            party=Actor.APPRAISEE,
            target=None,
            guard=when.may_ask(BEHAVIOUR),
            effect=when.ask(BEHAVIOUR),
            note_label="Yang ingin Anda ketahui",
            note_required=True,
            tells_signer=True,
        ),
        *_answers(),
        *_answers(as_superior=True),
        Step(
            action="accept",
            label="Terima hasil evaluasi",
            done="Hasil evaluasi diterima",
            sources=frozenset({DELIVERED}),
            party=Actor.APPRAISEE,
            target=FINAL,
            guard=when.may_accept,
            effect=when.accept,
            tells=TO_APPRAISER,
            turn=True,
            password=True,
            warning=(
                "Dengan menerima, Anda melepaskan hak keberatan bila masih ada. Hasilnya langsung final, "
                "dokumennya dikunci, dan langkah ini tidak dapat dibatalkan."
            ),
        ),
        Step(
            action="lapse",
            label="Waktu menanggapi habis",
            done="Waktu menanggapi habis: hasil evaluasi berlaku",
            sources=frozenset({DELIVERED}),
            party=Actor.SYSTEM,
            target=FINAL,
            guard=when.reply_time_is_over,
            effect=when.run_out,
            tells=TO_APPRAISEE | TO_APPRAISER,
        ),
    )
} | (RECORDING_STEPS | DISPUTING_STEPS)  # personnel first record what was signed, and seldom take back
