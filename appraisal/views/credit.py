"""Angka kredit: one's own year by year, somebody's for superiors and personnel, and the balance brought along."""

from __future__ import annotations

import uuid as uuid_module

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from appraisal import seen_results
from appraisal.credit_forms import CreditBalanceForm
from appraisal.credit_record import record_of
from appraisal.models import Appraisal, CreditBalance, Event
from appraisal.views.people import person_or_404
from employees.dates import dated
from employees.http import Request, page
from employees.models import Employee


@require_GET
def credit(request: Request) -> HttpResponse:
    """My own credit points."""
    return _page(request, request.user.employee)


@require_GET
def credit_of(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Somebody's, as far as one may read the results."""
    return _page(request, person_or_404(request, uuid))


def _page(request: Request, person: Employee) -> HttpResponse:
    record = record_of(person)
    seen = seen_results.readable([year.evaluation for year in record.years], request.user)
    years = [year for year in record.years if year.evaluation.pk in seen]
    whole = len(years) == len(record.years)
    placement = person.placement(timezone.localdate())
    context = {
        "person": person,
        "own": person.pk == request.user.employee_id,
        "position": placement.position if placement else None,
        "record": record,
        "years": years[::-1],
        "whole": whole,
        "may_record": _may_record(request, person),
    }
    return page(request, "appraisal/credit.html", context)


def _may_record(request: Request, person: Employee) -> bool:
    """Personnel of the person's unit, never for themselves."""
    if person.pk == request.user.employee_id or not request.user.is_personnel:
        return False
    return Employee.objects.administered_by(request.user).filter(pk=person.pk).exists()


@permission_required("employees.administer_units", raise_exception=True)
@require_http_methods(["GET", "POST"])
def credit_balance(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Record what somebody brought along; one of the same day is replaced."""
    people = Employee.objects.administered_by(request.user).exclude(pk=request.user.employee_id)
    person = get_object_or_404(people, uuid=uuid)
    posted = request.method == "POST"
    latest = person.credit_balances.order_by("-on_day", "-pk").first()
    form = CreditBalanceForm(request.POST if posted else None, instance=None if posted else latest)
    if posted and form.is_valid():
        record_balance(person, form, by=request.user.employee)
        messages.success(request, f"Saldo angka kredit {person} dicatat.")
        return redirect("credit_of", person.uuid)
    return page(request, "appraisal/credit_balance.html", {"person": person, "form": form}, invalid=posted)


@transaction.atomic
def record_balance(person: Employee, form: CreditBalanceForm, *, by: Employee) -> CreditBalance:
    """Write the balance, and a line in the history of the person's latest appraisal."""
    values = dict(form.cleaned_data)
    balance, _made = CreditBalance.objects.update_or_create(
        employee=person, on_day=values.pop("on_day"), defaults=values | {"recorded_by": by}
    )
    latest = Appraisal.objects.filter(employee=person).order_by("-period__year", "-pk").first()
    if latest is not None:
        Event.objects.create(
            appraisal=latest,
            action="credit_balance",
            label="Saldo angka kredit dicatat",
            actor=by,
            actor_name=by.full_name,
            from_status=latest.status,
            to_status=latest.status,
            note=(
                f"Per {dated(balance.on_day)}, {balance.level} {balance.rank}: "
                f"{balance.level_points} menuju jenjang, {balance.rank_points} menuju pangkat. {balance.source}"
            ).strip(),
        )
    return balance
