"""Taking a case along: a job for a purpose, told in the case's own history; its file is there for a day."""

from __future__ import annotations

from datetime import timedelta

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from appraisal import case_file
from appraisal.acts import record_act
from appraisal.archive import safe, stream
from appraisal.models import Appraisal
from appraisal.workflow import Act, Refused
from employees import jobs
from employees.models import Job, User

KIND = "case_file"
FILES_KEPT = timedelta(hours=24)
LABEL = "Berkas perkara diminta auditor"
NO_RIGHT = "Anda tidak lagi dapat mengambil berkas perkara ini, jadi berkasnya tidak dibuat."


@transaction.atomic
def request(appraisal: Appraisal, purpose: str, *, by: User) -> Job:
    """Queue it and say so in the history of the case.

    Raises:
        Refused: by whoever is no auditor, or is a party of this case.
    """
    if reason := case_file.refusal(appraisal, by):
        raise Refused(reason)
    record_act(appraisal, "take_case", LABEL, Act(by.employee, timezone.now(), purpose))
    return jobs.request(
        KIND,
        title=f"Berkas perkara: {appraisal.employee.full_name} {appraisal.period.year}"[:200],
        by=by.employee,
        appraisal=str(appraisal.uuid),
        purpose=purpose,
    )


@jobs.works(KIND, files_kept=FILES_KEPT, personal=True)
def _work(job: Job) -> None:
    """What the requester may read is asked now, not when it was requested."""
    user = job.requested_by.user
    rows = Appraisal.objects.visible_to(user).select_related("period", "employee", "unit")
    row = rows.filter(uuid=job.parameters["appraisal"]).first() if user.is_active else None
    if row is None or case_file.refusal(row, user):
        jobs.fail(job, NO_RIGHT)
        return
    files = case_file.files(row, user, job.purpose)
    with jobs.scratch() as folder:
        path = folder / "perkara.zip"
        with path.open("wb") as target:
            target.writelines(stream(files))
        with path.open("rb") as file:
            job.file.name = default_storage.save(f"jobs/{job.uuid}.zip", File(file))
    job.file_name = f"{safe(f'perkara {row.employee.nip or row.employee.name} {row.period.year}')}.zip"
