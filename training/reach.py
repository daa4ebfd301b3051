"""Whose training somebody may read, and whose superior somebody is today."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from appraisal.models import Appraisal, Party, PartyRole
from employees.models import Employee, User

MOST_LED = 100_000
SUPERIORS = (PartyRole.APPRAISER, PartyRole.REVIEWER)


def current(on: date | None = None) -> QuerySet[Appraisal]:
    """The appraisal of each person that counts on a day: the latest that has begun and is not closed."""
    day = on or timezone.localdate()
    begun = Appraisal.objects.alive().filter(period__starts_on__lte=day)
    later = begun.filter(employee=OuterRef("employee"), period__year__gt=OuterRef("period__year"))
    return begun.filter(~Exists(later))


def led(employee_id: int, roles: tuple[PartyRole, ...] = (PartyRole.APPRAISER,)) -> QuerySet[Appraisal]:
    """The current appraisals of people whose superior somebody is today, himself or as Plt or Plh.

    The limit keeps PostgreSQL from planning the question of whose superior anew for every appraisal there is.
    """
    acting = Party.objects.acting(employee_id, timezone.localdate()).filter(role__in=roles)
    return current().filter(pk__in=acting.values("appraisal")[:MOST_LED]).exclude(employee=employee_id)


def led_by(employee_id: int, roles: tuple[PartyRole, ...] = (PartyRole.APPRAISER,)) -> QuerySet[Employee]:
    """The people of `led`."""
    return Employee.objects.filter(pk__in=led(employee_id, roles).values("employee"))


def readable(user: User) -> QuerySet[Employee]:
    """Those led, those of the units where one does personnel work; everybody for an auditor. Oneself apart."""
    others = Employee.objects.exclude(pk=user.employee_id)
    if user.is_auditor or user.has_perm("employees.administer_agency"):
        return others
    seen = Q(pk__in=led_by(user.employee_id, SUPERIORS).values("pk"))
    if user.is_personnel:
        seen |= Q(pk__in=administered(user).values("pk"))
    return others.filter(seen)


def administered(user: User) -> QuerySet[Employee]:
    """People for whom this user does personnel work: never oneself."""
    if not user.is_personnel:
        return Employee.objects.none()
    return Employee.objects.administered_by(user).exclude(pk=user.employee_id)


def decided_by(user: User, people: Collection[int] | None = None) -> QuerySet[Employee]:
    """Those for whose training this user answers: one's people; for personnel those whose superior has no account.

    `people`: the keys of one's people where the caller asked for them already. A question that holds both at once can
    be planned so badly on tables without statistics that it outlasts the limit of a statement.
    """
    mine = Q(pk__in=led_by(user.employee_id).values("pk") if people is None else people)
    if user.is_personnel:
        mine |= Q(pk__in=administered(user).exclude(pk__in=with_superior()).values("pk"))
    return Employee.objects.filter(mine)


def with_superior() -> QuerySet[Appraisal, int]:
    """Ids of people whose appraiser of today can sign in."""
    held = Party.objects.on(timezone.localdate()).filter(
        appraisal=OuterRef("pk"),
        role=PartyRole.APPRAISER,
        employee__user__is_active=True,
        employee__active=True,
    )
    return current().filter(Exists(held)).values_list("employee", flat=True)


def answers_for(user: User, employee: Employee) -> bool:
    """Whether this user decides about the training of this person."""
    return decided_by(user).filter(pk=employee.pk).exists()


def superior_of(employee: Employee) -> Employee | None:
    """The appraiser of today who can sign in: whom to ask."""
    row = current().filter(employee=employee).first()
    party = row.party(PartyRole.APPRAISER, timezone.localdate()) if row else None
    if party is None or not hasattr(party.employee, "user"):
        return None
    return party.employee
