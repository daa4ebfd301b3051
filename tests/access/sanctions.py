"""Sanctions: the person, personnel of the unit and the auditor read them; no superior, no colleague."""

from __future__ import annotations

from typing import Any

from appraisal.models import Evaluation
from tests.access.results import cells
from tests.appraisal.test_sanctions import made


def kinds(world: Any, _evaluation: Evaluation) -> dict[str, dict[str, Any]]:
    return {"sanction": {"uuid": made(world.agency).uuid}}


READ = cells(404, appraisee=200, unit_personnel=200, personnel=200, auditor=200)
DESK = dict.fromkeys(("unit_personnel", "other_unit_personnel", "personnel", "auditor"), 200)
PERSONNEL = ("unit_personnel", "other_unit_personnel", "personnel")

ROWS = [
    ("sanctions", "none", "GET", cells(200)),
    ("sanctions", "none", "POST", cells(405)),
    ("sanction", "sanction", "GET", READ),
    ("sanction", "sanction", "POST", cells(405)),
    ("sanction_file", "sanction", "GET", READ),
    ("sanction_file", "sanction", "POST", cells(405)),
    ("sanction_revoke", "sanction", "GET", cells(403, **dict.fromkeys(PERSONNEL, 405))),
    (
        "sanction_revoke", "sanction", "POST",
        cells(403, unit_personnel=422, personnel=422, other_unit_personnel=404),
    ),
    ("desk_sanctions", "none", "GET", cells(403, **DESK)),
    ("desk_sanctions", "none", "POST", cells(403, **dict.fromkeys(DESK, 405))),
    ("sanction_new", "none", "GET", cells(403, **dict.fromkeys(PERSONNEL, 200))),
    ("sanction_new", "none", "POST", cells(403, **dict.fromkeys(PERSONNEL, 422))),
]  # fmt: skip
