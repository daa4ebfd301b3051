"""Answers of a round: given, changed, declined or taken back until it closes, and never linked to their giver.

Each act seals every slot of the round anew in one transaction, in a random order, and touches nothing else. Whoever
reads all tables, before and after, sees all slots change alike: not which one, not whose, not how.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from appraisal.workflow import Conflict, Refused
from feedback.models import ConfidentialAnswer, FeedbackRequest, FeedbackRound
from feedback.sealing import Answer, State, seal, slots_of, unseal

KEY_GONE = "Jawaban putaran ini tidak dapat dibuka di server. Beri tahu pengelola sistem."
OVER = "Putaran ini sudah ditutup, jadi jawaban tidak dapat diubah lagi."
_random = secrets.SystemRandom()


def url(request: FeedbackRequest) -> str:
    return reverse("round_request", args=[request.uuid])


def make_slots(found: FeedbackRound, requests: Collection[FeedbackRequest]) -> None:
    """One empty slot for each, all at once and in a random order."""
    slots = [
        ConfidentialAnswer(round=found, slot=slots_of(one.uuid)[0], sealed=seal(Answer(one.group)))
        for one in requests
    ]
    _random.shuffle(slots)
    ConfidentialAnswer.objects.bulk_create(slots)


def by_request(requests: Iterable[UUID]) -> dict[UUID, Answer]:
    """What the person who is asked said so far; one query, none without a request. A slot whose key is gone is left
    out."""
    by_slot = {slot: uuid for uuid in requests for slot in slots_of(uuid)}
    rows = ConfidentialAnswer.objects.filter(slot__in=by_slot)
    return {by_slot[row.slot]: unseal(row.sealed) for row in rows}


def mine(requests: Collection[FeedbackRequest]) -> dict[int, Answer]:
    """The same by the requests' ids."""
    said = by_request(one.uuid for one in requests)
    return {one.pk: said[one.uuid] for one in requests if one.uuid in said}


def said_by(request: FeedbackRequest) -> Answer:
    """One's own answer.

    Raises:
        Refused: the key that sealed it is gone.
    """
    found = mine([request]).get(request.pk)
    if found is None:
        raise Refused(KEY_GONE)
    return found


def give(request: FeedbackRequest, *, ratings: dict[str, str], sentence: str, version: int) -> None:
    """Answer, or answer anew.

    Raises:
        Refused: the round is closed.
        Conflict: another tab changed the answer meanwhile.
    """
    _change(
        request,
        lambda old: replace(old, state=State.DONE, ratings=ratings, sentence=sentence, version=version + 1),
        version,
    )


def decline(request: FeedbackRequest) -> None:
    """The person does not want to answer; nobody is told who.

    Raises:
        Refused: the round is closed.
    """
    _change(request, lambda old: Answer(old.group, State.DECLINED, version=old.version + 1))


def take_back(request: FeedbackRequest) -> None:
    """As if nothing had been said; one may answer later.

    Raises:
        Refused: the round is closed.
    """
    _change(request, lambda old: Answer(old.group, version=old.version + 1))


@transaction.atomic
def _change(request: FeedbackRequest, change: Callable[[Answer], Answer], version: int | None = None) -> None:
    found = FeedbackRound.objects.select_for_update().get(pk=request.round_id)
    if found.status != FeedbackRound.Status.OPEN or found.closes_on < timezone.localdate():
        raise Refused(OVER)
    slots, own = list(found.slots.all()), set(slots_of(request.uuid))
    if not any(one.slot in own for one in slots):
        raise Refused(KEY_GONE)
    for one in slots:
        answer = unseal(one.sealed)
        if one.slot in own:
            if version is not None and answer.version != version:
                raise Conflict(answer.version)
            answer = change(answer)
        one.sealed = seal(answer)
    _random.shuffle(slots)
    ConfidentialAnswer.objects.bulk_update(slots, ["sealed"])


def said(found: FeedbackRound) -> list[Answer]:
    """All answers of a round, in a random order; for its close alone."""
    given = [unseal(one.sealed) for one in found.slots.all()]
    _random.shuffle(given)
    return [one for one in given if one.state == State.DONE]
