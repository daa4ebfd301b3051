"""What the SKP page offers beside writing: roles that wait, last year's targets, links upward, the matrix."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from appraisal import carry_over, offers, workflow
from appraisal.models import Appraisal, Party, PartyRole
from employees.models import Employee


@dataclass(frozen=True)
class Ways:
    """`waiting`: offered roles not taken yet; `unlinked`: targets without a link; `has_matrix`: he leads somebody."""

    waiting: int
    may_copy: bool
    unlinked: int
    has_matrix: bool


def of(appraisal: Appraisal, reader: Employee) -> Ways:
    """For one SKP; copies and links are offered to whoever may change its targets now."""
    is_open = not workflow.editing_refusal(appraisal, "targets", reader)
    held = Party.objects.on(timezone.localdate()).filter(
        role__in=(PartyRole.APPRAISER, PartyRole.TEAM_LEADER), appraisal__period=appraisal.period_id
    )
    return Ways(
        waiting=offers.waiting(appraisal).count(),
        may_copy=is_open and carry_over.source(appraisal) is not None,
        unlinked=carry_over.unlinked(appraisal).count() if is_open else 0,
        has_matrix=held.filter(employee=appraisal.employee_id).exists(),
    )
