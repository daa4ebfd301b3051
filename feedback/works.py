"""Jobs that the desk asks for and a worker does."""

from __future__ import annotations

from appraisal.models import Period
from employees import jobs
from employees.models import Job
from feedback import asked, rounds

OPEN_ROUNDS = "open_rounds"


@jobs.works(OPEN_ROUNDS)
def open_rounds(job: Job) -> None:
    """Rounds by the period's rule; running it again makes none for those who have one."""
    period = Period.objects.filter(year=job.parameters["year"], status=Period.Status.OPEN).first()
    closes_on = asked.policy_of(period).closes_on if period else None
    if period is None or closes_on is None:
        jobs.fail(job, "Periode ini tidak berjalan, atau batas mengisinya belum disimpan.")
        return
    if reason := rounds.length_refusal(closes_on):
        jobs.fail(job, reason)
        return
    made, left = rounds.open_by_rule(period, closes_on, by=job.requested_by)
    jobs.progress(job, made + left, made + left)
    job.message = (
        f"{made} putaran dibuat dan menunggu persetujuan pejabat penilai. {left} pegawai tidak mendapat putaran:"
        " masih ada yang berjalan, terlalu sedikit orang yang dapat diminta, atau baru saja ada hasilnya."
    )
