"""Signed feedback: notes given and received, one note, and the notes of an appraisal."""

from __future__ import annotations

import uuid as uuid_module

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from appraisal import evidence
from appraisal.models import Appraisal
from appraisal.views.evidence_files import boxed
from appraisal.views.shared import answers_refusals, appraisal_or_404, draft_to_offer, frame, keep_typed
from appraisal.workflow import Refused
from employees import drafts
from employees.http import Request, page
from feedback import notes, rhythm, waiting
from feedback.forms import NoteForm, NotesFilter, ReplyForm, RhythmForm
from feedback.models import FeedbackNote

DRAFT, REPLY_DRAFT = "note", "reply"
NOTES_A_PAGE = 20


@require_GET
def feedback(request: Request) -> HttpResponse:
    """Notes that I gave or received, the latest day first."""
    me = request.user.employee_id
    form = NotesFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    mine = {"masuk": Q(receiver=me), "keluar": Q(giver=me)}.get(
        wanted.get("arah", ""), Q(receiver=me) | Q(giver=me)
    )
    rows = visible_notes(request).filter(mine)
    if wanted.get("jenis"):
        rows = rows.filter(kind=wanted["jenis"])
    if wanted.get("tanggapan"):
        rows = rows.filter(replied_at__isnull=wanted["tanggapan"] == "belum")
    context = {"form": form, "me": me, "page": paged(request, rows)}
    context |= waiting.on_page(request.user)
    return page(request, "feedback/feedback.html", context)


@require_GET
def appraisal_feedback(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """The notes of one appraisal; its superiors may add to them."""
    row = appraisal_or_404(request, uuid)
    found = visible_notes(request).filter(appraisal=row)
    context = frame(request, row, "feedback") | {
        "page": paged(request, found),
        "me": request.user.employee_id,
        "refusal": notes.refusal(row, request.user.employee),
        "rhythm": rhythm.standing(row, timezone.localdate()),
        "rhythm_refusal": rhythm.refusal(row, request.user.employee),
        "rhythm_form": RhythmForm(),
    }
    return page(request, "feedback/appraisal.html", context)


@require_http_methods(["GET", "POST"])
@answers_refusals
def note_new(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Write a note to the employee."""
    row = appraisal_or_404(request, uuid)
    today, posted = timezone.localdate(), request.method == "POST"
    typed = request.POST if posted else drafts.restore(request, DRAFT, row.uuid, 0)
    start = {
        "day": min(today, row.period.ends_on),
        "kind": request.GET.get("jenis", FeedbackNote.Kind.APPRECIATION),
    }
    files = request.FILES if posted else None
    form = NoteForm(typed, files, initial=start, appraisal=row, today=today)
    keep_typed(request, form)
    if reason := notes.refusal(row, request.user.employee):
        raise Refused(reason)
    if posted and form.is_valid():
        return _give(request, row, form)
    context = frame(request, row, "feedback") | {
        "form": form,
        "draft": draft_to_offer(request, DRAFT, row.uuid, 0),
    }
    return page(request, "feedback/note_form.html", context, invalid=posted)


def _give(request: Request, row: Appraisal, form: NoteForm) -> HttpResponse:
    notes.give(row, by=request.user.employee, **vars(form.words()))
    drafts.discard(request.user, DRAFT, row.uuid)
    messages.success(request, f"Umpan balik disampaikan kepada {row.employee.full_name}.")
    return redirect("appraisal_feedback", row.uuid)


@require_http_methods(["GET", "POST"])
@answers_refusals
def note(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """One note; its receiver answers here."""
    row = get_object_or_404(visible_notes(request), uuid=uuid)
    posted = request.method == "POST"
    typed = request.POST if posted else drafts.restore(request, REPLY_DRAFT, row.uuid, 0)
    form = ReplyForm(typed)
    if posted:
        keep_typed(request, form)
        if form.is_valid():
            notes.reply(row, by=request.user.employee, text=form.cleaned_data["text"])
            drafts.discard(request.user, REPLY_DRAFT, row.uuid)
            messages.success(request, "Tanggapan disampaikan.")
            return redirect(row)
    context = {"note": row, "form": form, "me": request.user.employee_id}
    context["draft"] = draft_to_offer(request, REPLY_DRAFT, row.uuid, 0)
    return page(request, "feedback/note.html", context, invalid=posted)


@require_GET
def note_file(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """The evidence of a note, as an attachment and boxed in, to those who may read the note."""
    row = get_object_or_404(visible_notes(request).exclude(file=""), uuid=uuid)
    return boxed(evidence.read(str(row.file.name)), row.content_type, row.file_name)


@require_POST
@answers_refusals
def note_thanks(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """The receiver says thanks with one click."""
    row = get_object_or_404(visible_notes(request), uuid=uuid)
    notes.thank(row, by=request.user.employee)
    messages.success(request, f"Terima kasih Anda disampaikan kepada {row.giver_name}.")
    return redirect(row)


@require_POST
@answers_refusals
def note_acted(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """The receiver marks the note as acted upon."""
    row = get_object_or_404(visible_notes(request), uuid=uuid)
    notes.act_upon(row, by=request.user.employee)
    messages.success(request, "Ditandai: sudah ditindaklanjuti.")
    return redirect(row)


def visible_notes(request: Request) -> QuerySet[FeedbackNote]:
    rows = FeedbackNote.objects.visible_to(request.user)
    return rows.select_related("giver", "guest", "receiver", "target", "criterion", "appraisal__period")


def paged(request: Request, rows: QuerySet[FeedbackNote]) -> object:
    return Paginator(rows, NOTES_A_PAGE).get_page(request.GET.get("page"))
