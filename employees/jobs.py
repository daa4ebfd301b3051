"""What a person asked for and watches: an export, an import, many documents at once."""

from __future__ import annotations

import gc
import hashlib
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings
from django.db import transaction
from django.db.models import BooleanField, Func, Value
from django.utils import timezone

from employees import outbox
from employees.models import Employee, Job, Outbox
from employees.models.message import JobQuerySet

Work = Callable[[Job], None]
Streamed = Callable[[Job], Iterator[bytes]]

MOST_MINUTES = 60  # a whole agency of a hundred thousand takes some; who waits longer has a job that hangs
TRIES = 3
FEW_COLLECTIONS = (20_000, 5, 2)  # rarer ones saved nothing more and held three times the memory
GAVE_UP = (
    "Pekerjaan ini beberapa kali berhenti karena kesalahan pada server, jadi tidak dicoba lagi."
    " Coba minta sekali lagi; bila tetap gagal, hubungi pengelola sistem."
)
FILES_KEPT = timedelta(days=30)
SCRATCH_KEPT = timedelta(days=1)  # no job takes as long

_WORKS: dict[str, Work] = {}
_FILES_KEPT: dict[str, timedelta] = {}
_DRAWN: set[str] = set()
_PERSONAL: set[str] = set()
_STREAMED: dict[str, Streamed] = {}
_TAKEN_OUT: set[str] = set()


def works(
    kind: str,
    *,
    files_kept: timedelta = FILES_KEPT,
    drawn: bool = False,
    personal: bool = False,
    streamed: Streamed | None = None,
    taken_out: bool = False,
) -> Callable[[Work], Work]:
    """Register the function that does one kind of job; it sets `file`, `file_name` or `message`.

    After `files_kept` the file goes (employees/tidying.py). `drawn`: it draws a PDF, so it is work for that queue.
    `personal`: nobody but the requester may see what it makes. `streamed` makes the download out of the job's file.
    `taken_out`: data leave the application by it, so it stands in the log of exports and asks for a purpose.
    """

    def register(work: Work) -> Work:
        _WORKS[kind] = work
        _FILES_KEPT[kind] = files_kept
        if drawn:
            _DRAWN.add(kind)
        if personal:
            _PERSONAL.add(kind)
        if streamed:
            _STREAMED[kind] = streamed
        if taken_out:
            _TAKEN_OUT.add(kind)
        return work

    return register


@transaction.atomic
def request(kind: str, *, title: str, by: Employee, purpose: str = "", **parameters: Any) -> Job:
    """Queue a job with its outbox row. `parameters` must be JSON; `purpose` is asked for what is taken out."""
    job = Job.objects.create(
        kind=kind,
        title=title,
        requested_by=by,
        personal=kind in _PERSONAL,
        purpose=purpose,
        parameters=parameters,
    )
    queue = "drawn_job" if kind in _DRAWN else "job"
    outbox.put(queue, f"job:{job.uuid}", {"job": str(job.uuid)})
    return job


def files_kept(kind: str) -> timedelta:
    """How long the file of a finished job of this kind is there to be fetched."""
    return _FILES_KEPT.get(kind, FILES_KEPT)


def taken_out() -> JobQuerySet:
    """Everything by which data left the application, files gone or not."""
    return Job.objects.filter(kind__in=_TAKEN_OUT)


def stream(job: Job) -> Iterator[bytes] | None:
    """The download as its kind makes it from the job's file; None where the file itself is the download."""
    make = _STREAMED.get(job.kind)
    return make(job) if make else None


def progress(job: Job, done: int, total: int) -> None:
    """Show how far a job is; the page that watches it reads this."""
    Job.objects.filter(pk=job.pk).update(done=done, total=total)


def pause(job: Job) -> NoReturn:
    """Stop after a part, so that other work of the queue has its turn; the relay's next round goes on with it."""
    Job.objects.filter(pk=job.pk, status=Job.Status.RUNNING).update(started_at=None)
    raise outbox.Postponed(soon=True)


def fail(job: Job, message: str) -> None:
    """End a job with a sentence that tells the person what to do."""
    Job.objects.filter(pk=job.pk).update(
        status=Job.Status.FAILED, message=message, finished_at=timezone.now()
    )


def lock_key(uuid: str) -> int:
    """What PostgreSQL names the lock of a job by: 64 bits, signed."""
    return int.from_bytes(hashlib.sha256(uuid.encode()).digest()[:8], signed=True)


@contextmanager
def _at_work(uuid: str) -> Iterator[bool]:
    """Whether nobody else is at this job. The lock is the connection's: it goes with its worker, however that ends."""
    mine = _locking("pg_try_advisory_lock", uuid)
    try:
        yield mine
    finally:
        if mine:
            _locking("pg_advisory_unlock", uuid)


def _locking(function: str, uuid: str) -> bool:
    """False where the lock is another's, and where there is no such job."""
    answer = Func(Value(lock_key(uuid)), function=function, output_field=BooleanField())
    return bool(Job.objects.filter(uuid=uuid).values_list(answer, flat=True).first())


@contextmanager
def few_collections() -> Iterator[None]:
    """Look for cycles seldom while rows are read by the ten thousand: it took a quarter of a large export."""
    before = gc.get_threshold()
    gc.set_threshold(*FEW_COLLECTIONS)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _take(uuid: str) -> Job | None:
    """Start a job or go on with it, unless it is finished."""
    waiting = Job.objects.filter(uuid=uuid, status__in=[Job.Status.QUEUED, Job.Status.RUNNING])
    taken = waiting.update(status=Job.Status.RUNNING, started_at=timezone.now())
    return Job.objects.get(uuid=uuid) if taken else None


def _gave_up(row: Outbox) -> None:
    job = Job.objects.filter(uuid=row.payload["job"], finished_at__isnull=True).first()
    if job is not None:
        fail(job, GAVE_UP)


@outbox.handles("job", atomic=False, tries=TRIES, gave_up=_gave_up, minutes=MOST_MINUTES)
@outbox.handles("drawn_job", queue="pdf", atomic=False, tries=TRIES, gave_up=_gave_up, minutes=MOST_MINUTES)
def _run(row: Outbox) -> None:
    uuid = row.payload["job"]
    with _at_work(uuid) as mine:
        if not mine and Job.objects.filter(uuid=uuid, finished_at__isnull=True).exists():
            raise outbox.Postponed(soon=False)
        job = _take(uuid) if mine else None
        if job is not None:
            with few_collections():
                _carry_out(job)


def _carry_out(job: Job) -> None:
    _WORKS[job.kind](job)
    Job.objects.filter(pk=job.pk, status=Job.Status.RUNNING).update(
        status=Job.Status.DONE,
        finished_at=timezone.now(),
        file=job.file,
        file_name=job.file_name,
        message=job.message,
        rows=job.rows,
        sha256=job.sha256,
    )


def scratch_root() -> Path:
    """Where files are begun; on the same disk as everything else that is kept."""
    root: Path = settings.VAR_DIR / "scratch"
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    return root


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder for a file that is being written; what a killed worker leaves in it is tidied away."""
    with tempfile.TemporaryDirectory(dir=scratch_root()) as folder:
        yield Path(folder)
