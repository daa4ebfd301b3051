"""What blocks a step, in the words the user reads; each sentence says what to do."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from appraisal import workflow
from appraisal.models import Dialogue, OverallRating, SelfTarget, UnitRating, WorkTarget
from appraisal.workflow import conditions
from appraisal.working_days import working_day
from employees.models import Holiday
from tests import factories

pytestmark = pytest.mark.django_db


def refused(subject, action, by):
    return workflow.refusal(subject, action, by)


def test_a_proposal_needs_a_main_target(agency):
    appraisal = factories.make_appraisal(agency, targets=0)
    assert "satu rencana hasil kerja utama" in refused(appraisal, "propose", agency.staff)
    factories.add_target(appraisal, "Tugas tambahan", kind="ADDITIONAL")
    assert "satu rencana hasil kerja utama" in refused(appraisal, "propose", agency.staff)


def test_a_proposal_names_the_target_without_an_indicator(agency):
    appraisal = factories.make_appraisal(agency)
    result = "Layanan kenaikan pangkat selesai tepat waktu di seluruh satuan kerja pemerintah kota"
    WorkTarget.objects.create(appraisal=appraisal, result=result, order=9)
    sentence = refused(appraisal, "propose", agency.staff)
    assert sentence.startswith("Lengkapi indikator dan target untuk «Layanan kenaikan pangkat")
    assert "…" in sentence


def test_sending_back_needs_words(agency):
    appraisal = factories.make_appraisal(agency, "PROPOSED")
    with pytest.raises(workflow.Refused, match="Yang perlu diperbaiki"):
        workflow.perform(appraisal, "send_back", by=agency.superior, note="   ")
    workflow.perform(appraisal, "send_back", by=agency.superior, note="Lengkapi target.")
    assert appraisal.status == "PLANNING"


def test_the_self_assessment_opens_on_its_day(agency):
    evaluation = factories.make_evaluation(agency)
    factories.assess(evaluation)
    evaluation.opens_on = timezone.localdate() + timedelta(days=1)
    evaluation.self_due_on = evaluation.ends_on = evaluation.opens_on
    evaluation.save()
    assert "Penilaian diri dibuka pada" in refused(evaluation, "submit", agency.staff)
    assert "Penilaian diri dibuka pada" in workflow.editing_refusal(evaluation, "self", agency.staff)
    assert not workflow.waiting_evaluations(agency.staff).exists()


def test_a_self_assessment_names_the_target_without_words(agency):
    evaluation = factories.make_evaluation(agency)
    assert refused(evaluation, "submit", agency.staff).startswith("Tulis capaian untuk «")
    factories.assess(evaluation)
    assert refused(evaluation, "submit", agency.staff) == ""
    SelfTarget.objects.filter(evaluation=evaluation).update(achievements="")
    assert refused(evaluation, "submit", agency.staff).startswith("Tulis capaian untuk «")


def test_without_targets_there_is_nothing_to_assess(agency):
    evaluation = factories.make_evaluation(agency)
    evaluation.appraisal.targets.all().delete()
    assert "belum berisi rencana hasil kerja" in refused(evaluation, "submit", agency.staff)


def test_the_clock_waits_for_the_cut_off(agency):
    evaluation = factories.make_evaluation(agency)
    with pytest.raises(workflow.Refused, match="belum lewat"):
        workflow.perform(evaluation, "cut_off", by=None)


def test_a_late_submission_happens_once(agency):
    evaluation = factories.make_evaluation(agency, "ASSESSED")
    assert refused(evaluation, "submit_late", agency.staff) == "Penilaian diri sudah disampaikan."
    assert "sudah disampaikan" in workflow.editing_refusal(evaluation, "self", agency.staff)


def test_a_returned_self_assessment_has_three_working_days_within_the_window(agency):
    evaluation = factories.make_evaluation(agency, "ASSESSED")
    workflow.perform(evaluation, "ask_again", by=agency.superior, note="Tambahkan angka.")
    assert (evaluation.status, evaluation.self_submitted_at) == ("OPEN", None)
    assert evaluation.self_due_on == working_day(timezone.localdate(), 3)
    workflow.perform(evaluation, "submit", by=agency.staff)
    with time_machine.travel(timezone.now() + timedelta(days=41)):
        assert "Masa evaluasi berakhir" in refused(evaluation, "ask_again", agency.superior)


def test_what_was_skipped_cannot_be_returned(agency):
    evaluation = factories.make_evaluation(agency)
    with time_machine.travel(timezone.now() + timedelta(days=21)):
        workflow.perform(evaluation, "cut_off", by=None)
        assert "Tidak ada penilaian diri" in refused(evaluation, "ask_again", agency.superior)


def test_a_rating_needs_both_ratings_and_both_reasons(agency):
    evaluation = factories.make_evaluation(agency, "ASSESSED")
    assert "kedua rating" in refused(evaluation, "rate", agency.superior)
    factories.draft_rating(evaluation, agency.superior)
    assert refused(evaluation, "rate", agency.superior) == ""
    OverallRating.objects.update(behaviour_reason=" ")
    assert "kedua rating" in refused(evaluation, "rate", agency.superior)


def test_a_draft_of_somebody_else_signs_nothing(agency):
    """The rating that a step signs is the actor's own."""
    evaluation = factories.make_evaluation(agency, "ASSESSED")
    factories.draft_rating(evaluation, agency.superior)
    OverallRating.objects.update(by=agency.head)
    assert "kedua rating" in refused(evaluation, "rate", agency.superior)


def test_nobody_is_rated_on_targets_that_were_never_set(agency):
    evaluation = factories.make_evaluation(agency, "ASSESSED")
    factories.draft_rating(evaluation, agency.superior)
    evaluation.appraisal.status = "PROPOSED"
    evaluation.appraisal.save()
    assert "SKP belum ditetapkan" in refused(evaluation, "rate", agency.superior)


