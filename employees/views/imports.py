"""`/bkd/impor/`: SIASN's files, first looked at, then applied."""

from __future__ import annotations

import uuid as uuids
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from employees import import_jobs
from employees.http import Request, page
from employees.models import Job, User
from employees.people_forms import ImportForm
from employees.siasn import FileKind

LATEST = 10
PAGE_SIZE = 50
FILES: dict[str, FileKind] = {"pegawai": "people", "unit": "units"}

agency_only = permission_required("employees.administer_agency", raise_exception=True)


def imports_visible_to(user: User) -> QuerySet[Job]:
    """Every import for personnel of the agency, none for anybody else."""
    found = Job.objects.filter(kind__in=[import_jobs.CHECK, import_jobs.APPLY])
    return found if user.has_perm("employees.administer_agency") else found.none()


@agency_only
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: Request) -> HttpResponse:
    """Upload both files, and the latest imports."""
    if request.method == "POST":
        form = ImportForm(request.POST, request.FILES)
        if form.is_valid():
            by, as_of = request.user.employee, form.cleaned_data["as_of"]
            job = import_jobs.check(form.names, form.content, form.tables, as_of, by)
            return redirect("import", uuid=job.uuid)
    else:
        form = ImportForm()
    latest = imports_visible_to(request.user).select_related("requested_by")[:LATEST]
    return page(request, "employees/imports.html", {"form": form, "latest": latest}, invalid=form.is_bound)


@agency_only
@require_safe
def import_(request: Request, uuid: uuids.UUID) -> HttpResponse:
    """How far a check or an application is; then its report."""
    job = get_object_or_404(imports_visible_to(request.user), uuid=uuid)
    report = import_jobs.report_of(job) if job.status == Job.Status.DONE else None
    context: dict[str, Any] = {"job": job, "report": report, "running": job.finished_at is None}
    if report is not None:
        context |= _summary(report)
        tables = {name: _findings(request, name, report[name]) for name in import_jobs.WORDS}
        context |= tables | {"applying": applied_by(request.user, job)}
    return page(request, "employees/import.html", context)


def _summary(report: dict[str, Any]) -> dict[str, Any]:
    changes = report["created"] + report["updated"] + report["units"]["created"] + report["units"]["updated"]
    refused = {each["line"] for each in report["rejected"] if each["kind"] == "people"}
    faulty = {each["kind"] for name in import_jobs.WORDS for each in report[name]}
    return {
        "as_of": date.fromisoformat(report["as_of"]),
        "changes": changes,
        "refused": len(refused),
        "downloads": [name for name, kind in FILES.items() if kind in faulty],
    }


def _findings(request: Request, name: str, found: list[dict[str, Any]]) -> Any:
    return Paginator(found, PAGE_SIZE).get_page(request.GET.get(name))


def applied_by(user: User, job: Job) -> Job | None:
    """The job that applies what this one checked."""
    return (
        imports_visible_to(user)
        .filter(kind=import_jobs.APPLY, parameters__check=str(job.uuid))
        .exclude(status=Job.Status.FAILED)
        .first()
    )


@agency_only
@require_POST
def apply_import(request: Request, uuid: uuids.UUID) -> HttpResponse:
    """Have a worker do what the check showed."""
    checked = get_object_or_404(imports_visible_to(request.user), uuid=uuid, kind=import_jobs.CHECK)
    if checked.status != Job.Status.DONE:
        messages.error(request, "Pemeriksaannya belum selesai. Tunggu hasilnya, lalu terapkan.")
        return redirect("import", uuid=checked.uuid)
    job = import_jobs.apply(checked, request.user.employee)
    return redirect("import", uuid=job.uuid)


@agency_only
@require_safe
def import_problems(request: Request, uuid: uuids.UUID, file: str) -> HttpResponseBase:
    """The faulty rows of one file, to be mended and uploaded again."""
    job = get_object_or_404(imports_visible_to(request.user), uuid=uuid)
    if file not in FILES or not job.file:
        raise Http404("Tidak ada baris bermasalah untuk berkas ini.")
    path = import_jobs.problems_path(job, FILES[file])
    content = import_jobs.read(path)
    name = import_jobs.problems_name(job, FILES[file], content)
    return FileResponse(import_jobs.opened(path), as_attachment=True, filename=name)
