"""The year of an appraisal as a way with stations: what is done, what is now, and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from appraisal.models import (
    Appraisal,
    AppraisalStatus,
    Evaluation,
    EvaluationStatus,
    EvaluationWindow,
    WindowCode,
)
from employees.dates import dated

S = EvaluationStatus
BEFORE_DELIVERY = frozenset({S.OPEN, S.ASSESSED, S.RATED, S.OVERDUE})


@dataclass(frozen=True)
class Station:
    """One entry of components/_stepper.html."""

    label: str
    state: str
    date: date | None = None
    note: str = ""


def stations(
    appraisal: Appraisal, evaluation: Evaluation | None, window: EvaluationWindow | None, today: date
) -> list[Station]:
    """From SKP to final. `evaluation` is the yearly one, None while it is not open; `window` tells its dates."""
    lapsed = evaluation is not None and evaluation.status == S.VOID
    counts = None if lapsed else evaluation
    found = [_targets(appraisal, today), _running(appraisal, counts)]
    if lapsed or (counts is None and appraisal.status == AppraisalStatus.CLOSED):
        return [*found, *_never_reached("gugur" if lapsed else "")]
    if evaluation is None:
        opens = window.opens_on if window else None
        due = window.self_due_on if window else None
        ends = window.ends_on if window else None
        note = f"dibuka {dated(opens)}" if opens else ""
        found += [Station("Penilaian diri", "todo", due, note), Station("Evaluasi", "todo", ends)]
        return found + [Station(label, "todo") for label in ("Dialog", "Tanda tangan", "Final")]
    return [*found, _self(evaluation, today), *_judged(evaluation, today), *_closed(evaluation, today)]


def yearly_evaluation(appraisal: Appraisal) -> Evaluation | None:
    """The yearly evaluation that counts, else the one that lapsed when the appraisal closed."""
    rows = appraisal.evaluations.filter(window=WindowCode.YEAR)
    return rows.exclude(status=S.VOID).first() or rows.last()


def yearly_window(appraisal: Appraisal) -> EvaluationWindow | None:
    return EvaluationWindow.objects.filter(period=appraisal.period_id, code=WindowCode.YEAR).first()


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def _targets(appraisal: Appraisal, today: date) -> Station:
    if appraisal.set_at is not None:
        return Station("SKP", "done", _day(appraisal.set_at), "ditetapkan")
    if appraisal.status == AppraisalStatus.CLOSED:
        return Station("SKP", "todo", note="ditutup sebelum ditetapkan")
    state = "late" if today > appraisal.targets_due_on else "now"
    return Station("SKP", state, appraisal.targets_due_on)


def _running(appraisal: Appraisal, evaluation: Evaluation | None) -> Station:
    ends = appraisal.period.ends_on
    if evaluation is not None and appraisal.set_at:
        return Station("Pelaksanaan", "done", evaluation.opens_on)
    if evaluation is not None or appraisal.status == AppraisalStatus.CLOSED:
        last = appraisal.closed_on if evaluation is None else None
        return Station("Pelaksanaan", "done" if appraisal.set_at else "todo", last or ends)
    now = appraisal.status == AppraisalStatus.RUNNING
    return Station("Pelaksanaan", "now" if now else "todo", ends)


def _never_reached(note: str) -> list[Station]:
    """What a year that ended before its evaluation has no days for."""
    rest = [Station(label, "todo") for label in ("Dialog", "Tanda tangan", "Final")]
    return [Station("Penilaian diri", "todo"), Station("Evaluasi", "todo", note=note), *rest]


def _self(evaluation: Evaluation, today: date) -> Station:
    label, due = "Penilaian diri", evaluation.self_due_on
    if evaluation.self_submitted_at is not None:
        note = "terlambat" if evaluation.self_late else ""
        return Station(label, "done", _day(evaluation.self_submitted_at), note)
    if evaluation.self_skipped or evaluation.status not in BEFORE_DELIVERY:
        return Station(label, "done", due, "tanpa penilaian diri")
    return Station(label, "late" if today > due else "now", due)


def _judged(evaluation: Evaluation, today: date) -> list[Station]:
    ends = evaluation.ends_on
    waits = "late" if today > ends else "now"
    rated, signed = _day(evaluation.rated_at), _day(evaluation.signed_at)
    if evaluation.status in {S.OPEN, S.VOID} and rated is None:
        return [Station("Evaluasi", "todo", ends), Station("Dialog", "todo")]
    if rated is None:
        return [Station("Evaluasi", waits, ends), Station("Dialog", "todo")]
    dialogue = Station("Dialog", "done", signed) if signed else Station("Dialog", waits, ends)
    return [Station("Evaluasi", "done", rated), dialogue]


def _closed(evaluation: Evaluation, today: date) -> list[Station]:
    due, final = evaluation.reply_due_on, _day(evaluation.final_at)
    if evaluation.signed_at is None or due is None:
        return [Station("Tanda tangan", "todo"), Station("Final", "todo")]
    if evaluation.returned_at is not None:
        signature = Station("Tanda tangan", "done", _day(evaluation.returned_at))
    elif final is not None:
        signature = Station("Tanda tangan", "done", due, "tidak ditandatangani")
    else:
        signature = Station("Tanda tangan", "late" if today > due else "now", due)
    last = "done" if final else "now" if evaluation.returned_at else "todo"
    return [signature, Station("Final", last, final or due)]
