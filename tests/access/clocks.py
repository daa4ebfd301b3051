"""Objections, extensions and the closing of a period; the evaluation of this world is delivered."""

from __future__ import annotations

from tests.access.desk import cells as desk_cells
from tests.access.evaluation import cells

DESK = dict.fromkeys(("unit_personnel", "other_unit_personnel", "personnel"), 200)
NO_GET = cells(405, stranger=405, other_unit_personnel=405)
ROWS = [
    ("objection", "evaluation", "GET", cells(200)),
    ("objection", "evaluation", "POST", cells(409, appraisee=422)),
    ("objection_evidence_add", "evaluation", "GET", NO_GET),
    ("objection_evidence_add", "evaluation", "POST", cells(409)),
    ("objection_evidence", "unknown", "GET", dict.fromkeys(cells(404), 404) | {"anonymous": 302}),
    ("objection_evidence", "unknown", "POST", NO_GET),
    ("extensions", "none", "GET", desk_cells(403, **DESK)),
    ("extensions", "none", "POST", desk_cells(403, **dict.fromkeys(DESK, 422))),
    (
        "extension",
        "appraisal",
        "GET",
        desk_cells(403, unit_personnel=200, personnel=200, other_unit_personnel=404),
    ),
    (
        "extension",
        "appraisal",
        "POST",
        desk_cells(403, unit_personnel=422, personnel=422, other_unit_personnel=404),
    ),
    ("period_closing", "year", "GET", desk_cells(403, personnel=200)),
    ("period_closing", "year", "POST", desk_cells(403, personnel=405)),
    ("period_void", "year", "GET", desk_cells(403, personnel=405)),
    ("period_void", "year", "POST", desk_cells(403, personnel=422)),
    ("period_close", "year", "GET", desk_cells(403, personnel=405)),
    ("period_close", "year", "POST", desk_cells(403, personnel=422)),
    ("period_reopen", "year", "GET", desk_cells(403, personnel=405)),
    ("period_reopen", "year", "POST", desk_cells(403, personnel=422)),
]
