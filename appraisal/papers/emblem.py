"""The agency's emblem on its documents (lambang Garuda), from a file of the agency's own."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

IMAGE_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".svg": "image/svg+xml"}


def emblem() -> Path | None:
    """The agency's uploaded emblem (Garuda), or None: its place then stays empty."""
    path = Path(settings.EMBLEM_FILE) if settings.EMBLEM_FILE else None
    return path if path and path.suffix.lower() in IMAGE_TYPES and path.is_file() else None
