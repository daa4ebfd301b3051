"""The page of an evaluation: everything it rests on, where it stands, and what may happen next."""

from __future__ import annotations

import uuid as uuid_module
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from appraisal import documents, stages, unit_results, workflow
from appraisal.evaluation_rows import Groups, material, quadrant
from appraisal.models import Appraisal, Evaluation, EvaluationStatus, OverallRating, Party, PartyRole
from appraisal.stages import TONES, turn_of
from appraisal.views.shared import actions, evaluation_or_404
from appraisal.views.waiting import Queue, queue
from appraisal.visibility import FieldGroup, visible_groups
from appraisal.workflow import Act, Actor
from employees import drafts
from employees.http import Request, page
from employees.models import Draft, Employee, Holiday

S = EvaluationStatus
STAGES = (
    (S.OPEN, "Penilaian diri"),
    (S.ASSESSED, "Evaluasi"),
    (S.RATED, "Dialog"),
    (S.DELIVERED, "Tanggapan pegawai"),
    (S.FINAL, "Final"),
)


@require_safe
def evaluation(request: Request, uuid: uuid_module.UUID, window: str) -> HttpResponse:
    """One page for all readers; the view passes only what `visible_groups` names."""
    row = evaluation_or_404(request, uuid, window)
    groups = visible_groups(row, request.user)
    rating = shown_rating(row, groups, request.user.employee)
    context = frame(row, request.user.employee) | {
        "groups": {group.name: True for group in groups},
        "material": material(row, groups),
        "rating": rating,
        "quadrant": quadrant(rating.results, rating.behaviour) if rating else [],
        "actions": actions(row, request.user.employee),
        "steps": way(row),
        "organisation": unit_results.counted(row),
        "days_left": days_left(row),
        "unsaved": unsaved(request, row),
        **(outcome(row) if FieldGroup.RATINGS in groups else {}),
        **(talk(row) if FieldGroup.DIALOGUE in groups else {}),
    }
    context["queue"] = rated_by(row, request.user.employee, context)
    return page(request, "appraisal/evaluation/page.html", context)


def unsaved(request: Request, row: Evaluation) -> Draft | None:
    """What the employee typed into the self-assessment and did not save; handing in would leave it out."""
    own = row.appraisal.employee_id == request.user.employee_id
    if not own or row.status not in workflow.PARTS["self"].statuses:
        return None
    return drafts.waiting(request, "self", row.uuid, row.version("self"))


# --- what every page of an evaluation shows ------------------------------------------
def frame(row: Evaluation, employee: Employee) -> dict[str, Any]:
    """Heading, status and the links between the pages, for whoever is signed in."""
    parties = list(row.appraisal.parties.on(timezone.localdate()))
    mine = {party.role for party in parties if party.employee_id == employee.pk}
    return {
        "evaluation": row,
        "appraisal": row.appraisal,
        "up_label": up_label(row.appraisal, employee),
        "status_tone": TONES.get(row.status, "closed"),
        "parties": parties,
        "turn": turn(row, parties),
        "tabs": tabs(row, mine),
        "is_appraisee": PartyRole.APPRAISEE in mine,
        "is_appraiser": PartyRole.APPRAISER in mine,
    }


def up_label(appraisal: Appraisal, employee: Employee) -> str:
    """'Kinerja 2026' for one's own, with the name for somebody else's."""
    whose = "" if appraisal.employee_id == employee.pk else f"{appraisal.employee}, "
    return f"Kinerja {whose}{appraisal.period.year}"


@dataclass(frozen=True)
class Tab:
    name: str
    label: str
    url: str


def tabs(row: Evaluation, mine: set[str]) -> list[Tab]:
    """The pages of this evaluation that the person can work on now, the evaluation itself first."""
    names = [("evaluation", "Evaluasi")]
    if PartyRole.APPRAISEE in mine and row.status in workflow.PARTS["self"].statuses:
        names += [("self_assessment", "Penilaian diri")]
    if PartyRole.APPRAISER in mine and row.status in workflow.PARTS["rating"].statuses:
        names += [("rating", "Penilaian")]
    if PartyRole.APPRAISER in mine and row.status in workflow.PARTS["note"].statuses:
        names += [("evaluation_note", "Catatan")]
    if mine & {PartyRole.APPRAISEE, PartyRole.APPRAISER}:
        names += [("dialogue", "Dialog")]
    return [Tab(name, label, reverse(name, args=[row.appraisal.uuid, row.window])) for name, label in names]


