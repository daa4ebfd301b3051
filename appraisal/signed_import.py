"""Signed files back from BSrE in one ZIP: each finds its document by the verification code, is checked, and is kept.

What is checked: a PDF without anything active, with the pages of our document, with a signature in it, and not the
very bytes that we gave out. Whether the certificate is valid is not asked here: BSrE's own page tells that. Sending
a ZIP again changes nothing.
"""

from __future__ import annotations

import hashlib
import io
import re
import time
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import PurePosixPath
from typing import IO, Any

import pikepdf
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from appraisal import evidence, signed_batch, verification
from appraisal.evidence import Checked, Unfit
from appraisal.models import Document, Evaluation, Event, Evidence
from appraisal.signed_batch import ATTACHED, copies, copy_title
from appraisal.tabular import csv_text
from employees import jobs
from employees.models import Employee, Job, User

KIND = "import_signed"
FILES_KEPT = timedelta(days=7)
MOST_UPLOAD = 100 * evidence.MEGABYTE
MOST_MEMBERS = 2 * signed_batch.MOST_DOCUMENTS
MOST_UNPACKED = 300 * evidence.MEGABYTE
MOST_RATIO = 100  # PDFs are packed already
CODE = re.compile(
    r"(?<![0-9A-Z])([0-9A-HJKMNP-TV-Z]{4}-?[0-9A-HJKMNP-TV-Z]{4}-?[0-9A-HJKMNP-TV-Z]{4})(?![0-9A-Z])"
)
PART_SECONDS = 40.0
HEADINGS = ("berkas", "kode verifikasi", "hasil", "keterangan")
KEPT, HERE_ALREADY, LEFT_OUT = "dilampirkan", "sudah terlampir", "tidak dilampirkan"
NO_ZIP = "Berkas ini bukan ZIP yang utuh. Kemas ulang berkas-berkasnya, lalu unggah lagi."
TOO_MUCH = "Isi ZIP terlalu banyak atau terlalu besar. Bagi menjadi beberapa ZIP, lalu unggah satu per satu."
GONE = "Berkas unggahan sudah tidak disimpan. Unggah lagi."
SUMMARY = "{kept} dilampirkan, {here} sudah terlampir, {left} tidak dilampirkan. Laporannya menyebut sebab tiap berkas."


def members(file: IO[bytes]) -> list[zipfile.ZipInfo]:
    """The files of an uploaded ZIP, by its directory alone; nothing is unpacked.

    Raises:
        Unfit: no ZIP, or more in it than one may send.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            found = [one for one in archive.infolist() if not one.is_dir()]
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as broken:
        raise Unfit(NO_ZIP) from broken
    large = sum(one.file_size for one in found) > MOST_UNPACKED
    bomb = any(one.file_size > MOST_RATIO * max(one.compress_size, 1000) for one in found)
    if len(found) > MOST_MEMBERS or large or bomb:
        raise Unfit(TOO_MUCH)
    return found


def request(upload: UploadedFile[bytes], by: Employee) -> Job:
    """Keep the ZIP and queue its reading. The form has looked at its size and its directory."""
    with transaction.atomic():
        job = jobs.request(KIND, title="Unggah berkas bertanda tangan BSrE", by=by)
        job.file.name = default_storage.save(f"jobs/{job.uuid}.zip", File(upload))
        job.save(update_fields=["file"])
    return job


@jobs.works(KIND, files_kept=FILES_KEPT, personal=True)
def _work(job: Job) -> None:
    """Whoever lost the right meanwhile attaches nothing: no document is found then."""
    upload = str(job.file.name)
    if not upload or not default_storage.exists(upload):
        jobs.fail(job, GONE)
        return
    try:
        with default_storage.open(upload) as file:
            rows = list(_read(file, job))
    except Unfit as unfit:
        jobs.fail(job, str(unfit))
        return
    report = csv_text(HEADINGS, rows).encode()
    job.file.name = default_storage.save(f"jobs/{job.uuid}.csv", ContentFile(report))
    job.file_name = "laporan-berkas-bertanda-tangan.csv"
    results = [row[2] for row in rows]
    counts = {"kept": KEPT, "here": HERE_ALREADY, "left": LEFT_OUT}
    job.message = SUMMARY.format(**{name: results.count(word) for name, word in counts.items()})
    default_storage.delete(upload)


def _read(file: IO[bytes], job: Job) -> Iterator[tuple[str, ...]]:
    """A line of the report for each file; no more than one file is held at a time.

    After a while it pauses, if it has kept something: what is there already is passed over quickly.
    """
    found, begun = members(file), time.monotonic()
    with zipfile.ZipFile(file) as archive:
        for number, member in enumerate(found, start=1):
            name = evidence.clean_name(PurePosixPath(member.filename).name)
            if name != signed_batch.MANIFEST:
                line = _taken(archive, member, name, job)
                yield (name, *line[:3])
                new = line[1] == KEPT and not line[3]
                if new and number < len(found) and time.monotonic() - begun > PART_SECONDS:
                    jobs.pause(job)
            jobs.progress(job, number, len(found))


def _taken(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, job: Job
) -> tuple[str, str, str, str]:
    """Code, result and reason of one file, and whether it was there before this part."""
    code = ""
    try:
        content = _unpacked(archive, member)
        if before := _before(content, job):
            return before
        code, inside = code_of(name, evidence.pdf(content))
        row = _document(code, job.requested_by.user)
        fits(content, row, inside)
        attach(row, content, by=job.requested_by)
    except Unfit as unfit:
        return code and verification.code_printed(code), LEFT_OUT, str(unfit), ""
    return verification.code_printed(code), KEPT, "", ""


def _before(content: bytes, job: Job) -> tuple[str, str, str, str] | None:
    """What is to be said of a file that is attached already: by this job's earlier part, or long ago."""
    same = copies().filter(sha256=hashlib.sha256(content).hexdigest()).select_related("event").last()
    if same is None or same.event is None:
        return None
    code = PurePosixPath(same.title).stem
    if not signed_batch.within(job.requested_by.user).filter(code=code).exists():
        return None
    result = KEPT if same.event.at >= job.created_at else HERE_ALREADY
    return verification.code_printed(code), result, "", "before"


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """The directory may lie about sizes, so no more is read than a file may have."""
    try:
        with archive.open(member) as stream:
            content = stream.read(evidence.MOST_BYTES + 1)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as broken:
        raise Unfit("Berkas ini tidak dapat dibuka dari ZIP: rusak atau terkunci kata sandi.") from broken
    if len(content) > evidence.MOST_BYTES:
        raise Unfit("Berkas lebih besar dari 10 MB.")
    return content


