"""The report beside the person's own page: one truth about credit points; periodic evaluations in a table apart."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from appraisal import credit_record
from appraisal.exports import Report
from appraisal.models import Appraisal, Evaluation, Party, Period, UnitRating, WindowCode
from tests import factories
from tests.appraisal.test_exports import D, F, rated, row_of, whole
from tests.factories import Agency

pytestmark = pytest.mark.django_db


@pytest.fixture
def period(agency: Agency) -> Period:
    return factories.make_period()


# --- credit points: those of the person's own page ------------------------------------------
def credited(evaluation: Evaluation) -> Decimal:
    """What the person's own page says."""
    years = credit_record.record_of(evaluation.appraisal.employee).years
    return next(year.printed for year in years if year.evaluation == evaluation)


def test_a_new_level_in_july_counts_level_by_level_as_on_the_persons_page(
    agency: Agency, period: Period
) -> None:
    """PermenPANRB 1/2023: half a year Ahli Pertama (6,25) and half a year Ahli Muda (12,50)."""
    evaluation = rated(agency, "MEETS", "MEETS")
    agency.staff.placements.update(ends_on=date(period.year, 6, 30))
    muda = factories.make_position("Analis Kepegawaian Ahli Muda", level="Ahli Muda")
    later = factories.place(agency.staff, agency.section, agency.superior, starts_on=date(period.year, 7, 1))
    later.position = muda
    later.save()
    row = row_of(whole(period), "Budi")
    assert row["AK konversi"] == credited(evaluation) == Decimal("18.75")
    assert row["Rincian AK"] == "Ahli Pertama 6 bulan; Ahli Muda 6 bulan"
    assert row["Bulan efektif"] == 12


def test_after_a_move_the_successors_row_holds_the_whole_year_as_on_the_persons_page(
    agency: Agency, period: Period
) -> None:
    """Line 3759: the new appraiser evaluates the year, so the months before the move count with his result."""
    evaluation = rated(agency, "MEETS", "MEETS")
    evaluation.appraisal.parties.filter(role="APPRAISEE").update(starts_on=date(period.year, 7, 1))
    before = Appraisal.objects.create(
        period=period, employee=agency.staff, unit=agency.other_office, status="CLOSED",
        closed_reason="MOVED", closed_on=date(period.year, 6, 30), targets_due_on=period.targets_due_on,
    )  # fmt: skip
    Party.objects.create(
        appraisal=before, role="APPRAISEE", employee=agency.staff, appraisee=agency.staff, name="Budi",
        starts_on=period.starts_on, ends_on=date(period.year, 6, 30), level="Ahli Pertama",
    )  # fmt: skip
    Appraisal.objects.filter(pk=evaluation.appraisal_id).update(predecessor=before)
    row = row_of(whole(period), "Budi")
    assert row["AK konversi"] == credited(evaluation) == Decimal("12.50")
    assert row["Bulan efektif"] == 12
    [old] = list(whole(period).table(closed=True)[1])
    headings = whole(period).table(closed=True)[0]
    told = dict(zip(headings, old, strict=True))
    assert (told["AK konversi"], told["Bulan efektif"]) == (None, 6)


def test_what_may_still_be_disputed_earns_nothing_yet(agency: Agency, period: Period) -> None:
    rated(agency, "MEETS", "MEETS", status=D)
    row = row_of(whole(period), "Budi")
    assert (row["Predikat"], row["AK konversi"], row["Rincian AK"]) == ("Baik", None, "")


# --- periodic evaluations ----------------------------------------------------------------------
def quarter(evaluation: Evaluation, status: str) -> Evaluation:
    """The same result as the result of quarter I."""
    before = evaluation.ratings.get()
    evaluation.pk, evaluation.uuid, evaluation.window = None, uuid4(), WindowCode.Q1
    evaluation.status, evaluation.final_at = status, timezone.now() if status == F else None
    evaluation.save()
    before.pk, before.evaluation = None, evaluation
    before.save()
    return evaluation


def periodic(report: Report) -> list[dict[str, Any]]:
    headings, rows = report.periodic()
    return [dict(zip(headings, row, strict=True)) for row in rows]


def test_each_periodic_evaluation_has_a_row_of_its_own_and_the_year_none(
    agency: Agency, period: Period, tmp_path: Path
) -> None:
    UnitRating.objects.create(
        unit=agency.section, period=period, window="TW1", predicate="GOOD", set_on=period.starts_on
    )
    quarter(rated(agency, "ABOVE", "MEETS"), F)
    Evaluation.objects.filter(window="TW1").update(unit_predicate="GOOD")
    [row] = periodic(whole(period))
    assert (row["Periode"], row["Predikat"], row["Status evaluasi"]) == ("Triwulan I", "Baik", "Final")
    assert row["Predikat organisasi"] == "Baik"
    assert "AK konversi" not in row
    assert row_of(whole(period), "Budi")["Periode"] == "Tahunan"
    whole(period).write(tmp_path / "out.json")
    assert len(json.loads((tmp_path / "out.json").read_text())) == 1


def test_a_void_quarter_has_no_row_and_an_unsigned_one_tells_no_rating(
    agency: Agency, period: Period
) -> None:
    made = quarter(rated(agency, "ABOVE", "MEETS"), F)
    Evaluation.objects.filter(pk=made.pk).update(status="RATED", final_at=None)
    assert [(row["Predikat"], row["Rating hasil kerja"]) for row in periodic(whole(period))] == [("", "")]
    Evaluation.objects.filter(pk=made.pk).update(status="VOID")
    assert periodic(whole(period)) == []


def test_the_periodic_table_asks_no_more_for_more_windows(
    agency: Agency, period: Period, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = quarter(rated(agency, "ABOVE", "MEETS"), F)
    with django_assert_num_queries(7):
        assert len(periodic(whole(period))) == 1
    given = made.ratings.get()
    for window in ("TW2", "TW3"):
        made.pk, made.uuid, made.window = None, uuid4(), window
        made.save()
        given.pk, given.evaluation = None, made
        given.save()
    with django_assert_num_queries(7):
        assert len(periodic(whole(period))) == 3
