"""Taking tables out of the application: what there is, asking for one, and who took what for which purpose."""

from __future__ import annotations

import uuid as uuid_module
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from appraisal import export_job, export_schedules
from appraisal.export_forms import ExportForm, LogFilter
from appraisal.export_kinds import Kind, find, reports
from appraisal.models import ColumnChoice
from appraisal.views.step_up import step_up
from employees import jobs
from employees.desk_access import for_desk
from employees.http import Request, page
from employees.models import Job
from employees.templatetags.kinerja import date_id

RECENT = 20
A_PAGE = 50
OF_THE_PAGE = ("page", "pilihan")  # what an address of this page says beside the list's own filter
HOURS_KEPT = export_job.FILES_KEPT // timedelta(hours=1)

personnel_only = permission_required("employees.administer_units", raise_exception=True)


@personnel_only
@require_safe
def exports(request: Request) -> HttpResponse:
    """What can be taken, and what this person asked for last."""
    mine = jobs.taken_out().filter(requested_by=request.user.employee_id)[:RECENT]
    context = {
        "kinds": reports(request.user),
        "jobs": mine,
        "whole": request.user.has_perm("employees.administer_agency"),
        "hours_kept": HOURS_KEPT,
    }
    return page(request, "appraisal/exports/index.html", context)


@sensitive_post_parameters("password")
@personnel_only
@require_http_methods(["GET", "HEAD", "POST"])
def export_table(request: Request, kind: str) -> HttpResponse:
    """Choose year, unit, columns and format, and say what for; a list keeps the filter of its page."""
    found = find(kind, request.user)
    if found is None:
        raise Http404
    query = request.GET.copy()
    for name in OF_THE_PAGE:
        query.pop(name, None)
    choices = ColumnChoice.objects.visible_to(request.user).filter(kind=found.key)
    chosen = _chosen(request, choices)
    data = request.POST if request.method == "POST" else None
    form = ExportForm(data, kind=found, by=request.user, query=query, chosen=chosen)
    proof = step_up(request, ready=form.is_valid())
    if form.is_valid() and proof.passed:
        return _asked_for(request, form)
    context = _shown(found, query.urlencode()) | {
        "form": form,
        "choices": choices,
        "chosen": chosen,
        "proof": proof,
    }
    return page(request, "appraisal/exports/table.html", context, invalid=form.is_bound)


def _chosen(request: Request, choices: Any) -> ColumnChoice | None:
    """The saved choice that the address names, among the person's own."""
    wanted = request.GET.get("pilihan", "")
    return next((one for one in choices if str(one.uuid) == wanted), None)


def _asked_for(request: Request, form: ExportForm) -> HttpResponse:
    """The job that makes it now, or the list of what is made again and again."""
    form.keep_columns()
    told = form.cleaned_data
    if not told["repeat"]:
        made = export_job.request(
            form.kind, form.asked, form=told["format"], columns=form.columns, purpose=told["purpose"]
        )
        return redirect("job", uuid=made.uuid)
    kept = export_schedules.create(
        form.kind,
        form.asked,
        receiver=told["receiver"] or request.user.employee,
        rhythm=told["repeat"],
        form=told["format"],
        columns=form.columns,
        purpose=told["purpose"],
        today=timezone.localdate(),
    )
    messages.success(request, f"Berkas berkala disimpan. Yang pertama dibuat sejak {date_id(kept.next_on)}.")
    return redirect("export_schedules")


def _shown(kind: Kind, query: str) -> dict[str, Any]:
    """The way back: to the list as it was filtered, or to the page of all exports."""
    up = reverse(kind.page or "exports")
    return {
        "kind": kind,
        "query": query,
        "up": f"{up}?{query}" if kind.page and query else up,
        "hours_kept": HOURS_KEPT,
    }


@personnel_only
@require_POST
def column_choice_delete(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Forget a saved choice of columns."""
    found = get_object_or_404(ColumnChoice.objects.visible_to(request.user), uuid=uuid)
    found.delete()
    messages.success(request, f"Pilihan kolom «{found.name}» dihapus.")
    return redirect("export_table", kind=found.kind)


@for_desk
@require_safe
def export_log(request: Request) -> HttpResponse:
    """Who asked for what, when and why, how many rows, and who fetched the file."""
    form = LogFilter(request.GET)
    listed = Paginator(log_of(request, form), A_PAGE).get_page(request.GET.get("page"))
    return page(request, "appraisal/exports/log.html", {"form": form, "page": listed})


def log_of(request: Request, form: LogFilter) -> QuerySet[Job]:
    """Lines of the log that this reader may see, the latest first."""
    rows = form.narrowed(jobs.taken_out().logged_for(request.user))
    return rows.select_related("requested_by").prefetch_related("downloads").order_by("-created_at", "-pk")
