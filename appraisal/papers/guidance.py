"""B.1.6 to B.1.10: coaching, mentoring, how the employee saw them, competence, a behaviour problem.

Until their own records register a builder they print empty, to be filled by hand; the preparation of coaching
knows already what an employee who asks for help wrote about progress and obstacles (text lines 3199-3205).
"""

from __future__ import annotations

from dataclasses import dataclass

from appraisal.models import ProgressEntry
from appraisal.papers.paper import Paper, Person, Signature, printed
from appraisal.papers.subject import Subject
from appraisal.papers.work_targets import titled
from employees.templatetags.kinerja import number_id

DOTS = "………………………"
SOMEBODY = Person(DOTS, DOTS, "", "", "")
COACH = "Pimpinan/ Pihak Lain yang Diberikan Penugasan Khusus"
APPRAISEE = "Pegawai yang Dinilai"

QUESTIONS = (
    (
        "TENTANG PEGAWAI",
        (
            (1, "Saya merasa diperhatikan dan dipahami"),
            (2, "Saya merasa tindakan/langkah yang telah saya lakukan dihargai"),
            (3, "Saya merasa dapat dengan bebas mengemukakan pendapat/pemikiran saya"),
        ),
    ),
    (
        "TENTANG PIMPINAN/ PIHAK LAIN YANG DIBERIKAN PENUGASAN KHUSUS",
        (
            (4, "Saya merasa bahwa pandangan yang diberikan berdasarkan data/fakta yang akurat"),
            (5, "Saya merasa bahwa pandangan/pendapat yang diberikan kepada saya bersifat positif"),
            (6, "Lebih banyak menggunakan metode bertanya dibandingkan menggurui"),
        ),
    ),
    (
        "TENTANG PEGAWAI DAN PIMPINAN/ PIHAK LAIN YANG DIBERIKAN PENUGASAN KHUSUS",
        (
            (7, "Saya merasa dibantu dalam mencari solusi dan aksi tindak lanjut"),
            (8, "Saya tahu apa yang harus saya lakukan setelah mengikuti kegiatan bimbingan kinerja ini"),
            (9, "Saya memahami maksud dan tujuan kegiatan bimbingan kinerja ini"),
        ),
    ),
)
COMPETENCES = (
    (
        "Manajerial",
        (
            "Integritas",
            "Kerjasama",
            "Komunikasi",
            "Orientasi pada Hasil",
            "Pelayanan Publik",
            "Pengembangan Diri dan Orang Lain",
            "Mengelola Perubahan",
            "Pengambilan Keputusan",
        ),
    ),
    ("Sosio Kultural", ("Perekat dan Pemersatu Bangsa",)),
    ("Teknis", (DOTS,)),
)
_GIVEN, _REQUIRED = (
    "Diberikan apabila pegawai yang dinilai kompetensinya",
    "yang dipersyaratkan pada jabatan pegawai",
)
SCALE = (
    (
        "Sangat Kurang",
        (
            f"{_GIVEN} jauh dibawah standar kompetensi {_REQUIRED} bersangkutan"
            " (Tidak ada Indikator Kompetensi yang dipenuhi)"
        ),
    ),
    (
        "Kurang memadai",
        (
            f"{_GIVEN} dibawah standar kompetensi {_REQUIRED} yang bersangkutan"
            " (1-2 Indikator Kompetensi yang dipenuhi)"
        ),
    ),
    (
        "Memadai",
        (
            f"{_GIVEN} sesuai standar kompetensi {_REQUIRED} yang bersangkutan"
            " (3 Indikator Kompetensi yang dipenuhi)"
        ),
    ),
    (
        "Diatas Memadai",
        (
            f"{_GIVEN} diatas standar kompetensi {_REQUIRED} yang bersangkutan"
            " (3 Indikator Kompetensi dipenuhi dan menunjukkan perilaku di atas level kompetensinya)"
        ),
    ),
    (
        "Istimewa",
        (
            f"{_GIVEN} jauh diatas standar kompetensi {_REQUIRED} yang bersangkutan"
            " (3 Indikator Perilaku dipenuhi dan menunjukkan perilaku jauh di atas level kompetensinya)"
        ),
    ),
)


