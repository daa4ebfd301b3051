"""Keys for what lies encrypted in the database, derived from `settings.FIELD_KEYS`, outside database and backup.

Each purpose has keys of its own. The first key writes, all of them read: a key is changed by putting a new one first.
"""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def derived(purpose: str) -> list[bytes]:
    """32 bytes for each key of the deployment, the newest first."""
    return [hashlib.sha256(f"{purpose}{key}".encode()).digest() for key in settings.FIELD_KEYS]


def cipher(purpose: str) -> MultiFernet:
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in derived(purpose)])
