"""What every page knows, and that it asks the database only for what is printed."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, Permission
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone

from config.desk import context as page_context
from employees.models import Employee, Notification, User
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    employee = Employee.objects.create(
        kind=Employee.Kind.PNS, nip="199001012015031001", name="Rani Lestari", sort_name="rani lestari"
    )
    return User.objects.create_for(employee)


def context(user: User | AnonymousUser) -> dict[str, Any]:
    request = RequestFactory().get("/")
    request.user = user
    return page_context.agency(request)


def shown(source: str, user: User) -> str:
    return Template(source).render(Context(context(user)))


def test_a_visitor_learns_the_agency_and_nothing_of_an_inbox(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        known = context(AnonymousUser())
    assert known["AGENCY_NAME"]
    assert "INBOX_COUNT" not in known


def test_a_page_that_prints_no_count_asks_for_none(user: User, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert shown("{{ PERSONNEL_OFFICE }}", user) == "BKPSDM"


def test_only_ones_own_unread_lines_count(user: User, django_assert_num_queries) -> None:
    other = Employee.objects.create(kind=Employee.Kind.NON_ASN, name="Wali Kota", sort_name="wali kota")
    now = timezone.now()
    for number, (employee, read_at) in enumerate(
        [(user.employee, None), (user.employee, now), (other, None)]
    ):
        Notification.objects.create(employee=employee, key=str(number), title="x", read_at=read_at)
    with django_assert_num_queries(1):
        assert shown("{{ INBOX_COUNT }}", user) == "1"


def test_the_team_is_offered_to_the_superior_and_not_to_staff(agency: factories.Agency) -> None:
    appraisal = factories.make_appraisal(agency)
    offered = "{% if NAV_TEAM %}ya{% endif %}"
    assert shown(offered, factories.appraiser_of(appraisal).user) == "ya"
    assert shown(offered, appraisal.employee.user) == ""


@pytest.mark.parametrize("right", ["administer_agency", "administer_units", "audit"])
def test_the_desk_is_offered_to_those_who_work_there(user: User, right: str) -> None:
    assert shown("{% if NAV_DESK %}ya{% endif %}", user) == ""
    user.user_permissions.add(Permission.objects.get(content_type__app_label="employees", codename=right))
    fresh = User.objects.get(pk=user.pk)
    assert shown("{% if NAV_DESK %}ya{% endif %}", fresh) == "ya"
