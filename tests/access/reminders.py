"""Reminders at the desk: the log, plans and texts, and the reminder by hand."""

from __future__ import annotations

from typing import Any

from appraisal.models import Evaluation
from tests.access.desk import DESK, cells
from tests.access.world import World

AGENCY, NO = cells(403, personnel=200), cells(403, **dict.fromkeys(DESK, 405))
PERSONNEL = ("unit_personnel", "other_unit_personnel", "personnel")
NO_LIST = cells(403, **dict.fromkeys(PERSONNEL, 404))  # the address must name a list of the desk


def kinds(_world: World, evaluation: Evaluation) -> dict[str, dict[str, Any]]:
    year = evaluation.appraisal.period.year
    return {"reminder_stage": {"year": year, "stage": "propose"}, "reminder_call": {"call": "first"}}


ROWS = [
    ("reminder_log", "none", "GET", cells(403, **DESK)),
    ("reminder_log", "none", "POST", NO),
    ("reminder_plans", "none", "GET", cells(403, **DESK)),
    ("reminder_plans", "none", "POST", NO),
    ("reminder_plan", "reminder_stage", "GET", AGENCY),
    ("reminder_plan", "reminder_stage", "POST", AGENCY | {"personnel": 409}),  # drawn with no version
    ("reminder_texts", "none", "GET", AGENCY),
    ("reminder_texts", "none", "POST", AGENCY | {"personnel": 405}),
    ("reminder_text", "reminder_call", "GET", AGENCY),
    ("reminder_text", "reminder_call", "POST", AGENCY | {"personnel": 422}),
    ("reminder_text_preview", "reminder_call", "GET", AGENCY | {"personnel": 302}),
    ("reminder_text_preview", "reminder_call", "POST", AGENCY | {"personnel": 422}),
    ("reminder_text_trial", "reminder_call", "GET", AGENCY | {"personnel": 302}),
    ("reminder_text_trial", "reminder_call", "POST", AGENCY | {"personnel": 422}),
    ("nudge", "none", "GET", NO_LIST),
    ("nudge", "none", "POST", NO_LIST),
]
