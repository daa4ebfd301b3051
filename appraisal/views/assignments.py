"""Assignments by another leader: proposing, applying, deciding, and the feedback that the giver owes."""

from __future__ import annotations

import uuid as uuid_module

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from appraisal import assignments as acts
from appraisal import offers
from appraisal.matrix_forms import AgreeForm, ApplicationForm, AssignmentForm, DutyForm, RefuseForm
from appraisal.models import Appraisal, Assignment
from appraisal.team_forms import PersonField
from appraisal.views.shared import answers_refusals, appraisal_or_404, frame, keep_typed
from appraisal.workflow import Refused
from employees.http import Request, page

A_PAGE = 20


@require_GET
def assignments(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """What was given to this person or applied for, and what the appraiser decided."""
    row = appraisal_or_404(request, uuid)
    me = request.user.employee
    in_draft = offers.in_revision(row)
    rows = row.assignments.select_related("giver", "decided_by", "target").order_by("-pk")
    context = frame(request, row, "assignments") | {
        "rows": [(one, str(one.uuid) in in_draft) for one in rows],
        "may_apply": not acts.applying_refusal(row, me),
        "deciding": not acts.deciding_refusal(row, me),
        "blocked": acts.agreeing_refusal(row, me),
        "agree_form": AgreeForm(),
        "refuse_form": RefuseForm(),
    }
    return page(request, "appraisal/assignments/assignments.html", context)


@require_http_methods(["GET", "POST"])
@answers_refusals
def assignment_apply(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """The employee applies for work elsewhere."""
    row = appraisal_or_404(request, uuid)
    posted = request.method == "POST"
    form = ApplicationForm(request.POST if posted else None)
    if posted:
        keep_typed(request, form)
    if reason := acts.applying_refusal(row, request.user.employee):
        raise Refused(reason)
    if posted and form.is_valid():
        acts.apply_for(row, form.save(commit=False), by=request.user.employee)
        messages.success(request, "Penugasan diajukan. Pejabat penilai kinerja sudah diberi tahu.")
        return redirect("assignments", row.uuid)
    context = frame(request, row, "assignments") | {"form": form}
    return page(request, "appraisal/assignments/apply.html", context, invalid=posted)


def _assignment(row: Appraisal, assignment: uuid_module.UUID) -> Assignment:
    return get_object_or_404(row.assignments.select_related("appraisal"), uuid=assignment)


@require_POST
@answers_refusals
def assignment_agree(request: Request, uuid: uuid_module.UUID, assignment: uuid_module.UUID) -> HttpResponse:
    """The appraiser agrees; the work becomes a target."""
    row = appraisal_or_404(request, uuid)
    found = _assignment(row, assignment)
    form = AgreeForm(request.POST)
    if not form.is_valid():
        raise Refused("Pilih prioritasnya dahulu: utama atau tambahan.")
    done = acts.agree(found, kind=form.cleaned_data["kind"], by=request.user.employee)
    where = "menjadi rencana hasil kerja" if done.target_id else "masuk ke draf perubahan SKP"
    messages.success(request, f"Penugasan disetujui dan {where}.")
    return redirect("assignments", row.uuid)


@require_POST
@answers_refusals
def assignment_refuse(request: Request, uuid: uuid_module.UUID, assignment: uuid_module.UUID) -> HttpResponse:
    """The appraiser refuses, with a reason."""
    row = appraisal_or_404(request, uuid)
    found = _assignment(row, assignment)
    form = RefuseForm(request.POST)
    keep_typed(request, form)
    if not form.is_valid():
        raise Refused(str(form.errors["note"][0]))
    acts.refuse(found, note=form.cleaned_data["note"], by=request.user.employee)
    messages.success(request, "Penugasan ditolak. Alasannya sudah disampaikan.")
    return redirect("assignments", row.uuid)


# --- the giving leader --------------------------------------------------------------
@require_GET
def given(request: Request) -> HttpResponse:
    """What I proposed, with the feedback that I owe; and what waits for me as appraiser."""
    me = request.user.employee
    context = {
        "page": Paginator(acts.given_by(me), A_PAGE).get_page(request.GET.get("page")),
        "to_decide": acts.to_decide(me)[:A_PAGE],
        "may_propose": not acts.proposing_refusal(me),
    }
    return page(request, "appraisal/assignments/given.html", context)


class ProposalForm(AssignmentForm):
    """The work, and for whom."""

    person = PersonField(label="Pegawai")
    field_order = ("person", "text", "plt")


@require_http_methods(["GET", "POST"])
@answers_refusals
def assignment_propose(request: Request) -> HttpResponse:
    """A leader designates somebody of any unit."""
    me = request.user.employee
    if reason := acts.proposing_refusal(me):
        raise PermissionDenied(reason)
    posted = request.method == "POST"
    form = ProposalForm(request.POST if posted else None)
    if posted:
        keep_typed(request, form)
    if posted and form.is_valid() and (row := _planned_for(form)) is not None:
        acts.propose(row, form.save(commit=False), by=me)
        messages.success(request, f"Penugasan diusulkan. Pejabat penilai {row.employee} menimbangnya.")
        return redirect("assignments_given")
    return page(request, "appraisal/assignments/propose.html", {"form": form}, invalid=posted)


def _planned_for(form: forms.BaseForm) -> Appraisal | None:
    row = acts.current_appraisal(form.cleaned_data["person"])
    if row is None:
        form.add_error("person", "Pegawai ini belum punya kinerja yang berjalan.")
    return row


@require_http_methods(["GET", "POST"])
@answers_refusals
def assignment_feedback(request: Request, assignment: uuid_module.UUID) -> HttpResponse:
    """The giver tells the appraiser how the work went."""
    found = get_object_or_404(acts.given_by(request.user.employee), uuid=assignment)
    posted = request.method == "POST"
    form = DutyForm(request.POST if posted else None)
    if posted:
        keep_typed(request, form)
    if posted and form.is_valid():
        acts.give_feedback(found, text=form.cleaned_data["text"], by=request.user.employee)
        messages.success(request, "Umpan balik dicatat. Pegawai dan pejabat penilainya sudah diberi tahu.")
        return redirect("assignments_given")
    context = {"form": form, "assignment": found}
    return page(request, "appraisal/assignments/feedback.html", context, invalid=posted)
