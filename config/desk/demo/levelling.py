"""A calibration that is open: the appraisers of the demo's office see their ratings beside each other."""

from __future__ import annotations

from appraisal import calibrations
from appraisal.models import Calibration, CalibrationParticipant, Period, WindowCode
from config.desk.demo import texts
from config.desk.demo.accounts import Cast
from config.desk.demo.years import Story


def write(story: Story, cast: Cast, period: Period) -> None:
    """Led by the reviewer; written as rows, because the door mails everybody who is invited."""
    unit, window = cast.reviewer.placement.unit, WindowCode.YEAR
    session = Calibration.objects.create(
        period=period, window=window, unit=unit, led_by=cast.reviewer.employee, opened_by=story.personnel,
        purpose=texts.practices()["levelling"]["purpose"],
    )  # fmt: skip
    found = calibrations.candidates(unit, period, window, asked_by=story.personnel)
    CalibrationParticipant.objects.bulk_create(
        CalibrationParticipant(session=session, appraiser=one.appraiser) for one in found
    )
