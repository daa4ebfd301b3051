"""What every page of an appraisal needs: fetching what one may see, buttons, and answers to a refusal."""

from __future__ import annotations

import uuid as uuid_module
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlsplit, urlunsplit

from django.core.files.uploadedfile import UploadedFile
from django.db import OperationalError
from django.db.models import Model, QuerySet
from django.forms import BaseForm, BoundField
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, localize_input
from django.utils.http import url_has_allowed_host_and_scheme
from psycopg.errors import LockNotAvailable

from appraisal import workflow
from appraisal.models import (
    Appraisal,
    AppraisalStatus,
    Evaluation,
    EvaluationStatus,
    PartyRole,
    Period,
    WindowCode,
)
from appraisal.stages import LABELS, TONES
from appraisal.workflow import Act, Actor, Conflict, Offer, Refused, Step, Subject
from appraisal.workflow.holders import holder
from employees import drafts
from employees.http import CONFLICT, Request
from employees.models import Draft, Employee

P = ParamSpec("P")
View = Callable[Concatenate[Request, P], HttpResponse]
NOT_TYPED = frozenset({"csrfmiddlewaretoken", "_submission", "_tab", "version", "password"})


# --- fetching ---------------------------------------------------------------------
def appraisal_or_404(request: Request, uuid: uuid_module.UUID) -> Appraisal:
    """An appraisal that this user may open, with person, unit and period."""
    rows = Appraisal.objects.visible_to(request.user).select_related("employee", "unit", "period")
    return get_object_or_404(rows, uuid=uuid)


def evaluation_or_404(request: Request, uuid: uuid_module.UUID, window: str) -> Evaluation:
    """The evaluation of a window, with its appraisal; one that counts before one that lapsed."""
    rows = (
        Evaluation.objects.visible_to(request.user)
        .filter(appraisal__uuid=uuid, window=window)
        .select_related("appraisal__employee", "appraisal__unit", "appraisal__period")
    )
    found = rows.exclude(status=EvaluationStatus.VOID).first() or rows.order_by("-pk").first()
    if found is None:
        raise Http404
    return found


def posted_version(request: Request) -> int:
    """The version that the form was drawn with; -1, which no part ever has, when it is missing or bent."""
    try:
        return int(request.POST.get("version", ""))
    except ValueError:
        return -1


def check_version(request: Request, subject: Subject, part: str) -> None:
    """Refuse a form that was drawn before the last save, before its rows are read; the door asks once more.

    Raises:
        Conflict: the part was saved in the meantime.
    """
    if posted_version(request) != subject.version(part):
        raise Conflict(subject.version(part))


def draft_to_offer(request: Request, form: str, object_uuid: uuid_module.UUID, version: int) -> Draft | None:
    """The draft that waits for this form; none beside an answer to what was just sent."""
    return drafts.waiting(request, form, object_uuid, version) if request.method == "GET" else None


# --- buttons ----------------------------------------------------------------------
@dataclass(frozen=True)
class Action:
    """One entry of components/_actions.html."""

    label: str
    url: str
    refusal: str
    primary: bool
    note: str = ""
    note_label: str = ""
    tone: str = ""
    confirm: str = ""
    hidden: dict[str, str] = field(default_factory=dict)


def actions(subject: Subject, employee: Employee, only: Collection[str] = ()) -> list[Action]:
    """The buttons of this person: what may be pressed first, the primary step at the head. `only`: these steps.

    What one may do in one's own name is not offered a second time in somebody else's.
    """
    offered: list[tuple[Offer, Employee | None]] = [
        (offer, None) for offer in workflow.offered(subject, to=employee)
    ]
    own = {offer.step.label for offer, _ in offered if not offer.blocked}
    offered += [one for one in offered_on_behalf(subject, employee) if one[0].step.label not in own]
    found = [
        action(subject, offer, behind) for offer, behind in offered if not only or offer.step.action in only
    ]
    return sorted(found, key=lambda one: (bool(one.refusal), not one.primary))


