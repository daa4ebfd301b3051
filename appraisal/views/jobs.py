"""Watching any job until its file is there, and fetching the file."""

from __future__ import annotations

import mimetypes
import uuid as uuid_module

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from employees import jobs
from employees.http import Request, page
from employees.models import Job


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
    """What a finished job made, as a download; that it was taken is put on record around all pages (ADR 28)."""
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
