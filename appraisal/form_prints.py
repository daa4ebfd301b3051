"""Official forms of somebody's year, drawn when they are asked for: a job in the browser, a file from the command line.

They bear the moment of printing and no verification code; only the document of record has one. A worker draws,
because WeasyPrint is slow and heavy for a request.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.module_loading import import_string

from appraisal import documents, seen_results, undrawn
from appraisal.confined import DrawingError
from appraisal.credit_record import record_of
from appraisal.models import Appraisal, WindowCode
from appraisal.papers import registry
from appraisal.papers.paper import moment
from appraisal.papers.registry import Form
from appraisal.papers.subject import Subject
from appraisal.visibility import FieldGroup, visible_groups
from employees import jobs
from employees.models import Employee, Job, User

KIND = "print_forms"
FILES_KEPT = timedelta(hours=24)
NO_RIGHT = "Anda tidak lagi dapat membuka kinerja ini, jadi formulirnya tidak dibuat."
NOT_WHOLE = "Sebagian tahun tidak dapat Anda lihat, jadi formulir angka kredit tidak dibuat."


def readable(subject: Subject, user: User) -> list[Form]:
    """The forms of this person that the user may have: what tells a signed rating only where he reads ratings."""
    found = registry.forms_of(subject)
    if subject.signed is None or FieldGroup.RATINGS in visible_groups(subject.signed, user):
        return found
    return [one for one in found if not one.of_result]


def draw(subject: Subject, codes: Sequence[str], user: User | None = None) -> bytes:
    """These forms as one PDF with a bookmark each. Without a user who may read them, confidential ones stay empty.

    Raises KeyError for an unknown code, and whatever `render_pdf` raises.
    """
    built = [registry.form(code).build_for(subject, user) for code in codes]
    appraisal = subject.appraisal
    context = {
        "title": f"{built[0].title} {appraisal.period.year} – {appraisal.employee.full_name}",
        "agency": settings.AGENCY_NAME,
        "papers": built,
        "printed_at": moment(timezone.now()),
    }
    content: bytes = import_string(documents.ENGINE + "render_pdf")("pdf/document.html", context)
    return content


def request(subject: Subject, codes: Sequence[str], by: Employee) -> Job:
    """Queue the drawing."""
    appraisal = subject.appraisal
    what = f"Formulir {codes[0]}" if len(codes) == 1 else f"{len(codes)} formulir"
    return jobs.request(
        KIND,
        title=f"{what}: {appraisal.employee.full_name} {appraisal.period.year}",
        by=by,
        appraisal=str(appraisal.uuid),
        window=subject.window,
        forms=list(codes),
        record=subject.record,
    )


@jobs.works(KIND, files_kept=FILES_KEPT, drawn=True, personal=True)
def _work(job: Job) -> None:
    """What the requester may read is asked now, not when it was requested."""
    user, wanted = job.requested_by.user, job.parameters
    rows = Appraisal.objects.visible_to(user).select_related("period", "employee", "unit")
    row = rows.filter(uuid=wanted["appraisal"]).first() if user.is_active else None
    if row is None:
        jobs.fail(job, NO_RIGHT)
        return
    subject = replace(Subject.find(row, WindowCode(wanted["window"])), record=wanted.get("record", ""))
    allowed = {form.code: form for form in readable(subject, user)}
    if not allowed.keys() >= set(wanted["forms"]):
        jobs.fail(job, NO_RIGHT)
        return
    if any(allowed[code].of_credit for code in wanted["forms"]) and not _whole_record(row.employee, user):
        jobs.fail(job, NOT_WHOLE)
        return
    try:
        content = draw(subject, wanted["forms"], user)
    except DrawingError as error:
        jobs.fail(job, undrawn.sentence(error))
        return
    job.file.name = default_storage.save(f"jobs/{job.uuid}.pdf", ContentFile(content))
    job.file_name = file_name(subject, wanted["forms"])


def _whole_record(person: Employee, user: User) -> bool:
    """Credit points add up the results of all years; whoever may not read one of them gets no sum."""
    evaluations = [year.evaluation for year in record_of(person).years]
    return len(seen_results.readable(evaluations, user)) == len(evaluations)


def file_name(subject: Subject, codes: Sequence[str]) -> str:
    """'2026 Budi Pegawai A.1.7.pdf'."""
    appraisal = subject.appraisal
    what = codes[0] if len(codes) == 1 else "formulir kinerja"
    return f"{appraisal.period.year} {appraisal.employee.name} {what}.pdf"
