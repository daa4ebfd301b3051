"""Pages of an evaluation, here a delivered one: every party reads it, nobody can change its content any more."""

from __future__ import annotations

OUTSIDE = {"anonymous": 302, "stranger": 404, "other_unit_personnel": 404}
READERS = ("appraisee", "appraiser", "reviewer", "unit_personnel", "personnel", "auditor")


def cells(reader: int, **others: int) -> dict[str, int]:
    return OUTSIDE | dict.fromkeys(READERS, reader) | others


NO_POST = dict.fromkeys((*READERS, "stranger", "other_unit_personnel"), 405) | {"anonymous": 302}

ROWS = [
    ("evaluation", "evaluation", "GET", cells(200)),
    ("evaluation", "evaluation", "POST", NO_POST),
    ("self_assessment", "evaluation", "GET", cells(404, appraisee=302)),
    ("self_assessment", "evaluation", "POST", cells(404, appraisee=409)),
    ("rating", "evaluation", "GET", cells(404, appraiser=302)),
    ("rating", "evaluation", "POST", cells(404, appraiser=409)),
    ("evaluation_note", "evaluation", "GET", cells(404, appraiser=302)),
    ("evaluation_note", "evaluation", "POST", cells(404, appraiser=409)),
    ("dialogue", "evaluation", "GET", cells(200)),
    ("dialogue", "evaluation", "POST", cells(404, appraisee=409, appraiser=409)),
]
