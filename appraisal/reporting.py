"""Pelaporan: which report a signature makes due, and what becomes of it (text lines 4694-4795).

The effects of the workflow call `create` and `withdraw`; nothing here asks the workflow, `report_sending` does.
"""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from appraisal.models import Evaluation, Origin, Report
from appraisal.shape import shape_of
from appraisal.working_days import working_day

REPORT_DAYS = 30  # working days after the evaluation window (lines 4771, 4791)
LATE_SIGNATURE_DAYS = 7  # ours: a document that was signed after that limit can only be reported afterwards
FORMS: dict[str, str] = {Origin.REVIEWER: "D.1.2", Origin.OBJECTION: "D.1.3"}
OWN_FORM = "D.1.1"


def create(evaluation: Evaluation) -> Report:
    """The report of the signature that the evaluation bears now; it replaces the one before.

    Safe to repeat: a signature has one report.
    """
    signed_at, signer = evaluation.signed_at, evaluation.signed_by
    if signed_at is None or signer is None:
        raise ValueError("An unsigned evaluation is not reported.")
    report, made = Report.objects.get_or_create(
        evaluation=evaluation,
        signed_at=signed_at,
        defaults={
            "form": FORMS.get(evaluation.origin, OWN_FORM),
            "sender": signer,
            "receiver": evaluation.appraisal.period.report_receiver,
            "due_on": due_on(evaluation.ends_on, timezone.localdate(signed_at)),
        },
    )
    if made:
        _standing(evaluation).exclude(pk=report.pk).update(replaced_by=report)
    return report


def due_on(window_ends_on: date, signed_on: date) -> date:
    """30 working days after the window, whenever within it was signed."""
    limit = working_day(window_ends_on, REPORT_DAYS)
    return limit if signed_on <= limit else working_day(signed_on, LATE_SIGNATURE_DAYS)


def withdraw(evaluation: Evaluation) -> None:
    """The signature was taken back: its report, unless it went out already, is not due any more.

    What it had replaced stands again: a decision that is reopened leaves the document under objection.
    """
    report = _standing(evaluation).filter(sent_at__isnull=True).first()
    if report is not None:
        Report.objects.filter(replaced_by=report).update(replaced_by=None)
        report.delete()


def _standing(evaluation: Evaluation) -> QuerySet[Report]:
    return Report.objects.filter(evaluation=evaluation, replaced_by__isnull=True)


def attachments(report: Report) -> tuple[str, str]:
    """The forms that go with it: the result of the evaluation (C) and the SKP (A), line 4698."""
    shape = shape_of(report.evaluation.appraisal)
    return shape.result_form, shape.form
