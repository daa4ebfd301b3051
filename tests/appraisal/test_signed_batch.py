"""Documents out to BSrE in one ZIP and back in one: what goes out, what is matched, what is refused, and by whom."""

from __future__ import annotations

import csv
import hashlib
import io
import uuid
import zipfile

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from appraisal import documents, signed_batch, signed_files, signed_import, verification
from appraisal.models import Document, Evaluation, EvaluationStatus, Event, Period
from employees import outbox
from employees.models import Employee, Job, Outbox
from tests import factories
from tests.appraisal.test_documents import carry_out as draw
from tests.factories import Agency

pytestmark = pytest.mark.django_db
SIGNATURE = b"<< /Type /Sig /Filter /Adobe.PPKLite /ByteRange [0 1 2 3] /Contents <00> >>"


@pytest.fixture
def evaluation(agency: Agency) -> Evaluation:
    found = factories.make_evaluation(agency, EvaluationStatus.FINAL, period=factories.make_period())
    draw()
    return found


@pytest.fixture
def document(evaluation: Evaluation) -> Document:
    return evaluation.documents.get(status="VALID")


def carry_out(job: Job) -> Job:
    """Do what the worker would do now."""
    for row in Outbox.objects.filter(kind__in=["job", "drawn_job"], done_at__isnull=True):
        outbox.carry_out(row.pk)
    job.refresh_from_db()
    return job


def sign(content: bytes) -> bytes:
    """As BSrE does: our bytes, and a signature appended."""
    with pikepdf.open(io.BytesIO(content)) as document:
        number, last = len(document.objects) + 1, content.rfind(b"startxref")
    start = int(content[last + 9 :].split()[0])
    where = len(content) + 1
    added = b"\n%d 0 obj\n%s\nendobj\n" % (number, SIGNATURE)
    table = len(content) + len(added)
    with pikepdf.open(io.BytesIO(content)) as document:
        root, info = document.Root.objgen[0], document.trailer.Info.objgen[0]
    entry = b"xref\n%d 1\n%010d 00000 n \ntrailer\n" % (number, where)
    trailer = b"<< /Size %d /Root %d 0 R /Info %d 0 R /Prev %d >>" % (number + 1, root, info, start)
    return content + added + entry + trailer + b"\nstartxref\n%d\n%%%%EOF\n" % table


