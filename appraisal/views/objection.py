"""Keberatan: filing it with reasons and evidence, both explanations, the decision. One page for all who see it."""

from __future__ import annotations

import uuid as uuid_module
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods

from appraisal import evidence, workflow
from appraisal.models import Appraisal, Evaluation, EvaluationStatus, Evidence, Objection
from appraisal.objection_forms import EvidenceForm, ObjectionForm
from appraisal.rating import PREDICATE_LABELS
from appraisal.views.evaluation import frame
from appraisal.views.evidence_files import attachment
from appraisal.views.seats import RATING, seat
from appraisal.views.shared import actions, answers_refusals, evaluation_or_404, keep_typed, refused_when_busy
from appraisal.visibility import FieldGroup, visible_groups
from appraisal.workflow import Act, Refused
from appraisal.workflow.objecting import open_objection
from appraisal.workflow.signing import on_paper
from employees import drafts
from employees.http import Request, page

DRAFT = "objection"
STEPS = frozenset(
    {
        "explain_as_appraisee",
        "explain_as_appraiser",
        "withdraw_objection",
        "uphold",
        "change",
        "hand_on",
        "object_by_personnel",
        "explain_by_personnel",
        "withdraw_by_personnel",
    }
)


@require_http_methods(["GET", "POST"])
@answers_refusals
def objection(request: Request, uuid: uuid_module.UUID, window: str) -> HttpResponse:
    """Reads the objections of an evaluation; the employee files one, with reasons and evidence."""
    row, employee = evaluation_or_404(request, uuid, window), request.user.employee
    if FieldGroup.OBJECTION not in visible_groups(row, request.user):
        raise Http404
    restored = drafts.restore(request, DRAFT, row.uuid, 0)
    form = ObjectionForm(request.POST if request.method == "POST" else restored, request.FILES or None)
    if request.method == "POST":
        keep_typed(request, form)
        if why := workflow.refusal(row, "object", employee):
            raise Refused(why)
    if request.method == "POST" and form.is_valid():
        file_objection(request, row, form)
        messages.success(request, "Keberatan diajukan. Kedua pihak sekarang diminta menjelaskan.")
        return redirect("objection", uuid, window)
    return objection_page(request, row, form)


@transaction.atomic
def file_objection(request: Request, row: Evaluation, form: ObjectionForm) -> None:
    """The step and its evidence, together or not at all."""
    with refused_when_busy():
        workflow.perform(row, "object", by=request.user.employee, note=form.cleaned_data["reasons"])
    filed = open_objection(row)
    if filed is not None:
        attach(filed, form.cleaned_data)
    drafts.discard(request.user, DRAFT, row.uuid)


def attach(filed: Objection, typed: dict[str, Any]) -> None:
    for file in typed["proofs"]:
        evidence.keep_for(file, objection=filed)
    if typed["link"]:
        evidence.keep_link_for(typed["link"], objection=filed)


def objection_page(request: Request, row: Evaluation, form: ObjectionForm) -> HttpResponse:
    employee = request.user.employee
    asked = Act.asked(employee)
    mine = seat(row, employee, RATING) if row.status == EvaluationStatus.DISPUTED else None
    context = frame(row, employee) | {
        "objections": filed_about(row),
        "why_not": workflow.refusal(row, "object", employee) if row.signed else "",
        "form": form,
        "evidence_form": EvidenceForm() if may_add_evidence(row, asked) else None,
        "decides": mine is not None and mine.part == "decision",
        "actions": actions(row, employee, only=STEPS),
        "draft": drafts.waiting(request, DRAFT, row.uuid, 0) if request.method == "GET" else None,
    }
    return page(request, "appraisal/evaluation/objection.html", context, invalid=request.method == "POST")


@dataclass(frozen=True)
class Filed:
    """An objection, with the predicate that it is about and the one that the decision made of it."""

    objection: Objection
    before: str
    after: str


def filed_about(row: Evaluation) -> list[Filed]:
    """All objections to an evaluation; a rating holds from its signature on, so the moments tell which."""
    given = list(row.ratings.filter(given_at__isnull=False).order_by("given_at", "pk"))

    def at(moment: datetime) -> str:
        held = [one.predicate for one in given if one.given_at and one.given_at <= moment and one.predicate]
        return PREDICATE_LABELS[held[-1]] if held else ""

    return [
        Filed(
            one,
            at(one.filed_at),
            at(one.decided_at) if one.decided_at and one.decision == Objection.Decision.CHANGED else "",
        )
        for one in row.objections.select_related("decided_by").prefetch_related("evidence")
    ]


def may_add_evidence(row: Evaluation, asked: Act) -> bool:
    """Both sides, and personnel for an employee on paper, while the objection waits."""
    sides = [workflow.Actor.APPRAISEE, workflow.Actor.APPRAISER]
    if on_paper(row):
        sides.append(workflow.Actor.PERSONNEL)
    return row.status == EvaluationStatus.DISPUTED and any(workflow.holds(row, side, asked) for side in sides)


@require_http_methods(["POST"])
@answers_refusals
def objection_evidence_add(request: Request, uuid: uuid_module.UUID, window: str) -> HttpResponse:
    """Evidence that a side adds while the objection waits for its decision."""
    row = evaluation_or_404(request, uuid, window)
    if FieldGroup.OBJECTION not in visible_groups(row, request.user):
        raise Http404
    asked = Act.asked(request.user.employee)
    filed = open_objection(row)
    if filed is None or not may_add_evidence(row, asked):
        raise Refused("Bukti ditambahkan oleh kedua pihak selama keberatan menunggu keputusan.")
    form = EvidenceForm(request.POST, request.FILES)
    if form.is_valid():
        attach(filed, form.cleaned_data)
        messages.success(request, "Bukti ditambahkan.")
    else:
        for error in form.errors.values():
            messages.error(request, str(error[0]))
    return redirect("objection", uuid, window)


@require_GET
def objection_evidence(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """A file of an objection, as an attachment, to whoever may read the objection."""
    visible = Appraisal.objects.visible_to(request.user)
    rows = Evidence.objects.filter(objection__evaluation__appraisal__in=visible).exclude(file="")
    found = get_object_or_404(rows.select_related("objection__evaluation__appraisal"), uuid=uuid)
    filed = found.objection
    if filed is None or FieldGroup.OBJECTION not in visible_groups(filed.evaluation, request.user):
        raise Http404
    return attachment(found)
