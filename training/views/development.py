"""The development plan on the pages of an appraisal: gaps with proposals, the items, and acts on them."""

from __future__ import annotations

import uuid as uuid_module
from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from appraisal import evidence
from appraisal.models import Appraisal, Evaluation, Party, PartyRole
from appraisal.models.evaluation import SIGNED
from appraisal.views.evidence_files import boxed
from appraisal.views.shared import (
    answers_refusals,
    appraisal_or_404,
    draft_to_offer,
    frame,
    keep_typed,
    posted_version,
)
from appraisal.workflow import Refused
from employees import drafts
from employees.http import Request, page
from employees.models import User
from training import gaps, planning, reach
from training.gaps import Gap
from training.models import CareerGoal, Course, DevelopmentItem
from training.plan_forms import CloseForm, ItemForm, owners

DRAFT = "development"
TONES = {"PROPOSED": "waiting", "AGREED": "active", "DONE": "done", "DROPPED": "closed"}


@dataclass(frozen=True)
class Line:
    """An item as this person sees it, with what he can do about it."""

    item: DevelopmentItem
    label: str
    tone: str
    late: bool
    changes: bool
    agrees: bool
    finishes: bool
    stops: bool


@require_GET
def my_development(request: Request) -> HttpResponse:
    """To the plan on my present year."""
    row = reach.current().filter(employee=request.user.employee_id).first()
    if row is not None:
        return redirect("development", row.uuid)
    return page(request, "training/no_plan.html")


