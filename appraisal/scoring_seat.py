"""As whom somebody scores a team: himself, or personnel for a superior without an account (`?penilai=`)."""

from __future__ import annotations

import uuid as uuid_module
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count
from django.http import Http404
from django.urls import reverse

from appraisal import to_record
from appraisal.models import EvaluationStatus, Party, PartyRole, Period, WindowCode
from employees.models import Employee, User

PARAMETER = "penilai"


@dataclass(frozen=True)
class Seat:
    """Who writes, and whose ratings they are."""

    by: Employee
    principal: Employee

    @property
    def behind(self) -> Employee | None:
        """The superior for whom personnel write; None for one's own."""
        return self.principal if self.principal.pk != self.by.pk else None

    @property
    def query(self) -> str:
        """What the addresses of the grid carry on: '?penilai=…', or nothing."""
        return "?" + urlencode({PARAMETER: self.principal.uuid}) if self.behind else ""


def seat_or_404(user: User, wanted: str) -> Seat:
    """The seat that was asked for; which people are behind it is for `scoring.team` to say.

    Raises:
        Http404: it is not for this user, or nobody's.
    """
    if not wanted:
        return Seat(user.employee, user.employee)
    try:
        rows = Employee.objects.filter(uuid=uuid_module.UUID(wanted), kind=Employee.Kind.NON_ASN)
    except ValueError:
        raise Http404 from None
    found = rows.first() if user.is_personnel else None
    if found is None:
        raise Http404
    return Seat(user.employee, found)


@dataclass(frozen=True)
class Grid:
    """A window in which people wait for the rating of a superior without an account."""

    principal: Employee
    year: int
    code: WindowCode
    people: int

    def __str__(self) -> str:
        return f"{self.code.label} {self.year}"

    @property
    def url(self) -> str:
        asked = urlencode({PARAMETER: self.principal.uuid})
        return f"{reverse('scoring', args=[self.year, self.code.value])}?{asked}"


def grids(user: User, today: date) -> list[Grid]:
    """The grids that personnel of these units may open, with how many people wait there; two queries."""
    held = Party.objects.on(today).filter(role=PartyRole.APPRAISER, employee__kind=Employee.Kind.NON_ASN)
    held = held.filter(appraisal__in=to_record.recordable(user).values("pk"))
    waiting = held.filter(appraisal__evaluations__status=EvaluationStatus.ASSESSED).exclude(
        appraisal__period__status=Period.Status.CLOSED
    )
    keys = ("employee", "appraisal__period__year", "appraisal__evaluations__window")
    counted = waiting.order_by(*keys).values_list(*keys).annotate(people=Count("appraisal", distinct=True))
    people = Employee.objects.in_bulk([row[0] for row in counted])
    return [Grid(people[who], year, WindowCode(code), number) for who, year, code, number in counted]
