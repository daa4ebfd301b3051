"""Roles in the matrix: written by the leader, offered to a person, taken over as a target with one click.

What a cell says is a rencana hasil kerja in waiting (text lines 1956, 2010): taken over, it becomes a target of
the member's own draft SKP that serves the leader's result.
"""

from __future__ import annotations

import uuid as uuid_module
from collections.abc import Mapping

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from appraisal import revisions, workflow
from appraisal.acts import record_act
from appraisal.matrix import Column, Matrix
from appraisal.models import Appraisal, AppraisalStatus, PartyRole, RoleMatrixCell, TargetRevision, WorkTarget
from appraisal.revision_rows import TargetData
from appraisal.workflow import Act, Refused
from employees.models import Employee
from employees.notifications import Line, notify_all

PROPOSED = "SKP Anda sedang diajukan. Tarik kembali dahulu, lalu ambil peran ini."
ASSIGNED = TargetRevision.Cause.ASSIGNMENT


def write(
    matrix: Matrix, member: Employee, texts: Mapping[str, str], *, by: Employee, version: int | None
) -> None:
    """One person's line of the matrix, by column name; an empty text takes a role away.

    What was taken over already is the member's and stays. A text that changes waits to be offered anew.

    Raises:
        Refused: the matrix is not this person's, or its year is closed.
        Conflict: the matrix was saved in the meantime.
    """
    with workflow.editing(matrix.leader, "matrix", by=by, version=version):
        cells = matrix.leader.matrix_cells.filter(team=matrix.team, member=member)
        stored = {(one.column_id, one.indicator_id): one for one in cells.select_for_update(of=("self",))}
        for column in matrix.columns:
            if column.name in texts:
                _write_cell(matrix, member, column, stored.get(column.key), texts[column.name].strip())


def _write_cell(
    matrix: Matrix, member: Employee, column: Column, cell: RoleMatrixCell | None, text: str
) -> None:
    if cell is None:
        if text:
            RoleMatrixCell.objects.create(
                leader=matrix.leader, team=matrix.team, column=column.target, indicator=column.indicator,
                member=member, text=text,
            )  # fmt: skip
    elif cell.target_id is not None or cell.text == text:
        return
    elif text:
        cell.text, cell.offered_at = text, None
        cell.save(update_fields=["text", "offered_at"])
    else:
        cell.delete()


def offer(matrix: Matrix, *, by: Employee) -> int:
    """Offer every role that was written and not offered yet; each person is told once. Returns how many roles.

    Raises:
        Refused: the matrix is not this person's, or its year is closed.
    """
    with workflow.editing(matrix.leader, "matrix", by=by) as leader:
        waiting = leader.matrix_cells.filter(team=matrix.team, offered_at=None, target=None)
        cells = list(waiting.select_for_update(of=("self",)).select_related("member"))
        now = timezone.now()
        leader.matrix_cells.filter(pk__in=[cell.pk for cell in cells]).update(offered_at=now)
        if cells:
            record_act(leader, "roles_offered", "Peran dalam matriks ditawarkan", Act(by=by, at=now))
        people = {cell.member_id: cell.member for cell in cells}
        _tell(leader, people, f"{now:%Y%m%d%H%M%S%f}")
    return len(cells)


def _tell(leader: Appraisal, people: Mapping[int, Employee], moment: str) -> None:
    theirs = Appraisal.objects.alive().filter(period=leader.period_id, employee__in=people)
    pages = {row.employee_id: reverse("role_offers", args=[row.uuid]) for row in theirs}
    notify_all(
        Line(
            one,
            key=f"roles:{leader.uuid}:{moment}",
            title=f"{leader.employee.full_name} menawarkan peran kepada Anda",
            body="Baca, lalu ambil menjadi rencana hasil kerja Anda.",
            url=pages.get(pk, ""),
            subject="Anda mendapat tawaran peran",
        )
        for pk, one in people.items()
    )


