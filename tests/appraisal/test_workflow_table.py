"""Every status × action × role against a literal table that was written from product.md, not from the code."""

import itertools
from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.utils import timezone

from appraisal import opening, workflow
from appraisal.models import AppraisalStatus, EvaluationStatus, OverallRating, Party, PartyRole
from appraisal.workflow import APPRAISAL_STEPS, EVALUATION_STEPS
from tests import factories

pytestmark = pytest.mark.django_db

# action: (who, from which statuses, to which status; None: stays)
APPRAISAL = {
    "propose": ("appraisee", {"PLANNING"}, "PROPOSED"),
    "withdraw": ("appraisee", {"PROPOSED"}, "PLANNING"),
    "set": ("appraiser", {"PROPOSED"}, "RUNNING"),
    "send_back": ("appraiser", {"PROPOSED"}, "PLANNING"),
    "set_unproposed": ("appraiser", {"PLANNING"}, "RUNNING"),
    "set_by_reviewer": ("reviewer", {"PLANNING", "PROPOSED"}, "RUNNING"),
    "close_in_error": ("personnel", {"PLANNING", "PROPOSED", "RUNNING"}, "CLOSED"),
}
EVALUATION = {
    "submit": ("appraisee", {"OPEN"}, "ASSESSED"),
    "cut_off": ("system", {"OPEN"}, "ASSESSED"),
    "submit_late": ("appraisee", {"ASSESSED"}, None),
    "ask_again": ("appraiser", {"ASSESSED"}, "OPEN"),
    "rate": ("appraiser", {"ASSESSED"}, "RATED"),
    "revise": ("appraiser", {"RATED"}, "ASSESSED"),
    "calibrate": ("appraiser", {"RATED"}, None),
    "show": ("appraiser", {"RATED"}, None),
    "confirm_minutes": ("appraisee", {"RATED", "DELIVERED"}, None),
    "deliver": ("appraiser", {"RATED"}, "DELIVERED"),
    "sign": ("appraisee", {"DELIVERED"}, None),
    "ask_results": ("appraisee", {"DELIVERED"}, None),
    "ask_behaviour": ("appraisee", {"DELIVERED"}, None),
    "answer_results": ("appraiser", {"DELIVERED", "DISPUTED", "FINAL"}, None),
    "answer_behaviour": ("appraiser", {"DELIVERED", "DISPUTED", "FINAL"}, None),
    "reviewer_answers_results": ("reviewer", {"DELIVERED", "DISPUTED", "FINAL"}, None),
    "reviewer_answers_behaviour": ("reviewer", {"DELIVERED", "DISPUTED", "FINAL"}, None),
    "accept": ("appraisee", {"DELIVERED"}, "FINAL"),
    "lapse": ("system", {"DELIVERED"}, "FINAL"),
    "overdue": ("system", {"OPEN", "ASSESSED", "RATED"}, "OVERDUE"),
    "conclude": ("reviewer", {"OVERDUE"}, "DELIVERED"),
    "resume_assessment": ("personnel", {"OVERDUE"}, "OPEN"),
    "resume": ("personnel", {"OVERDUE"}, "ASSESSED"),
    "resume_dialogue": ("personnel", {"OVERDUE"}, "RATED"),
    "hand_on": ("personnel", {"OVERDUE", "DISPUTED"}, None),
    "hand_over": ("appraiser", {"DELIVERED"}, None),
    "hand_over_as_reviewer": ("reviewer", {"DELIVERED"}, None),
    "hand_over_by_personnel": ("personnel", {"DELIVERED"}, None),
    "deliver_by_personnel": ("personnel", {"RATED", "OVERDUE"}, "DELIVERED"),
    "sign_by_personnel": ("personnel", {"DELIVERED", "FINAL"}, None),
    "object_by_personnel": ("personnel", {"DELIVERED", "FINAL"}, "DISPUTED"),
    "explain_by_personnel": ("personnel", {"DISPUTED"}, None),
    "withdraw_by_personnel": ("personnel", {"DISPUTED"}, "DELIVERED"),
    "object": ("appraisee", {"DELIVERED"}, "DISPUTED"),
    "explain_as_appraisee": ("appraisee", {"DISPUTED"}, None),
    "explain_as_appraiser": ("appraiser", {"DISPUTED"}, None),
    "withdraw_objection": ("appraisee", {"DISPUTED"}, "DELIVERED"),
    "uphold": ("reviewer", {"DISPUTED"}, "FINAL"),
    "change": ("reviewer", {"DISPUTED"}, "DELIVERED"),
    "retract": ("personnel", {"DELIVERED"}, "RATED"),
    "retract_conclusion": ("personnel", {"DELIVERED"}, "OVERDUE"),
    "reopen": ("personnel", {"FINAL"}, "RATED"),
    "reopen_conclusion": ("personnel", {"FINAL"}, "OVERDUE"),
    "reopen_decision": ("personnel", {"FINAL"}, "DISPUTED"),
    "void": ("personnel", {"OPEN", "ASSESSED", "RATED", "OVERDUE"}, "VOID"),
}
ROLES = (
    "appraisee", "appraiser", "reviewer", "personnel", "unit_personnel", "other_unit_personnel", "auditor",
    "stranger", "colleague", "system",
)  # fmt: skip
PARTS = {
    "targets": ({"appraisee", "appraiser"}, {"PLANNING"}),
    "expectations": ({"appraiser"}, {"PLANNING", "PROPOSED"}),
    "progress": ({"appraisee"}, {"PLANNING", "PROPOSED", "RUNNING"}),
    "help": ({"appraiser"}, {"PLANNING", "PROPOSED", "RUNNING"}),
    "annex": ({"appraisee", "appraiser"}, {"PLANNING", "PROPOSED", "RUNNING"}),
    "resources": ({"appraisee", "appraiser"}, {"RUNNING"}),
    "manual": ({"appraisee"}, {"PLANNING", "PROPOSED", "RUNNING"}),
    "matrix": ({"appraisee"}, {"PLANNING", "PROPOSED", "RUNNING"}),
    "plan": ({"appraisee", "appraiser"}, {"PLANNING", "PROPOSED", "RUNNING"}),
    "assignments": ({"appraisee", "appraiser"}, {"PLANNING", "PROPOSED", "RUNNING"}),
    "takeover": ({"appraiser"}, {"RUNNING"}),
    "revision": ({"appraisee", "appraiser"}, {"RUNNING"}),
    "closing_note": ({"appraiser"}, {"RUNNING", "CLOSED"}),
}
EVALUATION_PARTS = {
    "self": ({"appraisee"}, {"OPEN", "ASSESSED"}),
    "rating": ({"appraiser"}, {"ASSESSED"}),
    "calibration": ({"appraiser"}, {"RATED"}),
    "conclusion": ({"reviewer"}, {"OVERDUE"}),
    "decision": ({"reviewer"}, {"DISPUTED"}),
    "conclusion_note": ({"reviewer"}, {"OVERDUE"}),
    "note": ({"appraiser"}, {"ASSESSED", "RATED"}),
    "agenda": ({"appraisee"}, {"OPEN", "ASSESSED", "RATED"}),
    "dialogue": ({"appraiser"}, {"ASSESSED", "RATED"}),
}


