"""Undoing a wrong closing, such as a move of the wrong person, while nothing signed rests on it.

What was unsigned comes back as it stood. The successor that the move opened is closed as opened in error; what was
written there stays readable, and is not carried over.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from appraisal import ending, planned, team_changes
from appraisal.acts import record_act
from appraisal.models import (
    Appraisal,
    AppraisalStatus,
    ClosedReason,
    Evaluation,
    EvaluationStatus,
    Event,
    PartyRole,
    Period,
)
from appraisal.windows import open_evaluations_of
from appraisal.workflow import Act, Actor, Refused, holds
from appraisal.workflow.doors import locked
from appraisal.workflow.signing import current_rating
from employees.models import Employee, Leave

S = EvaluationStatus
BY_LEAVE = (ClosedReason.LONG_LEAVE, ClosedReason.EXEMPT)
TOLD = (PartyRole.APPRAISEE, PartyRole.APPRAISER, PartyRole.REVIEWER)


def refusal(appraisal: Appraisal, by: Employee) -> str:
    """Why the closing may not be undone; "" means it may."""
    if not holds(appraisal, Actor.PERSONNEL, Act.asked(by)):
        return "Penutupan hanya dapat dibatalkan oleh pengelola kepegawaian unitnya, bukan oleh pegawainya sendiri."
    if appraisal.status != AppraisalStatus.CLOSED:
        return "Kinerja ini tidak ditutup."
    closed = appraisal.closed_reason == ClosedReason.PERIOD_CLOSED
    if closed or appraisal.period.status == Period.Status.CLOSED:
        return f"Periode {appraisal.period.year} sudah ditutup, jadi kinerjanya tidak dibuka kembali."
    return _on_leave(appraisal) or _followed(appraisal)


def _on_leave(appraisal: Appraisal) -> str:
    if appraisal.closed_reason not in BY_LEAVE or appraisal.closed_on is None:
        return ""
    first = appraisal.closed_on + ending.ONE_DAY
    if Leave.objects.filter(employee=appraisal.employee_id).touching(first, first).exists():
        return "Cuti yang menutup kinerja ini masih tercatat. Perbaiki atau hapus catatan cutinya dahulu."
    return ""


def _followed(appraisal: Appraisal) -> str:
    """What came after it and rests on the closing."""
    successor = Appraisal.objects.filter(predecessor=appraisal).first()
    others = Appraisal.objects.alive().filter(period=appraisal.period, employee=appraisal.employee_id)
    if successor is None:
        taken = others.exists()
        return "Pegawai ini sudah punya kinerja lain yang berjalan pada periode ini." if taken else ""
    if successor.status == AppraisalStatus.CLOSED:
        return "Kinerja di unit barunya sudah ditutup pula. Buka kembali yang itu dahulu, bila memang keliru."
    if successor.set_at is not None:
        return (
            f"SKP di {successor.unit} sudah ditetapkan pada {_day(successor.set_at)}, jadi perpindahannya tidak "
            "dibatalkan. Catat perpindahan kembali ke unit asal."
        )
    signed = successor.evaluations.filter(signed_at__isnull=False).first()
    if signed is not None:
        return (
            f"Evaluasi {signed.get_window_display()} di {successor.unit} sudah punya hasil yang ditandatangani, jadi "
            "perpindahannya tidak dibatalkan. Catat perpindahan kembali ke unit asal."
        )
    return ""


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F Y")


@transaction.atomic
def reopen(appraisal: Appraisal, *, reason: str, by: Employee) -> Event:
    """Take the closing back; the successor of a move is closed as opened in error.

    Raises:
        Refused: with the sentence for personnel; nothing was written.
    """
    if not reason.strip():
        raise Refused("Tulis alasan membatalkan penutupan dahulu.")
    row = locked(appraisal)
    successor = Appraisal.objects.filter(predecessor=row).first()
    if successor is not None:
        successor = locked(successor)
        # None of them may be signed while this is decided.
        list(successor.evaluations.select_for_update(of=("self",), no_key=True).order_by("pk"))
    if why := refusal(row, by):
        raise Refused(why)
    act = Act(by, timezone.now(), reason.strip())
    if successor is not None:
        _end(successor, act, by)
    row.status = _before(row)
    row.closed_reason, row.closed_on, row.closed_note = "", None, ""
    row.save()
    _bring_back(row)
    event = record_act(row, "reopen", "Penutupan kinerja dibatalkan", act, tells=TOLD)
    open_evaluations_of(row, timezone.localdate())
    team_changes.align([row.employee], by=by)
    appraisal.refresh_from_db()
    return event


def _end(successor: Appraisal, act: Act, by: Employee) -> None:
    """The successor, opened in error: nothing of it was signed."""
    for plan in planned.waiting().filter(appraisal=successor):
        planned.cancel(plan, by=by)
    ending.void_unsigned(successor, act)
    successor.status, successor.closed_reason = AppraisalStatus.CLOSED, ClosedReason.OPENED_IN_ERROR
    successor.closed_note, successor.predecessor = act.note, None
    successor.save()
    record_act(successor, "close", "Kinerja ditutup: perpindahannya dibatalkan", act, tells=TOLD)


def _before(row: Appraisal) -> str:
    """The status from which it was closed."""
    closing = row.events.filter(to_status=AppraisalStatus.CLOSED).exclude(from_status=AppraisalStatus.CLOSED)
    last = closing.order_by("at", "pk").last()
    if last is not None and last.from_status in AppraisalStatus.values:
        return last.from_status
    return AppraisalStatus.RUNNING if row.set_at else AppraisalStatus.PLANNING


def _bring_back(row: Appraisal) -> None:
    """Evaluations that lapsed with the closing stand again where they stood; what lapsed otherwise does not."""
    standing = set(row.evaluations.exclude(status=S.VOID).values_list("window", flat=True))
    lapsed = row.evaluations.filter(status=S.VOID).order_by("-pk")
    for evaluation in lapsed.select_for_update(of=("self",), no_key=True):
        event = evaluation.events.filter(action="void").order_by("at", "pk").last()
        if evaluation.window in standing or (event is not None and event.label != ending.LAPSED):
            continue
        standing.add(evaluation.window)
        _restore(evaluation, event.from_status if event else "")


def _restore(evaluation: Evaluation, before: str) -> None:
    assessed = evaluation.self_submitted_at is not None or evaluation.self_skipped
    evaluation.status = before or (S.ASSESSED if assessed else S.OPEN)
    rated = evaluation.status == S.RATED or (
        evaluation.status == S.OVERDUE and evaluation.overdue_from == S.RATED
    )
    given = current_rating(evaluation) if rated else None
    if given is not None and given.predicate is not None:
        evaluation.rated_at, evaluation.predicate = given.given_at, given.predicate
    elif evaluation.status == S.RATED:
        evaluation.status = S.ASSESSED
    evaluation.save()
