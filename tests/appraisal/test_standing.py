"""Who acts as a party: dated rows, live Plt and Plh, the keeper of an evaluation, and vacancies."""

from datetime import timedelta

import pytest
from django.utils import timezone

from appraisal import standing
from appraisal.models import Appraisal, Evaluation, Party, PartyRole
from employees.models import Employee, Placement
from tests import factories

pytestmark = pytest.mark.django_db
APPRAISER, REVIEWER, APPRAISEE = PartyRole.APPRAISER, PartyRole.REVIEWER, PartyRole.APPRAISEE


def today():
    return timezone.localdate()


def delegate(person, unit, kind="PLH", *, ends_in=10):
    return Placement.objects.create(
        employee=person,
        unit=unit,
        position=factories.make_position(),
        kind=kind,
        starts_on=today() - timedelta(days=1),
        ends_on=today() + timedelta(days=ends_in),
    )


@pytest.fixture
def appraisal(agency):
    return factories.make_appraisal(agency, "RUNNING")


def test_a_plh_acts_for_the_head_from_day_to_day(agency, appraisal):
    """Kewenangan may be delegated to a Plt or Plh (text lines 3676-3678)."""
    delegate(agency.stranger, agency.section)
    assert standing.holds(appraisal, APPRAISER, agency.stranger, today())
    assert not standing.holds(appraisal, REVIEWER, agency.stranger, today())
    assert not standing.holds(appraisal, APPRAISER, agency.stranger, today() + timedelta(days=11))


def test_the_head_keeps_acting_beside_his_plh(agency, appraisal):
    delegate(agency.stranger, agency.section)
    assert standing.holds(appraisal, APPRAISER, agency.superior, today())


def test_a_plh_sees_the_appraisals_while_he_acts(agency, appraisal):
    assert not Appraisal.objects.visible_to(agency.stranger.user).filter(pk=appraisal.pk).exists()
    delegate(agency.stranger, agency.section)
    assert Appraisal.objects.visible_to(agency.stranger.user).filter(pk=appraisal.pk).exists()


def test_a_plh_of_the_head_is_not_the_head_as_appraisee(agency, appraisal):
    delegate(agency.stranger, agency.section)
    heads_own = Appraisal.objects.get(employee=agency.superior)
    assert not standing.holds(heads_own, APPRAISEE, agency.stranger, today())


def test_delegation_never_yields_the_appraisee_then_the_next_superior_acts(agency, appraisal):
    delegate(agency.staff, agency.section)
    assert not standing.holds(appraisal, APPRAISER, agency.staff, today())
    assert standing.holds(appraisal, APPRAISER, agency.head, today())
    colleagues = Appraisal.objects.get(employee=agency.colleague)
    assert standing.holds(colleagues, APPRAISER, agency.staff, today())


def test_the_appraiser_does_not_review_himself_as_plh_of_his_own_superior(agency, appraisal):
    delegate(agency.superior, agency.office)
    assert standing.holds(appraisal, APPRAISER, agency.superior, today())
    assert not standing.holds(appraisal, REVIEWER, agency.superior, today())


def test_a_plt_of_another_unit_has_no_power_here(agency, appraisal):
    delegate(agency.stranger, agency.other_office, "PLT")
    assert not standing.holds(appraisal, APPRAISER, agency.stranger, today())


def test_who_keeps_an_evaluation_holds_it_alone(agency):
    evaluation = factories.make_evaluation(agency, "ASSESSED")
    Evaluation.objects.filter(pk=evaluation.pk).update(kept_by=agency.stranger)
    evaluation.refresh_from_db()
    assert standing.holds(evaluation, APPRAISER, agency.stranger, today())
    assert not standing.holds(evaluation, APPRAISER, agency.superior, today())
    assert standing.holds(evaluation.appraisal, APPRAISER, agency.superior, today())
    mine = Evaluation.objects.filter(standing.evaluations_of(agency.stranger, APPRAISER, today()))
    assert list(mine) == [evaluation]
    rest = Evaluation.objects.filter(standing.evaluations_of(agency.superior, APPRAISER, today()))
    assert evaluation not in rest


def test_an_inactive_keeper_gives_the_evaluation_back(agency):
    evaluation = factories.make_evaluation(agency, "ASSESSED")
    Employee.objects.filter(pk=agency.stranger.pk).update(active=False)
    Evaluation.objects.filter(pk=evaluation.pk).update(kept_by=agency.stranger)
    evaluation.refresh_from_db()
    assert standing.holds(evaluation, APPRAISER, agency.superior, today())
    mine = Evaluation.objects.filter(standing.evaluations_of(agency.superior, APPRAISER, today()))
    assert evaluation in mine


def test_an_inactive_or_missing_appraiser_is_a_vacancy(agency, appraisal):
    assert appraisal not in standing.vacant(today())
    Employee.objects.filter(pk=agency.superior.pk).update(active=False)
    assert appraisal in standing.vacant(today())
    assert appraisal not in standing.vacant(today(), REVIEWER)
    Party.objects.filter(appraisal=appraisal, role=REVIEWER).delete()
    assert appraisal in standing.vacant(today(), REVIEWER)
