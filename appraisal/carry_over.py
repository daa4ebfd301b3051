"""Targets of an earlier year taken into this year's draft, and targets linked to the superior's afterwards."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from appraisal import workflow
from appraisal.acts import record_act
from appraisal.models import (
    Appraisal,
    ClosedReason,
    PartyRole,
    TargetIndicator,
    WorkTarget,
)
from appraisal.workflow import Act, Refused
from employees.models import Employee

COPIED = ("aspect", "perspective", "text", "goal", "unit", "direction", "lower", "upper", "order")


def earlier(appraisal: Appraisal) -> QuerySet[Appraisal]:
    """The person's SKP of earlier years that hold anything."""
    rows = Appraisal.objects.filter(
        employee=appraisal.employee_id, period__ends_on__lt=appraisal.period.starts_on
    ).exclude(closed_reason=ClosedReason.OPENED_IN_ERROR)
    return rows.filter(Exists(WorkTarget.objects.filter(appraisal=OuterRef("pk"))))


def source(appraisal: Appraisal) -> Appraisal | None:
    """The latest of them."""
    return earlier(appraisal).select_related("period").order_by("-period__year", "-pk").first()


def missing(appraisal: Appraisal, found: Appraisal) -> list[WorkTarget]:
    """Targets of that year whose words do not stand in this SKP yet."""
    present = {words(text) for text in appraisal.targets.values_list("result", flat=True)}
    rows = found.targets.select_related("parent").prefetch_related("indicators")
    return [row for row in rows if words(row.result) not in present]


def words(text: str) -> str:
    """A result without the differences that mean nothing."""
    return " ".join(text.split()).casefold()


def copy(appraisal: Appraisal, *, by: Employee) -> int:
    """Put the targets of the earlier year behind what the draft holds, with their indicators. Nothing is
    overwritten; whose words are there already is left out. Returns how many came.

    The superior's result comes as text: it belongs to another year, and can be linked anew.

    Raises:
        Refused: the SKP is not open to this person, or there is no earlier one.
    """
    with workflow.editing(appraisal, "targets", by=by) as row:
        found = source(row)
        if found is None:
            raise Refused("Belum ada SKP tahun sebelumnya di aplikasi ini. Tulis rencana hasil kerja baru.")
        rows = missing(row, found)
        for number, one in enumerate(rows, row.targets.count()):
            target = WorkTarget.objects.create(
                appraisal=row, kind=one.kind, parent_text=one.intervened, result=one.result, order=number
            )
            TargetIndicator.objects.bulk_create(
                TargetIndicator(target=target, **{name: getattr(each, name) for name in COPIED})
                for each in one.indicators.all()
            )
        if rows:
            act = Act(by=by, at=timezone.now())
            record_act(row, "targets_copied", f"Rencana hasil kerja {found.period.year} disalin", act)
    return len(rows)


# --- linking to the superior's targets --------------------------------------------
def leaders_targets(appraisal: Appraisal) -> QuerySet[WorkTarget]:
    """What a target may serve: results of the appraiser and of the team leaders of today, of the same period; what
    it serves already; and those of whoever offered a role."""
    roles = (PartyRole.APPRAISER, PartyRole.TEAM_LEADER)
    leaders = appraisal.parties.on(timezone.localdate()).filter(role__in=roles).values("employee")
    theirs = Appraisal.objects.alive().filter(period=appraisal.period_id, employee__in=leaders)
    served = Q(children__appraisal=appraisal)
    offered = Q(
        matrix_cells__member=appraisal.employee_id,
        matrix_cells__offered_at__isnull=False,
        appraisal__period=appraisal.period_id,
    )
    rows = WorkTarget.objects.filter(Q(appraisal__in=theirs) | served | offered)
    return rows.select_related("appraisal__employee").distinct()


def unlinked(appraisal: Appraisal) -> QuerySet[WorkTarget]:
    """Targets without a link to a superior's."""
    return appraisal.targets.filter(parent__isnull=True)


def link(appraisal: Appraisal, chosen: dict[WorkTarget, WorkTarget], *, by: Employee, version: int) -> None:
    """Tie targets to the superior's results that they serve; drafting works before the superior has any.

    Raises:
        Refused: the SKP is not open to this person now.
        Conflict: its targets were saved in the meantime.
    """
    with workflow.editing(appraisal, "targets", by=by, version=version):
        for target, parent in chosen.items():
            target.parent, target.parent_text = parent, ""
            target.save(update_fields=["parent", "parent_text"])
