"""What a team's members owe it and how far they are: for the team's leader, and for whoever may open the appraisal.

The leader sees the targets of his team and the progress on them here and nothing else of the appraisal (product.md).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Count, Prefetch, Q
from django.utils import timezone

from appraisal.models import Appraisal, Evaluation, PartyRole, Period, ProgressEntry, WorkTarget
from appraisal.models.appraisal import AppraisalQuerySet
from employees.models import Membership, Team, User


@dataclass(frozen=True)
class Member:
    """One membership. `open`: the reader may open the whole appraisal; `targets` carry `calls` (help wanted) and
    `told` (entries, the latest first). `led`, `evaluations`: what the reader leads, and may propose ratings for."""

    membership: Membership
    ended: bool
    appraisal: Appraisal | None = None
    open: bool = False
    targets: list[WorkTarget] = field(default_factory=list)
    led: bool = False
    evaluations: list[Evaluation] = field(default_factory=list)


def members(team: Team, rows: list[Membership], user: User) -> list[Member]:
    """Each membership with the targets that serve the team; the number of queries does not depend on theirs."""
    today = timezone.localdate()
    people = {row.employee_id for row in rows}
    may_open = _latest(Appraisal.objects.visible_to(user), people)
    led = {}
    if team.leader_id == user.employee_id:
        held = Appraisal.objects.with_party(PartyRole.TEAM_LEADER, user.employee_id, today)
        led = _latest(held, people)
    shown = led | may_open
    targets: dict[int, list[WorkTarget]] = {}
    for target in _targets(team, shown):
        targets.setdefault(target.appraisal_id, []).append(target)
    return [
        Member(
            membership=row,
            ended=row.ends_on is not None and row.ends_on < today,
            appraisal=shown.get(row.employee_id),
            open=row.employee_id in may_open,
            targets=targets.get(shown[row.employee_id].pk, []) if row.employee_id in shown else [],
        )
        for row in rows
    ]


def _latest(rows: AppraisalQuerySet, people: set[int]) -> dict[int, Appraisal]:
    """By person, the living appraisal of the latest year."""
    found = rows.alive().filter(employee__in=people).order_by("period__year", "pk")
    return {row.employee_id: row for row in found}


def owed(team: Team, appraisal: Appraisal) -> list[WorkTarget]:
    """What one appraisal owes to the team, with the progress on it."""
    return _targets(team, {appraisal.employee_id: appraisal})


def _targets(team: Team, appraisals: dict[int, Appraisal]) -> list[WorkTarget]:
    """Those that were taken from the team's matrix, or serve a result of its leader (text lines 1996-2012)."""
    serves = Q(taken_from__team=team) | Q(parent__appraisal__employee=team.leader_id)
    rows = WorkTarget.objects.filter(serves, appraisal__in=appraisals.values())
    wants = Q(progress__help_wanted=True, progress__helped_at__isnull=True)
    entries = ProgressEntry.objects.select_related("indicator").order_by("-day", "-pk")
    told = rows.annotate(calls=Count("progress", filter=wants, distinct=True)).prefetch_related(
        "indicators", Prefetch("progress", entries, to_attr="told")
    )
    return list(told.order_by("appraisal", "-kind", "order", "pk"))


def leaders_appraisal(team: Team) -> Appraisal | None:
    """Where the team's matrix stands: the leader's own appraisal of the running year."""
    rows = Appraisal.objects.alive().filter(employee=team.leader_id, period__status=Period.Status.OPEN)
    return rows.order_by("-period__year").first()
