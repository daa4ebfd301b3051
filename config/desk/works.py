"""Jobs that the desk asks for and a worker does."""

from __future__ import annotations

from appraisal import opening, period_log
from appraisal.models import Period
from employees import jobs
from employees.models import Job, Unit

OPEN_PERIOD = "open_period"


@jobs.works(OPEN_PERIOD)
def open_period(job: Job) -> None:
    """Open the year for everybody who has no appraisal in it yet; running it again opens only new people."""
    found = Period.objects.filter(year=job.parameters["year"]).first()
    if found is None or found.status == Period.Status.CLOSED:
        jobs.fail(job, "Periode ini sudah tidak ada atau sudah ditutup. Periksa daftar periode.")
        return
    unit = Unit.objects.filter(uuid=job.parameters["unit"]).first() if job.parameters.get("unit") else None
    units = Unit.objects.subtree(unit) if unit else None
    plan = opening.open_period(found, by=job.requested_by, units=units)
    opened = len(plan.to_open)
    jobs.progress(job, opened, opened)
    label = f"Dibuka untuk {opened} pegawai" + (f": {unit.name}"[:80] if unit else "")
    period_log.record(found, label, by=job.requested_by)
    job.message = (
        f"Kinerja {found.year} dibuka untuk {opened} pegawai. Sudah terbuka sebelumnya: {plan.already_open}. "
        f"Tidak dibuka: {len(plan.left_out)}. Perlu dilengkapi pejabat penilai atau atasannya: {len(plan.incomplete)}."
    )
