"""Hukuman disiplin: the person's own, the desk's list, recording and revoking; closed to everybody else."""

from __future__ import annotations

import uuid as uuid_module
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from appraisal import evidence
from appraisal import sanctions as acts
from appraisal.models import Sanction
from appraisal.sanction_forms import RevokeForm, SanctionFilter, SanctionForm
from appraisal.views.drafting import drafted, typed_in
from appraisal.views.evidence_files import boxed
from appraisal.views.shared import answers_refusals, keep_typed
from employees import drafts
from employees.desk_access import for_desk
from employees.http import Request, page

A_PAGE = 50
NEW, REVOKE = f"{drafts.PRIVATE}sanction", f"{drafts.PRIVATE}sanction-revoke"
personnel_only = permission_required("employees.administer_units", raise_exception=True)


@require_safe
def sanctions(request: Request) -> HttpResponse:
    """What was recorded about oneself."""
    rows = Sanction.objects.visible_to(request.user).filter(employee=request.user.employee)
    return page(request, "appraisal/sanctions/mine.html", {"rows": rows})


@require_safe
def sanction(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """One decision, who recorded it, and whether it was revoked."""
    return _sanction_page(request, _sanction_or_404(request, uuid), None)


def _sanction_or_404(request: Request, uuid: uuid_module.UUID) -> Sanction:
    rows = Sanction.objects.visible_to(request.user).select_related("employee", "recorded_by", "revoked_by")
    return get_object_or_404(rows, uuid=uuid)


def _sanction_page(request: Request, found: Sanction, form: RevokeForm | None) -> HttpResponse:
    own = found.employee_id == request.user.employee_id
    context: dict[str, Any] = {"sanction": found, "own": own}
    if request.user.is_personnel and not own and found.revoked_at is None:
        typed = typed_in(request, REVOKE, found.uuid) if form is None else None
        context |= {"form": form or RevokeForm(typed)} | drafted(request, REVOKE, found.uuid, 0, typed)
    return page(request, "appraisal/sanctions/sanction.html", context, invalid=form is not None)


@require_safe
def sanction_file(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """The document, as an attachment."""
    found = _sanction_or_404(request, uuid)
    return boxed(evidence.read(found.file.name or ""), found.content_type, found.file_name)


@for_desk
@require_safe
def desk_sanctions(request: Request) -> HttpResponse:
    """Those of this desk's people; at first the ones that hold today."""
    form = SanctionFilter(request.GET)
    listed = Paginator(asked_for(request, form), A_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": listed, "may_write": request.user.is_personnel}
    return page(request, "appraisal/sanctions/desk_list.html", context)


def asked_for(request: Request, form: SanctionFilter) -> QuerySet[Sanction]:
    """What the desk's list shows."""
    rows = Sanction.objects.visible_to(request.user).at_desk(request.user).filter(form.wanted())
    return rows.select_related("employee").order_by("-starts_on", "-pk")


@personnel_only
@require_http_methods(["GET", "HEAD", "POST"])
@answers_refusals
def sanction_new(request: Request) -> HttpResponse:
    """Record what was decided."""
    posted, key = request.method == "POST", request.user.employee.uuid
    typed = typed_in(request, NEW, key)
    form = SanctionForm(typed, request.FILES or None, user=request.user)
    keep_typed(request, form)
    if posted and form.is_valid() and form.checked is not None:
        found = acts.record(form.save(commit=False), form.checked, by=request.user)
        drafts.discard(request.user, NEW, key)
        messages.success(request, "Hukuman disiplin dicatat. Pegawainya diberi tahu.")
        return redirect(found)
    context = {"form": form} | drafted(request, NEW, key, 0, typed)
    return page(request, "appraisal/sanctions/form.html", context, invalid=posted)


@personnel_only
@require_POST
@answers_refusals
def sanction_revoke(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Take it back, with the reason."""
    found, form = _sanction_or_404(request, uuid), RevokeForm(request.POST)
    keep_typed(request, form)
    if not form.is_valid():
        return _sanction_page(request, found, form)
    acts.revoke(found, form.cleaned_data["reason"], by=request.user)
    drafts.discard(request.user, REVOKE, found.uuid)
    messages.success(request, "Hukuman disiplin dicabut. Pegawainya diberi tahu.")
    return redirect(found)
