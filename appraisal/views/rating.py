"""Penilaian: item ratings by exception, and the two overall ratings with their reasons."""

from __future__ import annotations

import uuid as uuid_module
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from appraisal import criteria, unit_results, workflow
from appraisal.criterion_forms import CriterionItem, CriterionRatingForm
from appraisal.evaluation_forms import ItemForm, OverallForm, RowForm, store
from appraisal.evaluation_rows import Material, TargetRow, ValueRow, material, quadrant
from appraisal.models import (
    AppraisalStatus,
    Evaluation,
    ItemRating,
    Origin,
    OverallRating,
    PartyRole,
    ProposedRating,
)
from appraisal.rating import PREDICATE_LABELS, Rating
from appraisal.views.evaluation import frame, proposed
from appraisal.views.seats import RATING, Seat, seat
from appraisal.views.shared import (
    actions,
    answers_refusals,
    check_version,
    evaluation_or_404,
    keep_typed,
    posted_version,
)
from appraisal.views.waiting import queue
from appraisal.visibility import FieldGroup, visible_groups
from appraisal.workflow import Actor
from employees import drafts
from employees.http import Request, page

ORIGINS = {"rating": Origin.APPRAISER, "conclusion": Origin.REVIEWER, "decision": Origin.OBJECTION}


@require_http_methods(["GET", "POST"])
@answers_refusals
def rating(request: Request, uuid: uuid_module.UUID, window: str) -> HttpResponse:
    """The appraiser's draft; signing it ('Tetapkan rating') is a step of its own below the form."""
    row, employee = evaluation_or_404(request, uuid, window), request.user.employee
    mine = seat(row, employee, RATING)
    if mine is None:
        raise Http404
    part, behind = mine.part, mine.on_behalf_of
    if request.method == "GET" and mine.refusal(row, employee):
        return redirect(row)
    restored = drafts.restore(request, part, row.uuid, row.version(part))
    sheet = RatingSheet(request, row, request.POST if request.method == "POST" else restored, mine)
    if request.method == "POST":
        keep_typed(request, *sheet.forms)
        check_version(request, row, part)
    if request.method == "POST" and sheet.is_valid():
        with workflow.editing(row, part, by=employee, version=posted_version(request), on_behalf_of=behind):
            sheet.save()
            drafts.discard(request.user, part, row.uuid)
        messages.success(request, "Penilaian disimpan sebagai draf. Pegawai belum melihatnya.")
        return redirect(f"{reverse('rating', args=[uuid, window])}#tetapkan")
    return rating_page(request, sheet)


def rating_page(request: Request, sheet: RatingSheet) -> HttpResponse:
    row = sheet.evaluation
    part = sheet.seat.part
    version = row.version(part)
    context = frame(row, request.user.employee) | sheet.context()
    context |= {"version": version, "draft": drafts.waiting(request, part, row.uuid, version)}
    return page(request, "appraisal/evaluation/rating.html", context, invalid=request.method == "POST")


@dataclass(frozen=True)
class Item:
    """A row of the year beside the form of its rating."""

    row: TargetRow | ValueRow
    form: ItemForm
    saved: bool


