"""Enrolling, one enrolment with everything that follows, and the superior's queue of answers."""

from __future__ import annotations

import uuid as uuid_module

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from appraisal.views.shared import answers_refusals, keep_typed
from appraisal.workflow import Refused
from employees.http import Request, page
from training import certificates, enrolling, hours, planning, reach
from training.forms import DecisionForm, EnrolForm, OpinionForm
from training.models import CourseSession, DevelopmentItem, Enrolment
from training.views.catalogue import TONES

A_PAGE = 50
Status = Enrolment.Status


def sessions() -> QuerySet[CourseSession]:
    """The catalogue is open to everybody."""
    return CourseSession.objects.select_related("course")


def my_items(request: Request) -> QuerySet[DevelopmentItem]:
    """Lines of my plan that training can answer."""
    me = type(request.user.employee).objects.filter(pk=request.user.employee_id)
    return planning.open_items(me).filter(way=DevelopmentItem.Way.TRAINING)


@require_http_methods(["GET", "POST"])
@answers_refusals
def enrol(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Ask for a seat; the superior is asked at once."""
    session, me = get_object_or_404(sessions(), uuid=uuid), request.user.employee
    items = my_items(request)
    start = {"item": items.filter(course=session.course).values_list("uuid", flat=True).first()}
    form = EnrolForm(request.POST if request.method == "POST" else None, initial=start, items=items)
    if form.is_bound:
        keep_typed(request, form)
    if reason := enrolling.enrol_refusal(session):
        raise Refused(reason)
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        made = enrolling.enrol(session, me, by=me, note=typed["note"], item=typed["item"])
        enrolling.ask(made, by=me)
        messages.success(request, "Tempat Anda dipesan. Atasan Anda diminta menyetujui.")
        return redirect(made)
    context = {"session": session, "form": form, "superior": reach.superior_of(me)}
    return page(request, "training/enrol.html", context, invalid=form.is_bound)


def visible(request: Request) -> QuerySet[Enrolment]:
    rows = Enrolment.objects.visible_to(request.user)
    return rows.select_related("session__course", "employee", "item", "decided_by", "asked_by", "certificate")


@require_GET
def enrolment(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """One enrolment: where it stands, and what this person can do about it."""
    row = get_object_or_404(visible(request), uuid=uuid)
    own = row.employee_id == request.user.employee_id
    decides = row.status == Status.REQUESTED and reach.answers_for(request.user, row.employee)
    context = {
        "row": row,
        "tone": TONES[row.status],
        "own": own,
        "can_withdraw": own and not enrolling.withdraw_refusal(row),
        "can_prove": own and not certificates.send_refusal(row),
        "can_say": own and row.status == Status.ATTENDED,
        "decision": DecisionForm() if decides else None,
        "proof": getattr(row, "certificate", None),
    }
    return page(request, "training/enrolment.html", context)


@require_POST
@answers_refusals
def enrolment_withdraw(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Give the seat back."""
    row = get_object_or_404(visible(request), uuid=uuid)
    enrolling.withdraw(row, by=request.user.employee)
    messages.success(request, "Pendaftaran dibatalkan. Tempatnya dapat dipakai orang lain.")
    return redirect(row)


@require_POST
@answers_refusals
def enrolment_decide(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """The superior's answer to one."""
    row = get_object_or_404(visible(request), uuid=uuid)
    form = DecisionForm(request.POST)
    keep_typed(request, form)
    if not form.is_valid():
        raise Refused(" ".join(str(line) for lines in form.errors.values() for line in lines))
    typed = form.cleaned_data
    enrolling.decide(row, by=request.user, approve=typed["answer"] == "ya", note=typed["note"])
    messages.success(request, f"Jawaban disampaikan kepada {row.employee.full_name}.")
    return redirect("training_approvals")


@require_http_methods(["GET", "POST"])
@answers_refusals
def enrolment_opinion(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """What the session was worth to me."""
    row = get_object_or_404(visible(request), uuid=uuid)
    if row.employee_id != request.user.employee_id or row.status != Status.ATTENDED:
        raise Refused("Penilaian diisi oleh peserta yang hadir.")
    names = ("material", "teaching", "usefulness", "opinion")
    start = {name: getattr(row, name) for name in names}
    form = OpinionForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_bound and form.is_valid():
        scores = {name: int(form.cleaned_data[name]) for name in names[:3]}
        enrolling.give_opinion(
            row, by=request.user.employee, scores=scores, opinion=form.cleaned_data["opinion"]
        )
        messages.success(request, "Terima kasih, penilaian Anda disimpan.")
        return redirect(row)
    return page(request, "training/opinion.html", {"row": row, "form": form}, invalid=form.is_bound)


# --- the superior's queue ------------------------------------------------------------
def waiting(request: Request) -> QuerySet[Enrolment]:
    """Requests that wait for this user's answer, the nearest session first."""
    mine = list(reach.led_by(request.user.employee_id).values_list("pk", flat=True))
    people = reach.decided_by(request.user, mine)
    rows = Enrolment.objects.filter(status=Status.REQUESTED, employee__in=people.values("pk"))
    return rows.select_related("session__course", "employee", "item").order_by(
        "session__starts_on", "employee__sort_name", "pk"
    )


@require_GET
def training_approvals(request: Request) -> HttpResponse:
    """What waits for my answer, with the hours that each has so far."""
    listed = Paginator(waiting(request), A_PAGE).get_page(request.GET.get("page"))
    rows = list(listed)
    done: dict[int, int] = {}
    for year in {row.session.ends_on.year for row in rows}:
        people = [row.employee_id for row in rows if row.session.ends_on.year == year]
        done |= hours.of_many(people, year)
    context = {
        "page": listed,
        "rows": [(row, done.get(row.employee_id, 0)) for row in rows],
        "all_chosen": request.GET.get("pilih") == "semua",
    }
    return page(request, "training/approvals.html", context)


@require_POST
def training_approve(request: Request) -> HttpResponse:
    """Approve every chosen one; whoever cannot be is named with the reason."""
    chosen = [one for text in request.POST.getlist("pilih")[:A_PAGE] if (one := as_uuid(text)) is not None]
    if not chosen:
        messages.warning(request, "Belum ada yang dipilih. Centang «Pilih» pada pegawainya dahulu.")
        return redirect("training_approvals")
    done = 0
    with transaction.atomic():
        for row in waiting(request).filter(uuid__in=chosen):
            try:
                enrolling.decide(row, by=request.user, approve=True)
                done += 1
            except Refused as reason:
                messages.error(request, f"{row.employee.full_name}: {reason}")
    messages.success(request, f"{done} pendaftaran disetujui.")
    return redirect("training_approvals")


def as_uuid(text: str) -> uuid_module.UUID | None:
    """None when bent."""
    try:
        return uuid_module.UUID(text)
    except ValueError:
        return None
