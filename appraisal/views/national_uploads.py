"""Results from e-Kinerja BKN in a table: upload, preview, apply."""

from __future__ import annotations

import uuid as uuid_module

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from appraisal import national_import, table_uploads
from appraisal.models import EvaluationWindow, WindowCode
from appraisal.national_forms import NationalUpload
from appraisal.national_import import Report
from employees.http import Request, page
from employees.models import Job, User

KIND = "national_check"
personnel_only = permission_required("employees.administer_units", raise_exception=True)


def uploads_visible_to(user: User) -> QuerySet[Job]:
    """Uploaded tables: one's own, for personnel of the agency everybody's."""
    return Job.objects.visible_to(user).filter(kind=KIND)


@personnel_only
@require_http_methods(["GET", "HEAD", "POST"])
def national_upload(request: Request) -> HttpResponse:
    """Choose an evaluation and a table; it is only looked at."""
    form = NationalUpload(request.POST, request.FILES) if request.method == "POST" else NationalUpload()
    if request.method == "POST" and form.is_valid():
        window: EvaluationWindow = form.cleaned_data["masa"]
        meant = {"year": window.period.year, "window": window.code}
        title = f"Periksa e-Kinerja BKN {window}"
        job = table_uploads.keep(form, KIND, title, meant, by=request.user.employee)
        return redirect("national_check", job.uuid)
    return page(request, "appraisal/national/upload.html", {"form": form}, invalid=form.is_bound)


def report_of(request: Request, job: Job, *, apply: bool) -> Report:
    """Read the kept table against what stands now.

    Raises ValueError with a sentence when that cannot be done.
    """
    table, period = table_uploads.kept(job)
    return national_import.run(table, period, job.parameters["window"], by=request.user, apply=apply)


@personnel_only
@require_safe
def national_check(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """What the table would do, read anew against what stands now. Changes nothing."""
    job = get_object_or_404(uploads_visible_to(request.user), uuid=uuid)
    context: dict[str, object] = {
        "job": job,
        "upload_url": reverse("national_upload"),
        "apply_url": reverse("national_apply", args=[job.uuid]),
    }
    try:
        report = report_of(request, job, apply=False)
    except ValueError as reason:
        return page(request, "appraisal/national/check.html", context | {"failed": str(reason)})
    listed = Paginator(report.changes, table_uploads.A_PAGE).get_page(request.GET.get("page"))
    context |= {"report": report, "changes": listed, "window": WindowCode(report.window).label}
    return page(request, "appraisal/national/check.html", context)


@personnel_only
@require_POST
def national_apply(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Do what the preview showed, all rows in one transaction. A second time there is nothing left to do."""
    job = get_object_or_404(uploads_visible_to(request.user), uuid=uuid)
    try:
        report = report_of(request, job, apply=True)
    except ValueError as reason:
        messages.error(request, str(reason))
        return redirect("national_check", job.uuid)
    if report.changes:
        messages.success(request, f"{report.created} hasil dari BKN dicatat, {report.updated} diubah.")
    else:
        messages.info(request, "Tidak ada yang berubah: isi berkas sudah sama dengan yang tercatat.")
    return redirect("national_check", job.uuid) if report.rejected else redirect("national_results")
