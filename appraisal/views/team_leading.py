"""A team leader's proposal of ratings for a member, and the appraiser taking it over."""

from __future__ import annotations

import uuid as uuid_module

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from appraisal import team_leading, team_progress, teams, workflow
from appraisal.evaluation_forms import ProposalForm
from appraisal.models import Evaluation, ProposedRating
from appraisal.views.shared import answers_refusals, evaluation_or_404, keep_typed, posted_version
from appraisal.visibility import FieldGroup, visible_groups
from appraisal.workflow import Refused
from employees.http import Request, page
from employees.models import Team


@require_http_methods(["GET", "POST"])
@answers_refusals
def proposal(
    request: Request, uuid: uuid_module.UUID, person: uuid_module.UUID, year: int, window: str
) -> HttpResponse:
    """What the leader of the team proposes to the appraiser; the member does not see it."""
    team, me = get_object_or_404(teams.visible_to(request.user), uuid=uuid), request.user.employee
    row = team_leading.evaluation_of(team, person, me, year, window)
    if row is None:
        raise Http404
    stands = row.proposals.filter(team=team, by=me).first()
    version = stands.version if stands else 0
    posted = request.POST if request.method == "POST" else None
    form = ProposalForm(posted, instance=stands or ProposedRating(evaluation=row, team=team, by=me))
    keep_typed(request, form)
    if reason := workflow.editing_refusal(row, team_leading.PART, me):
        raise Refused(reason)
    if posted is not None and form.is_valid():
        return _propose(request, team, row, form)
    context = {"team": team, "evaluation": row, "form": form, "version": version}
    context["targets"] = team_progress.owed(team, row.appraisal)
    return page(request, "appraisal/work_teams/proposal.html", context, invalid=posted is not None)


def _propose(request: Request, team: Team, row: Evaluation, form: ProposalForm) -> HttpResponse:
    found = form.save(commit=False)
    team_leading.propose(found, by=request.user.employee, version=posted_version(request))
    messages.success(
        request, f"Usulan untuk {row.appraisal.employee.full_name} disampaikan kepada pejabat penilainya."
    )
    return redirect("work_team", team.uuid)


@require_POST
@answers_refusals
def proposal_take(
    request: Request, uuid: uuid_module.UUID, window: str, proposal: uuid_module.UUID
) -> HttpResponse:
    """The appraiser copies a proposal into his own draft."""
    row = evaluation_or_404(request, uuid, window)
    if FieldGroup.PROPOSALS not in visible_groups(row, request.user):
        raise Http404
    found = get_object_or_404(row.proposals, uuid=proposal)
    team_leading.take(found, by=request.user.employee, version=posted_version(request))
    messages.success(
        request, "Usulan ketua tim disalin ke draf Anda. Periksa, ubah bila perlu, lalu tetapkan."
    )
    return redirect("rating", uuid, window)