def rewritten(
    content: bytes, *, keywords: str | None = None, pages: int | None = None, signed: bool = True
) -> bytes:
    """As a signer that writes the whole file anew does."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        if keywords is not None:
            document.docinfo["/Keywords"] = keywords
        if pages is not None:
            del document.pages[pages:]
        if signed:
            document.Root.Signature = document.make_indirect(
                pikepdf.Dictionary(Type=pikepdf.Name.Sig, ByteRange=[0, 1, 2, 3], Contents=b"x")
            )
        document.save(out)
    return out.getvalue()


def packed(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def send(client: Client, content: bytes, name: str = "balik.zip") -> HttpResponse:
    upload = SimpleUploadedFile(name, content)
    return client.post(reverse("signed_upload"), {"_submission": str(uuid.uuid4()), "file": upload})


def report(client: Client, files: dict[str, bytes]) -> dict[str, tuple[str, str]]:
    """By file, result and reason after the upload of these files."""
    assert send(client, packed(files)).status_code == 302
    job = carry_out(Job.objects.filter(kind=signed_import.KIND).latest("pk"))
    assert job.status == "DONE", job.message
    with default_storage.open(str(job.file.name)) as file:
        rows = csv.DictReader(io.StringIO(file.read().decode("utf-8-sig")))
        return {row["berkas"]: (row["hasil"], row["keterangan"]) for row in rows}


def exported(by: Employee, period: Period) -> dict[str, bytes]:
    job = carry_out(signed_batch.request(period, by))
    if job.status != "DONE":
        return {}
    with default_storage.open(str(job.file.name)) as file, zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def desk(client: Client, agency: Agency) -> Client:
    return factories.sign_in(client, agency.personnel)


def named(document: Document) -> str:
    return f"{verification.code_printed(document.code)} D.1.1.pdf"


# --- out ------------------------------------------------------------------------------
def test_the_zip_has_the_unsigned_documents_and_a_manifest_with_codes_and_hashes(
    agency: Agency, evaluation: Evaluation, document: Document
) -> None:
    files = exported(agency.unit_personnel, evaluation.appraisal.period)

    assert set(files) == {named(document), "manifest.csv"}
    assert files[named(document)] == documents.read(document)
    [line] = csv.DictReader(io.StringIO(files["manifest.csv"].decode("utf-8-sig")))
    assert (line["berkas"], line["SHA-256"]) == (named(document), document.sha256)
    assert line["kode verifikasi"] == verification.code_printed(document.code)
    with pikepdf.open(io.BytesIO(files[named(document)])) as pdf:
        assert str(pdf.docinfo["/Keywords"]) == verification.code_printed(document.code)


def test_nobody_gets_documents_of_units_that_he_does_not_administer(
    agency: Agency, evaluation: Evaluation
) -> None:
    period = evaluation.appraisal.period
    assert exported(agency.other_unit_personnel, period) == {}
    assert exported(agency.superior, period) == {}
    assert Job.objects.filter(kind=signed_batch.KIND, status="FAILED").count() == 2


def test_a_draft_is_not_sent_out(agency: Agency) -> None:
    factories.make_evaluation(agency, EvaluationStatus.DELIVERED, period=factories.make_period())
    draw()
    assert exported(agency.personnel, Period.objects.get()) == {}


def test_the_page_asks_for_a_zip_of_a_unit(desk: Client, agency: Agency, evaluation: Evaluation) -> None:
    sent = {
        "_submission": str(uuid.uuid4()),
        "period": evaluation.appraisal.period.year,
        "unit": agency.section.uuid,
    }
    answer = desk.post(reverse("signed_batches"), sent)
    assert answer.status_code == 302
    assert carry_out(Job.objects.get(kind=signed_batch.KIND)).status == "DONE"


# --- back -----------------------------------------------------------------------------
def test_a_signed_file_is_kept_with_its_evaluation_and_told_to_its_readers(
    desk: Client, agency: Agency, evaluation: Evaluation, document: Document
) -> None:
    signed = sign(documents.read(document))

    assert report(desk, {named(document): signed, "manifest.csv": b"x"}) == {
        named(document): ("dilampirkan", "")
    }

    [copy] = signed_files.of(evaluation)
    assert copy.sha256 == hashlib.sha256(signed).hexdigest()
    event = Event.objects.get(evaluation=evaluation, action="attach_signed")
    assert event.actor == agency.personnel
    assert verification.code_printed(document.code) in event.note
    document.refresh_from_db()
    assert hashlib.sha256(documents.read(document)).hexdigest() == document.sha256
    assert exported(agency.personnel, evaluation.appraisal.period) == {}, "nothing is left to be signed"


def test_the_same_zip_again_changes_nothing(desk: Client, document: Document) -> None:
    signed = sign(documents.read(document))
    report(desk, {named(document): signed})

    assert report(desk, {named(document): signed}) == {named(document): ("sudah terlampir", "")}
    assert Event.objects.filter(action="attach_signed").count() == 1


def test_a_renamed_file_is_found_by_the_code_inside(desk: Client, document: Document) -> None:
    whole = rewritten(documents.read(document))
    assert report(desk, {"folder/berkas1_signed.pdf": whole}) == {"berkas1_signed.pdf": ("dilampirkan", "")}


def test_a_further_signature_on_the_same_file_is_kept_too(desk: Client, document: Document) -> None:
    once = sign(documents.read(document))
    report(desk, {named(document): once})
    twice = sign(once)

    assert report(desk, {named(document): twice}) == {named(document): ("dilampirkan", "")}
    assert signed_batch.copies().last().size == len(twice)


def test_another_signed_file_does_not_take_the_place_of_the_first(desk: Client, document: Document) -> None:
    report(desk, {named(document): sign(documents.read(document))})

    other = report(desk, {named(document): rewritten(documents.read(document))})

    assert other[named(document)][0] == "tidak dilampirkan"
    assert "sudah mempunyai" in other[named(document)][1]


def test_what_does_not_fit_is_told_file_by_file_and_the_rest_is_kept(
    desk: Client, document: Document
) -> None:
    ours, code = documents.read(document), verification.code_printed(document.code)
    found = report(
        desk,
        {
            f"{code} a.pdf": ours,
            f"{code} b.pdf": rewritten(ours, pages=1),
            f"{code} c.pdf": rewritten(ours, signed=False),
            f"{code} d.pdf": rewritten(ours, keywords="lain"),
            "AAAA-BBBB-CCCC.pdf": sign(ours),
            "AAAA-BBBB-CCCC e.pdf": rewritten(ours, keywords=""),
            "tanpa kode.pdf": rewritten(ours, keywords=""),
            f"{code} f.pdf": b"MZ",
            f"{code} g.pdf": b"PK\x03\x04",
            f"{code} h.pdf": sign(ours),
        },
    )
    assert {name: result for name, (result, _why) in found.items() if result != "tidak dilampirkan"} == {
        f"{code} h.pdf": "dilampirkan"
    }
    reasons = {
        "a": "belum ditandatangani", "b": "1 halaman", "c": "tidak memuat tanda tangan",
        "d": "tidak memuat kode", "f": "bukan PDF", "g": "bukan PDF",
    }  # fmt: skip
    for name, why in reasons.items():
        assert why in found[f"{code} {name}.pdf"][1]
    assert "bukan kode di dalam" in found["AAAA-BBBB-CCCC.pdf"][1]
    assert "unit yang Anda kelola" in found["AAAA-BBBB-CCCC e.pdf"][1]
    assert "Tidak ada kode" in found["tanpa kode.pdf"][1]


def test_personnel_of_another_unit_attach_nothing(client: Client, agency: Agency, document: Document) -> None:
    factories.sign_in(client, agency.other_unit_personnel)

    found = report(client, {named(document): sign(documents.read(document))})

    assert "unit yang Anda kelola" in found[named(document)][1]
    assert not signed_batch.copies().exists()


def test_a_replaced_document_takes_no_signature(desk: Client, document: Document) -> None:
    Document.objects.filter(pk=document.pk).update(status="REPLACED")
    found = report(desk, {named(document): sign(documents.read(document))})
    assert "sudah diganti" in found[named(document)][1]


def test_it_goes_on_where_it_paused(
    desk: Client, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signed_import, "PART_SECONDS", -1.0)
    ours = documents.read(document)
    signed = sign(ours)
    send(desk, packed({named(document): signed, "lain.pdf": b"x"}))
    job = Job.objects.get(kind=signed_import.KIND)
    assert carry_out(job).status == "RUNNING"
    Outbox.objects.filter(done_at__isnull=True).update(claimed_until=None)

    assert carry_out(job).message.startswith("1 dilampirkan, 0 sudah terlampir, 1 tidak dilampirkan.")
    assert Event.objects.filter(action="attach_signed").count() == 1


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"bukan zip", "bukan ZIP"),
        (packed({"bom.pdf": b"\0" * 30_000_000}), "terlalu banyak atau terlalu besar"),
        (
            packed({f"{number}.pdf": b"" for number in range(signed_import.MOST_MEMBERS + 1)}),
            "terlalu banyak",
        ),
    ],
)
def test_a_bomb_or_no_zip_is_refused_at_once(content: bytes, reason: str, desk: Client) -> None:
    answer = send(desk, content)
    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert not Job.objects.filter(kind=signed_import.KIND).exists()
