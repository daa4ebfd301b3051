"""The page of an evaluation: everything it rests on, where it stands, and what may happen next."""

from __future__ import annotations

import uuid as uuid_module
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from appraisal import criteria, documents, following_up, marks, signed_files, stages, unit_results, workflow
from appraisal.evaluation_rows import Groups, material, quadrant
from appraisal.models import (
    Appraisal,
    Evaluation,
    EvaluationStatus,
    Origin,
    OverallRating,
    Party,
    PartyRole,
    Period,
    ProposedRating,
    Recommendation,
    WindowCode,
)
from appraisal.seen_results import readable
from appraisal.stages import TONES, turn_of
from appraisal.standing import keeper_of
from appraisal.views.before import before
from appraisal.views.seats import NOTE, RATING, TALK, Seat, Seats
from appraisal.views.shared import actions, evaluation_or_404, step_url
from appraisal.views.waiting import Queue, queue
from appraisal.visibility import FieldGroup, visible_groups
from appraisal.workflow import Act, Actor
from appraisal.workflow.signing import current_rating
from employees import drafts
from employees.http import Request, page
from employees.live import live
from employees.models import Draft, Employee, Holiday, User

S = EvaluationStatus
STAGES = (
    (S.OPEN, "Penilaian diri"),
    (S.ASSESSED, "Evaluasi"),
    (S.RATED, "Dialog"),
    (S.DELIVERED, "Tanggapan pegawai"),
    (S.FINAL, "Final"),
)
# What happens beside the ordinary way takes the place of one of its stations.
INSTEAD = {S.OVERDUE: (S.ASSESSED, "Evaluasi oleh atasan"), S.DISPUTED: (S.DELIVERED, "Keberatan")}


@require_safe
@live(marks.of_appraisal)
def evaluation(request: Request, uuid: uuid_module.UUID, window: str) -> HttpResponse:
    """One page for all readers; the view passes only what `visible_groups` names."""
    row = evaluation_or_404(request, uuid, window)
    groups = visible_groups(row, request.user)
    said = talk(row) if FieldGroup.DIALOGUE in groups else {}  # before the steps, which ask for the same rows
    context = frame(row, request.user.employee) | {
        "groups": {group.name: True for group in groups},
        "material": material(row, groups),
        **judgement(shown_rating(row, groups, request.user.employee)),
        "actions": [one for one in actions(row, request.user.employee) if one.url != step_url(row, "object")],
        "extended": row.status == S.OVERDUE and timezone.localdate() <= row.ends_on,
        "steps": way(row),
        "organisation": unit_results.counted(row),
        "days_left": days_left(row),
        "unsaved": unsaved(request, row),
        "periods": periods_beside(row, request.user),
        "carried": following_up.carried(row.appraisal),
        "before": before(request, row.appraisal),
        "proposals": proposed(row) if FieldGroup.PROPOSALS in groups else [],
        **(outcome(row) if FieldGroup.RATINGS in groups else {}),
        **said,
    }
    context["queue"] = rated_by(row, request.user.employee, context)
    return page(request, "appraisal/evaluation/page.html", context)


def judgement(rating: OverallRating | None) -> dict[str, Any]:
    """The rating that may be shown, and where it lies among the nine."""
    return {"rating": rating, "quadrant": quadrant(rating.results, rating.behaviour) if rating else []}


def periods_beside(row: Evaluation, user: User) -> list[Evaluation]:
    """The signed periodic results beside the yearly judgement, as far as the reader sees them; no average."""
    if row.window != WindowCode.YEAR or row.appraisal.period.rhythm == Period.Rhythm.YEARLY:
        return []
    appraisals = [row.appraisal_id, row.appraisal.predecessor_id]
    rows = Evaluation.objects.filter(appraisal__in=appraisals).exclude(window=WindowCode.YEAR)
    found = list(rows.select_related("appraisal__period", "appraisal__employee"))
    seen = readable(found, user)
    return [one for one in found if one.pk in seen]


def unsaved(request: Request, row: Evaluation) -> Draft | None:
    """What the employee typed into the self-assessment and did not save; handing in would leave it out."""
    own = row.appraisal.employee_id == request.user.employee_id
    if not own or row.status not in workflow.PARTS["self"].statuses:
        return None
    return drafts.waiting(request, "self", row.uuid, row.version("self"))


