"""A behaviour problem told, and one reported whose case is scheduled, with one officer and a counsellor."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from appraisal.models import Evaluation
from feedback.models import BehaviourReport, CaseOfficer, CounsellingCase
from tests.access.plan import NO, anybody, cells


def kinds(world: Any, evaluation: Evaluation) -> dict[str, dict[str, Any]]:
    """A report with its case; the unit's personnel officer is named in it, the agency's is not."""
    agency, now = world.agency, timezone.now()
    told = BehaviourReport(appraisal=evaluation.appraisal, employee=agency.staff, reporter=agency.superior)
    told.write(told="Sering terlambat")
    told.save()
    reported = BehaviourReport(
        appraisal=evaluation.appraisal, employee=agency.staff, reporter=agency.superior, status="REPORTED",
        reported_at=now,
    )  # fmt: skip
    reported.write(told="Sering terlambat", problem="Tiap Senin")
    reported.save()
    case = CounsellingCase(
        report=reported,
        employee=agency.staff,
        status="SCHEDULED",
        by="INDEPENDENT",
        counsellor=agency.stranger,
    )
    case.write(day="2026-11-30", hour="09:00", place="Ruang konseling")
    case.save()
    CaseOfficer.objects.create(case=case, officer=agency.unit_personnel, named_by=agency.personnel)
    return {"told": {"uuid": told.uuid}, "reported": {"uuid": reported.uuid}, "case": {"uuid": case.uuid}}


NOBODY = anybody(404) | {"anonymous": 302}


def only(**who: int) -> dict[str, int]:
    """404 for everybody who is not named, auditors and the agency's own personnel among them."""
    return NOBODY | who


def named(status: int, **who: int) -> dict[str, int]:
    """Employee, counsellor and case officer."""
    return only(appraisee=status, stranger=status, unit_personnel=status) | who


def agency_desk(status: int) -> dict[str, int]:
    return anybody(403) | {"anonymous": 302, "personnel": status}


ROWS = [
    ("behaviours", "appraisal", "GET", cells(200)),
    ("behaviours", "appraisal", "POST", NO),
    ("behaviour_new", "appraisal", "GET", cells(409, appraiser=200)),
    ("behaviour_new", "appraisal", "POST", cells(409, appraiser=422)),
    ("behaviour", "told", "GET", only(appraisee=200, appraiser=200)),
    ("behaviour", "reported", "GET", named(200, appraiser=200)),
    ("behaviour", "told", "POST", NO),
    ("behaviour_reply", "told", "GET", NO),
    ("behaviour_reply", "told", "POST", only(appraisee=409, appraiser=409)),
    ("behaviour_improved", "told", "GET", NO),
    ("behaviour_improved", "told", "POST", only(appraisee=409, appraiser=302)),
    ("behaviour_report", "told", "GET", only(appraisee=409, appraiser=200)),
    ("behaviour_report", "told", "POST", only(appraisee=409, appraiser=422)),
    ("behaviour_print", "reported", "GET", NO),
    ("behaviour_print", "reported", "POST", named(302, appraiser=302)),
    ("counselling_cases", "none", "GET", agency_desk(200)),
    ("counselling_cases", "none", "POST", agency_desk(405)),
    ("case_officers", "case", "GET", agency_desk(409)),
    ("case_officers", "case", "POST", agency_desk(409)),
    ("counselling", "case", "GET", named(200)),
    ("counselling", "case", "POST", NO),
    ("counselling_appoint", "case", "GET", named(409, unit_personnel=200)),
    ("counselling_appoint", "case", "POST", named(409, unit_personnel=422)),
    ("counselling_decline", "case", "GET", NO),
    ("counselling_decline", "case", "POST", named(409)),
    ("counselling_record", "case", "GET", named(409, stranger=200)),
    ("counselling_record", "case", "POST", named(409, stranger=422)),
    ("counselling_follow_up", "case", "GET", NO),
    ("counselling_follow_up", "case", "POST", named(409)),
]
