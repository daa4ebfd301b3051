"""Percentages of allowances by predicate: whose figures hold in a year, who changes them, and the recapitulation."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from appraisal import allowance
from appraisal.models import AllowanceTable, Period, PeriodEvent
from tests import factories
from tests.appraisal.test_export_kinds import table
from tests.appraisal.test_exports import rated
from tests.factories import Agency

pytestmark = pytest.mark.django_db
FIGURES = {"very_good": "100", "good": "90.5", "needs_improvement": "75", "poor": "50", "very_poor": "0"}


@pytest.fixture
def period(agency: Agency) -> Period:
    return factories.make_period()


def kept(period: Period, agency: Agency, **figures: str) -> AllowanceTable:
    shares = {name: Decimal(share) for name, share in (FIGURES | figures).items()}
    row = AllowanceTable(period=period, basis="Perwali 12/2026", **shares)
    return allowance.save(row, by=agency.personnel, version=0)


def test_a_year_without_figures_goes_by_the_latest_before_it(agency: Agency, period: Period) -> None:
    before = factories.make_period(period.year - 1)
    assert allowance.table_of(period) is None
    kept(before, agency, good="80")
    found = allowance.table_of(period)
    assert found is not None
    assert found.of("GOOD") == 80
    kept(period, agency)
    assert allowance.table_of(period) == AllowanceTable.objects.get(period=period)
    assert allowance.table_of(before) == AllowanceTable.objects.get(period=before)


def test_the_recap_lists_each_counting_evaluation_with_its_share(agency: Agency, period: Period) -> None:
    rated(agency, "MEETS", "MEETS")
    factories.make_evaluation(agency, "DELIVERED", employee=agency.colleague)  # may still be disputed
    [line] = table("tunjangan", agency.unit_personnel, period)
    assert line["Persentase tunjangan"] is None
    kept(period, agency)
    [line] = table("tunjangan", agency.unit_personnel, period)
    assert (line["NIP"], line["Periode"], line["Predikat"]) == (agency.staff.nip, "Tahunan", "Baik")
    assert line["Persentase tunjangan"] == Decimal("90.5")
    assert table("tunjangan", agency.other_unit_personnel, period) == []


def test_the_agencys_personnel_sets_them_and_old_and_new_stand_in_the_history(
    agency: Agency, period: Period, client: Client
) -> None:
    factories.sign_in(client, agency.personnel)
    url = reverse("allowance")
    typed = FIGURES | {"basis": "Perwali 12/2026", "version": "0"}
    assert client.post(url, typed).status_code == 302
    assert client.post(url, typed | {"good": "70"}).status_code == 409, "drawn before the last save"
    assert client.post(url, typed | {"good": "201", "version": "1"}).status_code == 422
    assert client.post(url, typed | {"good": "70", "version": "1"}).status_code == 302
    assert "Baik: 90,50% → 70%" in PeriodEvent.objects.latest("pk").note
    assert "Baik: 90,50% → 70%" in client.get(url).content.decode()
    Period.objects.filter(pk=period.pk).update(status="CLOSED")
    refused = client.post(url, typed | {"good": "60", "version": "2"})
    assert (refused.status_code, allowance.CLOSED in refused.content.decode()) == (409, True)
    assert AllowanceTable.objects.get().good == 70
