"""My appraisals, one appraisal at a glance, and its history."""

from __future__ import annotations

import uuid as uuid_module
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from appraisal import case_file, following_up, marks, signed_files, view_log, year
from appraisal.advice import advice_on
from appraisal.models import (
    Appraisal,
    AppraisalStatus,
    Evaluation,
    EvaluationStatus,
    ImprovementPlan,
    PartyRole,
)
from appraisal.revision_pages import shown_on_pages
from appraisal.stages import LABELS, STATUS_LABELS, TONES, with_stage
from appraisal.views.shared import Action, actions, appraisal_or_404, frame
from employees.http import Request, page
from employees.live import live

EVENTS_A_PAGE = 50
SHOWN_PARTIES = (PartyRole.APPRAISEE, PartyRole.APPRAISER, PartyRole.REVIEWER)


@require_GET
def appraisals(request: Request) -> HttpResponse:
    """My own appraisals, the latest year first."""
    mine = Appraisal.objects.visible_to(request.user).filter(employee=request.user.employee_id)
    rows = with_stage(mine).select_related("period", "unit", "employee").order_by("-period__year", "-pk")
    listed = Paginator(rows, 20).get_page(request.GET.get("page"))
    stages = [(row, LABELS[vars(row)["stage"]], TONES[vars(row)["stage"]]) for row in listed]
    plans = ImprovementPlan.objects.visible_to(request.user).filter(employee=request.user.employee_id)
    context = {"page": listed, "rows": stages, "improving": plans.exists()}
    return page(request, "appraisal/appraisals.html", context)


@require_GET
@live(marks.of_appraisal)
def appraisal(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """One appraisal: the way of the year, its parties, and the next step as the one primary action."""
    row = appraisal_or_404(request, uuid)
    yearly, offers = year.yearly_evaluation(row), actions(row, request.user.employee)
    now = next_step(row, yearly, own=row.employee_id == request.user.employee_id, offers=offers)
    context = (
        frame(request, row, "overview")
        | {
            "stations": year.stations(row, yearly, year.yearly_window(row), timezone.localdate()),
            "parties": parties(row),
            "next": now,
            "next_actions": [now.action] if now.action else [],
            "advice": advice_on(row),
            "others": [one for one in offers if one is not now.action],
            "targets_count": row.targets.count(),
            "progress_count": row.progress.count(),
            "carried": following_up.carried(row),
        }
        | shown_on_pages(row, request.user.employee)
    )
    return page(request, "appraisal/appraisal.html", context)


@require_GET
@live(marks.of_appraisal)
def history(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Every step of the appraisal and its evaluations: who, when, for whom, from where to where."""
    row = appraisal_or_404(request, uuid)
    events = row.events.select_related("evaluation__appraisal", "on_behalf_of").prefetch_related("evidence")
    events = events.order_by("-at", "-pk")
    listed = Paginator(events, EVENTS_A_PAGE).get_page(request.GET.get("page"))
    files = signed_files.beside(listed, request.user)
    moves = [
        (
            event,
            STATUS_LABELS.get(event.from_status),
            STATUS_LABELS.get(event.to_status),
            files.get(event.pk, ()),
        )
        for event in listed
    ]
    context = frame(request, row, "history") | {
        "page": listed,
        "moves": moves,
        "readings": view_log.read_by_auditors(row),
        "may_take": request.user.is_auditor and not case_file.refusal(row, request.user),
    }
    return page(request, "appraisal/history.html", context)


# --- parts of the overview --------------------------------------------------------
def parties(row: Appraisal) -> list[dict[str, Any]]:
    """The three parties of today; one that is missing says whom to ask."""
    held = {party.role: party for party in row.parties.on(timezone.localdate())}
    return [{"role": role.label, "party": held.get(role.value)} for role in SHOWN_PARTIES]


@dataclass(frozen=True)
class NextStep:
    """The sentence of the panel 'now', and where to go: a link, or a step to press."""

    sentence: str
    url: str = ""
    label: str = ""
    action: Action | None = None


def next_step(row: Appraisal, yearly: Evaluation | None, *, own: bool, offers: list[Action]) -> NextStep:
    """What the reader should do now, in words of the status."""
    if row.status == AppraisalStatus.CLOSED:
        return NextStep(f"Kinerja ini sudah ditutup: {row.get_closed_reason_display()}.")
    if row.status != AppraisalStatus.RUNNING:
        return _planning(row, own=own, offers=offers)
    if yearly is not None and yearly.status != EvaluationStatus.VOID:
        sentence = f"Evaluasi tahunan: {yearly.get_status_display()}."
        return NextStep(sentence, yearly.get_absolute_url(), "Buka evaluasi")
    progress = reverse("progress", args=[row.uuid])
    if own:
        return NextStep("Catat realisasi dan kendala selagi masih segar.", progress, "Buka realisasi")
    return NextStep("SKP sedang dilaksanakan.", progress, "Lihat realisasi")


def _planning(row: Appraisal, *, own: bool, offers: list[Action]) -> NextStep:
    url = reverse("targets", args=[row.uuid])
    pressed = next((one for one in offers if one.primary and not one.refusal), None)
    if row.status == AppraisalStatus.PROPOSED:
        if own:
            return NextStep("SKP menunggu ditetapkan oleh pejabat penilai kinerja.", url, "Buka SKP")
        if pressed is not None:
            return NextStep("SKP diajukan. Periksa dahulu, lalu tetapkan atau kembalikan.", url, "", pressed)
        return NextStep("SKP diajukan dan menunggu ditetapkan.", url, "Periksa SKP")
    if not own:
        return NextStep("SKP masih disusun oleh pegawai.", url, "Buka SKP")
    if pressed is None:
        return NextStep("Tulis rencana hasil kerja beserta indikatornya.", url, "Tulis SKP")
    return NextStep("SKP sudah lengkap. Periksa sekali lagi, lalu ajukan.", url, "", pressed)
