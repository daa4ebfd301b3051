"""Planning, the running year and the team; the SKP of this world runs, so its targets are set."""

from __future__ import annotations

READERS = ("appraisee", "appraiser", "reviewer", "unit_personnel", "personnel", "auditor")
OUTSIDE = {"anonymous": 302, "stranger": 404, "other_unit_personnel": 404}


def cells(reader: int, **others: int) -> dict[str, int]:
    return OUTSIDE | dict.fromkeys(READERS, reader) | others


def anybody(status: int) -> dict[str, int]:
    return cells(status, stranger=status, other_unit_personnel=status)


NO = anybody(405)  # a method that the page does not know, told before anything is looked up

ROWS = [
    ("appraisals", "none", "GET", anybody(200)),
    ("appraisals", "none", "POST", NO),
    ("appraisal", "appraisal", "GET", cells(200)),
    ("appraisal", "appraisal", "POST", NO),
    ("history", "appraisal", "GET", cells(200)),
    ("history", "appraisal", "POST", NO),
    ("appraisal_act", "step", "GET", cells(302)),
    ("appraisal_act", "step", "POST", cells(302)),
    ("evaluation_act", "evaluation_step", "GET", cells(302, appraisee=200)),
    ("evaluation_act", "evaluation_step", "POST", cells(302, appraisee=422)),
    ("targets", "appraisal", "GET", cells(200)),
    ("targets", "appraisal", "POST", NO),
    ("target_new", "appraisal", "GET", cells(409)),
    ("target_new", "appraisal", "POST", cells(409)),
    ("expectations", "appraisal", "GET", cells(409)),
    ("expectations", "appraisal", "POST", cells(409)),
    ("target_edit", "target", "GET", cells(409)),
    ("target_edit", "target", "POST", cells(409)),
    ("target_delete", "target", "GET", NO),
    ("target_delete", "target", "POST", cells(409)),
    ("target_move", "target", "GET", NO),
    ("target_move", "target", "POST", cells(409)),
    ("progress", "appraisal", "GET", cells(200)),
    ("progress", "appraisal", "POST", NO),
    ("progress_new", "appraisal", "GET", cells(409)),
    ("progress_new", "appraisal", "POST", cells(409)),
    ("progress_edit", "entry", "GET", cells(409)),
    ("progress_edit", "entry", "POST", cells(409)),
    ("progress_delete", "entry", "GET", NO),
    ("progress_delete", "entry", "POST", cells(409)),
    ("progress_help", "entry", "GET", NO),
    ("progress_help", "entry", "POST", cells(409, appraiser=302)),
    ("evidence", "evidence", "GET", cells(200)),
    ("evidence", "evidence", "POST", NO),
    ("team", "none", "GET", anybody(200)),
    ("team", "none", "POST", NO),
    ("team_set", "none", "GET", NO),
    ("team_set", "none", "POST", anybody(302)),
]