@require_GET
def development(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """What could be developed, what was agreed, and what became of it."""
    row = appraisal_or_404(request, uuid)
    mine = planning.side(row.employee, request.user)
    lines = lines_of(row, request.user, mine)
    shown = rated_and_shown(row, request.user, mine) if mine else None
    goal = goal_of(row) if mine else None
    context = frame(request, row, "development") | {
        "writes": bool(mine),
        "offers": gaps.offers(found(shown, goal)),
        "shown": shown,
        "open": [line for line in lines if line.item.standing in planning.OPEN],
        "closed": [line for line in lines if line.item.standing not in planning.OPEN],
        "goal": goal,
    }
    return page(request, "training/development.html", context)


def rated_and_shown(row: Appraisal, user: User, mine: str) -> Evaluation | None:
    """The person's latest evaluation up to this year whose ratings this side may read, in one query.

    `visibility.visible_groups` is the rule; a test holds both to agree.
    """
    rows = Evaluation.objects.filter(
        appraisal__employee=row.employee_id, appraisal__period__year__lte=row.period.year,
        status__in=gaps.RATED, rated_at__isnull=False,
    )  # fmt: skip
    signed, opened = Q(status__in=SIGNED), Q(status="RATED", dialogue__ratings_shown_at__isnull=False)
    acting = Party.objects.acting(user.employee_id, timezone.localdate()).filter(role=PartyRole.APPRAISER)
    if mine == "appraisee":
        rows = rows.filter(signed | opened)
    elif user.is_personnel:
        rows = rows.filter(signed | Q(appraisal__in=acting.values("appraisal")))
    else:
        rows = rows.filter(appraisal__in=acting.values("appraisal"))
    return (
        rows.select_related("appraisal__period")
        .order_by("-appraisal__period__year", "-opens_on", "-pk")
        .first()
    )


def found(shown: Evaluation | None, goal: CareerGoal | None) -> list[Gap]:
    return [*(gaps.of_evaluation(shown) if shown else []), *(gaps.of_goal(goal) if goal else [])]


def goal_of(row: Appraisal) -> CareerGoal | None:
    return CareerGoal.objects.filter(employee=row.employee_id).select_related("position").first()


def lines_of(row: Appraisal, user: User, mine: str) -> list[Line]:
    """Open ones first by their date; who may do what is asked once, not once a line."""
    items, today = list(planning.items(row, user)), timezone.localdate()
    proposed = any(item.status == planning.Status.PROPOSED for item in items)
    dialogue = proposed and planning.in_dialogue(row.employee) is not None
    return [_line(item, user, mine, dialogue, planning.late(item, today)) for item in items]


def _line(item: DevelopmentItem, user: User, mine: str, dialogue: bool, late: bool) -> Line:
    status, proposed = item.standing, item.status == planning.Status.PROPOSED
    by_me = item.proposed_by_id == user.employee_id
    by_employee = item.proposed_by_id == item.plan.employee_id
    agreed = status == planning.Status.AGREED
    return Line(
        item=item,
        label=str(planning.Status(status).label),
        tone=TONES[status],
        late=late,
        changes=proposed and by_me,
        agrees=proposed and dialogue and mine == ("appraiser" if by_employee else "appraisee"),
        finishes=agreed and (bool(mine) or item.owner_id == user.employee_id),
        stops=(proposed or agreed) and bool(mine),
    )


# --- writing a line ---------------------------------------------------------------------
@require_http_methods(["GET", "POST"])
@answers_refusals
def development_item_new(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Write a line; '?celah=', '?cara=' and '?pelatihan=' fill in what a proposal offers."""
    row = appraisal_or_404(request, uuid)
    mine = planning.side(row.employee, request.user)
    shown = rated_and_shown(row, request.user, mine) if mine else None
    asked, offered = request.GET.get("celah"), found(shown, goal_of(row)) if mine else []
    gap = next((one for one in offered if one.code == asked), None)
    posted = request.method == "POST"
    typed = request.POST if posted else drafts.restore(request, DRAFT, row.uuid, 0)
    form = ItemForm(typed, initial=start(request, row, gap), owners=owners(row))
    keep_typed(request, form)
    if reason := planning.write_refusal(row.employee, request.user):
        raise Refused(reason)
    if posted and form.is_valid():
        source, key = (gap.source, gap.key) if gap else (DevelopmentItem.Source.WISH, "")
        answers = shown if source in planning.RATING_SOURCES else None
        planning.propose(
            row.employee, form.values, by=request.user, source=source, key=key, evaluation=answers
        )
        drafts.discard(request.user, DRAFT, row.uuid)
        messages.success(request, "Usulan dicatat. Pihak lain diminta menyepakatinya dalam dialog.")
        return redirect("development", row.uuid)
    context = frame(request, row, "development") | {"form": form, "gap": gap, "version": 0}
    context["draft"] = draft_to_offer(request, DRAFT, row.uuid, 0)
    return page(request, "training/item_form.html", context, invalid=posted)


def start(request: Request, row: Appraisal, gap: Gap | None) -> dict[str, object]:
    """What the chosen proposal fills in."""
    way = request.GET.get("cara", "")
    known = way if way in DevelopmentItem.Way.values else DevelopmentItem.Way.TRAINING
    filled: dict[str, object] = {"way": known, "owner": row.employee_id}
    if gap is not None:
        filled["about"] = gap.label[:500]
        offered = gaps.proposals(gap, Course.objects.filter(active=True))
        course = request.GET.get("pelatihan", "")
        fits = (
            one
            for one in offered
            if one.way == known and (one.course is None or str(one.course.uuid) == course)
        )
        if chosen := next(fits, None):
            filled |= {"text": chosen.text[:500], "course": chosen.course}
    return filled


def item_or_404(request: Request, row: Appraisal, item: uuid_module.UUID) -> DevelopmentItem:
    return get_object_or_404(planning.items(row, request.user), uuid=item)


@require_http_methods(["GET", "POST"])
@answers_refusals
def development_item(request: Request, uuid: uuid_module.UUID, item: uuid_module.UUID) -> HttpResponse:
    """Change one's own proposal."""
    row = appraisal_or_404(request, uuid)
    line = item_or_404(request, row, item)
    posted, drawn = request.method == "POST", line.version
    typed = request.POST if posted else drafts.restore(request, DRAFT, line.uuid, drawn)
    form = ItemForm(typed, instance=line, owners=owners(row))
    keep_typed(request, form)
    if reason := planning.change_refusal(line, request.user):
        raise Refused(reason)
    if posted and form.is_valid():
        planning.change(line, form.values, by=request.user, drawn=posted_version(request))
        drafts.discard(request.user, DRAFT, line.uuid)
        messages.success(request, "Usulan diperbarui.")
        return redirect("development", row.uuid)
    context = frame(request, row, "development") | {"form": form, "item": line, "version": drawn}
    context["draft"] = draft_to_offer(request, DRAFT, line.uuid, drawn)
    return page(request, "training/item_form.html", context, invalid=posted)


@require_POST
@answers_refusals
def development_agree(request: Request, uuid: uuid_module.UUID, item: uuid_module.UUID) -> HttpResponse:
    """The other side's yes."""
    row = appraisal_or_404(request, uuid)
    planning.agree(item_or_404(request, row, item), by=request.user)
    messages.success(request, "Butir disepakati dan ikut sampai selesai, juga ke tahun berikutnya.")
    return redirect("development", row.uuid)


@require_http_methods(["GET", "POST"])
@answers_refusals
def development_finish(request: Request, uuid: uuid_module.UUID, item: uuid_module.UUID) -> HttpResponse:
    """It is done: what came of it, with evidence if there is any."""
    return _close(request, uuid, item, done=True)


@require_http_methods(["GET", "POST"])
@answers_refusals
def development_drop(request: Request, uuid: uuid_module.UUID, item: uuid_module.UUID) -> HttpResponse:
    """It is not carried on, and why."""
    return _close(request, uuid, item, done=False)


def _close(request: Request, uuid: uuid_module.UUID, item: uuid_module.UUID, *, done: bool) -> HttpResponse:
    row = appraisal_or_404(request, uuid)
    line = item_or_404(request, row, item)
    form = CloseForm(*((request.POST, request.FILES) if request.method == "POST" else ()), done=done)
    if form.is_bound:
        keep_typed(request, form)
    if reason := planning.close_refusal(line, request.user, done=done):
        raise Refused(reason)
    if form.is_bound and form.is_valid():
        planning.close(
            line, by=request.user, done=done, note=form.cleaned_data["note"], file=form.cleaned_data.get("file"),
            drawn=posted_version(request),
        )  # fmt: skip
        messages.success(request, "Dicatat.")
        return redirect("development", row.uuid)
    context = frame(request, row, "development") | {"form": form, "item": line, "done": done}
    return page(request, "training/item_close.html", context, invalid=form.is_bound)


@require_GET
def development_file(request: Request, uuid: uuid_module.UUID, item: uuid_module.UUID) -> HttpResponse:
    """The evidence of an item, never shown by the browser."""
    line = item_or_404(request, appraisal_or_404(request, uuid), item)
    content = evidence.read(str(line.file.name)) if line.file else None
    return boxed(content, line.content_type, line.file_name)
