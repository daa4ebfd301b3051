"""The documents of a year as one ZIP: for personnel, each over their own units."""

from __future__ import annotations

from tests.access.documents import PERSONNEL, cells

ROWS = [
    ("document_exports", "none", "GET", cells(403, **dict.fromkeys(PERSONNEL, 200))),
    ("document_exports", "none", "POST", cells(403, **dict.fromkeys(PERSONNEL, 422))),
]
