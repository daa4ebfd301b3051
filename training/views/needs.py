"""Needs analysis for personnel: the table, its file, and a session filled from it."""

from __future__ import annotations

import uuid as uuid_module

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods

from appraisal.models import Period
from appraisal.views.shared import answers_refusals
from appraisal.workflow import Refused
from employees.desk_access import desk_units, for_desk
from employees.http import Request, page
from training import enrolling, needs
from training.models import CourseSession
from training.needs import Candidate
from training.views.enrolment import as_uuid, sessions

A_PAGE = 50
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


class NeedsFilter(forms.Form):
    tahun = forms.ModelChoiceField(
        label="Tahun",
        queryset=Period.objects.all(),
        to_field_name="year",
        required=False,
        empty_label="Terbaru",
    )
    unit = forms.CharField(label="Nama unit", required=False, max_length=100)


@for_desk
@require_GET
def training_needs(request: Request) -> HttpResponse:
    """Which gaps, how many people, which unit, which course."""
    form = NeedsFilter(request.GET)
    period, rows = narrowed(request, form)
    context = {
        "form": form,
        "period": period,
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
    }
    return page(request, "training/needs.html", context)


def narrowed(request: Request, form: NeedsFilter) -> tuple[Period | None, list[needs.Need]]:
    """Of the year asked for, else the latest; units by words of their name."""
    asked = form.cleaned_data if form.is_valid() else {}
    period = (
        asked.get("tahun")
        or Period.objects.order_by("-year").filter(appraisals__evaluations__signed_at__isnull=False).first()
    )
    if period is None:
        return None, []
    units = desk_units(request.user)
    for word in asked.get("unit", "").split()[:5]:
        units = units.filter(name__icontains=word)
    return period, needs.of_period(period, units)


@for_desk
@require_http_methods(["GET", "POST"])
@answers_refusals
def desk_session_fill(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Choose from those who need it; each one's superior still answers."""
    if not request.user.is_personnel:
        raise PermissionDenied("Peserta diusulkan oleh pengelola kepegawaian.")
    session = get_object_or_404(sessions(), uuid=uuid)
    if reason := enrolling.enrol_refusal(session):
        raise Refused(reason)
    found = needs.candidates(session, request.user)
    if request.method == "POST":
        chosen = {as_uuid(text) for text in request.POST.getlist("pilih")[:1000]}
        _fill(request, session, [one for one in found if one.employee.uuid in chosen])
        return redirect("desk_session", session.uuid)
    context = {
        "session": session,
        "found": found,
        "free": session.free,
        "all_chosen": request.GET.get("pilih") == "semua",
    }
    return page(request, "training/fill.html", context)


def _fill(request: Request, session: CourseSession, chosen: list[Candidate]) -> None:
    """Until the seats are gone; whoever finds none is counted."""
    me, placed = request.user.employee, 0
    for one in chosen:
        try:
            with transaction.atomic():
                made = enrolling.enrol(
                    session, one.employee, by=me, note=f"Diusulkan: {'; '.join(one.reasons)}.", item=one.item
                )
                enrolling.ask(made, by=me)
        except Refused:
            break
        placed += 1
    if placed:
        messages.success(request, f"{placed} pegawai didaftarkan. Atasan mereka diminta menyetujui.")
    if left := len(chosen) - placed:
        messages.warning(request, f"{left} pegawai belum mendapat tempat.")
    if not chosen:
        messages.warning(request, "Belum ada yang dipilih.")
