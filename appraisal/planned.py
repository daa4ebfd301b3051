"""Moves, new parties and closings that are recorded before their day, and carrying them out when it comes.

A plan is checked when it is made and again on its day, by the same commands. What can no longer be done then
keeps its refusal and waits for personnel; the beat tries nothing twice that was done or cancelled.
"""

from __future__ import annotations

import logging
from collections import Counter
from datetime import date

from django.db import OperationalError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from appraisal import ending, moves, parties
from appraisal.acts import record_act
from appraisal.models import Appraisal, ClosedReason, PartyRole, PlannedMove
from appraisal.moves import Move
from appraisal.parties import Cause, Change
from appraisal.workflow import Act, Refused
from appraisal.workflow.doors import locked
from employees.models import Employee, User

logger = logging.getLogger(__name__)
Kind = PlannedMove.Kind


def waiting(rows: QuerySet[PlannedMove] | None = None) -> QuerySet[PlannedMove]:
    """Plans that are neither carried out nor cancelled."""
    found = PlannedMove.objects.all() if rows is None else rows
    return found.filter(done_at__isnull=True, cancelled_at__isnull=True)


def visible_to(user: User) -> QuerySet[PlannedMove]:
    """Waiting plans of people whose parties this user may change."""
    return waiting().filter(appraisal__in=parties.manageable(user).values("pk"))


# --- made at once, or planned -------------------------------------------------------
@transaction.atomic
def move(appraisal: Appraisal, wanted: Move, *, by: Employee) -> Appraisal | PlannedMove:
    """Move somebody: now, or when the day comes.

    Raises:
        Refused: with the sentence for personnel.
    """
    if wanted.on <= timezone.localdate():
        return moves.move(appraisal, wanted, by=by)
    if why := moves.refusal(locked(appraisal), wanted, by):
        raise Refused(why)
    plan = PlannedMove(
        kind=Kind.MOVE,
        on_day=wanted.on,
        unit=wanted.unit,
        appraiser=wanted.appraiser,
        reviewer=wanted.reviewer,
        position=wanted.position,
        note=wanted.note,
    )
    return _keep(appraisal, plan, by)


@transaction.atomic
def change_parties(appraisal: Appraisal, change: Change, *, by: Employee) -> PlannedMove | None:
    """Change the parties (None), or plan it for its day where somebody succeeds: what the old one keeps shows then.

    Raises:
        Refused: with the sentence for personnel.
    """
    if change.on <= timezone.localdate() or not change.cause.succeeds:
        parties.change_parties(appraisal, change, by=by)
        return None
    row = locked(appraisal)
    if why := parties.refusal(row, change, by):
        raise Refused(why)
    if change.until is not None:
        raise Refused("Pergantian untuk sementara dicatat sebagai penugasan Plt./Plh.")
    held = {party.role: party.employee for party in row.parties.on(change.on).select_related("employee")}
    wanted = {role: change.wanted.get(role, held.get(role)) for role in parties.CHANGEABLE}
    plan = PlannedMove(
        kind=Kind.PARTIES,
        on_day=change.on,
        appraiser=wanted[PartyRole.APPRAISER],
        reviewer=wanted[PartyRole.REVIEWER],
        note=change.reason,
    )
    return _keep(appraisal, plan, by)


@transaction.atomic
def close(
    appraisal: Appraisal, reason: ClosedReason, *, on: date, note: str, by: Employee | None
) -> PlannedMove | None:
    """Close now (None), or plan it for its day.

    Raises:
        Refused: with the sentence for personnel.
    """
    if on <= timezone.localdate():
        ending.close(appraisal, reason, on=on, note=note, by=by)
        return None
    if why := ending.refusal(locked(appraisal), on, by):
        raise Refused(why)
    plan = PlannedMove(kind=Kind.CLOSE, on_day=on, closed_reason=reason, note=note)
    return _keep(appraisal, plan, by)


