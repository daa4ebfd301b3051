"""The agency's letterhead: keeping it, and the emblem as a file that documents and its page may have.

The emblem is drawn anew on arrival and lies in the storage under its SHA-256. A document names it by that hash, so
the process that draws needs no database to find it.
"""

from __future__ import annotations

import hashlib
import io
import re

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from PIL import Image

from appraisal import evidence
from appraisal.models import Letterhead
from appraisal.workflow import Conflict
from employees.models import Employee

MOST_BYTES = 1024 * 1024
SMALLEST, LARGEST = 100, 2000  # pixels of either side: enough for 20 mm in print, small in every document
MOST_LINES, LONGEST_LINE = 4, 120
KEPT = re.compile(r"letterhead/[0-9a-f]{64}\.(png|jpg)")
TYPES = {"png": "image/png", "jpg": "image/jpeg"}


def current() -> Letterhead:
    """What stands; an unsaved empty one before anybody wrote it."""
    return Letterhead.objects.select_related("saved_by").first() or Letterhead(pk=1)


def place() -> str:
    """Where documents are signed."""
    return Letterhead.objects.values_list("place", flat=True).first() or settings.AGENCY_PLACE


def lines(row: Letterhead) -> list[str]:
    """The address as it prints under the agency's name."""
    return [line.strip() for line in row.lines.splitlines() if line.strip()]


def checked_emblem(file: UploadedFile[bytes]) -> evidence.Checked:
    """A picture of fitting size, drawn anew.

    Raises:
        Unfit: with the reason in Indonesian.
    """
    if (file.size or 0) > MOST_BYTES:
        raise evidence.Unfit("Gambar lebih besar dari 1 MB. Perkecil dahulu.")
    found = evidence.checked(file)
    if found.suffix.lstrip(".") not in TYPES:
        raise evidence.Unfit("Lambang berupa gambar PNG atau JPEG.")
    with Image.open(io.BytesIO(found.content)) as image:
        sides = image.size
    if min(sides) < SMALLEST or max(sides) > LARGEST:
        raise evidence.Unfit(
            f"Gambar ini {sides[0]} × {sides[1]} piksel. Kirim yang tiap sisinya {SMALLEST} sampai {LARGEST} piksel."
        )
    return found


@transaction.atomic
def save(row: Letterhead, emblem: evidence.Checked | None, *, by: Employee, version: int) -> Letterhead:
    """Keep the letterhead as the form filled it; documents drawn from now on bear it.

    Raises:
        Conflict: somebody saved it meanwhile.
    """
    stands = Letterhead.objects.select_for_update().values_list("version", flat=True).first() or 0
    if version != stands:
        raise Conflict(stands)
    if emblem is not None:
        row.emblem.name = _store(emblem)
    row.version, row.saved_by, row.saved_at = stands + 1, by, timezone.now()
    row.save()
    return row


def _store(picture: evidence.Checked) -> str:
    """An earlier emblem stays: documents that wait to be drawn name it."""
    name = f"letterhead/{hashlib.sha256(picture.content).hexdigest()}{picture.suffix}"
    if not default_storage.exists(name):
        name = default_storage.save(name, ContentFile(picture.content))
    return name


def picture(name: str) -> tuple[bytes, str] | None:
    """An uploaded emblem by the name that the row has, with its content type; nothing else of the storage."""
    match = KEPT.fullmatch(name)
    if match is None or not default_storage.exists(name):
        return None
    with default_storage.open(name) as file:
        return bytes(file.read()), TYPES[match[1]]
