"""D.1.1, DOKUMEN EVALUASI KINERJA PEGAWAI: the paper that is signed, returned and reported."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone

from appraisal.models import Evaluation, EvaluationStatus, PartyRole, WindowCode
from appraisal.papers.emblem import emblem
from appraisal.papers.evaluation_result import appraisers_signature
from appraisal.papers.paper import (
    PERIOD_PRINTED,
    Paper,
    Person,
    Signature,
    means,
    printed,
    signed_on,
    snapshot,
)
from appraisal.paperwork import result_at_signature
from appraisal.rating import PREDICATE_PRINTED, Predicate

BLOCKS = (
    ("1", "PEGAWAI YANG DINILAI", PartyRole.APPRAISEE),
    ("2", "PEJABAT PENILAI KINERJA", PartyRole.APPRAISER),
    ("3", "ATASAN PEJABAT PENILAI KINERJA", PartyRole.REVIEWER),
)


def build(evaluation: Evaluation) -> Paper:
    """D.1.1 with the parties of the day of the signature.

    Raises ValueError for an evaluation that is not signed yet.
    """
    appraisal, day = evaluation.appraisal, signed_on(evaluation)
    people = [(number, title, Person.of(snapshot(appraisal, role, day))) for number, title, role in BLOCKS]
    context = {
        "agency": settings.AGENCY_NAME,
        "emblem": emblem() is not None,
        "period": appraisal.period,
        "window": PERIOD_PRINTED[WindowCode(evaluation.window)],
        "people": people,
        "result": result_at_signature(evaluation),
        "predicate": PREDICATE_PRINTED[Predicate(evaluation.predicate)],
        "note": printed(evaluation.note),
        "recommendations": [printed(row.text) for row in evaluation.recommendations.all()],
        "signatures": (
            _appraisees_signature(evaluation, people[0][2]),
            appraisers_signature(evaluation, label="6. Pejabat Penilai Kinerja"),
        ),
    }
    return Paper("D.1.1", "Dokumen Evaluasi Kinerja Pegawai", "pdf/d_1_1.html", context)


def _appraisees_signature(evaluation: Evaluation, person: Person) -> Signature:
    label, returned_at = "7. Pegawai yang Dinilai", evaluation.returned_at
    if returned_at is None:
        final = evaluation.status == EvaluationStatus.FINAL
        return Signature(label, person, "tidak ditandatangani" if final else "belum ditandatangani")
    return Signature(
        label,
        person,
        means(evaluation, _signing_step(evaluation), returned_at),
        settings.AGENCY_PLACE,
        timezone.localdate(returned_at),
    )


def _signing_step(evaluation: Evaluation) -> str:
    """Signing has its own step; accepting signs too, if that was not done before."""
    signed = evaluation.events.filter(action="sign", at__gte=evaluation.signed_at).exists()
    return "sign" if signed else "accept"