def _keep(appraisal: Appraisal, plan: PlannedMove, by: Employee | None) -> PlannedMove:
    """One waiting plan an appraisal; the row is locked by the caller."""
    earlier = waiting().filter(appraisal=appraisal).first()
    if earlier is not None:
        day = date_format(earlier.on_day, "j F Y")
        raise Refused(
            f"Sudah ada rencana untuk {day}: {earlier.get_kind_display().lower()}. Batalkan rencana itu dahulu."
        )
    if by is None:
        raise Refused("Rencana dicatat oleh pengelola kepegawaian.")
    plan.appraisal, plan.planned_by, plan.planned_at = appraisal, by, timezone.now()
    plan.save()
    words = f"{plan.get_kind_display()} direncanakan untuk {date_format(plan.on_day, 'j F Y')}.\n{plan.note}"
    record_act(
        appraisal,
        "plan_move",
        "Perubahan direncanakan",
        Act(by, timezone.now(), words.strip()),
        tells=(PartyRole.APPRAISEE, PartyRole.APPRAISER),
    )
    return plan


@transaction.atomic
def cancel(plan: PlannedMove, *, by: Employee) -> None:
    """Drop a plan that is not carried out.

    Raises:
        Refused: it was carried out or cancelled in the meantime.
    """
    row = waiting(PlannedMove.objects.select_for_update(of=("self",))).filter(pk=plan.pk).first()
    if row is None:
        raise Refused("Rencana ini sudah dilaksanakan atau dibatalkan.")
    row.cancelled_by, row.cancelled_at = by, timezone.now()
    row.save(update_fields=["cancelled_by", "cancelled_at"])
    words = f"{row.get_kind_display()} pada {date_format(row.on_day, 'j F Y')} dibatalkan."
    record_act(
        row.appraisal,
        "cancel_move",
        "Rencana dibatalkan",
        Act(by, timezone.now(), words),
        tells=(PartyRole.APPRAISEE, PartyRole.APPRAISER),
    )


# --- when the day comes -------------------------------------------------------------
def carry_out(today: date) -> Counter[str]:
    """Everything whose day has come, a transaction a plan; safe to run any number of times, also at once."""
    taken: Counter[str] = Counter()
    for pk in waiting().filter(on_day__lte=today, refusal="").values_list("pk", flat=True):
        try:
            done = _carry_out(pk)
        except Refused as why:
            PlannedMove.objects.filter(pk=pk, done_at=None).update(refusal=str(why)[:500])
            taken["refused"] += 1
        except OperationalError:
            logger.warning("Plan %s: somebody holds the row", pk)
        else:
            taken[done] += bool(done)
    return +taken


@transaction.atomic
def _carry_out(pk: int) -> str:
    """Returns the kind of what was done, '' when another run was quicker."""
    rows = PlannedMove.objects.select_for_update(of=("self",), skip_locked=True)
    related = ("appraisal__employee", "appraisal__period", "unit", "appraiser", "reviewer")
    plan = waiting(rows).filter(pk=pk).select_related(*related).first()
    if plan is None:
        return ""
    match Kind(plan.kind):
        case Kind.MOVE:
            _move(plan)
        case Kind.PARTIES:
            wanted = {PartyRole.APPRAISER: plan.appraiser, PartyRole.REVIEWER: plan.reviewer}
            parties.change_parties(
                plan.appraisal, Change(wanted, plan.on_day, plan.note, Cause.MOVED), by=None
            )
        case Kind.CLOSE:
            reason = ClosedReason(plan.closed_reason)
            ending.close(plan.appraisal, reason, on=plan.on_day, note=plan.note, by=None)
    plan.done_at = timezone.now()
    plan.save(update_fields=["done_at"])
    return str(plan.kind)


def _move(plan: PlannedMove) -> None:
    if plan.unit is None:
        raise LookupError("the database lets no move through without its unit")
    wanted = Move(plan.unit, plan.on_day, plan.appraiser, plan.reviewer, plan.note, plan.position)
    moves.move(plan.appraisal, wanted, by=None)
