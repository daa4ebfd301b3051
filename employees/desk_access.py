"""Who may come to the desk: personnel of the agency or of a subtree, and auditors as readers."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from employees.http import Request
from employees.models import Unit, User
from employees.models.unit import UnitQuerySet

P = ParamSpec("P")
View = Callable[Concatenate[Request, P], HttpResponse]


def for_desk(view: View[P]) -> View[P]:
    """Personnel of the agency or a unit, and auditors; 403 for everybody else."""

    @wraps(view)
    def guarded(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not (request.user.is_personnel or request.user.is_auditor):
            raise PermissionDenied("Halaman ini untuk pengelola kepegawaian.")
        return view(request, *args, **kwargs)

    return guarded


def for_agency(view: View[P]) -> View[P]:
    """Personnel of the whole agency; 403 for everybody else."""

    @wraps(view)
    def guarded(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.has_perm("employees.administer_agency"):
            raise PermissionDenied("Halaman ini untuk admin kepegawaian instansi.")
        return view(request, *args, **kwargs)

    return guarded


def desk_units(user: User) -> UnitQuerySet:
    """Units whose progress this user reads at the desk: all for an auditor, else where they do personnel work."""
    return Unit.objects.all() if user.is_auditor else user.administered_units()
