"""An export that somebody asked for in the browser: a job with progress, over their own units."""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Collection
from datetime import timedelta

from django.core.files import File
from django.core.files.storage import default_storage
from django.http import QueryDict

from appraisal import export_notices
from appraisal.export_files import Writing
from appraisal.export_kinds import Asked, Kind, find
from appraisal.models import Period
from employees import jobs
from employees.models import Job, Unit

KIND = "export"
FILES_KEPT = timedelta(hours=24)  # everybody's ratings in one file: nothing to leave lying about
NO_SPACE = (
    "Ruang penyimpanan server penuh, jadi berkas tidak dibuat. Hubungi pengelola sistem, lalu minta lagi."
)
NO_RIGHT = "Anda tidak lagi mengelola kepegawaian unit mana pun, jadi berkas tidak dibuat."


def request(
    kind: Kind, asked: Asked, *, form: str, columns: Collection[str], purpose: str, schedule: str = ""
) -> Job:
    """Queue an export; `columns` empty means all of them. `schedule` names the one that asked, if none by hand."""
    year, unit = asked.period, asked.unit
    title = " ".join([kind.label, *([str(year.year)] if year else [])])
    where = f", {unit.name}" if unit else ""
    return jobs.request(
        KIND,
        title=f"{title[: 180 - len(where[:90])]}{where[:90]} ({form.upper()})",
        by=asked.by.employee,
        purpose=purpose,
        table=kind.key,
        format=form,
        columns=[] if len(columns) == len(kind.columns) else list(columns),
        year=year.year if year else None,
        unit=str(unit.uuid) if unit else "",
        query=asked.query.urlencode(),
        schedule=schedule,
    )


def asked_in(job: Job) -> Asked:
    """What was asked for; rights are those of this moment, not of the request."""
    told = job.parameters
    return Asked(
        job.requested_by.user,
        Period.objects.get(year=told["year"]) if told.get("year") else None,
        Unit.objects.filter(uuid=told["unit"]).first() if told.get("unit") else None,
        QueryDict(told.get("query", "")),
    )


@jobs.works(KIND, files_kept=FILES_KEPT, taken_out=True)
def _work(job: Job) -> None:
    asked = asked_in(job)
    kind = find(job.parameters.get("table", "tahunan"), asked.by)
    if kind is None or not asked.units.exists():
        jobs.fail(job, NO_RIGHT)
        if schedule := export_notices.of_job(job):
            export_notices.stop(schedule, export_notices.LOST)
        return
    total = kind.total(asked)

    def told(rows: int) -> None:
        jobs.progress(job, min(rows, total) if total else rows, total or rows)

    told(0)
    try:
        _make(job, Writing(kind, asked, job.parameters.get("columns", []), told))
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
            raise
        jobs.fail(job, NO_SPACE)


def _make(job: Job, writing: Writing) -> None:
    with jobs.scratch() as folder:
        path = writing.write(folder, job.parameters["format"])
        name = f"jobs/{job.uuid}{path.suffix}"
        default_storage.delete(name)  # what a worker left that was killed before it could say so
        with path.open("rb") as file:
            job.sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            job.file.name = default_storage.save(name, File(file))
        job.file_name, job.rows = path.name, writing.rows
    export_notices.ready(job)