def people(agency):
    return {
        "appraisee": agency.staff,
        "appraiser": agency.superior,
        "reviewer": agency.head,
        "personnel": agency.personnel,
        "unit_personnel": agency.unit_personnel,
        "other_unit_personnel": agency.other_unit_personnel,
        "auditor": agency.auditor,
        "stranger": agency.stranger,
        "colleague": agency.colleague,
        "system": None,
    }


def may_hold(role, who):
    return role == who or (who == "personnel" and role == "unit_personnel")


def answer_of(sentence):
    if "hanya untuk" in sentence or "hanya dapat diisi" in sentence:
        return "wrong party"
    if "pada status" in sentence:
        return "wrong status"
    return "open"


def cells(table, statuses, subject, ask, agency):
    wrong = []
    for status, (action, (who, sources, _)), (role, person) in itertools.product(
        statuses, table.items(), people(agency).items()
    ):
        subject.status = status
        expected = "open"
        if not (any(may_hold(role, each) for each in who) if isinstance(who, set) else may_hold(role, who)):
            expected = "wrong party"
        elif status not in sources:
            expected = "wrong status"
        if answer_of(ask(subject, action, person)) != expected:
            wrong.append((status, action, role, ask(subject, action, person)))
    return wrong


def test_the_tables_name_the_same_actions_and_moves(agency):
    assert {
        a: (s.party.value.lower(), set(s.sources), s.target) for a, s in APPRAISAL_STEPS.items()
    } == APPRAISAL
    assert {
        a: (s.party.value.lower(), set(s.sources), s.target) for a, s in EVALUATION_STEPS.items()
    } == EVALUATION


def test_every_cell_of_the_appraisal_table(agency):
    appraisal = factories.make_appraisal(agency)
    assert cells(APPRAISAL, AppraisalStatus.values, appraisal, workflow.refusal, agency) == []


def test_every_cell_of_the_evaluation_table(agency):
    evaluation = factories.make_evaluation(agency)
    assert cells(EVALUATION, EvaluationStatus.values, evaluation, workflow.refusal, agency) == []


