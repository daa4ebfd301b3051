"""What nobody needs any longer, removed by the clock. How long each is kept stands in docs/operations.md.

Only traces of work go: no person, appraisal, notification or event is ever removed here.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.db.models import Q
from django.utils import timezone

from employees import drafts, import_jobs, jobs
from employees.models import ActivationLink, Draft, Job, Outbox, SignIn, Submission

SUBMISSIONS_KEPT = timedelta(days=7)
DRAFTS_KEPT = timedelta(days=60)
SENT_KEPT = timedelta(days=1)
LINKS_KEPT = timedelta(days=30)
OUTBOX_KEPT = timedelta(days=30)
GONE = "Berkasnya sudah dihapus karena masa simpannya lewat. Minta lagi bila masih diperlukan."


def tidy() -> dict[str, int]:
    """Remove everything that is due; safe to run any number of times. Returns how many of each went."""
    now = timezone.now()
    return {name: remove(now) for name, remove in REMOVALS.items()}


def _sessions(now: datetime) -> int:
    return Session.objects.filter(expire_date__lt=now).delete()[0]


def _submissions(now: datetime) -> int:
    return Submission.objects.filter(created_at__lt=now - SUBMISSIONS_KEPT).delete()[0]


def _drafts(now: datetime) -> int:
    """What was sent stays for a day, in case the page refused it."""
    sent = Q(form=drafts.SENT, saved_at__lt=now - SENT_KEPT)
    return Draft.objects.filter(sent | Q(saved_at__lt=now - DRAFTS_KEPT)).delete()[0]


def _activation_links(now: datetime) -> int:
    """Used ones and expired ones; a used link counts from its use."""
    limit = now - LINKS_KEPT
    return ActivationLink.objects.filter(Q(used_at__lt=limit) | Q(expires_at__lt=limit)).delete()[0]


def _sign_ins(now: datetime) -> int:
    return SignIn.objects.due(now).delete()[0]


def _outbox(now: datetime) -> int:
    """Rows that were carried out; a stuck one stays until somebody has looked at it."""
    return Outbox.objects.filter(done_at__lt=now - OUTBOX_KEPT).delete()[0]


def _job_files(now: datetime) -> int:
    """Files of finished jobs; the job itself stays and says so. The name goes first: no link leads to nothing."""
    removed = 0
    for job in Job.objects.exclude(file="").filter(finished_at__isnull=False):
        if job.finished_at is not None and job.finished_at < now - jobs.files_kept(job.kind):
            name = str(job.file.name)
            Job.objects.filter(pk=job.pk).update(file="", file_name="", message=job.message or GONE)
            default_storage.delete(name)
            removed += 1
    return removed


def _import_folders(now: datetime) -> int:
    """Uploads and faulty rows of imports, applied or not. A folder whose job still names its report stays."""
    if not default_storage.exists(import_jobs.FOLDER):
        return 0
    names = set(default_storage.listdir(import_jobs.FOLDER)[0])
    kept = Job.objects.filter(Q(created_at__gte=now - jobs.FILES_KEPT) | ~Q(file="")).values_list(
        "uuid", flat=True
    )
    old = {name for name in names if _is_uuid(name)} - {str(uuid) for uuid in kept}
    for name in old:
        folder = f"{import_jobs.FOLDER}/{name}"
        for file in default_storage.listdir(folder)[1]:
            default_storage.delete(f"{folder}/{file}")
        default_storage.delete(folder)
    return len(old)


def _scratch(now: datetime) -> int:
    """Folders of jobs whose worker was killed; one at work is younger."""
    old = now.timestamp() - jobs.SCRATCH_KEPT.total_seconds()
    left = [folder for folder in jobs.scratch_root().iterdir() if folder.stat().st_mtime < old]
    for folder in left:
        shutil.rmtree(folder)
    return len(left)


def _is_uuid(name: str) -> bool:
    try:
        return str(UUID(name)) == name
    except ValueError:
        return False


REMOVALS: dict[str, Callable[[datetime], int]] = {
    "sessions": _sessions,
    "submissions": _submissions,
    "drafts": _drafts,
    "activation links": _activation_links,
    "sign-ins": _sign_ins,
    "outbox rows": _outbox,
    "job files": _job_files,
    "import folders": _import_folders,
    "scratch folders": _scratch,
}
