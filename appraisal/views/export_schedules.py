"""`/bkd/ekspor/berkala/`: files that come by themselves, who waits for them, and whether they still come."""

from __future__ import annotations

import uuid as uuid_module

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from appraisal import export_schedules as acts
from appraisal.export_kinds import LABELS, label_of
from appraisal.models import ExportSchedule
from appraisal.views.step_up import step_up
from employees.http import Request, page

A_PAGE = 50

personnel_only = permission_required("employees.administer_units", raise_exception=True)


@personnel_only
@require_safe
def export_schedule_list(request: Request) -> HttpResponse:
    """Each with what it holds, its next day, the file made last, and why it stopped."""
    rows = ExportSchedule.objects.visible_to(request.user)
    rows = rows.select_related("owner", "receiver", "unit", "last_job")
    listed = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    lines = [(one, label_of(one.kind), LABELS[one.format]) for one in listed]
    context = {"page": listed, "rows": lines, "today": timezone.localdate()}
    return page(request, "appraisal/exports/schedules.html", context)


@personnel_only
@require_POST
def export_schedule_pause(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """No file until it is taken up again."""
    found = get_object_or_404(ExportSchedule.objects.visible_to(request.user), uuid=uuid)
    acts.pause(found)
    messages.success(request, f"«{label_of(found.kind)}» dijeda.")
    return redirect("export_schedules")


@sensitive_post_parameters("password")
@personnel_only
@require_POST
def export_schedule_resume(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """From the next month or quarter on, if owner and receiver have their rights; asks who it is like a new one."""
    found = get_object_or_404(ExportSchedule.objects.visible_to(request.user), uuid=uuid)
    proof = step_up(request, ready=True)
    if not proof.passed:
        context = {"schedule": found, "label": label_of(found.kind), "proof": proof}
        return page(request, "appraisal/exports/resume.html", context, invalid=True)
    if refusal := acts.resume(found, timezone.localdate()):
        messages.error(request, refusal)
    else:
        messages.success(request, f"«{label_of(found.kind)}» dibuat lagi mulai periode berikutnya.")
    return redirect("export_schedules")


@personnel_only
@require_POST
def export_schedule_delete(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """What it made stays in the log of exports."""
    found = get_object_or_404(ExportSchedule.objects.visible_to(request.user), uuid=uuid)
    found.delete()
    messages.success(request, f"Berkas berkala «{label_of(found.kind)}» dihapus.")
    return redirect("export_schedules")