def test_every_cell_of_the_parts(agency):
    evaluation = factories.make_evaluation(agency)
    with_none = {name: (who, sources, None) for name, (who, sources) in PARTS.items()}
    of_evaluation = {name: (who, sources, None) for name, (who, sources) in EVALUATION_PARTS.items()}
    agency_people = people(agency)

    def ask(subject, part, person):
        return workflow.editing_refusal(subject, part, person or agency_people["stranger"])

    assert cells(with_none, AppraisalStatus.values, evaluation.appraisal, ask, agency) == []
    assert cells(of_evaluation, EvaluationStatus.values, evaluation, ask, agency) == []


def test_the_control_a_role_too_many_is_found(agency, monkeypatch):
    """With the party rule switched off the table goes red."""
    monkeypatch.setattr(workflow.doors, "holds", lambda *_: True)
    appraisal = factories.make_appraisal(agency)
    assert cells(APPRAISAL, AppraisalStatus.values, appraisal, workflow.refusal, agency)


def test_personnel_never_act_on_their_own_appraisal(agency):
    appraisal = factories.make_appraisal(agency, employee=agency.personnel)
    assert "hanya untuk" in workflow.refusal(appraisal, "close_in_error", agency.personnel)
    assert workflow.refusal(appraisal, "close_in_error", agency.unit_personnel) == ""


def test_an_inactive_account_administers_nothing(agency):
    appraisal = factories.make_appraisal(agency)
    agency.personnel.user.is_active = False
    agency.personnel.user.save()
    assert "hanya untuk" in workflow.refusal(appraisal, "close_in_error", agency.personnel)


def test_an_unknown_action_is_refused(agency):
    with pytest.raises(workflow.Refused, match="tidak dikenal"):
        workflow.perform(factories.make_appraisal(agency), "terbang", by=agency.staff)


@pytest.mark.parametrize("status", ["OPEN", "ASSESSED", "RATED", "DELIVERED", "FINAL"])
def test_the_inbox_is_the_buttons(agency, status):
    evaluation = factories.make_evaluation(agency, status)
    for person in (agency.staff, agency.superior, agency.head, agency.stranger):
        turn = any(offer.step.turn for offer in offers(evaluation, person))
        assert workflow.waiting_evaluations(person).filter(pk=evaluation.pk).exists() == turn, person


@pytest.mark.parametrize("status", ["PLANNING", "PROPOSED", "RUNNING", "CLOSED"])
def test_the_inbox_of_planning_is_the_buttons(agency, status):
    appraisal = factories.make_appraisal(agency, status)
    for person in (agency.staff, agency.superior, agency.head, agency.stranger):
        turn = any(offer.step.turn and "Sampai" not in offer.blocked for offer in offers(appraisal, person))
        assert workflow.waiting_appraisals(person).filter(pk=appraisal.pk).exists() == turn, person


def offers(subject, person):
    return workflow.offered(subject, person)


def test_the_reviewer_sets_only_after_the_limit(agency):
    appraisal = factories.make_appraisal(agency)
    assert "Sampai" in workflow.refusal(appraisal, "set_by_reviewer", agency.head)
    assert not workflow.waiting_appraisals(agency.head).filter(pk=appraisal.pk).exists()
    with time_machine.travel(timezone.now() + timedelta(days=60)):
        assert workflow.refusal(appraisal, "set_by_reviewer", agency.head) == ""
        assert workflow.waiting_appraisals(agency.head).filter(pk=appraisal.pk).exists()
        assert "hanya untuk" in workflow.refusal(appraisal, "set_by_reviewer", agency.staff)


def test_a_former_appraiser_may_read_but_not_rate(agency):
    evaluation = factories.make_evaluation(agency, "ASSESSED")
    yesterday = timezone.localdate() - timedelta(days=1)
    Party.objects.filter(appraisal=evaluation.appraisal, role=PartyRole.APPRAISER).update(ends_on=yesterday)
    assert "hanya untuk" in workflow.refusal(evaluation, "rate", agency.superior)
    assert (
        type(evaluation.appraisal).objects.visible_to(agency.superior.user).filter(pk=evaluation.appraisal_id)
    )


def test_personnel_record_the_act_of_an_appraiser_without_account(agency):
    appraisal = factories.make_appraisal(agency, "PROPOSED", employee=agency.head)
    event = workflow.perform(
        appraisal, "set", by=agency.personnel, on_behalf_of=agency.mayor, scan=factories.signed_file()
    )
    assert (event.actor, event.on_behalf_of) == (agency.personnel, agency.mayor)
    assert appraisal.set_by == agency.mayor


def test_nobody_records_the_act_of_a_civil_servant(agency):
    appraisal = factories.make_appraisal(agency, "PROPOSED")
    with pytest.raises(workflow.Refused):
        workflow.perform(appraisal, "set", by=agency.personnel, on_behalf_of=agency.superior)


