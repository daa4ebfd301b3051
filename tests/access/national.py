"""e-Kinerja BKN: one's own appraisal to copy; the comparison for the desk, its upload for personnel."""

from __future__ import annotations

from typing import Any

from employees.models import Job
from tests.access.fairness import DESK, OUTSIDE_DESK
from tests.access.plan import NO
from tests.access.plan import cells as of_appraisal
from tests.access.scoring import cells


def kinds(world: Any, _evaluation: object) -> dict[str, dict[str, Any]]:
    job = Job.objects.create(
        kind="national_check", title="Periksa e-Kinerja BKN", requested_by=world.agency.unit_personnel,
        status=Job.Status.DONE, parameters={"year": 2026, "window": "AKHIR"},
    )  # fmt: skip
    return {"national_file": {"uuid": job.uuid}}


ONLY_PERSONNEL = OUTSIDE_DESK | {"auditor": 403}
UPLOAD = cells(**ONLY_PERSONNEL, unit_personnel=200, other_unit_personnel=200, personnel=200)
OF_FILE = cells(**ONLY_PERSONNEL, unit_personnel=200, other_unit_personnel=404, personnel=200)
WRONG = dict.fromkeys(("unit_personnel", "other_unit_personnel", "personnel"), 405)

ROWS = [
    ("copy_to_bkn", "appraisal", "GET", of_appraisal(200)),
    ("copy_to_bkn", "appraisal", "POST", NO),
    ("mark_copied", "appraisal", "GET", NO),
    # Without the part and its hash nothing is marked; the page says why.
    ("mark_copied", "appraisal", "POST", of_appraisal(409)),
    ("national_results", "none", "GET", cells(**DESK)),
    ("national_results", "none", "POST", cells(**dict.fromkeys(DESK, 405) | OUTSIDE_DESK)),
    ("national_upload", "none", "GET", UPLOAD),
    ("national_upload", "none", "POST", UPLOAD | dict.fromkeys(WRONG, 422)),
    ("national_check", "national_file", "GET", OF_FILE),
    ("national_check", "national_file", "POST", OF_FILE | WRONG),
    ("national_apply", "national_file", "GET", OF_FILE | WRONG),
    ("national_apply", "national_file", "POST", OF_FILE | {"unit_personnel": 302, "personnel": 302}),
]