def principal(subject: Subject, step: Step, employee: Employee) -> Employee | None:
    """The superior without an account (NON_ASN) for whom personnel records this step; None otherwise."""
    if step.party not in {Actor.APPRAISER, Actor.REVIEWER}:
        return None
    person = holder(subject, PartyRole(step.party.value), timezone.localdate())
    if person is None or person.kind != Employee.Kind.NON_ASN or person.pk == employee.pk:
        return None
    return person


def offered_on_behalf(subject: Subject, employee: Employee) -> list[tuple[Offer, Employee]]:
    """Steps of a superior without an account that this person may record; nothing for most people."""
    user = getattr(employee, "user", None)
    if user is None or not user.is_personnel:
        return []
    found = []
    for step in workflow.table_of(subject).values():
        behind = principal(subject, step, employee) if subject.status in step.sources else None
        if behind is None:
            continue
        act = Act(by=employee, at=timezone.now(), on_behalf_of=behind, taken=False)
        if not workflow.holds(subject, step.party, act):
            continue
        blocked = step.guard(subject, act)
        if not (step.on_demand and blocked):
            found.append((Offer(step, blocked), behind))
    return found


def action(subject: Subject, offer: Offer, behind: Employee | None = None) -> Action:
    """A step as a button. One that signs, or takes a file or a day along, asks for all of it on a page of its own."""
    step, asks = offer.step, workflow.asks_first(subject, offer.step, behind)
    note = "required" if step.note_required else "optional" if step.note_label else ""
    closes = step.target == AppraisalStatus.CLOSED
    warning = "Langkah ini tidak dapat dibatalkan." if closes else "" if asks else step.warning
    return Action(
        label=f"{step.label} atas nama {behind.full_name}" if behind else step.label,
        url=step_url(subject, step.action),
        refusal=offer.blocked,
        primary=step.primary and behind is None,
        note="" if asks else note,
        note_label=step.note_label.removesuffix(" (opsional)"),
        tone="danger" if closes else "",
        confirm=f"{step.label}? {warning}" if warning else "",
    )


def step_url(subject: Subject, name: str) -> str:
    if isinstance(subject, Evaluation):
        return reverse("evaluation_act", args=[subject.appraisal.uuid, subject.window, name])
    return reverse("appraisal_act", args=[subject.uuid, name])


# --- refusals ---------------------------------------------------------------------
class Busy(Refused):
    """Somebody else holds the row for longer than a request may wait (PostgreSQL's lock_timeout)."""

    def __init__(self) -> None:
        super().__init__("Data ini sedang disimpan orang lain. Coba lagi sebentar lagi.")


@contextmanager
def refused_when_busy() -> Iterator[None]:
    """Turn a lock that was not to be had in time into a refusal; both doors have undone their writes by then.

    Raises:
        Busy: another transaction holds the row.
    """
    try:
        yield
    except OperationalError as error:
        if not isinstance(error.__cause__, LockNotAvailable):
            raise
        raise Busy from error


def answers_refusals(view: View[P]) -> View[P]:
    """A door's refusal becomes a page (409) that shows everything typed, beside what stands now.

    The view names its bound forms with `keep_typed` before it goes through a door; without that the raw
    fields are listed.
    """

    @wraps(view)
    def answering(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        request.typed = []
        try:
            with refused_when_busy():
                return view(request, *args, **kwargs)
        except Refused as refused:
            return refusal_page(request, refused)

    return answering


def keep_typed(request: Request, *forms: BaseForm) -> None:
    """Remember bound forms, so that a refusal shows what was typed under the fields' labels."""
    request.typed = list(forms)


def refusal_page(request: Request, refused: Refused) -> HttpResponse:
    """409: the reason, and both texts of whatever differs. `repeated_forms` undoes what was written."""
    parts = [part for form in request.typed for part in differences(form)] or raw_parts(request)
    template = "409.html" if isinstance(refused, Conflict) else "appraisal/refused.html"
    context = {"parts": parts, "url": way_back(request, refused), "reason": str(refused)}
    return render(request, template, context, status=CONFLICT)


def way_back(request: Request, refused: Refused) -> str:
    """The page that led here; where trying again helps the form, after a refusal never the page that refuses."""
    again = isinstance(refused, Conflict | Busy)
    came_from = request.META.get("HTTP_REFERER", "")
    ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()})
    parts = urlsplit(came_from if ours else "")
    if parts.path and (parts.path != request.path or again):
        asked = QueryDict(parts.query, mutable=True)
        asked.pop("draf", None)  # the stored version is wanted, not the draft
        return urlunsplit(("", "", parts.path, asked.urlencode(), ""))
    if again:
        return request.get_full_path()
    match = request.resolver_match
    if match is not None and match.route.startswith("kinerja/"):
        return reverse("appraisal", args=[match.kwargs["uuid"]])
    return "/"


