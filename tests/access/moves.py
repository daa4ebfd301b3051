"""People who move: personnel of the unit or of the agency only, never outside the subtree."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from appraisal.models import Appraisal, CorrectionRequest, Evaluation, PlannedMove
from employees.models import Leave, Placement
from tests import factories
from tests.access.desk import cells as desk_cells
from tests.access.plan import NO, cells

DESK = {"unit_personnel": 200, "other_unit_personnel": 200, "personnel": 200}
OF_UNIT = DESK | {"other_unit_personnel": 404}


def desk(status: int, **others: int) -> dict[str, int]:
    """Pages that list what is one's own."""
    return desk_cells(403, **dict.fromkeys(DESK, status) | others)


def of_unit(status: int) -> dict[str, int]:
    """Pages about one person or unit of the subtree of unit personnel."""
    return desk(status, other_unit_personnel=404)


ROWS = [
    ("parties", "appraisal", "GET", of_unit(200)),
    ("parties", "appraisal", "POST", of_unit(422)),
    ("party_align", "appraisal", "GET", desk(405)),
    ("party_align", "appraisal", "POST", of_unit(302)),
    ("move", "appraisal", "GET", of_unit(200)),
    ("move", "appraisal", "POST", of_unit(422)),
    ("close_appraisal", "appraisal", "GET", of_unit(200)),
    ("close_appraisal", "appraisal", "POST", of_unit(422)),
    ("reopen_appraisal", "appraisal", "GET", of_unit(200)),
    ("reopen_appraisal", "appraisal", "POST", of_unit(422)),
    ("study_leave", "appraisal", "GET", of_unit(200)),
    ("study_leave", "appraisal", "POST", of_unit(422)),
    ("correction_ask", "appraisal", "GET", cells(200)),
    ("correction_ask", "appraisal", "POST", cells(409, appraisee=422, appraiser=422)),
    ("corrections", "none", "GET", desk(200)),
    ("corrections", "none", "POST", desk(405)),
    ("correction", "correction", "GET", of_unit(200)),
    ("correction", "correction", "POST", of_unit(422)),
    ("party_mass", "none", "GET", desk(200)),
    ("party_mass", "none", "POST", desk(422)),
    ("party_differences", "none", "GET", desk(200)),
    ("party_differences", "none", "POST", desk(405)),
    ("vacant_posts", "none", "GET", desk(200)),
    ("vacant_posts", "none", "POST", desk(405)),
    ("vacant_posts_fill", "none", "GET", desk(405)),
    ("vacant_posts_fill", "none", "POST", desk(302)),
    ("plans", "none", "GET", desk(200)),
    ("plans", "none", "POST", desk(405)),
    ("plan_cancel", "planned_move", "GET", desk(405)),
    ("plan_cancel", "planned_move", "POST", of_unit(302)),
    ("delegations", "none", "GET", desk(200)),
    ("delegations", "none", "POST", desk(422)),
    ("delegation_end", "delegation", "GET", desk(405)),
    ("delegation_end", "delegation", "POST", of_unit(409)),
    ("leaves", "person", "GET", of_unit(200)),
    ("leaves", "person", "POST", of_unit(422)),
    ("leave_end", "leave", "GET", desk(405)),
    ("leave_end", "leave", "POST", of_unit(409)),
    ("leave_delete", "leave", "GET", desk(405)),
    ("leave_delete", "leave", "POST", of_unit(302)),
    ("closing_note", "appraisal", "GET", cells(200)),
    ("closing_note", "appraisal", "POST", cells(409)),
    ("carried", "appraisal", "GET", cells(404)),
    ("carried", "appraisal", "POST", NO),
    ("carry_agree", "carry", "GET", NO),
    ("carry_agree", "carry", "POST", cells(409)),
    ("carry_withdraw", "carry", "GET", NO),
    ("carry_withdraw", "carry", "POST", cells(409)),
]


def kinds(world: Any, evaluation: Evaluation) -> dict[str, dict[str, Any]]:
    """A plan, a leave and an assignment of the unit, which other units' personnel do not find."""
    agency, appraisal = world.agency, evaluation.appraisal
    today, now = timezone.localdate(), timezone.now()
    colleagues = Appraisal.objects.get(period=appraisal.period, employee=agency.colleague)
    plan = PlannedMove.objects.create(
        appraisal=colleagues, kind="CLOSE", closed_reason="RETIRED", on_day=today,
        planned_by=agency.personnel, planned_at=now,
    )  # fmt: skip
    leave = Leave.objects.create(
        employee=agency.colleague, kind="ANNUAL", starts_on=today, ends_on=today, recorded_by=agency.personnel
    )
    delegation = Placement.objects.create(
        employee=agency.auditor, unit=agency.section, position=factories.make_position(), kind="PLH",
        starts_on=today.replace(year=today.year - 2), ends_on=today.replace(year=today.year - 1),
    )  # fmt: skip
    correction = CorrectionRequest.objects.create(
        appraisal=colleagues, about="UNIT", text="Sudah pindah sejak Maret.", asked_by=agency.colleague
    )
    return {
        "correction": {"uuid": correction.uuid},
        "planned_move": {"uuid": plan.uuid},
        "leave": {"uuid": leave.uuid},
        "delegation": {"uuid": delegation.uuid},
        "carry": {"uuid": appraisal.uuid, "window": "TW1"},
    }
