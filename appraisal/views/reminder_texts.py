"""`/bkd/pengingat/teks/`: what a reminder says, how it reads with somebody's data, and a trial mail to oneself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from appraisal import reminder_trials
from appraisal.calls import CALL_LABELS, Call
from appraisal.models import ReminderText
from appraisal.reminder_forms import TextForm
from appraisal.reminder_stages import STAGES, Stage
from appraisal.reminder_texts import DEFAULTS, EDITABLE, PLACEHOLDERS, Text, Texts, allowed_in
from appraisal.views.reminders import stage_or_404
from appraisal.views.shared import answers_refusals, keep_typed, posted_version
from employees.desk_access import for_agency
from employees.http import Request, page

SENT = {
    Call.FIRST: "Sebelum batas, kepada yang mendapat giliran.",
    Call.SECOND: "Lebih dekat ke batas.",
    Call.LAST: "Menjelang batas.",
    Call.LATE: "Sesudah batas, kepada yang mendapat giliran.",
    Call.SUPERIOR: "Sesudah batas, kepada atasannya.",
    Call.HIGHER: "Sesudah batas, kepada atasan dari atasannya.",
    Call.NUDGE: "Bila pengelola kepegawaian mengingatkan dari daftar.",
}


@dataclass(frozen=True)
class Asked:
    """The text of an address: of a call, in one stage or in all."""

    call: Call
    stage: Stage | None
    row: ReminderText | None
    text: Text

    @property
    def label(self) -> str:
        return f"{CALL_LABELS[self.call]}{f': {self.stage.label}' if self.stage else ''}"

    @property
    def version(self) -> int:
        return self.row.version if self.row else 0

    def address(self, name: str) -> str:
        query = f"?tahap={self.stage.code}" if self.stage else ""
        return reverse(name, args=[self.call.lower()]) + query


@for_agency
@require_safe
def reminder_texts(request: Request) -> HttpResponse:
    """Every call with the words that hold, and the stages that have words of their own."""
    texts = Texts.stored()
    rows = [
        {
            "slug": call.lower(),
            "label": CALL_LABELS[call],
            "sent": SENT[call],
            "text": texts.of(call, ""),
            "own": [stage for stage in STAGES if (call.value, stage.code) in texts.own],
        }
        for call in EDITABLE
    ]
    return page(request, "appraisal/reminders/texts.html", {"rows": rows})


@for_agency
@require_http_methods(["GET", "HEAD", "POST"])
@answers_refusals
def reminder_text(request: Request, call: str) -> HttpResponse:
    """Change the words of a call."""
    asked = asked_or_404(request, call)
    form = TextForm(request.POST if request.method == "POST" else None, call=asked.call, text=asked.text)
    if request.method == "POST" and form.is_valid():
        keep_typed(request, form)
        version = posted_version(request)
        reminder_trials.save(asked.call, asked.stage, form.text, by=request.user.employee, version=version)
        messages.success(request, f"Teks «{asked.label}» disimpan. Berlaku mulai pengingat berikutnya.")
        return redirect("reminder_texts")
    return text_page(request, asked, form, asked.text if not form.is_bound else None)


@for_agency
@require_http_methods(["GET", "HEAD", "POST"])
def reminder_text_preview(request: Request, call: str) -> HttpResponse:
    """The words as they stand in the form, with a person's data; nothing is saved."""
    asked = asked_or_404(request, call)
    if request.method != "POST":  # reloaded, or gone back to
        return redirect(asked.address("reminder_text"))
    form = TextForm(request.POST, call=asked.call, text=asked.text)
    return text_page(request, asked, form, form.text if form.is_valid() else None)


@for_agency
@require_http_methods(["GET", "HEAD", "POST"])
def reminder_text_trial(request: Request, call: str) -> HttpResponse:
    """Mail the words as they stand in the form to oneself, with one's own data: mail names nobody else."""
    asked, me = asked_or_404(request, call), request.user.employee
    if request.method != "POST":
        return redirect(asked.address("reminder_text"))
    form = TextForm(request.POST, call=asked.call, text=asked.text)
    if not form.is_valid():
        return text_page(request, asked, form, None)
    if not me.email:
        form.add_error(None, "Alamat surel Anda belum tercatat, jadi surel uji tidak dapat dikirim.")
    else:
        shown = reminder_trials.preview(form.text, asked.call, asked.stage, me, timezone.localdate())
        reminder_trials.mail_trial(shown.line, by=me)
        messages.success(
            request, f"Surel uji dengan data Anda sendiri dikirim ke {me.email}. Teksnya belum disimpan."
        )
    return text_page(request, asked, form, form.text if not form.errors else None)


def asked_or_404(request: Request, call: str) -> Asked:
    """Which text an address means."""
    found = next((one for one in EDITABLE if one.lower() == call), None)
    if found is None:
        raise Http404
    code = request.GET.get("tahap", "")
    stage = stage_or_404(code) if code else None
    rows = {row.stage: row for row in ReminderText.objects.filter(call=found, stage__in=["", code])}
    row = rows.get(code)
    holds = row or rows.get("")
    return Asked(found, stage, row, Text(holds.title, holds.body) if holds else DEFAULTS[found])


def preview_of(request: Request, asked: Asked, form: TextForm, text: Text) -> reminder_trials.Preview | None:
    """None with an error at the field when nobody of that name is found."""
    words = form.cleaned_data["person"] if form.is_bound else ""
    person = reminder_trials.person_named(words, request.user)
    if person is None:
        form.add_error("person", "Tidak ada pegawai yang cocok. Periksa nama atau NIP-nya.")
        return None
    return reminder_trials.preview(text, asked.call, asked.stage, person, timezone.localdate())


def text_page(request: Request, asked: Asked, form: TextForm, text: Text | None) -> HttpResponse:
    """The form beside the preview; `text` None: what was typed cannot be shown."""
    shown = preview_of(request, asked, form, text) if text else None
    context: dict[str, Any] = {
        "asked": asked,
        "form": form,
        "preview": shown,
        "placeholders": [(f"{{{name}}}", PLACEHOLDERS[name]) for name in allowed_in(asked.call)],
        "stages": STAGES,
        "saving": asked.address("reminder_text"),
        "previewing": asked.address("reminder_text_preview"),
        "trying": asked.address("reminder_text_trial"),
    }
    return page(request, "appraisal/reminders/text.html", context, invalid=bool(form.errors))
