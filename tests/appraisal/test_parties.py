"""Personnel changes appraiser and reviewer from a day: rows, turns, duties that stay, and what is refused."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
import time_machine
from django.utils import timezone

from appraisal import parties, standing, workflow
from appraisal.models import Appraisal, Evaluation, EvaluationWindow, Party, PartyRole, TargetRevision
from appraisal.parties import Cause, Change
from appraisal.windows import open_evaluations
from appraisal.workflow import Refused
from employees.models import Employee, Notification
from tests import factories

pytestmark = pytest.mark.django_db
APPRAISER, REVIEWER = PartyRole.APPRAISER, PartyRole.REVIEWER


def today():
    return timezone.localdate()


def to(person, *, on=None, cause=Cause.CORRECTION, role=APPRAISER, **more):
    wanted = {role: person} | more.pop("also", {})
    return Change(wanted, on or today(), "Salah tercatat.", cause, **more)


def rows_of(appraisal, role=APPRAISER):
    rows = Party.objects.filter(appraisal=appraisal, role=role).order_by("starts_on")
    return [(row.employee, row.starts_on, row.ends_on) for row in rows]


def assert_one_a_day(appraisal):
    """At most one holder of each role on every day, in the order of the days."""
    for role in (PartyRole.APPRAISEE, APPRAISER, REVIEWER):
        for (_one, _starts, ends), (_next, starts, _end) in pairwise(rows_of(appraisal, role)):
            assert ends is not None
            assert ends < starts


@pytest.fixture
def newcomer(agency):
    person = factories.make_employee("Pak Baru", rank="IV/a")
    factories.place(person, agency.office, agency.head, title="Kepala Bidang Baru")
    return person


@pytest.fixture
def appraisal(agency):
    return factories.make_appraisal(agency)


# --- rows -------------------------------------------------------------------------
def test_the_old_one_ends_the_day_before_and_the_new_one_prints_as_he_is(agency, appraisal, newcomer):
    parties.change_parties(appraisal, to(newcomer), by=agency.personnel)
    first = parties.first_day(appraisal)
    assert rows_of(appraisal) == [
        (agency.superior, first, today() - timedelta(days=1)),
        (newcomer, today(), None),
    ]
    row = appraisal.party(APPRAISER, today())
    assert (row.rank, row.position, row.unit_name) == (
        "Pembina (IV/a)",
        "Kepala Bidang Baru",
        "Dinas Pendidikan",
    )
    assert_one_a_day(appraisal)


def test_from_the_first_day_it_replaces_history_when_nothing_was_signed(agency, appraisal, newcomer):
    first = parties.first_day(appraisal)
    parties.change_parties(appraisal, to(newcomer, on=first), by=agency.personnel)
    assert rows_of(appraisal) == [(newcomer, first, None)]


def test_nobody_is_replaced_on_a_day_on_which_he_signed(agency, newcomer):
    appraisal = factories.make_appraisal(agency, "RUNNING")
    for day in (parties.first_day(appraisal), today()):
        with pytest.raises(Refused, match="sudah menandatangani"):
            parties.change_parties(appraisal, to(newcomer, on=day), by=agency.personnel)
    assert len(rows_of(appraisal)) == 1


def test_a_change_until_a_day_gives_the_role_back(agency, appraisal, newcomer):
    ends = today() + timedelta(days=9)
    parties.change_parties(appraisal, to(newcomer, until=ends), by=agency.personnel)
    assert rows_of(appraisal)[1:] == [
        (newcomer, today(), ends),
        (agency.superior, ends + timedelta(days=1), None),
    ]
    assert_one_a_day(appraisal)


def test_both_roles_can_be_exchanged_at_once(agency, appraisal):
    change = to(agency.head, also={REVIEWER: agency.superior})
    parties.change_parties(appraisal, change, by=agency.personnel)
    assert appraisal.party(APPRAISER, today()).employee == agency.head
    assert appraisal.party(REVIEWER, today()).employee == agency.superior


def test_a_reviewer_can_be_taken_away(agency, appraisal):
    parties.change_parties(appraisal, to(None, role=REVIEWER), by=agency.personnel)
    assert appraisal.party(REVIEWER, today()) is None
    assert appraisal in standing.vacant(today(), REVIEWER)


# --- refusals ---------------------------------------------------------------------
@pytest.mark.parametrize("role", [APPRAISER, REVIEWER])
def test_nobody_becomes_their_own_superior(agency, appraisal, role):
    with pytest.raises(Refused, match="bagi dirinya sendiri"):
        parties.change_parties(appraisal, to(agency.staff, role=role), by=agency.personnel)


def test_nobody_is_appraiser_and_reviewer_at_once(agency, appraisal):
    with pytest.raises(Refused, match="sekaligus atasannya"):
        parties.change_parties(appraisal, to(agency.head), by=agency.personnel)


def test_an_inactive_person_is_nobodys_superior(agency, appraisal, newcomer):
    Employee.objects.filter(pk=newcomer.pk).update(active=False)
    newcomer.refresh_from_db()
    with pytest.raises(Refused, match="tidak aktif"):
        parties.change_parties(appraisal, to(newcomer), by=agency.personnel)


def test_before_the_first_day_there_is_nothing_to_change(agency, appraisal, newcomer):
    early = parties.first_day(appraisal) - timedelta(days=1)
    with pytest.raises(Refused, match="berlaku sejak"):
        parties.change_parties(appraisal, to(newcomer, on=early), by=agency.personnel)


def test_what_stands_already_is_no_change(agency, appraisal):
    with pytest.raises(Refused, match="Tidak ada yang berubah"):
        parties.change_parties(appraisal, to(agency.superior), by=agency.personnel)


def test_a_closed_appraisal_keeps_its_parties(agency, newcomer):
    appraisal = factories.make_appraisal(agency, "CLOSED")
    with pytest.raises(Refused, match="sudah ditutup"):
        parties.change_parties(appraisal, to(newcomer), by=agency.personnel)


@pytest.mark.parametrize("who", ["superior", "stranger", "other_unit_personnel", "auditor"])
def test_only_personnel_of_the_unit_changes_parties(agency, appraisal, newcomer, who):
    with pytest.raises(Refused, match="pengelola kepegawaian unitnya"):
        parties.change_parties(appraisal, to(newcomer), by=getattr(agency, who))


def test_personnel_never_changes_the_parties_of_their_own_appraisal(agency, appraisal, newcomer):
    own = Appraisal.objects.get(employee=agency.personnel)
    with pytest.raises(Refused, match="bukan oleh pegawainya sendiri"):
        parties.change_parties(own, to(newcomer), by=agency.personnel)
    assert own not in parties.manageable(agency.personnel.user)
    assert appraisal in parties.manageable(agency.unit_personnel.user)
    assert appraisal not in parties.manageable(agency.other_unit_personnel.user)


def test_a_move_after_december_leaves_last_years_parties_alone(agency, newcomer):
    """A new superior from January is no matter of the year before (product.md, 'The year')."""
    with time_machine.travel("2026-02-02 09:00+07:00"):
        period = factories.make_period(
            2025, opens_on=date(2025, 12, 28), self_due_on=date(2026, 2, 10), ends_on=date(2026, 2, 20)
        )
        appraisal = factories.make_appraisal(agency, period=period)
        with pytest.raises(Refused, match="tahun berikutnya"):
            parties.change_parties(appraisal, to(newcomer, cause=Cause.MOVED), by=agency.personnel)
        parties.change_parties(appraisal, to(newcomer, cause=Cause.VACANCY), by=agency.personnel)


# --- turns, words, people told ------------------------------------------------------
def test_the_preview_names_whose_turn_changes(agency, newcomer):
    appraisal = factories.make_appraisal(agency, "PROPOSED")
    assert parties.turn_changes(appraisal, to(newcomer)) == [
        parties.TurnChange("SKP: Tetapkan SKP", "Siti Atasan", "Pak Baru")
    ]
    parties.change_parties(appraisal, to(newcomer), by=agency.personnel)
    assert appraisal in workflow.waiting_appraisals(newcomer)
    assert appraisal not in workflow.waiting_appraisals(agency.superior)


def test_the_preview_is_empty_when_the_employee_is_at_turn(appraisal, newcomer):
    assert parties.turn_changes(appraisal, to(newcomer)) == []


def test_everybody_concerned_is_told_and_history_says_it(agency, appraisal, newcomer):
    Notification.objects.all().delete()
    event = parties.change_parties(appraisal, to(newcomer), by=agency.personnel)
    told = set(Notification.objects.values_list("employee__name", flat=True))
    assert told == {"Budi Pegawai", "Siti Atasan", "Pak Baru", "Hendra Kepala"}
    assert event.label == "Pihak diperbaiki"
    assert "Pejabat penilai kinerja: Siti Atasan → Pak Baru, sejak" in event.note
    assert event.note.endswith("Salah tercatat.")


def test_many_people_get_the_new_superior_and_the_refused_are_named(agency, newcomer):
    appraisal = factories.make_appraisal(agency, "RUNNING")
    colleagues = Appraisal.objects.get(employee=agency.colleague)
    outcome = parties.change_many([appraisal, colleagues], to(newcomer), by=agency.personnel)
    assert outcome.done == 1
    assert len(outcome.refused) == 1
    assert outcome.refused[0].startswith("Budi Pegawai: Siti Atasan sudah menandatangani")


# --- an appraiser who moves ---------------------------------------------------------
def quarterly(agency):
    """Quarter III opens on 20 September and ends on 14 October."""
    period = factories.make_period(
        2026,
        targets_due_on=date(2026, 1, 31),
        opens_on=date(2026, 12, 28),
        self_due_on=date(2027, 1, 10),
        ends_on=date(2027, 1, 31),
        rhythm="QUARTERLY",
    )
    EvaluationWindow.objects.create(
        period=period,
        code="TW3",
        opens_on=date(2026, 9, 20),
        self_due_on=date(2026, 10, 7),
        ends_on=date(2026, 10, 14),
    )
    return period


def purnama_moves(agency, newcomer, day):
    """Siti stands for Purnama; today is the day of the move. Returns the evaluation of quarter III, if there is one."""
    with time_machine.travel("2026-02-02 09:00+07:00"):
        appraisal = factories.make_appraisal(agency, "RUNNING", period=quarterly(agency))
    with time_machine.travel(f"2026-{day} 09:00+07:00"):
        open_evaluations(today())
        parties.change_parties(appraisal, to(newcomer, cause=Cause.MOVED), by=agency.personnel)
    with time_machine.travel("2026-09-28 09:00+07:00"):
        open_evaluations(today())
        return Evaluation.objects.get(appraisal=appraisal, window="TW3")


def test_purnama_moved_on_25_august_does_not_evaluate_quarter_three(agency, newcomer):
    """Outside the evaluation window the duty passes on at once (text lines 3768-3793)."""
    evaluation = purnama_moves(agency, newcomer, "08-25")
    assert evaluation.kept_by is None
    assert standing.holds(evaluation, APPRAISER, newcomer, date(2026, 9, 28))
    assert not standing.holds(evaluation, APPRAISER, agency.superior, date(2026, 9, 28))


def test_purnama_moved_on_25_september_still_evaluates_quarter_three(agency, newcomer):
    """Inside the window the old one still evaluates; the SKP is the new one's (text lines 3772-3793, 2688)."""
    evaluation = purnama_moves(agency, newcomer, "09-25")
    assert evaluation.kept_by == agency.superior
    assert standing.holds(evaluation, APPRAISER, agency.superior, date(2026, 9, 28))
    assert not standing.holds(evaluation, APPRAISER, newcomer, date(2026, 9, 28))
    assert standing.holds(evaluation.appraisal, APPRAISER, newcomer, date(2026, 9, 28))
    revision = TargetRevision.objects.get(appraisal=evaluation.appraisal)
    assert revision.cause == TargetRevision.Cause.NEW_APPRAISER


