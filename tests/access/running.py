"""Changes of the SKP and the running year. This world's year is rated, so nothing of its SKP is changed any more."""

from __future__ import annotations

from typing import Any

from appraisal.models import Criterion, Evaluation, TargetRevision
from appraisal.revision_rows import snapshot
from tests.access.plan import NO, anybody, cells


def kinds(_world: Any, evaluation: Evaluation) -> dict[str, dict[str, Any]]:
    """A draft that the rating of the year came before."""
    appraisal = evaluation.appraisal
    now = snapshot(appraisal)
    revision = TargetRevision.objects.create(appraisal=appraisal, old=now, new=now)
    here = {"uuid": appraisal.uuid, "revision": revision.uuid}
    criterion = Criterion.objects.create(
        period=appraisal.period, name="Kehadiran", above="a", meets="m", below="b"
    )
    return {
        "criterion": {"uuid": criterion.uuid},
        "revision": here,
        "revision_target": here | {"target": appraisal.targets.first().uuid},
        "revision_step": here | {"action": "propose"},
    }


def desk(personnel: int, *, auditor: int = 403, unit: int | None = None) -> dict[str, int]:
    """A page of the desk for personnel of any unit."""
    nobody = dict.fromkeys(("appraisee", "appraiser", "reviewer", "stranger"), 403)
    own = unit or personnel
    return nobody | {
        "anonymous": 302,
        "unit_personnel": own,
        "other_unit_personnel": own,
        "personnel": personnel,
        "auditor": auditor,
    }


ROWS = [
    ("revision_new", "appraisal", "GET", cells(302)),
    ("revision_new", "appraisal", "POST", cells(302)),
    ("revision", "revision", "GET", cells(200)),
    ("revision", "revision", "POST", NO),
    ("revision_target_new", "revision", "GET", cells(409)),
    ("revision_target_new", "revision", "POST", cells(409)),
    ("revision_target_edit", "revision_target", "GET", cells(409)),
    ("revision_target_edit", "revision_target", "POST", cells(409)),
    ("revision_target_delete", "revision_target", "GET", NO),
    ("revision_target_delete", "revision_target", "POST", cells(409)),
    ("revision_act", "revision_step", "GET", NO),
    ("revision_act", "revision_step", "POST", cells(409)),
    ("action_plan", "appraisal", "GET", cells(200)),
    ("action_plan", "appraisal", "POST", cells(409)),
    ("documentation", "appraisal", "GET", cells(200)),
    ("documentation", "appraisal", "POST", NO),
    ("evidence_reuse", "target", "GET", cells(409)),
    ("evidence_reuse", "target", "POST", cells(409)),
    ("take_over", "target", "GET", cells(409, appraiser=200)),
    ("take_over", "target", "POST", cells(409, appraiser=422)),
    ("help_queue", "none", "GET", anybody(200)),
    ("help_queue", "none", "POST", NO),
    ("help_answer", "entry", "GET", NO),
    ("help_answer", "entry", "POST", cells(409)),
    ("appraisal_criteria", "appraisal", "GET", cells(200)),
    ("appraisal_criteria", "appraisal", "POST", NO),
    ("criteria", "none", "GET", desk(200, auditor=200)),
    ("criteria", "none", "POST", desk(405, auditor=405)),
    ("criterion_new", "none", "GET", desk(200)),
    ("criterion_new", "none", "POST", desk(422)),
    ("criterion_edit", "criterion", "GET", desk(200, unit=404)),
    ("criterion_edit", "criterion", "POST", desk(422, unit=404)),
    ("criterion_publish", "criterion", "GET", desk(405)),
    ("criterion_publish", "criterion", "POST", desk(409, unit=404)),
    ("criterion_delete", "criterion", "GET", desk(405)),
    ("criterion_delete", "criterion", "POST", desk(302, unit=404)),
    ("attendance", "none", "GET", desk(200)),
    ("attendance", "none", "POST", desk(422)),
    ("attendance_apply", "none", "GET", desk(405)),
    ("attendance_apply", "none", "POST", desk(409)),
]
