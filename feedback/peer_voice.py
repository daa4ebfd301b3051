"""What peers said in rounds that were published, for the patterns of ratings: sums alone, never below the floor."""

from __future__ import annotations

from appraisal import pattern_signs
from appraisal.models import Period
from feedback import publishing
from feedback.beside import mean
from feedback.models import FeedbackRound, Group

PEERS = (Group.PEER.value,)  # a group that was merged with others is no voice of peers


@pattern_signs.peers
def published(period: Period) -> dict[int, dict[str, float]]:
    """By appraisal, scores by value out of its latest published round."""
    rows = FeedbackRound.objects.filter(appraisal__period=period, status=FeedbackRound.Status.PUBLISHED)
    found: dict[int, dict[str, float]] = {}
    for one in rows.order_by("closes_on", "pk"):
        for group in publishing.groups_of(one):
            if tuple(group.groups) == PEERS:
                found[one.appraisal_id] = {
                    value: float(mean(counts)) for value, counts in group.values.items()
                }
    return found
