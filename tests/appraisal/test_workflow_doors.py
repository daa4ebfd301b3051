"""The two doors: what they refuse, what they record."""

import pytest

from appraisal import workflow
from appraisal.models import Event
from tests import factories

pytestmark = pytest.mark.django_db


def test_an_appraisal_walks_from_plan_to_final(agency):
    evaluation = factories.make_evaluation(agency, "FINAL")
    assert evaluation.status == "FINAL"
    assert evaluation.predicate == "GOOD"
    assert evaluation.signed_by == agency.superior
    actions = list(Event.objects.filter(appraisal=evaluation.appraisal).values_list("action", flat=True))
    assert actions == ["open", "propose", "set", "submit", "rate", "deliver", "accept"]


def test_a_stranger_cannot_propose(agency):
    appraisal = factories.make_appraisal(agency)
    with pytest.raises(workflow.Refused, match="hanya untuk pegawai yang dinilai"):
        workflow.perform(appraisal, "propose", by=agency.stranger)


def test_a_stale_version_is_a_conflict(agency):
    appraisal = factories.make_appraisal(agency)
    with workflow.editing(appraisal, "targets", by=agency.staff, version=0):
        pass
    with pytest.raises(workflow.Conflict), workflow.editing(appraisal, "targets", by=agency.staff, version=0):
        pass
