"""The documents of a year that personnel asked for: a job that draws what is missing, then a ZIP while it is fetched.

It works in parts of half a minute, so that other documents have their turn, and everything that it drew is kept:
whenever it is stopped, it goes on with what is still missing. docs/adr/0015.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.core.files import File
from django.core.files.storage import default_storage

from appraisal import bulk, documents, undrawn
from appraisal.bulk import Selection
from appraisal.confined import DrawingError
from appraisal.models import Evaluation, Period, WindowCode
from employees import jobs
from employees.models import Employee, Job, Unit, User
from employees.models.unit import UnitQuerySet

KIND = "export_documents"
FILES_KEPT = timedelta(hours=24)
PART_SECONDS = 30.0
NO_RIGHT = "Anda tidak lagi mengelola kepegawaian unit ini, jadi dokumennya tidak dikumpulkan."
NOTHING = "Belum ada dokumen final pada pilihan ini, jadi ZIP-nya hanya memuat daftar yang kurang."
LACKING = "{count} dokumen final tidak dapat dibuat. Sebab dan yang perlu dilakukan tertulis di manifest.csv."


def units_of(user: User, uuid: str) -> UnitQuerySet:
    """The subtree of a unit, or everything, as far as this user does personnel work there."""
    mine = user.administered_units()
    if not uuid:
        return mine
    unit = Unit.objects.filter(uuid=uuid).first()
    return mine.subtree(unit) if unit is not None else mine.none()


def request(period: Period, by: Employee, *, purpose: str, window: str = "", unit: Unit | None = None) -> Job:
    """Queue the collection of a year's documents; `window` empty means all, `unit` None everything of theirs."""
    what = WindowCode(window).label if window else "semua periode"
    where = f": {unit.name}" if unit is not None else ""
    return jobs.request(
        KIND,
        title=f"Dokumen evaluasi {period.year}, {what}{where}"[:200],
        by=by,
        purpose=purpose,
        year=period.year,
        window=window,
        unit=str(unit.uuid) if unit is not None else "",
    )


def selection_of(job: Job) -> Selection | None:
    """What was asked for, within what the requester administers now; None when that is nothing."""
    user = job.requested_by.user
    units = units_of(user, job.parameters["unit"])
    if not user.is_active or not units.exists():
        return None
    return Selection(Period.objects.get(year=job.parameters["year"]), units, job.parameters["window"])


def _opened(job: Job) -> Iterator[bytes]:
    with default_storage.open(str(job.file.name)) as manifest:
        yield from bulk.packed(manifest)


@jobs.works(KIND, files_kept=FILES_KEPT, drawn=True, streamed=_opened, taken_out=True)
def _work(job: Job) -> None:
    """One part. Rights are asked in each of them, not when it was requested."""
    selection = selection_of(job)
    if selection is None:
        jobs.fail(job, NO_RIGHT)
        return
    begun, total = time.monotonic(), selection.final().count()
    waiting = selection.to_draw(job.created_at)
    jobs.progress(job, total - len(waiting), total)
    for number, pk in enumerate(waiting, start=1):
        draw(pk)
        jobs.progress(job, total - len(waiting) + number, total)
        if time.monotonic() - begun > PART_SECONDS and number < len(waiting):
            jobs.pause(job)
    with jobs.scratch() as folder:
        path = folder / bulk.MANIFEST
        bulk.write_manifest(selection, path)
        with path.open("rb") as file:
            job.file.name = default_storage.save(f"jobs/{job.uuid}.csv", File(file))
    job.file_name, job.rows = f"dokumen-{selection.period.year}.zip", total
    lacking = selection.undrawn().count()
    job.message = LACKING.format(count=lacking) if lacking else "" if total else NOTHING


def draw(pk: int) -> None:
    """Have one document drawn and kept, and put on record why it could not be."""
    rows = Evaluation.objects.select_related("appraisal__period", "appraisal__employee", "appraisal__unit")
    evaluation = rows.filter(pk=pk).first()
    if evaluation is None:
        return
    undrawn.begin(evaluation)
    try:
        documents.keep(evaluation)
    except DrawingError as error:
        undrawn.note(evaluation, error)
    else:
        undrawn.clear(evaluation)


def draw_missing(selection: Selection, since: datetime) -> int:
    """All that is missing, at once; for the command line. Returns how many could not be drawn."""
    for pk in selection.to_draw(since):
        draw(pk)
    return selection.undrawn().count()
