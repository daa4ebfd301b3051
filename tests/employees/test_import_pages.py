import io
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from employees import import_jobs, outbox, tabular
from employees.models import Employee, Job, Outbox
from tests.employees.import_files import DATA, PERSON, UNIT, person, three_people, three_units
from tests.factories import Agency, sign_in

pytestmark = pytest.mark.django_db


def upload(client: Client, people: bytes, units: bytes, name: str = "pegawai.csv") -> Any:
    files = {
        "people": SimpleUploadedFile(name, people),
        "units": SimpleUploadedFile("unor.csv", units),
        "as_of": "2026-03-02",
    }
    return client.post(reverse("imports"), files)


def file(rows: list[dict[str, str]], columns: dict[str, str], kind: str = "csv") -> bytes:
    cells = [[row[key] for key in columns] for row in rows]
    return tabular.write(list(columns), cells, kind=kind, delimiter=";")


def checked(client: Client, *more: dict[str, str], kind: str = "csv") -> Job:
    people = file([*three_people(), *more], PERSON, kind)
    response = upload(client, people, file(three_units(), UNIT), f"pegawai.{kind}")
    assert response.status_code == 302
    return Job.objects.get(kind=import_jobs.CHECK)


def work() -> None:
    """What relay and worker do."""
    for row in Outbox.objects.filter(done_at__isnull=True, kind="job"):
        outbox.carry_out(row.pk)


def page(client: Client, job: Job) -> Any:
    response = client.get(reverse("import", args=[job.uuid]))
    assert response.status_code == 200
    return response


def test_files_are_first_looked_at_then_applied_by_a_worker(client: Client, agency: Agency) -> None:
    sign_in(client, agency.personnel)
    before = Employee.objects.count()
    job = checked(client)
    shown = page(client, job)
    assert shown.context["report"]["created"] == 3
    assert "Terapkan" in shown.content.decode()
    assert Employee.objects.count() == before
    answer = client.post(reverse("apply_import", args=[job.uuid]))
    applied = Job.objects.get(kind=import_jobs.APPLY)
    assert answer.headers["Location"] == reverse("import", args=[applied.uuid])
    assert "Menunggu giliran" in page(client, applied).content.decode()
    assert Employee.objects.count() == before
    work()
    assert Employee.objects.count() == before + 4  # with the head of the root
    result = page(client, applied)
    assert result.context["report"]["applied"]
    assert "Impor sudah diterapkan" in result.content.decode()
    applied.refresh_from_db()
    assert (applied.done, applied.total) == (6, 6)


def test_uploaded_files_are_kept_until_they_are_applied(client: Client, agency: Agency) -> None:
    sign_in(client, agency.personnel)
    job = checked(client)
    kept = [f"{import_jobs.folder(job)}/{kind}" for kind in import_jobs.KINDS]
    assert all(default_storage.exists(path) for path in kept)
    client.post(reverse("apply_import", args=[job.uuid]))
    work()
    assert not any(default_storage.exists(path) for path in kept)


def test_applying_twice_is_one_job(client: Client, agency: Agency) -> None:
    sign_in(client, agency.personnel)
    job = checked(client)
    for _ in range(2):
        client.post(reverse("apply_import", args=[job.uuid]))
    assert Job.objects.filter(kind=import_jobs.APPLY).count() == 1
    work()
    assert "sudah diterapkan" in page(client, job).content.decode()


def test_a_job_whose_files_are_gone_fails_with_advice(client: Client, agency: Agency) -> None:
    sign_in(client, agency.personnel)
    job = checked(client)
    client.post(reverse("apply_import", args=[job.uuid]))
    default_storage.delete(f"{import_jobs.folder(job)}/people")
    work()
    applied = Job.objects.get(kind=import_jobs.APPLY)
    assert applied.status == Job.Status.FAILED
    assert "Unggah kedua berkas lagi" in page(client, applied).content.decode()


def test_a_large_file_is_checked_by_a_worker(
    client: Client, agency: Agency, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_jobs, "AT_ONCE", 1)
    sign_in(client, agency.personnel)
    job = checked(client)
    assert job.status == Job.Status.QUEUED
    early = client.post(reverse("apply_import", args=[job.uuid]))
    assert early.headers["Location"] == reverse("import", args=[job.uuid])
    work()
    assert page(client, job).context["report"]["created"] == 3


def test_a_large_workbook_is_read_by_a_worker_too(
    client: Client, agency: Agency, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_jobs, "WORKBOOK_AT_ONCE", 100)
    sign_in(client, agency.personnel)
    job = checked(client, kind="xlsx")
    assert job.status == Job.Status.QUEUED
    work()
    assert page(client, job).context["report"]["created"] == 3