def test_a_correction_keeps_no_duty_and_opens_no_revision(agency, newcomer):
    evaluation = factories.make_evaluation(agency, "ASSESSED")
    tomorrow = timezone.now() + timedelta(days=1)
    with time_machine.travel(tomorrow):
        parties.change_parties(evaluation.appraisal, to(newcomer), by=agency.personnel)
    evaluation.refresh_from_db()
    assert evaluation.kept_by is None
    assert not TargetRevision.objects.exists()


def test_who_signed_answers_for_it_after_he_moved(agency, newcomer):
    """A delivered result runs on with the one who signed it."""
    evaluation = factories.make_evaluation(agency, "DELIVERED")
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        parties.change_parties(evaluation.appraisal, to(newcomer, cause=Cause.MOVED), by=agency.personnel)
    evaluation.refresh_from_db()
    assert evaluation.kept_by == agency.superior


def test_a_vacancy_is_filled_by_the_reviewer_and_the_next_superior(agency):
    """A permanent absence: the superior's superior evaluates (text lines 3670-3675)."""
    evaluation = factories.make_evaluation(agency, "ASSESSED")
    Employee.objects.filter(pk=agency.superior.pk).update(active=False)
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        change = to(agency.head, cause=Cause.VACANCY, also={REVIEWER: agency.mayor})
        parties.change_parties(evaluation.appraisal, change, by=agency.unit_personnel)
        evaluation.refresh_from_db()
        assert evaluation.kept_by is None
        assert standing.holds(evaluation, APPRAISER, agency.head, today())
        assert not standing.vacant(today()).filter(pk=evaluation.appraisal_id).exists()
