"""What stands encrypted in the database: reports of behaviour, and everything of a counselling case.

What is being typed in these forms is sealed too: the names of their drafts begin with `drafts.PRIVATE`.
"""

from __future__ import annotations

import json
from typing import Any

from cryptography.fernet import InvalidToken

from appraisal.workflow import Refused
from employees.field_keys import cipher

COUNSELLING = "feedback.counselling:"
Content = dict[str, Any]


class UnreadableError(Refused):
    """None of the keys at hand opens it."""

    def __init__(self) -> None:
        super().__init__(
            "Isi ini tidak dapat dibuka karena kuncinya tidak ada di server. Hubungi pengelola sistem."
        )


def seal(content: Content) -> str:
    return seal_bytes(json.dumps(content, ensure_ascii=False).encode()).decode()


def unseal(sealed: str) -> Content:
    """Raises UnreadableError when the key is missing. Nothing was ever written: an empty dictionary."""
    found: Content = json.loads(unseal_bytes(sealed.encode())) if sealed else {}
    return found


def seal_bytes(content: bytes) -> bytes:
    return cipher(COUNSELLING).encrypt(content)


def unseal_bytes(sealed: bytes) -> bytes:
    try:
        return cipher(COUNSELLING).decrypt(sealed)
    except InvalidToken as error:
        raise UnreadableError from error
