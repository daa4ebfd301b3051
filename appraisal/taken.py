"""Targets that came from an offer or an assignment: they share its uuid, and are tied to it once they stand."""

from __future__ import annotations

from appraisal.models import Appraisal, Assignment, RoleMatrixCell


def link(appraisal: Appraisal) -> None:
    """Tie what was taken over while the SKP ran to its target; to be called when a revision is agreed."""
    targets = dict(appraisal.targets.values_list("uuid", "pk"))
    cells = RoleMatrixCell.objects.filter(member=appraisal.employee_id, target=None, uuid__in=targets)
    for cell in cells:
        cell.target_id = targets[cell.uuid]
    RoleMatrixCell.objects.bulk_update(cells, ["target"])
    assigned = Assignment.objects.filter(appraisal=appraisal, target=None, uuid__in=targets)
    for one in assigned:
        one.target_id = targets[one.uuid]
    Assignment.objects.bulk_update(assigned, ["target"])
