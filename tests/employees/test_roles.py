import importlib

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import connection

from employees import roles
from employees.models import Employee, User

pytestmark = pytest.mark.django_db

migration = importlib.import_module("employees.migrations.0002_make_groups")


def granted(name: str) -> set[str]:
    return set(Group.objects.get(name=name).permissions.values_list("codename", flat=True))


def a_user() -> User:
    person = Employee.objects.create(
        kind="PNS", nip="199001012015031001", name="Rahma", sort_name="rahma", birth_date="1990-01-01"
    )
    return User.objects.create_for(person)


@pytest.mark.parametrize("name", roles.PERMISSIONS)
def test_the_migration_made_each_group_with_exactly_its_permissions(name: str) -> None:
    if not Group.objects.exists():  # a transactional test before this one emptied what migrations made
        with connection.schema_editor() as editor:
            migration.create_groups(apps, editor)
    assert granted(name) == set(roles.PERMISSIONS[name])


def test_the_migration_runs_backward_and_forward_again() -> None:
    with connection.schema_editor() as editor:
        migration.delete_groups(apps, editor)
        assert not Group.objects.filter(name__in=roles.PERMISSIONS).exists()
        migration.create_groups(apps, editor)
    assert {name: granted(name) for name in roles.PERMISSIONS} == {
        name: set(codenames) for name, codenames in roles.PERMISSIONS.items()
    }


@pytest.mark.parametrize(
    ("name", "personnel", "agency", "auditor"),
    [
        (roles.PERSONNEL, True, True, False),
        (roles.UNIT_PERSONNEL, True, False, False),
        (roles.AUDITOR, False, False, True),
    ],
)
def test_a_role_grants_its_rights_and_no_other(
    name: str, personnel: bool, agency: bool, auditor: bool
) -> None:
    user = a_user()
    assert not user.is_personnel
    assert not user.is_auditor
    roles.assign(user, name)
    user = User.objects.get(pk=user.pk)
    assert user.is_personnel is personnel
    assert user.has_perm("employees.administer_agency") is agency
    assert user.is_auditor is auditor


def test_a_group_that_was_flushed_comes_back_with_its_permissions() -> None:
    Group.objects.all().delete()
    roles.assign(a_user(), roles.AUDITOR)
    assert granted(roles.AUDITOR) == {"audit"}
