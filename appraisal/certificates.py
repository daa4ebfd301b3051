"""Piagam penghargaan as PDF, drawn by a worker when somebody asks; what it bears stands in the decision."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.module_loading import import_string

from appraisal import documents, letterhead, undrawn
from appraisal.confined import DrawingError
from appraisal.models import Award
from appraisal.papers import emblem
from appraisal.papers.paper import Paper, moment, printed
from employees import jobs
from employees.models import Employee, Job

KIND = "award_certificate"
FILES_KEPT = timedelta(hours=24)
NO_RIGHT = "Anda tidak lagi dapat membuka piagam ini, jadi tidak dibuat."


def request(award: Award, by: Employee) -> Job:
    """Queue the drawing."""
    return jobs.request(KIND, title=f"Piagam: {award}", by=by, award=str(award.uuid))


def paper(award: Award) -> Paper:
    """One landscape sheet."""
    row, person = letterhead.current(), award.winner
    context: dict[str, Any] = {
        "agency": settings.AGENCY_NAME,
        "emblem": emblem.address(row),
        "award": str(award),
        "name": printed(person.full_name) if person else "",
        "nip": person.nip if person else "",
        "post": printed(", ".join(part for part in (award.winner_position, award.winner_unit) if part)),
        "reason": printed(award.reason),
        "decree": printed(award.decree),
        "place": letterhead.place(),
        "day": award.decided_at,
        "signer_name": printed(award.signer_name),
        "signer_title": printed(award.signer_title),
    }
    return Paper("PIAGAM", "Piagam Penghargaan", "pdf/certificate.html", context)


def draw(award: Award) -> bytes:
    """The certificate's bytes; raises whatever `render_pdf` raises."""
    context = {
        "title": f"Piagam {award}",
        "agency": settings.AGENCY_NAME,
        "papers": [paper(award)],
        "printed_at": moment(timezone.now()),
    }
    content: bytes = import_string(documents.ENGINE + "render_pdf")("pdf/document.html", context)
    return content


@jobs.works(KIND, files_kept=FILES_KEPT, drawn=True, personal=True)
def _work(job: Job) -> None:
    """What the requester may have is asked now, not when it was requested."""
    user = job.requested_by.user
    rows = Award.objects.certified_for(user).select_related("winner")
    found = rows.filter(uuid=job.parameters["award"]).first() if user.is_active else None
    if found is None:
        jobs.fail(job, NO_RIGHT)
        return
    try:
        content = draw(found)
    except DrawingError as error:
        jobs.fail(job, undrawn.sentence(error))
        return
    job.file.name = default_storage.save(f"jobs/{job.uuid}.pdf", ContentFile(content))
    job.file_name = f"Piagam {found}.pdf"
