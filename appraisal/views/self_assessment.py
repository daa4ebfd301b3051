"""Penilaian diri: what the employee writes about the year before the appraiser rates it."""

from __future__ import annotations

import uuid as uuid_module
from dataclasses import dataclass
from functools import cached_property

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from appraisal import suggestions, workflow
from appraisal.evaluation_forms import ItemForm, RowForm, SelfFigureForm, SelfTargetForm, store
from appraisal.models import (
    Evaluation,
    ItemRating,
    PartyRole,
    ProgressEntry,
    SelfFigure,
    SelfTarget,
    TargetIndicator,
    WorkTarget,
)
from appraisal.values import VALUE_BEHAVIOURS, VALUE_LABELS, Value
from appraisal.views.evaluation import frame, is_party
from appraisal.views.shared import (
    answers_refusals,
    check_version,
    evaluation_or_404,
    keep_typed,
    posted_version,
)
from appraisal.workflow import Actor
from employees import drafts
from employees.http import Request, page

FORM = "self"  # the name of the part, of the draft and of the form


@require_http_methods(["GET", "POST"])
@answers_refusals
def self_assessment(request: Request, uuid: uuid_module.UUID, window: str) -> HttpResponse:
    """Fill in and save; handing in is a step of its own on the evaluation's page."""
    row, employee = evaluation_or_404(request, uuid, window), request.user.employee
    if not is_party(row, Actor.APPRAISEE, employee):
        raise Http404
    if request.method == "GET" and workflow.editing_refusal(row, FORM, employee):
        return redirect(row)
    restored = drafts.restore(request, FORM, row.uuid, row.version(FORM))
    sheet = Sheet(row, request.POST if request.method == "POST" else restored)
    if request.method == "POST":
        keep_typed(request, *sheet.forms)
        check_version(request, row, FORM)
    if request.method == "POST" and sheet.is_valid():
        with workflow.editing(row, FORM, by=employee, version=posted_version(request)):
            sheet.save()
            drafts.discard(request.user, FORM, row.uuid)
        messages.success(request, "Penilaian diri disimpan. Tinjau, lalu sampaikan.")
        return redirect(row)
    context = frame(row, employee) | {
        "sheet": sheet,
        "version": row.version(FORM),
        "draft": drafts.waiting(request, FORM, row.uuid, row.version(FORM)),
    }
    invalid = request.method == "POST"
    return page(request, "appraisal/evaluation/self_assessment.html", context, invalid=invalid)


@dataclass(frozen=True)
class FigureEntry:
    """An indicator's form; `latest` is where a prefilled figure comes from."""

    indicator: TargetIndicator
    form: SelfFigureForm
    latest: ProgressEntry | None

    @property
    def label(self) -> str:
        return f"Angka ({self.indicator.unit})" if self.indicator.unit else "Angka"


@dataclass(frozen=True)
class TargetEntry:
    number: int
    target: WorkTarget
    form: SelfTargetForm
    rating: ItemForm
    figures: list[FigureEntry]

    @property
    def filled(self) -> bool:
        return bool(str(self.form["achievements"].value() or "").strip())


@dataclass(frozen=True)
class ValueEntry:
    label: str
    behaviours: tuple[str, str, str]
    form: ItemForm


class Sheet:
    """The whole page as small forms, built from six queries whatever the number of targets."""

    def __init__(self, evaluation: Evaluation, data: QueryDict | None) -> None:
        self.evaluation = evaluation
        self.data = data
        appraisal = evaluation.appraisal
        self._targets = list(appraisal.targets.prefetch_related("indicators"))
        self._latest = suggestions.latest_progress(appraisal)
        self._own = {row.target_id: row for row in evaluation.self_targets.all()}
        self._figures = {row.indicator_id: row for row in evaluation.self_figures.all()}
        ratings = list(evaluation.item_ratings.filter(by_role=PartyRole.APPRAISEE))
        self._ratings = {row.target_id or row.value: row for row in ratings}

    @cached_property
    def targets(self) -> list[TargetEntry]:
        return [self._target(number, target) for number, target in enumerate(self._targets, start=1)]

    @cached_property
    def values(self) -> list[ValueEntry]:
        return [
            ValueEntry(label, VALUE_BEHAVIOURS[value], self._rating(value=value, place=label))
            for value, label in VALUE_LABELS.items()
        ]

    @property
    def forms(self) -> list[RowForm]:
        found: list[RowForm] = []
        for entry in self.targets:
            found += [entry.form, *(figure.form for figure in entry.figures), entry.rating]
        return found + [entry.form for entry in self.values]

    @property
    def wrong(self) -> list[RowForm]:
        return [form for form in self.forms if form.errors]

    @property
    def filled(self) -> int:
        return sum(entry.filled for entry in self.targets)

    def is_valid(self) -> bool:
        return not self.wrong

    @transaction.atomic
    def save(self) -> None:
        """Write what is typed; call it inside `workflow.editing`, after `is_valid`."""
        store(entry.form for entry in self.targets)
        store(figure.form for entry in self.targets for figure in entry.figures)
        store([*(entry.rating for entry in self.targets), *(entry.form for entry in self.values)])

    def _target(self, number: int, target: WorkTarget) -> TargetEntry:
        place = f"hasil kerja {number}"
        row = self._own.get(target.pk) or SelfTarget(evaluation=self.evaluation, target=target)
        form = SelfTargetForm(self.data, instance=row, prefix=f"hasil-{target.uuid.hex}", place=place)
        figures = [self._figure(indicator, place) for indicator in target.indicators.all()]
        return TargetEntry(number, target, form, self._rating(target=target, place=place), figures)

    def _figure(self, indicator: TargetIndicator, place: str) -> FigureEntry:
        row = self._figures.get(indicator.pk)
        latest = self._latest.get(indicator.pk) if row is None else None
        form = SelfFigureForm(
            self.data,
            instance=row or SelfFigure(evaluation=self.evaluation, indicator=indicator),
            initial={"achieved": latest.achieved} if latest else None,
            prefix=f"indikator-{indicator.uuid.hex}",
            place=f"{place}, «{indicator.text[:40]}»",
        )
        return FigureEntry(indicator, form, latest)

    def _rating(
        self, *, target: WorkTarget | None = None, value: Value | None = None, place: str
    ) -> ItemForm:
        row = self._ratings.get(target.pk if target else str(value))
        row = row or ItemRating(
            evaluation=self.evaluation, by_role=PartyRole.APPRAISEE, target=target, value=value or ""
        )
        name = f"rating-{target.uuid.hex}" if target else f"nilai-{value}"
        return ItemForm(self.data, instance=row, prefix=name, place=place)
