"""Who plans as a senior leader or head of an independent unit, and who may correct that."""

from __future__ import annotations

import pytest
from django.urls import reverse

from appraisal import opening, skp_kind
from appraisal.models import Appraisal, Event, Period, TargetIndicator
from appraisal.workflow import Refused
from employees.models import Notification, Placement, Position
from tests import factories

pytestmark = pytest.mark.django_db


def leads(employee) -> bool:
    return Appraisal.objects.get(employee=employee).leads


def opened(agency):
    opening.open_period(Period.objects.first() or factories.make_period(), by=agency.personnel)


def test_the_head_of_an_office_of_echelon_22_leads_and_nobody_below(agency):
    opened(agency)

    assert leads(agency.head)
    assert not leads(agency.superior)
    assert not leads(agency.staff)


@pytest.mark.parametrize(("echelon", "as_leader"), [("11", True), ("21", True), ("31", False), ("", False)])
def test_below_the_offices_the_echelon_decides(agency, echelon, as_leader):
    agency.section.echelon = echelon
    agency.section.save()

    opened(agency)

    assert leads(agency.superior) is as_leader


def test_the_head_of_a_district_directly_below_the_agency_is_independent(agency):
    camat = factories.make_employee("Camat Contoh")
    district = factories.make_unit("Kecamatan Contoh", parent=agency.root, head=camat, echelon="31")
    factories.place(camat, district, agency.head, title="Camat Contoh")

    opened(agency)

    assert leads(camat)


def test_a_senior_leader_without_a_unit_leads(agency):
    adviser = factories.make_employee("Staf Ahli")
    post = Position.objects.create(title="Staf Ahli Wali Kota", category=Position.Category.SENIOR_LEADER)
    factories.place(adviser, agency.section, agency.mayor)
    Placement.objects.filter(employee=adviser).update(position=post)

    opened(agency)

    assert leads(adviser)


def correct(client, person, appraisal, value="1"):
    return factories.sign_in(client, person).post(
        reverse("leads_correct", args=[appraisal.uuid]), {"leads": value}
    )


@pytest.mark.parametrize("who", ["superior", "unit_personnel", "personnel"])
def test_appraiser_and_personnel_correct_the_kind_while_it_is_planned(agency, client, who):
    appraisal = factories.make_appraisal(agency, targets=1)

    assert correct(client, getattr(agency, who), appraisal).status_code == 302

    appraisal.refresh_from_db()
    assert appraisal.leads
    assert TargetIndicator.objects.get(target__appraisal=appraisal).aspect == ""
    event = Event.objects.get(appraisal=appraisal, action=skp_kind.CORRECT)
    assert event.actor == getattr(agency, who)
    assert Notification.objects.filter(employee=agency.staff, key=f"event:{event.uuid}").exists()

    correct(client, getattr(agency, who), appraisal, value="")
    appraisal.refresh_from_db()
    assert not appraisal.leads


@pytest.mark.parametrize("who", ["staff", "head", "auditor"])
def test_nobody_else_corrects_it(agency, client, who):
    appraisal = factories.make_appraisal(agency)

    assert correct(client, getattr(agency, who), appraisal).status_code == 409

    appraisal.refresh_from_db()
    assert not appraisal.leads


def test_personnel_leave_their_own_kind_alone(agency):
    appraisal = factories.make_appraisal(agency, employee=agency.unit_personnel, targets=0)

    with pytest.raises(Refused, match="pejabat penilai"):
        skp_kind.correct(appraisal, as_leader=True, by=agency.unit_personnel)


def test_after_proposing_the_kind_stays(agency):
    appraisal = factories.make_appraisal(agency, "PROPOSED")

    with pytest.raises(Refused, match="selama draf"):
        skp_kind.correct(appraisal, as_leader=True, by=agency.superior)


def test_the_same_again_changes_nothing(agency):
    appraisal = factories.make_appraisal(agency)

    assert skp_kind.correct(appraisal, as_leader=False, by=agency.superior) is False
    assert not Event.objects.filter(appraisal=appraisal, action=skp_kind.CORRECT).exists()
