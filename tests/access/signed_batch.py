"""Documents to and from BSrE: personnel of the agency and of units; what each reaches is asked by the worker."""

from __future__ import annotations

from tests.access.desk import cells

PERSONNEL = ("unit_personnel", "other_unit_personnel", "personnel")

ROWS = [
    ("signed_batches", "none", "GET", cells(403, **dict.fromkeys(PERSONNEL, 200))),
    ("signed_batches", "none", "POST", cells(403, **dict.fromkeys(PERSONNEL, 422))),
    ("signed_upload", "none", "GET", cells(403, **dict.fromkeys(PERSONNEL, 200))),
    ("signed_upload", "none", "POST", cells(403, **dict.fromkeys(PERSONNEL, 422))),
]
