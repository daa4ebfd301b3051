"""Awards: read by everybody in the house, decided by personnel of their units, certified for who received it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from appraisal.models import Award, Evaluation
from tests.access.results import cells


def kinds(world: Any, _evaluation: Evaluation) -> dict[str, dict[str, Any]]:
    """One that takes nominations, and one that the appraisee received; both of the office."""
    agency, today = world.agency, timezone.localdate()
    common = {
        "unit": agency.office, "criteria": "Ramah.", "opened_by": agency.personnel, "opened_at": timezone.now(),
        "month": today.replace(day=1), "nominate_until": today,
    }  # fmt: skip
    now = Award.objects.create(title="Pegawai teladan", **common)
    given = Award.objects.create(
        title="Inovator", kind="OTHER", winner=agency.staff, reason="Rajin.", decided_by=agency.personnel,
        decided_at=timezone.now(), **common | {"nominate_until": today - timedelta(days=1)},
    )  # fmt: skip
    return {"award": {"uuid": now.uuid}, "given_award": {"uuid": given.uuid}}


DESK = {"unit_personnel": 200, "other_unit_personnel": 404, "personnel": 200, "auditor": 200}
READ_ONLY = {"unit_personnel": 405, "other_unit_personnel": 405, "personnel": 405, "auditor": 405}
KEPT = {"other_unit_personnel": 404}

ROWS = [
    ("awards", "none", "GET", cells(200)),
    ("awards", "none", "POST", cells(405)),
    ("award", "award", "GET", cells(200)),
    ("award", "award", "POST", cells(405)),
    ("award_nominate", "award", "GET", cells(405)),
    ("award_nominate", "award", "POST", cells(422)),
    ("award_vote", "award", "GET", cells(405)),
    ("award_vote", "award", "POST", cells(409)),
    ("award_certificate", "given_award", "GET", cells(405)),
    (
        "award_certificate", "given_award", "POST",
        cells(404, appraisee=302, unit_personnel=302, personnel=302, auditor=302),
    ),
    ("desk_awards", "none", "GET", cells(403, **DESK | {"other_unit_personnel": 200})),
    ("desk_awards", "none", "POST", cells(403, **READ_ONLY)),
    ("award_new", "none", "GET", cells(403, unit_personnel=200, other_unit_personnel=200, personnel=200)),
    ("award_new", "none", "POST", cells(403, unit_personnel=422, other_unit_personnel=422, personnel=422)),
    ("desk_award", "award", "GET", cells(403, **DESK)),
    ("desk_award", "award", "POST", cells(403, **READ_ONLY)),
    ("award_decide", "award", "GET", cells(403, unit_personnel=405, other_unit_personnel=405, personnel=405)),
    ("award_decide", "award", "POST", cells(403, unit_personnel=409, personnel=409, **KEPT)),
    ("award_cancel", "award", "GET", cells(403, unit_personnel=405, other_unit_personnel=405, personnel=405)),
    ("award_cancel", "award", "POST", cells(403, unit_personnel=422, personnel=422, **KEPT)),
]  # fmt: skip
