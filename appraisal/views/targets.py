"""The SKP: targets with their indicators, and the leader's expectations."""

from __future__ import annotations

import uuid as uuid_module
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import BaseInlineFormSet
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from appraisal import agreements, carry_over, criteria, following_up, marks, skp_kind, ways, workflow
from appraisal.advice import advice
from appraisal.forms import ExpectationsForm, IndicatorFormSet, TargetForm
from appraisal.models import (
    AgreementIndicator,
    Appraisal,
    BehaviourExpectation,
    PartyRole,
    TargetIndicator,
    WorkTarget,
)
from appraisal.revision_pages import shown_on_pages
from appraisal.shape import shape_of
from appraisal.target_hints import hints
from appraisal.values import VALUE_BEHAVIOURS, VALUE_LABELS
from appraisal.views.before import before
from appraisal.views.drafting import drafted
from appraisal.views.shared import (
    actions,
    answers_refusals,
    appraisal_or_404,
    check_version,
    draft_to_offer,
    frame,
    keep_typed,
    posted_version,
)
from appraisal.views.wording import measures_of, wording_beside
from appraisal.workflow import Refused
from employees import drafts
from employees.http import Request, page
from employees.live import live

DRAFT, EXPECTATIONS_DRAFT = "target", "expectations"
UP, DOWN = "naik", "turun"
MORE = "lagi"
SECTIONS = (
    (WorkTarget.Kind.MAIN, "A. Hasil kerja utama"),
    (WorkTarget.Kind.ADDITIONAL, "B. Hasil kerja tambahan"),
)