class RatingSheet:
    """The whole page as small forms; the number of queries does not depend on the number of targets."""

    def __init__(self, request: Request, evaluation: Evaluation, data: QueryDict | None, seat: Seat) -> None:
        self.evaluation, self.seat = evaluation, seat
        self.employee = request.user.employee
        self.data = data
        drafted = evaluation.ratings.filter(given_at__isnull=True, by=seat.person).first()
        self.draft = drafted or OverallRating(
            evaluation=evaluation, by=seat.person, origin=ORIGINS[seat.part]
        )
        self.groups = visible_groups(evaluation, request.user)
        self.material: Material = material(evaluation, self.groups, guards_others=self.draft.guards_others)
        self.head_of = unit_results.headed(evaluation)
        self.overall = self._overall()
        # Whoever decides instead of the appraiser reads his items and gives the two ratings that decide.
        by_item = evaluation.appraisal.period.item_ratings and seat.actor is Actor.APPRAISER
        self.targets = [self._target(row) for row in self.material.targets] if by_item else []
        self.values = [self._value(row) for row in self.material.values] if by_item else []
        self.criteria = self._criteria() if seat.actor is Actor.APPRAISER else []

    @property
    def forms(self) -> list[RowForm]:
        return [self.overall, *self._items, *self._criterion_forms]

    @property
    def _items(self) -> list[ItemForm]:
        return [item.form for item in (*self.targets, *self.values)]

    @property
    def _criterion_forms(self) -> list[CriterionRatingForm]:
        return [item.form for item in self.criteria]

    @property
    def wrong(self) -> list[RowForm]:
        return [form for form in self.forms if form.errors]

    def is_valid(self) -> bool:
        return not self.wrong

    def save(self) -> None:
        """Write the draft; call it inside `workflow.editing`, after `is_valid`."""
        self.overall.save()
        store(self._items)
        store(self._criterion_forms)

    def context(self) -> dict[str, Any]:
        draft, appraisal = self.draft, self.evaluation.appraisal
        running = appraisal.status == AppraisalStatus.RUNNING
        return {
            "sheet": self,
            "policy": criteria.POLICY,
            "seat": self.seat,
            "typed": self.data is not None,
            "material": self.material,
            "organisation": unit_results.counted(self.evaluation),
            "predicate_label": PREDICATE_LABELS[draft.predicate] if draft.pk and draft.predicate else "",
            "quadrant": quadrant(draft.results, draft.behaviour) if draft.pk else quadrant(),
            "actions": sorted(actions(self.evaluation, self.employee), key=lambda one: not one.primary),
            "set_actions": [] if running else actions(appraisal, self.employee),
            "queue": queue(self.evaluation, self.employee),
            "proposals": self._proposals(),
        }

    def _proposals(self) -> list[ProposedRating]:
        """What team leaders propose, for whoever may read it; they are taken over by the appraiser himself."""
        return proposed(self.evaluation) if FieldGroup.PROPOSALS in self.groups else []

    def _overall(self) -> OverallForm:
        follows, reason = "", ""
        if self.head_of is not None and self.head_of.of_head is not None:
            follows = self.head_of.of_head.value
            reason = f"Mengikuti capaian kinerja organisasi {self.head_of.unit}: {self.head_of.words}."
        return OverallForm(self.data, instance=self.draft, prefix="rating", follows=follows, reason=reason)

    def _criteria(self) -> list[CriterionItem]:
        """Local criteria beside the ratings that decide; the predicate never asks for them."""
        found = list(criteria.of_appraisal(self.evaluation.appraisal))
        if not found:
            return []
        stored = {row.criterion_id: row for row in self.evaluation.criterion_ratings.all()}
        days = criteria.attendance_of(self.evaluation)
        return [CriterionItem(self.evaluation, one, stored.get(one.pk), days, self.data) for one in found]

    def _target(self, row: TargetRow) -> Item:
        blank = ItemRating(evaluation=self.evaluation, by_role=PartyRole.APPRAISER, target=row.target)
        return self._item(row, blank, row.hint, f"hasil-{row.target.uuid.hex}", f"hasil kerja {row.number}")

    def _value(self, row: ValueRow) -> Item:
        blank = ItemRating(evaluation=self.evaluation, by_role=PartyRole.APPRAISER, value=row.value)
        return self._item(row, blank, None, f"nilai-{row.value}", row.label)

    def _item(
        self, row: TargetRow | ValueRow, blank: ItemRating, hint: Rating | None, name: str, place: str
    ) -> Item:
        """A saved rating, or a form prefilled with the figure's hint, else 'sesuai'; a prefill is not saved."""
        prefill = None if row.rating else {"rating": hint or Rating.MEETS}
        form = ItemForm(self.data, instance=row.rating or blank, initial=prefill, prefix=name, place=place)
        return Item(row, form, saved=row.rating is not None)
