"""An employee moves within the year: old appraisal closed, successor opened, what was signed runs on; and plans."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from appraisal import ending, moves, parties, planned, revisions, standing, team_changes, workflow
from appraisal.models import (
    Appraisal,
    AppraisalStatus,
    ClosedReason,
    Evaluation,
    EvaluationStatus,
    Event,
    PartyRole,
    PlannedMove,
)
from appraisal.moves import Move
from appraisal.parties import Cause, Change
from appraisal.reminders import due
from appraisal.windows import open_evaluations
from appraisal.workflow import Refused
from employees.models import Membership, Notification, Team
from feedback import notes
from tests import factories

pytestmark = pytest.mark.django_db
APPRAISER, REVIEWER, APPRAISEE = PartyRole.APPRAISER, PartyRole.REVIEWER, PartyRole.APPRAISEE


def today():
    return timezone.localdate()


@pytest.fixture
def host(agency):
    """The head of the unit that people move to."""
    person = factories.make_employee("Bu Tuan Rumah", rank="IV/b")
    factories.place(person, agency.other_office, agency.mayor, title="Kepala Dinas Kesehatan")
    agency.other_office.head = person
    agency.other_office.save()
    return person


@pytest.fixture
def to_health(agency, host):
    def build(on=None, **more):
        return Move(agency.other_office, on or today(), host, agency.mayor, "SK 12/2026.", **more)

    return build


# --- the two appraisals ---------------------------------------------------------------
def test_the_old_one_closes_the_day_before_and_its_successor_starts_as_a_draft(agency, to_health, host):
    """A new SKP with the new appraiser (text line 2684); the old targets are a first draft."""
    old = factories.make_appraisal(agency, "RUNNING")
    new = moves.move(old, to_health(position="Analis Kesehatan"), by=agency.personnel)
    old.refresh_from_db()
    assert (old.status, old.closed_reason) == (AppraisalStatus.CLOSED, ClosedReason.MOVED)
    assert old.closed_on == today() - timedelta(days=1)
    assert (new.status, new.unit, new.predecessor, new.starts_on) == (
        "PLANNING",
        agency.other_office,
        old,
        today(),
    )
    assert [t.result for t in new.targets.all()] == [t.result for t in old.targets.all()]
    assert [t.indicators.get().upper for t in new.targets.all()] == [12, 12]
    assert {p.role: p.employee for p in new.parties.all()} == {
        APPRAISEE: agency.staff,
        APPRAISER: host,
        REVIEWER: agency.mayor,
    }
    me = new.party(APPRAISEE, today())
    assert (me.position, me.unit_name) == ("Analis Kesehatan", "Dinas Kesehatan")


def test_the_old_superiors_link_stays_behind(agency, to_health):
    old = factories.make_appraisal(agency, "RUNNING")
    superiors = Appraisal.objects.get(employee=agency.superior)
    parent = factories.add_target(superiors, "Layanan guru meningkat")
    old.targets.update(parent=parent)
    new = moves.move(old, to_health(), by=agency.personnel)
    assert {(t.parent_id, t.parent_text) for t in new.targets.all()} == {(None, "")}


def test_an_unsigned_evaluation_is_void_and_opens_at_the_new_unit(agency, to_health, host):
    evaluation = factories.make_evaluation(agency, "RATED")
    new = moves.move(evaluation.appraisal, to_health(), by=agency.personnel)
    evaluation.refresh_from_db()
    assert (evaluation.status, evaluation.predicate) == (EvaluationStatus.VOID, "")
    assert evaluation.ratings.filter(given_at__isnull=False).exists()  # stays readable
    mine = new.evaluations.get()
    assert (mine.window, mine.status) == (evaluation.window, EvaluationStatus.OPEN)
    assert standing.holds(mine, APPRAISER, host, today())
    open_evaluations(today())
    assert new.evaluations.count() == 1


def test_a_signed_evaluation_runs_on_with_its_own_parties_and_is_not_opened_again(agency, to_health):
    evaluation = factories.make_evaluation(agency, "DELIVERED")
    old = evaluation.appraisal
    new = moves.move(old, to_health(), by=agency.personnel)
    open_evaluations(today())
    assert not new.evaluations.exists()
    assert standing.holds(evaluation, APPRAISER, agency.superior, today())
    workflow.perform(evaluation, "accept", by=agency.staff)
    assert evaluation.status == EvaluationStatus.FINAL


def test_who_moves_twice_gets_no_window_that_was_signed_at_the_first_unit(agency, to_health, host):
    evaluation = factories.make_evaluation(agency, "DELIVERED")
    new = moves.move(evaluation.appraisal, to_health(), by=agency.personnel)
    back = Move(agency.office, today(), agency.head, agency.mayor, "SK 13/2026.")
    third = moves.move(new, back, by=agency.personnel)
    open_evaluations(today())
    assert not third.evaluations.exists()


def test_the_new_appraiser_reads_the_whole_predecessor_with_its_feedback(agency, to_health, host):
    old = factories.make_appraisal(agency, "RUNNING")
    notes.give(old, by=agency.superior, kind="APPRECIATION", text="Rapi.", day=today())
    assert old not in Appraisal.objects.visible_to(host.user)
    moves.move(old, to_health(), by=agency.personnel)
    assert old in Appraisal.objects.visible_to(host.user)
    assert standing.reads_predecessor(old, host, today())
    assert not standing.reads_predecessor(old, agency.stranger, today())
    assert old not in Appraisal.objects.visible_to(agency.stranger.user)
    assert old.record.get().text == "Rapi."


def test_the_old_appraiser_is_asked_for_a_closing_note_and_writes_it(agency, to_health, client):
    old = factories.make_appraisal(agency, "RUNNING")
    moves.move(old, to_health(), by=agency.personnel)
    line = Notification.objects.get(employee=agency.superior, title__startswith="Tulis catatan penutup")
    factories.sign_in(client, agency.superior)
    assert client.get(line.url).status_code == 200
    answer = client.post(line.url, {"note": "Dua laporan selesai, satu berjalan.", "version": "0"})
    assert answer.status_code == 302
    note = old.closing_notes.get()
    assert (note.by, note.text) == (agency.superior, "Dua laporan selesai, satu berjalan.")


def test_an_appraiser_who_went_outside_a_window_leaves_a_note_to_the_next(agency, client):
    """Line 3775: he does not evaluate any more; the appraisal runs on."""
    row = factories.make_appraisal(agency, "RUNNING")
    Appraisal.objects.filter(pk=row.pk).update(set_at=timezone.now() - timedelta(days=30))
    change = Change({APPRAISER: agency.stranger}, today(), "SK 3/2026.", Cause.MOVED)
    parties.change_parties(row, change, by=agency.personnel)
    line = Notification.objects.get(employee=agency.superior, title__startswith="Tulis catatan penutup")
    for who, said in ((agency.superior, "Dua laporan berjalan."), (agency.stranger, "Sudah saya baca.")):
        factories.sign_in(client, who)
        row.refresh_from_db()
        sent = {"note": said, "version": str(row.version("closing_note"))}
        assert client.post(line.url, sent).status_code == 302
    assert {note.by: note.text for note in row.closing_notes.all()} == {
        agency.superior: "Dua laporan berjalan.",
        agency.stranger: "Sudah saya baca.",
    }
    assert "Dua laporan berjalan." in client.get(line.url).content.decode()
    factories.sign_in(client, agency.head)
    assert client.post(line.url, {"note": "Bukan saya.", "version": "2"}).status_code == 409


def test_the_new_pages_lead_to_what_the_old_unit_left(agency, to_health, host, client):
    old = factories.make_evaluation(agency, "ASSESSED").appraisal
    new = moves.move(old, to_health(), by=agency.personnel)
    pages = (reverse("targets", args=[new.uuid]), new.evaluations.get().get_absolute_url())
    ways = [reverse(name, args=[old.uuid]) for name in ("progress", "appraisal_feedback", "closing_note")]
    for who in (agency.staff, host):
        factories.sign_in(client, who)
        for url in pages:
            shown = client.get(url).content.decode()
            assert all(way in shown for way in [*ways, reverse("carried", args=[new.uuid])]), url


def test_teams_run_on_across_units(agency, to_health):
    """Members of a team come from any unit (text line 1928), so its leader is a party of the successor too."""
    old = factories.make_appraisal(agency, "RUNNING")
    team = Team.objects.create(
        name="Tim Data", unit=agency.section, leader=agency.stranger, starts_on=old.period.starts_on
    )
    member = Membership(team=team, employee=agency.staff, starts_on=team.starts_on)
    team_changes.add_member(member, by=agency.personnel)
    new = moves.move(old, to_health(), by=agency.personnel)
    leader = new.parties.get(role=PartyRole.TEAM_LEADER)
    assert (leader.employee, leader.starts_on) == (agency.stranger, today())
    assert new.events.filter(action="team_leader").exists()


def test_history_says_the_move_on_both_sides(agency, to_health):
    old = factories.make_appraisal(agency, "RUNNING")
    new = moves.move(old, to_health(), by=agency.personnel)
    assert Event.objects.filter(appraisal=old, label="Kinerja ditutup: pindah unit").exists()
    opened = Event.objects.get(appraisal=new, action="open")
    assert "Pindah dari Bidang Guru ke Dinas Kesehatan" in opened.note


# --- refusals -------------------------------------------------------------------------
def test_a_move_after_31_december_leaves_last_years_appraisal_alone(agency, to_health):
    with time_machine.travel("2026-01-15 09:00+07:00"):
        period = factories.make_period(
            2025, opens_on=date(2025, 12, 28), self_due_on=date(2026, 1, 20), ends_on=date(2026, 1, 31)
        )
        old = factories.make_appraisal(agency, "RUNNING", period=period)
        with pytest.raises(Refused, match="sesudah 31 Desember 2025"):
            moves.move(old, to_health(date(2026, 1, 10)), by=agency.personnel)
        old.refresh_from_db()
        assert old.status == AppraisalStatus.RUNNING


def test_nobody_moves_under_himself_or_to_his_own_unit(agency, to_health, host):
    old = factories.make_appraisal(agency)
    for wrong, words in (
        (Move(agency.other_office, today(), agency.staff), "bagi dirinya sendiri"),
        (Move(agency.other_office, today(), host, host), "sekaligus atasannya"),
        (Move(agency.section, today(), host), "Unit tujuannya sama"),
    ):
        with pytest.raises(Refused, match=words):
            moves.move(old, wrong, by=agency.personnel)


@pytest.mark.parametrize("who", ["superior", "other_unit_personnel", "auditor", "staff"])
def test_only_personnel_of_the_old_unit_moves_somebody(agency, to_health, who):
    old = factories.make_appraisal(agency)
    with pytest.raises(Refused, match="pengelola kepegawaian"):
        moves.move(old, to_health(), by=getattr(agency, who))


# --- closing --------------------------------------------------------------------------
@pytest.mark.parametrize("reason", ending.BY_HAND)
def test_personnel_closes_with_reason_and_day_and_nobody_is_reminded(agency, reason):
    """Retired, died, left; exempt: CLTN, suspended, MPP, state official (text lines 2691-2703)."""
    evaluation = factories.make_evaluation(agency, "ASSESSED")
    appraisal = evaluation.appraisal
    ending.close(appraisal, reason, on=today(), note="SK 5/2026.", by=agency.unit_personnel)
    evaluation.refresh_from_db()
    assert (appraisal.status, appraisal.closed_reason) == ("CLOSED", reason)
    assert appraisal.closed_on == today() - timedelta(days=1)
    assert evaluation.status == EvaluationStatus.VOID
    with time_machine.travel(evaluation.ends_on + timedelta(days=1)):
        reminded = {m.name for _person, one in due(today()) for m in one.matters}
    assert agency.staff.name not in reminded


def test_closing_ends_an_open_change_of_the_skp(agency):
    appraisal = factories.make_appraisal(agency, "RUNNING")
    revision = revisions.open_revision(appraisal, by=agency.staff)
    ending.close(appraisal, ClosedReason.RETIRED, on=today(), note="SK.", by=agency.personnel)
    revision.refresh_from_db()
    assert revision.status == "LAPSED"


def test_what_is_closed_cannot_be_closed_again(agency):
    appraisal = factories.make_appraisal(agency)
    ending.close(appraisal, ClosedReason.LEFT, on=today(), note="SK.", by=agency.personnel)
    with pytest.raises(Refused, match="sudah ditutup"):
        ending.close(appraisal, ClosedReason.LEFT, on=today(), note="SK.", by=agency.personnel)


# --- plans ----------------------------------------------------------------------------
@pytest.fixture
def period(agency):
    """A year with days left, whatever day the test runs on."""
    with time_machine.travel("2026-03-02 09:00+07:00"):
        made = factories.make_period(
            2026, opens_on=date(2026, 12, 28), self_due_on=date(2027, 1, 10), ends_on=date(2027, 1, 31)
        )
        yield made


def test_a_move_that_is_planned_ahead_is_carried_out_on_its_day_and_once(agency, period, to_health):
    old = factories.make_appraisal(agency, "RUNNING", period=period)
    plan = planned.move(old, to_health(date(2026, 3, 10)), by=agency.personnel)
    assert isinstance(plan, PlannedMove)
    assert planned.carry_out(date(2026, 3, 9)) == {}
    with time_machine.travel("2026-03-10 06:00+07:00"):
        assert planned.carry_out(today()) == {"MOVE": 1}
        assert planned.carry_out(today()) == {}
    new = Appraisal.objects.get(predecessor=old)
    assert new.starts_on == date(2026, 3, 10)
    assert Event.objects.filter(appraisal=new, action="open").get().actor is None


def test_a_new_superior_and_a_retirement_are_planned_too(agency, period, host):
    first = factories.make_appraisal(agency, "RUNNING", period=period)
    other = Appraisal.objects.get(employee=agency.colleague)
    change = Change({APPRAISER: host}, date(2026, 3, 10), "SK.", Cause.MOVED)
    planned.change_parties(first, change, by=agency.personnel)
    planned.close(other, ClosedReason.RETIRED, on=date(2026, 3, 10), note="TMT.", by=agency.personnel)
    with time_machine.travel("2026-03-11 06:00+07:00"):
        assert planned.carry_out(today()) == {"PARTIES": 1, "CLOSE": 1}
    assert first.party(APPRAISER, date(2026, 3, 9)).employee == agency.superior
    assert first.party(APPRAISER, date(2026, 3, 10)).employee == host
    assert first.party(REVIEWER, date(2026, 3, 10)).employee == agency.head
    other.refresh_from_db()
    assert (other.status, other.closed_on) == ("CLOSED", date(2026, 3, 9))


def test_there_is_one_waiting_plan_and_it_can_be_cancelled(agency, period, to_health):
    old = factories.make_appraisal(agency, period=period)
    plan = planned.move(old, to_health(date(2026, 3, 10)), by=agency.personnel)
    with pytest.raises(Refused, match="Sudah ada rencana"):
        planned.close(old, ClosedReason.RETIRED, on=date(2026, 3, 12), note="", by=agency.personnel)
    planned.cancel(plan, by=agency.personnel)
    with pytest.raises(Refused, match="sudah dilaksanakan atau dibatalkan"):
        planned.cancel(plan, by=agency.personnel)
    with time_machine.travel("2026-03-11 06:00+07:00"):
        assert planned.carry_out(today()) == {}


def test_a_plan_that_can_no_longer_be_done_says_why_and_is_not_tried_again(agency, period, to_health):
    old = factories.make_appraisal(agency, period=period)
    plan = planned.move(old, to_health(date(2026, 3, 10)), by=agency.personnel)
    ending.close(old, ClosedReason.DIED, on=today(), note="Akta.", by=agency.personnel)
    with time_machine.travel("2026-03-11 06:00+07:00"):
        assert planned.carry_out(today()) == {"refused": 1}
        assert planned.carry_out(today()) == {}
    plan.refresh_from_db()
    assert plan.refusal == "Kinerja ini sudah ditutup."
    assert Evaluation.objects.count() == 0