def code_of(name: str, content: bytes) -> tuple[str, str]:
    """The code that a signed file is matched by, and the one that its keywords bear ("" for none).

    Raises:
        Unfit: neither name nor file has one, or they contradict each other.
    """
    with pikepdf.open(io.BytesIO(content)) as document:
        keywords = str(document.docinfo.get("/Keywords", ""))
    inside, named = (_first(text) for text in (keywords, name.upper()))
    if inside and named and inside != named:
        raise Unfit("Kode pada nama berkas bukan kode di dalam berkasnya.")
    if not (inside or named):
        raise Unfit("Tidak ada kode verifikasi pada nama atau isi berkas.")
    return inside or named, inside


def _first(text: str) -> str:
    match = CODE.search(text)
    return verification.typed(match[1]) if match else ""


def _document(code: str, user: User) -> Document:
    row = signed_batch.within(user).filter(code=code).first() if user.is_active else None
    if row is None:
        raise Unfit("Kode ini bukan kode dokumen final dari unit yang Anda kelola.")
    if row.status != Document.Status.VALID:
        raise Unfit(
            "Dokumen ini sudah diganti versi lain. Minta ZIP baru, lalu tanda tangani versi yang berlaku."
        )
    return row


def _begins_with(content: bytes, row: Document) -> bool:
    """Whether our bytes are still there with something appended, as a signature is."""
    return len(content) > row.size and hashlib.sha256(content[: row.size]).hexdigest() == row.sha256


def fits(content: bytes, row: Document, inside: str) -> None:
    """Raises Unfit for what is not a signed copy of this document; `inside`: the code that it bears."""
    if inside != row.code and not _begins_with(content, row):
        raise Unfit("Isi berkas tidak memuat kode verifikasi dokumen ini. Tanda tangani PDF dari Kinerja.")
    if hashlib.sha256(content).hexdigest() == row.sha256:
        raise Unfit("Berkas ini belum ditandatangani: isinya sama dengan yang diunduh.")
    with pikepdf.open(io.BytesIO(content)) as document:
        pages, signed = len(document.pages), any(map(_is_signature, document.objects))
    if pages != row.pages:
        raise Unfit(f"Berkas ini {pages} halaman, sedangkan dokumennya {row.pages} halaman.")
    if not signed:
        raise Unfit("Berkas ini tidak memuat tanda tangan elektronik.")


def _is_signature(one: Any) -> bool:
    return isinstance(one, pikepdf.Dictionary) and "/ByteRange" in one and "/Contents" in one


@transaction.atomic
def attach(row: Document, content: bytes, *, by: Employee) -> bool:
    """Keep a signed copy with an act that all readers see; False when this very file is there.

    A second copy takes the place of the first only with a further signature on it.

    Raises:
        Unfit: another copy is there.
    """
    evaluation = Evaluation.objects.select_for_update(of=("self",), no_key=True).get(pk=row.evaluation_id)
    title = copy_title(row.code)
    before = copies().filter(event__evaluation=evaluation, title=title).last()
    if before is not None:
        if before.sha256 == hashlib.sha256(content).hexdigest():
            return False
        if not _continues(content, before):
            raise Unfit("Dokumen ini sudah mempunyai berkas bertanda tangan yang lain.")
    event = Event.objects.create(
        appraisal_id=evaluation.appraisal_id, evaluation=evaluation, action=ATTACHED,
        label="Berkas bertanda tangan elektronik dilampirkan", actor=by, actor_name=by.full_name,
        from_status=evaluation.status, to_status=evaluation.status,
        note=f"{verification.named(row)}, kode verifikasi {verification.code_printed(row.code)}",
    )  # fmt: skip
    evidence.keep_for(Checked(title, ".pdf", "application/pdf", content), event=event)
    return True


def _continues(content: bytes, before: Evidence) -> bool:
    longer = len(content) > before.size
    return longer and hashlib.sha256(content[: before.size]).hexdigest() == before.sha256
