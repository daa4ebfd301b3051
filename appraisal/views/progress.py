"""Progress of the running year: entries, figures against thresholds, calls for help, evidence."""

from __future__ import annotations

import uuid as uuid_module
from dataclasses import dataclass
from decimal import Decimal

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from appraisal import evidence as evidence_files
from appraisal import marks, workflow
from appraisal.forms import ProgressForm
from appraisal.models import Appraisal, Evidence, PartyRole, ProgressEntry, TargetIndicator
from appraisal.rating import RATING_LABELS, suggest_item
from appraisal.views.evidence_files import attachment
from appraisal.views.shared import (
    answers_refusals,
    appraisal_or_404,
    check_version,
    draft_to_offer,
    frame,
    keep_typed,
)
from appraisal.workflow import Refused
from employees import drafts
from employees.http import Request, page
from employees.live import live
from employees.notifications import notify

DRAFT = "progress"
ENTRIES_A_PAGE = 20
PREFILLED = {
    "day": "tanggal",
    "text": "uraian",
    "achieved": "angka",
}  # a new entry, by what its address brings


@require_GET
@live(marks.of_appraisal)
def progress(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Figures first, then the entries, the latest day first."""
    row = appraisal_or_404(request, uuid)
    employee = request.user.employee
    entries = row.progress.select_related("target", "indicator").prefetch_related("evidence")
    context = frame(request, row, "progress") | {
        "page": Paginator(entries, ENTRIES_A_PAGE).get_page(request.GET.get("page")),
        "figures": figures(row),
        "may_write": not workflow.editing_refusal(row, "progress", employee),
        "may_help": not workflow.editing_refusal(row, "help", employee),
    }
    return page(request, "appraisal/progress.html", context)


@require_http_methods(["GET", "POST"])
@answers_refusals
def progress_new(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Add an entry; a page with a figure leads here with it (`PREFILLED`)."""
    row = appraisal_or_404(request, uuid)
    entry = ProgressEntry(appraisal=row, day=min(timezone.localdate(), row.period.ends_on))
    return _edit(request, row, entry, row.uuid)


@require_http_methods(["GET", "POST"])
@answers_refusals
def progress_edit(request: Request, uuid: uuid_module.UUID, entry: uuid_module.UUID) -> HttpResponse:
    """Correct one's own entry."""
    row = appraisal_or_404(request, uuid)
    found = row.progress.filter(uuid=entry).first()
    if found is None and request.method == "GET":
        raise Http404
    return _edit(request, row, found or ProgressEntry(appraisal=row), entry)


def _edit(
    request: Request, row: Appraisal, entry: ProgressEntry, draft_uuid: uuid_module.UUID
) -> HttpResponse:
    posted = request.method == "POST"
    typed = request.POST if posted else drafts.restore(request, DRAFT, draft_uuid, row.version("progress"))
    files = request.FILES if posted else None
    start = (
        {} if entry.pk else {name: request.GET[key] for name, key in PREFILLED.items() if key in request.GET}
    )
    form = ProgressForm(
        typed, files, initial=start, instance=entry, appraisal=row, today=timezone.localdate()
    )
    if posted:
        keep_typed(request, form)
    _check_open(request, row)
    if (
        posted and draft_uuid != row.uuid
    ):  # an entry that is corrected; to new ones nothing can happen meanwhile
        check_version(request, row, "progress")
    if not posted or not form.is_valid():
        return _form_page(request, row, form, draft_uuid)
    save_entry(request, row, form)
    drafts.discard(request.user, DRAFT, draft_uuid)
    messages.success(request, "Catatan realisasi disimpan.")
    return redirect("progress", row.uuid)


def _check_open(request: Request, row: Appraisal) -> None:
    if reason := workflow.editing_refusal(row, "progress", request.user.employee):
        raise Refused(reason)


def _form_page(
    request: Request, row: Appraisal, form: ProgressForm, draft_uuid: uuid_module.UUID
) -> HttpResponse:
    version = row.version("progress")
    context = frame(request, row, "progress") | {
        "form": form,
        "entry": form.instance,
        "version": form.data.get("version", version),
        "draft": draft_to_offer(request, DRAFT, draft_uuid, version),
        "draft_uuid": draft_uuid,
    }
    return page(request, "appraisal/progress_form.html", context, invalid=request.method == "POST")


def save_entry(request: Request, row: Appraisal, form: ProgressForm) -> None:
    """Through the door: the entry with its evidence; a new call for help goes to the appraiser."""
    with workflow.editing(row, "progress", by=request.user.employee):
        entry = form.save(commit=False)
        entry.target = form.cleaned_data["target"]
        if not entry.help_wanted:
            entry.helped_at = None
        entry.save()
        for old in form.cleaned_data.get("remove") or ():
            old.delete()
        for file in form.cleaned_data["attachments"]:
            evidence_files.keep(entry, file)
        if form.cleaned_data["link"]:
            evidence_files.keep_link(entry, form.cleaned_data["link"])
        if entry.help_wanted and entry.helped_at is None:
            _call_for_help(row, entry)


def _call_for_help(row: Appraisal, entry: ProgressEntry) -> None:
    party = row.party(PartyRole.APPRAISER, timezone.localdate())
    if party is not None:
        notify(
            party.employee,
            key=f"help-wanted:{entry.uuid}",
            title=f"{row.employee.full_name} membutuhkan bantuan",
            body=entry.obstacle or entry.text,
            url=reverse("help_queue"),
            subject="Permintaan bantuan baru",
        )


@require_POST
@answers_refusals
def progress_delete(request: Request, uuid: uuid_module.UUID, entry: uuid_module.UUID) -> HttpResponse:
    """Take one's own entry away, with its evidence."""
    row = appraisal_or_404(request, uuid)
    with workflow.editing(row, "progress", by=request.user.employee):
        row.progress.filter(uuid=entry).delete()
    messages.success(request, "Catatan realisasi dihapus.")
    return redirect("progress", row.uuid)


@require_POST
@answers_refusals
def progress_help(request: Request, uuid: uuid_module.UUID, entry: uuid_module.UUID) -> HttpResponse:
    """The appraiser marks that help was given; the employee is told once."""
    row = appraisal_or_404(request, uuid)
    wanted = get_object_or_404(row.progress.filter(help_wanted=True), uuid=entry)
    with workflow.editing(row, "help", by=request.user.employee):
        row.progress.filter(pk=wanted.pk, helped_at__isnull=True).update(helped_at=timezone.now())
        notify(
            row.employee,
            key=f"helped:{wanted.uuid}",
            title="Bantuan sudah diberikan",
            body=wanted.text,
            url=f"{row.get_absolute_url()}realisasi/",
            subject="Bantuan sudah diberikan",
        )
    messages.success(request, "Ditandai: bantuan sudah diberikan.")
    return redirect("progress", row.uuid)


@require_GET
def evidence(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """An evidence file, as an attachment and boxed in, to those who may see the appraisal."""
    visible = Appraisal.objects.visible_to(request.user)
    rows = Evidence.objects.filter(entry__appraisal__in=visible).exclude(file="")
    found = get_object_or_404(rows, uuid=uuid)
    return attachment(found)


# --- figures ----------------------------------------------------------------------
@dataclass(frozen=True)
class Figure:
    """The latest figure of an indicator. `bar` is (value, max) against the upper threshold, None without one."""

    indicator: TargetIndicator
    entry: ProgressEntry | None
    words: str
    bar: tuple[Decimal, Decimal] | None


def figures(row: Appraisal) -> list[Figure]:
    """One for every indicator, in the order of the SKP; two queries however many there are."""
    counted = row.progress.filter(indicator__isnull=False, achieved__isnull=False)
    latest = counted.order_by("indicator_id", "-day", "-pk").distinct("indicator_id")
    by_indicator = {entry.indicator_id: entry for entry in latest}
    indicators = (
        TargetIndicator.objects.filter(target__appraisal=row, target__dropped_by__isnull=True)
        .select_related("target")
        .order_by("-target__kind", "target__order", "target__pk", "order", "pk")
    )
    return [_figure(one, by_indicator.get(one.pk)) for one in indicators]


def _figure(indicator: TargetIndicator, entry: ProgressEntry | None) -> Figure:
    achieved = entry.achieved if entry else None
    if achieved is None:
        return Figure(indicator, None, "belum ada angka", None)
    higher = indicator.direction == TargetIndicator.Direction.HIGHER
    rating = suggest_item(achieved, indicator.lower, indicator.upper, higher_is_better=higher)
    if rating is None or indicator.upper is None:
        return Figure(indicator, entry, "ambang belum disepakati", None)
    most = max(indicator.upper, achieved, Decimal(1))
    return Figure(indicator, entry, RATING_LABELS[rating].lower(), (max(achieved, Decimal(0)), most))
