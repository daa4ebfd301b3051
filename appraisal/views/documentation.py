"""Pendokumentasian kinerja (form B.1.2), and evidence that proves more than one result."""

from __future__ import annotations

import uuid as uuid_module

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from appraisal import workflow
from appraisal.documentation import Documentation, chosen
from appraisal.models import Appraisal, Evidence, WorkTarget
from appraisal.plan_forms import ReuseForm
from appraisal.views.seats import written_for
from appraisal.views.shared import (
    answers_refusals,
    appraisal_or_404,
    check_version,
    frame,
    keep_typed,
    posted_version,
)
from appraisal.workflow import Refused
from employees.http import Request, page

PART = "progress"


@require_GET
def documentation(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """One period of the rhythm, result by result; below it the gaps of the year."""
    row, me = appraisal_or_404(request, uuid), request.user.employee
    behind = written_for(row, me, "takeover")
    year = Documentation(row, timezone.localdate())
    span = chosen(year.spans, request.GET.get("periode", ""), timezone.localdate())
    context = frame(request, row, "progress") | {
        "span": span,
        "spans": year.spans,
        "rows": year.of(span),
        "gaps": year.gaps(),
        "may_write": not workflow.editing_refusal(row, PART, me),
        "may_take_over": me.pk != row.employee_id
        and not workflow.editing_refusal(row, "takeover", me, behind),
    }
    return page(request, "appraisal/documentation.html", context)


@require_http_methods(["GET", "POST"])
@answers_refusals
def evidence_reuse(request: Request, uuid: uuid_module.UUID, target: uuid_module.UUID) -> HttpResponse:
    """Choose among the evidence that is there already, instead of uploading it again."""
    row = appraisal_or_404(request, uuid)
    found = get_object_or_404(row.targets.all(), uuid=target)
    posted = request.POST if request.method == "POST" else None
    form = ReuseForm(
        posted,
        offered=others(row, found),
        initial={"evidence": list(found.more_evidence.values_list("uuid", flat=True))},
    )
    if posted is not None:
        keep_typed(request, form)
    if reason := workflow.editing_refusal(row, PART, request.user.employee):
        raise Refused(reason)
    if posted is not None:
        check_version(request, row, PART)
        if form.is_valid():
            with workflow.editing(row, PART, by=request.user.employee, version=posted_version(request)):
                found.more_evidence.set(form.cleaned_data["evidence"])
            messages.success(request, "Bukti dukung hasil kerja ini disimpan.")
            return redirect("documentation", row.uuid)
    context = frame(request, row, "progress") | {"form": form, "target": found, "version": row.version(PART)}
    return page(request, "appraisal/evidence_reuse.html", context, invalid=posted is not None)


def others(row: Appraisal, target: WorkTarget) -> QuerySet[Evidence]:
    """Evidence of the same appraisal that does not belong to this result by its entry."""
    rows = Evidence.objects.filter(entry__appraisal=row).exclude(entry__target=target)
    return rows.select_related("entry__target").order_by("entry__day", "pk")
