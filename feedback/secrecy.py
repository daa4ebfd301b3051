"""What stands encrypted in the database: reports of behaviour, and everything of a counselling case.

As with second factors and confidential answers the key derives from `settings.FIELD_KEYS`, outside the database and
its backup; the first key writes, all of them read. These forms do not autosave: a draft would lie there in the clear.
"""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

from appraisal.workflow import Refused

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
    return _cipher().encrypt(content)


def unseal_bytes(sealed: bytes) -> bytes:
    try:
        return _cipher().decrypt(sealed)
    except InvalidToken as error:
        raise UnreadableError from error


def _cipher() -> MultiFernet:
    keys = (hashlib.sha256(b"feedback.counselling:" + key.encode()).digest() for key in settings.FIELD_KEYS)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])
