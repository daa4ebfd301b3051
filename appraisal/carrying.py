"""Carrying the old unit's periodic result to the new unit, by agreement of the new appraiser and the employee.

PermenPANRB 6/2022, text lines 3749-3767: after a move the new appraiser evaluates on the new unit's result, or
both agree to use the former period's result. The yearly evaluation is always the new appraiser's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from appraisal import ending, standing
from appraisal.acts import record_act
from appraisal.models import (
    Appraisal,
    AppraisalStatus,
    CarriedResult,
    Evaluation,
    EvaluationStatus,
    EvaluationWindow,
    Origin,
    OverallRating,
    PartyRole,
    WindowCode,
)
from appraisal.workflow import Act, Refused
from appraisal.workflow.doors import locked
from employees.models import Employee

BOTH = (PartyRole.APPRAISEE, PartyRole.APPRAISER)
# What the old unit's evaluation says and when; the window keeps its own dates.
CARRIED = (
    "note", "unit_predicate", "unit_remark", "predicate", "rated_at", "signed_at", "signed_by", "received_at",
    "returned_at", "reply_due_on",
)  # fmt: skip


@dataclass(frozen=True)
class Offer:
    """A window of the new unit for which the old unit's result may be used, and who has agreed."""

    window: EvaluationWindow
    source: Evaluation
    appraisee_agreed_at: datetime | None
    appraiser_agreed_at: datetime | None

    def agreed(self, role: PartyRole) -> bool:
        return bool(self.appraisee_agreed_at if role == PartyRole.APPRAISEE else self.appraiser_agreed_at)


def former_result(successor: Appraisal) -> Evaluation | None:
    """The last final result before the move: of the old appraisal, else of the year before (Sari's example)."""
    rows = Evaluation.objects.filter(
        appraisal__employee=successor.employee_id, status=EvaluationStatus.FINAL, carried_from__isnull=True
    ).exclude(appraisal=successor)
    earlier = rows.filter(appraisal__period__year__lte=successor.period.year)
    return earlier.select_related("appraisal__unit", "appraisal__period").order_by("-opens_on", "-pk").first()


def offers(successor: Appraisal) -> list[Offer]:
    """Open periodic windows of somebody who moved, in which nothing is signed yet."""
    source = former_result(successor) if successor.predecessor_id else None
    if source is None or successor.status == AppraisalStatus.CLOSED:
        return []
    today = timezone.localdate()
    signed = set(successor.evaluations.filter(signed_at__isnull=False).values_list("window", flat=True))
    agreed = {row.window: row for row in successor.carried_results.filter(source=source)}
    windows = successor.period.windows.exclude(code=WindowCode.YEAR).order_by("opens_on")
    return [
        Offer(
            window,
            source,
            agreed[window.code].appraisee_agreed_at if window.code in agreed else None,
            agreed[window.code].appraiser_agreed_at if window.code in agreed else None,
        )
        for window in windows
        if window.is_open(today) and window.code not in signed
    ]


def role_of(successor: Appraisal, person: Employee) -> PartyRole | None:
    """As what somebody would agree."""
    today = timezone.localdate()
    return next((role for role in BOTH if standing.holds(successor, role, person, today)), None)


@transaction.atomic
def agree(successor: Appraisal, window: str, *, by: Employee) -> Evaluation | None:
    """One side agrees; once both have, the result counts in the window and is returned.

    Raises:
        Refused: with the sentence for the user.
    """
    row = locked(successor)
    offer = _offer(row, window)
    role = role_of(row, by)
    if role is None:
        raise Refused("Hanya pegawai dan pejabat penilainya yang baru yang dapat menyepakati hasil lama.")
    now = timezone.now()
    stored, _made = CarriedResult.objects.update_or_create(
        successor=row, window=window, defaults={"source": offer.source}
    )
    if role == PartyRole.APPRAISEE:
        stored.appraisee_agreed_at = stored.appraisee_agreed_at or now
    elif stored.appraiser_agreed_at is None:
        stored.appraiser_agreed_at, stored.appraiser_agreed_by = now, by
    stored.save()
    record_act(
        row,
        "agree_carry",
        f"Pemakaian hasil unit lama disetujui {role.label.lower()}",
        Act(by, now, f"{offer.window.get_code_display()}: {offer.source.get_predicate_display()}."),
        tells=BOTH,
    )
    if stored.appraisee_agreed_at and stored.appraiser_agreed_at:
        return carry(offer.source, row, window, by)
    return None


