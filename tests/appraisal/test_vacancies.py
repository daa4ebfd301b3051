"""Vacancies with their proposals, differences to the placements, and Plt/Plh assignments."""

from datetime import timedelta

import pytest
from django.utils import timezone

from appraisal import delegations, parties, standing
from appraisal.delegations import Delegation
from appraisal.differences import differences, differing
from appraisal.models import Appraisal, Party, PartyRole
from appraisal.vacancies import grouped, vacancies, vacant_rows
from appraisal.workflow import Refused
from employees.models import Employee, Placement
from tests import factories

pytestmark = pytest.mark.django_db
APPRAISER, REVIEWER = PartyRole.APPRAISER, PartyRole.REVIEWER


def today():
    return timezone.localdate()


@pytest.fixture
def appraisal(agency):
    return factories.make_appraisal(agency)


def gone(person):
    Employee.objects.filter(pk=person.pk).update(active=False)


def found(agency, appraisal):
    rows = vacant_rows(parties.manageable(agency.personnel.user), today())
    return {vacancy.appraisal: vacancy for vacancy in vacancies(rows, today())}.get(appraisal)


# --- vacancies ------------------------------------------------------------------------
def test_the_reviewer_takes_over_and_the_next_superior_reviews(agency, appraisal):
    """Berhalangan tetap: the superior's superior (text lines 3670-3675)."""
    gone(agency.superior)
    vacancy = found(agency, appraisal)
    assert (vacancy.role, vacancy.last) == (APPRAISER, agency.superior)
    assert vacancy.wanted == {APPRAISER: agency.head, REVIEWER: agency.mayor}
    assert vacancy.proposal.startswith("Pejabat penilai kinerja: Hendra Kepala; Atasan pejabat penilai")


def test_a_plt_of_the_unit_comes_first(agency, appraisal):
    gone(agency.superior)
    assign(agency.stranger, agency.section)
    assert found(agency, appraisal).wanted == {APPRAISER: agency.stranger}


def test_the_plt_is_never_proposed_for_his_own_appraisal(agency, appraisal):
    gone(agency.superior)
    assign(agency.staff, agency.section)
    assert found(agency, appraisal).wanted[APPRAISER] == agency.head


def test_an_inactive_reviewer_is_a_vacancy_of_his_own(agency, appraisal):
    gone(agency.head)
    vacancy = found(agency, appraisal)
    assert (vacancy.role, vacancy.last, vacancy.wanted) == (REVIEWER, agency.head, {REVIEWER: agency.mayor})
    Placement.objects.filter(employee=agency.head).update(superior=None)
    assert found(agency, appraisal).proposal.startswith("Belum ada usulan")


def test_nobody_above_the_mayor_is_no_vacancy(agency, appraisal):
    heads_own = Appraisal.objects.get(employee=agency.head)
    assert heads_own not in vacant_rows(Appraisal.objects.all(), today())
    assert appraisal not in vacant_rows(Appraisal.objects.all(), today())


def test_people_of_a_unit_who_lost_the_same_superior_stand_together(agency, appraisal):
    gone(agency.superior)
    rows = vacant_rows(parties.manageable(agency.unit_personnel.user), today())
    groups = [one for one in grouped(vacancies(rows, today())) if one.last == agency.superior]
    assert [(one.unit, len(one.vacancies), one.fillable) for one in groups] == [(agency.section, 2, True)]


# --- differences ----------------------------------------------------------------------
def listed(agency):
    """What differs; the database, which looks for those on the page, finds the very same."""
    rows = parties.manageable(agency.personnel.user)
    period = rows.first().period
    found = differences(period, rows, today=today())
    assert list(differing(period, rows, today=today())) == [one.appraisal for one in found]
    return {one.appraisal.employee: one for one in found}


def test_a_new_superior_in_the_placements_is_listed_and_never_written(agency, appraisal):
    assert listed(agency) == {}
    Placement.objects.filter(employee=agency.staff).update(superior=agency.head)
    difference = listed(agency)[agency.staff]
    assert difference.expected == {APPRAISER: agency.head, REVIEWER: agency.mayor}
    assert difference.lines[0] == ("Pejabat penilai kinerja", "Siti Atasan", "Hendra Kepala")
    assert appraisal.party(APPRAISER, today()).employee == agency.superior
    parties.change_parties(appraisal, difference.change(today()), by=agency.personnel)
    assert listed(agency) == {}


