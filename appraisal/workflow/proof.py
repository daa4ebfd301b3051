"""The proof of a signature that was given outside: the signed file, and the day on which something was done.

A regional head needs no account: personnel record his act with the signed scan. A period may have its documents signed
on paper or by BSrE; then the signed file comes along as well.
"""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from appraisal.models import Evaluation, EvaluationStatus, Period
from appraisal.workflow.step import Act, Scan, Step, Subject
from employees.dates import dated
from employees.models import Employee


def signs_outside(evaluation: Evaluation) -> bool:
    """Whether the documents of the period are signed on paper or by BSrE, not by a password here."""
    return evaluation.appraisal.period.signature_mode != Period.SignatureMode.CONFIRM


def asks_for_scan(subject: Subject, step: Step, on_behalf_of: Employee | None) -> bool:
    """Whether the step takes the signed file along."""
    match step.scan:
        case Scan.NEVER:
            return False
        case Scan.ON_BEHALF:
            return on_behalf_of is not None
        case Scan.ON_PAPER:
            return on_behalf_of is not None or (isinstance(subject, Evaluation) and signs_outside(subject))
        case Scan.ALWAYS:
            return True


def asks_first(subject: Subject, step: Step, on_behalf_of: Employee | None) -> bool:
    """Whether the step has a page of its own, because it takes more than a note."""
    return step.password or step.dated or asks_for_scan(subject, step, on_behalf_of)


def missing(subject: Subject, step: Step, act: Act) -> str:
    """What a taken step still lacks; "" when nothing."""
    if not act.taken:
        return ""
    if asks_for_scan(subject, step, act.on_behalf_of) and not act.scanned:
        return f"Lampirkan dahulu berkas yang sudah ditandatangani, lalu ulangi «{step.label}»."
    if act.on_day is not None:
        return wrong_day(subject, act)
    return ""


def wrong_day(subject: Subject, act: Act) -> str:
    """A day is never after today, and never before what it follows: rating, signature, receipt, objection."""
    if act.day > act.on:
        return "Tanggalnya sesudah hari ini. Isi tanggal hari ini atau sebelumnya."
    what, before = preceding(subject) if isinstance(subject, Evaluation) else ("", None)
    if before is not None and act.day < timezone.localdate(before):
        return f"Tanggalnya sebelum {what} ({dated(timezone.localdate(before))})."
    return ""


def preceding(evaluation: Evaluation) -> tuple[str, datetime | None]:
    """What the next act follows, and when that was."""
    if evaluation.status == EvaluationStatus.DISPUTED:
        waiting = evaluation.objections.filter(withdrawn_at__isnull=True, decision="")
        return "keberatan diajukan", waiting.values_list("filed_at", flat=True).first()
    if evaluation.received_at is not None:
        return "dokumen diserahkan", evaluation.received_at
    if evaluation.signed_at is not None:
        return "dokumen ditandatangani", evaluation.signed_at
    return "rating ditetapkan", evaluation.rated_at
