"""The superior's page of feedback: with whom he is late, and the rhythm agreed with each."""

from __future__ import annotations

import uuid as uuid_module

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from appraisal.views.shared import answers_refusals, appraisal_or_404
from appraisal.workflow import Refused
from employees.http import Request, page
from employees.models import Employee
from feedback import rhythm, waiting
from feedback.forms import RhythmForm, TeamNotesFilter

PEOPLE_A_PAGE = 50


@require_GET
def team_notes(request: Request) -> HttpResponse:
    """My people, the longest without feedback first."""
    me, today = request.user.employee, timezone.localdate()
    form = TeamNotesFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = rhythm.narrowed(rhythm.with_due(rhythm.people_of(me)), wanted.get("perlu", ""), today)
    if wanted.get("q"):
        rows = rows.filter(employee__in=Employee.objects.search(wanted["q"]).values("pk"))
    rows = rows.select_related("employee", "period", "unit")
    listed = Paginator(
        rows.order_by(F("due_on").asc(nulls_first=True), "employee__sort_name", "pk"), PEOPLE_A_PAGE
    ).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": listed,
        "rows": [(row, rhythm.Standing.of(row, today)) for row in listed],
        "rhythm_form": RhythmForm(),
        "owed": waiting.owed_assignments(me).count(),
        "me": request.user.employee_id,
    }
    return page(request, "feedback/team_notes.html", context)


@require_POST
@answers_refusals
def rhythm_to_all(request: Request) -> HttpResponse:
    """One proposal to everybody with whom nothing is agreed yet."""
    form = RhythmForm(request.POST)
    if not form.is_valid():
        raise Refused("Pilih iramanya dahulu.")
    told = rhythm.propose_to_all(request.user.employee, form.cleaned_data["interval"])
    words = (
        f"Irama diusulkan kepada {told} pegawai." if told else "Semua pegawai sudah punya irama atau usulan."
    )
    messages.success(request, words)
    return redirect("team_notes")


@require_POST
@answers_refusals
def rhythm_propose(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """The employee or the appraiser proposes how often."""
    row = appraisal_or_404(request, uuid)
    form = RhythmForm(request.POST)
    if not form.is_valid():
        raise Refused("Pilih iramanya dahulu.")
    rhythm.propose(row, form.cleaned_data["interval"], by=request.user.employee)
    messages.success(request, "Irama dicatat. Irama berlaku setelah keduanya sepakat.")
    return redirect("appraisal_feedback", row.uuid)


@require_POST
@answers_refusals
def rhythm_agree(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """The other one agrees."""
    row = appraisal_or_404(request, uuid)
    rhythm.agree(row, request.POST.get("interval", ""), by=request.user.employee)
    messages.success(request, "Irama umpan balik disepakati.")
    return redirect("appraisal_feedback", row.uuid)
