"""An agency may want a clear standard for each indicator before an SKP is proposed (product.md, kotabumi's row)."""

from __future__ import annotations

import pytest
from django.test import Client

from appraisal import revisions, workflow
from appraisal.models import Appraisal, Period, TargetIndicator
from tests import factories
from tests.factories import Agency

pytestmark = pytest.mark.django_db


@pytest.fixture
def unmeasured(agency: Agency) -> Appraisal:
    """An SKP of two results in such an agency; the second has no thresholds."""
    row = factories.make_appraisal(agency)
    Period.objects.update(standards_required=True)
    TargetIndicator.objects.filter(target=row.targets.last()).update(
        lower=None, upper=None, text="Nilai layanan"
    )
    return Appraisal.objects.get(pk=row.pk)


def test_nobody_proposes_an_indicator_without_a_standard(agency: Agency, unmeasured: Appraisal) -> None:
    assert "standar untuk indikator «Nilai layanan»" in workflow.refusal(unmeasured, "propose", agency.staff)
    TargetIndicator.objects.filter(lower=None).update(lower=10, upper=12)
    assert workflow.refusal(unmeasured, "propose", agency.staff) == ""


def test_sentences_have_no_thresholds_and_other_agencies_want_none(
    agency: Agency, unmeasured: Appraisal
) -> None:
    for setting in ({"approach": "QUALITATIVE"}, {"approach": "QUANTITATIVE", "standards_required": False}):
        Period.objects.update(**setting)
        unmeasured = Appraisal.objects.get(pk=unmeasured.pk)
        assert workflow.refusal(unmeasured, "propose", agency.staff) == ""


def test_a_change_of_targets_cannot_take_the_standard_away(agency: Agency) -> None:
    row = factories.make_appraisal(agency, "RUNNING")
    Period.objects.update(standards_required=True)
    revision = revisions.open_revision(row, by=agency.staff, reason="Jumlah sekolah bertambah.")
    with revisions.editing(revision, by=agency.staff, version=revision.version) as draft:
        draft.new[0]["indicators"][0] |= {"lower": None, "upper": None}
    revision = type(revision).objects.get(pk=revision.pk)
    assert "Sepakati standar" in revisions.refusal(revision, "propose", agency.staff)


def test_the_form_of_a_target_says_that_standards_are_wanted(
    agency: Agency, client: Client, unmeasured: Appraisal
) -> None:
    factories.sign_in(client, agency.staff)
    shown = client.get(f"/kinerja/{unmeasured.uuid}/skp/tambah/").content.decode()
    assert "mewajibkan standar" in shown
