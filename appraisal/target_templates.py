"""Target templates per position, applied to the drafts of many people at once; never to what is proposed or set."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from appraisal.carry_over import words
from appraisal.models import (
    Appraisal,
    AppraisalStatus,
    Event,
    Party,
    PartyRole,
    TargetIndicator,
    TargetTemplate,
    WorkTarget,
)
from appraisal.teams import leads_somebody
from appraisal.workflow import Conflict
from employees.models import User
from employees.notifications import Line, notify_all

MOST_PEOPLE = 500
HERE_ALREADY = "Sudah ada di SKP-nya."


@dataclass(frozen=True)
class Applied:
    """What happened to one person; `reason` "" means the target was added."""

    appraisal: Appraisal
    reason: str


@transaction.atomic
def save(template: TargetTemplate, *, version: int) -> TargetTemplate:
    """Keep a template as the form filled it.

    Raises:
        Conflict: somebody saved it meanwhile.
    """
    kept = TargetTemplate.objects.select_for_update().filter(pk=template.pk)
    stands = kept.values_list("version", flat=True).first() or 0
    if version != stands:
        raise Conflict(stands)
    template.version = stands + 1
    template.save()
    return template


def may_use(user: User) -> bool:
    """Superiors and personnel."""
    return user.is_personnel or leads_somebody(user.employee)


def visible_to(user: User) -> QuerySet[TargetTemplate]:
    """A template holds nobody's data: everybody who may use some may use all."""
    return TargetTemplate.objects.all() if may_use(user) else TargetTemplate.objects.none()


def may_change(template: TargetTemplate, user: User) -> bool:
    """Its maker, and personnel of the agency."""
    return template.made_by_id == user.employee_id or user.has_perm("employees.administer_agency")


def people(user: User, template: TargetTemplate) -> QuerySet[Appraisal]:
    """Living appraisals of holders of the post whom this user appraises or administers, never his own."""
    today = timezone.localdate()
    party = Party.objects.on(today).filter(appraisal=OuterRef("pk"))
    appraised = Exists(party.filter(role=PartyRole.APPRAISER, employee=user.employee_id))
    holder = Exists(party.filter(role=PartyRole.APPRAISEE, position__iexact=template.position_title.strip()))
    mine = Q(appraised) | Q(unit__in=user.administered_units().values("pk"))
    rows = Appraisal.objects.alive().filter(mine, holder).exclude(employee=user.employee_id)
    return rows.select_related("employee", "unit", "period").order_by("employee__sort_name", "pk")


@transaction.atomic
def apply(template: TargetTemplate, chosen: Collection[UUID], *, by: User) -> list[Applied]:
    """Add the target to each chosen draft; applying it twice adds nothing. A constant number of queries."""
    rows = list(people(by, template).filter(uuid__in=chosen).select_for_update(of=("self",), no_key=True))
    present = _present(rows, template)
    results = [Applied(row, _reason(row, present)) for row in rows]
    _add(template, [one.appraisal for one in results if not one.reason], by)
    return results


def _present(rows: list[Appraisal], template: TargetTemplate) -> set[int]:
    held = WorkTarget.objects.filter(appraisal__in=rows).values_list("appraisal", "result")
    return {appraisal for appraisal, result in held if words(result) == words(template.result)}


def _reason(row: Appraisal, present: set[int]) -> str:
    if row.status != AppraisalStatus.PLANNING:
        return f"SKP-nya bukan draf lagi: {row.get_status_display().lower()}."
    return HERE_ALREADY if row.pk in present else ""


def _add(template: TargetTemplate, rows: list[Appraisal], by: User) -> None:
    counted = WorkTarget.objects.filter(appraisal__in=rows, kind=template.kind).order_by()
    orders = dict(counted.values_list("appraisal").annotate(Count("pk")))
    targets = WorkTarget.objects.bulk_create(
        WorkTarget(appraisal=row, kind=template.kind, result=template.result, order=orders.get(row.pk, 0))
        for row in rows
    )
    TargetIndicator.objects.bulk_create(
        TargetIndicator(
            target=target, text=template.indicator, goal=template.goal, unit=template.unit,
            aspect="" if target.appraisal.leads else template.aspect,
            direction=template.direction, lower=template.lower, upper=template.upper,
        )
        for target in targets
    )  # fmt: skip
    for row in rows:
        row.versions["targets"] = row.version("targets") + 1
    Appraisal.objects.bulk_update(rows, ["versions"])
    _tell(template, rows, by)


def _tell(template: TargetTemplate, rows: list[Appraisal], by: User) -> None:
    person = by.employee
    Event.objects.bulk_create(
        Event(
            appraisal=row, action="template_applied", label="Rencana hasil kerja dari templat ditambahkan",
            actor=person, actor_name=person.full_name, from_status=row.status, to_status=row.status,
            note=template.result,
        )
        for row in rows
    )  # fmt: skip
    notify_all(
        Line(
            row.employee,
            key=f"template:{template.uuid}:{row.uuid}",
            title="Rencana hasil kerja dari templat masuk ke draf SKP Anda",
            body="Periksa dan sesuaikan sebelum diajukan.",
            url=row.get_absolute_url(),
        )
        for row in rows
    )
