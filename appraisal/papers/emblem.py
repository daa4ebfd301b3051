"""The agency's emblem on its documents (lambang Garuda): uploaded on the page 'Kop surat', or a file."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from appraisal import letterhead
from appraisal.models import Letterhead

IMAGE_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".svg": "image/svg+xml"}
ADDRESS = "agency:emblem"
UPLOADED = "agency:"


def emblem() -> Path | None:
    """The file that the deployment names, or None."""
    path = Path(settings.EMBLEM_FILE) if settings.EMBLEM_FILE else None
    return path if path and path.suffix.lower() in IMAGE_TYPES and path.is_file() else None


def address(row: Letterhead) -> str:
    """What a document calls the emblem; "" when there is none: its place then stays empty."""
    if row.emblem.name and letterhead.picture(row.emblem.name):
        return f"{UPLOADED}{row.emblem.name}"
    return ADDRESS if emblem() else ""


def served(url: str) -> tuple[bytes, str] | None:
    """The picture behind such an address with its content type; None for whatever else is asked for."""
    if url == ADDRESS:
        path = emblem()
        return (path.read_bytes(), IMAGE_TYPES[path.suffix.lower()]) if path else None
    return letterhead.picture(url.removeprefix(UPLOADED)) if url.startswith(UPLOADED) else None
