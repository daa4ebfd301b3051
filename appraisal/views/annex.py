"""The annex of the SKP (form A.1.8): resources, accountability, consequences; and whether resources have come."""

from __future__ import annotations

import uuid as uuid_module
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.forms import BaseInlineFormSet
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from appraisal import workflow
from appraisal.acts import record_act
from appraisal.models import AnnexLine, Appraisal, PartyRole
from appraisal.planning_forms import AnnexFormSet, ResourceForm
from appraisal.views.drafting import drafted
from appraisal.views.shared import (
    answers_refusals,
    appraisal_or_404,
    check_version,
    frame,
    keep_typed,
    posted_version,
)
from appraisal.workflow import Act, Refused
from employees import drafts
from employees.http import Request, page

if TYPE_CHECKING:
    AnnexLines = BaseInlineFormSet[AnnexLine, Appraisal, Any]

DRAFT = "annex"
Kind = AnnexLine.Kind
HINTS = {
    Kind.RESOURCE: (
        "Yang dibutuhkan untuk memenuhi ekspektasi: orang, anggaran, peralatan, pendampingan pimpinan, sarana. "
        "Contoh: «Kendaraan operasional bagi bidan desa»."
    ),
    Kind.ACCOUNTABILITY: (
        "Kapan kemajuan dilaporkan dan data apa yang ditunjukkan. "
        "Contoh: «Hasil kerja dilaporkan setiap bulan dengan rekapitulasi pelayanan»."
    ),
    Kind.CONSEQUENCE: (
        "Apa akibatnya bila ekspektasi terpenuhi, dan bila tidak. "
        "Contoh: «Apabila memenuhi ekspektasi, diprioritaskan mengikuti pelatihan»."
    ),
}


@dataclass(frozen=True)
class AnnexPart:
    """One of the three lists, for reading or with its formset."""

    kind: AnnexLine.Kind
    hint: str
    lines: list[AnnexLine]
    formset: AnnexLines | None = None


@require_GET
def annex(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """What both sides agreed beside the targets, and what of the resources has come."""
    row = appraisal_or_404(request, uuid)
    employee = request.user.employee
    lines = list(row.annex.order_by("order", "pk"))
    context = frame(request, row, "targets") | {
        "parts": [AnnexPart(kind, HINTS[kind], [one for one in lines if one.kind == kind]) for kind in Kind],
        "empty": not lines,
        "closed_reason": workflow.editing_refusal(row, "annex", employee),
        "may_mark": not workflow.editing_refusal(row, "resources", employee),
        "may_adjust": not workflow.editing_refusal(row, "revision", employee),
        "version": row.version("resources"),
    }
    return page(request, "appraisal/annex.html", context)


@require_http_methods(["GET", "POST"])
@answers_refusals
def annex_edit(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Both sides write the three lists, saved together."""
    row = appraisal_or_404(request, uuid)
    posted = request.POST if request.method == "POST" else None
    version = row.version("annex")
    typed = posted or drafts.restore(request, DRAFT, row.uuid, version)
    parts = parts_of(row, typed)
    formsets = [part.formset for part in parts if part.formset is not None]
    if posted is not None:
        keep_typed(request, *(form for formset in formsets for form in formset.forms))
    if reason := workflow.editing_refusal(row, "annex", request.user.employee):
        raise Refused(reason)
    if posted is not None:
        check_version(request, row, "annex")
        valid = [formset.is_valid() for formset in formsets]  # all are asked, so that all errors show at once
        if all(valid):
            save_annex(request, row, formsets)
            return redirect("annex", row.uuid)
    context = frame(request, row, "targets") | {"parts": parts}
    context |= drafted(request, DRAFT, row.uuid, version, typed)
    return page(request, "appraisal/annex_form.html", context, invalid=posted is not None)


def parts_of(row: Appraisal, typed: QueryDict | None) -> list[AnnexPart]:
    """The three lists with a formset each, read with one query for all."""
    lines = AnnexLine.objects.filter(appraisal=row).order_by("order", "pk")
    return [
        AnnexPart(
            kind,
            HINTS[kind],
            [],
            AnnexFormSet(
                typed,
                instance=row,
                prefix=kind.value.lower(),
                queryset=lines.filter(kind=kind),
                form_kwargs={"kind": kind},
            ),
        )
        for kind in Kind
    ]


def save_annex(request: Request, row: Appraisal, formsets: list[AnnexLines]) -> None:
    """Through the door: three lists, each in the order of its form."""
    with workflow.editing(row, "annex", by=request.user.employee, version=posted_version(request)):
        for formset in formsets:
            save_part(formset)
    drafts.discard(request.user, DRAFT, row.uuid)
    messages.success(request, "Lampiran SKP disimpan.")


def save_part(formset: AnnexLines) -> None:
    """Write one list. Whether a resource has come is another part's, so it is not written from here."""
    for line in formset.save(commit=False):
        line.save(update_fields=["text", "due_on"] if line.pk else None)
    for line in formset.deleted_objects:
        AnnexLine.objects.filter(pk=line.pk, state=AnnexLine.State.PROMISED).delete()
    gone = {line.pk for line in formset.deleted_objects}
    kept = [form.instance for form in formset.forms if form.instance.pk and form.instance.pk not in gone]
    for number, line in enumerate(kept):
        line.order = number
    AnnexLine.objects.bulk_update(kept, ["order"])


@require_http_methods(["GET", "POST"])
@answers_refusals
def resource(request: Request, uuid: uuid_module.UUID, line: uuid_module.UUID) -> HttpResponse:
    """Say whether a promised resource has come (text lines 2441-2443); the other side is told."""
    row = appraisal_or_404(request, uuid)
    found = row.annex.filter(uuid=line, kind=Kind.RESOURCE).first()
    if found is None:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    form = ResourceForm(posted, instance=found)
    if posted is not None:
        keep_typed(request, form)
    if reason := workflow.editing_refusal(row, "resources", request.user.employee):
        raise Refused(reason)
    if posted is not None:
        check_version(request, row, "resources")
        if form.is_valid():
            save_mark(request, row, form)
            return redirect("annex", row.uuid)
    version = posted_version(request) if posted is not None else row.version("resources")
    context = frame(request, row, "targets") | {"form": form, "line": found, "version": version}
    return page(request, "appraisal/resource.html", context, invalid=posted is not None)


def save_mark(request: Request, row: Appraisal, form: ResourceForm) -> None:
    """Through the door: state and note, an event, and a word to the other side."""
    with workflow.editing(row, "resources", by=request.user.employee, version=posted_version(request)):
        marked = form.save(commit=False)
        marked.save(update_fields=["state", "state_note"])
        if form.has_changed():
            record_mark(request, row, marked)
    messages.success(request, "Keadaan sumber daya dicatat.")


def record_mark(request: Request, row: Appraisal, line: AnnexLine) -> None:
    """An event in the history, and a line in the other side's inbox."""
    note = f"{line.text}\n{line.state_note}".strip()
    record_act(
        row,
        "mark_resource",
        f"Sumber daya: {line.get_state_display().lower()}",
        Act(by=request.user.employee, at=timezone.now(), note=note),
        tells=(PartyRole.APPRAISEE, PartyRole.APPRAISER),
        url=reverse("annex", args=[row.uuid]),
    )