@transaction.atomic
def withdraw(successor: Appraisal, window: str, *, by: Employee) -> None:
    """Take one's own agreement back while the other has not agreed.

    Raises:
        Refused: the result counts already, or this person agreed to nothing.
    """
    row = locked(successor)
    role = role_of(row, by)
    stored = CarriedResult.objects.filter(successor=row, window=window).first()
    if stored is None or role is None or not _offer(row, window).agreed(role):
        raise Refused("Tidak ada persetujuan Anda yang dapat ditarik kembali.")
    if role == PartyRole.APPRAISEE:
        stored.appraisee_agreed_at = None
    else:
        stored.appraiser_agreed_at = stored.appraiser_agreed_by = None
    stored.save()
    act = Act(by, timezone.now(), f"{stored.get_window_display()}.")
    record_act(row, "withdraw_carry", "Persetujuan memakai hasil unit lama ditarik", act, tells=BOTH)


def _offer(row: Appraisal, window: str) -> Offer:
    for offer in offers(row):
        if offer.window.code == window:
            return offer
    raise Refused(
        "Hasil unit lama tidak dapat dipakai untuk evaluasi ini: masanya belum atau tidak lagi terbuka."
    )


def carry(source: Evaluation, successor: Appraisal, window: str, by: Employee) -> Evaluation:
    """Write the old unit's result into the new unit's window as final; what was begun there lapses.

    In the transaction of the agreement; the successor is locked by the caller.
    """
    act = Act(by, timezone.now())
    begun = successor.evaluations.filter(window=window).exclude(status=EvaluationStatus.VOID)
    for evaluation in begun.select_for_update(of=("self",), no_key=True):
        if evaluation.signed:
            raise Refused("Evaluasi ini sudah ditandatangani.")
        ending.void(evaluation, successor, act, "Evaluasi gugur: hasil unit lama dipakai")
    dates = successor.period.windows.get(code=window)
    carried = Evaluation(
        appraisal=successor,
        window=window,
        status=EvaluationStatus.FINAL,
        opens_on=dates.opens_on,
        self_due_on=dates.self_due_on,
        ends_on=dates.ends_on,
        self_skipped=True,
        origin=Origin.APPRAISER,
        carried_from=source,
        final_at=act.at,
    )
    for name in CARRIED:
        setattr(carried, name, getattr(source, name))
    carried.save()
    _copy_rating(source, carried)
    where = f"{source.get_window_display()} {source.appraisal.period.year} dari {source.appraisal.unit}"
    record_act(
        successor,
        "carry",
        "Hasil unit lama dipakai dengan kesepakatan",
        Act(by, act.at, f"{where}: {source.get_predicate_display()}."),
        tells=BOTH,
        evaluation=carried,
    )
    return carried


def _copy_rating(source: Evaluation, carried: Evaluation) -> None:
    given = source.ratings.filter(given_at__isnull=False).order_by("given_at", "pk").last()
    if given is not None:
        OverallRating.objects.create(
            evaluation=carried,
            origin=Origin.APPRAISER,
            by=given.by,
            results=given.results,
            results_reason=given.results_reason,
            behaviour=given.behaviour,
            behaviour_reason=given.behaviour_reason,
            guards_others=given.guards_others,
            given_at=given.given_at,
        )
