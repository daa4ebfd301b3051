"""The auditor takes one case along, for a purpose that everybody reads in its history."""

from __future__ import annotations

import uuid as uuid_module
from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from appraisal import case_file as cases
from appraisal import case_job
from appraisal.case_forms import PurposeForm
from appraisal.views.shared import answers_refusals, appraisal_or_404, frame, keep_typed
from appraisal.views.step_up import step_up
from employees.http import Request, page


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@answers_refusals
def case_file(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Ask for the archive of a case."""
    row, posted = appraisal_or_404(request, uuid), request.method == "POST"
    if reason := cases.refusal(row, request.user):
        raise PermissionDenied(reason)
    form = PurposeForm(request.POST if posted else None)
    keep_typed(request, form)
    proof = step_up(request, ready=posted and form.is_valid())
    if posted and form.is_valid() and proof.passed:
        job = case_job.request(row, form.cleaned_data["purpose"], by=request.user)
        messages.success(request, "Berkas perkara sedang dibuat. Permintaan ini tercatat dalam riwayatnya.")
        return redirect("job", job.uuid)
    context = frame(request, row, "history") | {
        "form": form,
        "proof": proof,
        "hours_kept": case_job.FILES_KEPT // timedelta(hours=1),
    }
    return page(request, "appraisal/case/take.html", context, invalid=posted)