@pytest.mark.parametrize("broken", [True, False])
def test_what_is_wrong_with_a_large_workbook_stands_on_its_page(
    client: Client, agency: Agency, monkeypatch: pytest.MonkeyPatch, broken: bool
) -> None:
    monkeypatch.setattr(import_jobs, "WORKBOOK_AT_ONCE", 100)
    sign_in(client, agency.personnel)
    without = {key: value for key, value in PERSON.items() if key != "nama"}
    people = file(three_people(), without, "xlsx")
    upload(client, people[:-300] if broken else people, file(three_units(), UNIT), "pegawai.xlsx")
    work()
    job = Job.objects.get(kind=import_jobs.CHECK)
    assert job.status == Job.Status.FAILED
    said = "Excel ini rusak" if broken else "Berkas pegawai.xlsx tidak punya kolom nama"
    assert said in page(client, job).content.decode()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_faulty_rows_come_back_in_the_uploaded_layout_with_the_reason(
    client: Client, agency: Agency, kind: str
) -> None:
    sign_in(client, agency.personnel)
    bad = person(9, nama='=HYPERLINK("x")', nip_baru="123")
    job = checked(client, bad, kind=kind)
    answer = client.get(reverse("import_problems", args=[job.uuid, "pegawai"]))
    assert f"masalah-pegawai.{kind}" in answer.headers["Content-Disposition"]
    content = b"".join(answer.streaming_content)
    if kind == "csv":
        assert b"'=HYPERLINK" in content
    table = tabular.read(content, "x")
    assert table.columns == [*PERSON, "masalah"]
    assert [row["nama"] for row in table.rows] == ['=HYPERLINK("x")']
    assert table.rows[0]["masalah"].startswith("Ditolak: NIP berisi 3 angka")


def test_mended_rows_are_taken_when_uploaded_alone(client: Client, agency: Agency) -> None:
    sign_in(client, agency.personnel)
    job = checked(client, person(9, nip_baru="123", nama="Sari"))
    client.post(reverse("apply_import", args=[job.uuid]))
    work()
    answer = client.get(reverse("import_problems", args=[job.uuid, "pegawai"]))
    content = b"".join(answer.streaming_content).replace(b"123", b"198609262015051009", 1)
    assert upload(client, content, file(three_units(), UNIT)).status_code == 302
    second = Job.objects.filter(kind=import_jobs.CHECK).latest("created_at")
    report = page(client, second).context["report"]
    assert (report["created"], report["updated"], report["rejected"]) == (1, 0, [])
    assert [each["kind"] for each in report["warnings"]] == ["units"]


@pytest.mark.parametrize(
    ("people", "words"),
    [
        (b"", "kosong"),
        (b"a,b\n1,2\n", "tidak punya kolom nip_baru"),
        (b"PK\x03\x04xxxx", "rusak"),
    ],
)
def test_what_cannot_be_read_is_refused_beside_its_field(
    client: Client, agency: Agency, people: bytes, words: str
) -> None:
    sign_in(client, agency.personnel)
    answer = upload(client, people, file(three_units(), UNIT))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Job.objects.exists()


def test_text_that_looks_like_markup_is_shown_as_text(client: Client, agency: Agency) -> None:
    sign_in(client, agency.personnel)
    people, units = ((DATA / f"{name}_bermasalah.csv").read_bytes() for name in ("pegawai", "unor"))
    upload(client, people, units)
    job = Job.objects.get()
    assert "1.98609262015051E+17" in page(client, job).content.decode()
    client.post(reverse("apply_import", args=[job.uuid]))
    work()
    names = client.get(reverse("people"), {"q": "alert"}).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in names
    assert "<script>alert" not in names


@pytest.mark.parametrize("who", ["staff", "unit_personnel", "auditor"])
def test_only_personnel_of_the_agency_import(client: Client, agency: Agency, who: str) -> None:
    job = checked(sign_in(client, agency.personnel))
    sign_in(client, getattr(agency, who))
    assert client.get(reverse("imports")).status_code == 403
    assert client.get(reverse("import", args=[job.uuid])).status_code == 403
    assert client.post(reverse("apply_import", args=[job.uuid])).status_code == 403
    assert client.get(reverse("import_problems", args=[job.uuid, "pegawai"])).status_code == 403


def test_another_kind_of_job_is_not_an_import(client: Client, agency: Agency) -> None:
    other = Job.objects.create(kind="export", title="Ekspor", requested_by=agency.personnel)
    sign_in(client, agency.personnel)
    assert client.get(reverse("import", args=[other.uuid])).status_code == 404


def test_an_unknown_download_is_not_there(client: Client, agency: Agency) -> None:
    sign_in(client, agency.personnel)
    job = checked(client)
    assert client.get(reverse("import_problems", args=[job.uuid, "lain"])).status_code == 404


def test_an_upload_too_large_is_refused(
    client: Client, agency: Agency, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("employees.people_forms.LARGEST_UPLOAD", 10)
    sign_in(client, agency.personnel)
    answer = upload(client, io.BytesIO(b"x" * 20).getvalue(), b"Id\n")
    assert answer.status_code == 422
    assert "60 MB" in answer.content.decode()
