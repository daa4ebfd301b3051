"""C.1.3, HASIL EVALUASI KINERJA PEGAWAI with quantitative results."""

from __future__ import annotations

from django.conf import settings

from appraisal.models import Evaluation, PartyRole, WindowCode
from appraisal.papers.distribution_curve import curve
from appraisal.papers.paper import (
    PERIOD_PRINTED,
    Paper,
    Person,
    Signature,
    head,
    means,
    signed_on,
    snapshot,
)
from appraisal.papers.work_targets import behaviours, said, sections
from appraisal.paperwork import result_at_signature
from appraisal.rating import PREDICATE_PRINTED, RATING_PRINTED, Predicate, Rating
from appraisal.workflow.conditions import current_rating
from employees.templatetags.kinerja import number_id


def achieved(evaluation: Evaluation) -> dict[int, str]:
    """REALISASI by indicator id: the words, else the figure with its unit; only what was submitted."""
    if evaluation.self_submitted_at is None:
        return {}
    return {
        row.indicator_id: row.text or f"{number_id(row.achieved)} {row.indicator.unit}".strip()
        for row in evaluation.self_figures.select_related("indicator")
        if row.text or row.achieved is not None
    }


def appraisers_signature(evaluation: Evaluation, *, label: str = "Pejabat Penilai Kinerja") -> Signature:
    """The block of whoever signed the evaluation, as appraiser of that day."""
    day = signed_on(evaluation)
    person = Person.of(snapshot(evaluation.appraisal, PartyRole.APPRAISER, day))
    how = means(evaluation, "deliver", evaluation.signed_at) if evaluation.signed_at else ""
    return Signature(label, person, how, settings.AGENCY_PLACE, day)


def build(evaluation: Evaluation) -> Paper:
    """C.1.3 with the parties and the feedback of the day of the signature.

    Raises ValueError for an evaluation that is not signed yet.
    """
    appraisal, day = evaluation.appraisal, signed_on(evaluation)
    rating = current_rating(evaluation)
    if rating is None:
        raise ValueError("Evaluasi ini belum punya rating, jadi belum ada dokumennya.")
    record = list(appraisal.record.filter(day__lte=day))
    result, predicate = result_at_signature(evaluation), Predicate(evaluation.predicate)
    parties = (snapshot(appraisal, role, day) for role in (PartyRole.APPRAISEE, PartyRole.APPRAISER))
    context = head(appraisal.period, *parties) | {
        "window": PERIOD_PRINTED[WindowCode(evaluation.window)],
        "result": result,
        "curve": curve(result.predicate, predicate),
        "sections": sections(appraisal, achieved(evaluation), record),
        "behaviours": behaviours(appraisal, record),
        "general_feedback": [said(entry) for entry in record if not entry.target_id and not entry.value],
        "results_rating": RATING_PRINTED[Rating(rating.results)],
        "behaviour_rating": RATING_PRINTED[Rating(rating.behaviour)],
        "predicate": PREDICATE_PRINTED[predicate],
        "signatures": (appraisers_signature(evaluation),),
        "without_self_assessment": evaluation.self_submitted_at is None,
    }
    return Paper("C.1.3", "Hasil Evaluasi Kinerja Pegawai", "pdf/c_1_3.html", context)
