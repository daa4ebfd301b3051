"""The kind of an SKP, leader or official, corrected while it is planned."""

from __future__ import annotations

import uuid as uuid_module

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from appraisal import skp_kind
from appraisal.planning_forms import LeadsForm
from appraisal.views.shared import answers_refusals, appraisal_or_404
from employees.http import Request


@require_POST
@answers_refusals
def leads_correct(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """The appraiser or personnel say whether this is a leader's SKP; the same again changes nothing."""
    row = appraisal_or_404(request, uuid)
    form = LeadsForm(request.POST)
    as_leader = form.is_valid() and form.cleaned_data["leads"]
    if skp_kind.correct(row, as_leader=as_leader, by=request.user.employee):
        messages.success(request, "Jenis SKP diperbaiki. Periksa lagi indikatornya.")
    return redirect("targets", row.uuid)
