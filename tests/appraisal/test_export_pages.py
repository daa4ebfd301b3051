"""Asking for the yearly report in the browser: a job, its progress, its file, and who sees it."""

from __future__ import annotations

import errno
import hashlib
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from time_machine import TimeMachineFixture

from appraisal import export_job, export_kinds
from appraisal.models import Appraisal, ColumnChoice, Period, ViewLog
from employees import jobs, outbox, tidying
from employees.models import Employee, Job, Outbox
from employees.templatetags.kinerja import moment_id
from tests import factories
from tests.factories import Agency

pytestmark = pytest.mark.django_db
WHY = "Laporan kinerja kepada Sekretaris Daerah."


@pytest.fixture
def period(agency: Agency) -> Period:
    return factories.make_period()


def wanted(period: Period, form: str = "xlsx", table: str = "tahunan", **more: object) -> dict[str, object]:
    """What the page of a yearly report posts; all columns unless it is said otherwise."""
    columns = [column.key for column in export_kinds._KINDS[table].columns]
    return {"period": period.year, "format": form, "purpose": WHY, "columns": columns, **more}


def ask(client: Client, who: Employee, period: Period, form: str = "xlsx", **more: object) -> Job:
    url = reverse("export_table", args=["tahunan"])
    answer = factories.sign_in(client, who).post(url, wanted(period, form, **more))
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
        assert archive.namelist() == [f"tahunan-{period.year}{name}.csv" for name in names]


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
    url = reverse("export_table", args=["tahunan"])
    assert client.get(url).status_code == status
    assert client.post(url, wanted(period)).status_code == (302 if status == 200 else 403)


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


@pytest.mark.parametrize(
    "wrong",
    [
        {"period": "1999"},
        {"period": "x", "format": "exe"},
        {"format": "json"},
        {"columns": []},
        {"columns": ["nip", "password"]},
        {"unit": "00000000-0000-4000-8000-000000000000"},
    ],
)
def test_a_wrong_choice_is_refused(
    agency: Agency, period: Period, client: Client, wrong: dict[str, object]
) -> None:
    factories.sign_in(client, agency.personnel)
    answer = client.post(reverse("export_table", args=["tahunan"]), wanted(period) | wrong)
    assert answer.status_code == 422
    assert not Job.objects.exists()


@pytest.mark.parametrize(
    ("purpose", "said"), [("", "Tulis untuk apa data ini dipakai."), ("data", "sedikitnya 10 huruf")]
)
def test_nobody_takes_data_out_without_saying_what_for(
    agency: Agency, period: Period, client: Client, purpose: str, said: str
) -> None:
    factories.sign_in(client, agency.personnel)
    answer = client.post(reverse("export_table", args=["tahunan"]), wanted(period, purpose=purpose))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Job.objects.exists()


def test_a_unit_narrows_the_report_and_only_the_chosen_columns_are_in_it(
    agency: Agency, period: Period, client: Client
) -> None:
    factories.make_appraisal(agency)
    job = ask(client, agency.personnel, period, unit=str(agency.other_office.uuid), columns=["nip", "unit"])
    carry_out()
    book = load_workbook(BytesIO(fetched(client, job)))
    head, *rows = book["Laporan"].iter_rows(values_only=True)
    assert head == ("NIP", "Unit kerja")
    assert {row[1] for row in rows} == {"Dinas Kesehatan"}
    assert [cell.value for cell in book["Ditutup"][1]] == ["NIP", "Unit kerja", "Alasan ditutup"]
    assert book["Sebaran"].max_column == 12
    job.refresh_from_db()
    assert "Dinas Kesehatan" in job.title


def test_a_choice_of_columns_is_kept_under_its_name_for_its_owner_alone(
    agency: Agency, period: Period, client: Client
) -> None:
    ask(client, agency.personnel, period, columns=["nip", "name"], save_as="Untuk TPP")
    kept = ColumnChoice.objects.get()
    url = reverse("export_table", args=["tahunan"]) + f"?pilihan={kept.uuid}"
    page = client.get(url).content.decode()
    assert "Kolom menurut pilihan «Untuk TPP»" in page
    assert page.count('name="columns" value="nip" id="id_columns_0" checked') == 1
    assert page.count("checked") == 3  # two columns and a format
    remove = reverse("column_choice_delete", args=[kept.uuid])
    factories.sign_in(client, agency.unit_personnel)
    assert "Untuk TPP" not in client.get(url).content.decode()
    assert client.post(remove).status_code == 404
    factories.sign_in(client, agency.personnel).post(remove)
    assert not ColumnChoice.objects.exists()


def test_the_log_says_who_took_what_for_which_purpose_and_stays_when_the_file_is_gone(
    agency: Agency, period: Period, client: Client
) -> None:
    factories.make_appraisal(agency)
    job = ask(client, agency.unit_personnel, period)
    carry_out()
    for _ in range(2):
        fetched(client, job)
    assert [one.actor for one in job.downloads.all()] == [agency.unit_personnel] * 2
    assert ViewLog.objects.count() == 2, "once each time, for the log of exports and the history alike"
    job.refresh_from_db()
    assert job.rows is not None
    assert job.rows > 0
    assert len(job.sha256) == 64
    Job.objects.filter(pk=job.pk).update(finished_at=job.finished_at - timedelta(hours=25))
    tidying.tidy()
    for who, seen in (("personnel", True), ("auditor", True), ("other_unit_personnel", False)):
        page = factories.sign_in(client, getattr(agency, who)).get(reverse("export_log")).content.decode()
        assert (WHY in page) == seen, who
        assert ("Berkas sudah dihapus" in page) == seen
    factories.sign_in(client, agency.auditor)
    for query, seen in {
        "q=Sekretaris": True, "q=per+pegawai": True, "q=rapat": False, "dari=2999-01-01": False, "dari=x": False,
    }.items():  # fmt: skip
        assert (WHY in client.get(f"{reverse('export_log')}?{query}").content.decode()) == seen, query


def test_a_closed_year_exports_the_same_bytes_again(
    agency: Agency, period: Period, client: Client, time_machine: TimeMachineFixture
) -> None:
    """Issue 6: 'a closed year exports the same bytes again'; XLSX and the ZIP of CSV files alike."""
    factories.make_evaluation(agency, "FINAL")
    now = timezone.now()
    Period.objects.filter(pk=period.pk).update(status="CLOSED", closed_at=now, closed_by=agency.personnel)
    sums = []
    for later in (timedelta(0), timedelta(days=400, hours=5)):
        time_machine.move_to(now + later)
        for form in ("xlsx", "csv"):
            Job.objects.all().delete()
            job = ask(client, agency.personnel, period, form)
            carry_out()
            job.refresh_from_db()
            with default_storage.open(str(job.file.name)) as file:
                content = file.read()
            assert hashlib.sha256(content).hexdigest() == job.sha256
            sums.append(job.sha256)
    assert sums[:2] == sums[2:]
    factories.add_target(Appraisal.objects.get(employee=agency.staff), "Arsip tertata")
    Appraisal.objects.filter(employee=agency.staff).update(unit=agency.other_office)
    Job.objects.all().delete()
    job = ask(client, agency.personnel, period)
    carry_out()
    job.refresh_from_db()
    assert job.sha256 != sums[0], "the control: another fact makes other bytes"


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
