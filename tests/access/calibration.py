"""A calibration: its appraisers, who leads it, their superior, personnel of the unit; never the appraised."""

from __future__ import annotations

from typing import Any

from appraisal.models import Calibration, CalibrationParticipant, Evaluation
from tests.access.plan import NO, anybody
from tests.access.scoring import cells


def kinds(world: Any, evaluation: Evaluation) -> dict[str, dict[str, Any]]:
    agency = world.agency
    session = Calibration.objects.create(
        period=evaluation.appraisal.period, unit=agency.office, led_by=agency.head, opened_by=agency.head
    )
    CalibrationParticipant.objects.create(session=session, appraiser=agency.superior)
    one = {"uuid": session.uuid}
    return {"calibration": one, "calibrated": one | {"evaluation": evaluation.uuid}}


# The employee heads a unit of this world (tests/access/planning.py): he is asked which, and refused there.
OPENERS = ("appraisee", "appraiser", "reviewer", "unit_personnel", "other_unit_personnel", "personnel")
LOCKERS = ("reviewer", "unit_personnel", "personnel")
READ = cells(**dict.fromkeys((*LOCKERS, "appraiser", "auditor"), 200))

ROWS = [
    ("calibrations", "none", "GET", anybody(200)),
    ("calibrations", "none", "POST", NO),
    ("calibration_new", "none", "GET", cells(**dict.fromkeys(OPENERS, 200))),
    ("calibration_new", "none", "POST", cells(**dict.fromkeys(OPENERS, 422))),
    ("calibration", "calibration", "GET", READ),
    ("calibration", "calibration", "POST", NO),
    # The evaluation is signed: nothing is calibrated any more.
    ("calibration_change", "calibrated", "GET", cells(appraiser=409)),
    ("calibration_change", "calibrated", "POST", cells(appraiser=409)),
    ("calibration_lock", "calibration", "GET", READ | {"appraiser": 409, "auditor": 409}),
    (
        "calibration_lock",
        "calibration",
        "POST",
        cells(**dict.fromkeys(LOCKERS, 422), appraiser=409, auditor=409),
    ),
]
