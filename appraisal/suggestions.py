"""Collects the rows behind the rule's hints; the arithmetic is `appraisal.rating.suggest_*`.

A suggestion is shown with its label and never written by itself: the appraiser decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from appraisal.models import (
    Appraisal,
    Evaluation,
    FeedbackEntry,
    ItemRating,
    PartyRole,
    ProgressEntry,
    SelfFigure,
    TargetIndicator,
    WorkTarget,
)
from appraisal.rating import RatedTarget, Rating, Tone, suggest_behaviour, suggest_item, suggest_results

Figures = Mapping[int, Decimal]


@dataclass(frozen=True)
class Suggestion:
    """Hints for the two overall ratings; None is 'tidak ada saran'."""

    results: Rating | None
    behaviour: Rating | None

    @property
    def results_words(self) -> str:
        return words(self.results)

    @property
    def behaviour_words(self) -> str:
        return words(self.behaviour)


def words(rating: Rating | None) -> str:
    return dict(ItemRating._meta.get_field("rating").flatchoices)[rating] if rating else "tidak ada saran"


def latest_progress(appraisal: Appraisal) -> dict[int, ProgressEntry]:
    """By indicator: the newest entry of the year that holds a figure."""
    entries = (
        ProgressEntry.objects.filter(appraisal=appraisal, indicator__isnull=False, achieved__isnull=False)
        .order_by("indicator_id", "-day", "-pk")
        .distinct("indicator_id")
    )
    return {entry.indicator_id: entry for entry in entries if entry.indicator_id is not None}


def achieved_figures(
    progress: Mapping[int, ProgressEntry], own: Iterable[SelfFigure], *, submitted: bool
) -> dict[int, Decimal]:
    """By indicator: the employee's submitted figure, else the year's latest. A draft figure never counts."""
    figures = {pk: entry.achieved for pk, entry in progress.items() if entry.achieved is not None}
    if submitted:
        figures |= {row.indicator_id: row.achieved for row in own if row.achieved is not None}
    return figures


def of_indicator(indicator: TargetIndicator, figures: Figures) -> Rating | None:
    return suggest_item(
        figures.get(indicator.pk),
        indicator.lower,
        indicator.upper,
        higher_is_better=indicator.direction == TargetIndicator.Direction.HIGHER,
    )


def of_target(indicators: Iterable[TargetIndicator], figures: Figures) -> Rating | None:
    """One hint of several indicators, in the guide's words: 'sebagian besar' is more than half.

    BELOW if more than half of those with a hint are below; ABOVE if more than half are above and none is
    below; otherwise MEETS. None without any hint.
    """
    hints = [hint for hint in (of_indicator(one, figures) for one in indicators) if hint is not None]
    if not hints:
        return None
    if 2 * hints.count(Rating.BELOW) > len(hints):
        return Rating.BELOW
    if 2 * hints.count(Rating.ABOVE) > len(hints) and Rating.BELOW not in hints:
        return Rating.ABOVE
    return Rating.MEETS


def of_targets(targets: Iterable[WorkTarget], figures: Figures) -> dict[int, Rating | None]:
    """By target; the indicators should be prefetched."""
    return {target.pk: of_target(target.indicators.all(), figures) for target in targets}


def suggest(
    targets: Sequence[WorkTarget],
    hints: Mapping[int, Rating | None],
    given: Iterable[ItemRating],
    tones: Sequence[Tone],
    *,
    guards_others: bool,
) -> Suggestion:
    """Hints for both overall ratings from the appraiser's saved item ratings.

    A target without a saved rating counts with its figure's hint, else as MEETS, which is what the page
    prefills; with neither a saved rating nor a hint anywhere there is nothing to go by.
    """
    rows = [row for row in given if row.by_role == PartyRole.APPRAISER]
    saved = {row.target_id: Rating(row.rating) for row in rows if row.target_id is not None}
    known = saved or any(hints.values())
    items = [
        RatedTarget(
            saved.get(target.pk) or hints.get(target.pk) or Rating.MEETS,
            is_main=target.kind == WorkTarget.Kind.MAIN,
        )
        for target in (targets if known else ())
    ]
    values = [Rating(row.rating) for row in rows if row.value]
    return Suggestion(suggest_results(items, tones), suggest_behaviour(values, guards_others=guards_others))


def tones_of(record: Iterable[FeedbackEntry]) -> list[Tone]:
    return [Tone(entry.tone) for entry in record]


def for_evaluation(evaluation: Evaluation, *, guards_others: bool = False) -> Suggestion:
    """The same for callers that have nothing loaded yet; seven queries, whatever the number of targets."""
    appraisal = evaluation.appraisal
    targets = list(appraisal.targets.prefetch_related("indicators"))
    figures = achieved_figures(
        latest_progress(appraisal),
        evaluation.self_figures.all(),
        submitted=evaluation.self_submitted_at is not None,
    )
    return suggest(
        targets,
        of_targets(targets, figures),
        evaluation.item_ratings.all(),
        tones_of(appraisal.record.shown()),
        guards_others=guards_others,
    )
