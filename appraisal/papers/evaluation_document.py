"""DOKUMEN EVALUASI KINERJA PEGAWAI: the paper that is signed, returned and reported.

D.1.1 bears the appraiser's signature, D.1.2 his superior's, D.1.3 a decision on an objection with all three.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils import timezone

from appraisal import letterhead
from appraisal.models import Evaluation, EvaluationStatus, Origin, PartyRole, WindowCode
from appraisal.papers.emblem import address
from appraisal.papers.evaluation_result import CHOICES, signers_signature
from appraisal.papers.paper import (
    PERIOD_PRINTED,
    Paper,
    Person,
    Signature,
    appraiser_of,
    means,
    moment,
    printed,
    signed_on,
    snapshot,
)
from appraisal.papers.subject import Subject
from appraisal.paperwork import result_at_signature
from appraisal.rating import PREDICATE_PRINTED, Predicate

FORMS: dict[str, str] = {Origin.REVIEWER: "D.1.2", Origin.OBJECTION: "D.1.3"}
BLOCKS = (
    ("1", "PEGAWAI YANG DINILAI", PartyRole.APPRAISEE),
    ("2", "PEJABAT PENILAI KINERJA", PartyRole.APPRAISER),
    ("3", "ATASAN PEJABAT PENILAI KINERJA", PartyRole.REVIEWER),
)

APPRAISEE, APPRAISER, REVIEWER = (
    "Pegawai yang Dinilai",
    "Pejabat Penilai Kinerja",
    "Atasan Pejabat Penilai Kinerja",
)
ROOM = "\n \n"  # two lines to write on
# Labels with the numbers of the forms, and whose of the three blocks above; in the order they print.
BLANK_SIGNATURES = {
    "D.1.1": ((f"7. {APPRAISEE}", 0), (f"6. {APPRAISER}", 1)),
    "D.1.2": ((f"7. {APPRAISEE}", 0), (f"6. {REVIEWER}", 2)),
    "D.1.3": ((f"10. {APPRAISEE}", 0), (f"9. {APPRAISER}", 1), (f"11. {REVIEWER}", 2)),
}


def build(evaluation: Evaluation) -> Paper:
    """The form that the signature makes it, with the parties of its day.

    Raises ValueError for an evaluation that is not signed yet: `blank` prints that.
    """
    appraisal, day = evaluation.appraisal, signed_on(evaluation)
    people = [
        (
            number,
            title,
            Person.of(
                appraiser_of(evaluation, day)
                if role == PartyRole.APPRAISER
                else snapshot(appraisal, role, day)
            ),
        )
        for number, title, role in BLOCKS
    ]
    decided = evaluation.origin == Origin.OBJECTION
    form = FORMS.get(evaluation.origin, "D.1.1")
    context = {
        "form": form,
        "agency": settings.AGENCY_NAME,
        **_head(),
        "period": appraisal.period,
        "window": PERIOD_PRINTED[WindowCode(evaluation.window)],
        "people": people,
        "result": result_at_signature(evaluation),
        "predicate": PREDICATE_PRINTED[Predicate(evaluation.predicate)],
        "note": printed(evaluation.note),
        "recommendations": [printed(row.text) for row in evaluation.recommendations.all()],
        "decided": decided,
        "objection": _objection(evaluation) if decided else None,
        "signatures": _signatures(evaluation, [person for _number, _title, person in people]),
    }
    return Paper(form, "Dokumen Evaluasi Kinerja Pegawai", "pdf/d_1_1.html", context)


def _head() -> dict[str, Any]:
    """LAMBANG GARUDA, and the address of the letterhead where the agency wrote one."""
    row = letterhead.current()
    return {"emblem": address(row), "letterhead": letterhead.lines(row)}


def blank(subject: Subject, form: str) -> Paper:
    """The official empty form with its people; all choices as the regulation prints them."""
    people = [subject.appraisee, subject.appraiser, subject.reviewer]
    context = {
        "form": form,
        "agency": settings.AGENCY_NAME,
        **_head(),
        "period": subject.appraisal.period,
        "window": PERIOD_PRINTED[subject.window],
        "people": [
            (number, title, person) for (number, title, _role), person in zip(BLOCKS, people, strict=True)
        ],
        "result": {"words": CHOICES["result"]},
        "predicate": CHOICES["predicate"],
        "note": ROOM,
        "objection": dict.fromkeys(("reasons", "explanation", "decision"), ROOM) if form == "D.1.3" else None,
        "signatures": [
            Signature(label, people[at], "", subject.place, empty=True)
            for label, at in BLANK_SIGNATURES[form]
        ],
    }
    return Paper(form, "Dokumen Evaluasi Kinerja Pegawai", "pdf/d_1_1.html", context)


def _objection(evaluation: Evaluation) -> dict[str, str]:
    """Rows 6 to 8 of D.1.3, in the words of the parties."""
    row = evaluation.objections.exclude(decision="").order_by("decided_at").last()
    if row is None:
        raise LookupError("a decided evaluation has its objection")
    return {
        "reasons": printed(row.reasons),
        "explanation": printed(row.appraiser_explanation),
        "decision": printed(row.decision_text),
    }


def _signatures(evaluation: Evaluation, people: list[Person]) -> tuple[Signature, ...]:
    """Two of D.1.1 and D.1.2, three of D.1.3, with the numbers of the forms."""
    appraisee, appraiser, _reviewer = people
    if evaluation.origin != Origin.OBJECTION:
        signer = signers_signature(evaluation, number="6.")
        return _appraisees_signature(evaluation, appraisee, "7"), signer
    return (
        _appraisees_signature(evaluation, appraisee, "10"),
        Signature("9. Pejabat Penilai Kinerja", appraiser, _explained(evaluation), party=PartyRole.APPRAISER),
        signers_signature(evaluation, number="11."),
    )


def _explained(evaluation: Evaluation) -> str:
    """What the appraiser gave to the decision: his explanation stands in row 7, with its day."""
    event = evaluation.events.filter(action="explain_as_appraiser").order_by("at", "pk").last()
    return (
        f"Penjelasan disampaikan di aplikasi Kinerja, {moment(event.at)}" if event else "belum ditandatangani"
    )


def _appraisees_signature(evaluation: Evaluation, person: Person, number: str) -> Signature:
    label, returned_at = f"{number}. Pegawai yang Dinilai", evaluation.returned_at
    if returned_at is None:
        final = evaluation.status == EvaluationStatus.FINAL
        how = "tidak ditandatangani" if final else "belum ditandatangani"
        return Signature(label, person, how, party=PartyRole.APPRAISEE)
    return Signature(
        label,
        person,
        means(evaluation, _signing_step(evaluation), returned_at),
        letterhead.place(),
        timezone.localdate(returned_at),
        PartyRole.APPRAISEE,
    )


def _signing_step(evaluation: Evaluation) -> str:
    """Signing has its own step, as has recording it; accepting signs too, if that was not done before."""
    steps = evaluation.events.filter(action__in=["sign", "sign_by_personnel"], at__gte=evaluation.signed_at)
    found = steps.order_by("-at", "-pk").values_list("action", flat=True).first()
    return found or "accept"
