"""Results from e-Kinerja BKN in a table: upload, preview, apply."""

from __future__ import annotations

import uuid as uuid_module

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from appraisal import national_import
from appraisal.models import EvaluationWindow, Period, WindowCode
from appraisal.national_forms import NationalUpload
from appraisal.national_import import Report
from employees import tabular
from employees.http import Request, page
from employees.models import Job, User

KIND = "national_check"
A_PAGE = 50
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
        return redirect("national_check", keep(request, form).uuid)
    return page(request, "appraisal/national/upload.html", {"form": form}, invalid=form.is_bound)


def keep(request: Request, form: NationalUpload) -> Job:
    """The table as it came, beside who uploaded it for what; it goes with other old files of jobs."""
    window: EvaluationWindow = form.cleaned_data["masa"]
    name = tabular.clean(form.cleaned_data["file"].name or "bkn.csv")[-150:]
    now = timezone.now()
    job = Job.objects.create(
        kind=KIND, title=f"Periksa e-Kinerja BKN {window}", requested_by=request.user.employee,
        parameters={"year": window.period.year, "window": window.code}, status=Job.Status.DONE, started_at=now,
        finished_at=now, file_name=name,
    )  # fmt: skip
    job.file.name = default_storage.save(f"jobs/bkn-{job.uuid}", ContentFile(form.content))
    job.save(update_fields=["file"])
    return job


def report_of(request: Request, job: Job, *, apply: bool) -> Report:
    """Read the kept table against what stands now.

    Raises ValueError with a sentence when that cannot be done.
    """
    if not job.file or not default_storage.exists(str(job.file.name)):
        raise ValueError("Berkas unggahan sudah tidak disimpan. Unggah lagi.")
    with default_storage.open(str(job.file.name)) as kept:
        table = tabular.read(kept.read(), job.file_name)
    period = Period.objects.filter(year=job.parameters["year"]).first()
    if period is None:
        raise ValueError("Periodenya sudah tidak ada. Pilih evaluasi lain, lalu unggah lagi.")
    return national_import.run(table, period, job.parameters["window"], by=request.user, apply=apply)


@personnel_only
@require_safe
def national_check(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """What the table would do, read anew against what stands now. Changes nothing."""
    job = get_object_or_404(uploads_visible_to(request.user), uuid=uuid)
    try:
        report = report_of(request, job, apply=False)
    except ValueError as reason:
        return page(request, "appraisal/national/check.html", {"job": job, "failed": str(reason)})
    listed = Paginator(report.changes, A_PAGE).get_page(request.GET.get("page"))
    context = {"job": job, "report": report, "changes": listed, "window": WindowCode(report.window).label}
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
