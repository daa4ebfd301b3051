"""Each profile's practice is alive in its demo (product.md, 'Five agencies, one product').

`tangsel` and `binjai` are loaded by test_demo_year.py, which looks at what all have in common; what only these two show
is held there too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from appraisal.models import (
    AnnexLine,
    Calibration,
    ExplanationRequest,
    FeedbackEntry,
    GiverRole,
    Period,
    ProgressEntry,
    TargetIndicator,
)
from config.desk import presets
from config.desk.demo.profiles import PROFILES
from employees.models import Employee, Unit
from feedback.models import FeedbackNote, FeedbackRound, ServicePoint
from tests.factories import sign_in
from training.models import CareerGoal

PEOPLE = 30


def of(*profiles: str) -> pytest.MarkDecorator:
    """The test looks at these profiles."""
    return pytest.mark.parametrize("loaded", profiles, indirect=True)


@pytest.fixture(scope="module")
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
    """The people of the six accounts by the first word of their role."""
    rows = json.loads((loaded[1] / "demo-accounts.json").read_text())
    return {row["role"].split()[0]: Employee.objects.get(nip=row["username"]) for row in rows}


def current() -> Period:
    period = Period.objects.first()
    assert period is not None
    return period


def page(person: Employee, name: str, *args: object) -> str:
    response = sign_in(Client(), person).get(reverse(name, args=args), follow=True)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@of("kotabumi", "jakarta", "serang")
def test_the_year_runs_by_the_agencys_own_settings(profile: str, loaded: tuple[str, Path]) -> None:
    assert set(presets.PRESETS) == set(PROFILES)
    assert presets.changes(presets.PRESETS[profile], current()) == []
    root = Unit.objects.get(parent=None)
    told = json.loads((loaded[1] / "demo-agency.json").read_text())
    assert (root.name, root.head_title) == {
        "kotabumi": ("Pemerintah Kabupaten Lampung Utara (contoh)", "Bupati"),
        "jakarta": ("Pemerintah Provinsi DKI Jakarta (contoh)", "Gubernur"),
        "serang": ("Pemerintah Kabupaten Serang (contoh)", "Bupati"),
    }[profile]
    assert told == {"agency": root.name, "place": PROFILES[profile].place}
    assert not TargetIndicator.objects.filter(text__iregex=r"\mkota\M").exists(), "no city's words"


# --- kotabumi ---------------------------------------------------------------------------
@of("kotabumi")
def test_citizens_speak_at_several_counters_and_stand_in_the_record(cast: dict[str, Employee]) -> None:
    entries = FeedbackEntry.objects.filter(giver_role=GiverRole.CITIZEN, appraisal__employee=cast["Pegawai"])
    assert entries.count() >= 3
    assert FeedbackEntry.objects.filter(giver_role=GiverRole.PEER).exists()
    assert ServicePoint.objects.count() == 3
    point = ServicePoint.objects.get(name="Meja informasi")
    shown = page(cast["Atasan"], "service_point", point.uuid)
    assert "hari kerja" in shown
    assert "Penilaian masyarakat menunggu diperiksa: 3" in page(cast["Pengelola"], "home")


@of("kotabumi")
def test_each_indicator_has_a_standard_and_people_used_to_paper_are_led(cast: dict[str, Employee]) -> None:
    assert current().standards_required
    assert not TargetIndicator.objects.filter(target__appraisal__period=current(), lower=None).exists()
    home = page(cast["Pegawai"], "home")
    assert "Yang dulu di kertas, sekarang di sini" in home
    assert "Dari kertas ke Kinerja" in home


# --- jakarta ----------------------------------------------------------------------------
@of("jakarta")
def test_development_is_agreed_for_the_present_work_and_the_next_post(cast: dict[str, Employee]) -> None:
    shown = page(cast["Pegawai"], "my_development")
    assert "Mengikuti Pelatihan kepemimpinan pengawas" in shown
    assert "Disepakati" in shown
    goal = CareerGoal.objects.get(employee=cast["Pegawai"])
    row = cast["Pegawai"].appraisals.get(period=current())
    assert goal.position.title in page(cast["Pejabat"], "development", row.uuid)
    states = set(AnnexLine.objects.filter(kind="RESOURCE").values_list("state", flat=True))
    assert states == {"PROMISED", "COME", "NOT_COME"}


@of("jakarta")
def test_ratings_are_looked_at_together_and_explained_when_asked(cast: dict[str, Employee]) -> None:
    session = Calibration.objects.get()
    assert session.participants.filter(appraiser=cast["Pejabat"]).exists()
    assert "Menyamakan arti" in page(cast["Atasan"], "calibration", session.uuid)
    assert ExplanationRequest.objects.filter(answered_at__isnull=False).exists()
    assert ExplanationRequest.objects.filter(answered_at=None).exists()
    assert set(FeedbackRound.objects.values_list("floor", flat=True)) == {5}
    assert page(cast["Admin"], "rating_patterns")


# --- serang -----------------------------------------------------------------------------
@of("serang")
def test_evidence_comes_from_observation_and_weekly_reports(cast: dict[str, Employee]) -> None:
    seen = FeedbackNote.objects.filter(kind="OBSERVATION")
    assert set(seen.values_list("criterion__name", flat=True)) == {
        "Disiplin kehadiran", "Mutu pekerjaan", "Kerja sama tim",
    }  # fmt: skip
    mine = seen.filter(receiver=cast["Pegawai"]).exclude(reply="").get()
    assert "Kerja sama tim" in page(cast["Pegawai"], "note", mine.uuid)
    shown = page(cast["Pejabat"], "documentation", mine.appraisal.uuid)
    assert "Minggu" in shown
    assert mine.appraisal.progress.filter(text__startswith="Laporan pekan ini").count() == 6


@of("serang")
def test_effort_community_and_innovation_count_and_the_talk_is_prepared(cast: dict[str, Employee]) -> None:
    entries = ProgressEntry.objects.filter(
        appraisal__employee=cast["Pegawai"], appraisal__period=current(), target=None
    )
    assert set(entries.values_list("kind", flat=True)) == {"EFFORT", "COMMUNITY", "INNOVATION"}
    told = TargetIndicator.objects.filter(target__appraisal__period=current())
    assert not told.exclude(lower=None, unit="").exists(), "a qualitative SKP is told in sentences"
    row = entries[0].appraisal
    assert "pendampingan yang panjang" in page(cast["Pegawai"], "dialogue", row.uuid, "AKHIR")
