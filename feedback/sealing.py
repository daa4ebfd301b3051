"""What hides who answered: whose slot it is (HMAC), and what stands in it (encrypted, always of one length).

Fernet writes the moment of encryption into its text in the clear, so it is given none.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from uuid import UUID

from employees.field_keys import cipher, derived

ANSWERS = "feedback.answer:"
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
    return [hmac.new(key, request.bytes, hashlib.sha256).hexdigest() for key in derived("feedback.slot:")]


def seal(answer: Answer) -> str:
    """Encrypted, padded to one length, without a moment."""
    text = json.dumps(asdict(answer), ensure_ascii=False).encode()
    if len(text) > LENGTH:
        raise ValueError("The answer is longer than a slot; the form bounds it.")
    return cipher(ANSWERS).encrypt_at_time(text.ljust(LENGTH), NO_MOMENT).decode()


def unseal(sealed: str) -> Answer:
    found = json.loads(cipher(ANSWERS).decrypt(sealed.encode()))
    return Answer(**(found | {"state": State(found["state"])}))
