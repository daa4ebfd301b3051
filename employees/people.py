"""What personnel do with one person by hand: contact, and whether somebody still takes part."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from employees import accounts
from employees.activation import in_care_of
from employees.models import Employee, User
from employees.models.person import EmployeeQuerySet
from employees.notifications import notify


def changeable(by: User) -> EmployeeQuerySet:
    """Whom this user may change: whose account he may touch, because a password link goes to the address."""
    return in_care_of(by)


@transaction.atomic
def change_contact(person: Employee, *, by: Employee) -> None:
    """Save what `ContactForm` put into the row, for the account too, and tell the person."""
    person.save(update_fields=["name", "sort_name", "front_title", "back_title", "email", "phone"])
    changed = User.objects.filter(employee=person).exclude(email=person.email).update(email=person.email)
    if changed:
        notify(
            person,
            key=f"contact:{person.uuid}:{timezone.now():%Y%m%d%H%M%S%f}",
            title="Alamat surel Anda diubah oleh pengelola kepegawaian",
            body=f"{by} mengisi alamat surel {person.email or '(kosong)'}. Bila keliru, hubungi pengelola "
            "kepegawaian.",
            always=True,
        )


@transaction.atomic
def deactivate(person: Employee, *, by: Employee, reason: str) -> None:
    """Take somebody out of service: no more sign-in, every session ends. The reason stays with the person."""
    person.active, person.inactive_reason = False, reason
    person.inactive_at, person.inactive_by = timezone.now(), by
    person.save(update_fields=["active", "inactive_reason", "inactive_at", "inactive_by"])
    user = User.objects.filter(employee=person).first()
    if user is not None:
        accounts.deactivate(user)


@transaction.atomic
def reactivate(person: Employee) -> None:
    """Undo `deactivate`: the account opens with its old password."""
    person.active, person.inactive_reason = True, ""
    person.inactive_at = person.inactive_by = None
    person.save(update_fields=["active", "inactive_reason", "inactive_at", "inactive_by"])
    User.objects.filter(employee=person).update(is_active=True)
