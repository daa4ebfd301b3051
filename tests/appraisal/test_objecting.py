"""Objection: PermenPANRB 6/2022 text lines 4861-4893 and the worked examples 25 to 32 of the domain page."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.utils import timezone

from appraisal import opening, workflow
from appraisal.models import Evaluation, Party, PartyRole, Report
from appraisal.workflow.signing import current_rating
from tests import factories
from tests.factories import Agency

pytestmark = pytest.mark.django_db


def at(day: str) -> time_machine.travel:
    return time_machine.travel(f"{day} 10:00+07:00")


@pytest.fixture
def delivered(agency: Agency) -> Evaluation:
    """Received on Monday 12 January 2026 (example 25)."""
    with at("2026-01-12"):
        period = factories.make_period(2025)
        opening.open_period(period, by=agency.personnel)
        return factories.make_evaluation(agency, "DELIVERED", period=period)


def test_the_last_day_to_object_is_the_fourteenth_working_day(agency, delivered):
    """Examples 25 and 27."""
    assert delivered.reply_due_on == date(2026, 1, 30)
    with at("2026-01-30"):
        assert workflow.refusal(delivered, "object", agency.staff) == ""
    with at("2026-01-31"), pytest.raises(workflow.Refused, match="30 Januari 2026"):
        workflow.perform(delivered, "object", by=agency.staff, note="Terlambat saya baca.")


def test_without_reasons_there_is_no_objection(agency, delivered):
    """Example 28."""
    with at("2026-01-20"), pytest.raises(workflow.Refused, match="Alasan keberatan"):
        workflow.perform(delivered, "object", by=agency.staff, note="  ")


def test_signing_gives_up_nothing(agency, delivered):
    with at("2026-01-13"):
        workflow.perform(delivered, "sign", by=agency.staff)
    with at("2026-01-26"):
        workflow.perform(delivered, "object", by=agency.staff, note="Dua laporan tidak dihitung.")
    assert delivered.status == "DISPUTED"
    assert delivered.decide_due_on == date(2026, 2, 4)


def test_it_goes_to_the_appraisers_superior_and_to_nobody_else(agency, delivered):
    """Example 29."""
    with at("2026-01-14"):
        factories.object_to(delivered)
        for person in (agency.superior, agency.personnel, agency.staff, agency.auditor):
            assert "hanya untuk" in workflow.refusal(delivered, "uphold", person)
        assert workflow.refusal(delivered, "uphold", agency.head) == ""
        assert workflow.waiting_evaluations(agency.head).filter(pk=delivered.pk).exists()


def test_both_are_asked_before_it_is_decided(agency, delivered):
    with at("2026-01-14"):
        workflow.perform(delivered, "object", by=agency.staff, note="Dua laporan tidak dihitung.")
        assert "penjelasan kedua pihak" in workflow.refusal(delivered, "uphold", agency.head)
        workflow.perform(delivered, "explain_as_appraisee", by=agency.staff, note="Buktinya terlampir.")
        assert "penjelasan kedua pihak" in workflow.refusal(delivered, "uphold", agency.head)
    with at("2026-01-19"):
        assert workflow.refusal(delivered, "uphold", agency.head) != ""
    with at("2026-01-20"):  # the three working days of the explanation are over
        assert "lewat" in workflow.refusal(delivered, "explain_as_appraiser", agency.superior)
        assert workflow.refusal(delivered, "uphold", agency.head) == ""


def test_upheld_is_final_and_there_is_no_second_objection(agency, delivered):
    """Example 31."""
    with at("2026-01-14"):
        factories.object_to(delivered)
        workflow.perform(delivered, "uphold", by=agency.head, note="Penilaian sudah sesuai bukti.")
        assert (delivered.status, delivered.origin) == ("FINAL", "APPRAISER")
        assert "tidak berlaku pada status" in workflow.refusal(delivered, "object", agency.staff)


def test_a_changed_result_is_d13_and_replaces_the_first(agency, delivered):
    """Example 32: results from MEETS to ABOVE beside behaviour ABOVE gives Sangat Baik; the old rating stays."""
    with at("2026-01-14"):
        factories.object_to(delivered)
        factories.draft_conclusion(delivered, agency.head, "MEETS", "MEETS", part="decision")
        assert "sama dengan hasil semula" in workflow.refusal(delivered, "change", agency.head)
        factories.draft_conclusion(delivered, agency.head, "ABOVE", "ABOVE", part="decision")
        workflow.perform(delivered, "change", by=agency.head, note="Dua laporan dihitung; ikutkan pelatihan.")
    assert (delivered.status, delivered.origin, delivered.predicate) == (
        "DELIVERED",
        "OBJECTION",
        "VERY_GOOD",
    )
    assert delivered.signed_by == agency.head
    assert delivered.reply_due_on == date(2026, 1, 23)
    assert list(delivered.ratings.order_by("pk").values_list("origin", "results")) == [
        ("APPRAISER", "MEETS"),
        ("OBJECTION", "ABOVE"),
    ]
    old, new = Report.objects.filter(evaluation=delivered).order_by("signed_at")
    assert (old.form, old.replaced_by, new.form) == ("D.1.1", new, "D.1.3")
    with at("2026-01-15"):
        assert "bersifat final" in workflow.refusal(delivered, "object", agency.staff)


def test_withdrawn_it_stands_as_before_with_its_old_clock_and_cannot_be_filed_again(agency, delivered):
    with at("2026-01-14"):
        workflow.perform(delivered, "object", by=agency.staff, note="Dua laporan tidak dihitung.")
        workflow.perform(delivered, "withdraw_objection", by=agency.staff)
        assert (delivered.status, delivered.reply_due_on) == ("DELIVERED", date(2026, 1, 30))
        assert "keberatan kedua tidak ada" in workflow.refusal(delivered, "object", agency.staff)
        workflow.perform(delivered, "accept", by=agency.staff)
    assert delivered.status == "FINAL"


def test_who_signed_never_decides_about_it(agency, delivered):
    """After a vacancy the former appraiser may be reviewer: personnel hand it on."""
    with at("2026-01-14"):
        factories.object_to(delivered)
        today = timezone.localdate()
        rows = Party.objects.filter(appraisal=delivered.appraisal)
        rows.filter(role=PartyRole.APPRAISER).update(employee=agency.colleague)
        rows.filter(role=PartyRole.REVIEWER).update(employee=agency.superior)
        assert "Anda tanda tangani sendiri" in workflow.refusal(delivered, "uphold", agency.superior)
        workflow.perform(delivered, "hand_on", by=agency.personnel, note="Penanda tangan menjadi atasannya.")
        assert delivered.appraisal.party(PartyRole.REVIEWER, today).employee == agency.head


def test_a_top_appraisers_result_is_final_and_the_page_says_why(agency):
    with at("2026-01-12"):
        period = factories.make_period(2025)
        opening.open_period(period, by=agency.personnel)
        evaluation = factories.make_evaluation(agency, "DELIVERED", period=period)
        Party.objects.filter(appraisal=evaluation.appraisal, role=PartyRole.REVIEWER).delete()
        assert "tidak mempunyai atasan" in workflow.refusal(evaluation, "object", agency.staff)


def test_a_late_decision_counts_and_silence_decides_nothing(agency, delivered):
    with at("2026-01-14"):
        factories.object_to(delivered)
    with at("2026-03-02"):
        assert "tidak berlaku pada status" in workflow.refusal(delivered, "lapse", None)
        assert workflow.refusal(delivered, "uphold", agency.head) == ""


def test_a_decision_that_is_reopened_waits_again_and_the_first_result_holds(agency, delivered):
    with at("2026-01-14"):
        factories.object_to(delivered)
        factories.draft_conclusion(delivered, agency.head, "ABOVE", "ABOVE", part="decision")
        workflow.perform(delivered, "change", by=agency.head, note="Dihitung.")
        workflow.perform(delivered, "accept", by=agency.staff)
        workflow.perform(delivered, "reopen_decision", by=agency.personnel, note="Bukti baru ditemukan.")
        assert (delivered.status, delivered.origin, delivered.predicate) == ("DISPUTED", "APPRAISER", "GOOD")
        assert current_rating(delivered).origin == "APPRAISER"
        workflow.perform(delivered, "uphold", by=agency.head, note="Bukti baru tidak mengubah hasil.")
    assert (delivered.status, delivered.predicate) == ("FINAL", "GOOD")


def test_an_objection_bars_the_retraction(agency, delivered):
    with at("2026-01-14"):
        assert workflow.refusal(delivered, "retract", agency.personnel) == ""
        workflow.perform(delivered, "object", by=agency.staff, note="Dua laporan tidak dihitung.")
        workflow.perform(delivered, "withdraw_objection", by=agency.staff)
        assert "sudah pernah diajukan keberatan" in workflow.refusal(delivered, "retract", agency.personnel)


def test_a_retracted_document_is_signed_anew_and_bears_a_new_objection(agency, delivered):
    with at("2026-01-14"):
        workflow.perform(delivered, "retract", by=agency.personnel, note="Salah ketik catatan.")
        assert (delivered.status, delivered.signed_at, delivered.reply_due_on) == ("RATED", None, None)
        workflow.perform(delivered, "deliver", by=agency.superior)
        assert workflow.refusal(delivered, "object", agency.staff) == ""
