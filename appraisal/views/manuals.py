"""A leader's indicator manuals (form A.1.3) and work blocks (form A.1.4)."""

from __future__ import annotations

import uuid as uuid_module

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from appraisal import workflow
from appraisal.models import Appraisal, IndicatorManual, TargetIndicator, WorkBlock
from appraisal.planning_forms import ManualForm, WorkBlockForm
from appraisal.shape import shape_of
from appraisal.views.drafting import drafted
from appraisal.views.shared import (
    answers_refusals,
    appraisal_or_404,
    check_version,
    frame,
    keep_typed,
    posted_version,
)
from appraisal.workflow import Refused
from employees import drafts
from employees.http import Request, page

MANUAL_DRAFT, BLOCK_DRAFT = "manual", "work_block"
PART = "manual"


def leaders_or_404(request: Request, uuid: uuid_module.UUID) -> Appraisal:
    """The appraisal of a leader; nobody else has these two forms."""
    row = appraisal_or_404(request, uuid)
    if not row.leads:
        raise Http404("Manual indikator dan workblock hanya ada pada SKP pimpinan.")
    return row


def check_open(request: Request, row: Appraisal) -> None:
    if reason := workflow.editing_refusal(row, PART, request.user.employee):
        raise Refused(reason)


def indicators_of(row: Appraisal) -> QuerySet[TargetIndicator]:
    """The indicators in force, in the order of the SKP."""
    found = TargetIndicator.objects.filter(target__appraisal=row, target__dropped_by__isnull=True)
    return found.select_related("target", "manual").order_by(
        "-target__kind", "target__order", "target", "order"
    )


@require_GET
def manuals(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Every indicator of the SKP, and whether it has a manual."""
    row = leaders_or_404(request, uuid)
    context = frame(request, row, "targets") | {
        "indicators": [(one, getattr(one, "manual", None)) for one in indicators_of(row)],
        "closed_reason": workflow.editing_refusal(row, PART, request.user.employee),
    }
    return page(request, "appraisal/manuals.html", context)


@require_http_methods(["GET", "POST"])
@answers_refusals
def manual(request: Request, uuid: uuid_module.UUID, indicator: uuid_module.UUID) -> HttpResponse:
    """Write the manual of one indicator, step by step."""
    row = leaders_or_404(request, uuid)
    found = indicators_of(row).filter(uuid=indicator).first()
    if found is None:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    version = row.version(PART)
    typed = posted or drafts.restore(request, MANUAL_DRAFT, indicator, version)
    form = manual_form(row, found, typed)
    if posted is not None:
        keep_typed(request, form)
    check_open(request, row)
    if posted is not None:
        check_version(request, row, PART)
        if form.is_valid():
            save_one(request, row, form, (MANUAL_DRAFT, indicator), "Manual indikator disimpan.")
            return redirect("manuals", row.uuid)
    context = frame(request, row, "targets") | {"form": form, "indicator": found}
    context |= drafted(request, MANUAL_DRAFT, indicator, version, typed)
    return page(request, "appraisal/manual_form.html", context, invalid=posted is not None)


def manual_form(row: Appraisal, indicator: TargetIndicator, typed: QueryDict | None) -> ManualForm:
    """The form of an indicator's manual, which may not exist yet."""
    instance = getattr(indicator, "manual", None) or IndicatorManual(indicator=indicator)
    return ManualForm(typed, instance=instance, qualitative=shape_of(row).qualitative)


def save_one(
    request: Request,
    row: Appraisal,
    form: ManualForm | WorkBlockForm,
    draft: tuple[str, uuid_module.UUID],
    said: str,
) -> None:
    """Through the door: one manual or one work block."""
    with workflow.editing(row, PART, by=request.user.employee, version=posted_version(request)):
        form.save()
    drafts.discard(request.user, *draft)
    messages.success(request, said)


@require_GET
def work_blocks(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Strategies to reach the indicators: what goes on and what is new, with their milestones."""
    row = leaders_or_404(request, uuid)
    context = frame(request, row, "targets") | {
        "blocks": row.work_blocks.select_related("indicator__target"),
        "closed_reason": workflow.editing_refusal(row, PART, request.user.employee),
        "version": row.version(PART),
    }
    return page(request, "appraisal/work_blocks.html", context)


@require_http_methods(["GET", "POST"])
@answers_refusals
def work_block_new(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Write a new work block."""
    row = leaders_or_404(request, uuid)
    return _edit_block(request, row, WorkBlock(appraisal=row), row.uuid)


@require_http_methods(["GET", "POST"])
@answers_refusals
def work_block(request: Request, uuid: uuid_module.UUID, block: uuid_module.UUID) -> HttpResponse:
    """Change a work block. One that was deleted in the meantime still shows what was typed about it."""
    row = leaders_or_404(request, uuid)
    found = row.work_blocks.filter(uuid=block).first()
    if found is None and request.method == "GET":
        raise Http404
    return _edit_block(request, row, found or WorkBlock(appraisal=row), block)


def _edit_block(
    request: Request, row: Appraisal, block: WorkBlock, draft_uuid: uuid_module.UUID
) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    version = row.version(PART)
    typed = posted or drafts.restore(request, BLOCK_DRAFT, draft_uuid, version)
    form = WorkBlockForm(typed, instance=block, appraisal=row)
    if posted is not None:
        keep_typed(request, form)
    check_open(request, row)
    if posted is not None:
        check_version(request, row, PART)
        if form.is_valid():
            save_one(request, row, form, (BLOCK_DRAFT, draft_uuid), "Strategi disimpan.")
            return redirect("work_blocks", row.uuid)
    context = frame(request, row, "targets") | {"form": form, "block": block}
    context |= drafted(request, BLOCK_DRAFT, draft_uuid, version, typed)
    return page(request, "appraisal/work_block_form.html", context, invalid=posted is not None)


@require_POST
@answers_refusals
def work_block_delete(request: Request, uuid: uuid_module.UUID, block: uuid_module.UUID) -> HttpResponse:
    """Take a work block away. Already gone: nothing more to do."""
    row = leaders_or_404(request, uuid)
    with workflow.editing(row, PART, by=request.user.employee, version=posted_version(request)):
        row.work_blocks.filter(uuid=block).delete()
    messages.success(request, "Strategi dihapus.")
    return redirect("work_blocks", row.uuid)
