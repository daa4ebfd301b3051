"""Citizens' feedback for those whom it concerns, and the desk's queue in which it is read before it counts."""

from __future__ import annotations

import uuid as uuid_module

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from appraisal.views.shared import answers_refusals, keep_typed
from employees.desk_access import for_desk
from employees.http import Request, page
from feedback import citizens
from feedback.citizen_forms import ChosenForm, HideForm, QueueFilter, ReplyForm
from feedback.models import CitizenFeedback, ServicePoint

A_PAGE = 30
Status = CitizenFeedback.Status


@require_safe
def citizens_list(request: Request) -> HttpResponse:
    """What citizens said of me, of those whom I appraise, and of the unit that I head; the newest first."""
    rows = _visible(request).filter(status=Status.PUBLISHED)
    me = request.user.employee_id
    context = {
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "points": ServicePoint.objects.filter(unit__head=me).select_related("unit")[:A_PAGE],
    }
    return page(request, "feedback/citizens.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@answers_refusals
def citizen_feedback(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """One of them; the unit answers here."""
    row, posted = get_object_or_404(_visible(request), uuid=uuid), request.method == "POST"
    form = ReplyForm(request.POST if posted else None)
    keep_typed(request, form)
    if posted and form.is_valid():
        citizens.reply(row, text=form.cleaned_data["text"], by=request.user)
        messages.success(request, "Balasan dikirim. Penulisnya membacanya dengan kode tanda terima.")
        return redirect(row)
    desk = request.user.is_personnel or request.user.is_auditor
    context = {"row": row, "form": form, "refusal": citizens.reply_refusal(row, request.user), "desk": desk}
    return page(request, "feedback/citizen_feedback.html", context, invalid=posted)


@for_desk
@require_safe
def citizen_queue(request: Request) -> HttpResponse:
    """What waits to be read, the oldest first; anything else by state and words."""
    return _queue(request)


@for_desk
@require_POST
def citizen_publish(request: Request) -> HttpResponse:
    """Show the ticked ones to those whom they concern."""
    form = ChosenForm(request.POST, rows=_moderated(request))
    if not form.is_valid():
        return _queue(request, form)
    done, own = citizens.publish(_numbers(form), by=request.user)
    return _decided(request, f"{done} penilaian ditayangkan.", own)


@for_desk
@require_POST
def citizen_hide(request: Request) -> HttpResponse:
    """Hide the ticked ones, with one reason; they are kept."""
    form = HideForm(request.POST, rows=_moderated(request))
    if not form.is_valid():
        return _queue(request, form)
    done, own = citizens.hide(_numbers(form), reason=form.cleaned_data["reason"], by=request.user)
    return _decided(request, f"{done} penilaian tidak ditayangkan.", own)


def _queue(request: Request, sent: ChosenForm | None = None) -> HttpResponse:
    """The list with its two decisions; ticks and reason stay when they were refused."""
    form = QueueFilter(request.GET)
    rows = asked_for(request, form)
    context = {
        "form": form,
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "state": _state(form),
        "sent": sent,
        "hide": sent if isinstance(sent, HideForm) else HideForm(rows=CitizenFeedback.objects.none()),
        "ticked": set(request.POST.getlist("pilih")),
        "may_decide": request.user.is_personnel,
    }
    return page(request, "feedback/citizen_queue.html", context, invalid=sent is not None)


def asked_for(request: Request, form: QueueFilter) -> QuerySet[CitizenFeedback]:
    """What the list of the desk shows."""
    rows = _read_at_desk(request).filter(status=_state(form))
    if said := form.cleaned_data["q"] if form.is_valid() else "":
        words = Q(text__icontains=said) | Q(point__name__icontains=said)
        rows = rows.filter(words | Q(point__unit__name__icontains=said))
    return rows.order_by("received_at", "pk")


def _state(form: QueueFilter) -> str:
    return (form.cleaned_data["status"] if form.is_valid() else "") or Status.WAITING


def _decided(request: Request, words: str, own: int) -> HttpResponse:
    messages.success(request, words)
    if own:
        messages.info(request, f"{own} penilaian dilewati: {citizens.OWN}")
    return redirect("citizen_queue")


def _numbers(form: ChosenForm) -> list[uuid_module.UUID]:
    return list(form.cleaned_data["pilih"].values_list("uuid", flat=True))


def _visible(request: Request) -> QuerySet[CitizenFeedback]:
    rows = CitizenFeedback.objects.visible_to(request.user)
    return rows.select_related("point__unit", "official", "decided_by", "replied_by")


def _read_at_desk(request: Request) -> QuerySet[CitizenFeedback]:
    """Of the units whose desk this person reads, whatever became of it."""
    points = ServicePoint.objects.visible_to(request.user)
    return _visible(request).filter(point__in=points)


def _moderated(request: Request) -> QuerySet[CitizenFeedback]:
    """403 for whoever only reads."""
    if not request.user.is_personnel:
        raise PermissionDenied("Penilaian diperiksa pengelola kepegawaian.")
    return CitizenFeedback.objects.filter(point__unit__in=request.user.administered_units())
