"""'Ini keliru': the sentence of a party, and the queue of personnel in which it is answered."""

from __future__ import annotations

import uuid as uuid_module

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from appraisal import corrections
from appraisal.correction_forms import AnswerForm, CorrectionFilter, CorrectionForm
from appraisal.models import CorrectionRequest
from appraisal.views.parties import personnel_only
from appraisal.views.shared import answers_refusals, appraisal_or_404, frame, keep_typed
from appraisal.workflow import Refused
from employees.http import Request, page
from employees.models import Employee

A_PAGE = 50
READ_AND_WRITE = ("GET", "HEAD", "POST")


@require_http_methods(READ_AND_WRITE)
@answers_refusals
def correction_ask(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Say what is wrong; what was said before stands below with its answer."""
    row, me = appraisal_or_404(request, uuid), request.user.employee
    refusal = corrections.refusal(row, me)
    form = CorrectionForm(request.POST if request.method == "POST" else None)
    if form.is_bound:
        keep_typed(request, form)
        if refusal:
            raise Refused(refusal)
        if form.is_valid():
            typed = form.cleaned_data
            corrections.ask(row, about=typed["about"], text=typed["text"], by=me)
            messages.success(request, "Pengelola kepegawaian sudah diberi tahu. SKP tetap dapat disusun.")
            return redirect(row)
    context = frame(request, row, "overview") | {
        "form": form,
        "refusal": refusal,
        "rows": row.corrections.select_related("asked_by", "answered_by").order_by("-pk")[:A_PAGE],
    }
    return page(request, "appraisal/correction_ask.html", context, invalid=form.is_bound)


@personnel_only
@require_safe
def correction_queue(request: Request) -> HttpResponse:
    """What waits for an answer in the units of this desk, the oldest first."""
    form = CorrectionFilter(request.GET)
    rows = narrowed(corrections.administered_by(request.user), form)
    listed = Paginator(rows.order_by("asked_at", "pk"), A_PAGE).get_page(request.GET.get("page"))
    return page(request, "appraisal/correction_queue.html", {"form": form, "page": listed})


def narrowed(rows: QuerySet[CorrectionRequest], form: CorrectionFilter) -> QuerySet[CorrectionRequest]:
    """What the filter asks for; nothing when it cannot be read."""
    if not form.is_valid():
        return rows.none()
    asked = form.cleaned_data
    if asked["q"]:
        rows = rows.filter(appraisal__employee__in=Employee.objects.search(asked["q"]).values("pk"))
    match asked["status"]:
        case "semua":
            return rows
        case "dijawab":
            return rows.exclude(answer="")
        case _:
            return rows.filter(answer="")


@personnel_only
@require_http_methods(READ_AND_WRITE)
@answers_refusals
def correction(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """One request with the way to the correction itself, and the answer."""
    row = get_object_or_404(corrections.administered_by(request.user), uuid=uuid)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_bound:
        keep_typed(request, form)
        if form.is_valid():
            typed = form.cleaned_data
            corrections.answer(row, answer=typed["answer"], text=typed["text"], by=request.user.employee)
            messages.success(request, "Jawaban dikirim kepada yang meminta.")
            return redirect("corrections")
    context = {"row": row, "form": form}
    return page(request, "appraisal/correction.html", context, invalid=form.is_bound)
