"""Comparing a team by contribution: people as rows, the leader's results as columns."""

from __future__ import annotations

import uuid as uuid_module
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from appraisal import contribution, scoring
from appraisal.models import Evaluation, Party, PartyRole
from employees.http import Request, page
from employees.models import Employee


@dataclass(frozen=True)
class Team:
    """Whose people are compared: one's own, or those of an appraiser whose superior one is."""

    leader: Employee
    role: PartyRole
    rows: list[Evaluation]


@require_GET
def comparison(request: Request, year: int, window: str) -> HttpResponse:
    """One's own team; `?penilai=` names an appraiser below, whose ratings show from the moment they are given."""
    me = request.user.employee
    own = list(scoring.team(request.user, me, year, window))
    reviewed = list(scoring.team(request.user, me, year, window, PartyRole.REVIEWER))
    found = scoring.window_or_404(own or reviewed)
    leaders = appraisers_of(reviewed)
    team = chosen(request.GET.get("penilai", ""), Team(me, PartyRole.APPRAISER, own), leaders)
    columns = contribution.leader_targets(team.leader, found.period.pk)
    context = {
        "window": found,
        "team": team,
        "own": bool(own),
        "leaders": leaders,
        "columns": columns,
        "people": contribution.people(team.rows, columns, me, team.role),
    }
    return page(request, "appraisal/scoring/comparison.html", context)


def appraisers_of(rows: list[Evaluation]) -> list[Team]:
    """The appraisers of today of these people, each with theirs; one query."""
    parties = Party.objects.on(timezone.localdate()).filter(
        role=PartyRole.APPRAISER, appraisal__in=[one.appraisal_id for one in rows]
    )
    by_appraisal = {one.appraisal_id: one.employee for one in parties.select_related("employee")}
    teams: dict[int, Team] = {}
    for row in rows:
        leader = by_appraisal.get(row.appraisal_id)
        if leader is not None:
            teams.setdefault(leader.pk, Team(leader, PartyRole.REVIEWER, [])).rows.append(row)
    return sorted(teams.values(), key=lambda one: one.leader.sort_name)


def chosen(wanted: str, own: Team, leaders: list[Team]) -> Team:
    """The team that was asked for, else one's own, else the first below.

    Raises:
        Http404: the appraiser that was asked for has nobody whose reviewer one is.
    """
    if not wanted and (own.rows or leaders):
        return own if own.rows else leaders[0]
    try:
        uuid = uuid_module.UUID(wanted)
    except ValueError as error:
        raise Http404 from error
    found = next((one for one in leaders if one.leader.uuid == uuid), None)
    if found is None:
        raise Http404
    return found