# --- what every page of an evaluation shows ------------------------------------------
def frame(row: Evaluation, employee: Employee) -> dict[str, Any]:
    """Heading, status and the links between the pages, for whoever is signed in."""
    parties = list(row.appraisal.parties.on(timezone.localdate()).select_related("employee"))
    at = Seats(row, employee)
    seats = {name: at.of(parts) for name, parts in (("rating", RATING), ("note", NOTE), ("talk", TALK))}
    talk, rating = seats["talk"], seats["rating"]
    return {
        "evaluation": row,
        "appraisal": row.appraisal,
        "up_label": up_label(row.appraisal, employee),
        "status_tone": TONES.get(row.status, "closed"),
        "parties": parties,
        "turn": turn(row, parties),
        "limit": stages.limit_of(row),
        "tabs": tabs(row, seats, own=row.appraisal.employee_id == employee.pk),
        "is_appraisee": row.appraisal.employee_id == employee.pk,
        "is_appraiser": talk is not None and talk.actor is Actor.APPRAISER,
        "is_reviewer": rating is not None and rating.actor is Actor.REVIEWER,
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


def tabs(row: Evaluation, seats: dict[str, Seat | None], *, own: bool) -> list[Tab]:
    """The pages of this evaluation that the person can work on now, the evaluation itself first."""
    names = [("evaluation", "Evaluasi")]
    if own and row.status in workflow.PARTS["self"].statuses:
        names += [("self_assessment", "Penilaian diri")]
    if _open(row, seats["rating"]):
        names += [("rating", "Penilaian")]
    if _open(row, seats["note"]):
        names += [("evaluation_note", "Catatan")]
    if seats["talk"]:
        names += [("dialogue", "Dialog")]
    if row.status == S.DISPUTED or (own and row.status == S.DELIVERED) or row.objections.exists():
        names += [("objection", "Keberatan")]
    return [Tab(name, label, reverse(name, args=[row.appraisal.uuid, row.window])) for name, label in names]


def _open(row: Evaluation, taken: Seat | None) -> bool:
    return taken is not None and row.status in workflow.PARTS[taken.part].statuses


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
    keeper = keeper_of(row) if waits.party == PartyRole.APPRAISER else None
    name = keeper.full_name if keeper else holder.name if holder else ""
    return Turn(waits.party.label.lower(), name)


def rated_by(row: Evaluation, employee: Employee, context: dict[str, Any]) -> Queue | None:
    """The way on for the appraiser who has just rated somebody."""
    return queue(row, employee) if context["is_appraiser"] and row.status != S.OPEN else None


def is_party(row: Evaluation, role: Actor, employee: Employee) -> bool:
    return workflow.holds(row, role, Act.asked(employee))


# --- where it stands ---------------------------------------------------------------
def way(row: Evaluation) -> list[dict[str, Any]]:
    """The way of an evaluation for components/_stepper.html: done with its day, else with its limit."""
    status = EvaluationStatus(row.status)
    station, instead = INSTEAD.get(status, (status, ""))
    # A conclusion by the superior needs no dialogue (text lines 4775-4782).
    concluded = status == S.OVERDUE or row.origin == Origin.REVIEWER
    stations = [one for one in STAGES if not (concluded and one[0] == S.RATED)]
    order = [stage for stage, _label in stations]
    if station not in order:
        return []
    here = order.index(station)
    limits = {
        S.OPEN: row.self_due_on,
        S.ASSESSED: row.conclude_due_on or row.ends_on,
        S.RATED: row.ends_on,
        S.DELIVERED: row.decide_due_on or row.reply_due_on,
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
            "label": instead if instead and index == here else label,
            "date": reached[stage] if index < here or status == S.FINAL else limits.get(stage),
            "state": _state(index, here, limits.get(stage), today, last=stage == S.FINAL),
            "note": _remark(row, stage),
        }
        for index, (stage, label) in enumerate(stations)
    ]


def _remark(row: Evaluation, stage: EvaluationStatus) -> str:
    concluded = row.origin == Origin.REVIEWER
    if stage == S.OPEN and row.self_skipped:
        return "dilewati"
    return "oleh atasan pejabat penilai" if concluded and stage == S.ASSESSED else ""


def _state(index: int, here: int, due: date | None, today: date, *, last: bool) -> str:
    if index < here or (last and index == here):
        return "done"
    if index > here:
        return "todo"
    return "late" if due is not None and due < today else "now"


def days_left(row: Evaluation) -> int | None:
    """Working days until the last day of the turn; None where nobody's clock runs."""
    limit = stages.limit_of(row)
    if limit is None:
        return None
    today = timezone.localdate()
    holidays = Holiday.objects.filter(day__range=sorted((today, limit))).values_list("day", flat=True)
    return stages.days_left(limit, today, set(holidays))


# --- ratings, documents, talk -------------------------------------------------------
def shown_rating(row: Evaluation, groups: Groups, employee: Employee) -> OverallRating | None:
    """The rating that holds; while it is being decided, only the reader's own draft."""
    if FieldGroup.RATINGS not in groups:
        return None
    drafted = row.ratings.filter(given_at__isnull=True, by=employee).first()
    if row.status == S.ASSESSED:
        return drafted
    if row.status == S.OVERDUE and drafted is not None:
        return drafted
    return current_rating(row)


def proposed(row: Evaluation) -> list[ProposedRating]:
    """What the leaders of this person's teams propose."""
    return list(row.proposals.select_related("by", "team"))


def outcome(row: Evaluation) -> dict[str, Any]:
    """What follows from the ratings and would tell them."""
    return {
        "predicate_label": row.get_predicate_display(),
        "criterion_ratings": criteria.ratings_of(row),
        "policy": criteria.POLICY,
        "documents": documents.of(row) if row.signed else None,
        "signed_files": signed_files.of(row),
        "explanations": list(row.explanations.all()) if row.signed else [],
    }


def talk(row: Evaluation) -> dict[str, Any]:
    """The dialogue and what came of it; the recommendations stay with `row` for whoever asks again."""
    theirs = Recommendation.objects.select_related("owner").order_by("pk")
    prefetch_related_objects([row], Prefetch("recommendations", theirs))
    return {
        "dialogue": getattr(row, "dialogue", None),
        "recommendations": list(row.recommendations.all()),
    }