def test_another_unit_is_a_move_and_no_correction(agency, appraisal):
    Placement.objects.filter(employee=agency.staff).update(unit=agency.office)
    assert listed(agency)[agency.staff].moved_to == agency.office


def test_a_placement_without_superior_takes_nobody_away(agency, appraisal):
    Placement.objects.filter(employee=agency.staff).update(superior=None)
    assert agency.staff not in listed(agency)


def test_a_new_superior_above_the_superior_differs_in_the_reviewer_alone(agency, appraisal):
    Placement.objects.filter(employee=agency.superior).update(superior=agency.mayor)
    assert listed(agency)[agency.staff].expected == {REVIEWER: agency.mayor}


def test_a_superior_who_left_the_service_is_nobody_to_take_over(agency, appraisal):
    Placement.objects.filter(employee=agency.staff).update(superior=agency.stranger)
    Placement.objects.filter(employee=agency.stranger).update(superior=None)
    Employee.objects.filter(pk=agency.stranger.pk).update(active=False)
    assert agency.staff not in listed(agency)


# --- Plt and Plh ----------------------------------------------------------------------
def assign(person, unit, kind="PLT", *, by=None, days=30, reports_there=False):
    agency_personnel = by or Employee.objects.get(name="Dewi Kepegawaian")
    end = today() + timedelta(days=days) if days else None
    wanted = Delegation(unit, person, kind, today(), end, reports_there)
    return delegations.record(wanted, by=agency_personnel)


def test_a_plt_is_evaluated_where_he_reports_and_falls_back_afterwards(agency, appraisal):
    """Evaluation as Plt by the leader of the unit where he reports (text lines 3683-3688)."""
    last = today() + timedelta(days=30)
    placement = assign(agency.colleague, agency.office, reports_there=True)
    own = Appraisal.objects.get(employee=agency.colleague)
    assert placement.superior == agency.mayor
    assert own.party(APPRAISER, today()).employee == agency.mayor
    assert own.party(REVIEWER, today()) is None
    assert own.party(APPRAISER, last + timedelta(days=1)).employee == agency.superior
    assert own.party(REVIEWER, last + timedelta(days=1)).employee == agency.head
    assert standing.holds(
        Appraisal.objects.get(employee=agency.superior), APPRAISER, agency.colleague, today()
    )


def test_a_plh_keeps_his_own_superior(agency, appraisal):
    assign(agency.colleague, agency.office, "PLH", reports_there=True)
    own = Appraisal.objects.get(employee=agency.colleague)
    assert own.party(APPRAISER, today()).employee == agency.superior


def test_an_assignment_without_end_gives_back_when_it_is_ended(agency, appraisal):
    placement = assign(agency.colleague, agency.office, days=0, reports_there=True)
    delegations.end(placement, ends_on=today() + timedelta(days=3), by=agency.personnel)
    own = Appraisal.objects.get(employee=agency.colleague)
    assert own.party(APPRAISER, today() + timedelta(days=3)).employee == agency.mayor
    assert own.party(APPRAISER, today() + timedelta(days=4)).employee == agency.superior
    assert (
        not Party.objects.filter(appraisal=own, role=APPRAISER, ends_on=None)
        .exclude(employee=agency.superior)
        .exists()
    )


def test_a_unit_has_one_plt_at_a_time_who_is_not_its_head_nor_the_recorder(agency):
    assign(agency.stranger, agency.section)
    with pytest.raises(Refused, match="sudah tercatat: Joko Lain"):
        assign(agency.colleague, agency.section)
    with pytest.raises(Refused, match="pimpinan definitif"):
        assign(agency.head, agency.office)
    with pytest.raises(Refused, match="pengelola kepegawaian lain"):
        assign(agency.personnel, agency.office, by=agency.personnel)


def test_personnel_sees_the_assignments_of_its_own_units(agency):
    placement = assign(agency.stranger, agency.section)
    assert placement in delegations.visible_to(agency.unit_personnel.user)
    assert placement not in delegations.visible_to(agency.other_unit_personnel.user)
