"""Around the targets: kind of SKP, annex, manuals and work blocks of a leader, performance agreements.

The rows `early…` are a year that is still being planned, here as a leader's; a POST without the version that the
form was drawn with is a conflict.
"""

from __future__ import annotations

from typing import Any

from appraisal.models import (
    AgreementIndicator,
    AnnexLine,
    Appraisal,
    Evaluation,
    PerformanceAgreement,
    WorkBlock,
)
from employees.models import Job, Unit
from tests.access.desk import cells as desk_cells
from tests.access.plan import NO, cells

DESK = {"unit_personnel": 200, "other_unit_personnel": 200, "personnel": 200, "auditor": 200}
SAVES = {"unit_personnel": 422, "other_unit_personnel": 422, "personnel": 422, "auditor": 404}
# One unit's PK: personnel of the agency and of that unit; to the others of the desk it is not there.
OF_UNIT = {"unit_personnel": 200, "other_unit_personnel": 404, "personnel": 200, "auditor": 404}
STALE = OF_UNIT | {"unit_personnel": 409, "personnel": 409}

ROWS = [
    ("wording_check", "appraisal", "GET", NO),
    ("wording_check", "appraisal", "POST", cells(200)),
    ("leads_correct", "early", "GET", NO),
    ("leads_correct", "early", "POST", cells(409, appraiser=302, unit_personnel=302, personnel=302)),
    ("leads_correct", "appraisal", "POST", cells(409)),
    ("annex", "appraisal", "GET", cells(200)),
    ("annex", "appraisal", "POST", NO),
    ("annex_edit", "early", "GET", cells(409, appraisee=200, appraiser=200)),
    ("annex_edit", "early", "POST", cells(409)),
    ("resource", "resource", "GET", cells(409, appraisee=200, appraiser=200)),
    ("resource", "resource", "POST", cells(409)),
    ("manuals", "early", "GET", cells(200)),
    ("manuals", "early", "POST", NO),
    ("manuals", "appraisal", "GET", cells(404)),
    ("manual", "early_indicator", "GET", cells(409, appraisee=200)),
    ("manual", "early_indicator", "POST", cells(409)),
    ("work_blocks", "early", "GET", cells(200)),
    ("work_blocks", "early", "POST", NO),
    ("work_blocks", "appraisal", "GET", cells(404)),
    ("work_block_new", "early", "GET", cells(409, appraisee=200)),
    ("work_block_new", "early", "POST", cells(409)),
    ("work_block", "early_block", "GET", cells(409, appraisee=200)),
    ("work_block", "early_block", "POST", cells(409)),
    ("work_block_delete", "early_block", "GET", NO),
    ("work_block_delete", "early_block", "POST", cells(409)),
    ("agreement_take", "early_promise", "GET", NO),
    ("agreement_take", "early_promise", "POST", cells(409)),
    ("agreements", "none", "GET", desk_cells(403, **DESK)),
    ("agreements", "none", "POST", desk_cells(403, **dict.fromkeys(DESK, 405))),
    ("agreement_upload", "none", "GET", desk_cells(403, **DESK | {"auditor": 404})),
    ("agreement_upload", "none", "POST", desk_cells(403, **SAVES)),
    ("agreement_check", "agreement_file", "GET", desk_cells(403, **OF_UNIT)),
    ("agreement_check", "agreement_file", "POST", desk_cells(403, **dict.fromkeys(DESK, 405))),
    ("agreement_apply", "agreement_file", "GET", desk_cells(403, **dict.fromkeys(DESK, 405))),
    (
        "agreement_apply",
        "agreement_file",
        "POST",
        desk_cells(403, **OF_UNIT | {"unit_personnel": 302, "personnel": 302}),
    ),
    ("agreement", "agreement", "GET", desk_cells(403, **OF_UNIT)),
    ("agreement", "agreement", "POST", desk_cells(403, **STALE)),
]


def kinds(world: Any, evaluation: Evaluation) -> dict[str, dict[str, Any]]:
    """The early year becomes that of a head with a PK, a manual and a work block to write."""
    agency = world.agency
    resource = AnnexLine.objects.create(appraisal=evaluation.appraisal, kind="RESOURCE", text="Kendaraan")
    early = Appraisal.objects.get(uuid=world.kinds["early"]["uuid"])
    Appraisal.objects.filter(pk=early.pk).update(leads=True)
    unit = Unit.objects.create(name="Seksi Arsip", parent=agency.section, head=agency.staff)
    Unit.objects.rebuild_paths()
    paper = PerformanceAgreement.objects.create(unit=unit, period=early.period)
    promise = AgreementIndicator.objects.create(
        agreement=paper, goal="Arsip", text="Arsip rapi", target="90%"
    )
    block = WorkBlock.objects.create(appraisal=early, title="Arsip digital")
    target = early.targets.get()
    job = Job.objects.create(
        kind="agreement_check",
        title="Periksa PK",
        requested_by=agency.unit_personnel,
        status=Job.Status.DONE,
        parameters={"year": early.period.year},
    )
    return {
        "resource": {"uuid": evaluation.appraisal.uuid, "line": resource.uuid},
        "early_indicator": {"uuid": early.uuid, "indicator": target.indicators.get().uuid},
        "early_block": {"uuid": early.uuid, "block": block.uuid},
        "early_promise": {"uuid": early.uuid, "indicator": promise.uuid},
        "agreement": {"year": early.period.year, "unit": unit.uuid},
        "agreement_file": {"uuid": job.uuid},
    }
