"""Rounds of asked feedback about one appraisal: proposed, approved, their list, and what was published."""

from __future__ import annotations

import uuid as uuid_module

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from appraisal.models import Appraisal, PartyRole
from appraisal.standing import holds
from appraisal.values import VALUE_LABELS
from appraisal.views.shared import answers_refusals, appraisal_or_404, frame, keep_typed
from appraisal.workflow import Refused
from employees.http import Request, page
from feedback import asked, publishing, rounds
from feedback.grouping import Shown
from feedback.models import FeedbackRound
from feedback.round_forms import CancelForm, NewRoundForm, RoundForm

A_PAGE = 50


@require_GET
def rounds_of(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """The rounds of an appraisal, the latest first."""
    row = appraisal_or_404(request, uuid)
    found = FeedbackRound.objects.visible_to(request.user).filter(appraisal=row)
    context = frame(request, row, "feedback") | {
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "refusal": rounds.proposing_refusal(row, request.user.employee),
    }
    return page(request, "feedback/rounds.html", context)


@require_http_methods(["GET", "POST"])
@answers_refusals
def round_new(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Choose whom to ask; the employee proposes, the appraiser starts."""
    row, me, posted = appraisal_or_404(request, uuid), request.user.employee, request.method == "POST"
    if reason := rounds.proposing_refusal(row, me):
        raise Refused(reason)
    start = {"closes_on": timezone.localdate() + rounds.USUAL}
    form = NewRoundForm(request.POST if posted else None, appraisal=row, initial=start)
    keep_typed(request, form)
    if posted and form.is_valid() and (found := _proposed(request, row, form)):
        messages.success(
            request,
            "Putaran dimulai. Yang diminta sudah diberi tahu."
            if found.status == FeedbackRound.Status.OPEN
            else "Putaran diusulkan. Pejabat penilai kinerja menyetujuinya dahulu.",
        )
        return redirect(found)
    policy = asked.policy_of(row.period)
    context = frame(request, row, "feedback") | {"form": form, "policy": policy}
    return page(request, "feedback/round_new.html", context, invalid=posted)


def _proposed(request: Request, row: Appraisal, form: NewRoundForm) -> FeedbackRound | None:
    """The round; a refusal of the choice stands in the form, which keeps every tick."""
    clean = form.cleaned_data
    try:
        return rounds.propose(
            row, form.people(), closes_on=clean["closes_on"], focus=clean["focus"], by=request.user.employee
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return None


def round_or_404(request: Request, uuid: uuid_module.UUID) -> FeedbackRound:
    rows = FeedbackRound.objects.visible_to(request.user)
    parts = ("appraisal__employee", "appraisal__unit", "appraisal__period", "proposed_by")
    return get_object_or_404(rows.select_related(*parts), uuid=uuid)


@require_GET
def round_page(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """One round: how it stands, whom it asks for those who chose them, and the result once it is out."""
    found, me = round_or_404(request, uuid), request.user.employee
    named = rounds.may_read_names(found, me)
    requests = found.requests.select_related("person").order_by("person__sort_name", "pk")
    context = frame(request, found.appraisal, "feedback") | {
        "round": found,
        "asked": list(requests) if named else [],
        "asked_count": found.requests.count(),
        "groups": [
            (publishing.group_words(one.groups), one, _lines(one)) for one in publishing.groups_of(found)
        ],
        "approving": not rounds.approving_refusal(found, me),
        "cancelling": found.status in asked.RUNNING and holds(found.appraisal, PartyRole.APPRAISER, me),
        "cancel_form": CancelForm(),
    }
    return page(request, "feedback/round.html", context)


def _lines(group: Shown) -> list[tuple[str, dict[str, int] | None]]:
    """Every value with its counts; None where fewer than the floor could judge it."""
    return [(label, group.values.get(value.value)) for value, label in VALUE_LABELS.items()]


@require_http_methods(["GET", "POST"])
@answers_refusals
def round_people(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """The appraiser asks others than were proposed."""
    found, posted = round_or_404(request, uuid), request.method == "POST"
    if reason := rounds.approving_refusal(found, request.user.employee):
        raise Refused(reason)
    chosen = list(found.requests.values_list("person", flat=True))
    form = RoundForm(request.POST if posted else None, appraisal=found.appraisal, chosen=chosen)
    keep_typed(request, form)
    if posted and form.is_valid():
        try:
            rounds.replace_people(found, form.people(), by=request.user.employee)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Daftar orangnya diubah. Setujui untuk memulai putaran.")
            return redirect(found)
    context = frame(request, found.appraisal, "feedback") | {"form": form, "round": found}
    return page(request, "feedback/round_people.html", context, invalid=posted)


@require_POST
@answers_refusals
def round_approve(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """The appraiser approves; those who are asked are told."""
    found = rounds.approve(round_or_404(request, uuid), by=request.user.employee)
    messages.success(request, "Putaran disetujui. Yang diminta sudah diberi tahu.")
    return redirect(found)


@require_POST
@answers_refusals
def round_cancel(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """The appraiser ends it without a result."""
    found = round_or_404(request, uuid)
    form = CancelForm(request.POST)
    keep_typed(request, form)
    if not form.is_valid():
        raise Refused("Tulis alasan membatalkannya.")
    rounds.cancel(found, note=form.cleaned_data["note"], by=request.user.employee)
    messages.success(request, "Putaran dibatalkan. Jawaban yang sudah masuk dihapus tanpa dibaca.")
    return redirect(found)


@require_GET
def rounds_waiting(request: Request) -> HttpResponse:
    """What the appraiser has to approve, of all his people."""
    found = rounds.listed(rounds.to_approve(request.user.employee))
    context = {"page": Paginator(found, A_PAGE).get_page(request.GET.get("page"))}
    return page(request, "feedback/rounds_waiting.html", context)


@require_POST
@answers_refusals
def rounds_approve(request: Request) -> HttpResponse:
    """Approve all that were ticked; one that cannot be is named with its reason, and the others go on."""
    waiting = rounds.to_approve(request.user.employee).select_related("appraisal__employee")
    chosen = [one for one in waiting if str(one.uuid) in request.POST.getlist("pilih")]
    done = 0
    for one in chosen:
        try:
            rounds.approve(one, by=request.user.employee)
            done += 1
        except Refused as refused:
            messages.warning(request, f"{one.appraisal.employee.full_name}: {refused}")
    messages.success(request, f"{done} putaran disetujui.")
    return redirect("rounds_waiting")
