"""Where others see somebody lower than he sees himself: a gap for `training` out of the picture of `feedback`.

The two apps know nothing of each other, so the bridge stands here.
"""

from __future__ import annotations

from appraisal.models import Evaluation, ItemRating, PartyRole
from appraisal.rating import Rating
from appraisal.values import VALUE_LABELS, Value
from feedback import beside
from training import gaps
from training.gaps import Gap, Source


@gaps.register
def lower_than_oneself(evaluation: Evaluation, ratings: list[ItemRating]) -> list[Gap]:
    """By value the lowest of the published voices, where it is notably below the self-assessment."""
    mine = [row for row in ratings if row.by_role == PartyRole.APPRAISEE and row.value]
    own = {Value(row.value): beside.SCORES[Rating(row.rating)] for row in mine}
    voices = beside.voices(evaluation.appraisal) if own else []
    found = []
    for value, score in own.items():
        lower = [one for one in voices if score - one.scores.get(value, score) >= beside.NOTABLE]
        if lower:
            lowest = min(lower, key=lambda one: one.scores[value])
            words = (
                f"Menurut pegawai {beside.score_words(score)}, menurut {lowest.label.lower()} "
                f"{beside.score_words(lowest.scores[value])}."
            )
            found.append(Gap(Source.SIDES, value, VALUE_LABELS[value], words))
    return found
