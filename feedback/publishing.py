"""The close of a round: published once when at least k answered, else withheld with the reason; never again."""

from __future__ import annotations

import logging
import secrets
from dataclasses import asdict
from datetime import date

from cryptography.fernet import InvalidToken
from django.db import transaction
from django.utils import timezone

from appraisal import record
from appraisal.acts import record_act
from appraisal.models import GiverRole, PartyRole
from appraisal.rating import RATING_LABELS, Rating
from appraisal.values import Value
from appraisal.workflow import Act
from feedback import answers
from feedback.grouping import Said, Shown, shown
from feedback.models import FeedbackRound, Group

Status = FeedbackRound.Status
GROUP_ROLES = {
    Group.PEER.value: GiverRole.PEER,
    Group.SUBORDINATE.value: GiverRole.SUBORDINATE,
    Group.OTHER.value: GiverRole.OTHER,
}
_random = secrets.SystemRandom()
_log = logging.getLogger(__name__)


def close_due(today: date) -> int:
    """Close every round whose last day is over; idempotent. Returns how many were closed.

    One that cannot be opened, because a key is missing, waits for its key and holds up no other.
    """
    due = FeedbackRound.objects.filter(status=Status.OPEN, closes_on__lt=today).values_list("pk", flat=True)
    lapsed = FeedbackRound.objects.filter(status=Status.PROPOSED, closes_on__lt=today)
    lapsed.update(status=Status.CANCELLED, reason="Tidak disetujui sampai batas mengisinya.")
    return sum(_close_or_wait(pk) for pk in list(due))


def _close_or_wait(pk: int) -> bool:
    try:
        return close(pk)
    except InvalidToken:
        _log.error("Feedback round %s cannot be opened: KINERJA_FIELD_KEYS lacks the key that sealed it.", pk)
        return False


@transaction.atomic
def close(pk: int) -> bool:
    """False when somebody else closed it meanwhile."""
    rows = FeedbackRound.objects.select_for_update(of=("self",), skip_locked=True).filter(status=Status.OPEN)
    found = rows.select_related("appraisal__employee", "appraisal__period").filter(pk=pk).first()
    if found is None:
        return False
    given = [Said(one.group, one.ratings, one.sentence) for one in answers.said(found)]
    groups = shown(given, found.floor, list(Value), _random.shuffle)
    if groups:
        found.status, found.result = Status.PUBLISHED, {"groups": [asdict(one) for one in groups]}
        found.save()
        to_record(found, groups)
        _tell(found, "round_published", "Hasil umpan balik 360 terbit", published_words(groups))
    else:
        found.status = Status.WITHHELD
        found.reason = (
            f"Kurang dari {found.floor} orang menjawab. Tidak ada yang ditampilkan; jawabannya dihapus."
        )
        found.save()
        found.slots.all().delete()
        _tell(found, "round_withheld", "Hasil umpan balik 360 tidak ditampilkan", found.reason)
    return True


def groups_of(found: FeedbackRound) -> list[Shown]:
    """The published groups; none while nothing is published."""
    return [
        Shown(tuple(one["groups"]), one["count"], one["values"], tuple(one["sentences"]))
        for one in found.result.get("groups", [])
    ]


def group_words(groups: tuple[str, ...]) -> str:
    """'Rekan kerja setingkat', or 'Gabungan: rekan kerja setingkat, pegawai di bawahnya' of merged ones."""
    labels = [str(Group(one).label) for one in groups]
    return labels[0] if len(labels) == 1 else f"Gabungan: {', '.join(one.lower() for one in labels)}"


def published_words(groups: list[Shown]) -> str:
    return "; ".join(f"{group_words(one.groups)}: {one.count} jawaban" for one in groups) + "."


def to_record(found: FeedbackRound, groups: list[Shown]) -> None:
    """Into the record of feedback: a line by group and value, then the sentences; all of the same day."""
    for number, group in enumerate(groups):
        role = GROUP_ROLES[group.groups[0]] if len(group.groups) == 1 else GiverRole.OTHER
        name = f"{group_words(group.groups)}, {group.count} orang, umpan balik 360 (kebijakan instansi)"
        lines = [(value, counted_words(counts)) for value, counts in group.values.items()]
        lines += [("", sentence) for sentence in group.sentences]
        for place, (value, text) in enumerate(lines):
            record.add(
                found.appraisal,
                source=f"round:{found.uuid}:{number}:{place}",
                giver_role=role,
                shown_name=name,
                text=text,
                day=found.closes_on,
                value=value,
            )


def counted_words(counts: dict[str, int]) -> str:
    """'di atas ekspektasi 2, sesuai ekspektasi 3'."""
    return ", ".join(
        f"{RATING_LABELS[Rating(key)].lower()} {count}" for key, count in counts.items() if count
    )


def _tell(found: FeedbackRound, action: str, label: str, note: str) -> None:
    act = Act(by=None, at=timezone.now(), note=note)
    tells = (PartyRole.APPRAISEE, PartyRole.APPRAISER)
    record_act(found.appraisal, action, label, act, tells=tells, url=found.get_absolute_url())
