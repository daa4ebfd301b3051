"""Penghargaan for everybody: what was given, open rounds, nominating and voting, the certificate."""

from __future__ import annotations

import uuid as uuid_module
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from appraisal import awards as acts
from appraisal import certificates
from appraisal.award_forms import NominationForm, VoteForm
from appraisal.awards import STAGE_LABELS, STAGE_TONES, Stage
from appraisal.models import Award
from appraisal.models.award import AwardQuerySet
from appraisal.views.drafting import drafted, typed_in
from appraisal.views.shared import answers_refusals, keep_typed
from appraisal.workflow import Refused
from employees import drafts
from employees.http import Request, page

A_PAGE = 50
NOMINATION, VOTE = "nomination", "vote"


@dataclass(frozen=True)
class Line:
    """A round with its stage in words."""

    award: Award
    label: str
    tone: str

    @classmethod
    def of(cls, award: Award) -> Line:
        now = acts.stage(award)
        return cls(award, STAGE_LABELS[now], STAGE_TONES[now])


def listed(request: Request, rows: AwardQuerySet) -> dict[str, Any]:
    """A page of rounds, the newest month first."""
    found = Paginator(rows.select_related("unit", "winner").order_by("-month", "-pk"), A_PAGE).get_page(
        request.GET.get("page")
    )
    return {"page": found, "lines": [Line.of(one) for one in found]}


@require_safe
def awards(request: Request) -> HttpResponse:
    """Every round of the agency; names under discussion stay on the pages of those who take part."""
    return page(
        request, "appraisal/awards/list.html", listed(request, Award.objects.visible_to(request.user))
    )


@require_safe
def award(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """One round: its criteria, and what this person may do now."""
    return _round(request, _award_or_404(request, uuid))


def _award_or_404(request: Request, uuid: uuid_module.UUID) -> Award:
    rows = Award.objects.visible_to(request.user).select_related(
        "unit", "winner", "decided_by", "cancelled_by"
    )
    return get_object_or_404(rows, uuid=uuid)


def _round(
    request: Request,
    found: Award,
    *,
    nomination: NominationForm | None = None,
    ballot: VoteForm | None = None,
) -> HttpResponse:
    me, now = request.user.employee, acts.stage(found)
    context: dict[str, Any] = {
        "award": found,
        "line": Line.of(found),
        "stage": now.value,
        "refusal": acts.nominating_refusal(found, me) if now == Stage.NOMINATING else "",
        "mine": found.nominations.filter(nominator=me).select_related("nominee"),
        "certificate": Award.objects.certified_for(request.user).filter(pk=found.pk).exists(),
    }
    if now == Stage.NOMINATING and not context["refusal"]:
        context |= _nominating(request, found, nomination)
    if now == Stage.VOTING:
        context |= _voting(request, found, ballot)
    return page(request, "appraisal/awards/round.html", context, invalid=bool(nomination or ballot))


def _nominating(request: Request, found: Award, form: NominationForm | None) -> dict[str, Any]:
    typed = typed_in(request, NOMINATION, found.uuid) if form is None else None
    drafting = drafted(request, NOMINATION, found.uuid, 0, typed)
    return {"nomination": form or NominationForm(typed)} | drafting


def _voting(request: Request, found: Award, ballot: VoteForm | None) -> dict[str, Any]:
    """The candidates with their reasons, and the own vote."""
    me = request.user.employee
    typed = typed_in(request, VOTE, found.uuid) if ballot is None else None
    return {
        "refusal": acts.voting_refusal(found, me),
        "candidates": acts.candidates(found),
        "ballot": ballot or _ballot(request, found, typed),
        "vote": found.votes.filter(voter=me).select_related("nominee").first(),
    } | drafted(request, VOTE, found.uuid, 0, typed)


def _ballot(request: Request, found: Award, typed: Any) -> VoteForm:
    """Without oneself."""
    others = [one for one in acts.candidates(found) if one.person != request.user.employee]
    return VoteForm(typed, candidates=others)


@require_POST
@answers_refusals
def award_nominate(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Put a colleague forward."""
    found, form = _award_or_404(request, uuid), NominationForm(request.POST)
    keep_typed(request, form)
    if not form.is_valid():
        return _round(request, found, nomination=form)
    nominee = form.cleaned_data["nominee"]
    acts.nominate(found, by=request.user.employee, nominee=nominee, reason=form.cleaned_data["reason"])
    drafts.discard(request.user, NOMINATION, found.uuid)
    messages.success(request, f"Usulan untuk {nominee.full_name} tercatat.")
    return redirect(found)


@require_POST
@answers_refusals
def award_vote(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Give the one vote, or change it."""
    found = _award_or_404(request, uuid)
    form = _ballot(request, found, request.POST)
    keep_typed(request, form)
    if reason := acts.voting_refusal(found, request.user.employee):
        raise Refused(reason)
    if not form.is_valid():
        return _round(request, found, ballot=form)
    acts.vote(found, by=request.user.employee, nominee=form.person)
    drafts.discard(request.user, VOTE, found.uuid)
    messages.success(request, "Suara Anda tercatat. Anda dapat mengubahnya sampai hari terakhir.")
    return redirect(found)


@require_POST
def award_certificate(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Have a worker draw the certificate: for whoever received it, and for the desk."""
    rows = Award.objects.visible_to(request.user).certified_for(request.user)
    found = get_object_or_404(rows, uuid=uuid)
    return redirect("job", uuid=certificates.request(found, request.user.employee).uuid)