def differences(form: BaseForm) -> list[dict[str, str]]:
    """Fields whose typed text is not what is stored (a form's `initial` was read with this request)."""
    found = []
    row = str(form.prefix or "").rpartition("-")[2]
    which = f" (baris {int(row) + 1})" if row.isdecimal() else ""
    for bound in form:
        if bound.is_hidden or not bound.field.has_changed(bound.initial, bound.data):
            continue
        yours, stored = shown(bound, bound.value()), shown(bound, bound.initial)
        if yours != stored:
            found.append({"label": f"{bound.label}{which}", "yours": yours, "stored": stored})
    return found


def shown(bound: BoundField, value: Any) -> str:
    """A value as the person reads it: the words of a choice, a written date, 'ya' or nothing for a box."""
    match value:
        case None | "" | False:
            text = ""
        case True:
            text = "ya"
        case list() | tuple():
            text = "\n".join(shown(bound, one) for one in value)
        case date():
            text = date_format(value, "d-m-Y")
        case Decimal():
            text = str(localize_input(value))
        case UploadedFile():
            text = str(value.name)
        case _:
            text = _choice(bound, str(value.pk if isinstance(value, Model) else value))
    return text.replace("\r\n", "\n").strip()


def _choice(bound: BoundField, key: str) -> str:
    for code, label in getattr(bound.field, "choices", None) or ():
        if str(code) == key:
            return str(label)
    return key


def raw_parts(request: Request) -> list[dict[str, str]]:
    typed = (
        (name, request.POST.getlist(name))
        for name in request.POST
        if name not in NOT_TYPED and name[0] != "_"
    )
    return [
        {"label": name, "yours": "\n".join(values), "stored": ""} for name, values in typed if any(values)
    ]


# --- the frame of an appraisal's pages ------------------------------------------------
def frame(request: Request, appraisal: Appraisal, tab: str) -> dict[str, Any]:
    """What templates/appraisal/frame.html needs: whose appraisal it is, its stage, the tabs."""
    own = appraisal.employee_id == request.user.employee_id
    evaluations = list(appraisal.evaluations.exclude(status=EvaluationStatus.VOID))
    # The year's stage is the yearly evaluation's: a quarter that is final ends nothing.
    yearly = [one.status for one in evaluations if one.window == WindowCode.YEAR]
    stage = yearly[-1] if yearly and appraisal.status == AppraisalStatus.RUNNING else appraisal.status
    return {
        "appraisal": appraisal,
        "own": own,
        "tab": tab,
        "evaluations": evaluations,
        "stage": LABELS[stage],
        "tone": TONES[stage],
    }


def period_asked_for(request: Request, rows: QuerySet[Period]) -> Period | None:
    """The one of these periods that `?tahun=` names, else the newest; None while there is none at all.

    Raises:
        Http404: the year is not one of theirs.
    """
    year = request.GET.get("tahun", "")
    named = int(year) if year.isdecimal() and len(year) == 4 else None
    found = rows.filter(year=named).first() if named else rows.order_by("-year").first()
    if found is None and rows.exists():
        raise Http404
    return found
