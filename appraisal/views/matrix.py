"""The role matrix of a leader, and of a team: reading it, writing a person's line, offering, the file."""

from __future__ import annotations

import uuid as uuid_module

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from appraisal import matrix as matrices
from appraisal import offers, tabular, workflow
from appraisal.assignments import current_appraisal
from appraisal.matrix import Matrix, Row
from appraisal.matrix_forms import RolesForm
from appraisal.models import Appraisal
from appraisal.views.shared import (
    answers_refusals,
    appraisal_or_404,
    draft_to_offer,
    frame,
    keep_typed,
    posted_version,
)
from appraisal.workflow import Refused
from employees import drafts
from employees.http import Request, page

DRAFT, TEAM_DRAFT = "roles", "team-roles"


def matrix_or_404(request: Request, uuid: uuid_module.UUID, team: uuid_module.UUID | None) -> Matrix:
    """The matrix of an appraisal that this user may open; with a team, of the team that its employee leads."""
    row = appraisal_or_404(request, uuid)
    if team is None:
        return matrices.read(row)
    found = row.employee.leads.select_related("unit", "leader").filter(uuid=team).first()
    if found is None:
        raise Http404
    return matrices.read(row, found)


@require_GET
def matrix(request: Request, uuid: uuid_module.UUID, team: uuid_module.UUID | None = None) -> HttpResponse:
    """The table with its gaps in words; on a phone a list, one person after the other."""
    found = matrix_or_404(request, uuid, team)
    me = request.user.employee
    context = frame(request, found.leader, "matrix") | {
        "matrix": found,
        "closed_reason": workflow.editing_refusal(found.leader, "matrix", me),
        "no_role": matrices.NO_ROLE,
        "led": [one for one in found.teams if one.leader_id == found.leader.employee_id],
        "below": [one for one in found.teams if one.leader_id != found.leader.employee_id],
    }
    return page(request, "appraisal/matrix/matrix.html", context)


@require_GET
def my_matrix(request: Request) -> HttpResponse:
    """The way from the list of one's people to one's own matrix of the running year."""
    row = current_appraisal(request.user.employee)
    if row is None:
        messages.info(request, "Matriks peran berasal dari SKP Anda sendiri, dan belum ada yang berjalan.")
        return redirect("team")
    return redirect("matrix", row.uuid)


@require_GET
def matrix_file(
    request: Request, uuid: uuid_module.UUID, team: uuid_module.UUID | None = None
) -> HttpResponse:
    """Form A.1.5 as CSV."""
    found = matrix_or_404(request, uuid, team)
    response = HttpResponse(tabular.csv_text(*matrices.table(found)), content_type="text/csv; charset=utf-8")
    name = f"matriks-peran-{found.leader.period.year}-{found.leader.employee.nip or 'pimpinan'}.csv"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response


@require_http_methods(["GET", "POST"])
@answers_refusals
def matrix_row(
    request: Request,
    uuid: uuid_module.UUID,
    member: uuid_module.UUID,
    team: uuid_module.UUID | None = None,
) -> HttpResponse:
    """One person's roles: a text for each column."""
    found = matrix_or_404(request, uuid, team)
    row = found.row_of(member)
    if row is None:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    version = found.leader.version("matrix")
    typed = drafts.restore(request, draft_form(found), member, version) if posted is None else posted
    form = RolesForm(typed, row=row)
    if posted is not None:
        keep_typed(request, form)
    if reason := workflow.editing_refusal(found.leader, "matrix", request.user.employee):
        raise Refused(reason)
    if posted is not None and form.is_valid():
        return _save_row(request, found, row, form)
    context = _row_context(request, found, row, form) | {
        "version": version if typed is None else typed.get("version", version)
    }
    return page(request, "appraisal/matrix/row.html", context, invalid=posted is not None)


def _row_context(request: Request, found: Matrix, row: Row, form: RolesForm) -> dict[str, object]:
    return frame(request, found.leader, "matrix") | {
        "matrix": found,
        "row": row,
        "parts": [
            (
                target,
                [
                    (column, cell, _field(form, column.name))
                    for column, cell in row.cells
                    if column in columns
                ],
            )
            for target, columns in found.groups
        ],
        "form": form,
        "draft": draft_to_offer(
            request, draft_form(found), row.person.employee.uuid, found.leader.version("matrix")
        ),
        "draft_form": draft_form(found),
    }


def draft_form(found: Matrix) -> str:
    return TEAM_DRAFT if found.team else DRAFT


def _field(form: RolesForm, name: str) -> object:
    return form[name] if name in form.fields else None


def _save_row(request: Request, found: Matrix, row: Row, form: RolesForm) -> HttpResponse:
    person = row.person.employee
    texts = {name: str(text) for name, text in form.cleaned_data.items()}
    offers.write(found, person, texts, by=request.user.employee, version=posted_version(request))
    drafts.discard(request.user, draft_form(found), person.uuid)
    messages.success(request, f"Peran {row.person.name} disimpan. Tawarkan setelah matriksnya lengkap.")
    return back_to(found)


def back_to(found: Matrix) -> HttpResponse:
    if found.team is not None:
        return redirect("team_matrix", found.leader.uuid, found.team.uuid)
    return redirect("matrix", found.leader.uuid)


@require_POST
@answers_refusals
def matrix_offer(
    request: Request, uuid: uuid_module.UUID, team: uuid_module.UUID | None = None
) -> HttpResponse:
    """Offer whatever was written and not offered yet."""
    found = matrix_or_404(request, uuid, team)
    count = offers.offer(found, by=request.user.employee)
    if count:
        messages.success(request, f"{count} peran ditawarkan. Pegawainya sudah diberi tahu.")
    else:
        messages.info(request, "Semua peran yang tertulis sudah ditawarkan.")
    return back_to(found)


# --- the member's side --------------------------------------------------------------
@require_GET
def role_offers(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """What leaders offered to this person, with one button each."""
    row = appraisal_or_404(request, uuid)
    in_draft = offers.in_revision(row)
    found = [(cell, str(cell.uuid) in in_draft) for cell in offers.of(row).order_by("leader", "pk")]
    context = frame(request, row, "targets") | {
        "offers": found,
        "refusal": offers.refusal(row, request.user.employee),
        "running": row.status == "RUNNING",
    }
    return page(request, "appraisal/matrix/offers.html", context)


@require_POST
@answers_refusals
def offer_take(request: Request, uuid: uuid_module.UUID, cell: uuid_module.UUID) -> HttpResponse:
    """Make a target of an offer; once done, a second click changes nothing."""
    row: Appraisal = appraisal_or_404(request, uuid)
    target = offers.take(row, cell, by=request.user.employee)
    if target is None:
        messages.success(request, "Peran masuk ke draf perubahan SKP. Lengkapi indikatornya, lalu ajukan.")
        return redirect("role_offers", row.uuid)
    messages.success(request, "Peran menjadi rencana hasil kerja. Lengkapi indikator dan targetnya.")
    return redirect("targets", row.uuid)
