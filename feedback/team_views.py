"""A team leader's note to a member of his team, about what concerns its work."""

from __future__ import annotations

import uuid as uuid_module

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from appraisal import team_leading, team_progress, teams
from appraisal.models import Appraisal
from appraisal.views.shared import answers_refusals, draft_to_offer, keep_typed
from appraisal.workflow import Refused
from employees import drafts
from employees.http import Request, page
from employees.models import Team
from feedback import notes
from feedback.forms import NoteForm
from feedback.views import DRAFT


@require_http_methods(["GET", "POST"])
@answers_refusals
def team_note_new(request: Request, uuid: uuid_module.UUID, person: uuid_module.UUID) -> HttpResponse:
    """Write a note to a member; his appraiser reads it too."""
    team, me = get_object_or_404(teams.visible_to(request.user), uuid=uuid), request.user.employee
    row = team_leading.appraisal_of(team, person, me)
    if row is None:
        raise Http404
    today, posted = timezone.localdate(), request.method == "POST"
    typed = request.POST if posted else drafts.restore(request, DRAFT, row.uuid, 0)
    targets = team_progress.owed(team, row)
    start = {"day": min(today, row.period.ends_on)}
    files = request.FILES if posted else None
    form = NoteForm(typed, files, initial=start, appraisal=row, today=today, only=targets)
    keep_typed(request, form)
    if reason := notes.refusal(row, me, team):
        raise Refused(reason)
    if posted and form.is_valid():
        return _give(request, team, row, form)
    draft = draft_to_offer(request, DRAFT, row.uuid, 0)
    context = {"team": team, "appraisal": row, "form": form, "draft": draft}
    return page(request, "feedback/team_note_form.html", context, invalid=posted)


def _give(request: Request, team: Team, row: Appraisal, form: NoteForm) -> HttpResponse:
    notes.give(row, by=request.user.employee, team=team, **vars(form.words()))
    drafts.discard(request.user, DRAFT, row.uuid)
    messages.success(request, f"Umpan balik disampaikan kepada {row.employee.full_name}.")
    return redirect("work_team", team.uuid)
