"""Patterns of ratings made anew because somebody asked: a job, because a whole agency takes longer than a page may."""

from __future__ import annotations

from appraisal import rating_patterns
from appraisal.models import Period, WindowCode
from employees import jobs
from employees.models import Employee, Job

KIND = "rating_patterns"


def request(period: Period, window: str, by: Employee) -> Job:
    title = f"Keadilan penilaian {WindowCode(window).label} {period.year}"
    return jobs.request(KIND, title=title, by=by, year=period.year, window=window)


@jobs.works(KIND)
def _work(job: Job) -> None:
    period = Period.objects.get(year=job.parameters["year"])
    made = rating_patterns.renew(period, job.parameters["window"])
    jobs.progress(job, made, made)
    job.message = (
        f"{made} pejabat penilai dan perangkat daerah dihitung dari hasil yang sudah ditandatangani."
    )
