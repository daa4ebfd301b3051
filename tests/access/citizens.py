"""Citizens: their pages are for everybody, the desk's for its units, and what they said for those whom it concerns."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from appraisal.models import Evaluation
from appraisal.verification import code_printed
from feedback.models import CitizenFeedback, ServicePoint
from tests.access.plan import NO, anybody, cells


def kinds(world: Any, evaluation: Evaluation) -> dict[str, dict[str, Any]]:
    """A counter of the superior's unit, and what was said there of the staff member."""
    point = ServicePoint.objects.create(unit=world.agency.section, name="Loket akses")
    said = CitizenFeedback.objects.create(
        point=point, score=4, official=world.agency.staff, appraisal=evaluation.appraisal, status="PUBLISHED",
        decided_by=world.agency.personnel, decided_at=timezone.now(),
    )  # fmt: skip
    return {
        "point": {"uuid": point.uuid},
        "point_code": {"code": code_printed(point.code)},
        "receipt_code": {"code": said.receipt_printed},
        "said": {"uuid": said.uuid},
    }


def public(status: int) -> dict[str, int]:
    return anybody(status) | {"anonymous": status}


def desk(personnel: int, *, auditor: int, employee: int = 403) -> dict[str, int]:
    """A page of the desk without an object."""
    roles = dict.fromkeys(("unit_personnel", "other_unit_personnel", "personnel"), personnel)
    return anybody(employee) | {"anonymous": 302, "auditor": auditor} | roles


def of_the_unit(personnel: int, *, reader: int) -> dict[str, int]:
    """A page of one point: its desk, its head, and nobody else."""
    kept = dict.fromkeys(("unit_personnel", "personnel"), personnel)
    return anybody(404) | {"anonymous": 302, "appraiser": reader, "auditor": reader} | kept


ROWS = [
    ("receipt", "none", "GET", public(200)),
    ("receipt", "none", "POST", public(405)),
    ("receipt_of", "receipt_code", "GET", public(200)),
    ("receipt_of", "receipt_code", "POST", public(405)),
    ("service_form", "point_code", "GET", public(200)),
    ("service_form", "point_code", "POST", public(422)),
    ("service_tablet", "point_code", "GET", public(200)),
    ("service_tablet", "point_code", "POST", public(422)),
    ("citizens", "none", "GET", anybody(200)),
    ("citizens", "none", "POST", NO),
    ("citizen_feedback", "said", "GET", cells(200)),
    ("citizen_feedback", "said", "POST", cells(422)),
    ("citizen_queue", "none", "GET", desk(200, auditor=200)),
    ("citizen_queue", "none", "POST", desk(405, auditor=405)),
    ("citizen_publish", "none", "GET", desk(405, auditor=405)),
    ("citizen_publish", "none", "POST", desk(422, auditor=403)),
    ("citizen_hide", "none", "GET", desk(405, auditor=405)),
    ("citizen_hide", "none", "POST", desk(422, auditor=403)),
    ("service_points", "none", "GET", desk(200, auditor=200)),
    ("service_points", "none", "POST", desk(405, auditor=405)),
    ("service_point_new", "none", "GET", desk(200, auditor=403)),
    ("service_point_new", "none", "POST", desk(422, auditor=403)),
    ("citizen_policy", "none", "GET", anybody(403) | {"anonymous": 302, "personnel": 200}),
    ("citizen_policy", "none", "POST", anybody(403) | {"anonymous": 302, "personnel": 302}),
    ("service_point", "point", "GET", of_the_unit(200, reader=200)),
    ("service_point", "point", "POST", NO),
    ("service_point_edit", "point", "GET", of_the_unit(200, reader=403)),
    ("service_point_edit", "point", "POST", of_the_unit(409, reader=403)),
    ("service_point_poster", "point", "GET", of_the_unit(200, reader=403)),
    ("service_point_poster", "point", "POST", NO),
    ("service_point_badges", "point", "GET", of_the_unit(200, reader=403)),
    ("service_point_badges", "point", "POST", of_the_unit(302, reader=403)),
]
