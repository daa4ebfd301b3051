"""Who may administer: three groups of permissions, made by a migration.

Which units the unit personnel answer for stands in `User.units`.
"""

from django.contrib.auth.models import Permission

from employees.models import Group, User

PERSONNEL = "personnel"
UNIT_PERSONNEL = "unit_personnel"
AUDITOR = "auditor"

# Group name to codenames of the permissions that `User.Meta` declares.
PERMISSIONS: dict[str, tuple[str, ...]] = {
    PERSONNEL: ("administer_agency", "administer_units"),
    UNIT_PERSONNEL: ("administer_units",),
    AUDITOR: ("audit",),
}


def group(name: str) -> Group:
    """The group with its permissions, made anew where a flushed database has lost it."""
    found, made = Group.objects.get_or_create(name=name)
    if made:
        wanted = Permission.objects.filter(
            content_type__app_label="employees", codename__in=PERMISSIONS[name]
        )
        found.permissions.set(wanted)
    return found


def assign(user: User, name: str) -> None:
    """Put somebody into one of the three groups."""
    user.groups.add(group(name))
