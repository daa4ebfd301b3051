"""What every page knows: the agency's name, what waits in the inbox, which entries the menu offers."""

import tomllib
from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from appraisal.models import Party, PartyRole
from employees.models import Notification, User

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
    return context | {
        "INBOX_COUNT": SimpleLazyObject(partial(unread, user)),
        "NAV_TEAM": SimpleLazyObject(partial(rates_somebody, user)),
        "NAV_DESK": SimpleLazyObject(partial(works_at_the_desk, user)),
    }


def unread(user: User) -> int:
    """Lines of the inbox that were not opened yet."""
    return Notification.objects.filter(employee=user.employee_id, read_at__isnull=True).count()


def rates_somebody(user: User) -> bool:
    """Whether 'Tim saya' is offered: to appraisers, reviewers and team leaders, former ones too."""
    return Party.objects.filter(employee=user.employee_id).exclude(role=PartyRole.APPRAISEE).exists()


def works_at_the_desk(user: User) -> bool:
    """Whether 'Kepegawaian' is offered; each page behind it asks again for itself."""
    return user.is_personnel or user.is_auditor
