"""Asking for the yearly report in the browser: a job, its progress, its file, and who sees it."""

from __future__ import annotations

import errno
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from appraisal import export_job
from appraisal.models import Appraisal, Period
from employees import jobs, outbox
from employees.models import Employee, Job, Outbox
from employees.templatetags.kinerja import moment_id
from tests import factories
from tests.factories import Agency

pytestmark = pytest.mark.django_db


@pytest.fixture
def period(agency: Agency) -> Period:
    return factories.make_period()


def ask(client: Client, who: Employee, period: Period, kind: str = "xlsx") -> Job:
    answer = factories.sign_in(client, who).post(reverse("exports"), {"period": period.year, "format": kind})
    assert answer.status_code == 302
    job = Job.objects.get()
    assert answer.headers["Location"] == reverse("job", args=[job.uuid])
    return job


def carry_out() -> None:
    for row in Outbox.objects.filter(kind="job", done_at__isnull=True):
        outbox.carry_out(row.pk)


def fetched(client: Client, job: Job) -> bytes:
    answer = client.get(reverse("job_file", args=[job.uuid]))
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    return b"".join(answer)


def test_personnel_asks_watches_and_downloads(agency: Agency, period: Period, client: Client) -> None:
    factories.make_appraisal(agency)
    job = ask(client, agency.personnel, period)
    page = client.get(reverse("job", args=[job.uuid])).content.decode()
    assert "Menunggu giliran" in page
    assert "every 2s" in page
    assert "Muat ulang" in page
    assert client.get(reverse("job_file", args=[job.uuid])).status_code == 404
    carry_out()
    page = client.get(reverse("job", args=[job.uuid])).content.decode()
    assert "every 2s" not in page
    job.refresh_from_db()
    assert job.finished_at is not None
    assert f"Berkas tersedia sampai {moment_id(job.finished_at + timedelta(hours=24))}" in page
    assert "Berkas tersedia 24 jam" in client.get(reverse("exports")).content.decode()
    sheet = load_workbook(BytesIO(fetched(client, job)))["Laporan"]
    assert sheet.max_row == Appraisal.objects.count() + 1
    job.refresh_from_db()
    assert job.done == job.total == Appraisal.objects.count()


def test_a_running_job_shows_its_progress_and_htmx_gets_the_panel_alone(
    agency: Agency, period: Period, client: Client
) -> None:
    job = ask(client, agency.personnel, period)
    Job.objects.filter(pk=job.pk).update(status="RUNNING", done=3, total=9)
    answer = client.get(reverse("job", args=[job.uuid]), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in answer
    assert '<progress value="3" max="9"' in answer


def test_csv_in_the_browser_is_a_zip_of_all_tables(agency: Agency, period: Period, client: Client) -> None:
    factories.make_appraisal(agency)
    job = ask(client, agency.personnel, period, "csv")
    carry_out()
    with zipfile.ZipFile(BytesIO(fetched(client, job))) as archive:
        names = ["", ".ditutup", ".periodik", ".sebaran"]
        assert archive.namelist() == [f"kinerja-{period.year}{name}.csv" for name in names]


def test_unit_personnel_get_their_subtree_only(agency: Agency, period: Period, client: Client) -> None:
    factories.make_appraisal(agency)
    job = ask(client, agency.other_unit_personnel, period)
    carry_out()
    rows = load_workbook(BytesIO(fetched(client, job)))["Laporan"].iter_rows(min_row=2, values_only=True)
    assert {row[6] for row in rows} == {"Dinas Kesehatan"}


def test_whoever_lost_the_right_meanwhile_gets_nothing(
    agency: Agency, period: Period, client: Client
) -> None:
    job = ask(client, agency.unit_personnel, period)
    agency.unit_personnel.user.groups.clear()
    carry_out()
    job.refresh_from_db()
    assert (job.status, job.message) == ("FAILED", export_job.NO_RIGHT)
    assert not job.file


def test_a_full_disk_ends_the_job_with_a_sentence(
    agency: Agency, period: Period, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = ask(client, agency.personnel, period)

    def full(*_arguments: object) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(default_storage, "save", full)
    carry_out()
    page = client.get(reverse("job", args=[job.uuid])).content.decode()
    assert "Ruang penyimpanan server penuh" in page


def test_a_second_run_of_the_job_changes_nothing(agency: Agency, period: Period, client: Client) -> None:
    job = ask(client, agency.personnel, period)
    carry_out()
    job.refresh_from_db()
    name = job.file.name
    jobs._run(Outbox.objects.get(kind="job"))
    job.refresh_from_db()
    assert job.file.name == name


@pytest.mark.parametrize(
    ("who", "status"),
    [("personnel", 200), ("unit_personnel", 200), ("staff", 403), ("superior", 403), ("auditor", 403)],
)
def test_who_may_ask_for_a_report(
    agency: Agency, period: Period, client: Client, who: str, status: int
) -> None:
    factories.sign_in(client, getattr(agency, who))
    assert client.get(reverse("exports")).status_code == status
    posted = client.post(reverse("exports"), {"period": period.year, "format": "xlsx"}).status_code
    assert posted == (302 if status == 200 else 403)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("unit_personnel", 200),
        ("personnel", 200),
        ("other_unit_personnel", 404),
        ("staff", 404),
        ("auditor", 404),
    ],
)
def test_a_job_is_seen_by_whoever_asked_and_by_the_agencys_personnel(
    agency: Agency, period: Period, client: Client, who: str, status: int
) -> None:
    job = ask(client, agency.unit_personnel, period)
    carry_out()
    factories.sign_in(client, getattr(agency, who))
    for name in ("job", "job_file"):
        answer = client.get(reverse(name, args=[job.uuid]))
        b"".join(answer)  # a file is closed once it is read
        assert answer.status_code == status


@pytest.mark.parametrize("data", [{}, {"period": "1999", "format": "xlsx"}, {"period": "x", "format": "exe"}])
def test_a_wrong_choice_is_refused(
    agency: Agency, period: Period, client: Client, data: dict[str, str]
) -> None:
    answer = factories.sign_in(client, agency.personnel).post(reverse("exports"), data)
    assert answer.status_code == 422
    assert not Job.objects.exists()


def test_a_finished_report_is_out_of_reach_for_whoever_lost_the_right(
    agency: Agency, period: Period, client: Client
) -> None:
    factories.make_appraisal(agency)
    job = ask(client, agency.unit_personnel, period)
    carry_out()
    fetched(client, job)
    agency.unit_personnel.user.groups.clear()
    for name in ("job", "job_file"):
        assert client.get(reverse(name, args=[job.uuid])).status_code == 404
