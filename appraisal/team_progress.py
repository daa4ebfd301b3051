"""What a team's members owe it and how far they are; shown of each appraisal that the reader may open."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Max, Q
from django.utils import timezone

from appraisal.models import Appraisal, Period, WorkTarget
from employees.models import Membership, Team, User


@dataclass(frozen=True)
class Member:
    """One membership; `targets` carry `entries` (count), `latest` (day) and `calls` (help wanted)."""

    membership: Membership
    ended: bool
    appraisal: Appraisal | None = None
    targets: list[WorkTarget] = field(default_factory=list)


def members(team: Team, rows: list[Membership], user: User) -> list[Member]:
    """Each membership with the targets that serve the team's leader; two queries however many there are."""
    today = timezone.localdate()
    appraisals = _visible(rows, user)
    targets: dict[int, list[WorkTarget]] = {}
    for target in _targets(team, appraisals):
        targets.setdefault(target.appraisal_id, []).append(target)
    return [_member(row, today, appraisals.get(row.employee_id), targets) for row in rows]


def _member(
    row: Membership, today: date, appraisal: Appraisal | None, targets: dict[int, list[WorkTarget]]
) -> Member:
    ended = row.ends_on is not None and row.ends_on < today
    owed = targets.get(appraisal.pk, []) if appraisal else []
    return Member(row, ended, appraisal, owed)


def _visible(rows: list[Membership], user: User) -> dict[int, Appraisal]:
    """By person, the latest living appraisal that this user may open."""
    seen = Appraisal.objects.visible_to(user).alive().filter(employee__in={row.employee_id for row in rows})
    return {row.employee_id: row for row in seen.select_related("period").order_by("period__year", "pk")}


def _targets(team: Team, appraisals: dict[int, Appraisal]) -> list[WorkTarget]:
    """Those that were taken from the team's matrix, or serve a result of its leader (text lines 1996-2012)."""
    serves = Q(taken_from__team=team) | Q(parent__appraisal__employee=team.leader_id)
    rows = WorkTarget.objects.filter(serves, appraisal__in=appraisals.values())
    wants = Q(progress__help_wanted=True, progress__helped_at__isnull=True)
    counted = rows.annotate(
        entries=Count("progress", distinct=True),
        latest=Max("progress__day"),
        calls=Count("progress", filter=wants, distinct=True),
    )
    return list(counted.prefetch_related("indicators").order_by("appraisal", "-kind", "order", "pk"))


def leaders_appraisal(team: Team) -> Appraisal | None:
    """Where the team's matrix stands: the leader's own appraisal of the running year."""
    rows = Appraisal.objects.alive().filter(employee=team.leader_id, period__status=Period.Status.OPEN)
    return rows.order_by("-period__year").first()
