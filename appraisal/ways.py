"""What the SKP page offers beside writing: roles that wait, last year's targets, links upward, the matrix."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from appraisal import carry_over, offers
from appraisal.models import Appraisal, Party, PartyRole


@dataclass(frozen=True)
class Ways:
    """`waiting`: offered roles not taken yet; `earlier`: there is an SKP of an earlier year; `unlinked`: targets
    without a link; `has_matrix`: he leads somebody. Copying and linking is for whoever may write in the SKP."""

    waiting: int
    earlier: bool
    unlinked: int
    has_matrix: bool


def of(appraisal: Appraisal) -> Ways:
    """For one SKP, with one query."""
    led = Party.objects.on(timezone.localdate()).filter(
        role__in=(PartyRole.APPRAISER, PartyRole.TEAM_LEADER),
        appraisal__period=appraisal.period_id,
        employee=appraisal.employee_id,
    )
    offered = offers.waiting(appraisal).order_by().values("member").annotate(n=Count("pk")).values("n")
    unlinked = (
        carry_over.unlinked(appraisal).order_by().values("appraisal").annotate(n=Count("pk")).values("n")
    )
    earlier = carry_over.earlier(appraisal).exclude(pk=OuterRef("pk"))
    row = (
        Appraisal.objects.filter(pk=appraisal.pk)
        .values_list(
            Coalesce(Subquery(offered), 0), Exists(earlier), Coalesce(Subquery(unlinked), 0), Exists(led)
        )
        .get()
    )
    return Ways(*row)
