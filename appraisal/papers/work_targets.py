"""SASARAN KINERJA PEGAWAI (A.1.1, A.1.2, A.1.6, A.1.7), and the rows that the B and C forms share with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone

from appraisal import letterhead
from appraisal.models import (
    Appraisal,
    FeedbackEntry,
    GiverRole,
    Party,
    PartyRole,
    TargetIndicator,
    WorkTarget,
)
from appraisal.papers.paper import Paper, Person, Signature, head, moment, printed, snapshot
from appraisal.papers.subject import Subject
from appraisal.shape import Shape
from appraisal.values import VALUE_BEHAVIOURS, VALUE_LABELS

SECTIONS = ((WorkTarget.Kind.MAIN, "A. UTAMA"), (WorkTarget.Kind.ADDITIONAL, "B. TAMBAHAN"))
LETTERS_A_LINE = 20  # at least, in the narrowest column of the forms
SHORT_LINES = 30  # a landscape page holds some forty under the table's head


def is_short(text: str) -> bool:
    """Whether a cell fits on a page for sure: a row of such cells is never split over two."""
    return len(text) / LETTERS_A_LINE + text.count("\n") <= SHORT_LINES


@dataclass(frozen=True)
class IndicatorRow:
    """`aspect` is the perspective of a leader's indicator."""

    aspect: str
    text: str
    goal: str
    achieved: str = ""

    @property
    def told(self) -> str:
        """Indicator and target in one sentence, as the qualitative forms have it."""
        return ", ".join(filter(None, (self.text, self.goal)))

    @property
    def short(self) -> bool:
        return all(map(is_short, (self.text, self.goal, self.achieved)))


@dataclass(frozen=True)
class TargetRow:
    """One rencana hasil kerja over the rows of its indicators; feedback is about the whole of it."""

    number: int
    intervened: str
    result: str
    indicators: tuple[IndicatorRow, ...]
    feedback: tuple[str, ...] = ()

    @property
    def short(self) -> bool:
        return all(map(is_short, (self.intervened, self.result, "\n".join(self.feedback))))


@dataclass(frozen=True)
class Section:
    title: str
    targets: tuple[TargetRow, ...]


@dataclass(frozen=True)
class BehaviourRow:
    number: int
    value: str
    behaviours: tuple[str, str, str]
    expectation: str
    feedback: tuple[str, ...] = ()

    @property
    def short(self) -> bool:
        return is_short(self.expectation) and is_short("\n".join(self.feedback))


BLANK = IndicatorRow("", "", "")


def sections(
    subject: Subject,
    achieved: dict[int, str] | None = None,
    feedback: Iterable[FeedbackEntry] = (),
) -> tuple[Section, ...]:
    """A. UTAMA and B. TAMBAHAN, numbered through; `achieved` is the realisasi by indicator id.

    Without any result both have the empty row of the official form.
    """
    if not subject.targets:
        return tuple(
            Section(title, (TargetRow(number, " ", "", (BLANK,)),))
            for number, (_kind, title) in enumerate(SECTIONS, start=1)
        )
    entries = list(feedback)
    found: list[Section] = []
    number = 0
    for kind, title in SECTIONS:
        rows: list[TargetRow] = []
        for target in (target for target in subject.targets if target.kind == kind):
            number += 1
            rows.append(
                TargetRow(
                    number,
                    printed(target.intervened),
                    result_of(target, subject.shape),
                    tuple(_row(one, achieved or {}) for one in target.indicators.all()) or (BLANK,),
                    tuple(said(entry) for entry in entries if entry.target_id == target.pk),
                )
            )
        found.append(Section(title, tuple(rows)))
    return tuple(found)


def result_of(target: WorkTarget, shape: Shape) -> str:
    """The result, with who assigned it where the form asks for that, in the words of the filled examples."""
    words = printed(target.result)
    if shape.names_assigner and target.assigned_by:
        return f"{words} (Penugasan dari {printed(target.assigned_by)})"
    return words


def _row(indicator: TargetIndicator, achieved: dict[int, str]) -> IndicatorRow:
    return IndicatorRow(
        indicator.get_aspect_display() or indicator.get_perspective_display(),
        printed(indicator.text),
        printed(indicator.goal),
        printed(achieved.get(indicator.pk, "")),
    )


def said(entry: FeedbackEntry) -> str:
    """A feedback cell's line as the filled examples have it: 'Pimpinan: …', 'Pihak lain (nama): …'."""
    name = (
        f" ({printed(entry.shown_name)})" if entry.shown_name and entry.giver_role != GiverRole.LEADER else ""
    )
    return f"{entry.get_giver_role_display()}{name}: {printed(entry.text)}"


