"""Year over year on one page: one's own, and somebody's as far as his results may be read."""

from __future__ import annotations

import uuid as uuid_module

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from appraisal.views.people import person_or_404
from appraisal.year_comparison import Chart, years_of
from employees.http import Request, page
from employees.models import Employee


@require_GET
def years(request: Request) -> HttpResponse:
    """My own years."""
    return _page(request, request.user.employee)


@require_GET
def years_of_person(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Somebody's years."""
    return _page(request, person_or_404(request, uuid))


def _page(request: Request, person: Employee) -> HttpResponse:
    found = years_of(person, request.user)
    context = {
        "person": person,
        "own": person.pk == request.user.employee_id,
        "years": found,
        "chart": Chart.of(found),
        "credited": any(year.credit for year in found),
        "periodic": any(year.periodic for year in found),
    }
    return page(request, "appraisal/years.html", context)
