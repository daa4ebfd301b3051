"""Documents of record that bear no electronic signature yet, as one ZIP to be signed by BSrE outside.

Each file is named by its verification code, and bears it among its keywords; by either the signed file finds its
document again (`signed_import`).
"""

from __future__ import annotations

import zipfile
from datetime import timedelta
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage
from django.db.models import Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Concat

from appraisal import documents, verification
from appraisal.models import Document, Evidence, Period, WindowCode
from appraisal.tabular import csv_text
from employees import jobs
from employees.models import Employee, Job, Unit, User

KIND = "export_unsigned"
ATTACHED = "attach_signed"  # the act that a signed copy is kept with
FILES_KEPT = timedelta(hours=24)
MOST_DOCUMENTS = 500  # a batch that one upload can bring back
MANIFEST = "manifest.csv"
HEADINGS = ("berkas", "kode verifikasi", "formulir", "versi", "halaman", "SHA-256", "nama", "NIP", "unit")
NO_RIGHT = "Anda tidak lagi mengelola kepegawaian unit ini, jadi dokumennya tidak dikumpulkan."
NOTHING = "Tidak ada dokumen final tanpa berkas bertanda tangan pada pilihan ini."
MORE = (
    "ZIP ini memuat {most} dokumen pertama; {left} lagi menunggu."
    " Minta ZIP berikutnya setelah yang ini diunggah kembali."
)
DAMAGED = (
    "{count} dokumen tidak dimuat karena berkasnya di server hilang atau rusak: hubungi pengelola sistem."
)


def copy_title(code: str) -> str:
    """What the signed copy of a document is called among the files of its evaluation."""
    return f"{code}.pdf"


def copies() -> QuerySet[Evidence]:
    """Signed copies, the latest last."""
    return Evidence.objects.filter(event__action=ATTACHED).exclude(file="").order_by("pk")


def within(user: User) -> QuerySet[Document]:
    """Documents of record in the units where this user does personnel work."""
    units = user.administered_units().values("pk")
    rows = Document.objects.filter(evaluation__appraisal__unit__in=units, frozen_at__isnull=False)
    return rows.select_related("evaluation__appraisal__employee", "evaluation__appraisal__unit")


def unsigned(user: User, period: Period, *, window: str = "", unit: Unit | None = None) -> QuerySet[Document]:
    """Those that hold and have no signed copy, in the order of the tree."""
    rows = within(user).filter(status=Document.Status.VALID, evaluation__appraisal__period=period)
    if window:
        rows = rows.filter(evaluation__window=window)
    if unit is not None:
        rows = rows.filter(evaluation__appraisal__unit__in=Unit.objects.subtree(unit).values("pk"))
    title = Concat(OuterRef("code"), Value(".pdf"))
    copy = copies().filter(event__evaluation=OuterRef("evaluation"), title=title)
    return rows.exclude(Exists(copy)).order_by(
        "evaluation__appraisal__unit__path", "evaluation__appraisal__employee__sort_name", "pk"
    )


def request(period: Period, by: Employee, *, window: str = "", unit: Unit | None = None) -> Job:
    """Queue the ZIP."""
    what = WindowCode(window).label if window else "semua periode"
    where = f": {unit.name}" if unit is not None else ""
    return jobs.request(
        KIND,
        title=f"Dokumen untuk BSrE {period.year}, {what}{where}"[:200],
        by=by,
        year=period.year,
        window=window,
        unit=str(unit.uuid) if unit is not None else "",
    )


@jobs.works(KIND, files_kept=FILES_KEPT, personal=True)
def _work(job: Job) -> None:
    """What the requester administers is asked now, not when it was requested."""
    user, wanted = job.requested_by.user, job.parameters
    unit = Unit.objects.filter(uuid=wanted["unit"]).first() if wanted["unit"] else None
    if not user.is_active or not user.administered_units().exists() or bool(unit) != bool(wanted["unit"]):
        jobs.fail(job, NO_RIGHT)
        return
    rows = unsigned(user, Period.objects.get(year=wanted["year"]), window=wanted["window"], unit=unit)
    total = rows.count()
    if not total:
        jobs.fail(job, NOTHING)
        return
    with jobs.scratch() as folder:
        path = folder / "batch.zip"
        damaged = _pack(list(rows[:MOST_DOCUMENTS]), path, job)
        with path.open("rb") as file:
            job.file.name = default_storage.save(f"jobs/{job.uuid}.zip", File(file))
    job.file_name = f"untuk-bsre-{wanted['year']}.zip"
    left = total - MOST_DOCUMENTS
    told = [MORE.format(most=MOST_DOCUMENTS, left=left)] if left > 0 else []
    job.message = " ".join([*told, *([DAMAGED.format(count=damaged)] if damaged else [])])


def _pack(rows: list[Document], path: Path, job: Job) -> int:
    """Write the ZIP, the manifest last. Returns how many documents were damaged and are left out."""
    listed: list[tuple[str, ...]] = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for number, row in enumerate(rows, start=1):
            try:
                content = documents.read(row)
            except documents.DamagedError:
                continue
            name = f"{verification.code_printed(row.code)} {row.form}.pdf"
            archive.writestr(name, content)
            listed.append(_line(row, name))
            jobs.progress(job, number, len(rows))
        archive.writestr(MANIFEST, csv_text(HEADINGS, listed).encode())
    return len(rows) - len(listed)


def _line(row: Document, name: str) -> tuple[str, ...]:
    appraisal = row.evaluation.appraisal
    person = appraisal.employee
    code = verification.code_printed(row.code)
    numbers = (str(row.version), str(row.pages))
    return (
        name,
        code,
        row.form,
        *numbers,
        row.sha256,
        person.full_name,
        person.nip or "",
        appraisal.unit.name,
    )
