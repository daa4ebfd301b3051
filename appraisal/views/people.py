"""Fetching a person whose years somebody may look at."""

from __future__ import annotations

import uuid as uuid_module

from django.shortcuts import get_object_or_404

from appraisal.models import Appraisal
from employees.http import Request
from employees.models import Employee


def person_or_404(request: Request, uuid: uuid_module.UUID) -> Employee:
    """Somebody of whom this user may open an appraisal at all, or oneself; which years show is asked a year."""
    visible = Appraisal.objects.visible_to(request.user)
    people = Employee.objects.filter(pk__in=visible.values("employee")) | Employee.objects.filter(
        pk=request.user.employee_id
    )
    return get_object_or_404(people, uuid=uuid)
