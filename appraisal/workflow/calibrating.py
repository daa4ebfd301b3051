"""Guards and effects of a change in a calibration: before the signature, by the appraiser, inside an open session."""

from __future__ import annotations

from datetime import date

from appraisal.models import Calibration, Dialogue, Evaluation, Origin, PartyRole
from appraisal.workflow import signing
from appraisal.workflow.conditions import rating_is_sound, still_the_appraisers
from appraisal.workflow.holders import holder
from appraisal.workflow.step import Act
from employees.models import Unit

NO_SESSION = "Tidak ada sesi kalibrasi yang terbuka untuk evaluasi ini."
IN_SESSION = (
    "Rating ini sedang dikalibrasi. Ubahlah di halaman kalibrasi, beserta alasannya, atau tunggu sampai "
    "sesinya dikunci."
)


def open_session(evaluation: Evaluation, on: date) -> Calibration | None:
    """The session in which the evaluation's appraiser of that day sits, for its window and a unit above it."""
    appraiser = holder(evaluation, PartyRole.APPRAISER, on)
    if appraiser is None:
        return None
    return Calibration.objects.filter(
        locked_at__isnull=True,
        period=evaluation.appraisal.period_id,
        window=evaluation.window,
        participants__appraiser=appraiser,
        unit__in=Unit.objects.line_up(evaluation.appraisal.unit).order_by().values("pk"),
    ).first()


def is_calibrated(evaluation: Evaluation, act: Act) -> str:
    """There is an open session, and it is still the appraiser's turn."""
    if why := still_the_appraisers(evaluation, act):
        return why
    return "" if open_session(evaluation, act.on) else NO_SESSION


def may_calibrate(evaluation: Evaluation, act: Act) -> str:
    """In a session, with a draft that holds both ratings and their reasons."""
    return is_calibrated(evaluation, act) or rating_is_sound(evaluation, act)


def may_revise(evaluation: Evaluation, act: Act) -> str:
    """Outside a session: inside one a change says why."""
    if why := still_the_appraisers(evaluation, act):
        return why
    return IN_SESSION if open_session(evaluation, act.on) else ""


def calibrate(evaluation: Evaluation, act: Act) -> None:
    """The rating given before stays; the employee sees the new one once it is shown anew."""
    signing.give(evaluation, act, Origin.CALIBRATION)
    Dialogue.objects.filter(evaluation=evaluation).update(ratings_shown_at=None)
