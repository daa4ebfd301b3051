"""C.1.3, HASIL EVALUASI KINERJA PEGAWAI with quantitative results."""

from __future__ import annotations

from django.conf import settings

from appraisal.evaluation_rows import looked_at
from appraisal.models import Evaluation, Origin, PartyRole, WindowCode
from appraisal.papers.distribution_curve import curve
from appraisal.papers.paper import (
    PERIOD_PRINTED,
    Paper,
    Person,
    Signature,
    appraiser_of,
    head,
    means,
    signed_on,
    snapshot,
)
from appraisal.papers.work_targets import behaviours, said, sections
from appraisal.paperwork import result_at_signature
from appraisal.rating import PREDICATE_PRINTED, RATING_PRINTED, Predicate, Rating
from appraisal.workflow.signing import current_rating
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


SIGNED_BY = {
    Origin.REVIEWER: ("Atasan Pejabat Penilai Kinerja", "conclude"),
    Origin.OBJECTION: ("Atasan Pejabat Penilai Kinerja", "change"),
}


def signers_signature(evaluation: Evaluation, *, number: str = "") -> Signature:
    """The block of whoever signed the evaluation: the appraiser, or his superior in his place."""
    day, origin = signed_on(evaluation), Origin(evaluation.origin or Origin.APPRAISER)
    label, action = SIGNED_BY.get(origin, ("Pejabat Penilai Kinerja", "deliver"))
    role = PartyRole.REVIEWER if origin in SIGNED_BY else PartyRole.APPRAISER
    reviewer = snapshot(evaluation.appraisal, PartyRole.REVIEWER, day)
    party = reviewer if role == PartyRole.REVIEWER else appraiser_of(evaluation, day)
    how = means(evaluation, action, evaluation.signed_at) if evaluation.signed_at else ""
    label = f"{number} {label}".strip()
    return Signature(label, Person.of(party), how, settings.AGENCY_PLACE, day, role)


def build(evaluation: Evaluation) -> Paper:
    """C.1.3 with the parties and the feedback of the day of the signature.

    Raises ValueError for an evaluation that is not signed yet.
    """
    appraisal, day = evaluation.appraisal, signed_on(evaluation)
    rating = current_rating(evaluation)
    if rating is None:
        raise ValueError("Evaluasi ini belum punya rating, jadi belum ada dokumennya.")
    record = list(appraisal.record.filter(day__range=(looked_at(evaluation)[0], day)))
    result, predicate = result_at_signature(evaluation), Predicate(evaluation.predicate)
    parties = snapshot(appraisal, PartyRole.APPRAISEE, day), appraiser_of(evaluation, day)
    context = head(appraisal.period, *parties) | {
        "window": PERIOD_PRINTED[WindowCode(evaluation.window)],
        "result": result,
        "curve": curve(result.predicate, predicate),
        "sections": sections(evaluation, achieved(evaluation), record),
        "behaviours": behaviours(appraisal, record),
        "general_feedback": [said(entry) for entry in record if not entry.target_id and not entry.value],
        "results_rating": RATING_PRINTED[Rating(rating.results)],
        "behaviour_rating": RATING_PRINTED[Rating(rating.behaviour)],
        "predicate": PREDICATE_PRINTED[predicate],
        "signatures": (signers_signature(evaluation),),
        "without_self_assessment": evaluation.self_submitted_at is None,
    }
    return Paper("C.1.3", "Hasil Evaluasi Kinerja Pegawai", "pdf/c_1_3.html", context)
