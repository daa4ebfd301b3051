"""`/bkd/ttd-elektronik/`: documents out to BSrE in one ZIP, and the signed files back in one."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from appraisal import signed_batch as batch
from appraisal import signed_import
from appraisal.signed_batch_forms import BatchForm, SignedUpload
from employees.http import Request, page
from employees.models import Job

RECENT = 10


@permission_required("employees.administer_units", raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def signed_batches(request: Request) -> HttpResponse:
    """Choose whose documents of record go out."""
    posted = request.method == "POST"
    form = BatchForm(request.POST if posted else None, units=request.user.administered_units())
    if posted and form.is_valid():
        chosen, by = form.cleaned_data, request.user.employee
        job = batch.request(chosen["period"], by, window=chosen["window"], unit=chosen["unit"])
        return redirect("job", uuid=job.uuid)
    kinds = (batch.KIND, signed_import.KIND)
    mine = Job.objects.filter(kind__in=kinds, requested_by=request.user.employee_id)[:RECENT]
    context = {
        "form": form,
        "jobs": mine,
        "most": batch.MOST_DOCUMENTS,
        "hours_kept": batch.FILES_KEPT // timedelta(hours=1),
    }
    return page(request, "appraisal/signed_batches.html", context, invalid=posted)


@permission_required("employees.administer_units", raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def signed_upload(request: Request) -> HttpResponse:
    """Take the ZIP; a worker matches its files."""
    posted = request.method == "POST"
    form = SignedUpload(request.POST, request.FILES) if posted else SignedUpload()
    if posted and form.is_valid():
        job = signed_import.request(form.cleaned_data["file"], request.user.employee)
        return redirect("job", uuid=job.uuid)
    return page(request, "appraisal/signed_upload.html", {"form": form}, invalid=posted)
