"""Rencana perbaikan kinerja: whom the rule proposes, the plan with its checkpoints, the outcome."""

from __future__ import annotations

import uuid as uuid_module
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from appraisal import improvement as acts
from appraisal.improvement_forms import NoteForm, OutcomeForm, PlanForm
from appraisal.models import ImprovementCheckpoint, ImprovementPlan
from appraisal.views.drafting import drafted, typed_in
from appraisal.views.shared import answers_refusals, keep_typed
from employees import drafts
from employees.desk_access import for_desk
from employees.http import Request, page
from employees.models import Employee

A_PAGE = 50
NEW, NOTE, OUTCOME = "improvement", "improvement-note", "improvement-outcome"
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
    listed = Paginator(plans_of_desk(request), A_PAGE)
    context = {
        "proposed": proposed.order_by("-appraisal__period__year", "pk")[:A_PAGE],
        "page": listed.get_page(request.GET.get("page")),
        "may_write": user.is_personnel,
    }
    return page(request, "appraisal/improvement/desk_list.html", context)


def plans_of_desk(request: Request) -> QuerySet[ImprovementPlan]:
    """Those of this desk's people, the latest first."""
    plans = ImprovementPlan.objects.visible_to(request.user)
    if not request.user.is_auditor:
        people = Employee.objects.administered_by(request.user)
        plans = plans.filter(employee__in=people.values("pk"))
    return plans.select_related("employee").order_by("-starts_on", "-pk")


@personnel_only
@require_http_methods(["GET", "HEAD", "POST"])
@answers_refusals
def improvement_new(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Open a plan after one result."""
    rows = acts.proposed(request.user).select_related("appraisal__employee", "appraisal__period")
    found, posted = get_object_or_404(rows, uuid=uuid), request.method == "POST"
    typed = typed_in(request, NEW, found.uuid)
    form = PlanForm(typed)
    keep_typed(request, form)
    if posted and form.is_valid():
        plan = acts.open_plan(
            found, goals=form.cleaned_data["goals"], support=form.cleaned_data["support"], by=request.user
        )
        drafts.discard(request.user, NEW, found.uuid)
        messages.success(request, "Rencana dibuka. Pegawai dan atasannya diberi tahu.")
        return redirect(plan)
    context = {"evaluation": found, "form": form} | drafted(request, NEW, found.uuid, 0, typed)
    return page(request, "appraisal/improvement/form.html", context, invalid=posted)


def _plan_or_404(request: Request, uuid: uuid_module.UUID) -> ImprovementPlan:
    rows = ImprovementPlan.objects.visible_to(request.user)
    complete = rows.select_related("employee", "evaluation__appraisal__period", "opened_by", "concluded_by")
    return get_object_or_404(complete, uuid=uuid)


@require_safe
def improvement(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """The plan with its checkpoints; `?tinjauan=` opens the note of one that is over."""
    return _plan_page(request, _plan_or_404(request, uuid))


def _plan_page(
    request: Request,
    plan: ImprovementPlan,
    *,
    note: NoteForm | None = None,
    outcome: OutcomeForm | None = None,
    at: uuid_module.UUID | None = None,
) -> HttpResponse:
    checkpoints = list(plan.checkpoints.prefetch_related("notes__author"))
    today = timezone.localdate()
    context: dict[str, Any] = {"plan": plan, "today": today, "superior": acts.superior_of(plan)}
    if not acts.noting_refusal(plan, request.user.employee):
        context |= _noting(request, _chosen(checkpoints, str(at or request.GET.get("tinjauan", ""))), note)
    if request.user.is_personnel and not acts.concluding_refusal(plan, "", request.user):
        typed = typed_in(request, OUTCOME, plan.uuid) if request.method == "GET" else None
        waiting = drafted(request, OUTCOME, plan.uuid, 0, typed)["draft"]
        context |= {"outcome_form": outcome or OutcomeForm(typed), "outcome_draft": waiting}
    here = [one for one in checkpoints if one.due_on <= today or one == context.get("now") or one.notes.all()]
    context |= {"checkpoints": here, "coming": [one for one in checkpoints if one not in here]}
    return page(request, "appraisal/improvement/plan.html", context, invalid=bool(note or outcome))


def _noting(request: Request, now: ImprovementCheckpoint, form: NoteForm | None) -> dict[str, Any]:
    """The form at one checkpoint, with what was begun there."""
    typed = typed_in(request, NOTE, now.uuid) if request.method == "GET" else None
    waiting = drafted(request, NOTE, now.uuid, 0, typed)["draft"]
    return {"now": now, "note_form": form or NoteForm(typed), "note_draft": waiting}


def _chosen(checkpoints: Sequence[ImprovementCheckpoint], asked: str) -> ImprovementCheckpoint:
    """The one asked for, else the one whose day is nearest: a month's note often comes a day late."""
    today = timezone.localdate()
    named = next((one for one in checkpoints if str(one.uuid) == asked), None)
    return named or min(checkpoints, key=lambda one: abs(one.due_on - today))


@require_POST
@answers_refusals
def improvement_note(request: Request, uuid: uuid_module.UUID, checkpoint: uuid_module.UUID) -> HttpResponse:
    """What superior or employee says at a checkpoint."""
    plan, form = _plan_or_404(request, uuid), NoteForm(request.POST)
    found = get_object_or_404(plan.checkpoints.select_related("plan"), uuid=checkpoint)
    keep_typed(request, form)
    if not form.is_valid():
        return _plan_page(request, plan, note=form, at=found.uuid)
    acts.note(found, form.cleaned_data["text"], by=request.user.employee)
    drafts.discard(request.user, NOTE, found.uuid)
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
        return _plan_page(request, plan, outcome=form)
    said = form.cleaned_data
    acts.conclude(plan, outcome=said["outcome"], reason=said["reason"], by=request.user)
    drafts.discard(request.user, OUTCOME, plan.uuid)
    messages.success(request, "Hasil dicatat. Pegawai dan atasannya diberi tahu.")
    return redirect(plan)
