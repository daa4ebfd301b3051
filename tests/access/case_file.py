"""One case as an archive: for the auditor alone, and only where he is no party."""

from __future__ import annotations

from tests.access.plan import cells

ROWS = [
    ("case_file", "appraisal", "GET", cells(403, auditor=200)),
    ("case_file", "appraisal", "POST", cells(403, auditor=422)),
]
