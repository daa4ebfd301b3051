"""Work teams (tim kerja): who manages and who sees them, and whom they make a team leader in which appraisal.

A team's leader becomes a dated TEAM_LEADER party in the appraisals of its members (text lines 1928-1932,
1977-2012). Writing those rows is in `appraisal.team_changes`; a newly opened year asks `led_by` here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from appraisal.models import Appraisal, Party, PartyRole
from employees.models import Employee, Membership, Team, Unit, User


@dataclass(frozen=True)
class Leading:
    """Somebody leads a member from a day to a day; both count, no end means until further notice."""

    leader: Employee
    starts_on: date
    ends_on: date | None


def managed_units(user: User) -> QuerySet[Unit]:
    """Where this user keeps teams: as personnel, or as head of a unit, below it too."""
    if user.has_perm("employees.administer_agency"):
        return Unit.objects.all()
    scope = Q(pk__in=user.administered_units().values("pk"))
    for path in Unit.objects.filter(head=user.employee_id).values_list("path", flat=True):
        scope |= Q(path__startswith=path)
    return Unit.objects.filter(scope)


def managed_by(user: User) -> QuerySet[Team]:
    return Team.objects.filter(unit__in=managed_units(user).values("pk"))


def visible_to(user: User) -> QuerySet[Team]:
    """Teams that this user manages, leads or works in; all of them for an auditor."""
    if user.is_auditor:
        return Team.objects.all()
    works_in = Membership.objects.filter(team=OuterRef("pk"), employee=user.employee_id)
    seen = Q(pk__in=managed_by(user).values("pk")) | Q(leader=user.employee_id) | Q(Exists(works_in))
    return Team.objects.filter(seen)


def current(rows: QuerySet[Team], day: date | None = None) -> QuerySet[Team]:
    """Teams that work on a day."""
    day = day or timezone.localdate()
    return rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)


def leads_somebody(employee: Employee) -> bool:
    """Whether this person is a leader of anybody: heads a unit, leads a team, or acts as somebody's superior."""
    held = Party.objects.on(timezone.localdate()).filter(employee=employee)
    return (
        employee.heads.exists()
        or held.exclude(role=PartyRole.APPRAISEE).exists()
        or current(Team.objects.filter(leader=employee)).exists()
    )


def led_by(appraisals: Iterable[Appraisal]) -> dict[int, list[Leading]]:
    """By appraisal, who leads its employee within the period; one query however many there are.

    Nobody is the leader of their own appraisal. Several teams under one leader become one span of time.
    """
    by_person: dict[int, list[Membership]] = defaultdict(list)
    rows = list(appraisals)
    members = Membership.objects.filter(employee__in=[row.employee_id for row in rows])
    for membership in members.select_related("team__leader"):
        if membership.team.leader_id != membership.employee_id:
            by_person[membership.employee_id].append(membership)
    return {row.pk: _within(row, by_person[row.employee_id]) for row in rows if row.employee_id in by_person}


def _within(appraisal: Appraisal, memberships: list[Membership]) -> list[Leading]:
    first = appraisal.starts_on or appraisal.period.starts_on
    last = appraisal.closed_on or appraisal.period.ends_on
    found = [one for one in map(_leading, memberships) if one.starts_on <= last]
    return _merged([one for one in found if one.ends_on is None or one.ends_on >= first])


def _leading(membership: Membership) -> Leading:
    """A membership holds no longer than its team."""
    ends = [day for day in (membership.ends_on, membership.team.ends_on) if day]
    starts = max(membership.starts_on, membership.team.starts_on)
    return Leading(membership.team.leader, starts, min(ends, default=None))


def _merged(spans: list[Leading]) -> list[Leading]:
    """Spans of one leader that overlap become one."""
    merged: list[Leading] = []
    for span in sorted(spans, key=lambda one: (one.leader.pk, one.starts_on)):
        last = merged[-1] if merged else None
        if span.ends_on is not None and span.ends_on < span.starts_on:
            continue  # the team ended before this member came
        if last and last.leader == span.leader and (last.ends_on is None or last.ends_on >= span.starts_on):
            open_ended = last.ends_on is None or span.ends_on is None
            ends = None if open_ended else max(last.ends_on or span.starts_on, span.ends_on or span.starts_on)
            merged[-1] = Leading(last.leader, last.starts_on, ends)
        else:
            merged.append(span)
    return merged
