"""The documents of a year as one ZIP: what is in it, for whom, what is told of the rest; and a killed worker."""

from __future__ import annotations

import csv
import io
import os
import signal
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from appraisal import bulk, bulk_job, confined, documents, pdf, undrawn
from appraisal.models import Document, DrawingFailure, Evaluation, EvaluationStatus, Period
from employees import jobs, outbox
from employees.models import Employee, Job, Outbox, Unit
from tests import factories
from tests.factories import Agency
from tests.workers import broker_in, celery_worker, publish, url_of, wait_until

pytestmark = pytest.mark.django_db
Rows = list[dict[str, str]]
WHY = "Arsip dokumen kinerja instansi."


@pytest.fixture
def period(agency: Agency) -> Period:
    return factories.make_period()


@pytest.fixture
def final(agency: Agency, period: Period) -> Evaluation:
    return factories.make_evaluation(agency, EvaluationStatus.FINAL)


def ask(client: Client, who: Employee, period: Period, **more: object) -> Job:
    url = reverse("document_exports")
    answer = factories.sign_in(client, who).post(url, {"period": period.year, "purpose": WHY, **more})
    assert answer.status_code == 302, answer.content.decode()
    return Job.objects.filter(kind=bulk_job.KIND, requested_by=who).latest("pk")


def run(job: Job) -> Job:
    outbox.carry_out(Outbox.objects.get(key=f"job:{job.uuid}").pk)
    job.refresh_from_db()
    return job


def fetched(client: Client, job: Job) -> tuple[list[str], Rows, zipfile.ZipFile]:
    answer = client.get(reverse("job_file", args=[job.uuid]))
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer)))
    assert archive.testzip() is None
    told = archive.read(bulk.MANIFEST).decode("utf-8-sig")
    paths = [name for name in archive.namelist() if name != bulk.MANIFEST]
    return paths, list(csv.DictReader(io.StringIO(told, newline=""))), archive


# --- what is in it ----------------------------------------------------------------------
def test_personnel_get_what_is_final_and_read_what_is_missing(
    agency: Agency, period: Period, final: Evaluation, client: Client
) -> None:
    factories.make_evaluation(agency, EvaluationStatus.DELIVERED, employee=agency.colleague)
    page = factories.sign_in(client, agency.personnel).get(reverse("document_exports")).content.decode()
    others = bulk.Selection(period, Unit.objects.all()).counts().unfinished
    assert f"1 dokumen final, {others} belum final." in page
    job = run(ask(client, agency.personnel, period))
    assert (job.status, job.done, job.total, job.file_name) == ("DONE", 1, 1, f"dokumen-{period.year}.zip")
    paths, rows, archive = fetched(client, job)
    assert paths == [f"{period.year}/Bidang Guru/{agency.staff.nip}_D.1.1.pdf"]
    document = Document.objects.get(status="VALID", evaluation=final)
    assert archive.read(paths[0]) == documents.read(document)
    [there] = [row for row in rows if row["berkas"]]
    assert there["SHA-256"] == document.sha256
    assert there["kode verifikasi"] == document.code
    assert (there["versi"], there["halaman"]) == (str(document.version), str(document.pages))
    [lack] = [row for row in rows if row["nama"] == agency.colleague.full_name]
    assert (lack["berkas"], lack["yang kurang"]) == ("", "belum final: Disampaikan")
    assert len(rows) == 1 + others


