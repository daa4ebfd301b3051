"""The superior's queue of calls for help with its four offers, and taking a result over (Ps. 20)."""

from __future__ import annotations

import uuid as uuid_module
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from appraisal import help as helping
from appraisal.help import Answer
from appraisal.models import ProgressEntry
from appraisal.step_forms import SCAN_HELP, ScanField
from appraisal.views.seats import written_for
from appraisal.views.shared import answers_refusals, appraisal_or_404, frame, keep_typed
from appraisal.workflow import Refused
from employees.http import Request, page

CALLS_A_PAGE = 20


class AnswerForm(forms.Form):
    """Which of the four offers answers the call, with words for the employee."""

    answer = forms.ChoiceField(label="Jawaban", choices=Answer.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label="Pesan untuk pegawai", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class TakeOverForm(forms.Form):
    """Why, and what counts at the evaluation."""

    note = forms.CharField(
        label="Catatan pengambilalihan",
        max_length=2000,
        help_text="Apa yang sudah dicoba, mengapa belum ada kemajuan, dan apa yang tetap menjadi bagian pegawai.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, signed: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if signed:
            self.fields["scan"] = ScanField(label="Catatan yang sudah ditandatangani", help_text=SCAN_HELP)


@require_GET
def help_queue(request: Request) -> HttpResponse:
    """Calls that nobody answered yet."""
    listed = Paginator(helping.wanted_from(request.user), CALLS_A_PAGE).get_page(request.GET.get("page"))
    rows = [(entry, AnswerForm(prefix=entry.uuid.hex)) for entry in listed]
    return page(request, "appraisal/help_queue.html", {"page": listed, "rows": rows})


@require_POST
@answers_refusals
def help_answer(request: Request, uuid: uuid_module.UUID, entry: uuid_module.UUID) -> HttpResponse:
    """Answer a call and go where the answer is carried out."""
    row = appraisal_or_404(request, uuid)
    call = get_object_or_404(row.progress.filter(help_wanted=True), uuid=entry)
    call.appraisal = row
    form = AnswerForm(request.POST, prefix=call.uuid.hex)
    keep_typed(request, form)
    if not form.is_valid():
        raise Refused("Pilih salah satu jawaban dahulu.")
    chosen = Answer(form.cleaned_data["answer"])
    if chosen is Answer.TAKE_OVER and call.target is not None:
        return redirect("take_over", row.uuid, call.target.uuid)
    helping.answer(call, chosen, by=request.user.employee, note=form.cleaned_data["note"])
    messages.success(request, "Permintaan bantuan dijawab. Lanjutkan di halaman ini.")
    return redirect(carried_out(call, chosen))


def carried_out(call: ProgressEntry, chosen: Answer) -> str:
    """The page on which an answer becomes real."""
    names = {Answer.EXPECTATION: "revision_new", Answer.RESOURCES: "annex", Answer.COACHING: "coaching_new"}
    name = names.get(chosen, "documentation")
    said = f"?panggilan={call.uuid}" if chosen is Answer.COACHING else ""
    try:
        return reverse(name, args=[call.appraisal.uuid]) + said
    except NoReverseMatch:  # guidance belongs to a satellite that may not be there
        return reverse("documentation", args=[call.appraisal.uuid])


@require_http_methods(["GET", "POST"])
@answers_refusals
def take_over(request: Request, uuid: uuid_module.UUID, target: uuid_module.UUID) -> HttpResponse:
    """The leader takes the result over, with a note."""
    row = appraisal_or_404(request, uuid)
    found = get_object_or_404(row.targets.all(), uuid=target)
    found.appraisal = row
    me = request.user.employee
    behind = written_for(row, me, "takeover")
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = TakeOverForm(*posted, signed=behind is not None)
    if form.is_bound:
        keep_typed(request, form)
    if reason := helping.take_over_refusal(found, me, behind):
        raise Refused(reason)
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        helping.take_over(found, by=me, note=typed["note"], on_behalf_of=behind, scan=typed.get("scan"))
        messages.success(request, "Rencana hasil kerja diambil alih. Pegawai diberi tahu.")
        return redirect("documentation", row.uuid)
    context = frame(request, row, "progress") | {"form": form, "target": found, "behind": behind}
    return page(request, "appraisal/take_over.html", context, invalid=form.is_bound)
