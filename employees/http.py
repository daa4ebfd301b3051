"""A request of somebody who is signed in, typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

if TYPE_CHECKING:
    from django.forms import BaseForm
    from django_htmx.middleware import HtmxDetails

    from employees.models import User

INVALID = 422  # what was sent cannot be taken; `repeated_forms` then undoes and forgets the submission
CONFLICT = 409


class Request(HttpRequest):
    """What every view behind the sign-in gets."""

    user: User
    htmx: HtmxDetails
    live: str  # of a page that renews itself (employees.live)
    typed: list[BaseForm]  # what a refusal shows again (see appraisal.views.shared)


def page(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, *, invalid: bool = False
) -> HttpResponse:
    """A page; `invalid` answers 422, as every refused form must."""
    return render(request, template, context, status=INVALID if invalid else 200)
