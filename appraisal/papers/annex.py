"""A.1.8, LAMPIRAN SASARAN KINERJA PEGAWAI: resources, accountability, consequences; part of everybody's SKP."""

from __future__ import annotations

from appraisal.models import AnnexLine
from appraisal.papers.paper import Paper, printed
from appraisal.papers.subject import Subject
from appraisal.papers.work_targets import planned_signatures, titled

TITLES = {
    AnnexLine.Kind.RESOURCE: "DUKUNGAN SUMBER DAYA",
    AnnexLine.Kind.ACCOUNTABILITY: "SKEMA PERTANGGUNGJAWABAN",
    AnnexLine.Kind.CONSEQUENCE: "KONSEKUENSI",
}


def build(subject: Subject) -> Paper:
    """The three lists as agreed; a list without a line keeps its empty one."""
    lines = list(subject.appraisal.annex.order_by("order", "pk"))
    parts = [
        (title, [printed(one.text) for one in lines if one.kind == kind] or [""])
        for kind, title in TITLES.items()
    ]
    context = titled(subject, "A.1.8") | {
        "parts": parts,
        "signatures": planned_signatures(subject.appraisal),
    }
    return Paper("A.1.8", "Lampiran Sasaran Kinerja Pegawai", "pdf/a_1_8.html", context)