def test_the_clock_ends_the_self_assessment_once(agency):
    evaluation = factories.make_evaluation(agency)
    with time_machine.travel(timezone.now() + timedelta(days=21)):
        workflow.perform(evaluation, "cut_off", by=None)
        assert (evaluation.status, evaluation.self_skipped) == ("ASSESSED", True)
        factories.assess(evaluation)
        workflow.perform(evaluation, "submit_late", by=agency.staff)
    assert evaluation.self_late
    assert evaluation.status == "ASSESSED"


def test_a_late_beat_lets_no_late_act_through(agency):
    evaluation = factories.make_evaluation(agency)
    factories.assess(evaluation)
    with (
        time_machine.travel(timezone.now() + timedelta(days=21)),
        pytest.raises(workflow.Refused, match="lewat"),
    ):
        workflow.perform(evaluation, "submit", by=agency.staff)


def test_silence_makes_the_result_final_after_fourteen_working_days(agency):
    with time_machine.travel("2026-01-12 10:00+07:00"):
        period = factories.make_period(2025)
        opening.open_period(period, by=agency.personnel)
        evaluation = factories.make_evaluation(agency, "DELIVERED")
    assert evaluation.reply_due_on == date(2026, 1, 30)
    with time_machine.travel("2026-01-30 16:00+07:00"), pytest.raises(workflow.Refused):
        workflow.perform(evaluation, "lapse", by=None)
    with time_machine.travel("2026-01-31 00:30+07:00"):
        workflow.perform(evaluation, "lapse", by=None)
    assert evaluation.status == "FINAL"
    assert evaluation.returned_at is None


@pytest.mark.parametrize("action", ["sign", "ask_results", "ask_behaviour", "accept"])
def test_an_answer_comes_in_time_even_when_the_beat_is_late(action, agency):
    evaluation = factories.make_evaluation(agency, "DELIVERED")
    last = timezone.make_aware(datetime.combine(evaluation.reply_due_on, time(23, 59)))
    with time_machine.travel(last):
        assert workflow.refusal(evaluation, action, agency.staff) == ""
    with time_machine.travel(last + timedelta(minutes=2)), pytest.raises(workflow.Refused, match="lewat"):
        workflow.perform(evaluation, action, by=agency.staff, note="Mengapa?")


def test_a_revised_rating_keeps_the_first_one(agency):
    evaluation = factories.make_evaluation(agency, "RATED")
    workflow.perform(evaluation, "revise", by=agency.superior)
    assert (evaluation.status, evaluation.predicate) == ("ASSESSED", "")
    factories.draft_rating(evaluation, agency.superior, results="ABOVE", behaviour="ABOVE")
    workflow.perform(evaluation, "rate", by=agency.superior)
    assert evaluation.predicate == "VERY_GOOD"
    given = OverallRating.objects.filter(evaluation=evaluation, given_at__isnull=False)
    assert sorted(given.values_list("results", flat=True)) == ["ABOVE", "MEETS"]


def test_delivery_without_a_dialogue_needs_a_reason(agency):
    evaluation = factories.make_evaluation(agency, "RATED")
    with workflow.editing(evaluation, "note", by=agency.superior) as row:
        row.note = "Pertahankan."
    with pytest.raises(workflow.Refused, match="Dialog belum dicatat"):
        workflow.perform(evaluation, "deliver", by=agency.superior)
    workflow.perform(
        evaluation, "deliver", by=agency.superior, note="Pegawai sedang cuti sampai masa berakhir."
    )
    assert evaluation.undelivered_reason == "Pegawai sedang cuti sampai masa berakhir."


def test_a_note_beside_a_delivery_after_the_dialogue_is_no_reason_for_having_none(agency):
    evaluation = factories.make_evaluation(agency, "RATED")
    factories.hold_dialogue(evaluation, agency.superior)
    event = workflow.perform(evaluation, "deliver", by=agency.superior, note="Terima kasih.")
    assert (evaluation.undelivered_reason, event.note) == ("", "Terima kasih.")


def test_closing_in_error_voids_what_is_unsigned_and_nothing_else(agency):
    evaluation = factories.make_evaluation(agency, "ASSESSED")
    workflow.perform(evaluation.appraisal, "close_in_error", by=agency.personnel, note="Terdaftar ganda.")
    evaluation.refresh_from_db()
    assert evaluation.status == "VOID"


def test_a_signed_evaluation_is_never_closed_in_error(agency):
    evaluation = factories.make_evaluation(agency, "DELIVERED")
    with pytest.raises(workflow.Refused, match="sudah ditandatangani"):
        workflow.perform(evaluation.appraisal, "close_in_error", by=agency.personnel, note="Terdaftar ganda.")
