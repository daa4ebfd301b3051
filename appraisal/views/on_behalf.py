"""Acts on behalf of superiors without an account: what waits, prints to be signed, and the signed files."""

from __future__ import annotations

import uuid as uuid_module
from dataclasses import replace

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from appraisal import scoring_seat, signed_files, signing_prints, to_record
from appraisal.step_forms import StepForm
from appraisal.views.evidence_files import attachment
from appraisal.views.parties import personnel_only
from appraisal.views.shared import answers_refusals, keep_typed, step_url
from appraisal.views.steps import taken
from appraisal.workflow import Act
from employees.http import Request, page
from employees.models import Employee

A_PAGE = 50


class PersonFilter(forms.Form):
    """Whose records a list shows."""

    q = forms.CharField(label="Nama atau NIP", required=False, max_length=100)


@personnel_only
@require_safe
def on_behalf(request: Request) -> HttpResponse:
    """The list 'Menunggu dicatat' of one's units, and the grids of those who appraise many."""
    form, today = PersonFilter(request.GET), timezone.localdate()
    found = asked_for(request, form)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    context = {
        "form": form,
        "words": words,
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "late": sum(one.due is not None and one.due < today for one in found),
        "today": today,
        "grids": scoring_seat.grids(request.user, today),
    }
    return page(request, "desk/on_behalf.html", context)


def asked_for(request: Request, form: PersonFilter) -> list[to_record.Waiting]:
    """What the list shows."""
    words = form.cleaned_data["q"] if form.is_valid() else ""
    people = Employee.objects.search(words) if words else None
    return to_record.waiting(request.user, timezone.localdate(), people)


@require_http_methods(["GET", "POST"])
@answers_refusals
def signing_print(request: Request, uuid: uuid_module.UUID, action: str, window: str = "") -> HttpResponse:
    """Asks a worker for the print of a step's document; GET tells how far it is, as a part of the step's page."""
    subject, step, behind = taken(request, uuid, action, window)
    if not signing_prints.offers(subject, step, behind):
        raise Http404
    me = request.user.employee
    if request.method == "POST":
        form = StepForm(request.POST, label=step.note_label)
        keep_typed(request, form)
        signing_prints.request(subject, step, replace(Act.asked(me), note=form.words(), on_behalf_of=behind))
    if request.method == "POST" or not request.htmx:
        return redirect(step_url(subject, action))
    context = {"print": signing_prints.last(subject, step, me), "url": request.path}
    return page(request, "appraisal/_signing_print.html", context)


@require_GET
def signed_scan(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """A signed file, as an attachment, to whoever may read what it says."""
    found = get_object_or_404(signed_files.visible_to(request.user), uuid=uuid)
    if found.event is None or not signed_files.readable(found.event, request.user):
        raise Http404
    return attachment(found)