@dataclass(frozen=True)
class Turn:
    """Whose move it is: a role and, when the role has a holder, the name."""

    role: str
    name: str


def turn(row: Evaluation, parties: list[Party]) -> Turn | None:
    """The party that this status waits for; None when nobody has to do anything any more."""
    waits = turn_of(row)
    if waits is None:
        return None
    holder = next((party for party in parties if party.role == waits.party), None)
    return Turn(waits.party.label.lower(), holder.name if holder else "")


def rated_by(row: Evaluation, employee: Employee, context: dict[str, Any]) -> Queue | None:
    """The way on for the appraiser who has just rated somebody."""
    return queue(row, employee) if context["is_appraiser"] and row.status != S.OPEN else None


def is_party(row: Evaluation, role: Actor, employee: Employee) -> bool:
    return workflow.holds(row, role, Act.asked(employee))


# --- where it stands ---------------------------------------------------------------
def way(row: Evaluation) -> list[dict[str, Any]]:
    """The way of an evaluation for components/_stepper.html: done with its day, else with its limit."""
    order = [status for status, _label in STAGES]
    if row.status not in order:
        return []
    here = order.index(EvaluationStatus(row.status))
    dates = {
        S.OPEN: row.self_due_on,
        S.ASSESSED: row.ends_on,
        S.RATED: row.ends_on,
        S.DELIVERED: row.reply_due_on,
    }
    reached = {
        S.OPEN: row.self_submitted_at,
        S.ASSESSED: row.rated_at,
        S.RATED: row.signed_at,
        S.DELIVERED: row.returned_at or row.final_at,
        S.FINAL: row.final_at,
    }
    today = timezone.localdate()
    return [
        {
            "label": label,
            "date": reached[status] if index < here or row.status == S.FINAL else dates.get(status),
            "state": _state(index, here, dates.get(status), today, last=status == S.FINAL),
            "note": "dilewati" if status == S.OPEN and row.self_skipped else "",
        }
        for index, (status, label) in enumerate(STAGES)
    ]


def _state(index: int, here: int, due: date | None, today: date, *, last: bool) -> str:
    if index < here or (last and index == here):
        return "done"
    if index > here:
        return "todo"
    return "late" if due is not None and due < today else "now"


def days_left(row: Evaluation) -> int | None:
    """Working days that the employee still has to answer; None outside DELIVERED."""
    if row.status != S.DELIVERED or row.reply_due_on is None:
        return None
    today = timezone.localdate()
    span = sorted((today, row.reply_due_on))
    holidays = Holiday.objects.filter(day__range=span).values_list("day", flat=True)
    return stages.days_left(row.reply_due_on, today, set(holidays))


# --- ratings, documents, talk -------------------------------------------------------
def shown_rating(row: Evaluation, groups: Groups, employee: Employee) -> OverallRating | None:
    """The rating that holds; while it is being decided, only the reader's own draft."""
    if FieldGroup.RATINGS not in groups:
        return None
    ratings = list(row.ratings.order_by("given_at", "pk"))
    if row.status == S.ASSESSED:
        return next((one for one in ratings if one.given_at is None and one.by_id == employee.pk), None)
    return next((one for one in reversed(ratings) if one.given_at is not None), None)


def outcome(row: Evaluation) -> dict[str, Any]:
    """What follows from the ratings and would tell them."""
    return {
        "predicate_label": row.get_predicate_display(),
        "documents": documents.of(row) if row.signed else None,
        "explanations": list(row.explanations.all()) if row.signed else [],
    }


def talk(row: Evaluation) -> dict[str, Any]:
    return {
        "dialogue": getattr(row, "dialogue", None),
        "recommendations": list(row.recommendations.select_related("owner")),
    }
