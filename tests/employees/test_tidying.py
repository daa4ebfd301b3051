"""What the clock removes goes after its time and not before; what people did stays."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from appraisal import export_job
from appraisal.models import Event
from employees import import_jobs, jobs, outbox, tasks, tidying
from employees.models import ActivationLink, Draft, Employee, Job, Notification, Outbox, Submission
from tests import factories
from tests.factories import Agency

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    """A folder of this test's own: counts must not tell of files that other tests left."""
    kept = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"default": kept}
    settings.VAR_DIR = tmp_path


@pytest.fixture
def person(db: None) -> Employee:
    return factories.make_employee()


def after(**span: int) -> dict[str, int]:
    """What goes when tidying runs so much later; the zeros are left out."""
    with time_machine.travel(timezone.now() + timedelta(**span)):
        return {name: count for name, count in tidying.tidy().items() if count}


def finished(kind: str, by: Employee) -> Job:
    name = default_storage.save("jobs/uji.txt", ContentFile(b"isi"))
    return Job.objects.create(
        kind=kind, title="Uji", requested_by=by, status=Job.Status.DONE, finished_at=timezone.now(), file=name,
        file_name="uji.txt",
    )  # fmt: skip


def test_a_session_goes_when_it_has_expired(client: Client, person: Employee) -> None:
    factories.sign_in(client, person)
    assert after(hours=11) == {}
    assert after(hours=13) == {"sessions": 1}
    assert not Session.objects.exists()


def test_a_sent_form_is_remembered_for_a_week(person: Employee) -> None:
    Submission.objects.create(user=person.user, path="/kinerja/")
    assert after(days=6, hours=23) == {}
    assert after(days=7, hours=1) == {"submissions": 1}
    assert not Submission.objects.exists()


def test_a_draft_that_is_worked_on_stays(person: Employee) -> None:
    kept = {"user": person.user, "form": "self", "content": "a=1"}
    Draft.objects.create(object=person.uuid, **kept)
    with time_machine.travel(timezone.now() + timedelta(days=59)):
        young = Draft.objects.create(object=person.user.employee.uuid, tab="b", **kept)
    assert after(days=61) == {"drafts": 1}
    assert Draft.objects.get() == young


def test_links_go_a_month_after_use_or_expiry(person: Employee) -> None:
    def link(digit: str, **fields: object) -> ActivationLink:
        return ActivationLink.objects.create(user=person.user, token_sha256=digit * 64, **fields)

    now = timezone.now()
    link("a", expires_at=now + timedelta(hours=72))
    link("b", expires_at=now + timedelta(hours=72), used_at=now)
    link("c", expires_at=now + timedelta(days=90))
    assert after(days=29) == {}
    assert after(days=31) == {"activation links": 1}
    assert after(days=34) == {"activation links": 1}
    assert ActivationLink.objects.get().token_sha256 == "c" * 64


def test_only_outbox_rows_that_were_carried_out_go(person: Employee) -> None:
    outbox.put("mail", "mail:done", {"employee": person.pk, "subject": "a", "body": "", "url": ""})
    outbox.put("mail", "mail:stuck", {"employee": person.pk, "subject": "b", "body": "", "url": ""})
    outbox.carry_out(Outbox.objects.get(key="mail:done").pk)
    Outbox.objects.filter(key="mail:stuck").update(attempts=Outbox.MOST_ATTEMPTS)
    assert after(days=29) == {}
    assert after(days=31) == {"outbox rows": 1}
    assert Outbox.objects.get().key == "mail:stuck"


def test_an_export_is_there_for_a_day_and_then_says_that_it_is_gone(client: Client, agency: Agency) -> None:
    job = finished(export_job.KIND, agency.personnel)
    name = str(job.file.name)
    assert after(hours=23) == {}
    assert default_storage.exists(name)
    assert after(hours=25) == {"job files": 1}
    assert not default_storage.exists(name)
    factories.sign_in(client, agency.personnel)
    assert tidying.GONE in client.get(reverse("job", args=[job.uuid])).content.decode()
    assert client.get(reverse("job_file", args=[job.uuid])).status_code == 404


def test_other_files_stay_a_month_and_the_file_of_a_running_job_always(agency: Agency) -> None:
    done, running = (finished("other", agency.personnel) for _ in range(2))
    Job.objects.filter(pk=running.pk).update(status=Job.Status.RUNNING, finished_at=None)
    assert after(days=29) == {}
    assert after(days=31) == {"job files": 1}
    assert not default_storage.exists(str(done.file.name))
    assert default_storage.exists(str(running.file.name))


def test_uploads_that_nobody_applied_go_with_their_folder(agency: Agency) -> None:
    job = Job.objects.create(kind=import_jobs.CHECK, title="Periksa", requested_by=agency.personnel)
    for kind in import_jobs.KINDS:
        default_storage.save(f"{import_jobs.folder(job)}/{kind}", ContentFile(b"nip"))
    elsewhere = default_storage.save(f"{import_jobs.FOLDER}/catatan/baca.txt", ContentFile(b"isi"))
    assert after(days=29) == {}
    assert after(days=31) == {"import folders": 1}
    assert not default_storage.exists(import_jobs.folder(job))
    assert default_storage.exists(elsewhere)


def test_nothing_that_people_did_is_removed(agency: Agency) -> None:
    evaluation = factories.make_evaluation(agency, "FINAL")
    before = (Event.objects.count(), Notification.objects.count(), evaluation.ratings.count())
    after(days=3650)
    assert (Event.objects.count(), Notification.objects.count(), evaluation.ratings.count()) == before


def test_a_report_is_there_as_long_as_its_job_names_it(client: Client, agency: Agency) -> None:
    """An import that waited for its worker: the folder is older than the report in it."""
    job = Job.objects.create(kind=import_jobs.CHECK, title="Periksa", requested_by=agency.personnel)
    path = default_storage.save(f"{import_jobs.folder(job)}/report.json", ContentFile(b"{}"))
    Job.objects.filter(pk=job.pk).update(
        status=Job.Status.DONE,
        finished_at=timezone.now() + timedelta(days=2),
        file=path,
        parameters={"names": {}},
    )
    after(days=31)
    assert default_storage.exists(path)
    assert after(days=33)["job files"] == 1
    assert not default_storage.exists(import_jobs.folder(job))
    factories.sign_in(client, agency.personnel)
    assert tidying.GONE in client.get(reverse("import", args=[job.uuid])).content.decode()


def test_beat_tidies_every_hour(person: Employee) -> None:
    entry = settings.CELERY_BEAT_SCHEDULE["tidy"]
    assert (entry["task"], entry["schedule"]) == (tasks.tidy.name, 3600.0)
    Submission.objects.create(user=person.user, path="/kinerja/")
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        tasks.tidy()
    assert not Submission.objects.exists()


def test_half_a_file_of_a_killed_worker_goes_after_a_day(db: None) -> None:
    with jobs.scratch() as done:
        assert done.parent == jobs.scratch_root()
    left = jobs.scratch_root() / "ditinggalkan"
    left.mkdir()
    (left / "nilai.xlsx").write_bytes(b"setengah")
    assert after(hours=23) == {}
    assert after(hours=25) == {"scratch folders": 1}
    assert list(jobs.scratch_root().iterdir()) == []
