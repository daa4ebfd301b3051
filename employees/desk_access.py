"""Who may come to the desk: personnel of the agency or of a subtree; auditors and heads of units as readers."""

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


def for_readers(view: View[P]) -> View[P]:
    """Also for heads of units (pimpinan), who read figures of their subtree; 403 for everybody else."""

    @wraps(view)
    def guarded(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        user = request.user
        if not (user.is_personnel or user.is_auditor or leads(user)):
            raise PermissionDenied("Halaman ini untuk pengelola kepegawaian dan pimpinan unit.")
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


def leads(user: User) -> bool:
    """Whether somebody heads a unit."""
    return Unit.objects.filter(head=user.employee_id).exists()


def only_leads(user: User) -> bool:
    """Whether somebody is at the desk as a head alone: figures and status, results once they are final."""
    return not (user.is_personnel or user.is_auditor)


def read_units(user: User) -> UnitQuerySet:
    """Those of `desk_units`, and for a head of units the subtrees below them."""
    return Unit.objects.headed_by(user.employee_id) if only_leads(user) else desk_units(user)
