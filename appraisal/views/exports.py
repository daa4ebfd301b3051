"""Asking for the yearly report, and watching any job until its file is there."""

from __future__ import annotations

import mimetypes
import uuid as uuid_module
from datetime import timedelta

from django.contrib.auth.decorators import permission_required
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from appraisal import export_job
from appraisal.export_forms import ExportForm
from employees import jobs
from employees.http import Request, page
from employees.models import Job

RECENT = 20


@permission_required("employees.administer_units", raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def exports(request: Request) -> HttpResponse:
    """Choose a year and a format; the report covers the units where one does personnel work."""
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        job = export_job.request(chosen["period"], chosen["format"], request.user.employee)
        return redirect("job", uuid=job.uuid)
    mine = Job.objects.filter(kind=export_job.KIND, requested_by=request.user.employee_id)[:RECENT]
    context = {
        "form": form,
        "jobs": mine,
        "whole": request.user.has_perm("employees.administer_agency"),
        "hours_kept": export_job.FILES_KEPT // timedelta(hours=1),
    }
    return page(request, "appraisal/exports.html", context, invalid=request.method == "POST")


@require_safe
def job(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """How far a job is. With htmx the panel asks again by itself, without it by a link."""
    rows = Job.objects.visible_to(request.user).select_related("requested_by")
    found = get_object_or_404(rows, uuid=uuid)
    template = "appraisal/_job.html" if request.htmx else "appraisal/job.html"
    until = found.finished_at + jobs.files_kept(found.kind) if found.finished_at else None
    return page(request, template, {"job": found, "until": until})


@require_safe
def job_file(request: Request, uuid: uuid_module.UUID) -> HttpResponseBase:
    """What a finished job made, as a download."""
    found = get_object_or_404(Job.objects.visible_to(request.user), uuid=uuid, status=Job.Status.DONE)
    if not found.file or not default_storage.exists(str(found.file.name)):
        raise Http404
    answer = _download(found)
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


def _download(job: Job) -> FileResponse | StreamingHttpResponse:
    """The job's file, or what its kind streams out of it."""
    streamed = jobs.stream(job)
    if streamed is None:
        content = default_storage.open(str(job.file.name))
        return FileResponse(content, as_attachment=True, filename=job.file_name)
    answer = StreamingHttpResponse(streamed, content_type=mimetypes.guess_type(job.file_name)[0])
    answer.headers["Content-Disposition"] = content_disposition_header(True, job.file_name) or "attachment"
    return answer
