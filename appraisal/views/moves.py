"""Moves, closings, study leave and plans by personnel; the closing note and the carried result by the parties."""

from __future__ import annotations

import uuid as uuid_module

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from appraisal import carrying, moves, planned, reopening, workflow
from appraisal.acts import record_act
from appraisal.models import Appraisal, ClosedReason, PartyRole, PlannedMove
from appraisal.moving_forms import ClosingForm, ClosingNoteForm, MoveForm, ReopeningForm, StudyLeaveForm
from appraisal.views.parties import frame, managed_or_404, personnel_only
from appraisal.views.shared import (
    answers_refusals,
    appraisal_or_404,
    check_version,
    draft_to_offer,
    keep_typed,
    posted_version,
)
from appraisal.views.shared import frame as appraisal_frame
from appraisal.workflow import Act, Refused
from appraisal.workflow.doors import locked
from employees import drafts
from employees.http import Request, page
from employees.models import Employee

A_PAGE = 50
READ_AND_WRITE = ("GET", "HEAD", "POST")


# --- personnel ------------------------------------------------------------------------
@personnel_only
@require_http_methods(READ_AND_WRITE)
@answers_refusals
def move(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Move somebody to another unit; the look is a GET and writes nothing."""
    row, by = managed_or_404(request, uuid), request.user.employee
    asked = request.GET if "on" in request.GET else None
    form = MoveForm(request.POST if request.method == "POST" else asked, appraisal=row)
    if request.method == "POST" and form.is_valid():
        keep_typed(request, form)
        done = planned.move(row, form.move, by=by)
        if isinstance(done, PlannedMove):
            day = date_format(done.on_day, "j F Y")
            messages.success(request, f"Perpindahan dicatat dan dijalankan pada {day}.")
            return redirect("move", uuid=row.uuid)
        messages.success(request, f"{row.employee.full_name} dipindahkan; kinerja di {done.unit} dibuka.")
        return redirect("parties", uuid=done.uuid)
    looked = form.is_bound and form.is_valid()
    context = frame(row, "move") | {
        "form": form,
        "move": form.move if looked else None,
        "refusal": moves.refusal(row, form.move, by) if looked else "",
        "later": looked and form.move.on > timezone.localdate(),
    }
    return page(request, "appraisal/moves/move.html", context, invalid=request.method == "POST")


@personnel_only
@require_http_methods(READ_AND_WRITE)
@answers_refusals
def close_appraisal(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Close an appraisal: retirement, death, leaving, no SKP any longer."""
    row = managed_or_404(request, uuid)
    form = ClosingForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        keep_typed(request, form)
        asked = form.cleaned_data
        reason = ClosedReason(asked["reason"])
        plan = planned.close(row, reason, on=asked["on"], note=asked["note"], by=request.user.employee)
        done = "ditutup" if plan is None else f"akan ditutup pada {date_format(asked['on'], 'j F Y')}"
        messages.success(request, f"Kinerja {row.employee.full_name} {done}.")
        return redirect("close_appraisal", uuid=row.uuid)
    context = frame(row, "close") | {"form": form}
    return page(request, "appraisal/moves/close.html", context, invalid=form.is_bound)


@personnel_only
@require_http_methods(READ_AND_WRITE)
@answers_refusals
def reopen_appraisal(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Undo a wrong closing while nothing signed rests on it."""
    row, by = managed_or_404(request, uuid), request.user.employee
    form = ReopeningForm(request.POST if request.method == "POST" else None)
    keep_typed(request, form)
    if form.is_bound and form.is_valid():
        reopening.reopen(row, reason=form.cleaned_data["reason"], by=by)
        messages.success(request, f"Penutupan kinerja {row.employee.full_name} dibatalkan.")
        return redirect("parties", uuid=row.uuid)
    context = frame(row, "close") | {"form": form, "refusal": reopening.refusal(row, by)}
    return page(request, "appraisal/moves/reopen.html", context, invalid=form.is_bound)


@personnel_only
@require_http_methods(READ_AND_WRITE)
@answers_refusals
def study_leave(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Mark that somebody dropped out of study leave, or take that back."""
    row = managed_or_404(request, uuid)
    known = {"dropped": row.study_leave_dropped}
    form = StudyLeaveForm(request.POST if request.method == "POST" else None, initial=known)
    if form.is_bound and form.is_valid():
        keep_typed(request, form)
        dropped: bool = form.cleaned_data["dropped"]
        mark_dropped(row, dropped=dropped, reason=form.cleaned_data["reason"], by=request.user.employee)
        messages.success(request, "Catatan tugas belajar disimpan.")
        return redirect("study_leave", uuid=row.uuid)
    context = frame(row, "study") | {"form": form}
    return page(request, "appraisal/moves/study_leave.html", context, invalid=form.is_bound)


@transaction.atomic
def mark_dropped(appraisal: Appraisal, *, dropped: bool, reason: str, by: Employee) -> None:
    """Behaviour can then only be below expectation (text line 4176); the guard reads this flag.

    Raises:
        Refused: not by this person, or the year is signed.
    """
    row = locked(appraisal)
    if not workflow.holds(row, workflow.Actor.PERSONNEL, Act.asked(by)):
        raise Refused("Catatan tugas belajar hanya untuk pengelola kepegawaian unitnya.")
    if row.evaluations.filter(window="AKHIR", signed_at__isnull=False).exists():
        raise Refused("Evaluasi tahunannya sudah ditandatangani, jadi catatan ini tidak berubah lagi.")
    if row.study_leave_dropped == dropped:
        raise Refused("Catatannya sudah demikian.")
    row.study_leave_dropped = dropped
    row.save(update_fields=["study_leave_dropped"])
    label = "Dicatat tidak menyelesaikan tugas belajar" if dropped else "Catatan gagal tugas belajar dihapus"
    record_act(row, "study_leave", label, Act(by, timezone.now(), reason), tells=tuple(PartyRole))


@personnel_only
@require_safe
def plans(request: Request) -> HttpResponse:
    """What is planned for a later day, and what could not be carried out."""
    rows = planned.visible_to(request.user).select_related(
        "appraisal__employee", "unit", "appraiser", "reviewer"
    )
    listed = Paginator(rows.order_by("on_day", "pk"), A_PAGE).get_page(request.GET.get("page"))
    return page(request, "appraisal/moves/plans.html", {"page": listed})


@personnel_only
@require_POST
@answers_refusals
def plan_cancel(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    rows = planned.visible_to(request.user)
    found = get_object_or_404(rows, uuid=uuid)
    planned.cancel(found, by=request.user.employee)
    messages.success(request, "Rencana dibatalkan.")
    return redirect("plans")


# --- the parties ------------------------------------------------------------------------
@require_http_methods(READ_AND_WRITE)
@answers_refusals
def closing_note(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """The note of an appraiser who goes for the one who comes; readable by whoever may open the appraisal."""
    row, part = appraisal_or_404(request, uuid), "closing_note"
    refusal = workflow.editing_refusal(row, part, request.user.employee)
    restored = drafts.restore(request, part, row.uuid, row.version(part))
    data = request.POST if request.method == "POST" else restored
    found = list(row.closing_notes.select_related("by"))
    own = next((one.text for one in found if one.by_id == request.user.employee_id), "")
    form = ClosingNoteForm(data, initial={"note": own})
    if request.method == "POST":
        keep_typed(request, form)
        check_version(request, row, part)
    if request.method == "POST" and form.is_valid():
        with workflow.editing(row, part, by=request.user.employee, version=posted_version(request)):
            moves.note_closing(row, form.cleaned_data["note"], by=request.user.employee)
            drafts.discard(request.user, part, row.uuid)
        messages.success(request, "Catatan penutup disimpan.")
        return redirect("closing_note", uuid=row.uuid)
    context = appraisal_frame(request, row, "overview") | {"form": form, "refusal": refusal}
    context["notes"] = [one for one in found if refusal or one.by_id != request.user.employee_id]
    context |= {
        "version": row.version(part),
        "draft": draft_to_offer(request, part, row.uuid, row.version(part)),
    }
    return page(request, "appraisal/moves/closing_note.html", context, invalid=request.method == "POST")


@require_safe
def carried(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Which of the old unit's results may be used in which window, and who has agreed."""
    row = appraisal_or_404(request, uuid)
    if row.predecessor_id is None:
        raise Http404
    role = carrying.role_of(row, request.user.employee)
    context = appraisal_frame(request, row, "overview") | {
        "offers": [(one, role is not None and one.agreed(role)) for one in carrying.offers(row)],
        "role": role,
        "used": row.evaluations.filter(carried_from__isnull=False).select_related(
            "carried_from__appraisal__unit"
        ),
        "predecessor": row.predecessor,
    }
    return page(request, "appraisal/moves/carried.html", context)


@require_POST
@answers_refusals
def carry_agree(request: Request, uuid: uuid_module.UUID, window: str) -> HttpResponse:
    row = appraisal_or_404(request, uuid)
    used = carrying.agree(row, window, by=request.user.employee)
    messages.success(
        request,
        "Hasil unit lama dipakai dan langsung final."
        if used
        else "Persetujuan dicatat; menunggu pihak yang lain.",
    )
    return redirect("carried", uuid=row.uuid)


@require_POST
@answers_refusals
def carry_withdraw(request: Request, uuid: uuid_module.UUID, window: str) -> HttpResponse:
    row = appraisal_or_404(request, uuid)
    carrying.withdraw(row, window, by=request.user.employee)
    messages.success(request, "Persetujuan ditarik kembali.")
    return redirect("carried", uuid=row.uuid)
