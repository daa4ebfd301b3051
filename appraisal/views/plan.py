"""Rencana aksi (form B.1.1) and the planned course of the indicators, agreed in the dialogue (text lines 2731-2738)."""

from __future__ import annotations

import uuid as uuid_module

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from appraisal import workflow
from appraisal.documentation import missing_resources
from appraisal.models import Appraisal
from appraisal.plan_forms import PlanSheet
from appraisal.views.shared import (
    answers_refusals,
    appraisal_or_404,
    check_version,
    draft_to_offer,
    frame,
    keep_typed,
    posted_version,
)
from employees import drafts
from employees.http import Request, page

PART = DRAFT = "plan"


@require_http_methods(["GET", "POST"])
@answers_refusals
def action_plan(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """One page to read and to write: both parties of the dialogue write it, everybody else reads."""
    row, me = appraisal_or_404(request, uuid), request.user.employee
    posted = request.POST if request.method == "POST" else None
    may_write = not workflow.editing_refusal(row, PART, me)
    typed = posted or (drafts.restore(request, DRAFT, row.uuid, row.version(PART)) if may_write else None)
    sheet = PlanSheet(row, typed)
    if posted is not None:
        keep_typed(request, *sheet.forms)
        check_version(request, row, PART)
        if sheet.is_valid():
            with workflow.editing(row, PART, by=me, version=posted_version(request)):
                sheet.save()
            drafts.discard(request.user, DRAFT, row.uuid)
            messages.success(request, "Rencana aksi dan lintasan disimpan.")
            return redirect("action_plan", row.uuid)
    return _plan_page(request, row, sheet, may_write=may_write, typed=typed)


def _plan_page(
    request: Request, row: Appraisal, sheet: PlanSheet, *, may_write: bool, typed: QueryDict | None
) -> HttpResponse:
    version, posted = row.version(PART), request.method == "POST"
    context = frame(request, row, "progress") | {
        "sheet": sheet,
        "wrong": sheet.wrong if posted else [],
        "may_write": may_write,
        "version": version if typed is None else typed.get("version", version),
        "draft": draft_to_offer(request, DRAFT, row.uuid, version) if may_write else None,
        "missing": missing_resources(row),
    }
    return page(request, "appraisal/action_plan.html", context, invalid=posted)
