"""Home, the personnel desk, periods, unit results, holidays and the health check."""

from __future__ import annotations

SIGNED_IN = (
    "appraisee", "appraiser", "reviewer", "stranger", "unit_personnel", "other_unit_personnel", "personnel",
    "auditor",
)  # fmt: skip


def cells(signed_in: int, *, anonymous: int = 302, **others: int) -> dict[str, int]:
    return {"anonymous": anonymous} | dict.fromkeys(SIGNED_IN, signed_in) | others


DESK = dict.fromkeys(("unit_personnel", "other_unit_personnel", "personnel", "auditor"), 200)
HEADS = {"appraisee": 200, "appraiser": 200, "reviewer": 200}  # each heads a unit: figures of its subtree
READ = DESK | HEADS

ROWS = [
    ("home", "none", "GET", cells(200)),
    ("home", "none", "POST", cells(405)),
    ("search", "none", "GET", cells(200)),
    ("search", "none", "POST", cells(405)),
    ("health", "none", "GET", cells(200, anonymous=200)),
    ("health", "none", "POST", cells(405, anonymous=405)),
    ("desk", "none", "GET", cells(403, **READ)),
    ("desk", "none", "POST", cells(403, **dict.fromkeys(READ, 405))),
    ("desk_appraisals", "none", "GET", cells(403, **READ)),
    ("desk_appraisals", "none", "POST", cells(403, **dict.fromkeys(READ, 405))),
    ("desk_summary", "none", "GET", cells(403, **READ)),
    ("desk_summary", "none", "POST", cells(403, **dict.fromkeys(READ, 405))),
    ("desk_objections", "none", "GET", cells(403, **DESK)),
    ("desk_objections", "none", "POST", cells(403, **dict.fromkeys(DESK, 405))),
    ("desk_hours", "none", "GET", cells(403, **DESK)),
    ("desk_hours", "none", "POST", cells(403, **dict.fromkeys(DESK, 405))),
    ("desk_history", "none", "GET", cells(403, **DESK)),
    ("desk_history", "none", "POST", cells(403, **dict.fromkeys(DESK, 405))),
    ("periods", "none", "GET", cells(403, personnel=200)),
    ("periods", "none", "POST", cells(403, personnel=422)),
    ("period", "year", "GET", cells(403, personnel=200)),
    ("period", "year", "POST", cells(403, personnel=302)),  # all of its fields are frozen in an open year
    ("period_dry_run", "year", "GET", cells(403, personnel=200)),
    ("period_dry_run", "year", "POST", cells(403, personnel=405)),
    ("period_open", "year", "GET", cells(403, personnel=405)),
    ("period_open", "year", "POST", cells(403, personnel=302)),
    ("period_windows", "year", "GET", cells(403, personnel=200)),
    ("period_windows", "year", "POST", cells(403, personnel=302)),  # a yearly rhythm has no other windows
    ("period_preset", "year", "GET", cells(403, personnel=200)),
    ("period_preset", "year", "POST", cells(403, personnel=404)),
    ("period_history", "year", "GET", cells(403, personnel=200)),
    ("period_history", "year", "POST", cells(403, personnel=405)),
    ("duplicates", "none", "GET", cells(403, personnel=200)),
    ("duplicates", "none", "POST", cells(403, personnel=405)),
    ("duplicate", "person", "GET", cells(403, personnel=405)),
    ("duplicate", "person", "POST", cells(403, personnel=302)),
    ("duplicate_undo", "person", "GET", cells(403, personnel=405)),
    ("duplicate_undo", "person", "POST", cells(403, personnel=404)),
    ("unit_ratings", "none", "GET", cells(403, personnel=200)),
    ("unit_ratings", "none", "POST", cells(403, personnel=302)),
    ("holidays", "none", "GET", cells(403, personnel=200)),
    ("holidays", "none", "POST", cells(403, personnel=422)),
    ("holiday_upload", "none", "GET", cells(403, personnel=200)),
    ("holiday_upload", "none", "POST", cells(403, personnel=422)),
    ("holiday_delete", "none", "GET", cells(403, personnel=405)),
    ("holiday_delete", "none", "POST", cells(403, personnel=302)),
]
