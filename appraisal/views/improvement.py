"""Rencana perbaikan kinerja: whom the rule proposes, the plan with its checkpoints, the outcome."""

from __future__ import annotations

import uuid as uuid_module
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from appraisal import improvement as acts
from appraisal.improvement_forms import NoteForm, OutcomeForm, PlanForm
from appraisal.models import ImprovementPlan
from appraisal.views.shared import answers_refusals, keep_typed
from employees.desk_access import for_desk
from employees.http import Request, page
from employees.models import Employee

A_PAGE = 50
personnel_only = permission_required("employees.administer_units", raise_exception=True)


@require_safe
def improvements(request: Request) -> HttpResponse:
    """One's own plans, and those of the people below."""
    rows = ImprovementPlan.objects.visible_to(request.user).of_person(request.user)
    return page(request, "appraisal/improvement/mine.html", {"rows": rows.select_related("employee")})


@for_desk
@require_safe
def desk_improvements(request: Request) -> HttpResponse:
    """Results that call for a plan, and the plans there are."""
    user = request.user
    proposed = acts.proposed(user).select_related(
        "appraisal__employee", "appraisal__unit", "appraisal__period"
    )
    plans = ImprovementPlan.objects.visible_to(user)
    if not user.is_auditor:
        people = Employee.objects.administered_by(user)
        plans = plans.filter(employee__in=people.values("pk"))
    listed = Paginator(plans.select_related("employee").order_by("-starts_on", "-pk"), A_PAGE)
    context = {
        "proposed": proposed.order_by("-appraisal__period__year", "pk")[:A_PAGE],
        "page": listed.get_page(request.GET.get("page")),
        "may_write": user.is_personnel,
    }
    return page(request, "appraisal/improvement/desk_list.html", context)


@personnel_only
@require_http_methods(["GET", "HEAD", "POST"])
@answers_refusals
def improvement_new(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Open a plan after one result."""
    rows = acts.proposed(request.user).select_related("appraisal__employee", "appraisal__period")
    found, posted = get_object_or_404(rows, uuid=uuid), request.method == "POST"
    form = PlanForm(request.POST if posted else None)
    keep_typed(request, form)
    if posted and form.is_valid():
        plan = acts.open_plan(
            found, goals=form.cleaned_data["goals"], support=form.cleaned_data["support"], by=request.user
        )
        messages.success(request, "Rencana dibuka. Pegawai dan atasannya diberi tahu.")
        return redirect(plan)
    return page(
        request, "appraisal/improvement/form.html", {"evaluation": found, "form": form}, invalid=posted
    )


def _plan_or_404(request: Request, uuid: uuid_module.UUID) -> ImprovementPlan:
    rows = ImprovementPlan.objects.visible_to(request.user)
    complete = rows.select_related("employee", "evaluation__appraisal__period", "opened_by", "concluded_by")
    return get_object_or_404(complete, uuid=uuid)


@require_safe
def improvement(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """The plan with its checkpoints."""
    return _plan_page(request, _plan_or_404(request, uuid))


def _plan_page(request: Request, plan: ImprovementPlan, **forms: Any) -> HttpResponse:
    own = plan.employee_id == request.user.employee_id
    context = {
        "plan": plan,
        "checkpoints": plan.checkpoints.prefetch_related("notes__author"),
        "may_note": not acts.noting_refusal(plan, request.user.employee),
        "may_conclude": request.user.is_personnel and not own and not plan.outcome,
        "note_form": NoteForm(),
        "outcome_form": OutcomeForm(),
    }
    return page(request, "appraisal/improvement/plan.html", context | forms, invalid=bool(forms))


@require_POST
@answers_refusals
def improvement_note(request: Request, uuid: uuid_module.UUID, checkpoint: uuid_module.UUID) -> HttpResponse:
    """What superior or employee says at a checkpoint."""
    plan, form = _plan_or_404(request, uuid), NoteForm(request.POST)
    found = get_object_or_404(plan.checkpoints.select_related("plan"), uuid=checkpoint)
    keep_typed(request, form)
    if not form.is_valid():
        return _plan_page(request, plan, note_form=form)
    acts.note(found, form.cleaned_data["text"], by=request.user.employee)
    messages.success(request, "Catatan disimpan.")
    return redirect(plan)


@personnel_only
@require_POST
@answers_refusals
def improvement_conclude(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Record the outcome."""
    plan, form = _plan_or_404(request, uuid), OutcomeForm(request.POST)
    keep_typed(request, form)
    if not form.is_valid():
        return _plan_page(request, plan, outcome_form=form)
    said = form.cleaned_data
    acts.conclude(plan, outcome=said["outcome"], reason=said["reason"], by=request.user)
    messages.success(request, "Hasil dicatat. Pegawai dan atasannya diberi tahu.")
    return redirect(plan)
