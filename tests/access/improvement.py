"""Improvement plans: the person, the superior, personnel of the unit, the auditor; 404 for everybody else."""

from __future__ import annotations

from typing import Any

from appraisal.models import Evaluation
from tests.access.results import cells
from tests.appraisal.test_improvement import plan_of


def kinds(world: Any, evaluation: Evaluation) -> dict[str, dict[str, Any]]:
    plan, checkpoint = plan_of(world.agency, evaluation)
    return {
        "plan": {"uuid": plan.uuid},
        "checkpoint": {"uuid": plan.uuid, "checkpoint": checkpoint.uuid},
    }


READ = cells(404, appraisee=200, appraiser=200, unit_personnel=200, personnel=200, auditor=200)
DESK = dict.fromkeys(("unit_personnel", "other_unit_personnel", "personnel", "auditor"), 200)
PERSONNEL = ("unit_personnel", "other_unit_personnel", "personnel")
NOTED = cells(404, appraisee=422, appraiser=422, unit_personnel=422, personnel=422, auditor=422)

ROWS = [
    ("improvements", "none", "GET", cells(200)),
    ("improvements", "none", "POST", cells(405)),
    ("improvement", "plan", "GET", READ),
    ("improvement", "plan", "POST", cells(405)),
    ("improvement_note", "checkpoint", "GET", cells(405)),
    ("improvement_note", "checkpoint", "POST", NOTED),
    ("improvement_conclude", "plan", "GET", cells(403, **dict.fromkeys(PERSONNEL, 405))),
    (
        "improvement_conclude",
        "plan",
        "POST",
        cells(403, unit_personnel=422, personnel=422, other_unit_personnel=404),
    ),
    ("desk_improvements", "none", "GET", cells(403, **DESK)),
    ("desk_improvements", "none", "POST", cells(403, **dict.fromkeys(DESK, 405))),
    ("improvement_new", "unknown", "GET", cells(403, **dict.fromkeys(PERSONNEL, 404))),
    ("improvement_new", "unknown", "POST", cells(403, **dict.fromkeys(PERSONNEL, 404))),
]
