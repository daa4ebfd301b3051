"""The appraiser's limit for a change of the SKP: personnel extend it as every other limit."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from appraisal import extensions, revisions
from appraisal.models import Extension, TargetRevision
from appraisal.workflow import Refused
from tests import factories
from tests.appraisal.test_revisions import proposed
from tests.factories import Agency

pytestmark = pytest.mark.django_db


@pytest.fixture
def revision(agency: Agency) -> TargetRevision:
    return revisions.open_revision(factories.make_appraisal(agency, "RUNNING"), by=agency.staff)


@pytest.mark.parametrize("whom", ["agency", "unit", "person"])
def test_personnel_extend_the_appraisers_limit(agency: Agency, revision: TargetRevision, whom: str) -> None:
    proposed(revision, agency)  # the limit is over: the yearly window is open
    until = timezone.localdate() + timedelta(days=3)
    unit = revision.appraisal.unit if whom == "unit" else None
    scope = extensions.Scope(
        revision.appraisal.period, unit=unit, appraisal=revision.appraisal if whom == "person" else None
    )
    given = extensions.extend(
        scope, Extension.Clock.REVISION, until, reason="Atasan cuti.", by=agency.personnel
    )
    revision.refresh_from_db()
    assert (given.reached, revision.due_on) == (1, until)
    with pytest.raises(Refused, match="setelah itu Anda dapat menetapkannya"):
        revisions.perform(revision, "agree_by_reviewer", by=agency.head, note="Terlambat.")
    event = revision.appraisal.events.get(action="extend")
    assert event.label == "Tenggat diperpanjang: Penetapan perubahan SKP"
    assert "Atasan cuti." in event.note


def test_a_change_that_is_over_is_not_extended(agency: Agency, revision: TargetRevision) -> None:
    proposed(revision, agency)
    revisions.perform(revision, "agree", by=agency.superior)
    until = timezone.localdate() + timedelta(days=3)
    scope = extensions.Scope(revision.appraisal.period)
    given = extensions.extend(scope, Extension.Clock.REVISION, until, reason="Banjir.", by=agency.personnel)
    assert given.reached == 0
