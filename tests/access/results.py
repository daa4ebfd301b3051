"""What follows from results: reports, recommendations, credit points, years beside each other, units' results."""

from __future__ import annotations

SIGNED_IN = (
    "appraisee", "appraiser", "reviewer", "stranger", "unit_personnel", "other_unit_personnel", "personnel",
    "auditor",
)  # fmt: skip


def cells(signed_in: int, **others: int) -> dict[str, int]:
    return {"anonymous": 302} | dict.fromkeys(SIGNED_IN, signed_in) | others


DESK = dict.fromkeys(("unit_personnel", "other_unit_personnel", "personnel", "auditor"), 200)
NOT_THERE = dict.fromkeys(DESK, 405)

ROWS = [
    ("reports", "none", "GET", cells(200)),
    ("reports", "none", "POST", cells(405)),
    ("reports_send", "none", "GET", cells(405)),
    ("reports_send", "none", "POST", cells(302)),
    ("desk_reports", "none", "GET", cells(403, **DESK)),
    ("desk_reports", "none", "POST", cells(403, **NOT_THERE)),
    ("desk_report_list", "none", "GET", cells(403, **DESK)),
    ("desk_report_list", "none", "POST", cells(403, **NOT_THERE)),
]