@dataclass(frozen=True)
class Fact:
    """A line of FAKTA: DIMANA SAYA SEKARANG?"""

    target: str
    progress: str
    obstacle: str
    cause: str = ""


@dataclass(frozen=True)
class Goal:
    """A line of TUJUAN: APA YANG INGIN SAYA CAPAI? The baseline is known to nobody but who fills in by hand."""

    indicator: str = ""
    goal: str = ""
    strategy: str = ""


@dataclass(frozen=True)
class Ahead:
    """A line of LANGKAH KEDEPAN; `adjusts` is YA, TIDAK or nothing."""

    indicator: str = ""
    step: str = ""
    adjusts: str = ""


def coaching(subject: Subject) -> Paper:
    """B.1.6, with the facts of those who asked for help and wait for it."""
    waiting = subject.appraisal.progress.filter(help_wanted=True, helped_at__isnull=True)
    facts = [fact_of(one) for one in waiting.select_related("target", "indicator").order_by("day", "pk")]
    context = blocks(subject, "B.1.6", (APPRAISEE, subject.appraisee), (COACH, SOMEBODY)) | {
        "goals": [Goal()],
        "facts": facts or [Fact("", "", "")],
        "solutions": "",
        "steps": [Ahead()],
    }
    return Paper("B.1.6", "Pelaksanaan Coaching", "pdf/b_1_6.html", context)


def fact_of(entry: ProgressEntry) -> Fact:
    indicator = entry.indicator
    figure = f"{number_id(entry.achieved)} {indicator.unit}".strip() if indicator and entry.achieved else ""
    goal = f"{indicator.text}: {indicator.goal}" if indicator else str(entry.target or "")
    return Fact(printed(goal), printed(figure or entry.text), printed(entry.obstacle))


def mentoring(subject: Subject) -> Paper:
    """B.1.7."""
    empty = {"aims": [("", "", "", "")] * 2, "journal": [("", "", "", "")] * 2}
    context = blocks(subject, "B.1.7", (APPRAISEE, subject.appraisee), (COACH, SOMEBODY)) | empty
    return Paper("B.1.7", "Pelaksanaan Mentoring", "pdf/b_1_7.html", context)


def view(subject: Subject) -> Paper:
    """B.1.8: nine statements, for the leader's superior."""
    context = blocks(subject, "B.1.8", (APPRAISEE, subject.appraisee)) | {
        "questions": [(who, [(number, line, "") for number, line in lines]) for who, lines in QUESTIONS]
    }
    return Paper("B.1.8", "Umpan Balik Pelaksanaan Bimbingan Kinerja", "pdf/b_1_8.html", context)


def competence(subject: Subject) -> Paper:
    """B.1.9."""
    signer = ("Pimpinan atau Pihak Lain yang Diberikan Penugasan Khusus", SOMEBODY)
    rows = [(kind, [(name, "", "") for name in names]) for kind, names in COMPETENCES]
    context = blocks(subject, "B.1.9", signer) | {"competences": rows, "scale": SCALE}
    return Paper("B.1.9", "Evaluasi Kompetensi Pegawai", "pdf/b_1_9.html", context)


def problem(subject: Subject) -> Paper:
    """B.1.10: told to the employee first, then reported (text lines 3558-3567)."""
    empty = {"expectation": "", "problem": "", "similar": "YA / TIDAK", "done": ""}
    context = blocks(subject, "B.1.10", ("Pejabat Penilai Kinerja", subject.appraiser)) | empty
    return Paper("B.1.10", "Laporan Permasalahan Perilaku Kerja", "pdf/b_1_10.html", context)


def blocks(subject: Subject, form: str, *signers: tuple[str, Person]) -> dict[str, object]:
    """Head, people, and room for the signatures: these forms are signed with pen or BSrE."""
    signatures = [Signature(label, person, "", subject.place, empty=True) for label, person in signers]
    return titled(subject, form) | {"signatures": signatures}
