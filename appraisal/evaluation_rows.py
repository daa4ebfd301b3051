"""What an evaluation is read from, row by row, and only as far as the reader may see it.

Everything is loaded at once, with a number of queries that does not depend on the number of rows.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar

from django.utils import timezone

from appraisal import suggestions, windows
from appraisal.models import (
    Evaluation,
    Evidence,
    FeedbackEntry,
    ItemRating,
    PartyRole,
    ProgressEntry,
    SelfFigure,
    SelfTarget,
    TargetIndicator,
    WindowCode,
    WorkTarget,
)
from appraisal.rating import PREDICATE_LABELS, RATING_LABELS, Rating, predicate
from appraisal.revision_rows import held_at
from appraisal.suggestions import Suggestion
from appraisal.values import VALUE_BEHAVIOURS, VALUE_LABELS, Value
from appraisal.visibility import FieldGroup
from employees.templatetags.kinerja import number_id

Groups = frozenset[FieldGroup]
R = TypeVar("R", ProgressEntry, FeedbackEntry)


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator with the year's latest figure and what the employee handed in."""

    indicator: TargetIndicator
    latest: ProgressEntry | None = None
    own: SelfFigure | None = None
    hint: Rating | None = None

    @property
    def figure(self) -> str:
        """The figure handed in, with its unit; "" when there is none or the words begin with it already."""
        if self.own is None or self.own.achieved is None:
            return ""
        figure = f"{number_id(self.own.achieved)} {self.indicator.unit}".strip()
        return "" if re.match(rf"{re.escape(figure)}(?![\w]|[.,]\d)", self.own.text) else figure


@dataclass(frozen=True)
class TargetRow:
    number: int
    target: WorkTarget
    indicators: list[IndicatorRow]
    own: SelfTarget | None = None
    own_rating: ItemRating | None = None
    rating: ItemRating | None = None
    hint: Rating | None = None
    progress: list[ProgressEntry] = field(default_factory=list)
    feedback: list[FeedbackEntry] = field(default_factory=list)
    borrowed: list[Evidence] = field(default_factory=list)


@dataclass(frozen=True)
class ValueRow:
    """One of the seven values with the leader's expectation and what was said about it."""

    value: Value
    label: str
    behaviours: tuple[str, str, str]
    expectation: str = ""
    own_rating: ItemRating | None = None
    rating: ItemRating | None = None
    feedback: list[FeedbackEntry] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        return not (self.expectation or self.own_rating or self.rating or self.feedback)


@dataclass(frozen=True)
class Material:
    """Everything an evaluation rests on. Lists without the reader's group are empty, single rows None."""

    targets: list[TargetRow]
    values: list[ValueRow]
    other_progress: list[ProgressEntry]
    other_feedback: list[FeedbackEntry]
    suggestion: Suggestion

    @property
    def silent(self) -> list[str]:
        """Names of the values about which there is nothing to show."""
        return [row.label for row in self.values if row.empty]

    @property
    def written(self) -> int:
        """Targets about which the employee wrote what was achieved: what handing in asks for."""
        return sum(bool(row.own and row.own.achievements) for row in self.targets)


@dataclass(frozen=True)
class Loaded:
    """The rows as they come from the database, limited to the reader's groups."""

    targets: list[WorkTarget]
    progress: list[ProgressEntry]
    record: list[FeedbackEntry]
    own_targets: dict[int, SelfTarget]
    own_figures: dict[int, SelfFigure]
    ratings: list[ItemRating]

    def rating(self, role: PartyRole, *, target: int | None = None, value: str = "") -> ItemRating | None:
        wanted = (role.value, target, value)
        return next((row for row in self.ratings if (row.by_role, row.target_id, row.value) == wanted), None)

    @cached_property
    def latest(self) -> dict[int, ProgressEntry]:
        """By indicator: the newest entry that holds a figure (the list is newest first)."""
        found: dict[int, ProgressEntry] = {}
        for entry in self.progress:
            if entry.indicator_id is not None and entry.achieved is not None:
                found.setdefault(entry.indicator_id, entry)
        return found


def material(evaluation: Evaluation, groups: Groups, *, guards_others: bool = False) -> Material:
    """The rows of an evaluation for somebody who may see these groups."""
    loaded = _load(evaluation, groups)
    figures = suggestions.achieved_figures(
        loaded.latest, loaded.own_figures.values(), submitted=evaluation.self_submitted_at is not None
    )
    hints = suggestions.of_targets(loaded.targets, figures)
    progress, feedback = _by_target(loaded.progress), _by_target(loaded.record)
    return Material(
        targets=[
            TargetRow(
                number=number,
                target=target,
                indicators=_indicators(target, loaded, figures),
                own=loaded.own_targets.get(target.pk),
                own_rating=loaded.rating(PartyRole.APPRAISEE, target=target.pk),
                rating=loaded.rating(PartyRole.APPRAISER, target=target.pk),
                hint=hints[target.pk],
                progress=progress[target.pk],
                feedback=feedback[target.pk],
                borrowed=list(target.more_evidence.all()) if target.pk > 0 else [],
            )
            for number, target in enumerate(loaded.targets, start=1)
        ],
        values=_values(evaluation, loaded),
        other_progress=progress[None],
        other_feedback=[entry for entry in feedback[None] if not entry.value],
        suggestion=suggestions.suggest(
            loaded.targets,
            hints,
            loaded.ratings,
            suggestions.tones_of(loaded.record),
            guards_others=guards_others,
        ),
    )


