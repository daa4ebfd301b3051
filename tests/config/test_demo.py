"""The demo command: the same agency each time, on any day, and what it refuses; see test_demo_agency.py too."""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from appraisal.models import (
    Appraisal,
    Evaluation,
    Event,
    Period,
    TargetIndicator,
    WorkTarget,
)
from appraisal.rating import Rating, suggest_item
from config.desk.demo import contents, texts
from config.desk.demo.layout import lay_out
from config.desk.demo.profiles import PROFILES
from employees.models import AnnouncementReceipt, Employee, Placement, Unit, User
from feedback.models import CoachingSession, FeedbackNote, FeedbackRound
from training.models import Certificate, CourseSession, DevelopmentItem, Enrolment

DAY = date(2026, 6, 17)  # a fixed day, so that two runs are of one day whenever the suite runs


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "DEMO", True)
    monkeypatch.setattr(settings, "VAR_DIR", tmp_path)
    return tmp_path


def load(**options: Any) -> str:
    out = StringIO()
    given = {"profile": "tangsel", "employees": 40, "years": 1, "today": DAY} | options
    call_command("demo", stdout=out, **given)
    return out.getvalue()


def digest() -> str:
    """People, texts and statuses, without what is drawn anew each time (uuids, clock)."""
    found = hashlib.sha256()
    for rows in (
        Employee.objects.order_by("nip").values_list("nip", "name", "rank", "legal_status", "email"),
        Placement.objects.order_by("employee__nip").values_list(
            "unit__name", "position__title", "superior__nip"
        ),
        Appraisal.objects.order_by("period", "employee__nip").values_list(
            "status", "closed_reason", "set_at", "employee__nip"
        ),
        WorkTarget.objects.order_by("appraisal__period", "appraisal__employee__nip", "order").values_list(
            "result", "parent__result"
        ),
        Evaluation.objects.order_by("appraisal__period", "appraisal__employee__nip", "pk").values_list(
            "window", "status", "predicate", "note", "signed_at__date", "ends_on"
        ),
        FeedbackNote.objects.order_by("appraisal__period", "receiver__nip", "pk").values_list(
            "text", "day", "giver__nip"
        ),
        User.objects.order_by("username").values_list("username", "groups__name"),
        FeedbackRound.objects.order_by(
            "appraisal__employee__nip", "closes_on", "requests__person__nip"
        ).values_list("status", "closes_on", "focus", "requests__person__nip", "result"),
        CoachingSession.objects.order_by("employee__nip").values_list(
            "kind", "status", "reason", "started_at"
        ),
        AnnouncementReceipt.objects.order_by("announcement__title", "employee__nip").values_list(
            "employee__nip", "read_at"
        ),
        Certificate.objects.order_by("employee__nip", "title").values_list(
            "title", "ends_on", "employee__nip"
        ),
    ):
        found.update(repr(list(rows)).encode())
    return found.hexdigest()


def digest_of(**options: Any) -> str:
    """The digest of a run that is then undone."""
    with transaction.atomic():
        load(**options)
        found = digest()
        transaction.set_rollback(True)
    return found


def test_two_runs_give_the_same_agency(db: None) -> None:
    first = digest_of(employees=24)
    assert digest_of(employees=24) == first
    assert digest_of(employees=24, profile="binjai") != first


def test_twice_the_people_take_no_more_queries(db: None) -> None:
    counts = []
    for employees in (30, 60):
        with transaction.atomic(), CaptureQueriesContext(connection) as queries:
            load(employees=employees)
            transaction.set_rollback(True)
        counts.append(len(queries))
    assert abs(counts[0] - counts[1]) <= 12, counts


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 3, 2), date(2027, 2, 28), date(2026, 12, 31)])
def test_it_plays_on_any_day(db: None, day: date) -> None:
    load(employees=20, years=0, today=day, profile="binjai")
    window = Period.objects.get().yearly_window()
    assert window.is_open(day)
    assert window.opens_on >= window.period.starts_on
    assert set(Evaluation.objects.values_list("status", flat=True)) >= {
        "OPEN",
        "ASSESSED",
        "RATED",
        "DELIVERED",
        "FINAL",
    }
    latest = max(event.at for event in Event.objects.filter(appraisal__period=window.period))
    assert timezone.localdate(latest) <= day


def test_training_waits_for_superior_and_personnel_and_last_years_plan_is_open(db: None) -> None:
    load(employees=30)
    asked = Enrolment.objects.filter(status="REQUESTED")
    assert asked.count() == 2
    assert Certificate.objects.filter(status="WAITING").count() == 1
    assert set(DevelopmentItem.objects.values_list("status", flat=True)) >= {"PROPOSED", "AGREED"}
    assert sum(CourseSession.objects.values_list("taken", flat=True)) == Enrolment.objects.count()


def test_it_refuses_a_database_that_holds_anything(db: None) -> None:
    Unit.objects.create(name="Dinas Sendiri")
    with pytest.raises(CommandError, match="sudah berisi data"):
        load()
    assert not Employee.objects.exists()


def test_it_refuses_somebodys_own_database_without_the_flag(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "DEMO", False)
    monkeypatch.setenv("DATABASE_URL", "postgresql://contoh.example/kinerja")
    with pytest.raises(CommandError, match="KINERJA_DEMO=1"):
        load()
    assert not Employee.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "says"), [({"employees": 19}, "20 sampai 100000"), ({"years": 11}, "0 sampai 10")]
)
def test_it_refuses_sizes_that_it_was_not_made_for(db: None, wrong: dict[str, int], says: str) -> None:
    with pytest.raises(CommandError, match=says):
        load(**wrong)
    assert not Employee.objects.exists()


@pytest.mark.parametrize("profile", sorted(PROFILES))
@pytest.mark.parametrize("employees", [20, 21, 39, 240, 1000, 7777])
def test_a_layout_has_exactly_as_many_posts_as_wanted(profile: str, employees: int) -> None:
    layout = lay_out(PROFILES[profile], employees, Random("layout"))
    assert sum(len(place.seats) for place in layout.places()) == employees
    names = [place.name for place in layout.places()]
    assert len(set(names)) == len(names)
    assert max(len(place.seats) for place in layout.places()) <= 18, "a superior can know so many"


@pytest.mark.parametrize("rating", list(Rating))
def test_figures_mostly_suggest_the_rating_they_were_drawn_for(rating: Rating) -> None:
    draw, hits, total = Random(7), 0, 0
    for family in texts.families().values():
        for measure in (measure for result in family.results for measure in result.measures):
            figure = contents.achieved(measure, rating, draw)
            assert figure >= Decimal(0)
            higher = measure.direction == TargetIndicator.Direction.HIGHER
            hits += suggest_item(figure, measure.lower, measure.upper, higher_is_better=higher) == rating
            total += 1
    assert hits / total > 0.6
