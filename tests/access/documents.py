"""Documents, their public check, the yearly report and its job (asked for by the unit's personnel)."""

from __future__ import annotations

SIGNED_IN = (
    "appraisee", "appraiser", "reviewer", "stranger", "unit_personnel", "other_unit_personnel", "personnel",
    "auditor",
)  # fmt: skip


def cells(signed_in: int, *, anonymous: int = 302, **others: int) -> dict[str, int]:
    return {"anonymous": anonymous} | dict.fromkeys(SIGNED_IN, signed_in) | others


PERSONNEL = ("unit_personnel", "other_unit_personnel", "personnel")

ROWS = [
    ("document", "document", "GET", cells(200, stranger=404, other_unit_personnel=404)),
    ("document", "document", "POST", cells(405)),
    ("verify", "none", "GET", cells(200, anonymous=200)),
    ("verify", "none", "POST", cells(405, anonymous=405)),
    ("verification", "code", "GET", cells(200, anonymous=200)),
    ("verification", "code", "POST", cells(405, anonymous=405)),
    ("job", "job", "GET", cells(404, unit_personnel=200, personnel=200)),
    ("job", "job", "POST", cells(405)),
    ("job_file", "job", "GET", cells(404, unit_personnel=200, personnel=200)),
    ("job_file", "job", "POST", cells(405)),
]
