"""Teams and a session for the tests of calibration."""

from __future__ import annotations

import uuid

from appraisal.calibrations import candidates, open_calibration
from appraisal.models import Calibration, Evaluation, OverallRating, Period
from appraisal.scoring import Window
from appraisal.workflow.signing import current_rating
from employees.models import Employee
from tests.appraisal.rated_teams import HIGH, MIXED, rated_team
from tests.factories import Agency

Teams = dict[str, list[Evaluation]]
WHY = "Disamakan dengan pegawai lain yang pekerjaannya sama."
MINUTES = "Arti di atas ekspektasi untuk jabatan yang sama disepakati."


def rated_section(agency: Agency, period: Period) -> Teams:
    """In the section of `superior` a colleague appraises as well; `head` is the superior of both."""
    team = {"period": period, "reviewer": agency.head, "status": "RATED"}
    return {
        "superior": rated_team(agency.superior, agency.section, HIGH[:6], **team),
        "colleague": rated_team(agency.colleague, agency.section, MIXED, **team),
        "few": rated_team(agency.stranger, agency.section, MIXED[-3:], **team),
    }


def begun(agency: Agency, window: Window, by: Employee | None = None) -> Calibration:
    by = by or agency.head
    people = candidates(agency.office, window.period, window.code, asked_by=by)
    return open_calibration(
        agency.office, window, by=by.user, led_by=agency.head, appraisers=[one.appraiser for one in people]
    )


def typed(seen: int, results: str = "MEETS", behaviour: str = "ABOVE", **more: str) -> dict[str, str]:
    form = {
        "results": results, "results_reason": "Semua target tercapai.", "behaviour": behaviour,
        "behaviour_reason": "Membimbing rekan baru.", "why": WHY, "version": str(seen),
        "_submission": str(uuid.uuid4()),
    }  # fmt: skip
    return form | more


def current(evaluation: Evaluation) -> OverallRating:
    found = current_rating(evaluation)
    assert found is not None
    return found
