"""What the demo's agency holds: every status, in order, by the right people, with nobody mailed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from appraisal import awards, improvement, opening, promotion, waiting, workflow
from appraisal.models import (
    Appraisal,
    AppraisalStatus,
    Award,
    Evaluation,
    EvaluationStatus,
    Event,
    Evidence,
    FeedbackEntry,
    ImprovementPlan,
    OverallRating,
    PartyRole,
    Period,
    ProgressEntry,
    Sanction,
    TargetIndicator,
    UnitRating,
    WorkTarget,
)
from appraisal.rating import predicate
from config.desk import duplicates
from config.desk.demo import scans
from employees import nip
from employees.accounts import demo_accounts
from employees.dates import dated
from employees.models import Employee, Holiday, Notification, Outbox, Placement, Unit, User
from employees.models.person import LegalStatus
from feedback.models import FeedbackNote

PEOPLE = 44


@pytest.fixture(scope="module")
def loaded(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Path]]:
    """What the command said and where it left the accounts; loaded once, undone after the last test here."""
    patch, folder = pytest.MonkeyPatch(), tmp_path_factory.mktemp("demo")
    patch.setattr(settings, "DEMO", True)
    patch.setattr(settings, "VAR_DIR", folder)
    out = StringIO()
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("demo", profile="tangsel", employees=PEOPLE, years=1, stdout=out)
        yield out.getvalue(), folder
        transaction.set_rollback(True)
    patch.undo()


@pytest.fixture
def demo(loaded: tuple[str, Path], db: None) -> str:
    return loaded[0]


@pytest.fixture
def folder(loaded: tuple[str, Path]) -> Path:
    return loaded[1]


def current() -> Period:
    """The running year: periods come newest first."""
    period = Period.objects.first()
    assert period is not None
    return period


def test_every_status_occurs(demo: str) -> None:
    appraisals = Appraisal.objects.filter(period=current())
    assert set(appraisals.values_list("status", flat=True)) == set(AppraisalStatus.values)
    evaluations = Evaluation.objects.filter(appraisal__in=appraisals, window="AKHIR")
    assert set(evaluations.values_list("status", flat=True)) == set(EvaluationStatus.values)
    assert evaluations.filter(self_skipped=True, self_submitted_at=None).exists()
    assert evaluations.filter(self_late=True, status="ASSESSED").exists()
    assert evaluations.filter(status="FINAL", returned_at=None).exists(), "one that ran out of time"
    assert evaluations.filter(
        status="DELIVERED", explanations__answered_at=None, explanations__isnull=False
    ).exists()
    assert evaluations.filter(explanations__answered_at__isnull=False).exists()
    assert evaluations.filter(status="RATED", dialogue__ratings_shown_at__isnull=False).exists()


def test_the_evaluations_are_open_today(demo: str) -> None:
    window = current().yearly_window()
    assert window.is_open(timezone.localdate())
    assert f"dibuka {dated(window.opens_on)}" in demo
    assert not Evaluation.objects.filter(status="OPEN", self_due_on__lt=timezone.localdate()).exists()
    assert opening.open_evaluations(timezone.localdate()) == 0, "nobody was forgotten"


def test_every_event_is_a_step_of_the_tables_by_its_party(demo: str) -> None:
    events = (
        Event.objects.filter(appraisal__period=current())
        .filter(action__in=workflow.APPRAISAL_STEPS.keys() | workflow.EVALUATION_STEPS.keys())
        .exclude(action="void")
        .select_related("appraisal")
    )
    tables = workflow.APPRAISAL_STEPS | workflow.EVALUATION_STEPS
    assert {event.action for event in events} >= {
        "propose",
        "set",
        "submit",
        "cut_off",
        "rate",
        "deliver",
        "accept",
        "lapse",
    }
    for event in events:
        step = tables[event.action]
        assert event.from_status in step.sources, event
        assert event.to_status == (step.target or event.from_status), event
        if step.party.value in PartyRole.values:
            holder = event.on_behalf_of or event.actor
            assert event.appraisal.parties.filter(role=step.party.value, employee=holder).exists(), event
        else:
            assert (event.actor is None) == (step.party is workflow.Actor.SYSTEM), event


def test_the_events_of_an_evaluation_lead_to_its_status_in_order(demo: str) -> None:
    rows = Evaluation.objects.filter(appraisal__period=current()).exclude(status="VOID")
    loaded = rows.exclude(window="AKHIR").filter(status="FINAL", events=None)
    assert {one.appraisal_id for one in loaded} == set(
        Event.objects.filter(action="import", appraisal__period=current()).values_list("appraisal", flat=True)
    ), "what was loaded whole says so"
    for evaluation in rows.exclude(pk__in=[one.pk for one in loaded]):
        status, last = "OPEN", None
        for event in evaluation.events.order_by("pk"):
            assert event.from_status == status, (evaluation, event)
            assert last is None or event.at >= last, (evaluation, event)
            status, last = event.to_status, event.at
        assert status == evaluation.status
        assert last is None or last <= timezone.now() + timedelta(hours=15)


def test_no_step_that_the_calendar_takes_is_overdue(demo: str) -> None:
    for action in ("cut_off", "lapse", "overdue"):
        for evaluation in Evaluation.objects.filter(appraisal__period=current()):
            assert workflow.refusal(evaluation, action, None), (evaluation, action)


def test_the_clock_stepped_in_after_its_limit(demo: str) -> None:
    cut, lapsed = (
        Event.objects.filter(action=action).select_related("evaluation") for action in ("cut_off", "lapse")
    )
    assert cut
    assert lapsed
    for event in cut:
        assert timezone.localdate(event.at) > event.evaluation.self_due_on
    for event in lapsed:
        assert timezone.localdate(event.at) > event.evaluation.reply_due_on


def test_nobody_reports_the_same_step_twice(demo: str) -> None:
    entries = ProgressEntry.objects.exclude(target=None).values_list("target", "text")
    assert len(set(entries)) == len(entries) > PEOPLE


def test_ratings_follow_the_quadrant_and_are_signed_where_delivered(demo: str) -> None:
    for evaluation in Evaluation.objects.exclude(predicate="").prefetch_related("ratings"):
        given = [one for one in evaluation.ratings.all() if one.given_at]
        assert len(given) == 1 + (evaluation.origin == "OBJECTION")
        assert evaluation.predicate == predicate(given[-1].results, given[-1].behaviour)
        assert given[-1].given_at == evaluation.rated_at
    assert not OverallRating.objects.filter(given_at=None).exclude(evaluation__status="ASSESSED").exists()


def test_former_years_are_final_marked_and_not_mailed(demo: str) -> None:
    former = Appraisal.objects.exclude(period=current())
    assert former.count() >= PEOPLE - 6
    assert not former.exclude(imported=True, status="CLOSED", closed_reason="PERIOD_CLOSED").exists()
    assert not Appraisal.objects.filter(period=current(), imported=True).exists()
    assert not Evaluation.objects.filter(appraisal__in=former).exclude(status="FINAL").exists()
    assert set(Event.objects.filter(appraisal__in=former).values_list("note", flat=True)) == {"data awal"}
    mailed = set(Outbox.objects.filter(kind="mail").values_list("payload__employee", flat=True))
    assert 0 < len(mailed) < 10
    assert Notification.objects.filter(employee__in=mailed).exists()


def test_the_staff_member_and_the_superior_have_something_to_do(demo: str, folder: Path) -> None:
    people = {row["role"]: row["username"] for row in json.loads((folder / "demo-accounts.json").read_text())}
    staff = Employee.objects.get(nip=people["Pegawai"])
    superior = Employee.objects.get(nip=people["Pejabat penilai kinerja"])
    mine = workflow.waiting_evaluations(staff).get(window="AKHIR")
    assert mine.status == "OPEN"
    assert 0 < mine.self_targets.count() < mine.appraisal.targets.count()
    assert workflow.refusal(mine, "submit", staff).startswith("Tulis capaian"), "only the rest is missing"
    waiting = set(workflow.waiting_evaluations(superior).values_list("status", flat=True))
    assert {"ASSESSED", "RATED", "DELIVERED", "DISPUTED"} <= waiting
    assert workflow.waiting_appraisals(superior).filter(status="PROPOSED").exists()
    assert mine.appraisal.party(PartyRole.APPRAISER, timezone.localdate()).employee == superior
    reviewer = mine.appraisal.party(PartyRole.REVIEWER, timezone.localdate()).employee
    assert reviewer.nip == people["Atasan pejabat penilai kinerja"]


def test_the_accounts_sign_in_and_hold_their_roles(demo: str, folder: Path) -> None:
    rows = demo_accounts()
    assert [row["role"] for row in rows] == [
        "Pegawai", "Pejabat penilai kinerja", "Atasan pejabat penilai kinerja", "Pengelola kepegawaian unit",
        "Admin kepegawaian (BKPSDM)", "Auditor (Inspektorat)",
    ]  # fmt: skip
    for row in rows:
        assert Client().login(username=row["username"], password=row["password"])
        assert row["username"] in demo
        assert row["username"] in (folder / "demo-accounts.txt").read_text()
        assert len(row["password"]) >= 12
    users = {row["role"]: User.objects.get(username=row["username"]) for row in rows}
    assert users["Admin kepegawaian (BKPSDM)"].has_perm("employees.administer_agency")
    assert users["Auditor (Inspektorat)"].is_auditor
    unit_personnel = users["Pengelola kepegawaian unit"]
    assert (
        unit_personnel.administered_units()
        .filter(pk=users["Pegawai"].employee.placement(timezone.localdate()).unit_id)
        .exists()
    )
    assert not unit_personnel.has_perm("employees.administer_agency")
    others = User.objects.exclude(username__in=[row["username"] for row in rows])
    assert others.exists()
    assert not any(user.has_usable_password() for user in others)


def test_documents_are_asked_for_the_accounts_only(demo: str) -> None:
    people = {row["username"] for row in demo_accounts()}
    signing = ["deliver", "accept", "conclude", "uphold", "change"]
    team = set(
        Event.objects.filter(action__in=signing, at__date=timezone.localdate()).values_list(
            "evaluation__uuid", flat=True
        )
    )
    asked = {row.payload["evaluation"] for row in Outbox.objects.filter(kind="document")}
    assert len(asked) >= 6
    for evaluation in Evaluation.objects.filter(uuid__in=asked).exclude(uuid__in=team):
        assert evaluation.appraisal.employee.nip in people


def test_what_was_signed_on_paper_for_the_mayor_bears_its_file(demo: str) -> None:
    recorded = Event.objects.filter(on_behalf_of__isnull=False)
    signed = recorded.filter(action__in=scans.SIGNED_ON_PAPER)
    assert signed.filter(action="deliver").exists()
    assert not signed.filter(evidence__isnull=True).exists()
    files = Evidence.objects.filter(event__isnull=False)
    assert files.count() == signed.count()
    with default_storage.open(str(files[0].file.name)) as file:
        assert file.read() == scans.drawn()


def test_numbers_are_valid_unique_and_agree_with_the_person(demo: str) -> None:
    people = list(Employee.objects.exclude(kind="NON_ASN"))
    assert len({person.nip for person in people}) == len(people) == PEOPLE + 1, "one of them came in twice"
    for person in people:
        read = nip.parse(person.nip, person.kind)
        assert (read.birth_date, read.sex) == (person.birth_date, person.sex)
        assert read.sequence > 900, "no number that an office could have issued"
        assert read.warnings() == []
    (mayor,) = Employee.objects.filter(kind="NON_ASN")
    assert mayor.heads.get().parent is None


def test_some_are_absent_and_have_no_appraisal(demo: str) -> None:
    for status, opened in (
        (LegalStatus.STUDY_LEAVE, True),
        (LegalStatus.UNPAID_LEAVE, False),
        (LegalStatus.LEFT, False),
    ):
        person = Employee.objects.filter(legal_status=status).exclude(heads__isnull=False).get()
        assert person.appraisals.filter(period=current()).exists() is opened
    assert {plan.employee.legal_status for plan in opening.plan(current(), today=timezone.localdate()).left_out} == {
        LegalStatus.UNPAID_LEAVE, LegalStatus.PRE_RETIREMENT,
    }  # fmt: skip


def test_targets_serve_the_superiors_and_say_nothing_absolute(demo: str) -> None:
    main = WorkTarget.objects.filter(kind="MAIN", appraisal__employee__heads=None)
    assert main.filter(parent__isnull=False).count() > main.count() * 0.9
    for target in main.exclude(parent=None).select_related("parent__appraisal", "appraisal"):
        assert target.appraisal.parties.filter(
            role="APPRAISER", employee=target.parent.appraisal.employee_id
        ).exists()
    words = [
        *WorkTarget.objects.values_list("result", flat=True),
        *TargetIndicator.objects.values_list("text", flat=True),
    ]
    assert not [
        text for text in words if re.search(r"\b(semua|selalu|setiap|tidak pernah)\b", text, re.IGNORECASE)
    ]


def test_notes_stand_in_the_record(demo: str) -> None:
    notes = {f"note:{note.uuid}": note for note in FeedbackNote.objects.all()}
    entries = FeedbackEntry.objects.filter(source__startswith="note:")
    assert {entry.source for entry in entries} == set(notes)
    for entry in entries:
        assert (entry.text, entry.appraisal_id) == (
            notes[entry.source].text,
            notes[entry.source].appraisal_id,
        )


def test_units_have_results_and_the_years_their_holidays(demo: str) -> None:
    former = Period.objects.exclude(pk=current().pk).get()
    assert UnitRating.objects.filter(period=former, provisional=False).count() == Unit.objects.count()
    assert UnitRating.objects.filter(period=current(), provisional=True).exists()
    days = Holiday.objects.filter(day__year=2026)
    assert days.filter(day=date(2026, 8, 17)).exists()
    assert not days.exclude(name__endswith="(data peragaan)").exists()


def test_what_follows_from_results_goes_on(demo: str) -> None:
    stages = {awards.stage(one) for one in Award.objects.all()}
    assert stages >= {awards.Stage.VOTING, awards.Stage.DECIDING, awards.Stage.ANNOUNCED}
    staff = User.objects.get(employee__awards__isnull=False).employee
    assert awards.to_vote(staff).exists()
    assert {one.standing[0] for one in Sanction.objects.all()} == {"Berlaku", "Tanpa jangka waktu", "Dicabut"}
    plan = ImprovementPlan.objects.get(outcome="")
    superior = improvement.superior_of(plan)
    assert superior is not None
    assert [waiting.to_note(one).count() for one in (plan.employee, superior)] == [1, 1]
    assert plan.evaluation.predicate == "POOR"
    assert promotion.standard().rule.version == 2
    ((double, _first),) = duplicates.looking_alike()
    assert not Placement.objects.filter(employee=double).exists()
