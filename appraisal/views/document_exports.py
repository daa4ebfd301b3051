"""Asking for the documents of a year as one ZIP, with what is there and what is missing told beforehand."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from appraisal import bulk_job, undrawn
from appraisal.bulk import Selection
from appraisal.export_forms import DocumentsForm, PurposeForm
from appraisal.models import DrawingFailure, Period
from appraisal.views.step_up import step_up
from employees.http import Request, page
from employees.models import Job

RECENT = 10
FAILURES = 50
HOURS_KEPT = bulk_job.FILES_KEPT // timedelta(hours=1)


@sensitive_post_parameters("password")
@permission_required("employees.administer_units", raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def document_exports(request: Request) -> HttpResponse:
    """Choose a year, a window and a unit; GET counts, POST asks for the ZIP."""
    form = _form(request)
    chosen = form.cleaned_data if form.is_valid() else None
    purpose = PurposeForm(request.POST if request.method == "POST" else None)
    proof = step_up(request, ready=bool(chosen) and purpose.is_valid())
    if chosen and purpose.is_valid() and proof.passed:
        said, by = purpose.cleaned_data["purpose"], request.user.employee
        job = bulk_job.request(
            chosen["period"], by, purpose=said, window=chosen["window"], unit=chosen["unit"]
        )
        return redirect("job", uuid=job.uuid)
    mine = Job.objects.filter(kind=bulk_job.KIND, requested_by=request.user.employee_id)[:RECENT]
    context = {"form": form, "purpose": purpose, "jobs": mine, "hours_kept": HOURS_KEPT, "proof": proof}
    if chosen:
        unit = str(chosen["unit"].uuid) if chosen["unit"] else ""
        selection = Selection(chosen["period"], bulk_job.units_of(request.user, unit), chosen["window"])
        context |= {"counts": selection.counts(), "failures": _failures(selection)}
    return page(request, "appraisal/document_exports.html", context, invalid=request.method == "POST")


def _form(request: Request) -> DocumentsForm:
    """What was sent, or the latest year where nothing was."""
    units = request.user.administered_units()
    if request.method == "POST":
        return DocumentsForm(request.POST, units=units)
    asked = request.GET.copy()
    latest = Period.objects.order_by("-year").first()
    if "period" not in asked and latest is not None:
        asked["period"] = str(latest.year)
    return DocumentsForm(asked, units=units)


def _failures(selection: Selection) -> list[tuple[DrawingFailure, str]]:
    return [(failure, undrawn.advice(failure)) for failure in selection.failures()[:FAILURES]]
