"""What the year's rows say of an appraiser beside the ratings: gaps to other voices, late evidence, reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from statistics import fmean
from typing import TYPE_CHECKING

from django.db.models import Avg, Case, Count, FloatField, OuterRef, Q, QuerySet, Subquery, When

from appraisal import reasons
from appraisal.models import FeedbackEntry, GiverRole, ItemRating, PartyRole, Period, ProgressEntry
from appraisal.models.evaluation import SIGNED
from appraisal.rating import Rating
from appraisal.windows import Span, span

if TYPE_CHECKING:
    from appraisal.rating_patterns import Rated

LAST_DAYS = 30  # of the window, which a judgement of a whole year should not rest on
SCORES = {Rating.BELOW: 1.0, Rating.MEETS: 2.0, Rating.ABOVE: 3.0}

Scores = Mapping[str, float]
Voices = Callable[[Period], Mapping[int, Scores]]
_PEERS: list[Voices] = []


def peers(found: Voices) -> Voices:
    """Register who knows what peers said: by appraisal, published scores from 1 to 3 by value, never below k."""
    _PEERS.append(found)
    return found


@dataclass(frozen=True)
class Signs:
    """Figures of one appraiser's people; each pair names out of how many first.

    `own_gap`, `peer_gap`: people, and how many levels the appraiser rates their values above themselves or their peers.
    `evidence`, `notes`: entries of the window, and how many of them are of its last days.
    `reasons`: how many were written; `same`, `near`, `empty` of them stand elsewhere too, nearly so, or say nothing.
    """

    own_gap: tuple[int, float] = (0, 0.0)
    peer_gap: tuple[int, float] = (0, 0.0)
    evidence: tuple[int, int] = (0, 0)
    notes: tuple[int, int] = (0, 0)
    reasons: int = 0
    same: int = 0
    near: int = 0
    empty: int = 0


@dataclass
class Gathered:
    """The rows of a window by appraisal or evaluation; six queries, however many people."""

    own: dict[int, float]
    peer: dict[int, float]
    evidence: dict[int, tuple[int, int]]
    notes: dict[int, tuple[int, int]]

    @classmethod
    def of(cls, period: Period, window: str) -> Gathered:
        covered = span(period, window)
        entries = ProgressEntry.objects.filter(appraisal__period=period)
        notes = FeedbackEntry.objects.filter(appraisal__period=period, giver_role=GiverRole.LEADER)
        return cls(
            own_gaps(period, window), peer_gaps(period, window), late(entries, covered), late(notes, covered)
        )

    def of_people(self, people: Collection[Rated]) -> Signs:
        own = [self.own[one.evaluation] for one in people if one.evaluation in self.own]
        peer = [self.peer[one.evaluation] for one in people if one.evaluation in self.peer]
        written = [reasons.words_of(one.results_reason, one.name) for one in people]
        lived = [reasons.words_of(one.behaviour_reason, one.name) for one in people]
        (same, near), (more, nearly) = reasons.repeated(written), reasons.repeated(lived)
        return Signs(
            own_gap=(len(own), round(fmean(own), 2) if own else 0.0),
            peer_gap=(len(peer), round(fmean(peer), 2) if peer else 0.0),
            evidence=added(self.evidence.get(one.appraisal, (0, 0)) for one in people),
            notes=added(self.notes.get(one.appraisal, (0, 0)) for one in people),
            reasons=2 * len(people),
            same=same + more,
            near=near + nearly,
            empty=sum(map(reasons.says_nothing, [*written, *lived])),
        )


def added(pairs: Iterable[tuple[int, int]]) -> tuple[int, int]:
    found = list(pairs)
    return sum(one for one, _ in found), sum(two for _, two in found)


def _score(rating: str) -> Case:
    levels = [When(**{rating: level.value}, then=score) for level, score in SCORES.items()]
    return Case(*levels, output_field=FloatField())


def _of_values(period: Period, window: str) -> QuerySet[ItemRating]:
    """The appraisers' ratings by value in the window's signed evaluations."""
    return ItemRating.objects.filter(
        by_role=PartyRole.APPRAISER,
        evaluation__appraisal__period=period,
        evaluation__window=window,
        evaluation__status__in=SIGNED,
    ).exclude(value="")


def own_gaps(period: Period, window: str) -> dict[int, float]:
    """By evaluation: how far the appraiser's ratings by value lie above the employee's own, where both are there."""
    theirs = ItemRating.objects.filter(
        evaluation=OuterRef("evaluation"), by_role=PartyRole.APPRAISEE, value=OuterRef("value")
    )
    both = _of_values(period, window).annotate(own=Subquery(theirs.values("rating")[:1])).exclude(own=None)
    gaps = both.order_by().values("evaluation").annotate(gap=Avg(_score("rating") - _score("own")))
    return dict(gaps.values_list("evaluation", "gap"))


def peer_gaps(period: Period, window: str) -> dict[int, float]:
    """By evaluation: how far they lie above what peers said, where that was published."""
    said: dict[int, Scores] = {}
    for voices in _PEERS:
        said |= voices(period)
    rows = _of_values(period, window).filter(evaluation__appraisal__in=said)
    gaps: defaultdict[int, list[float]] = defaultdict(list)
    for evaluation, appraisal, value, rating in rows.values_list(
        "evaluation", "evaluation__appraisal", "value", "rating"
    ):
        if value in said[appraisal]:
            gaps[evaluation].append(SCORES[Rating(rating)] - said[appraisal][value])
    return {evaluation: fmean(found) for evaluation, found in gaps.items()}


def late(
    rows: QuerySet[ProgressEntry] | QuerySet[FeedbackEntry], covered: Span
) -> dict[int, tuple[int, int]]:
    """By appraisal: entries of the window, and those of its last days."""
    within = rows.filter(day__range=(covered.starts_on, covered.ends_on)).order_by().values("appraisal")
    last = Q(day__gt=covered.ends_on - timedelta(days=LAST_DAYS))
    counted = within.annotate(n=Count("pk"), last=Count("pk", filter=last))
    return {row["appraisal"]: (row["n"], row["last"]) for row in counted}
