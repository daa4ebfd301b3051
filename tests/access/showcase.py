"""The page of components, which does not exist where the site is served to people."""

from __future__ import annotations

from tests.access.desk import cells

ROWS = [
    ("showcase", "none", "GET", cells(404)),
    ("showcase", "none", "POST", cells(405)),
]
