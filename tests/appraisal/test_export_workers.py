"""An export with a real broker and a real worker, whose process is killed with -9 while it writes."""

from __future__ import annotations

import hashlib
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from appraisal.models import ViewLog
from employees.models import Job, Placement
from tests import factories
from tests.workers import broker_in, celery_worker, publish, url_of, wait_until

LIST = "daftar-calon-promosi"
WHY = "Bahan rapat tim penilai kinerja."


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[str]:
    with broker_in(tmp_path) as server:
        yield url_of(server)


@contextmanager
def withheld(table: str) -> Iterator[None]:
    """Nobody else reads this table meanwhile: who asks for its rows stands still."""
    other = connection.copy()
    try:
        with other.cursor() as at:
            other.set_autocommit(False)
            at.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
            yield
    finally:
        other.close()


def hands(pid: int) -> list[int]:
    """The processes in which a worker does its tasks; it starts others when they are gone."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def stands_still() -> bool:
    with connection.cursor() as at:
        at.execute(
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'employees_placement'::regclass"
        )
        return bool(at.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_an_export_whose_worker_is_killed_amid_writing_starts_anew_and_leaves_one_file_and_one_line(
    broker: str, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    agency, files = factories.make_agency(), os.environ["KINERJA_TEST_FILES"]
    factories.sign_in(client, agency.personnel)
    asked = {"format": "xlsx", "purpose": WHY, "columns": ["name", "unit", "lacking"]}
    assert client.post(f"{reverse('export_table', args=[LIST])}?keadaan=semua", asked).status_code == 302
    job = Job.objects.get()
    monkeypatch.setenv("KINERJA_VAR", str(tmp_path))
    with celery_worker(broker, files) as worker:
        with withheld("employees_placement"):
            publish(broker, job, queue="default")
            assert wait_until(stands_still)
            assert [path.name for path in tmp_path.glob("scratch/*/*.xlsx")] == [f"{LIST}.xlsx"]
            for pid in hands(worker.pid):
                os.kill(pid, signal.SIGKILL)
            assert wait_until(lambda: not stands_still())
        job.refresh_from_db()
        assert (job.status, job.file.name) == ("RUNNING", "")
        default_storage.save(f"jobs/{job.uuid}.xlsx", ContentFile(b"half"))  # or killed a moment later
        publish(broker, job, queue="default")
        assert wait_until(lambda: Job.objects.get().status == Job.Status.DONE)
    job.refresh_from_db()
    kept = [name for name in default_storage.listdir("jobs")[1] if str(job.uuid) in name]
    assert kept == [f"{job.uuid}.xlsx"]
    content = b"".join(client.get(reverse("job_file", args=[job.uuid])))
    assert hashlib.sha256(content).hexdigest() == job.sha256
    head, *rows = load_workbook(BytesIO(content)).active.iter_rows(values_only=True)
    assert head == ("Nama", "Unit kerja", "Syarat yang belum")
    placed = Placement.objects.definitive().values_list("employee__name", "unit__name")
    assert {row[:2] for row in rows} == set(placed)
    assert job.rows == len(rows)
    assert all("predikat" in row[2].lower() for row in rows), "each with what is lacking, in figures"
    page = client.get(reverse("export_log")).content.decode()
    assert page.count(WHY) == 1
    assert ViewLog.objects.get().job == job
