"""Asking for the official document of an evaluation, in the transaction of the step that makes it due.

The effects of the workflow call `ask`; `appraisal.documents` renders. What the appraiser saw as the
organisation's result when signing is fixed in the evaluation, because a later result changes no signed document.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from appraisal.distribution import UNIT_PREDICATE_PRINTED, UnitPredicate
from appraisal.models import Document, Evaluation
from appraisal.unit_results import UnitResult, counted
from employees import outbox

KIND = "document"
LOW_PRIORITY = 8


@dataclass(frozen=True)
class PrintedResult:
    """CAPAIAN KINERJA ORGANISASI as the forms print it; `predicate` is None where it prints '–'."""

    predicate: UnitPredicate | None
    remark: str = ""

    @classmethod
    def of(cls, result: UnitResult | None) -> PrintedResult:
        if result is None or result.row is None:
            return cls(None)
        provisional = "(sementara)" if result.row.provisional else ""
        return cls(
            UnitPredicate(result.row.predicate),
            "(capaian tahun sebelumnya)" if result.of_last_year else provisional,
        )

    @property
    def words(self) -> str:
        """'BAIK', 'BAIK (sementara)', 'BAIK (capaian tahun sebelumnya)' or '–'."""
        if self.predicate is None:
            return "–"
        return f"{UNIT_PREDICATE_PRINTED[self.predicate]} {self.remark}".strip()


def ask(evaluation: Evaluation, step: str) -> None:
    """Have the document rendered after this step. A step can be taken again, so each asking has its own row."""
    key = f"{KIND}:{evaluation.uuid}:{timezone.now().isoformat()}:{step}"
    outbox.put(KIND, key, {"evaluation": str(evaluation.uuid)}, priority=LOW_PRIORITY)


def replace(evaluation: Evaluation) -> None:
    """Mark what was printed as 'diganti': its signature was taken back."""
    evaluation.documents.filter(status=Document.Status.VALID).update(status=Document.Status.REPLACED)


def fix_result(evaluation: Evaluation, counted_result: UnitResult | None) -> None:
    """Write the organisation's result of this moment into the evaluation that is being signed."""
    result = PrintedResult.of(counted_result)
    evaluation.unit_predicate = result.predicate or ""
    evaluation.unit_remark = result.remark


def result_at_signature(evaluation: Evaluation) -> PrintedResult:
    """The organisation's result as it stood at the signature; today's for what was signed before the import."""
    if evaluation.appraisal.imported:
        return PrintedResult.of(counted(evaluation))
    predicate = evaluation.unit_predicate
    return PrintedResult(UnitPredicate(predicate) if predicate else None, evaluation.unit_remark)
