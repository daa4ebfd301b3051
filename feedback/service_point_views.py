"""The desk's pages of service points: the list, one with its figures by month, its poster, and the badges."""

from __future__ import annotations

import uuid as uuid_module
from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from appraisal import workflow
from appraisal.models import Appraisal, AppraisalStatus, Period
from appraisal.views.shared import answers_refusals, keep_typed, posted_version
from appraisal.workflow import Conflict
from employees.desk_access import for_agency, for_desk
from employees.http import Request, page
from feedback import service_points
from feedback.citizen_forms import CitizenPolicyForm, PointFilter, ServicePointForm
from feedback.models import CitizenFeedback, CitizenPolicy, ServicePoint
from feedback.models.citizen import officials
from feedback.service_points import Month

A_PAGE, MONTHS_SHOWN = 50, 24
KEPT_BY = "Titik layanan disusun pengelola kepegawaian unitnya."
TWICE = "Unit ini sudah punya layanan dengan nama itu."


@for_desk
@require_safe
def service_points_list(request: Request) -> HttpResponse:
    """Every point of the units whose desk one reads, with what waits to be read."""
    form = PointFilter(request.GET)
    rows = asked_for(request, form)
    context = {
        "form": form,
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "may_write": request.user.is_personnel,
    }
    return page(request, "feedback/service_points.html", context)


def asked_for(request: Request, form: PointFilter) -> QuerySet[ServicePoint]:
    """The points that the list shows."""
    rows = ServicePoint.objects.visible_to(request.user).select_related("unit")
    if form.is_valid() and (said := form.cleaned_data["q"]):
        rows = rows.filter(Q(name__icontains=said) | Q(unit__name__icontains=said))
    waits = Count("feedback", filter=Q(feedback__status=CitizenFeedback.Status.WAITING))
    return rows.annotate(waiting=waits).order_by("-active", "unit__path", "name")


@require_safe
def service_point(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """The public address, and a table by month; the head of the unit reads it too."""
    point = _point(request, uuid)
    found = service_points.months(CitizenFeedback.objects.filter(point=point))[:MONTHS_SHOWN]
    taken = _entries(request, point, found)
    context = {
        "point": point,
        "address": service_points.address(point),
        "tablet": service_points.tablet_path(point),
        "months": [(month, taken.get(month.first, "")) for month in found],
        "takes": bool(taken),
        "kept": _is_kept(request, point),
    }
    return page(request, "feedback/service_point.html", context)


def _entries(request: Request, point: ServicePoint, found: list[Month]) -> dict[date, str]:
    """For the head of the unit, by month: a new entry of his own year that already holds the time of reply."""
    me = request.user.employee
    if point.unit.head_id != me.pk:
        return {}
    mine = Appraisal.objects.filter(employee=me, status=AppraisalStatus.RUNNING).select_related("period")
    years = {row.period.year: row.uuid for row in mine if not workflow.editing_refusal(row, "progress", me)}
    today = timezone.localdate()
    return {
        month.first: f"{reverse('progress_new', args=[years[month.first.year]])}?{urlencode(filled)}"
        for month in found
        if month.first.year in years and (filled := month.as_progress(point.name, today))
    }


@for_desk
@require_http_methods(["GET", "HEAD", "POST"])
@answers_refusals
def service_point_new(request: Request) -> HttpResponse:
    if not request.user.is_personnel:
        raise PermissionDenied(KEPT_BY)
    return _edit(request, ServicePoint())


@require_http_methods(["GET", "HEAD", "POST"])
@answers_refusals
def service_point_edit(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Another name, or closed; what was said stays."""
    return _edit(request, _kept(request, uuid))


def _edit(request: Request, point: ServicePoint) -> HttpResponse:
    drawn, posted = point.version, request.method == "POST"
    form = ServicePointForm(
        request.POST if posted else None, instance=point, units=request.user.administered_units()
    )
    if posted:
        keep_typed(request, form)
        if point.pk and posted_version(request) != drawn:
            raise Conflict(drawn)
        if form.is_valid() and _saved(form):
            messages.success(request, f"{form.instance.name} disimpan.")
            return redirect(form.instance)
    context = {"point": point, "form": form, "version": drawn}
    return page(request, "feedback/service_point_form.html", context, invalid=posted)


def _saved(form: ServicePointForm) -> bool:
    """False, with a sentence beside the name, when the unit has such a point already."""
    try:
        with transaction.atomic():
            form.instance.version += 1
            form.save()
    except IntegrityError:
        form.add_error("name", TWICE)
        return False
    return True


@require_safe
def service_point_poster(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """One sheet to hang up: QR and address, and how to read the reply."""
    point = _kept(request, uuid)
    context = {
        "point": point,
        "qr": service_points.picture(point),
        "address": service_points.address(point),
    }
    return page(request, "feedback/service_point_poster.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def service_point_badges(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Who serves there, with the code for the badge; a code for whoever has none."""
    point = _kept(request, uuid)
    if request.method == "POST":
        made = service_points.give_badges(point)
        messages.success(request, f"{made} kode petugas dibuat.")
        return redirect("service_point_badges", point.uuid)
    rows = officials(point).select_related("badge").order_by("sort_name", "pk")
    context = {"point": point, "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page"))}
    return page(request, "feedback/service_point_badges.html", context)


@for_agency
@require_http_methods(["GET", "HEAD", "POST"])
def citizen_policy(request: Request) -> HttpResponse:
    """Whether the running period's record holds what citizens say."""
    period = Period.objects.filter(status=Period.Status.OPEN).order_by("-year").first()
    if period is None:
        return render(request, "desk/no_period.html", {"heading": "Penilaian masyarakat"})
    found = CitizenPolicy.objects.filter(period=period).first() or CitizenPolicy(period=period)
    posted = request.method == "POST"
    form = CitizenPolicyForm(request.POST if posted else None, instance=found)
    if posted and form.is_valid():
        form.save()
        messages.success(request, "Aturan penilaian masyarakat disimpan.")
        return redirect("service_points")
    return page(request, "feedback/citizen_policy.html", {"form": form, "period": period}, invalid=posted)


def _point(request: Request, uuid: uuid_module.UUID) -> ServicePoint:
    rows = ServicePoint.objects.visible_to(request.user).select_related("unit")
    return get_object_or_404(rows, uuid=uuid)


def _is_kept(request: Request, point: ServicePoint) -> bool:
    return request.user.administered_units().filter(pk=point.unit_id).exists()


def _kept(request: Request, uuid: uuid_module.UUID) -> ServicePoint:
    """404 outside what one may see, 403 for whoever only reads it."""
    point = _point(request, uuid)
    if not _is_kept(request, point):
        raise PermissionDenied(KEPT_BY)
    return point