def behaviours(subject: Subject, feedback: Iterable[FeedbackEntry] = ()) -> tuple[BehaviourRow, ...]:
    """The seven values of BerAKHLAK with the leader's special expectation and what was said about each."""
    rows = () if subject.empty else subject.appraisal.expectations.all()
    expected = {row.value: row.text for row in rows}
    entries = list(feedback)
    return tuple(
        BehaviourRow(
            number,
            VALUE_LABELS[value],
            VALUE_BEHAVIOURS[value],
            printed(expected.get(value.value, "")),
            tuple(said(entry) for entry in entries if entry.value == value.value),
        )
        for number, value in enumerate(VALUE_LABELS, start=1)
    )


TABLES = {
    "A.1.1": "pdf/_plan_told.html",
    "A.1.2": "pdf/_plan_leader.html",
    "A.1.6": "pdf/_plan_told.html",
    "A.1.7": "pdf/_plan.html",
}
MEASURES = {
    "A.1.1": "Ukuran keberhasilan/ Indikator Kinerja Individu, Target, dan Perspektif:",
    "A.1.6": "Ukuran keberhasilan/ indikator kinerja individu dan Target:",
}
APPROACH = {True: "PENDEKATAN HASIL KERJA KUALITATIF", False: "PENDEKATAN HASIL KERJA KUANTITATIF"}
WHO = {
    True: "BAGI PEJABAT PIMPINAN TINGGI DAN PIMPINAN UNIT KERJA MANDIRI",
    False: "BAGI PEJABAT ADMINISTRASI DAN PEJABAT FUNGSIONAL",
}


def build(subject: Subject) -> Paper:
    """The SKP of its kind and approach as it was set: parties of that day, both signatures by their means."""
    appraisal, shape = subject.appraisal, subject.shape
    appraisee, appraiser = planners(appraisal)
    context = head(appraisal.period, appraisee, appraiser) | {
        "form": shape.form,
        "approach": APPROACH[shape.qualitative],
        "who": WHO[shape.leads],
        "table": TABLES[shape.form],
        "measures": MEASURES.get(shape.form, ""),
        "star": "**" if shape.form == "A.1.7" else "*",
        "leads": shape.leads,
        "sections": sections(subject),
        "behaviours": behaviours(subject),
        "signatures": planned_signatures(appraisal),
    }
    return Paper(shape.form, "Sasaran Kinerja Pegawai", "pdf/a_1_7.html", context)


def titled(subject: Subject, form: str, approach: str = "", who: str = "") -> dict[str, Any]:
    """The lines over a form and its blocks of people, as they stand on the subject's day.

    B.1.4 and C.1.2 ask for the appraiser's agency in place of the unit (text lines 2997, 4491).
    """
    by_agency = form in {"B.1.4", "C.1.2"}
    return {
        "form": form,
        "approach": approach,
        "who": who,
        "agency": settings.AGENCY_NAME,
        "period": subject.appraisal.period,
        "appraisee": subject.appraisee,
        "appraiser": subject.appraiser,
        "from_agency": settings.AGENCY_NAME if by_agency else "",
    }


def planners(appraisal: Appraisal) -> tuple[Party | None, Party | None]:
    """Appraisee and appraiser of the day the SKP was set; of the year's first while it is not."""
    set_on = timezone.localdate(appraisal.set_at) if appraisal.set_at else appraisal.period.starts_on
    roles = (PartyRole.APPRAISEE, PartyRole.APPRAISER)
    appraisee, appraiser = (snapshot(appraisal, role, set_on) for role in roles)
    return appraisee, appraiser


def planned_signatures(appraisal: Appraisal) -> tuple[Signature, Signature]:
    """Of the SKP and its annex: proposed by the one, set by the other."""
    appraisee, appraiser = planners(appraisal)
    return _proposed(appraisal, appraisee), _set(appraisal, appraiser)


def _proposed(appraisal: Appraisal, appraisee: Party | None) -> Signature:
    how = "tidak ditandatangani (ditetapkan tanpa pengajuan)"
    if appraisal.proposed_at is not None:
        how = f"Diajukan di aplikasi Kinerja, {moment(appraisal.proposed_at)}"
    return Signature("Pegawai yang Dinilai", Person.of(appraisee), how, party=PartyRole.APPRAISEE)


def _set(appraisal: Appraisal, appraiser: Party | None) -> Signature:
    """The appraiser, or the appraiser's superior where he set it after the limit (text line 2680)."""
    label, signer, role = "Pejabat Penilai Kinerja", appraiser, PartyRole.APPRAISER
    if appraisal.set_at is None:
        return Signature(label, Person.of(signer), "belum ditetapkan")
    day = timezone.localdate(appraisal.set_at)
    reviewer = snapshot(appraisal, PartyRole.REVIEWER, day)
    if reviewer is not None and reviewer.employee_id == appraisal.set_by_id:
        label, signer = "Atasan Pejabat Penilai Kinerja", reviewer
        role = PartyRole.REVIEWER
    how = f"Ditetapkan di aplikasi Kinerja, {moment(appraisal.set_at)}"
    return Signature(label, Person.of(signer), how, letterhead.place(), day, role)
