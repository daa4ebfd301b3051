"""Asking for the official document of an evaluation, in the transaction of the step that makes it due.

The effects of the workflow call `ask`; `appraisal.documents` renders. What the appraiser saw as the
organisation's result when signing is fixed here, because a later result changes no signed document.
"""

from __future__ import annotations

from dataclasses import dataclass

from appraisal.distribution import UNIT_PREDICATE_PRINTED, UnitPredicate
from appraisal.models import Evaluation
from appraisal.unit_results import UnitResult, counted
from employees import outbox
from employees.models import Outbox

KIND = "document"
LOW_PRIORITY = 8
DELIVERY = "deliver"


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
    """Have the document rendered after this step. A re-delivery has its own signature, so its own rows."""
    payload = {"evaluation": str(evaluation.uuid)}
    if step == DELIVERY:
        result = PrintedResult.of(counted(evaluation))
        payload |= {"predicate": result.predicate or "", "remark": result.remark}
    outbox.put(KIND, _key(evaluation, step), payload, priority=LOW_PRIORITY)


def result_at_signature(evaluation: Evaluation) -> PrintedResult:
    """The organisation's result as it stood at the signature; today's for what was signed outside (imports)."""
    row = Outbox.objects.filter(kind=KIND, key=_key(evaluation, DELIVERY)).first()
    if row is None:
        return PrintedResult.of(counted(evaluation))
    predicate = row.payload["predicate"]
    return PrintedResult(UnitPredicate(predicate) if predicate else None, row.payload["remark"])


def _key(evaluation: Evaluation, step: str) -> str:
    signed_at = evaluation.signed_at.isoformat() if evaluation.signed_at else ""
    return f"{KIND}:{evaluation.uuid}:{signed_at}:{step}"
