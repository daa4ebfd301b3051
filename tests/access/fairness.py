"""Patterns of ratings: the desk, and whoever reviews the appraiser; never the appraisee."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from appraisal.models import Evaluation, RatingPattern
from tests.access.plan import NO, anybody
from tests.access.scoring import cells

# Heads of units read counts on their own page; here are names.
OUTSIDE_DESK = dict.fromkeys(("appraisee", "appraiser", "reviewer", "stranger"), 403)
DESK = OUTSIDE_DESK | dict.fromkeys(("unit_personnel", "other_unit_personnel", "personnel", "auditor"), 200)


def kinds(world: Any, evaluation: Evaluation) -> dict[str, dict[str, Any]]:
    agency = world.agency
    pattern = RatingPattern.objects.create(
        period=evaluation.appraisal.period, appraiser=agency.superior, unit=agency.section, people=10,
        given=[0, 0, 0, 0, 5, 2, 0, 2, 1], expected=[0, 0, 0, 0, 6, 2, 0, 1, 1], made_at=timezone.now(),
    )  # fmt: skip
    return {"pattern": {"uuid": pattern.uuid}}


READ = cells(reviewer=200, unit_personnel=200, personnel=200, auditor=200)
AGENCY = OUTSIDE_DESK | dict.fromkeys(("unit_personnel", "other_unit_personnel", "auditor"), 403)

ROWS = [
    ("rating_patterns", "none", "GET", cells(**DESK)),
    ("rating_patterns", "none", "POST", cells(**dict.fromkeys(DESK, 405) | OUTSIDE_DESK)),
    ("rating_patterns_renew", "none", "GET", cells(**AGENCY, personnel=405)),
    ("rating_patterns_renew", "none", "POST", cells(**AGENCY, personnel=404)),
    ("team_patterns", "none", "GET", anybody(200)),
    ("team_patterns", "none", "POST", NO),
    ("rating_pattern", "pattern", "GET", READ),
    ("rating_pattern", "pattern", "POST", NO),
]
