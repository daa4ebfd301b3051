"""HASIL EVALUASI KINERJA PEGAWAI: C.1.1, C.1.2 and C.1.3, filled once it is signed."""

from __future__ import annotations

from typing import Any

from appraisal import letterhead
from appraisal.distribution import UNIT_PREDICATE_PRINTED
from appraisal.evaluation_rows import looked_at
from appraisal.models import Evaluation, Origin, PartyRole
from appraisal.papers.distribution_curve import curve
from appraisal.papers.paper import (
    PERIOD_PRINTED,
    Paper,
    Person,
    Signature,
    appraiser_of,
    means,
    signed_on,
    snapshot,
)
from appraisal.papers.subject import Subject
from appraisal.papers.work_targets import APPROACH, WHO, behaviours, said, sections, titled
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
    return Signature(label, Person.of(party), how, letterhead.place(), day, role)


TABLES = {
    "C.1.1": "pdf/_results_told.html",
    "C.1.2": "pdf/_results_leader.html",
    "C.1.3": "pdf/_results.html",
}
MEASURES = "Ukuran Keberhasilan/ Indikator Kinerja Individu, Target, dan Perspektif"
# Footnote signs: of the printed form, and of ours, whose choices are made ('pilih salah satu' falls away).
SIGNS = {"choose": "", "rating": "*", "window": "**", "perspective": "***"}
BLANK_SIGNS = {"choose": "*", "rating": "**", "window": "***", "perspective": "****"}
CHOICES = {
    "result": "/ ".join(UNIT_PREDICATE_PRINTED.values()),
    "rating": "/ ".join(RATING_PRINTED.values()),
    "predicate": "/ ".join(PREDICATE_PRINTED.values()),
}
TITLE = "Hasil Evaluasi Kinerja Pegawai"


def build(subject: Subject) -> Paper:
    """With the parties and the feedback of the day of the signature; before it the official empty form."""
    if subject.signed is None:
        return _blank(subject)
    evaluation, day = subject.signed, subject.day
    rating = current_rating(evaluation)
    if rating is None:
        raise ValueError("Evaluasi ini belum punya rating, jadi belum ada dokumennya.")
    record = list(subject.appraisal.record.shown().filter(day__range=(looked_at(evaluation)[0], day)))
    result, predicate = result_at_signature(evaluation), Predicate(evaluation.predicate)
    context = _frame(subject) | {
        "signs": SIGNS,
        "measures": f"{MEASURES}{SIGNS['perspective']}:",
        "result": result.words,
        "curve": curve(result.predicate, predicate),
        "sections": sections(subject, achieved(evaluation), record),
        "behaviours": behaviours(subject, record),
        "general_feedback": [said(entry) for entry in record if not entry.target_id and not entry.value],
        "results_rating": RATING_PRINTED[Rating(rating.results)],
        "behaviour_rating": RATING_PRINTED[Rating(rating.behaviour)],
        "predicate": PREDICATE_PRINTED[predicate],
        "signatures": (signers_signature(evaluation),),
        "without_self_assessment": evaluation.self_submitted_at is None,
    }
    return Paper(subject.shape.result_form, TITLE, "pdf/c_1_3.html", context)


def _frame(subject: Subject) -> dict[str, Any]:
    """What the form has whether it is filled or not."""
    shape = subject.shape
    form = shape.result_form
    who = "" if shape.qualitative else WHO[shape.leads]
    return titled(subject, form, APPROACH[shape.qualitative], who) | {
        "window": PERIOD_PRINTED[subject.window],
        "table": TABLES[form],
        "leads": shape.leads,
    }


def _blank(subject: Subject) -> Paper:
    """The SKP's rows with room for the rest, and all choices as the regulation prints them."""
    signer = Signature("Pejabat Penilai Kinerja", subject.appraiser, "", subject.place, empty=True)
    context = _frame(subject) | {
        "signs": BLANK_SIGNS,
        "measures": f"{MEASURES}{BLANK_SIGNS['perspective']}:",
        "blank": True,
        "result": CHOICES["result"],
        "curve": None,
        "sections": sections(subject),
        "behaviours": behaviours(subject),
        "general_feedback": [],
        "results_rating": CHOICES["rating"],
        "behaviour_rating": CHOICES["rating"],
        "predicate": CHOICES["predicate"],
        "signatures": (signer,),
    }
    return Paper(subject.shape.result_form, TITLE, "pdf/c_1_3.html", context)
