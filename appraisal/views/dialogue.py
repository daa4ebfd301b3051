"""Dialog evaluasi and what comes of it: the talk from both sides, the note, the recommendations."""

from __future__ import annotations

import uuid as uuid_module
from typing import Any

from django import forms
from django.contrib import messages
from django.forms import BaseInlineFormSet
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from appraisal import workflow
from appraisal.evaluation_forms import AgendaForm, DialogueForm, NoteForm, RecommendationFormSet
from appraisal.models import Dialogue, Evaluation
from appraisal.views.evaluation import frame
from appraisal.views.seats import NOTE, TALK, Seat, seat
from appraisal.views.shared import (
    action,
    answers_refusals,
    check_version,
    evaluation_or_404,
    keep_typed,
    posted_version,
)
from appraisal.visibility import FieldGroup, visible_groups
from employees import drafts
from employees.http import Request, page

FROM_LIST = "penyampaian"
TALK_STEPS = frozenset({"show", "confirm_minutes"})


@require_http_methods(["GET", "POST"])
@answers_refusals
def evaluation_note(request: Request, uuid: uuid_module.UUID, window: str) -> HttpResponse:
    """The appraiser's note and recommendations: the minimum content of the document."""
    row, employee = evaluation_or_404(request, uuid, window), request.user.employee
    mine = seat(row, employee, NOTE)
    if mine is None:
        raise Http404
    part, behind = mine.part, mine.on_behalf_of
    if request.method == "GET" and mine.refusal(row, employee):
        return redirect(row)
    restored = drafts.restore(request, part, row.uuid, row.version(part))
    form, formset = note_forms(row, request.POST if request.method == "POST" else restored)
    if request.method == "POST":
        keep_typed(request, form, *formset.forms)
        check_version(request, row, part)
    if request.method == "POST" and all([form.is_valid(), formset.is_valid()]):
        version = posted_version(request)
        with workflow.editing(row, part, by=employee, version=version, on_behalf_of=behind) as locked:
            locked.note = form.cleaned_data["note"]
            formset.save()
            drafts.discard(request.user, part, row.uuid)
        messages.success(request, "Catatan dan rekomendasi disimpan.")
        return redirect(way_on(request, row))
    return note_page(request, row, form, formset, part)


def way_on(request: Request, row: Evaluation) -> str:
    """To the evaluation; for whoever came from the list of a team, to the same row of that list."""
    if request.GET.get("dari") != FROM_LIST:
        return row.get_absolute_url()
    return f"{reverse('delivering', args=[row.appraisal.period.year, row.window])}#pegawai-{row.uuid}"


def note_forms(row: Evaluation, data: QueryDict | None) -> tuple[NoteForm, BaseInlineFormSet[Any, Any, Any]]:
    form = NoteForm(data, instance=Evaluation(note=row.note), prefix="catatan")
    formset = RecommendationFormSet(
        data, instance=row, prefix="rekomendasi", form_kwargs={"owners": owners(row)}
    )
    return form, formset


def note_page(
    request: Request, row: Evaluation, form: NoteForm, formset: BaseInlineFormSet[Any, Any, Any], part: str
) -> HttpResponse:
    version = row.version(part)
    context = frame(row, request.user.employee) | {
        "form": form,
        "formset": formset,
        "version": version,
        "part": part,
        "draft": drafts.waiting(request, part, row.uuid, version),
    }
    return page(request, "appraisal/evaluation/note.html", context, invalid=request.method == "POST")


def owners(row: Evaluation) -> list[tuple[int, str]]:
    """The parties of today, who may carry a recommendation out."""
    parties = row.appraisal.parties.on(timezone.localdate())
    return [(party.employee_id, f"{party.name} ({party.get_role_display()})") for party in parties]


@require_http_methods(["GET", "POST"])
@answers_refusals
def dialogue(request: Request, uuid: uuid_module.UUID, window: str) -> HttpResponse:
    """One page for both sides: each writes an own part and reads the other's."""
    row, employee = evaluation_or_404(request, uuid, window), request.user.employee
    mine = seat(row, employee, TALK)
    if mine is None and FieldGroup.DIALOGUE not in visible_groups(row, request.user):
        raise Http404
    part, behind = (mine.part, mine.on_behalf_of) if mine else ("", None)
    if request.method == "POST" and not part:
        raise Http404
    stored = Dialogue.objects.filter(evaluation=row).first() or Dialogue(
        evaluation=row, appraisal=row.appraisal
    )
    form = own_form(request, row, stored, mine)
    if form is not None and request.method == "POST" and form.is_valid():
        keep_typed(request, form)
        with workflow.editing(row, part, by=employee, version=posted_version(request), on_behalf_of=behind):
            save_talk(row, form)
            drafts.discard(request.user, part, row.uuid)
        messages.success(request, "Dialog disimpan.")
        return redirect("dialogue", uuid, window)
    return talk_page(request, row, stored, part, form)


def own_form(
    request: Request, row: Evaluation, stored: Dialogue, mine: Seat | None
) -> AgendaForm | DialogueForm | None:
    """The form of this person's side; None for a reader and while the part is closed (a POST is then refused)."""
    if mine is None or (request.method == "GET" and mine.refusal(row, request.user.employee)):
        return None
    part = mine.part
    restored = drafts.restore(request, part, row.uuid, row.version(part))
    data = request.POST if request.method == "POST" else restored
    form = DialogueForm if part == "dialogue" else AgendaForm
    return form(data, instance=stored, prefix="dialog")


def save_talk(row: Evaluation, form: forms.ModelForm[Dialogue]) -> None:
    """Write this side's fields only; new minutes need a new confirmation, and are no longer those of a group."""
    talk, _created = Dialogue.objects.get_or_create(evaluation=row, defaults={"appraisal": row.appraisal})
    if "minutes" in form.fields and form.cleaned_data["minutes"] != talk.minutes:
        talk.confirmed_at = talk.group = None
    for name in form.fields:
        setattr(talk, name, form.cleaned_data[name])
    talk.save(update_fields=[*form.fields, "confirmed_at", "group"])


def talk_page(
    request: Request,
    row: Evaluation,
    stored: Dialogue,
    part: str,
    form: forms.ModelForm[Dialogue] | None,
) -> HttpResponse:
    employee = request.user.employee
    version = row.version(part) if part else 0
    context = frame(row, employee) | {
        "dialogue": Dialogue.objects.filter(pk=stored.pk).first(),
        "form": form,
        "part": part,
        "version": version,
        "draft": drafts.waiting(request, part, row.uuid, version) if form else None,
        "actions": [
            action(row, offer)
            for offer in workflow.offered(row, to=employee)
            if offer.step.action in TALK_STEPS
        ],
    }
    return page(request, "appraisal/evaluation/dialogue.html", context, invalid=request.method == "POST")
