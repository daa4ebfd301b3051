"""A change of the SKP during the year: begun, drafted target by target, compared side by side, decided."""

from __future__ import annotations

import uuid as uuid_module

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from appraisal import revisions
from appraisal.models import TargetRevision
from appraisal.revision_forms import DraftedTargetForms, OpeningForm
from appraisal.revision_pages import compared, counted
from appraisal.revision_rows import TargetData
from appraisal.revision_steps import Step
from appraisal.shape import shape_of
from appraisal.step_forms import StepForm
from appraisal.views.shared import (
    Action,
    answers_refusals,
    appraisal_or_404,
    draft_to_offer,
    frame,
    keep_typed,
    posted_version,
)
from appraisal.views.targets import leader_targets, promises
from appraisal.views.wording import wording_beside
from appraisal.workflow import Conflict, Refused
from employees import drafts
from employees.http import Request, page
from employees.identifiers import new_uuid
from employees.models import Employee

DRAFT = "revision_target"
TONES = {
    "DRAFT": "draft",
    "PROPOSED": "waiting",
    "AGREED": "done",
    "REFUSED": "attention",
    "LAPSED": "closed",
}


def revision_or_404(request: Request, uuid: uuid_module.UUID, revision: uuid_module.UUID) -> TargetRevision:
    """A revision of an appraisal that this user may open."""
    row = appraisal_or_404(request, uuid)
    found = get_object_or_404(row.revisions.select_related("opened_by", "decided_by"), uuid=revision)
    found.appraisal = row
    return found


