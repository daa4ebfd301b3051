"""What the demo's agency shows of the whole year: periods, disputes, moves, teams, reports, each to its people."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from appraisal import assignments, matrix, offers, report_sending, vacancies, windows, workflow
from appraisal.models import (
    ActionPlanItem,
    AnnexLine,
    Appraisal,
    AttendanceRecap,
    Award,
    CreditBalance,
    Criterion,
    CriterionRating,
    Dialogue,
    Evaluation,
    Extension,
    IndicatorManual,
    Objection,
    Party,
    PartyRole,
    PerformanceAgreement,
    Period,
    Recommendation,
    Report,
    RoleMatrixCell,
    TakeOver,
    TargetRevision,
    TargetTemplate,
    Trajectory,
    UnitRating,
    WindowCode,
    WorkBlock,
)
from employees import announcements
from employees.models import Announcement, Employee, Leave, Placement, Team
from feedback import waiting
from feedback.models import CoachingSession, FeedbackNote, FeedbackRound, NoteRhythm
from tests.factories import sign_in
from training.models import CareerGoal

PEOPLE = 60


@pytest.fixture(scope="module", params=["tangsel", "binjai"])
def loaded(
    request: pytest.FixtureRequest,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[str, Path]]:
    """The profile and where the accounts lie; loaded once each, undone after the last test."""
    patch, folder = pytest.MonkeyPatch(), tmp_path_factory.mktemp("demo")
    patch.setattr(settings, "DEMO", True)
    patch.setattr(settings, "VAR_DIR", folder)
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("demo", profile=request.param, employees=PEOPLE, years=1, stdout=StringIO())
        yield request.param, folder
        transaction.set_rollback(True)
    patch.undo()


@pytest.fixture
def profile(loaded: tuple[str, Path], db: None) -> str:
    return loaded[0]


@pytest.fixture
def cast(loaded: tuple[str, Path], db: None) -> dict[str, Employee]:
    """The people of the six accounts by their role."""
    rows = json.loads((loaded[1] / "demo-accounts.json").read_text())
    return {row["role"].split()[0]: Employee.objects.get(nip=row["username"]) for row in rows}


def current() -> Period:
    period = Period.objects.first()
    assert period is not None
    return period


def ended() -> list[str]:
    """Codes of the periodic windows that are over today, oldest first."""
    rows = current().windows.exclude(code=WindowCode.YEAR).filter(ends_on__lt=timezone.localdate())
    return list(rows.order_by("opens_on").values_list("code", flat=True))


def test_each_profile_has_its_rhythm_with_all_windows(profile: str) -> None:
    period = current()
    rhythm = {"tangsel": Period.Rhythm.QUARTERLY, "binjai": Period.Rhythm.MONTHLY}[profile]
    assert period.rhythm == rhythm
    assert set(period.windows.values_list("code", flat=True)) == set(windows.codes(period))


def test_citizens_wait_to_be_read_by_the_unit_and_answered_by_its_head(
    profile: str, cast: dict[str, Employee]
) -> None:
    told = {
        role: [one.words for one in waiting.matters(cast[role].user)] for role in ("Pejabat", "Pengelola")
    }
    assert "Penilaian masyarakat belum dibalas: 1" in told["Pejabat"]
    assert "Penilaian masyarakat menunggu diperiksa: 2" in told["Pengelola"]


def page(person: Employee, name: str, *args: object) -> str:
    response = sign_in(Client(), person).get(reverse(name, args=args), follow=True)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_rounds_are_published_being_filled_in_and_waiting_for_approval(cast: dict[str, Employee]) -> None:
    """product.md: self, peers and superior side by side (binjai); criticism that people dare to hear (tangsel)."""
    found = {one.status: one for one in FeedbackRound.objects.select_related("appraisal__employee")}
    assert set(found) == {"PUBLISHED", "OPEN", "PROPOSED"}
    staff, superior = cast["Pegawai"], cast["Pejabat"]
    published, running = found["PUBLISHED"], found["OPEN"]
    assert (published.appraisal.employee, running.appraisal.employee) == (staff, superior)
    assert "Rekan kerja setingkat: 5 jawaban" in page(staff, "round", published.uuid)
    assert f"Umpan balik tertutup untuk {superior.name}" in page(staff, "home")
    assert page(staff, "round_request", running.requests.get(person=staff).uuid)
    assert "menunggu persetujuan Anda: 1" in page(superior, "home")
    assert "Rekan" in page(staff, "beside", published.appraisal.uuid)


def test_guidance_goes_on_with_one_and_is_reported_of_another(
    profile: str, cast: dict[str, Employee]
) -> None:
    """product.md: guidance when someone struggles (tangsel)."""
    kinds = dict(CoachingSession.objects.values_list("kind", "status"))
    if profile != "tangsel":
        assert kinds == {}
        return
    assert kinds == {"COACHING": "RUNNING", "MENTORING": "CLOSED"}
    running, reported = (CoachingSession.objects.get(kind=kind) for kind in ("COACHING", "MENTORING"))
    assert "Akun lembar kerja bersama" in page(cast["Pegawai"], "coaching", running.uuid)
    assert "Hasil bimbingan menunggu tindak lanjut dari Anda: 1" in page(cast["Atasan"], "home")
    shown = page(cast["Atasan"], "coaching", reported.uuid)
    assert all(f"Cetak {form}" in shown for form in ("B.1.7", "B.1.8", "B.1.9"))


def test_a_sosialisasi_was_read_by_most_and_fresh_news_waits(profile: str, cast: dict[str, Employee]) -> None:
    """product.md: everybody understands task and role, sosialisasi with read receipts (binjai)."""
    if profile != "binjai":
        assert not Announcement.objects.exists()
        return
    news, told = Announcement.objects.order_by("-published_on")
    assert news.title in page(cast["Pegawai"], "home")
    assert told.title not in page(cast["Pegawai"], "home")
    assert announcements.readers(told) > announcements.readers(news) > 0
    assert announcements.without_receipt(told).exists()
    assert told.earlier.get().reason in page(cast["Admin"], "announcement_readers", told.uuid)
    assert "Versi 2" in page(cast["Pegawai"], "public_rules")


def test_feedback_has_its_rhythm_and_development_looks_to_the_next_post(
    profile: str, cast: dict[str, Employee]
) -> None:
    """product.md: feedback during the year, training for present work and for the next post (tangsel)."""
    assert NoteRhythm.objects.exists() is (profile == "tangsel")
    if profile != "tangsel":
        return
    goal = CareerGoal.objects.get(employee=cast["Pegawai"])
    row = cast["Pegawai"].appraisals.get(period=current())
    assert goal.position.title in page(cast["Pejabat"], "development", row.uuid)
    assert "Mengikuti Pelatihan kepemimpinan pengawas" in page(cast["Pegawai"], "my_development")
    assert "Sebulan sekali" in page(cast["Pejabat"], "team_notes")


def test_there_was_an_evaluation_meeting_and_months_have_their_employee(
    profile: str, cast: dict[str, Employee]
) -> None:
    """product.md: a year-end form that is discussed in a meeting, employee of the month (binjai)."""
    honoured = Award.objects.filter(reason__startswith="Suara terbanyak")
    assert Dialogue.objects.exclude(group=None).exists() is (profile == "binjai" and bool(ended()))
    assert honoured.exists() is (profile == "binjai" and timezone.localdate().month > 2)
    for award in honoured:
        assert award.votes_cast == award.votes.count() > award.votes_won
        assert award.winner.full_name in page(cast["Pegawai"], "award", award.uuid)


def test_a_note_of_today_carries_its_evidence(cast: dict[str, Employee]) -> None:
    note = FeedbackNote.objects.exclude(file="").get()
    assert note.receiver == cast["Pegawai"]
    assert note.file_name in page(cast["Pegawai"], "note", note.uuid)


def test_what_ended_is_final_or_void_except_where_the_story_goes_on(profile: str) -> None:
    over = ended()
    if not over:
        pytest.skip("no periodic window has ended on this day of the year")
    rows = Evaluation.objects.filter(appraisal__period=current(), window__in=over)
    assert rows.filter(status="FINAL").count() > PEOPLE // 2
    left = rows.exclude(status__in=["FINAL", "VOID"])
    assert set(left.values_list("window", "status")) == {
        (over[-1], "DELIVERED"),
        (over[-1], "DISPUTED"),
        (over[-1], "OVERDUE"),
    }
    assert not rows.filter(appraisal__status="RUNNING", status="VOID").exists()


def test_an_overdue_one_waits_for_the_reviewer_and_a_concluded_one_bears_his_signature(
    cast: dict[str, Employee],
) -> None:
    reviewer = cast["Atasan"]
    waiting = workflow.waiting_evaluations(reviewer)
    assert waiting.filter(status="OVERDUE", window="AKHIR").exists()
    concluded = Evaluation.objects.get(origin="REVIEWER")
    assert concluded.signed_by == reviewer
    assert concluded.reports.get().form == "D.1.2"


def test_objections_are_open_explained_changed_and_upheld(cast: dict[str, Employee]) -> None:
    reviewer = cast["Atasan"]
    open_ones = Objection.objects.filter(decision="", evaluation__window="AKHIR")
    explained = open_ones.get(appraisee_explained_at__isnull=False, appraiser_explained_at__isnull=False)
    assert not workflow.refusal(explained.evaluation, "uphold", reviewer)
    silent = open_ones.get(appraisee_explained_at=None, appraiser_explained_at=None)
    assert silent.evaluation in workflow.waiting_evaluations(cast["Pejabat"])
    assert Objection.objects.filter(decision="UPHELD").exists()
    changed = Objection.objects.get(decision="CHANGED").evaluation
    forms = changed.reports.order_by("signed_at").values_list("form", flat=True)
    assert list(forms) == ["D.1.1", "D.1.3"]
    assert changed.reports.get(form="D.1.1").replaced_by is not None
    assert Evaluation.objects.filter(events__action="retract", status="RATED").exists()


def test_the_staff_member_has_offers_a_change_under_way_and_a_delivered_period(
    cast: dict[str, Employee],
) -> None:
    staff = cast["Pegawai"]
    appraisal = Appraisal.objects.get(period=current(), employee=staff)
    assert offers.waiting(appraisal).count() >= 2
    assert appraisal.revisions.get().status == TargetRevision.Status.PROPOSED
    assert TargetRevision.objects.filter(status=TargetRevision.Status.AGREED).exists()
    if ended():
        last = appraisal.evaluations.get(window=ended()[-1])
        assert (last.status, last.received_at is not None) == ("DELIVERED", True)
        assert Extension.objects.filter(appraisal=appraisal, clock="WINDOW").exists()


def test_the_matrix_shows_what_is_taken_what_is_open_and_gaps(cast: dict[str, Employee]) -> None:
    leader = Appraisal.objects.get(period=current(), employee=cast["Pejabat"])
    found = matrix.read(leader)
    cells = [cell for row in found.rows for _column, cell in row.cells if cell]
    assert any(cell.target_id for cell in cells)
    assert any(cell.target_id is None and cell.offered_at for cell in cells)
    assert found.uncarried
    assert found.idle


def test_a_team_takes_members_from_two_units_and_leads_them(profile: str) -> None:
    team = Team.objects.get()
    units = {row.employee.placement(timezone.localdate()).unit_id for row in team.memberships.all()}
    assert len(units) >= 2
    living = Appraisal.objects.alive()  # one member moved: his old appraisal keeps its own row
    rows = Party.objects.filter(role=PartyRole.TEAM_LEADER, employee=team.leader, appraisal__in=living)
    assert rows.count() == team.memberships.count()
    assert RoleMatrixCell.objects.filter(team=team).exists()


def test_the_superior_is_asked_for_consent(cast: dict[str, Employee]) -> None:
    asked = assignments.to_decide(cast["Pejabat"])
    assert {row.volunteered for row in asked} == {True, False}


def test_around_the_targets_everything_is_written(profile: str) -> None:
    assert set(AnnexLine.objects.values_list("kind", flat=True)) == set(AnnexLine.Kind.values)
    assert set(AnnexLine.objects.values_list("state", flat=True)) == set(AnnexLine.State.values)
    for model in (ActionPlanItem, Trajectory, IndicatorManual, WorkBlock, PerformanceAgreement):
        assert model.objects.exists(), model
    assert TakeOver.objects.exists()
    assert TargetTemplate.objects.exists()
    assert not Criterion.objects.filter(published_at=None).exists()
    assert CriterionRating.objects.exists()
    assert AttendanceRecap.objects.exists() is bool(ended())


def test_people_moved_rest_and_left(cast: dict[str, Employee]) -> None:
    today = timezone.localdate()
    moved = Appraisal.objects.get(period=current(), closed_reason="MOVED")
    assert moved.successor.status == "PLANNING"
    assert moved.successor.unit != moved.unit
    assert moved.closing_notes.exists()
    empty = vacancies.vacancies(vacancies.vacant_rows(Appraisal.objects.alive(), today), today)
    assert empty
    assert all(vacancy.wanted for vacancy in empty), "each with a proposal"
    assert Placement.objects.delegated().on(today).filter(kind="PLT").exists()
    assert Leave.objects.touching(today, today).count() >= 2
    user = cast["Admin"].user
    assert vacancies.vacant_rows(Appraisal.objects.visible_to(user), today).exists()


def test_units_have_results_per_window_and_provisional_ones(profile: str) -> None:
    rows = UnitRating.objects.filter(period=current())
    for code in ended():
        assert rows.filter(window=code, provisional=False).exists(), code
    assert rows.filter(window="AKHIR", provisional=True).exists()


def test_reports_were_sent_are_due_and_are_late(cast: dict[str, Employee]) -> None:
    today = timezone.localdate()
    rows = Report.objects.filter(evaluation__appraisal__period=current())
    assert rows.filter(sent_at__isnull=False).exists()
    assert rows.filter(report_sending.UNSENT, due_on__gte=today).exists()
    assert not rows.filter(sent_at__gt=timezone.now() + timedelta(hours=15)).exists()
    if any(row.due_on < today for row in rows):
        assert rows.filter(report_sending.late(today)).exists()


def test_recommendations_and_credit_points_go_on(profile: str) -> None:
    assert Recommendation.objects.filter(status="DONE", followed_by__isnull=False).exists()
    assert Recommendation.objects.filter(status="OPEN", evaluation__status="FINAL").exists()
    assert CreditBalance.objects.exists()