def of(appraisal: Appraisal) -> QuerySet[RoleMatrixCell]:
    """What leaders offered to this person for this year, taken over or not."""
    rows = RoleMatrixCell.objects.filter(
        member=appraisal.employee_id, leader__period=appraisal.period_id, offered_at__isnull=False
    )
    living = rows.exclude(leader__status=AppraisalStatus.CLOSED)
    return living.select_related("leader__employee", "column", "indicator", "team", "target")


def waiting(appraisal: Appraisal) -> QuerySet[RoleMatrixCell]:
    """Those that wait for an answer."""
    return of(appraisal).filter(target__isnull=True)


def refusal(appraisal: Appraisal, by: Employee) -> str:
    """Why this person may not take a role over into this SKP now; "" means he may."""
    if appraisal.status == AppraisalStatus.RUNNING:
        return revisions.opening_refusal(appraisal, by, ASSIGNED)
    reason = workflow.editing_refusal(appraisal, "targets", by)
    return PROPOSED if reason and appraisal.status == AppraisalStatus.PROPOSED else reason


@transaction.atomic
def take(appraisal: Appraisal, cell_uuid: uuid_module.UUID, *, by: Employee) -> WorkTarget | None:
    """Make a target of an offer; a second click finds the first one's target.

    While the SKP runs the target waits in a revision's draft (None); both bear the offer's uuid, so that
    `link` finds them once the revision is agreed.

    Raises:
        Refused: the offer is gone, or the SKP is not open to this person now.
    """
    cell = of(appraisal).select_for_update(of=("self",)).filter(uuid=cell_uuid).first()
    if cell is None:
        raise Refused(
            "Tawaran ini sudah ditarik atau diubah oleh pimpinan. Lihat daftar tawaran yang terbaru."
        )
    if cell.target is not None:
        return cell.target
    if reason := refusal(appraisal, by):
        raise Refused(reason)
    if appraisal.status == AppraisalStatus.RUNNING:
        _into_revision(appraisal, cell, by)
        return None
    with workflow.editing(appraisal, "targets", by=by) as row:
        cell.target = WorkTarget.objects.create(
            appraisal=row, uuid=cell.uuid, kind=WorkTarget.Kind.MAIN, parent=cell.column, result=cell.text,
            assigned_by=_assigner(cell),
            order=row.targets.filter(kind=WorkTarget.Kind.MAIN).count(),
        )  # fmt: skip
        cell.save(update_fields=["target"])
        act = Act(by=by, at=timezone.now(), note=cell.text)
        record_act(row, "role_taken", "Peran dari matriks menjadi rencana hasil kerja", act)
    return cell.target


def _into_revision(appraisal: Appraisal, cell: RoleMatrixCell, by: Employee) -> None:
    reason = f"Peran dari matriks {cell.leader.employee.full_name}"
    revision = revisions.open_revision(appraisal, by=by, cause=ASSIGNED, reason=reason)
    if str(cell.uuid) in {one["uuid"] for one in revision.new}:
        return
    data: TargetData = {
        "uuid": str(cell.uuid),
        "kind": WorkTarget.Kind.MAIN,
        "parent": str(cell.column.uuid),
        "result": cell.text,
        "assigned_by": _assigner(cell),
        "indicators": [],
    }
    revisions.add_target(revision, data)


def _assigner(cell: RoleMatrixCell) -> str:
    """As forms A.1.1, A.1.2 and A.1.6 print it: the team, else the leader's post."""
    if cell.team is not None:
        return cell.team.name
    party = cell.leader.party(PartyRole.APPRAISEE, timezone.localdate())
    return party.position[:200] if party else ""


def in_revision(appraisal: Appraisal) -> frozenset[str]:
    """The uuids of targets that wait in the open revision; none when there is no revision."""
    revision = revisions.standing(appraisal)
    return frozenset(one["uuid"] for one in revision.new) if revision else frozenset()