def test_ratings_are_shown_once(agency):
    evaluation = factories.make_evaluation(agency, "RATED")
    workflow.perform(evaluation, "show", by=agency.superior)
    assert "sudah dibuka" in refused(evaluation, "show", agency.superior)


def test_minutes_are_confirmed_once_and_only_when_there_are_some(agency):
    evaluation = factories.make_evaluation(agency, "RATED")
    assert "belum ditulis" in refused(evaluation, "confirm_minutes", agency.staff)
    factories.hold_dialogue(evaluation, agency.superior)
    workflow.perform(evaluation, "confirm_minutes", by=agency.staff)
    assert Dialogue.objects.get().confirmed_at is not None
    assert "sudah Anda konfirmasi" in refused(evaluation, "confirm_minutes", agency.staff)


def test_delivery_needs_a_note_or_a_recommendation(agency):
    """Notes or a recommendation are a minimum content of the document (text line 4707)."""
    evaluation = factories.make_evaluation(agency, "RATED")
    assert "catatan atau sedikitnya satu rekomendasi" in refused(evaluation, "deliver", agency.superior)
    evaluation.recommendations.create(text="Ikut pelatihan penulisan laporan.")
    assert refused(evaluation, "deliver", agency.superior) == ""


def test_the_employee_signs_once(agency):
    evaluation = factories.make_evaluation(agency, "DELIVERED")
    workflow.perform(evaluation, "sign", by=agency.staff)
    assert evaluation.returned_at is not None
    assert "sudah menandatangani" in refused(evaluation, "sign", agency.staff)


@pytest.mark.parametrize("about", ["results", "behaviour"])
def test_an_explanation_is_asked_and_answered_once(agency, about):
    evaluation = factories.make_evaluation(agency, "DELIVERED")
    assert "Tidak ada permintaan" in refused(evaluation, f"answer_{about}", agency.superior)
    workflow.perform(evaluation, f"ask_{about}", by=agency.staff, note="Mengapa sesuai, bukan di atas?")
    assert "sudah diminta" in refused(evaluation, f"ask_{about}", agency.staff)
    assert evaluation in workflow.waiting_evaluations(agency.superior)
    workflow.perform(evaluation, f"answer_{about}", by=agency.superior, note="Dua laporan terlambat.")
    assert evaluation.explanations.get().answer == "Dua laporan terlambat."
    assert evaluation not in workflow.waiting_evaluations(agency.superior)


def test_a_question_asked_in_time_is_answered_after_the_clock_ran_out(agency):
    evaluation = factories.make_evaluation(agency, "DELIVERED")
    workflow.perform(evaluation, "ask_results", by=agency.staff, note="Mengapa sesuai?")
    with time_machine.travel(timezone.now() + timedelta(days=60)):
        workflow.perform(evaluation, "lapse", by=None)
        assert evaluation in workflow.waiting_evaluations(agency.superior)
        workflow.perform(evaluation, "answer_results", by=agency.superior, note="Dua laporan terlambat.")
        assert (evaluation.status, evaluation.explanations.get().answer) == (
            "FINAL",
            "Dua laporan terlambat.",
        )


def test_the_reply_is_due_fourteen_working_days_after_receipt(agency):
    """domain.md row 25, with and without a holiday between."""
    assert working_day(date(2026, 1, 12), 14) == date(2026, 1, 30)
    Holiday.objects.create(day=date(2026, 1, 16), name="Libur contoh")
    assert working_day(date(2026, 1, 12), 14) == date(2026, 2, 2)


def test_what_a_signed_evaluation_rests_on_stays(agency):
    evaluation = factories.make_evaluation(agency, "RATED")
    assert workflow.editing_refusal(evaluation.appraisal, "progress", agency.staff) == ""
    factories.hold_dialogue(evaluation, agency.superior)
    workflow.perform(evaluation, "deliver", by=agency.superior)
    assert "sudah ditandatangani" in workflow.editing_refusal(evaluation.appraisal, "progress", agency.staff)


def test_accepting_signs_and_waives(agency):
    evaluation = factories.make_evaluation(agency, "FINAL")
    assert evaluation.returned_at == evaluation.final_at


def test_without_a_complete_draft_nothing_is_signed_even_past_the_guard(agency):
    evaluation = factories.make_evaluation(agency, "ASSESSED")
    with pytest.raises(LookupError):
        conditions.give_rating(evaluation, workflow.Act.asked(agency.superior))
    evaluation.refresh_from_db()
    assert (evaluation.rated_at, evaluation.predicate) == (None, "")


def test_a_rating_that_left_no_row_is_taken_back_without_a_draft(agency):
    evaluation = factories.make_evaluation(agency, "RATED")
    OverallRating.objects.filter(evaluation=evaluation).delete()
    workflow.perform(evaluation, "revise", by=agency.superior)
    assert (evaluation.status, evaluation.predicate) == ("ASSESSED", "")
    assert not evaluation.ratings.exists()


def test_a_heads_draft_that_no_longer_fits_the_unit_is_not_signed(agency):
    evaluation = factories.make_evaluation(agency, "ASSESSED", employee=agency.superior)
    period = evaluation.appraisal.period
    factories.draft_rating(evaluation, agency.head, results="MEETS")
    UnitRating.objects.create(
        unit=agency.section,
        period=period,
        window="AKHIR",
        predicate="OUTSTANDING",
        set_on=timezone.localdate(),
    )
    assert "berubah" in refused(evaluation, "rate", agency.head)
    factories.draft_rating(evaluation, agency.head, results="ABOVE")
    assert refused(evaluation, "rate", agency.head) == ""
