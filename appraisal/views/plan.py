"""Rencana aksi (form B.1.1) and the planned course of the indicators, agreed in the dialogue (text lines 2731-2738)."""

from __future__ import annotations

import uuid as uuid_module

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from appraisal import workflow
from appraisal.acts import record_act
from appraisal.documentation import missing_resources
from appraisal.models import Appraisal, PartyRole
from appraisal.plan_forms import PlanSheet
from appraisal.views.seats import written_for
from appraisal.views.shared import (
    answers_refusals,
    appraisal_or_404,
    check_version,
    draft_to_offer,
    frame,
    keep_typed,
    posted_version,
)
from appraisal.workflow import Act
from employees import drafts
from employees.http import Request, page
from employees.models import Employee

PART = DRAFT = "plan"


@require_http_methods(["GET", "POST"])
@answers_refusals
def action_plan(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """One page to read and to write: both parties of the dialogue write it, everybody else reads."""
    row, me = appraisal_or_404(request, uuid), request.user.employee
    posted = request.POST if request.method == "POST" else None
    behind = written_for(row, me, PART)
    may_write = not workflow.editing_refusal(row, PART, me, behind)
    typed = posted or (drafts.restore(request, DRAFT, row.uuid, row.version(PART)) if may_write else None)
    sheet = PlanSheet(row, typed)
    if posted is not None:
        keep_typed(request, *sheet.forms)
        check_version(request, row, PART)
        if sheet.is_valid():
            version = posted_version(request)
            with workflow.editing(row, PART, by=me, version=version, on_behalf_of=behind) as kept:
                sheet.save()
                if behind is not None:
                    record_for(kept, me, behind)
            drafts.discard(request.user, DRAFT, row.uuid)
            messages.success(request, "Rencana aksi dan lintasan disimpan.")
            return redirect("action_plan", row.uuid)
    return _plan_page(request, row, sheet, may_write=may_write, behind=behind, typed=typed)


def record_for(row: Appraisal, by: Employee, behind: Employee) -> None:
    """The history tells for whom the plan was written."""
    act = Act(by=by, at=timezone.now(), on_behalf_of=behind)
    record_act(row, "plan", "Rencana aksi dicatat", act, tells=[PartyRole.APPRAISEE])


def _plan_page(
    request: Request,
    row: Appraisal,
    sheet: PlanSheet,
    *,
    may_write: bool,
    behind: Employee | None,
    typed: QueryDict | None,
) -> HttpResponse:
    version, posted = row.version(PART), request.method == "POST"
    context = frame(request, row, "progress") | {
        "sheet": sheet,
        "wrong": sheet.wrong if posted else [],
        "may_write": may_write,
        "behind": behind,
        "version": version if typed is None else typed.get("version", version),
        "draft": draft_to_offer(request, DRAFT, row.uuid, version) if may_write else None,
        "missing": missing_resources(row),
    }
    return page(request, "appraisal/action_plan.html", context, invalid=posted)
