"""Penghargaan at the desk: opening a round, reading nominations, deciding, cancelling."""

from __future__ import annotations

import uuid as uuid_module

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from appraisal import awards as acts
from appraisal.award_forms import AwardForm, CancelForm, DecisionForm
from appraisal.models import Award
from appraisal.views.awards import Line, listed
from appraisal.views.drafting import drafted, typed_in
from appraisal.views.shared import answers_refusals, keep_typed
from appraisal.workflow import Refused
from employees import drafts
from employees.desk_access import for_desk
from employees.http import Request, page

NEW, DECISION = "award", "award-decision"
personnel_only = permission_required("employees.administer_units", raise_exception=True)


@for_desk
@require_safe
def desk_awards(request: Request) -> HttpResponse:
    """Rounds of this desk, with how many were nominated."""
    rows = Award.objects.at_desk(request.user).annotate(
        nominated=Count("nominations__nominee", distinct=True)
    )
    context = listed(request, rows) | {"may_write": request.user.is_personnel}
    return page(request, "appraisal/awards/desk_list.html", context)


@personnel_only
@require_http_methods(["GET", "HEAD", "POST"])
def award_new(request: Request) -> HttpResponse:
    """Open a round; its criteria are announced at once."""
    posted, key = request.method == "POST", request.user.employee.uuid
    typed = typed_in(request, NEW, key)
    form = AwardForm(typed, user=request.user)
    if posted and form.is_valid():
        found = acts.open_round(form.save(commit=False), by=request.user.employee)
        drafts.discard(request.user, NEW, key)
        messages.success(request, "Dibuka dan diumumkan. Usulan masuk ke halaman ini.")
        return redirect("desk_award", found.uuid)
    context = {"form": form} | drafted(request, NEW, key, 0, typed)
    return page(request, "appraisal/awards/form.html", context, invalid=posted)


@for_desk
@require_safe
def desk_award(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Who was nominated by whom and why, and the decision."""
    rows = Award.objects.visible_to(request.user).at_desk(request.user)
    complete = rows.select_related("unit", "winner", "opened_by", "decided_by")
    return _desk_page(request, get_object_or_404(complete, uuid=uuid))


def _desk_page(
    request: Request, found: Award, *, form: DecisionForm | None = None, cancelling: CancelForm | None = None
) -> HttpResponse:
    candidates, refusal = acts.candidates(found), acts.deciding_refusal(found)
    typed = typed_in(request, DECISION, found.uuid) if request.method == "GET" and not refusal else None
    context = drafted(request, DECISION, found.uuid, 0, typed) | {
        "award": found,
        "line": Line.of(found),
        "candidates": candidates,
        "refusal": refusal,
        "form": form or DecisionForm(typed, award=found, candidates=candidates),
        "cancelling": cancelling or CancelForm(),
        "open": found.decided_at is None and found.cancelled_at is None,
        "may_write": request.user.is_personnel,
    }
    return page(request, "appraisal/awards/desk.html", context, invalid=bool(form or cancelling))


def _kept_or_404(request: Request, uuid: uuid_module.UUID) -> Award:
    rows = Award.objects.visible_to(request.user).kept_by(request.user)
    return get_object_or_404(rows.select_related("unit"), uuid=uuid)


@personnel_only
@require_POST
@answers_refusals
def award_decide(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Name who receives it; announced in the same act."""
    found = _kept_or_404(request, uuid)
    form = DecisionForm(request.POST, award=found, candidates=acts.candidates(found))
    keep_typed(request, form)
    if reason := acts.deciding_refusal(found):
        raise Refused(reason)
    if not form.is_valid():
        return _desk_page(request, found, form=form)
    acts.decide(found, form.decision(), by=request.user)
    drafts.discard(request.user, DECISION, found.uuid)
    messages.success(request, f"{form.person.full_name} ditetapkan dan diumumkan.")
    return redirect("desk_award", found.uuid)


@personnel_only
@require_POST
@answers_refusals
def award_cancel(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """End a round without a name."""
    found, form = _kept_or_404(request, uuid), CancelForm(request.POST)
    keep_typed(request, form)
    if not form.is_valid():
        return _desk_page(request, found, cancelling=form)
    acts.cancel(found, form.cleaned_data["reason"], by=request.user.employee)
    messages.success(request, "Dibatalkan. Alasannya tampil di halaman penghargaan.")
    return redirect("desk_award", found.uuid)
