"""Changes of the SKP and the running year. This world's year is rated, so nothing of its SKP is changed any more."""

from __future__ import annotations

from typing import Any

from appraisal.models import Evaluation, TargetRevision
from appraisal.revision_rows import snapshot
from tests.access.plan import NO, cells


def kinds(_world: Any, evaluation: Evaluation) -> dict[str, dict[str, Any]]:
    """A draft that the rating of the year came before."""
    appraisal = evaluation.appraisal
    now = snapshot(appraisal)
    revision = TargetRevision.objects.create(appraisal=appraisal, old=now, new=now)
    here = {"uuid": appraisal.uuid, "revision": revision.uuid}
    return {
        "revision": here,
        "revision_target": here | {"target": appraisal.targets.first().uuid},
        "revision_step": here | {"action": "propose"},
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
]
