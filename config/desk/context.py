"""What every page knows: the agency's name, what waits in the inbox, which entries the menu offers."""

import tomllib
from functools import cache, partial
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from appraisal.models import Party, PartyRole
from employees.models import Employee, Notification, Unit, User

VERSION: str = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]["version"]


def agency(request: HttpRequest) -> dict[str, Any]:
    """Names and switches of this deployment; the database is asked only for what a template prints."""
    context: dict[str, Any] = {
        "AGENCY_NAME": settings.AGENCY_NAME,
        "PERSONNEL_OFFICE": settings.PERSONNEL_OFFICE,
        "DEMO": settings.DEMO,
        "VERSION": VERSION,
    }
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return context
    header = cache(partial(unread_and_rates, user))
    return context | {
        "INBOX_COUNT": SimpleLazyObject(lambda: header()[0]),
        "NAV_TEAM": SimpleLazyObject(lambda: header()[1]),
        "NAV_DESK": SimpleLazyObject(partial(works_at_the_desk, user)),
        "NAV_UNIT": SimpleLazyObject(lambda: header()[2]),
    }


def unread_and_rates(user: User) -> tuple[int, bool, bool]:
    """What the header of nearly every page asks, in one query: lines of the inbox not opened yet, whether 'Tim saya'
    is offered (to appraisers, reviewers and team leaders, former ones too), and whether 'Unit saya' (to heads)."""
    lines = Notification.objects.filter(employee=OuterRef("pk"), read_at__isnull=True).order_by()
    unread = lines.values("employee").annotate(count=Count("pk")).values("count")
    rates = Party.objects.filter(employee=OuterRef("pk")).exclude(role=PartyRole.APPRAISEE)
    found = Employee.objects.filter(pk=user.employee_id)
    heads = Unit.objects.filter(head=OuterRef("pk"))
    count, offered, unit = found.values_list(
        Coalesce(Subquery(unread), 0), Exists(rates), Exists(heads)
    ).get()
    return count, offered, unit


def works_at_the_desk(user: User) -> bool:
    """Whether 'Kepegawaian' is offered; each page behind it asks again for itself."""
    return user.is_personnel or user.is_auditor
