"""Certificates: sent by whoever learned, read by superiors, verified by personnel."""

from __future__ import annotations

import uuid as uuid_module
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods

from appraisal import evidence
from appraisal.views.evidence_files import boxed
from appraisal.views.shared import answers_refusals, keep_typed, posted_version
from appraisal.workflow import Refused
from employees.http import Request, page
from training import certificates, reach
from training.forms import CertificateForm, VerifyForm
from training.models import Certificate, Enrolment
from training.views.catalogue import TONES
from training.views.enrolment import my_items
from training.views.enrolment import visible as visible_enrolments


def visible(request: Request) -> QuerySet[Certificate]:
    rows = Certificate.objects.visible_to(request.user)
    return rows.select_related("employee", "verified_by", "item", "enrolment")


@require_http_methods(["GET", "POST"])
@answers_refusals
def certificate_new(request: Request) -> HttpResponse:
    """Training from outside the catalogue: everything is told by hand."""
    return _send(request, None, {})


@require_http_methods(["GET", "POST"])
@answers_refusals
def certificate_of(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """The certificate of a session that I attended."""
    row = get_object_or_404(visible_enrolments(request), uuid=uuid)
    if row.employee_id != request.user.employee_id:
        raise Refused("Sertifikat dikirim oleh peserta sendiri.")
    if reason := certificates.send_refusal(row):
        raise Refused(reason)
    session, course = row.session, row.session.course
    start = {
        "title": course.title, "kind": course.kind, "provider": course.provider, "hours": course.hours,
        "starts_on": session.starts_on, "ends_on": session.ends_on, "item": row.item and row.item.uuid,
    }  # fmt: skip
    return _send(request, row, start)


def _send(request: Request, enrolment: Enrolment | None, start: dict[str, Any]) -> HttpResponse:
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = CertificateForm(*posted, initial=start, items=my_items(request), known=enrolment is not None)
    if form.is_bound:
        keep_typed(request, form)
    if form.is_bound and form.is_valid():
        made = certificates.send(
            request.user.employee, form.cleaned_data, form.cleaned_data["file"], enrolment
        )
        messages.success(
            request, "Sertifikat dikirim. JP dihitung setelah diverifikasi pengelola kepegawaian."
        )
        return redirect(made)
    context = {"form": form, "enrolment": enrolment}
    return page(request, "training/certificate_form.html", context, invalid=form.is_bound)


@require_http_methods(["GET", "POST"])
@answers_refusals
def certificate(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """One certificate; personnel answer it here."""
    row = get_object_or_404(visible(request), uuid=uuid)
    verifies = reach.administered(request.user).filter(pk=row.employee_id).exists()
    form = VerifyForm(request.POST if request.method == "POST" else None, claimed=row.hours)
    if form.is_bound:
        keep_typed(request, form)
        if not verifies:
            raise Refused("Sertifikat diverifikasi oleh pengelola kepegawaian, bukan oleh pemiliknya.")
    if form.is_bound and form.is_valid():
        certificates.verify(
            row, by=request.user, hours=form.acknowledged, note=form.cleaned_data["note"],
            drawn=posted_version(request),
        )  # fmt: skip
        messages.success(request, f"Pemeriksaan sertifikat {row.employee.full_name} dicatat.")
        return redirect("desk_training")
    asks = verifies and row.status == Certificate.Status.WAITING
    context = {
        "row": row,
        "tone": TONES[row.status],
        "form": form if asks or form.is_bound else None,
        "own": row.employee_id == request.user.employee_id,
    }
    return page(request, "training/certificate.html", context, invalid=form.is_bound)


@require_GET
def certificate_file(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """The file as it was sent, never shown by the browser."""
    row = get_object_or_404(visible(request).exclude(file=""), uuid=uuid)
    return boxed(evidence.read(str(row.file.name)), row.content_type, row.file_name)
