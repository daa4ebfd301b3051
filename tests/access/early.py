"""Planning while it is open: what the person and the superior may write, everybody else not.

A POST without the version that the form was drawn with is a conflict for everybody.
"""

from __future__ import annotations

from tests.access.plan import cells

ROWS = [
    ("target_new", "early", "GET", cells(409, appraisee=200, appraiser=200)),
    ("target_new", "early", "POST", cells(409)),
    ("target_edit", "early_target", "GET", cells(409, appraisee=200, appraiser=200)),
    ("target_edit", "early_target", "POST", cells(409)),
    ("target_delete", "early_target", "POST", cells(409)),
    ("expectations", "early", "GET", cells(409, appraiser=200)),
    ("progress_new", "early", "GET", cells(409, appraisee=200)),
    ("progress_edit", "early_entry", "GET", cells(409, appraisee=200)),
    ("progress_delete", "early_entry", "POST", cells(409, appraisee=302)),
    ("appraisal_act", "early_step", "POST", cells(302)),
]
