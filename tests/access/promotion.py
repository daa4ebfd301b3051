"""Candidates for promotion: personnel for their units, heads for theirs, the auditor; everybody his own conditions."""

from __future__ import annotations

from tests.access.results import cells

# The first three head units (the appraisee one in which nobody works), so they read as heads.
HEADS = ("appraisee", "appraiser", "reviewer")
DESK = dict.fromkeys((*HEADS, "unit_personnel", "other_unit_personnel", "personnel", "auditor"), 200)
NOT_THEIRS = {"appraisee": 404, "other_unit_personnel": 404}

ROWS = [
    ("my_promotion", "none", "GET", cells(200)),
    ("my_promotion", "none", "POST", cells(405)),
    ("desk_promotions", "none", "GET", cells(403, **DESK)),
    ("desk_promotions", "none", "POST", cells(403, **dict.fromkeys(DESK, 405))),
    ("desk_promotion", "person", "GET", cells(403, **DESK | NOT_THEIRS)),
    ("desk_promotion", "person", "POST", cells(403, **dict.fromkeys(DESK, 405))),
    ("promotion_rule", "none", "GET", cells(403, personnel=200)),
    ("promotion_rule", "none", "POST", cells(403, personnel=422)),
]
