"""Hours of training as a condition of promotion: what was verified since the first year that the rule looks at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Q, QuerySet, Sum

from appraisal.promotion import Condition, Standard, Told, register
from employees.dates import dated
from employees.models import Placement
from training.models import Certificate


def _first(found: Standard) -> date:
    return date(found.years[0], 1, 1)


def _counted(found: Standard) -> QuerySet[Certificate]:
    return (
        Certificate.objects.verified().filter(ends_on__gte=_first(found), ends_on__lte=found.day).order_by()
    )


def _met(found: Standard) -> Q:
    summed = _counted(found).values("employee").annotate(n=Sum("verified_hours"))
    return Q(employee__in=summed.filter(n__gte=found.rule.hours).values("employee"))


def _told(found: Standard, posts: Sequence[Placement]) -> dict[int, Told]:
    rows = _counted(found).filter(employee__in=[post.employee_id for post in posts])
    done = dict(rows.values_list("employee").annotate(n=Sum("verified_hours")))
    wanted = found.rule.hours
    return {
        post.employee_id: Told(f"{hours} dari {wanted} JP", f"Kurang {wanted - hours} JP.")
        for post in posts
        for hours in [done.get(post.employee_id, 0)]
    }


register(
    Condition(
        "jp",
        "JP",
        label=lambda found: (
            f"Paling sedikit {found.rule.hours} JP terverifikasi sejak {dated(_first(found))}"
        ),
        asked=lambda found: found.rule.hours > 0,
        met=_met,
        told=_told,
    )
)
