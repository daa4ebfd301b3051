"""The page of official forms: whoever may open the appraisal; what it offers is asked again when it is drawn."""

from __future__ import annotations

from tests.access.plan import cells

ROWS = [
    ("papers", "appraisal", "GET", cells(200)),
    ("papers", "appraisal", "POST", cells(422)),
]
