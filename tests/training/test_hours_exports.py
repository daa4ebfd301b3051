"""The yearly table of hours: PNS with what they lack, PPPK with what they had, each in the year's unit."""

from __future__ import annotations

import pytest
from django.utils import timezone

from appraisal.export_kinds import Asked
from tests import factories
from tests.factories import Agency
from tests.training.courses import prove
from training.hours_exports import HOURS
from training.models import Certificate

pytestmark = pytest.mark.django_db


def test_verified_hours_of_the_year_stand_beside_what_is_missing(agency: Agency) -> None:
    """PP 11/2017: 20 JP a year for PNS."""
    period = factories.make_period()
    factories.make_appraisal(agency)
    today = timezone.localdate()
    proof = prove(agency.staff, 8, starts_on=today, ends_on=today)
    Certificate.objects.filter(pk=proof.pk).update(
        status="VERIFIED", verified_by=agency.personnel, verified_at=timezone.now(), verified_hours=8
    )
    asked = Asked(agency.unit_personnel.user, period)
    lines = {line.appraisal.employee: line for line in HOURS.sheets[0].rows(asked)}
    assert (lines[agency.staff].done, lines[agency.staff].missing) == (8, 12)
    assert (lines[agency.superior].done, lines[agency.superior].missing) == (0, 20)
    assert [row.employee for row in HOURS.sheets[1].rows(asked)] == [agency.staff]
    outside = Asked(agency.other_unit_personnel.user, period)
    assert agency.staff not in {line.appraisal.employee for line in HOURS.sheets[0].rows(outside)}
    assert list(HOURS.sheets[1].rows(outside)) == []
