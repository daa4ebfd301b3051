"""Pages about a whole team: for whoever appraises somebody in the window, 404 for everybody else."""

from __future__ import annotations

from typing import Any

from appraisal.models import Evaluation
from tests.access.plan import NO

ALL = ("appraisee", "appraiser", "reviewer", "stranger", "unit_personnel", "other_unit_personnel")
ALL += ("personnel", "auditor")


def cells(**others: int) -> dict[str, int]:
    return {"anonymous": 302} | dict.fromkeys(ALL, 404) | others


def kinds(_world: object, evaluation: Evaluation) -> dict[str, dict[str, Any]]:
    window = {"year": evaluation.appraisal.period.year, "window": evaluation.window}
    unit = {"unit": evaluation.appraisal.unit.uuid}
    return {
        "team_window": window, "team_row": window | {"uuid": evaluation.uuid}, "team_unit": window | unit,
    }  # fmt: skip


OUTSIDE_DESK = {"stranger": 403}
READERS = (
    "appraisee",
    "appraiser",
    "reviewer",
    "unit_personnel",
    "other_unit_personnel",
    "personnel",
    "auditor",
)
DESK = OUTSIDE_DESK | dict.fromkeys(READERS, 200)  # the first three head units


# The reviewer is the appraiser of the superior, whose evaluation is open: a team of its own.
ROWS = [
    ("scoring", "team_window", "GET", cells(appraiser=200, reviewer=200)),
    ("scoring", "team_window", "POST", cells(appraiser=302, reviewer=302)),
    ("scoring_copy", "team_window", "GET", NO),
    ("scoring_copy", "team_window", "POST", cells(appraiser=302, reviewer=302)),
    ("scoring_row", "team_row", "GET", NO),
    ("scoring_row", "team_row", "POST", cells(appraiser=200)),
    ("scoring_review", "team_window", "GET", cells(appraiser=200, reviewer=200)),
    ("scoring_review", "team_window", "POST", cells(appraiser=302, reviewer=302)),
    # Too few people for the guide to say anything: there is nothing to explain.
    ("distribution_reason", "team_unit", "GET", cells(appraiser=409, reviewer=404)),
    ("distribution_reason", "team_unit", "POST", cells(appraiser=409, reviewer=404)),
    ("desk_distribution", "none", "GET", cells(**DESK)),
    ("desk_distribution", "none", "POST", cells(**dict.fromkeys(DESK, 405) | OUTSIDE_DESK)),
    ("group_dialogue", "team_window", "GET", cells(appraiser=200, reviewer=200)),
    ("group_dialogue", "team_window", "POST", cells(appraiser=422, reviewer=422)),
    ("delivering", "team_window", "GET", cells(appraiser=200, reviewer=200)),
    ("delivering", "team_window", "POST", cells(appraiser=422, reviewer=422)),
    ("comparison", "team_window", "GET", cells(appraiser=200, reviewer=200)),
    ("comparison", "team_window", "POST", NO),
]