@require_http_methods(["GET", "POST"])
@answers_refusals
def revision_new(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Say why the SKP is to change; an open change is shown instead of a second one."""
    row = appraisal_or_404(request, uuid)
    me = request.user.employee
    if (found := revisions.standing(row)) is not None:
        return redirect("revision", row.uuid, found.uuid)
    posted = request.POST if request.method == "POST" else None
    form = OpeningForm(
        posted, initial={"cause": request.GET.get("sebab", ""), "reason": request.GET.get("alasan", "")}
    )
    if posted is not None:
        keep_typed(request, form)
    if reason := revisions.opening_refusal(row, me):
        raise Refused(reason)
    if posted is None or not form.is_valid():
        context = frame(request, row, "targets") | {"form": form}
        return page(request, "appraisal/revision_new.html", context, invalid=posted is not None)
    begun = revisions.open_revision(
        row, by=me, cause=form.cleaned_data["cause"], reason=form.cleaned_data["reason"]
    )
    messages.success(
        request, "Draf perubahan SKP dibuat. SKP yang lama tetap berlaku sampai yang baru ditetapkan."
    )
    return redirect("revision", row.uuid, begun.uuid)


@require_GET
def revision(request: Request, uuid: uuid_module.UUID, revision: uuid_module.UUID) -> HttpResponse:
    """Old and new side by side, with what may be done now."""
    found = revision_or_404(request, uuid, revision)
    rows, offered = compared(found), revisions.offered(found, request.user.employee)
    context = frame(request, found.appraisal, "targets") | {
        "revision": found,
        "tone": TONES[found.status],
        "rows": rows,
        "counts": counted(rows),
        "may_edit": offered.may_edit,
        "actions": [_action(found, *one) for one in offered.steps],
        "reviewer_from": revisions.reviewer_from(found) if found.status in revisions.OPEN else None,
    }
    return page(request, "appraisal/revision.html", context)


def _action(revision: TargetRevision, step: Step, blocked: str, behind: Employee | None) -> Action:
    note = "required" if step.note_required else "optional" if step.note_label else ""
    return Action(
        label=f"{step.label} atas nama {behind.full_name}" if behind else step.label,
        url=reverse("revision_act", args=[revision.appraisal.uuid, revision.uuid, step.action]),
        refusal=blocked,
        primary=step.primary,
        note=note,
        note_label=step.note_label.removesuffix(" (opsional)"),
        confirm=f"{step.label}? {step.warning}" if step.warning else "",
        hidden={"version": str(revision.version)},
    )


@require_POST
@answers_refusals
def revision_act(
    request: Request, uuid: uuid_module.UUID, revision: uuid_module.UUID, action: str
) -> HttpResponse:
    """Take a step of the change; nobody decides about a draft that he did not see."""
    found = revision_or_404(request, uuid, revision)
    step = revisions.STEPS.get(action)
    if step is None:
        raise Http404
    me = request.user.employee
    behind = revisions.principal(found, action, me) if step.signs else None
    form = StepForm(request.POST, request.FILES, label=step.note_label, scan=behind is not None)
    keep_typed(request, form)
    if behind and not revisions.refusal(found, action, me) and not (form.sent and form.is_valid()):
        return _signed_file_page(request, found, step, form, behind)
    revisions.perform(
        found, action, by=me, note=form.words(), version=posted_version(request), scan=form.scan
    )
    messages.success(request, f"{step.done}.")
    return redirect("revision", found.appraisal.uuid, found.uuid)


def _signed_file_page(
    request: Request, revision: TargetRevision, step: Step, form: StepForm, behind: Employee
) -> HttpResponse:
    """Asks for the file that the superior signed; the version that was seen goes along."""
    context = {
        "subject": revision.appraisal,
        "step": step,
        "form": form,
        "behind": behind,
        "note": request.POST.get("note", ""),
        "url": request.path,
        "version": request.POST.get("version", ""),
        "back": reverse("revision", args=[revision.appraisal.uuid, revision.uuid]),
    }
    return page(request, "appraisal/confirm_step.html", context, invalid=True)


# --- targets of the draft -----------------------------------------------------------
@require_http_methods(["GET", "POST"])
@answers_refusals
def revision_target_new(request: Request, uuid: uuid_module.UUID, revision: uuid_module.UUID) -> HttpResponse:
    """Write a further target into the draft."""
    found = revision_or_404(request, uuid, revision)
    return _edit(request, found, {"uuid": str(new_uuid())}, found.uuid)


@require_http_methods(["GET", "POST"])
@answers_refusals
def revision_target_edit(
    request: Request, uuid: uuid_module.UUID, revision: uuid_module.UUID, target: uuid_module.UUID
) -> HttpResponse:
    """Change a target of the draft. One that was taken out meanwhile still shows what was typed about it."""
    found = revision_or_404(request, uuid, revision)
    drafted: list[TargetData] = found.new
    data = next((one for one in drafted if one["uuid"] == str(target)), None)
    if data is None and request.method == "GET":
        raise Http404
    fresh: TargetData = {"uuid": str(target)}
    return _edit(request, found, data or fresh, target)


def _edit(
    request: Request, revision: TargetRevision, data: TargetData, draft_uuid: uuid_module.UUID
) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    typed = posted or drafts.restore(request, DRAFT, draft_uuid, revision.version)
    row = revision.appraisal
    forms = DraftedTargetForms.draw(
        row, data, typed, shape_of(row), leader_targets=leader_targets(row), promises=promises(row)
    )
    if posted is not None:
        keep_typed(request, forms.target, *forms.indicators.forms)
    if reason := revisions.editing_refusal(revision, request.user.employee):
        raise Refused(reason)
    if posted is not None and posted_version(request) != revision.version:
        raise Conflict(revision.version)
    if posted is None or not forms.are_valid():
        return _target_page(request, revision, forms, typed, draft_uuid)
    with revisions.editing(revision, by=request.user.employee, version=posted_version(request)) as locked:
        revisions.put_target(locked, forms.data())
    drafts.discard(request.user, DRAFT, draft_uuid)
    messages.success(request, "Rencana hasil kerja disimpan di draf perubahan.")
    return redirect("revision", row.uuid, revision.uuid)


def _target_page(
    request: Request,
    revision: TargetRevision,
    forms: DraftedTargetForms,
    typed: QueryDict | None,
    draft_uuid: uuid_module.UUID,
) -> HttpResponse:
    version = revision.version
    context = (
        frame(request, revision.appraisal, "targets")
        | {
            "shape": shape_of(revision.appraisal),
            "revision": revision,
            "form": forms.target,
            "formset": forms.indicators,
            "is_new": draft_uuid == revision.uuid,
            "version": version if typed is None else typed.get("version", version),
            "draft": draft_to_offer(request, DRAFT, draft_uuid, version),
            "draft_form": DRAFT,
            "draft_uuid": draft_uuid,
        }
        | wording_beside(revision.appraisal, forms.target, forms.indicators)
    )
    return page(request, "appraisal/revision_target_form.html", context, invalid=request.method == "POST")


@require_POST
@answers_refusals
def revision_target_delete(
    request: Request, uuid: uuid_module.UUID, revision: uuid_module.UUID, target: uuid_module.UUID
) -> HttpResponse:
    """Take a target out of the new SKP; in the old one it stays until the change is set."""
    found = revision_or_404(request, uuid, revision)
    with revisions.editing(found, by=request.user.employee, version=posted_version(request)) as locked:
        revisions.remove_target(locked, str(target))
    messages.success(request, "Rencana hasil kerja dihapus dari draf perubahan.")
    return redirect("revision", found.appraisal.uuid, found.uuid)
