"""B.1.10 filled (lines 3569-3611), drawn by a worker for those who may read the report, kept encrypted for a day.

The page 'Dokumen' and the command line print it empty: there it would be drawn for whoever opens the year.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.module_loading import import_string

from appraisal import documents, undrawn
from appraisal.confined import DrawingError
from appraisal.papers import guidance
from appraisal.papers.paper import Paper, moment, printed
from appraisal.papers.subject import Subject
from employees import jobs
from employees.models import Employee, Job
from feedback import secrecy
from feedback.models import BehaviourReport

KIND = "print_confidential"
FILES_KEPT = timedelta(hours=24)
NO_RIGHT = "Anda tidak lagi dapat membuka laporan ini, jadi formulirnya tidak dibuat."


def paper(report: BehaviourReport) -> Paper:
    """The reporter's answers on the official form."""
    said, empty = report.said(), guidance.problem(Subject(report.appraisal))
    answers = {name: printed(str(said.get(name, ""))) for name in ("expectation", "problem", "done")}
    similar = "YA" if said.get("similar") else "TIDAK"
    return replace(empty, context=empty.context | answers | {"similar": similar})


def request(report: BehaviourReport, by: Employee) -> Job:
    """Queue it; the title names no person."""
    return jobs.request(KIND, title="Formulir untuk ditandatangani", by=by, report=str(report.uuid))


def _opened(job: Job) -> Iterator[bytes]:
    with default_storage.open(str(job.file.name)) as file:
        yield secrecy.unseal_bytes(file.read())


@jobs.works(KIND, files_kept=FILES_KEPT, drawn=True, personal=True, streamed=_opened)
def _work(job: Job) -> None:
    user = job.requested_by.user
    rows = BehaviourReport.objects.visible_to(user).select_related("appraisal__period", "appraisal__employee")
    report = rows.filter(uuid=job.parameters["report"]).first() if user.is_active else None
    if report is None:
        jobs.fail(job, NO_RIGHT)
        return
    context = {
        "title": "B.1.10",
        "agency": settings.AGENCY_NAME,
        "papers": [paper(report)],
        "printed_at": moment(timezone.now()),
    }
    try:
        content = import_string(documents.ENGINE + "render_pdf")("pdf/document.html", context)
    except DrawingError as error:
        jobs.fail(job, undrawn.sentence(error))
        return
    name = f"jobs/{job.uuid}.pdf"
    job.file.name = default_storage.save(name, ContentFile(secrecy.seal_bytes(content)))
    job.file_name = "B.1.10.pdf"
