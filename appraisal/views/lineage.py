"""'Peran saya', and what brings targets into a draft: last year's SKP, links to the superior's targets."""

from __future__ import annotations

import uuid as uuid_module

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from appraisal import carry_over, lineage, workflow
from appraisal.matrix_forms import LinksForm
from appraisal.models import Appraisal
from appraisal.views.shared import (
    answers_refusals,
    appraisal_or_404,
    check_version,
    frame,
    keep_typed,
    posted_version,
)
from appraisal.workflow import Refused
from employees.http import Request, page


@require_GET
def my_role(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """The way of each target up to the PK and the goals of the agency."""
    row = appraisal_or_404(request, uuid)
    context = frame(request, row, "role") | {
        "paths": lineage.paths(row),
        "may_link": not workflow.editing_refusal(row, "targets", request.user.employee),
    }
    return page(request, "appraisal/role.html", context)


@require_http_methods(["GET", "POST"])
@answers_refusals
def targets_copy(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Show what would come from last year, and take it over with one click."""
    row = appraisal_or_404(request, uuid)
    _check_open(request, row)
    if request.method == "POST":
        count = carry_over.copy(row, by=request.user.employee)
        if count:
            messages.success(
                request, f"{count} rencana hasil kerja disalin. Sesuaikan isinya dengan tahun ini."
            )
        else:
            messages.info(request, "Semua rencana hasil kerja tahun itu sudah ada di SKP ini.")
        return redirect("targets", row.uuid)
    found = carry_over.source(row)
    context = frame(request, row, "targets") | {
        "source": found,
        "rows": carry_over.missing(row, found) if found else [],
    }
    return page(request, "appraisal/targets_copy.html", context)


@require_http_methods(["GET", "POST"])
@answers_refusals
def targets_link(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Tie targets that were drafted before the superior had any."""
    row = appraisal_or_404(request, uuid)
    posted = request.POST if request.method == "POST" else None
    form = LinksForm(posted, targets=carry_over.unlinked(row), parents=carry_over.leaders_targets(row))
    if posted is not None:
        keep_typed(request, form)
    _check_open(request, row)
    if posted is not None:
        check_version(request, row, "targets")
        if form.is_valid():
            carry_over.link(row, form.chosen(), by=request.user.employee, version=posted_version(request))
            messages.success(request, "Tautan ke hasil kerja pimpinan disimpan.")
            return redirect("my_role", row.uuid)
    context = frame(request, row, "targets") | {
        "form": form,
        "version": row.version("targets"),
        "parents": carry_over.leaders_targets(row).exists(),
    }
    return page(request, "appraisal/targets_link.html", context, invalid=posted is not None)


def _check_open(request: Request, row: Appraisal) -> None:
    if reason := workflow.editing_refusal(row, "targets", request.user.employee):
        raise Refused(reason)
