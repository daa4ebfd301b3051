"""A note by somebody who works with the employee: a peer, somebody below, somebody from elsewhere (Ps. 18 and 19)."""

from __future__ import annotations

import uuid as uuid_module

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from appraisal.models import Appraisal
from appraisal.views.shared import answers_refusals, draft_to_offer, keep_typed
from appraisal.workflow import Refused
from employees import drafts
from employees.http import Request, page
from feedback import notes
from feedback.forms import ColleagueNoteForm, PersonForm
from feedback.waiting import COLLEAGUE_DRAFT


@require_GET
def note_to(request: Request) -> HttpResponse:
    """For whom the note is; found, the form opens."""
    form = PersonForm(request.GET if "orang" in request.GET else None)
    if form.is_valid():
        return redirect("colleague_note_new", form.cleaned_data["orang"].uuid)
    return page(request, "feedback/note_to.html", {"form": form})


@require_http_methods(["GET", "POST"])
@answers_refusals
def colleague_note_new(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Write to somebody one works with; a superior gets the form with the results instead."""
    row, me, posted = _appraisal_or_404(uuid), request.user.employee, request.method == "POST"
    today = timezone.localdate()
    typed = request.POST if posted else drafts.restore(request, COLLEAGUE_DRAFT, row.uuid, 0)
    start = {"day": min(today, row.period.ends_on)}
    files = request.FILES if posted else None
    form = ColleagueNoteForm(typed, files, initial=start, appraisal=row, today=today)
    keep_typed(request, form)
    if reason := notes.colleague_refusal(row, me):
        raise Refused(reason)
    if not posted and not notes.refusal(row, me):
        return redirect("note_new", row.uuid)
    if posted and form.is_valid():
        notes.give_as_colleague(row, form.words(), by=me)
        drafts.discard(request.user, COLLEAGUE_DRAFT, row.uuid)
        messages.success(request, f"Umpan balik disampaikan kepada {row.employee.full_name}.")
        return redirect("feedback")
    draft = draft_to_offer(request, COLLEAGUE_DRAFT, row.uuid, 0)
    context = {"appraisal": row, "form": form, "draft": draft}
    return page(request, "feedback/colleague_note_form.html", context, invalid=posted)


def _appraisal_or_404(person: uuid_module.UUID) -> Appraisal:
    found = notes.appraisal_of(person)
    if found is None:
        raise Http404
    return found
