"""`/bkd/riwayat/`: who did what to whose matters, who asked for which files and took them, what auditors read."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from appraisal.models import Appraisal
from config.desk import history_sources
from config.desk.history_forms import HistoryFilter, cursor_of
from config.desk.history_lines import PAGE, Asked, Line
from employees.desk_access import for_desk
from employees.http import Request, page
from employees.models import Employee, User
from employees.models.person import EmployeeQuerySet


@for_desk
@require_safe
def desk_history(request: Request) -> HttpResponse:
    """A page of the history, newest first; it changes nothing and is changed by nobody."""
    form = HistoryFilter(request.GET, among=findable(request.user))
    lines = history_sources.found(asked(request, form)) if form.is_valid() else []
    shown = lines[:PAGE]
    context: dict[str, Any] = {
        "form": form,
        "lines": shown,
        "next": bookmark(shown[-1]) if len(lines) > PAGE else "",
        "paged": "sesudah" in request.GET,
        "whole": sees_all(request.user),
    }
    return page(request, "desk/history.html", context)


def sees_all(user: User) -> bool:
    return user.is_auditor or user.has_perm("employees.administer_agency")


def findable(user: User) -> EmployeeQuerySet:
    """Whom one may look for by name: everybody, or the people of one's own units."""
    return Employee.objects.all() if sees_all(user) else Employee.objects.administered_by(user)


def asked(request: Request, form: HistoryFilter) -> Asked:
    """What the address asks for, within what this reader sees."""
    wanted, user = form.cleaned_data, request.user
    about: Employee | None = wanted["tentang"]
    years = Appraisal.objects.visible_to(user).filter(employee=about) if about else Appraisal.objects.none()
    return Asked(
        user=user,
        units=None if sees_all(user) else list(user.administered_units().values_list("pk", flat=True)),
        about=about,
        appraisals=tuple(years.values_list("pk", flat=True)),
        actor=wanted["oleh"],
        kind=wanted["jenis"],
        since=form.since,
        until=form.until,
        after=cursor_of(request.GET.get("sesudah", "")),
    )


def bookmark(line: Line) -> str:
    return f"{line.at.isoformat()}~{line.source}~{line.key}"
