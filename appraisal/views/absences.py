"""Personnel's pages on who is away and who stands in: leave of a person, Plt and Plh of units."""

from __future__ import annotations

import uuid as uuid_module
from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from appraisal import delegations as deputies
from appraisal import leaves as acts
from appraisal.delegations import Delegation
from appraisal.moving_forms import DelegationForm, LastDayForm, LeaveForm
from appraisal.views.parties import personnel_only
from appraisal.views.shared import answers_refusals, keep_typed
from appraisal.workflow import Refused
from employees.absences import absences
from employees.http import Request, page
from employees.models import Employee, Leave, Placement, User
from employees.models.person import EmployeeQuerySet

A_PAGE = 50


def people_visible_to(user: User) -> EmployeeQuerySet:
    """Whose leave this user records: people of his units, never himself."""
    return Employee.objects.administered_by(user).exclude(pk=user.employee_id)


def leaves_visible_to(user: User) -> QuerySet[Leave]:
    return Leave.objects.filter(employee__in=people_visible_to(user).values("pk")).select_related("employee")


# --- leave ----------------------------------------------------------------------------
@personnel_only
@require_http_methods(["GET", "HEAD", "POST"])
@answers_refusals
def leaves(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Somebody's leave, and a form for one more."""
    person = get_object_or_404(people_visible_to(request.user), uuid=uuid)
    form = LeaveForm(request.POST if request.method == "POST" else None, instance=Leave(employee=person))
    if form.is_bound and form.is_valid():
        keep_typed(request, form)
        closed = acts.record(form.instance, by=request.user.employee)
        messages.success(request, "Cuti dicatat.")
        for appraisal in closed:
            messages.info(request, f"Kinerja {appraisal.period.year} ditutup sejak cutinya dimulai.")
        return redirect("leaves", uuid=person.uuid)
    rows = person.leaves.order_by("-starts_on")
    context = {
        "person": person,
        "form": form,
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "stopping": [one for one in absences(rows) if one.stops_the_year],
        "today": timezone.localdate(),
    }
    return page(request, "appraisal/moves/leaves.html", context, invalid=form.is_bound)


@personnel_only
@require_POST
@answers_refusals
def leave_end(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Another last day than recorded."""
    rows = leaves_visible_to(request.user)
    found = get_object_or_404(rows, uuid=uuid)
    acts.end(found, ends_on=posted_day(request), by=request.user.employee)
    messages.success(request, "Hari terakhir cuti disimpan.")
    return redirect("leaves", uuid=found.employee.uuid)


@personnel_only
@require_POST
@answers_refusals
def leave_delete(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    rows = leaves_visible_to(request.user)
    found = get_object_or_404(rows, uuid=uuid)
    acts.remove(found, by=request.user.employee)
    messages.success(request, "Catatan cuti dihapus.")
    return redirect("leaves", uuid=found.employee.uuid)


def deputies_of_desk(request: Request) -> QuerySet[Placement]:
    """Who is Plt or Plh, or will be."""
    lasts = Q(ends_on__isnull=True) | Q(ends_on__gte=timezone.localdate())
    rows = deputies.visible_to(request.user).filter(lasts).select_related("employee", "unit", "superior")
    return rows.order_by("unit__path", "starts_on")


# --- Plt and Plh ------------------------------------------------------------------------
@personnel_only
@require_http_methods(["GET", "HEAD", "POST"])
@answers_refusals
def delegations(request: Request) -> HttpResponse:
    """Who is Plt or Plh of which unit, and a form for one more."""
    form = DelegationForm(
        request.POST if request.method == "POST" else None, units=request.user.administered_units()
    )
    if form.is_bound and form.is_valid():
        keep_typed(request, form)
        asked = form.cleaned_data
        kind, days = asked["kind"], (asked["starts_on"], asked["ends_on"])
        wanted = Delegation(asked["unit"], asked["person"], kind, *days, asked["reports_there"])
        made = deputies.record(wanted, by=request.user.employee)
        messages.success(request, f"{made.employee.full_name} dicatat sebagai {made.get_kind_display()}.")
        return redirect("delegations")
    listed = Paginator(deputies_of_desk(request), A_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": listed, "today": timezone.localdate()}
    return page(request, "appraisal/moves/delegations.html", context, invalid=form.is_bound)


@personnel_only
@require_POST
@answers_refusals
def delegation_end(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    rows = deputies.visible_to(request.user)
    found = get_object_or_404(rows, uuid=uuid)
    deputies.end(found, ends_on=posted_day(request), by=request.user.employee)
    messages.success(request, "Hari terakhir penugasan disimpan.")
    return redirect("delegations")


def posted_day(request: Request) -> date:
    form = LastDayForm(request.POST)
    if not form.is_valid():
        raise Refused("Isi hari terakhirnya dahulu.")
    day: date = form.cleaned_data["ends_on"]
    return day
