"""Closing a large agency's year, and opening it anew, by a worker: it takes longer than anybody waits for a page."""

from __future__ import annotations

from collections.abc import Callable

from appraisal import closing
from appraisal.closing import CLOSE, REOPEN
from appraisal.models import Appraisal, Period
from appraisal.workflow import Refused
from employees import jobs
from employees.models import Employee, Job

AT_ONCE = 5_000  # appraisals that are closed while the person waits; a hundred thousand take half a minute
TITLES = {CLOSE: "Tutup periode {}", REOPEN: "Buka kembali periode {}"}
GONE = "Periode ini sudah tidak ada."


def is_large(period: Period) -> bool:
    return Appraisal.objects.filter(period=period).count() > AT_ONCE


def request(kind: str, period: Period, *, by: Employee, reason: str) -> Job:
    """Ask for it; who asks while it is under way gets the same job. Raises workflow.Refused as the act itself would."""
    (closing.check_close if kind == CLOSE else closing.check_reopen)(period)
    begun = Job.objects.filter(kind=kind, parameters__year=period.year, finished_at__isnull=True).first()
    return begun or jobs.request(
        kind, title=TITLES[kind].format(period.year), by=by, year=period.year, reason=reason
    )


@jobs.works(CLOSE)
def _close(job: Job) -> None:
    _carry_out(job, closing.close, Period.Status.CLOSED, "ditutup")


@jobs.works(REOPEN)
def _reopen(job: Job) -> None:
    _carry_out(job, closing.reopen, Period.Status.OPEN, "dibuka kembali")


def _carry_out(job: Job, act: Callable[..., int], wanted: Period.Status, told: str) -> None:
    """One transaction: killed amid it, it begins anew; killed behind it, the period says that it is done."""
    period = Period.objects.filter(year=job.parameters["year"]).first()
    if period is None:
        jobs.fail(job, GONE)
        return
    if period.status == wanted:
        job.message = f"Periode {period.year} sudah {told}."
        return
    try:
        number = act(period, by=job.requested_by, reason=job.parameters["reason"])
    except Refused as refused:
        jobs.fail(job, str(refused))
        return
    jobs.progress(job, number, number)
    job.message = f"Periode {period.year} {told}: {number} kinerja."
