"""Self beside others: by value, what the employee, the superior, peers, people below and citizens say.

Only what this reader may see anyway: one's own ratings and the superior's by the table of field groups, the superior's
from delivery on, the others' out of a published round. A source of another kind (citizens) registers itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from appraisal.models import Appraisal, Evaluation, EvaluationStatus, ItemRating, PartyRole
from appraisal.rating import RATING_LABELS, Rating
from appraisal.values import VALUE_LABELS, Value
from appraisal.visibility import FieldGroup, visible_groups
from employees.models import User
from feedback import publishing
from feedback.models import FeedbackRound

SCORES: dict[Rating, Decimal] = {Rating.BELOW: Decimal(1), Rating.MEETS: Decimal(2), Rating.ABOVE: Decimal(3)}
DELIVERED = (EvaluationStatus.DELIVERED, EvaluationStatus.DISPUTED, EvaluationStatus.FINAL)
NOTABLE = Decimal("0.5")  # a smaller difference is not named


@dataclass(frozen=True)
class Column:
    """One voice: a score from 1 (below) to 3 (above what was expected) by value, as far as it speaks of it."""

    key: str
    label: str
    scores: dict[Value, Decimal]
    note: str = ""


@dataclass(frozen=True)
class Gap:
    """Where the employee and somebody else are furthest apart; `apart` is positive where he rates himself higher."""

    value: Value
    other: Column
    own_score: Decimal
    apart: Decimal


@dataclass(frozen=True)
class Beside:
    """Everything beside each other. `rows`: by value its label and each column's score."""

    columns: list[Column] = field(default_factory=list)

    @property
    def own(self) -> Column | None:
        return next((one for one in self.columns if one.key == "self"), None)

    @property
    def others(self) -> list[Column]:
        return [one for one in self.columns if one.key != "self"]

    @property
    def rows(self) -> list[tuple[str, list[tuple[Column, Decimal | None]]]]:
        return [
            (label, [(one, one.scores.get(value)) for one in self.columns])
            for value, label in VALUE_LABELS.items()
        ]


Source = Callable[[Appraisal], Column | None]
_SOURCES: list[Source] = []


def source(found: Source) -> Source:
    """Register a further voice, as `feedback/citizens.py` does; it gives None while it has nothing to show."""
    _SOURCES.append(found)
    return found


def of(appraisal: Appraisal, user: User) -> Beside:
    """As this reader may see it."""
    evaluations = list(
        Evaluation.objects.filter(appraisal=appraisal)
        .exclude(status=EvaluationStatus.VOID)
        .select_related("appraisal__employee", "appraisal__unit", "appraisal__period")
        .order_by("-opens_on", "-pk")
    )
    columns = [
        _rated(evaluations, user, PartyRole.APPRAISEE, FieldGroup.SELF_RATINGS, "self"),
        _rated(evaluations, user, PartyRole.APPRAISER, FieldGroup.RATINGS, "superior"),
    ]
    return Beside([*(one for one in columns if one is not None), *voices(appraisal)])


def voices(appraisal: Appraisal) -> list[Column]:
    """Peers, people below and citizens, as published: whoever may open the appraisal may read them."""
    columns = [*_of_round(appraisal), *(one(appraisal) for one in _SOURCES)]
    return [one for one in columns if one is not None]


LABELS = {"self": "Diri sendiri", "superior": "Pejabat penilai"}


def _rated(
    evaluations: list[Evaluation], user: User, role: PartyRole, group: FieldGroup, key: str
) -> Column | None:
    """The newest evaluation in which this role rated values and this reader may see it."""
    kept = [one for one in evaluations if key == "self" or one.status in DELIVERED]
    rows = ItemRating.objects.filter(evaluation__in=kept, by_role=role).exclude(value="")
    rated: dict[int, dict[Value, Decimal]] = {}
    for evaluation, value, rating in rows.values_list("evaluation", "value", "rating"):
        rated.setdefault(evaluation, {})[Value(value)] = SCORES[Rating(rating)]
    for one in kept:
        if one.pk in rated and group in visible_groups(one, user):
            return Column(key, LABELS[key], rated[one.pk], one.get_window_display())
    return None


def _of_round(appraisal: Appraisal) -> list[Column]:
    """The groups of the latest published round, as they were published."""
    rows = FeedbackRound.objects.filter(appraisal=appraisal, status=FeedbackRound.Status.PUBLISHED)
    latest = rows.order_by("-closes_on", "-pk").first()
    return [
        Column(
            "-".join(one.groups).lower(),
            publishing.group_words(one.groups),
            {Value(value): mean(counts) for value, counts in one.values.items()},
            f"{one.count} jawaban",
        )
        for one in (publishing.groups_of(latest) if latest else [])
    ]


def mean(counts: dict[str, int]) -> Decimal:
    """The average of published counts, to one decimal place."""
    total = sum((SCORES[Rating(key)] * count for key, count in counts.items()), Decimal(0))
    return (total / sum(counts.values())).quantize(Decimal("0.1"), ROUND_HALF_UP)


# --- the largest gap, in words ------------------------------------------------------------
def largest_gap(beside: Beside) -> Gap | None:
    """Between the employee and any other voice; the first in the order of the values where several are equal."""
    own = beside.own
    if own is None:
        return None
    gaps = [
        Gap(value, other, own.scores[value], own.scores[value] - other.scores[value])
        for value in VALUE_LABELS
        for other in beside.others
        if value in own.scores and value in other.scores
    ]
    return max(gaps, key=lambda one: abs(one.apart), default=None)


def gap_words(beside: Beside) -> str:
    """One sentence that says where to begin the talk."""
    if beside.own is None:
        return "Penilaian diri belum ada atau belum dapat Anda lihat, jadi belum ada yang dibandingkan."
    if not beside.others:
        return "Belum ada penilaian orang lain untuk dibandingkan."
    gap = largest_gap(beside)
    if gap is None or abs(gap.apart) < NOTABLE:
        return "Penilaian diri dan penilaian orang lain hampir sama."
    higher = "lebih tinggi" if gap.apart > 0 else "lebih rendah"
    own, other = score_words(gap.own_score), score_words(gap.other.scores[gap.value])
    return (
        f"Selisih terbesar pada {VALUE_LABELS[gap.value]}: penilaian diri «{own}», {higher} daripada"
        f" {gap.other.label.lower()} («{other}»)."
    )


def score_words(score: Decimal) -> str:
    """'di atas ekspektasi'; between two levels both are named."""
    exact = {value: RATING_LABELS[rating].lower() for rating, value in SCORES.items()}
    if score in exact:
        return exact[score]
    upper = score > SCORES[Rating.MEETS]
    return "antara sesuai dan di atas ekspektasi" if upper else "antara di bawah dan sesuai ekspektasi"
