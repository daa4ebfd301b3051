"""Kalibrasi: the sessions, opening one, its page, a change with its reason, the lock with the minutes."""

from __future__ import annotations

import uuid as uuid_module

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods

from appraisal import calibration_tables, calibrations, unit_results
from appraisal.calibration_forms import ChangeForm, LockForm, OpenForm, WhereForm, window_of
from appraisal.fairness import FEWEST
from appraisal.models import Calibration, Evaluation, EvaluationWindow, OverallRating, Period
from appraisal.models.calibration import CalibrationQuerySet
from appraisal.rating import PREDICATE_LABELS
from appraisal.views.seats import Seat, seat
from appraisal.views.shared import answers_refusals, keep_typed, posted_version
from appraisal.workflow import Actor, Refused
from appraisal.workflow.signing import current_rating
from employees.http import Request, page

A_PAGE = 25
SEAT = {"calibration": Actor.APPRAISER}


@require_GET
def calibrations_list(request: Request) -> HttpResponse:
    """Sessions that I lead, take part in or may look into; the open ones first."""
    rows = listed(Calibration.objects.visible_to(request.user))
    shown = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {"page": shown, "may_open": calibrations.units_offered(request.user).exists()}
    return page(request, "appraisal/calibration/list.html", context)


def listed(rows: CalibrationQuerySet) -> CalibrationQuerySet:
    """With what a line of the list shows, in its order."""
    counted = rows.annotate(
        appraisers=Count("participants", distinct=True), changed=Count("changes", distinct=True)
    )
    return counted.select_related("unit", "period", "led_by").order_by("locked_at", "-opened_at")


@require_http_methods(["GET", "POST"])
@answers_refusals
def calibration_new(request: Request) -> HttpResponse:
    """First where (in the address), then with whom; 404 for whoever may open none."""
    units = calibrations.units_offered(request.user)
    if not units.exists():
        raise Http404
    windows = EvaluationWindow.objects.filter(period__status=Period.Status.OPEN).select_related("period")
    where = WhereForm(request.GET or None, units=units, windows=windows)
    if not where.is_valid():
        return page(
            request, "appraisal/calibration/new.html", {"where": where}, invalid=request.method == "POST"
        )
    unit, window = where.cleaned_data["unit"], window_of(where.cleaned_data["masa"])
    found = calibrations.candidates(unit, window.period, window.code, asked_by=request.user.employee)
    form = OpenForm(
        request.POST if request.method == "POST" else None,
        candidates=found,
        reviewers=calibrations.reviewers(unit, window.period, window.code),
    )
    keep_typed(request, form)
    if request.method == "POST" and form.is_valid():
        return redirect(opened(request, where, form))
    reason = calibrations.opening_refusal(unit, window, request.user)
    context = {"where": where, "form": form, "unit": unit, "window": window, "reason": reason}
    return page(request, "appraisal/calibration/new.html", context, invalid=request.method == "POST")


def opened(request: Request, where: WhereForm, form: OpenForm) -> Calibration:
    session = calibrations.open_calibration(
        where.cleaned_data["unit"],
        window_of(where.cleaned_data["masa"]),
        by=request.user,
        led_by=form.cleaned_data["led_by"],
        appraisers=form.chosen,
        purpose=form.cleaned_data["purpose"],
    )
    messages.success(request, "Sesi kalibrasi dibuka. Para pejabat penilai diberi tahu.")
    return session


@require_GET
def calibration(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Everybody's counts, the own people by name, the changes; with htmx only what others feed."""
    session = _session_or_404(request, uuid)
    context = {
        "session": session,
        "table": calibration_tables.table(session, request.user),
        "labels": list(PREDICATE_LABELS.values()),
        "may_lock": not calibrations.lock_refusal(session, request.user),
        "fewest": FEWEST,
    }
    return page(request, "appraisal/calibration/session.html", context)


def _session_or_404(request: Request, uuid: uuid_module.UUID) -> Calibration:
    rows = Calibration.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("unit", "period", "led_by", "opened_by", "locked_by"), uuid=uuid
    )


@require_http_methods(["GET", "POST"])
@answers_refusals
def calibration_change(
    request: Request, uuid: uuid_module.UUID, evaluation: uuid_module.UUID
) -> HttpResponse:
    """The appraiser gives another rating, with its reasons; the one before stays on record."""
    session = _session_or_404(request, uuid)
    row, mine = _own_or_404(request, session, evaluation)
    before = current_rating(row)
    form = _change_form(request, row, before)
    keep_typed(request, form)
    if reason := mine.refusal(row, request.user.employee):
        raise Refused(reason)
    if request.method == "POST" and form.is_valid():
        calibrations.change(
            row, form.save(commit=False), by=request.user.employee, on_behalf_of=mine.on_behalf_of,
            reason=form.cleaned_data["why"], seen=posted_version(request),
        )  # fmt: skip
        messages.success(request, "Rating diubah. Yang sebelumnya tetap tercatat.")
        return redirect(session)
    context = {"session": session, "row": row, "form": form, "before": before, "behind": mine.on_behalf_of}
    return page(request, "appraisal/calibration/change.html", context, invalid=request.method == "POST")


def _own_or_404(request: Request, session: Calibration, uuid: uuid_module.UUID) -> tuple[Evaluation, Seat]:
    """An evaluation of the session that this person appraises, or records for a superior without an account."""
    seen = Evaluation.objects.visible_to(request.user).filter(
        pk__in=calibrations.evaluations_of(session).values("pk")
    )
    rows = seen.select_related("appraisal__employee", "appraisal__unit", "appraisal__period")
    row = get_object_or_404(rows, uuid=uuid)
    mine = seat(row, request.user.employee, SEAT)
    if mine is None:
        raise Http404
    return row, mine


def _change_form(request: Request, row: Evaluation, before: OverallRating | None) -> ChangeForm:
    """A new rating that begins with the words of the one before; a head's results follow the unit's result."""
    draft = OverallRating(evaluation=row)
    if before is not None:
        draft.results, draft.results_reason = before.results, before.results_reason
        draft.behaviour, draft.behaviour_reason = before.behaviour, before.behaviour_reason
        draft.guards_others = before.guards_others
    headed = unit_results.headed(row)
    follows = headed.of_head.value if headed and headed.of_head else ""
    return ChangeForm(request.POST if request.method == "POST" else None, instance=draft, follows=follows)


@require_http_methods(["GET", "POST"])
@answers_refusals
def calibration_lock(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """The minutes, and no change after them."""
    session = _session_or_404(request, uuid)
    form = LockForm(request.POST if request.method == "POST" else None)
    keep_typed(request, form)
    if reason := calibrations.lock_refusal(session, request.user):
        raise Refused(reason)
    if request.method == "POST" and form.is_valid():
        calibrations.lock(
            session, by=request.user, minutes=form.cleaned_data["minutes"],
            counts=calibration_tables.counts_now(session),
        )  # fmt: skip
        messages.success(request, "Sesi dikunci bersama notulanya.")
        return redirect(session)
    return page(
        request, "appraisal/calibration/lock.html", {"session": session, "form": form}, invalid=form.is_bound
    )
