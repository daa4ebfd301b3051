"""B.1.3, B.1.4 and B.1.5, REKAMAN INFORMASI UMPAN BALIK BERKELANJUTAN of a window."""

from __future__ import annotations

from datetime import date

from appraisal import windows
from appraisal.models import FeedbackEntry, WindowCode
from appraisal.papers.paper import PERIOD_PRINTED, Paper, Signature, printed
from appraisal.papers.subject import Subject
from appraisal.papers.work_targets import APPROACH, WHO, behaviours, said, sections, titled
from employees.templatetags.kinerja import number_id

TABLES = {
    "B.1.3": "pdf/_results_told.html",
    "B.1.4": "pdf/_results_leader.html",
    "B.1.5": "pdf/_results.html",
}
MEASURES = "Ukuran keberhasilan dan Target:"


def build(subject: Subject) -> Paper:
    """What was said and documented in the window; both sign on paper."""
    shape = subject.shape
    form, first, last = shape.record_form, *_days(subject)
    record: list[FeedbackEntry] = []
    if not subject.empty:
        record = list(subject.appraisal.record.shown().filter(day__range=(first, last)))
    who = "" if shape.qualitative else WHO[shape.leads]
    labels = (("Pegawai yang Dinilai", subject.appraisee), ("Pejabat Penilai Kinerja", subject.appraiser))
    context = titled(subject, form, APPROACH[shape.qualitative], who) | {
        "window": PERIOD_PRINTED[subject.window],
        "table": TABLES[form],
        "measures": MEASURES,
        "sections": sections(subject, _documented(subject, first, last), record),
        "behaviours": behaviours(subject, record),
        "general_feedback": [said(entry) for entry in record if not entry.target_id and not entry.value],
        "signatures": [Signature(one, who, "", subject.place, empty=True) for one, who in labels],
    }
    return Paper(form, "Rekaman Informasi Umpan Balik Berkelanjutan", "pdf/b_1_5.html", context)


def _days(subject: Subject) -> tuple[date, date]:
    """The days of the window; the yearly one is about the whole year."""
    period = subject.appraisal.period
    if subject.window == WindowCode.YEAR:
        return period.starts_on, max(period.ends_on, subject.day)
    covered = windows.span(period, subject.window)
    return covered.starts_on, covered.ends_on


def _documented(subject: Subject, first: date, last: date) -> dict[int, str]:
    """REALISASI by indicator: the latest figure that was documented by the window's end, else the latest words."""
    found: dict[int, str] = {}
    entries = subject.appraisal.progress.filter(day__range=(first, last), indicator__isnull=False)
    for entry in entries.select_related("indicator").order_by("day", "pk"):
        if entry.indicator is None:
            continue
        figure = (
            "" if entry.achieved is None else f"{number_id(entry.achieved)} {entry.indicator.unit}".strip()
        )
        found[entry.indicator.pk] = figure or printed(entry.text)
    return found
