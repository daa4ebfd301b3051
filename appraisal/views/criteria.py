"""Local criteria: kept by personnel at the desk, read by everybody of the period; the attendance recap."""

from __future__ import annotations

import uuid as uuid_module

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from appraisal import attendance, criteria
from appraisal.criterion_forms import CriterionForm, RecapForm
from appraisal.models import Criterion, Period
from appraisal.views.shared import answers_refusals, appraisal_or_404, frame, keep_typed
from appraisal.workflow import Refused
from employees.desk_access import for_desk
from employees.http import Request, page

SHOWN_ROWS = 200
personnel_only = permission_required("employees.administer_units", raise_exception=True)


def asked_period(request: Request) -> Period | None:
    """The period of the address, else the newest; None before the first."""
    asked = request.GET.get("tahun", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else None
    found = Period.objects.filter(year=year).first() if year else None
    return found or Period.objects.order_by("-year").first()


def period_or_404(request: Request) -> Period:
    found = asked_period(request)
    if found is None:
        raise Http404
    return found


@for_desk
@require_GET
def desk_criteria(request: Request) -> HttpResponse:
    """The criteria of a period, with what each level means."""
    period = asked_period(request)
    rows = list(criteria.with_locks(criteria.shown_to(request.user, period))) if period else []
    mine = set(criteria.kept_by(request.user).filter(period=period).values_list("pk", flat=True))
    context = {
        "period": period,
        "periods": Period.objects.order_by("-year"),
        "rows": [(row, row.pk in mine) for row in rows],
        "may_write": request.user.is_personnel,
    }
    return page(request, "appraisal/desk_criteria.html", context)


@personnel_only
@require_http_methods(["GET", "POST"])
@answers_refusals
def criterion_new(request: Request) -> HttpResponse:
    """Write a criterion; nobody sees it before it is published."""
    return _edit(request, Criterion(period=period_or_404(request)))


@personnel_only
@require_http_methods(["GET", "POST"])
@answers_refusals
def criterion_edit(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Change a criterion while nobody relies on it."""
    return _edit(request, get_object_or_404(criteria.kept_by(request.user), uuid=uuid))


def _edit(request: Request, criterion: Criterion) -> HttpResponse:
    form = CriterionForm(
        request.POST if request.method == "POST" else None, instance=criterion, user=request.user
    )
    if form.is_bound:
        keep_typed(request, form)
    with transaction.atomic():
        if criterion.pk and (reason := criteria.changing_refusal(criteria.locked(criterion))):
            raise Refused(reason)
        if form.is_bound and form.is_valid():
            form.save()
            messages.success(request, "Kriteria disimpan. Terbitkan sebelum SKP pertama diajukan.")
            return redirect(f"{reverse('criteria')}?tahun={criterion.period.year}")
    context = {"form": form, "criterion": criterion, "period": criterion.period}
    return page(request, "appraisal/criterion_form.html", context, invalid=form.is_bound)


@personnel_only
@require_POST
@answers_refusals
def criterion_publish(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Let everybody of the period read it."""
    found = get_object_or_404(criteria.kept_by(request.user), uuid=uuid)
    criteria.publish(found, by=request.user.employee)
    messages.success(request, f"Kriteria «{found.name}» diterbitkan.")
    return redirect(f"{reverse('criteria')}?tahun={found.period.year}")


@personnel_only
@require_POST
@answers_refusals
def criterion_delete(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Take a criterion away while nobody relies on it."""
    found = get_object_or_404(criteria.kept_by(request.user), uuid=uuid)
    criteria.delete(found)
    messages.success(request, f"Kriteria «{found.name}» dihapus.")
    return redirect(f"{reverse('criteria')}?tahun={found.period.year}")


@require_GET
def appraisal_criteria(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """What holds for this person beside the SKP."""
    row = appraisal_or_404(request, uuid)
    context = frame(request, row, "progress") | {
        "criteria": criteria.of_appraisal(row),
        "policy": criteria.POLICY,
    }
    return page(request, "appraisal/criteria.html", context)


# --- attendance -----------------------------------------------------------------------
@personnel_only
@require_http_methods(["GET", "POST"])
@answers_refusals
def attendance_upload(request: Request) -> HttpResponse:
    """Upload a recap and look at what it would change; nothing is written yet."""
    period = period_or_404(request)
    form = RecapForm(request.POST or None, request.FILES or None, period=period)
    recap = None
    if request.method == "POST" and form.is_valid():
        file, window = form.cleaned_data["file"], form.cleaned_data["window"]
        try:
            recap = attendance.look_at(
                file.read(), file.name, period=period, window=window, user=request.user
            )
        except ValueError as error:
            form.add_error("file", str(error))
    context = {"form": form, "period": period, "recap": recap, "shown": SHOWN_ROWS}
    return page(
        request, "appraisal/attendance.html", context, invalid=request.method == "POST" and recap is None
    )


@personnel_only
@require_POST
@answers_refusals
def attendance_apply(request: Request) -> HttpResponse:
    """Write the rows of the preview; they are checked once more."""
    period = period_or_404(request)
    window = request.POST.get("window", "")
    if window not in RecapForm.windows(period):
        raise Refused("Periode rekap ini tidak dikenal. Unggah berkasnya lagi.")
    try:
        content = request.POST.get("rows", "").encode()
        recap = attendance.look_at(content, "rekap", period=period, window=window, user=request.user)
    except ValueError as error:
        raise Refused(f"{error} Unggah berkasnya lagi.") from error
    count = attendance.write(recap, period=period, window=window)
    messages.success(
        request, f"Rekap kehadiran {count} pegawai disimpan." if count else "Tidak ada yang berubah."
    )
    return redirect(f"{reverse('attendance')}?tahun={period.year}")
