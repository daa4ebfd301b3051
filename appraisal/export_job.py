"""The yearly report that somebody asked for in the browser: a job with progress, over their own units."""

from __future__ import annotations

import errno
import tempfile
from datetime import timedelta
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage

from appraisal.exports import Report, zipped
from appraisal.models import Period
from employees import jobs
from employees.models import Employee, Job

KIND = "export_year"
FILES_KEPT = timedelta(hours=24)  # everybody's ratings in one file: nothing to leave lying about
NO_SPACE = (
    "Ruang penyimpanan server penuh, jadi berkas tidak dibuat. Hubungi pengelola sistem, lalu minta lagi."
)
NO_RIGHT = "Anda tidak lagi mengelola kepegawaian unit mana pun, jadi laporan tidak dibuat."


def request(period: Period, kind: str, by: Employee) -> Job:
    """Queue the report of a year as 'xlsx', 'csv' (both tables in a ZIP) or 'json'."""
    title = f"Laporan kinerja {period.year} ({kind.upper()})"
    return jobs.request(KIND, title=title, by=by, year=period.year, format=kind)


@jobs.works(KIND, files_kept=FILES_KEPT)
def _work(job: Job) -> None:
    """What the requester may see is asked now, not when it was requested."""
    units = job.requested_by.user.administered_units()
    if not job.requested_by.user.is_active or not units.exists():
        jobs.fail(job, NO_RIGHT)
        return
    period = Period.objects.get(year=job.parameters["year"])
    total = Report(period, units).total()
    done = 0

    def more(rows: int) -> None:
        nonlocal done
        done += rows
        jobs.progress(job, min(done, total), total)

    more(0)
    try:
        _make(job, Report(period, units, progress=more))
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
            raise
        jobs.fail(job, NO_SPACE)


def _make(job: Job, report: Report) -> None:
    with tempfile.TemporaryDirectory() as folder:
        name = f"kinerja-{report.period.year}"
        made = report.write(Path(folder) / f"{name}.{job.parameters['format']}")
        path = made[0] if len(made) == 1 else zipped(Path(folder) / f"{name}.zip", made)
        with path.open("rb") as file:
            job.file.name = default_storage.save(f"jobs/{job.uuid}{path.suffix}", File(file))
        job.file_name = path.name
