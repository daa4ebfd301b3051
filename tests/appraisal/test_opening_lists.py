"""The lists of the dry run say of everybody what the plan says in words."""

from datetime import timedelta

import pytest
from django.utils import timezone

from appraisal import opening, opening_lists
from employees.models import Employee, Leave
from employees.models.person import LegalStatus
from tests import factories

pytestmark = pytest.mark.django_db


def test_who_is_opened_lacks_a_superior_or_is_left_out_is_the_same_in_the_list_and_in_the_plan(agency):
    period, today = factories.make_period(), timezone.localdate()
    opening.open_period(period, by=agency.personnel)
    lone, orphan, unplaced, retiring, absent = (factories.make_employee(login=False) for _ in range(5))
    gone = factories.make_employee(login=False, active=False)
    for person, superior in ((lone, None), (orphan, gone), (retiring, agency.superior)):
        factories.place(person, agency.section, superior)
    factories.place(absent, agency.section, agency.superior)
    factories.place(gone, agency.section, agency.superior)
    Employee.objects.filter(pk=retiring.pk).update(legal_status=LegalStatus.PRE_RETIREMENT)
    days = {"starts_on": today - timedelta(days=5), "ends_on": today + timedelta(days=5)}
    Leave.objects.create(employee=absent, kind=Leave.Kind.UNPAID, recorded_by=agency.personnel, **days)

    plan = opening.plan(period, today=today)
    lists = opening_lists.sorted_out(period, today=today)
    assert lists.to_open == [row.employee.pk for row in plan.to_open]
    assert set(lists.incomplete) == {row.employee.pk for row in plan.incomplete} == {lone.pk, orphan.pk}
    assert set(lists.left_out) == {row.employee.pk for row in plan.left_out}
    assert set(lists.left_out) == {unplaced.pk, retiring.pk, absent.pk}
    assert lists.already_open == plan.already_open > 0

    shown = opening.plan(period, today=today, only=lists.to_open[:1])
    assert shown.to_open == plan.to_open[:1]
