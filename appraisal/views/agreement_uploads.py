"""Many units' performance agreements from one table: upload, preview, apply."""

from __future__ import annotations

import uuid as uuid_module

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from appraisal import import_agreements, table_uploads
from appraisal.agreement_forms import AgreementUpload
from appraisal.import_agreements import Report
from appraisal.models import Period
from employees.desk_access import for_desk
from employees.http import Request, page
from employees.models import Job, User

KIND = "agreement_check"


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
        period: Period = form.cleaned_data["period"]
        job = table_uploads.keep(
            form, KIND, f"Periksa PK {period.year}", {"year": period.year}, by=request.user.employee
        )
        return redirect("agreement_check", job.uuid)
    return page(request, "appraisal/agreement_upload.html", {"form": form}, invalid=form.is_bound)


def report_of(request: Request, job: Job, *, apply: bool) -> Report:
    """Read the kept table against what stands now.

    Raises ValueError with a sentence when that cannot be done.
    """
    table, period = table_uploads.kept(job)
    return import_agreements.run(table, period, request.user.administered_units(), apply=apply)


@for_desk
@require_safe
def agreement_check(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """What the table would do, read anew against what stands now. Changes nothing."""
    job = get_object_or_404(uploads_visible_to(request.user), uuid=uuid)
    context: dict[str, object] = {
        "job": job,
        "upload_url": reverse("agreement_upload"),
        "apply_url": reverse("agreement_apply", args=[job.uuid]),
    }
    try:
        report = report_of(request, job, apply=False)
    except ValueError as reason:
        return page(request, "appraisal/agreement_check.html", context | {"failed": str(reason)})
    changes = Paginator(report.changes, table_uploads.A_PAGE).get_page(request.GET.get("page"))
    context |= {"report": report, "changes": changes}
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
