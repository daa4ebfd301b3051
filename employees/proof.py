"""Whether somebody proved lately who they are: before personal data leave the application (security.md, ASVS 7.5.3)."""

from __future__ import annotations

import time

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from django.conf import settings

from employees.http import Request


def is_old(request: Request) -> bool:
    """The last sign-in, code or password is longer ago than `STEP_UP_MINUTES`; who has no password is not asked."""
    if not settings.STEP_UP_MINUTES or not request.user.has_usable_password():
        return False
    given = [float(one["at"]) for one in get_authentication_records(request, request.user)]
    return time.time() - max(given, default=0.0) > float(settings.STEP_UP_MINUTES * 60)


def renew(request: Request) -> None:
    """The password was typed again and right; what follows within the next minutes needs no other."""
    reauthenticate_by_password(request)
