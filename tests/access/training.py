"""Training: the catalogue is everybody's; what somebody took part in is theirs, their superiors' and personnel's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from appraisal.models import Evaluation
from tests.access.results import DESK, NOT_THERE, cells
from tests.training.courses import make_course, make_session, prove
from training import enrolling, planning

if TYPE_CHECKING:
    from tests.access.world import World

READERS = dict.fromkeys(("appraisee", "appraiser", "reviewer", "unit_personnel", "personnel", "auditor"), 200)
TOLD = dict.fromkeys(READERS, 409)
BOTH = {"appraisee": 200, "appraiser": 200}
NO_DESK = cells(403, **NOT_THERE)

ROWS = [
    ("training", "none", "GET", cells(200)),
    ("training", "none", "POST", cells(405)),
    ("courses", "none", "GET", cells(200)),
    ("courses", "none", "POST", cells(405)),
    ("course", "course", "GET", cells(200)),
    ("course", "course", "POST", cells(405)),
    ("enrol", "open_session", "GET", cells(200)),
    ("enrol", "open_session", "POST", cells(302)),
    ("enrolment", "enrolment", "GET", cells(404, **READERS)),
    ("enrolment", "enrolment", "POST", cells(405)),
    ("enrolment_withdraw", "enrolment", "GET", cells(405)),
    ("enrolment_withdraw", "enrolment", "POST", cells(404, **TOLD | {"appraisee": 302})),
    ("enrolment_decide", "enrolment", "GET", cells(405)),
    ("enrolment_decide", "enrolment", "POST", cells(404, **TOLD)),
    ("enrolment_opinion", "enrolment", "GET", cells(404, **TOLD)),
    ("enrolment_opinion", "enrolment", "POST", cells(404, **TOLD)),
    ("certificate_of", "enrolment", "GET", cells(404, **TOLD)),
    ("certificate_of", "enrolment", "POST", cells(404, **TOLD)),
    ("certificate_new", "none", "GET", cells(200)),
    ("certificate_new", "none", "POST", cells(422)),
    ("certificate", "certificate", "GET", cells(404, **READERS)),
    ("certificate", "certificate", "POST", cells(404, **TOLD | {"unit_personnel": 422, "personnel": 422})),
    ("certificate_file", "certificate", "GET", cells(404, **READERS)),
    ("certificate_file", "certificate", "POST", cells(405)),
    ("training_approvals", "none", "GET", cells(200)),
    ("training_approvals", "none", "POST", cells(405)),
    ("training_approve", "none", "GET", cells(405)),
    ("training_approve", "none", "POST", cells(302)),
    ("team_development", "none", "GET", cells(200)),
    ("team_development", "none", "POST", cells(405)),
    ("career_goal", "none", "GET", cells(200)),
    ("career_goal", "none", "POST", cells(409)),
    ("my_development", "none", "GET", cells(302)),
    ("my_development", "none", "POST", cells(405)),
    ("development", "appraisal", "GET", cells(404, **READERS)),
    ("development", "appraisal", "POST", cells(405)),
    ("development_item_new", "appraisal", "GET", cells(404, **TOLD | BOTH)),
    ("development_item_new", "appraisal", "POST", cells(404, **TOLD | dict.fromkeys(BOTH, 422))),
    ("development_item", "item", "GET", cells(404, appraisee=200, appraiser=409)),
    ("development_item", "item", "POST", cells(404, appraisee=422, appraiser=409)),
    ("development_agree", "item", "GET", cells(405)),
    ("development_agree", "item", "POST", cells(404, appraisee=409, appraiser=302)),
    ("development_finish", "item", "GET", cells(404, appraisee=409, appraiser=409)),
    ("development_finish", "item", "POST", cells(404, appraisee=409, appraiser=409)),
    ("development_drop", "item", "GET", cells(404, **BOTH)),
    ("development_drop", "item", "POST", cells(404, **dict.fromkeys(BOTH, 422))),
    ("development_file", "item", "GET", cells(404)),
    ("development_file", "item", "POST", cells(405)),
    ("training_needs", "none", "GET", cells(403, **DESK)),
    ("training_needs", "none", "POST", NO_DESK),
    ("desk_session_fill", "session", "GET", cells(403, **DESK | {"auditor": 403})),
    ("desk_session_fill", "session", "POST", cells(403, **dict.fromkeys(DESK, 302) | {"auditor": 403})),
    ("desk_training", "none", "GET", cells(403, **DESK)),
    ("desk_training", "none", "POST", NO_DESK),
    ("desk_courses", "none", "GET", cells(403, **DESK)),
    ("desk_courses", "none", "POST", NO_DESK),
    ("desk_course_new", "none", "GET", cells(403, personnel=200)),
    ("desk_course_new", "none", "POST", cells(403, personnel=409)),
    ("desk_course_import", "none", "GET", cells(403, personnel=200)),
    ("desk_course_import", "none", "POST", cells(403, personnel=422)),
    ("desk_course", "course", "GET", cells(403, personnel=200)),
    ("desk_course", "course", "POST", cells(403, personnel=409)),
    ("desk_session_new", "course", "GET", cells(403, personnel=200)),
    ("desk_session_new", "course", "POST", cells(403, personnel=422)),
    ("desk_session", "session", "GET", cells(403, **DESK)),
    ("desk_session", "session", "POST", NO_DESK),
    ("desk_session_change", "session", "GET", cells(403, personnel=200)),
    ("desk_session_change", "session", "POST", cells(403, personnel=409)),
    ("desk_session_cancel", "session", "GET", cells(403, personnel=405)),
    ("desk_session_cancel", "session", "POST", cells(403, personnel=302)),
    ("desk_attendance", "session", "GET", NO_DESK),
    ("desk_attendance", "session", "POST", cells(403, **dict.fromkeys(DESK, 409) | {"auditor": 403})),
]


def kinds(world: World, evaluation: Evaluation) -> dict[str, dict[str, Any]]:
    """The staff member asks for one session; another is open to everybody; a certificate waits."""
    staff = evaluation.appraisal.employee
    asked = make_session()
    wish = planning.propose(
        staff,
        {
            "about": "Menulis", "way": "TRAINING", "course": None, "text": "Belajar menulis", "owner": staff,
            "due_on": timezone.localdate(),
        },
        by=staff.user, source="WISH", key="", evaluation=None,
    )  # fmt: skip
    return {
        "course": {"uuid": asked.course.uuid},
        "session": {"uuid": asked.uuid},
        "open_session": {"uuid": make_session(make_course("Pelayanan prima")).uuid},
        "enrolment": {"uuid": enrolling.enrol(asked, staff, by=staff).uuid},
        "item": {"uuid": evaluation.appraisal.uuid, "item": wish.uuid},
        "certificate": {"uuid": prove(staff).uuid},
    }