def _indicators(target: WorkTarget, loaded: Loaded, figures: suggestions.Figures) -> list[IndicatorRow]:
    return [
        IndicatorRow(
            indicator,
            loaded.latest.get(indicator.pk),
            loaded.own_figures.get(indicator.pk),
            suggestions.of_indicator(indicator, figures),
        )
        for indicator in target.indicators.all()
    ]


def _load(evaluation: Evaluation, groups: Groups) -> Loaded:
    """Asks the database for visible groups only, so that nothing hidden can reach a template."""
    appraisal, covered = evaluation.appraisal, looked_at(evaluation)
    shows_self = FieldGroup.SELF in groups
    targets, progress = [], []
    if FieldGroup.TARGETS in groups:
        targets = targets_of(evaluation)
        progress = list(appraisal.progress.filter(day__range=covered).prefetch_related("evidence"))
    return Loaded(
        targets=targets,
        progress=progress,
        record=list(appraisal.record.shown().filter(day__range=covered))
        if FieldGroup.FEEDBACK in groups
        else [],
        own_targets={row.target_id: row for row in evaluation.self_targets.all()} if shows_self else {},
        own_figures={row.indicator_id: row for row in evaluation.self_figures.all()} if shows_self else {},
        ratings=_ratings(evaluation, groups),
    )


def targets_of(evaluation: Evaluation) -> list[WorkTarget]:
    """The SKP that it rests on: the one in force, and once it is signed the one of that moment."""
    appraisal = evaluation.appraisal
    if evaluation.signed_at is not None:
        held = held_at(appraisal, evaluation.signed_at)
        if held is not None:
            return held
    rows = appraisal.targets.select_related("parent", "taken_over__taken_by")
    return list(rows.prefetch_related("indicators", "more_evidence"))


def looked_at(evaluation: Evaluation) -> tuple[date, date]:
    """The days whose progress and feedback count: the covered months up to the end of the window."""
    covered = windows.span(evaluation.appraisal.period, evaluation.window)
    first = covered.starts_on if evaluation.window != WindowCode.YEAR else date.min
    return first, max(evaluation.ends_on, timezone.localdate())


def _ratings(evaluation: Evaluation, groups: Groups) -> list[ItemRating]:
    roles = [PartyRole.APPRAISEE] if FieldGroup.SELF_RATINGS in groups else []
    roles += [PartyRole.APPRAISER] if FieldGroup.RATINGS in groups else []
    return list(evaluation.item_ratings.filter(by_role__in=roles)) if roles else []


def _by_target(rows: Iterable[R]) -> Mapping[int | None, list[R]]:
    found: defaultdict[int | None, list[R]] = defaultdict(list)
    for row in rows:
        found[row.target_id].append(row)
    return found


def _values(evaluation: Evaluation, loaded: Loaded) -> list[ValueRow]:
    expected = {row.value: row.text for row in evaluation.appraisal.expectations.all()}
    return [
        ValueRow(
            value=value,
            label=label,
            behaviours=VALUE_BEHAVIOURS[value],
            expectation=expected.get(value, ""),
            own_rating=loaded.rating(PartyRole.APPRAISEE, value=value),
            rating=loaded.rating(PartyRole.APPRAISER, value=value),
            feedback=[entry for entry in loaded.record if entry.value == value],
        )
        for value, label in VALUE_LABELS.items()
    ]


@dataclass(frozen=True)
class QuadrantCell:
    label: str
    chosen: bool


@dataclass(frozen=True)
class QuadrantLine:
    results: str
    cells: list[QuadrantCell]


def quadrant(results: str = "", behaviour: str = "") -> list[QuadrantLine]:
    """The nine cells, results from above down, behaviour from below to above; the chosen one marked."""
    columns = [Rating.BELOW, Rating.MEETS, Rating.ABOVE]
    return [
        QuadrantLine(
            RATING_LABELS[line],
            [
                QuadrantCell(
                    PREDICATE_LABELS[predicate(line, column)], (results, behaviour) == (line, column)
                )
                for column in columns
            ],
        )
        for line in reversed(columns)
    ]
