"""Many units' performance agreements from one table: upload, preview, apply."""

from __future__ import annotations

import uuid as uuid_module

from django.contrib import messages
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from appraisal import import_agreements
from appraisal.agreement_forms import AgreementUpload
from appraisal.import_agreements import Report
from appraisal.models import Period
from employees import tabular
from employees.desk_access import for_desk
from employees.http import Request, page
from employees.models import Job, User

KIND = "agreement_check"
PAGE = 50


def uploads_visible_to(user: User) -> QuerySet[Job]:
    """Uploaded tables: one's own, for personnel of the agency everybody's."""
    return Job.objects.visible_to(user).filter(kind=KIND)


@for_desk
@require_http_methods(["GET", "HEAD", "POST"])
def agreement_upload(request: Request) -> HttpResponse:
    """Choose a year and a table; it is only looked at."""
    if not request.user.is_personnel:
        raise Http404
    year = request.GET.get("tahun", "")
    form = (
        AgreementUpload(request.POST, request.FILES)
        if request.method == "POST"
        else AgreementUpload(initial={"period": year} if year else None)
    )
    if request.method == "POST" and form.is_valid():
        job = keep(request, form)
        return redirect("agreement_check", job.uuid)
    return page(request, "appraisal/agreement_upload.html", {"form": form}, invalid=form.is_bound)


def keep(request: Request, form: AgreementUpload) -> Job:
    """The table as it came, beside who uploaded it for which year; it goes with other old files of jobs."""
    period: Period = form.cleaned_data["period"]
    name = tabular.clean(form.cleaned_data["file"].name or "pk.csv")[-150:]
    now = timezone.now()
    job = Job.objects.create(
        kind=KIND, title=f"Periksa PK {period.year}", requested_by=request.user.employee,
        parameters={"year": period.year}, status=Job.Status.DONE, started_at=now, finished_at=now, file_name=name,
    )  # fmt: skip
    job.file.name = default_storage.save(f"jobs/pk-{job.uuid}", ContentFile(form.content))
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
        raise ValueError("Periodenya sudah tidak ada. Pilih periode lain, lalu unggah lagi.")
    return import_agreements.run(table, period, request.user.administered_units(), apply=apply)


@for_desk
@require_safe
def agreement_check(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """What the table would do, read anew against what stands now. Changes nothing."""
    job = get_object_or_404(uploads_visible_to(request.user), uuid=uuid)
    try:
        report = report_of(request, job, apply=False)
    except ValueError as reason:
        return page(request, "appraisal/agreement_check.html", {"job": job, "failed": str(reason)})
    context = {
        "job": job,
        "report": report,
        "changes": Paginator(report.changes, PAGE).get_page(request.GET.get("page")),
    }
    return page(request, "appraisal/agreement_check.html", context)


@for_desk
@require_POST
def agreement_apply(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Do what the preview showed, all rows in one transaction. A second time there is nothing left to do."""
    job = get_object_or_404(uploads_visible_to(request.user), uuid=uuid)
    try:
        report = report_of(request, job, apply=True)
    except ValueError as reason:
        messages.error(request, str(reason))
        return redirect("agreement_check", job.uuid)
    if not report.changes:
        messages.info(request, "Tidak ada yang berubah: isi berkas sudah sama dengan yang tercatat.")
    else:
        messages.success(request, f"{report.created} indikator PK ditambahkan, {report.updated} diubah.")
    return redirect(
        "agreement_check" if report.rejected else "agreements", *([job.uuid] if report.rejected else [])
    )
