"""The head of documents is for personnel of the whole agency; here there is no picture yet."""

from __future__ import annotations

from tests.access.desk import cells

ROWS = [
    ("letterhead", "none", "GET", cells(403, personnel=200)),
    ("letterhead", "none", "POST", cells(403, personnel=409)),
    ("letterhead_emblem", "none", "GET", cells(403, personnel=404)),
    ("letterhead_emblem", "none", "POST", cells(403, personnel=405)),
]
