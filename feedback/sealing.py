"""What hides who answered: whose slot it is (HMAC), and what stands in it (encrypted, always of one length).

Both keys derive from `settings.FIELD_KEYS`, which lie outside the database and its backup. The first key writes;
all of them read, so keys are rotated as for second factors. Fernet writes the moment of encryption into its
text in the clear, so it is given none.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from uuid import UUID

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

LENGTH = 3072  # bytes of every sealed text before encryption; the longest answer fits
NO_MOMENT = 0


class State(StrEnum):
    EMPTY = "EMPTY"
    DONE = "DONE"
    DECLINED = "DECLINED"


@dataclass(frozen=True)
class Answer:
    """What somebody said: a rating by value ("" where he cannot judge), and perhaps a sentence."""

    group: str
    state: State = State.EMPTY
    ratings: dict[str, str] = field(default_factory=dict)
    sentence: str = ""
    version: int = 0


def slots_of(request: UUID) -> list[str]:
    """The slot of a request under every key, the one of the newest key first."""
    return [hmac.new(key, request.bytes, hashlib.sha256).hexdigest() for key in _keys(b"feedback.slot:")]


def seal(answer: Answer) -> str:
    """Encrypted, padded to one length, without a moment."""
    text = json.dumps(asdict(answer), ensure_ascii=False).encode()
    if len(text) > LENGTH:
        raise ValueError("The answer is longer than a slot; the form bounds it.")
    return _cipher().encrypt_at_time(text.ljust(LENGTH), NO_MOMENT).decode()


def unseal(sealed: str) -> Answer:
    found = json.loads(_cipher().decrypt(sealed.encode()))
    return Answer(**(found | {"state": State(found["state"])}))


def _cipher() -> MultiFernet:
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in _keys(b"feedback.answer:")])


def _keys(purpose: bytes) -> Iterator[bytes]:
    return (hashlib.sha256(purpose + key.encode()).digest() for key in settings.FIELD_KEYS)