@require_GET
@live(marks.of_appraisal)
def targets(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """The whole SKP in the order of its form, with what may be done to it now."""
    row = appraisal_or_404(request, uuid)
    employee = request.user.employee
    found = list(row.targets.select_related("parent").prefetch_related("indicators"))
    written = {one.value: one.text for one in row.expectations.all()}
    pk = agreements.agreed(row, found)
    context = frame(request, row, "targets") | beside_the_targets(request, row)
    context |= {
        "shape": shape_of(row),
        "may_correct": not skp_kind.correction_refusal(row, employee),
        "pk": pk,
        "advice": advice(row, found, pk),
        "sections": [(title, [one for one in found if one.kind == kind], kind) for kind, title in SECTIONS],
        "empty": not found,
        "version": row.version("targets"),
        "closed_reason": workflow.editing_refusal(row, "targets", employee),
        "may_expect": not workflow.editing_refusal(row, "expectations", employee),
        "values": [
            (label, VALUE_BEHAVIOURS[value], written.get(value.value, ""))
            for value, label in VALUE_LABELS.items()
        ],
        "actions": actions(row, employee),
    }
    return page(request, "appraisal/targets.html", context)


def beside_the_targets(request: Request, row: Appraisal) -> dict[str, Any]:
    """Changes of the SKP, where targets come from, and the local criteria that everybody knows before promising."""
    beside = {
        "criteria": criteria.of_appraisal(row),
        "policy": criteria.POLICY,
        "carried": following_up.carried(row),
        "ways": ways.of(row),
        "before": before(request, row),
    }
    return shown_on_pages(row, request.user.employee) | beside


@require_http_methods(["GET", "POST"])
@answers_refusals
def target_new(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Write a new target."""
    row = appraisal_or_404(request, uuid)
    wanted = request.GET.get("jenis", "")
    kind = wanted if wanted in WorkTarget.Kind.values else WorkTarget.Kind.MAIN
    target = WorkTarget(appraisal=row, kind=kind, assigned_by=assigner(row))
    return _edit(request, row, target, row.uuid)


@require_http_methods(["GET", "POST"])
@answers_refusals
def target_edit(request: Request, uuid: uuid_module.UUID, target: uuid_module.UUID) -> HttpResponse:
    """Change a target. One that was deleted in the meantime still shows what was typed about it."""
    row = appraisal_or_404(request, uuid)
    found = row.targets.filter(uuid=target).first()
    if found is None and request.method == "GET":
        raise Http404
    return _edit(request, row, found or WorkTarget(appraisal=row), target)


def _edit(request: Request, row: Appraisal, target: WorkTarget, draft_uuid: uuid_module.UUID) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    version = row.version("targets")
    typed = posted or drafts.restore(request, DRAFT, draft_uuid, version)
    forms = TargetForms.draw(row, target, typed)
    if posted is not None:
        keep_typed(request, forms.target, *forms.indicators.forms)
    _check_open(request, row, "targets")
    if posted is not None:
        check_version(request, row, "targets")
        if forms.are_valid():
            save_target(request, row, forms)
            drafts.discard(request.user, DRAFT, draft_uuid)
            tell_saved(request, row, forms.target.instance)
            return redirect(way_on(request, forms.target.instance))
    context = frame(request, row, "targets") | {
        "shape": shape_of(row),
        "form": forms.target,
        "formset": forms.indicators,
        "target": target,
    }
    context |= wording_beside(row, forms.target, forms.indicators)
    context |= drafted(request, DRAFT, draft_uuid, version, typed)
    return page(request, "appraisal/target_form.html", context, invalid=posted is not None)


def way_on(request: Request, saved: WorkTarget) -> str:
    """The next target of the section where the form was sent with `?lagi`, else the SKP."""
    uuid = saved.appraisal.uuid
    if MORE in request.GET:
        return f"{reverse('target_new', args=[uuid])}?jenis={saved.kind}"
    return reverse("targets", args=[uuid])


def tell_saved(request: Request, row: Appraisal, target: WorkTarget) -> None:
    """It is saved; beside that stands what its wording asks for, the same as the page says while one types."""
    messages.success(request, "Rencana hasil kerja disimpan.")
    for sentence in hints(target.result, measures_of(target.indicators.all()), shape_of(row)):
        messages.warning(request, f"Saran: {sentence}")


def _check_open(request: Request, row: Appraisal, part: str) -> None:
    if reason := workflow.editing_refusal(row, part, request.user.employee):
        raise Refused(reason)


@dataclass(frozen=True)
class TargetForms:
    """A target's form with the rows of its indicators."""

    target: TargetForm
    indicators: BaseInlineFormSet[TargetIndicator, WorkTarget, Any]

    @classmethod
    def draw(cls, row: Appraisal, target: WorkTarget, typed: QueryDict | None) -> TargetForms:
        shape = shape_of(row)
        return cls(
            TargetForm(
                typed,
                instance=target,
                shape=shape,
                leader_targets=leader_targets(row),
                promises=promises(row),
            ),
            IndicatorFormSet(typed, instance=target, prefix="indikator", form_kwargs={"shape": shape}),
        )

    def are_valid(self) -> bool:
        """Both are asked, so that all errors show at once."""
        return all([self.target.is_valid(), self.indicators.is_valid()])


def save_target(request: Request, row: Appraisal, forms: TargetForms) -> None:
    """Through the door: the target, then its indicators in the order of the form."""
    with workflow.editing(row, "targets", by=request.user.employee, version=posted_version(request)):
        target = forms.target.save(commit=False)
        section = row.targets.filter(kind=target.kind)
        if not section.filter(pk=target.pk).exists():
            target.order = section.count()
        target.save()
        forms.indicators.save()
        kept = [one.instance for one in forms.indicators.forms if one.instance.pk]
        for number, indicator in enumerate(kept):
            indicator.order = number
        TargetIndicator.objects.bulk_update(kept, ["order"])


def leader_targets(row: Appraisal) -> QuerySet[WorkTarget]:
    """Results of the appraiser and of team leaders in the same period, to be linked to."""
    return carry_over.leaders_targets(row)


def promises(row: Appraisal) -> QuerySet[AgreementIndicator]:
    """The PK indicators that a head may link a main result to."""
    agreement = agreements.agreement_of(row)
    return agreement.indicators.all() if agreement else AgreementIndicator.objects.none()


def assigner(row: Appraisal) -> str:
    """Who usually gives the work: the appraiser's post, where the form prints it."""
    party = row.party(PartyRole.APPRAISER, timezone.localdate()) if shape_of(row).names_assigner else None
    return party.position[:200] if party else ""


@require_POST
@answers_refusals
def target_delete(request: Request, uuid: uuid_module.UUID, target: uuid_module.UUID) -> HttpResponse:
    """Take a target away with its indicators. Already gone: nothing more to do."""
    row = appraisal_or_404(request, uuid)
    with workflow.editing(row, "targets", by=request.user.employee, version=posted_version(request)):
        row.targets.filter(uuid=target).delete()
    messages.success(request, "Rencana hasil kerja dihapus.")
    return redirect("targets", row.uuid)


@require_POST
@answers_refusals
def target_move(request: Request, uuid: uuid_module.UUID, target: uuid_module.UUID) -> HttpResponse:
    """Move a target one place up or down within its section."""
    row = appraisal_or_404(request, uuid)
    with workflow.editing(row, "targets", by=request.user.employee, version=posted_version(request)):
        moved = row.targets.filter(uuid=target).first()
        if moved is None:
            raise Http404
        section = list(row.targets.filter(kind=moved.kind))
        place = section.index(moved)
        other = place - 1 if request.POST.get("arah") == UP else place + 1
        if 0 <= other < len(section):
            section[place], section[other] = section[other], section[place]
        for number, one in enumerate(section):
            one.order = number
        WorkTarget.objects.bulk_update(section, ["order"])
    return redirect("targets", row.uuid)


@require_http_methods(["GET", "POST"])
@answers_refusals
def expectations(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """The appraiser writes special expectations beside the seven values."""
    row = appraisal_or_404(request, uuid)
    posted = request.POST if request.method == "POST" else None
    version = row.version("expectations")
    typed = posted or drafts.restore(request, EXPECTATIONS_DRAFT, row.uuid, version)
    stored = {one.value: one.text for one in row.expectations.all()}
    form = ExpectationsForm(typed, initial=stored)
    if posted is not None:
        keep_typed(request, form)
    _check_open(request, row, "expectations")
    if posted is not None:
        check_version(request, row, "expectations")
        if form.is_valid():
            save_expectations(request, row, form)
            return redirect("targets", row.uuid)
    context = frame(request, row, "targets") | {"form": form, "version": version}
    context["draft"] = draft_to_offer(request, EXPECTATIONS_DRAFT, row.uuid, version)
    return page(request, "appraisal/expectations.html", context, invalid=posted is not None)


def save_expectations(request: Request, row: Appraisal, form: ExpectationsForm) -> None:
    """Through the door: one row a value, none for an empty text."""
    with workflow.editing(row, "expectations", by=request.user.employee, version=posted_version(request)):
        texts = {value: text.strip() for value, text in form.cleaned_data.items()}
        row.expectations.exclude(value__in=[value for value, text in texts.items() if text]).delete()
        BehaviourExpectation.objects.bulk_create(
            [BehaviourExpectation(appraisal=row, value=v, text=t) for v, t in texts.items() if t],
            update_conflicts=True,
            unique_fields=["appraisal", "value"],
            update_fields=["text"],
        )
    drafts.discard(request.user, EXPECTATIONS_DRAFT, row.uuid)
    messages.success(request, "Ekspektasi khusus disimpan.")
