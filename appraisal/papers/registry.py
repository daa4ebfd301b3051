"""The 24 official forms and the three papers of credit points: title, for whom, and the builder that fills it.

Which of them fit somebody follows from the appraisee's kind, the approach of the period and the window; nobody
chooses. A builder whose data lie in another app registers by code and takes the place of the empty form.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from appraisal.models import Origin
from appraisal.papers import (
    annex,
    credit_points,
    evaluation_document,
    evaluation_result,
    feedback_record,
    guidance,
    indicator_manual,
    role_matrix,
    running_year,
    work_blocks,
    work_targets,
)
from appraisal.papers.paper import Paper
from appraisal.papers.subject import Subject
from appraisal.shape import Shape
from employees.models import User

Builder = Callable[[Subject], Paper]
Reader = Callable[[Subject, User], bool]

BY_ORIGIN = {Origin.APPRAISER: "D.1.1", Origin.REVIEWER: "D.1.2", Origin.OBJECTION: "D.1.3"}


@dataclass(frozen=True)
class Form:
    """A form of the regulation. `leads` and `qualitative` None: for both kinds of appraisee, for both approaches."""

    code: str
    title: str
    builder: Builder
    leads: bool | None = None
    qualitative: bool | None = None
    matrix: bool = False
    of_credit: bool = False
    blank: Builder | None = None
    reader: Reader | None = None

    def open_to(self, subject: Subject, user: User) -> bool:
        """Whether this user may have it filled: everybody who opens the year, unless an app says otherwise."""
        return self.reader is None or self.reader(subject, user)

    def build_for(self, subject: Subject, user: User | None) -> Paper:
        """As `build`; what is not for everybody prints empty for others, and where nobody asks in person."""
        if self.blank is None or (user is not None and self.open_to(subject, user)):
            return self.build(subject)
        return self.blank(subject)

    def fits(self, subject: Subject) -> bool:
        """Whether it is a form of this person: his kind, his approach, and for D what became of the evaluation."""
        if self.of_document:
            return self.code == document_of(subject)
        if self.of_credit:
            return credit_points.concerns(subject)
        if self.matrix:
            return role_matrix.concerns(subject.appraisal)
        shape = subject.shape
        return self.leads in {None, shape.leads} and self.qualitative in {None, shape.qualitative}

    def build(self, subject: Subject) -> Paper:
        """Filled for whom it is; for anybody else, and before there are data, the official empty form."""
        if self.fits(subject) or self.of_document:
            return self.builder(subject)
        shape = subject.shape
        leads = shape.leads if self.leads is None else self.leads
        qualitative = shape.qualitative if self.qualitative is None else self.qualitative
        return self.builder(replace(subject, empty=Shape(leads=leads, qualitative=qualitative)))

    @property
    def label(self) -> str:
        """Its title with approach and kind, where several forms share one title."""
        approach = {None: "", True: "kualitatif", False: "kuantitatif"}[self.qualitative]
        kind = {None: "", True: "pimpinan", False: "pejabat administrasi dan fungsional"}[self.leads]
        return ", ".join(filter(None, (self.title, approach, kind)))

    @property
    def of_document(self) -> bool:
        """Whether it is the document of an evaluation, which is kept once it is signed."""
        return self.code in BY_ORIGIN.values()

    @property
    def of_result(self) -> bool:
        """Whether it tells a rating once it is signed."""
        return self.code[0] in "CD" or self.of_credit


def _document(form: str) -> Builder:
    """D of an evaluation that ended in this form; empty for any other."""

    def build(subject: Subject) -> Paper:
        if subject.signed is not None and document_of(subject) == form:
            return evaluation_document.build(subject.signed)
        return evaluation_document.blank(subject, form)

    return build


SKP, RESULT = "Sasaran Kinerja Pegawai", evaluation_result.TITLE
RECORD, DOCUMENT = "Rekaman Informasi Umpan Balik Berkelanjutan", "Dokumen Evaluasi Kinerja Pegawai"
_FORMS: dict[str, Form] = {
    one.code: one
    for one in (
        Form("A.1.1", SKP, work_targets.build, leads=True, qualitative=True),
        Form("A.1.2", SKP, work_targets.build, leads=True, qualitative=False),
        Form("A.1.3", "Manual Indikator Kinerja", indicator_manual.build, leads=True),
        Form("A.1.4", "Workblock Strategi Pencapaian Hasil Kerja", work_blocks.build, leads=True),
        Form("A.1.5", "Matriks Pembagian Peran dan Hasil", role_matrix.build, matrix=True),
        Form("A.1.6", SKP, work_targets.build, leads=False, qualitative=True),
        Form("A.1.7", SKP, work_targets.build, leads=False, qualitative=False),
        Form("A.1.8", "Lampiran Sasaran Kinerja Pegawai", annex.build),
        Form("B.1.1", "Rencana Aksi", running_year.action_plan),
        Form("B.1.2", "Pendokumentasian Kinerja", running_year.documentation),
        Form("B.1.3", RECORD, feedback_record.build, qualitative=True),
        Form("B.1.4", RECORD, feedback_record.build, leads=True, qualitative=False),
        Form("B.1.5", RECORD, feedback_record.build, leads=False, qualitative=False),
        Form("B.1.6", "Pelaksanaan Coaching", guidance.coaching),
        Form("B.1.7", "Pelaksanaan Mentoring", guidance.mentoring),
        Form("B.1.8", "Umpan Balik Pelaksanaan Bimbingan Kinerja", guidance.view),
        Form("B.1.9", "Evaluasi Kompetensi Pegawai", guidance.competence),
        Form("B.1.10", "Laporan Permasalahan Perilaku Kerja", guidance.problem),
        Form("C.1.1", RESULT, evaluation_result.build, qualitative=True),
        Form("C.1.2", RESULT, evaluation_result.build, leads=True, qualitative=False),
        Form("C.1.3", RESULT, evaluation_result.build, leads=False, qualitative=False),
        Form("D.1.1", DOCUMENT, _document("D.1.1")),
        Form("D.1.2", DOCUMENT, _document("D.1.2")),
        Form("D.1.3", DOCUMENT, _document("D.1.3")),
        Form(
            "KONVERSI", "Konversi Predikat Kinerja ke Angka Kredit", credit_points.conversion, of_credit=True
        ),
        Form("AKUMULASI", "Akumulasi Angka Kredit", credit_points.accumulation, of_credit=True),
        Form("PAK", "Penetapan Angka Kredit", credit_points.determination, of_credit=True),
    )
}


def register(code: str, builder: Builder, reader: Reader | None = None) -> None:
    """Give a form its data ('B.1.6'); satellites call this from `ready()`. `reader`: who alone may have them."""
    empty = _FORMS[code].builder if reader else None
    _FORMS[code] = replace(_FORMS[code], builder=builder, reader=reader, blank=empty)


def form(code: str) -> Form:
    """Raises KeyError for what the regulation does not have."""
    return _FORMS[code]


def codes() -> list[str]:
    """A.1.1 to D.1.3 in the regulation's order, then the papers of credit points."""
    return list(_FORMS)


def forms_of(subject: Subject) -> list[Form]:
    """The forms of this person in this window, in the regulation's order."""
    return [one for one in _FORMS.values() if one.fits(subject)]


def document_of(subject: Subject) -> str:
    """Which of D.1.1, D.1.2 and D.1.3 the evaluation is or will be."""
    row = subject.signed
    return BY_ORIGIN.get(Origin(row.origin), "D.1.1") if row is not None and row.origin else "D.1.1"


def attached(subject: Subject) -> tuple[str, str]:
    """What goes with D: the result (C) and the SKP (A) of the person's kind and approach (text lines 4698-4706)."""
    return subject.shape.result_form, subject.shape.form