def test_what_is_kept_is_never_drawn_again(
    agency: Agency, period: Period, final: Evaluation, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents.keep(final)
    monkeypatch.setattr(pdf, "render_pdf", lambda *_: pytest.fail("drawn again"))
    assert len(fetched(client, run(ask(client, agency.personnel, period)))[0]) == 1
    assert Document.objects.count() == 1


def test_unit_personnel_get_their_subtree_and_never_more(
    agency: Agency, period: Period, final: Evaluation, client: Client
) -> None:
    job = run(ask(client, agency.unit_personnel, period))
    assert len(fetched(client, job)[0]) == 1
    other = run(ask(client, agency.other_unit_personnel, period))
    paths, rows, _ = fetched(client, other)
    assert paths == []
    assert {row["unit"] for row in rows} <= {"Dinas Kesehatan"}
    assert other.message == bulk_job.NOTHING


def test_a_unit_of_somebody_else_is_refused_on_the_page_and_in_the_worker(
    agency: Agency, period: Period, final: Evaluation, client: Client
) -> None:
    factories.sign_in(client, agency.other_unit_personnel)
    data = {"period": period.year, "unit": str(agency.office.uuid), "purpose": WHY}
    assert client.post(reverse("document_exports"), data).status_code == 422
    job = run(bulk_job.request(period, agency.other_unit_personnel, purpose=WHY, unit=agency.office))
    assert (job.status, job.message) == ("FAILED", bulk_job.NO_RIGHT)


def test_rights_are_asked_in_every_part_of_the_work(
    agency: Agency, period: Period, final: Evaluation, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.make_evaluation(agency, EvaluationStatus.FINAL, employee=agency.colleague)
    monkeypatch.setattr(bulk_job, "PART_SECONDS", 0.0)
    job = run(ask(client, agency.unit_personnel, period))
    assert (job.status, job.done, job.total) == ("RUNNING", 1, 2)
    agency.unit_personnel.user.groups.clear()
    assert (run(job).status, job.message) == ("FAILED", bulk_job.NO_RIGHT)
    assert Document.objects.count() == 1


def test_people_without_nip_and_units_of_one_name_have_speaking_names(
    agency: Agency, period: Period, final: Evaluation, client: Client
) -> None:
    second = factories.make_evaluation(agency, EvaluationStatus.FINAL, employee=agency.colleague)
    Unit.objects.filter(pk=agency.other_office.pk).update(name="bidang guru")
    second.appraisal.unit = agency.other_office
    second.appraisal.save()
    Employee.objects.filter(pk=agency.colleague.pk).update(kind="NON_ASN", nip="", name="../Rina")
    paths, _, _ = fetched(client, run(ask(client, agency.personnel, period)))
    assert set(paths) == {
        f"{period.year}/Bidang Guru (Dinas Pendidikan)/{agency.staff.nip}_D.1.1.pdf",
        f"{period.year}/bidang guru (Pemerintah Kota Contoh)/Tanpa NIP Rina_D.1.1.pdf",
    }


def test_a_damaged_file_is_left_out_and_told(
    agency: Agency, period: Period, final: Evaluation, client: Client
) -> None:
    job = run(ask(client, agency.personnel, period))
    document = Document.objects.get()
    with default_storage.open(document.file.name, "wb") as file:
        file.write(b"palsu")
    paths, rows, _ = fetched(client, job)
    assert paths == []
    [row] = [row for row in rows if row["SHA-256"] == document.sha256]
    assert (row["berkas"], row["yang kurang"]) == ("", bulk.DAMAGED[0])


def test_what_people_typed_is_no_formula_in_the_manifest(
    agency: Agency, period: Period, final: Evaluation, client: Client
) -> None:
    Employee.objects.filter(pk=agency.staff.pk).update(name="=1+1")
    rows = fetched(client, run(ask(client, agency.personnel, period)))[1]
    assert not [row for row in rows if row["nama"].startswith("=")]


def test_the_list_is_gone_after_a_day_and_holds_no_document(
    agency: Agency, period: Period, final: Evaluation, client: Client
) -> None:
    job = run(ask(client, agency.personnel, period))
    assert jobs.files_kept(bulk_job.KIND) == timedelta(hours=24)
    with default_storage.open(job.file.name) as kept:
        assert kept.read().startswith("\ufeffnama,NIP".encode())


def test_as_many_queries_for_many_people_as_for_one(
    agency: Agency, period: Period, final: Evaluation
) -> None:
    factories.make_evaluation(agency, EvaluationStatus.FINAL, employee=agency.colleague)
    rows = list(bulk._rows(bulk.Selection(period, Unit.objects.all())))
    assert len(rows) >= 2
    with CaptureQueriesContext(connection) as asked:
        list(bulk._rows(bulk.Selection(period, Unit.objects.all())))
    assert len(asked) == 4


def test_the_command_writes_the_same_archive(agency: Agency, period: Period, final: Evaluation) -> None:
    out = default_storage.path("keluar.zip")
    told = io.StringIO()
    call_command("export_documents", period.year, out, unit="Bidang Guru", window="AKHIR", stdout=told)
    assert "1 documents; 0 could not be drawn" in told.getvalue()
    with zipfile.ZipFile(out) as archive:
        assert archive.namelist() == [
            f"{period.year}/Bidang Guru/{agency.staff.nip}_D.1.1.pdf", bulk.MANIFEST,
        ]  # fmt: skip
    with pytest.raises(CommandError, match="0 units"):
        call_command("export_documents", period.year, out, unit="Tidak Ada")
    with pytest.raises(CommandError, match="no period"):
        call_command("export_documents", 1999, out)


# --- what cannot be drawn -----------------------------------------------------------------
def test_a_poisoned_document_is_told_and_the_others_come(
    agency: Agency, period: Period, final: Evaluation, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    poisoned = factories.make_evaluation(agency, EvaluationStatus.FINAL, employee=agency.colleague)
    real, tried = documents.keep, []

    def keep(evaluation: Evaluation, form: str = "") -> Document | None:
        if evaluation == poisoned:
            tried.append(evaluation.pk)
            raise confined.TooSlowError("Lebih dari 60 detik.")
        return real(evaluation, form)

    monkeypatch.setattr(documents, "keep", keep)
    monkeypatch.setattr(bulk_job, "PART_SECONDS", 0.0)
    job = ask(client, agency.personnel, period)
    while run(job).status == Job.Status.RUNNING:
        pass
    assert (job.status, job.message) == ("DONE", bulk_job.LACKING.format(count=1))
    assert tried == [poisoned.pk], "once for each time that somebody asks"
    paths, rows, _ = fetched(client, job)
    assert len(paths) == 1
    [row] = [row for row in rows if row["yang kurang"] == "pembuatannya melewati batas waktu"]
    assert row["yang perlu dilakukan"] == undrawn.ADVICE[undrawn.Reason.TOO_SLOW]
    page = client.get(reverse("document_exports")).content.decode()
    assert "Dokumen yang gagal dibuat" in page
    assert "Pembuatannya melewati batas waktu (1 kali dicoba" in page


def test_a_drawing_that_takes_its_worker_down_twice_is_left_alone(final: Evaluation) -> None:
    selection = bulk.Selection(final.appraisal.period, Unit.objects.all())
    asked = timezone.now()
    for still in (True, False):
        assert selection.to_draw(asked) == [final.pk]
        undrawn.begin(final)  # and then the worker is gone
        assert (selection.to_draw(asked) == [final.pk]) is still
    assert selection.failures().get().tries == 2
    assert selection.to_draw(timezone.now()) == [final.pk], "whoever asks anew has it tried anew"


@pytest.mark.parametrize(
    ("error", "tries"), [(pdf.TooLongError("201 halaman"), 1), (confined.TooSlowError("60 s"), 3)]
)
def test_the_queue_tries_a_poisoned_document_no_more_than_it_may_help(
    final: Evaluation, monkeypatch: pytest.MonkeyPatch, error: confined.DrawingError, tries: int
) -> None:
    def keep(_: Evaluation) -> None:
        raise error

    with monkeypatch.context() as poisoned:
        poisoned.setattr(documents, "keep", keep)
        row = Outbox.objects.filter(kind="document").latest("pk")
        for _ in range(tries - 1):
            with pytest.raises(type(error)):
                outbox.carry_out(row.pk)
        assert outbox.carry_out(row.pk), "done: it is not tried again"
    failure = DrawingFailure.objects.get()
    assert (failure.reason, failure.tries, failure.detail) == (error.reason, tries, str(error))
    outbox.put("document", "again", {"evaluation": str(final.uuid)})
    outbox.carry_out(Outbox.objects.get(key="again").pk)
    assert Document.objects.exists()
    assert not DrawingFailure.objects.exists(), "gone as soon as it is drawn"


def test_a_document_given_up_by_the_queue_is_told_to_personnel(final: Evaluation) -> None:
    row = Outbox.objects.filter(kind="document").latest("pk")
    Outbox.objects.filter(pk=row.pk).update(crashes=outbox.MOST_CRASHES)
    assert not outbox.carry_out(row.pk)
    assert DrawingFailure.objects.get().reason == "CRASHED"


def test_every_reason_tells_what_to_do() -> None:
    assert undrawn.ADVICE.keys() == set(DrawingFailure.Reason)
    assert {one.reason for one in (confined.DrawingError, confined.TooSlowError, confined.TooLargeError)} | {
        pdf.TooLongError.reason, pdf.ForeignResourceError.reason,
    } == set(DrawingFailure.Reason.values) - {"BEGUN"}  # fmt: skip


# --- a worker that is killed ----------------------------------------------------------------
@pytest.fixture
def broker(tmp_path: Path) -> Iterator[str]:
    with broker_in(tmp_path) as server:
        yield url_of(server)


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_goes_on_where_it_was_and_draws_nothing_twice(broker: str, client: Client) -> None:
    """kill -9 after the first documents; when its claim has lapsed, another worker draws the others only."""
    agency, files = factories.make_agency(), os.environ["KINERJA_TEST_FILES"]
    period = factories.make_period()
    for person in (agency.staff, agency.colleague, agency.unit_personnel, agency.personnel, agency.auditor):
        factories.make_evaluation(agency, EvaluationStatus.FINAL, employee=person)
    job = bulk_job.request(period, agency.personnel, purpose=WHY)
    with celery_worker(broker, files, queues="pdf") as worker:
        publish(broker, job, queue="pdf")
        assert wait_until(lambda: Document.objects.count() >= 2)
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait(5)
    before = set(Document.objects.values_list("pk", "sha256"))
    job.refresh_from_db()
    assert (job.status, len(before) < 5) == ("RUNNING", True)
    with celery_worker(broker, files, queues="pdf"):
        publish(broker, job, queue="pdf")
        assert wait_until(lambda: Job.objects.get().status == Job.Status.DONE)
    assert before < set(Document.objects.values_list("pk", "sha256"))
    assert sorted(Document.objects.values_list("version", flat=True)) == [1] * 5
    assert not DrawingFailure.objects.exists(), "being killed once proves nothing against a document"
    factories.sign_in(client, agency.personnel)
    assert len(fetched(client, job)[0]) == 5
