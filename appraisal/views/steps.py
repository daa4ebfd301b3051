"""The one view that moves a status, for both tables and all roles.

Steps that sign ask for the password; what was signed outside asks for the signed file, and what is recorded later for
its day (`confirm_step.html`).
"""

from __future__ import annotations

import uuid as uuid_module
from dataclasses import dataclass, replace

from django.contrib import messages
from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from appraisal import signed_files, signing_prints, workflow
from appraisal.models import Evaluation, Evidence
from appraisal.step_forms import StepForm
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
from appraisal.workflow.proof import signs_outside
from employees.http import Request, page
from employees.middleware import submission_uuid
from employees.models import Employee, User

TRIES, TRY_SECONDS = 5, 5 * 60


@require_http_methods(["GET", "POST"])
def act(request: Request, uuid: uuid_module.UUID, action: str, window: str = "") -> HttpResponse:
    """Take a step of an appraisal, or of its evaluation when a window is named."""
    subject, step, behind = taken(request, uuid, action, window)
    me = request.user.employee
    reason = workflow.refusal(subject, action, me, act=replace(Act.asked(me), on_behalf_of=behind))
    asks = workflow.asks_first(subject, step, behind)
    if request.method == "GET" and (reason or not asks):
        return redirect(subject)
    form = StepForm.of(request, subject, step, behind)
    if not reason and asks and (wrong := still_to_ask(request, step, form)) is not None:
        return confirm_page(request, Asking(subject, step, form, behind), wrong)
    try:
        with refused_when_busy():
            workflow.perform(subject, action, by=me, on_behalf_of=behind, **form.added())
    except Refused as refused:
        if asks and not reason and not isinstance(refused, Busy):
            return confirm_page(request, Asking(subject, step, form, behind, str(refused)), "")
        return refused_step(request, subject, form, refused)
    messages.success(request, f"{step.done}.")
    return redirect(subject)


def taken(
    request: Request, uuid: uuid_module.UUID, action: str, window: str
) -> tuple[Subject, Step, Employee | None]:
    """What the request is about: the appraisal or evaluation, the step, and for whom it is recorded.

    Raises:
        Http404: not visible, or no such step.
    """
    subject: Subject = evaluation_or_404(request, uuid, window) if window else appraisal_or_404(request, uuid)
    step = workflow.table_of(subject).get(action)
    if step is None:
        raise Http404
    me = request.user.employee
    behind = None if workflow.holds(subject, step.party, Act.asked(me)) else principal(subject, step, me)
    return subject, step, behind


def refused_step(request: Request, subject: Subject, form: StepForm, refused: Refused) -> HttpResponse:
    """The reason as a message; with a note, or when trying again helps, the page that shows what was typed."""
    if isinstance(refused, Busy) or str(form["note"].value()).strip():
        keep_typed(request, form)
        return refusal_page(request, refused)
    messages.error(request, str(refused))
    return redirect(subject)


def still_to_ask(request: Request, step: Step, form: StepForm) -> str | None:
    """None when the page of the step was sent in full; else the sentence about the password, "" for none."""
    if not form.sent:
        return ""
    wrong = password_error(request) if step.password else None
    return wrong if wrong is not None or form.is_valid() else ""


@dataclass(frozen=True)
class Asking:
    """A step on its own page, the superior for whom personnel record it, and what the door said to it."""

    subject: Subject
    step: Step
    form: StepForm
    behind: Employee | None
    refused: str = ""

    @property
    def outside(self) -> bool:
        """Whether the step signs a document that the period has signed on paper or by BSrE."""
        return self.step.password and isinstance(self.subject, Evaluation) and signs_outside(self.subject)


def confirm_page(request: Request, asking: Asking, wrong: str) -> HttpResponse:
    """Asks for password, signed file and day; what was typed stays. The form carries no submission number:
    its transaction would be undone with the refused answer, and the count of tries with it."""
    subject, step = asking.subject, asking.step
    offered = signing_prints.offers(subject, step, asking.behind)
    drawn = signing_prints.last(subject, step, request.user.employee) if offered else None
    context = {
        "subject": subject,
        "step": step,
        "wrong": wrong,
        "refused": asking.refused,
        "form": asking.form,
        "behind": asking.behind,
        "outside": asking.outside,
        "note": request.POST.get("note", drawn.note if drawn else ""),
        "url": step_url(subject, step.action),
        "back": subject.get_absolute_url(),
        "print": drawn,
        "print_url": print_url(subject, step.action) if drawn else "",
        "signed_files": files_to_countersign(subject, step),
    }
    return page(request, "appraisal/confirm_step.html", context, invalid=request.method == "POST")


def print_url(subject: Subject, action: str) -> str:
    if isinstance(subject, Evaluation):
        return reverse("signing_print", args=[subject.appraisal.uuid, subject.window, action])
    return reverse("signing_print_of_skp", args=[subject.uuid, action])


def files_to_countersign(subject: Subject, step: Step) -> list[Evidence]:
    """What the superior has signed and the employee signs too: the second signature goes onto the same paper."""
    if step.action not in {"sign", "sign_by_personnel"} or not isinstance(subject, Evaluation):
        return []
    return signed_files.of_the_signature(subject)


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
