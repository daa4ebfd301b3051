"""The one view that moves a status, for both tables and all roles; steps that sign ask for the password."""

from __future__ import annotations

import uuid as uuid_module

from django import forms
from django.contrib import messages
from django.core.cache import cache
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from appraisal import workflow
from appraisal.views.shared import (
    Busy,
    appraisal_or_404,
    evaluation_or_404,
    keep_typed,
    principal,
    refusal_page,
    refused_when_busy,
    step_url,
)
from appraisal.workflow import Act, Refused, Step, Subject
from employees.http import Request, page
from employees.middleware import submission_uuid
from employees.models import User

TRIES, TRY_SECONDS = 5, 5 * 60
MOST_NOTE = 4000  # signs, as the fields in components/_actions.html and appraisal/confirm_step.html say


class StepForm(forms.Form):
    """What somebody writes beside a step; `label` says what was asked for."""

    note = forms.CharField(max_length=MOST_NOTE, required=False)

    def __init__(self, posted: QueryDict, *, label: str) -> None:
        # A browser counts a line break as one sign and sends two.
        super().__init__({"note": posted.get("note", "").replace("\r\n", "\n")})
        self.fields["note"].label = label or "Catatan"

    def words(self) -> str:
        """The note.

        Raises:
            Refused: too long, or no text.
        """
        if not self.is_valid():
            raise Refused(str(self.errors["note"][0]))
        note: str = self.cleaned_data["note"]
        return note


@require_http_methods(["GET", "POST"])
def act(request: Request, uuid: uuid_module.UUID, action: str, window: str = "") -> HttpResponse:
    """Take a step of an appraisal, or of its evaluation when a window is named."""
    subject: Subject = evaluation_or_404(request, uuid, window) if window else appraisal_or_404(request, uuid)
    step = workflow.table_of(subject).get(action)
    if step is None:
        raise Http404
    me = request.user.employee
    behind = None if workflow.holds(subject, step.party, Act.asked(me)) else principal(subject, step, me)
    asked = Act(by=me, at=timezone.now(), on_behalf_of=behind, taken=False)
    reason = workflow.refusal(subject, action, me, act=asked)
    if request.method == "GET" and (reason or not step.password):
        return redirect(subject)
    if not reason and step.password and (wrong := password_error(request)) is not None:
        return confirm_page(request, subject, step, wrong)
    form = StepForm(request.POST, label=step.note_label)
    try:
        with refused_when_busy():
            workflow.perform(subject, action, by=me, note=form.words(), on_behalf_of=behind)
    except Refused as refused:
        return refused_step(request, subject, form, refused)
    messages.success(request, f"{step.done}.")
    return redirect(subject)


def refused_step(request: Request, subject: Subject, form: StepForm, refused: Refused) -> HttpResponse:
    """The reason as a message; with a note, or when trying again helps, the page that shows what was typed."""
    if isinstance(refused, Busy) or str(form["note"].value()).strip():
        keep_typed(request, form)
        return refusal_page(request, refused)
    messages.error(request, str(refused))
    return redirect(subject)


def confirm_page(request: Request, subject: Subject, step: Step, wrong: str) -> HttpResponse:
    """Asks for the password; what was typed as a note stays. The form carries no submission number:
    its transaction would be undone with the refused answer, and the count of tries with it."""
    context = {
        "subject": subject,
        "step": step,
        "wrong": wrong,
        "note": request.POST.get("note", ""),
        "url": step_url(subject, step.action),
    }
    return page(request, "appraisal/confirm_step.html", context, invalid=request.method == "POST")


def password_error(request: Request) -> str | None:
    """None when the password typed with this request is right; "" when none was typed yet.

    A request with a submission number has typed none: a wrong try would be forgotten (see `confirm_page`).
    """
    typed = request.POST.get("password", "")
    if not typed or submission_uuid(request) is not None:
        return ""
    if not take_try(request.user):
        return "Terlalu banyak percobaan. Tunggu lima menit, lalu coba lagi."
    if not request.user.check_password(typed):
        return "Kata sandi salah. Coba lagi."
    cache.delete_many(try_keys(request.user))
    return None


def try_keys(user: User) -> list[str]:
    return [f"step-password:{user.pk}:{number}" for number in range(TRIES)]


def take_try(user: User) -> bool:
    """Take one of the tries of these five minutes; each is a row of its own, so two requests never share one."""
    return any(cache.add(key, value=True, timeout=TRY_SECONDS) for key in try_keys(user))
