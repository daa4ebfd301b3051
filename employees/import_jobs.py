"""An import in the browser: the files are kept, checked, and applied by a worker when somebody says so.

The check and the application are two jobs. Both keep their report and the faulty rows beside each other; the
uploaded files go as soon as they are applied.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from functools import partial
from pathlib import PurePath
from typing import Any

from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from employees import imports, jobs, tabular
from employees.models import Employee, Job
from employees.siasn import FileKind, Finding
from employees.tabular import Table

FOLDER = "imports"
CHECK, APPLY = "import_check", "import_apply"
KINDS: tuple[FileKind, ...] = ("people", "units")
AT_ONCE = 5_000  # rows that are checked while the person waits (about two seconds)
WORKBOOK_AT_ONCE = 500_000  # bytes of an XLSX that is read then: some 7,000 rows, three seconds
WORDS = {"rejected": "Ditolak", "warnings": "Perhatian"}


def folder(job: Job) -> str:
    return f"{FOLDER}/{job.uuid}"


def check(
    names: dict[FileKind, str],
    content: dict[FileKind, bytes],
    tables: dict[FileKind, Table],
    as_of: date,
    by: Employee,
) -> Job:
    """Keep both files and look what an import would do: now when they are small and read, else by a worker."""
    small = len(tables) == len(KINDS) and len(tables["people"].rows) <= AT_ONCE
    settings: dict[str, Any] = {"as_of": as_of.isoformat(), "names": names}
    if small:
        now = timezone.now()
        job = Job.objects.create(
            kind=CHECK, title="Periksa impor pegawai", requested_by=by, parameters=settings,
            status=Job.Status.DONE, started_at=now, finished_at=now,
        )  # fmt: skip
    else:
        job = jobs.request(CHECK, title="Periksa impor pegawai", by=by, **settings)
    for kind in KINDS:
        _keep(f"{folder(job)}/{kind}", content[kind])
    if small:
        _run(job, tables, apply=False)
        job.save(update_fields=["file", "file_name"])
    return job


def apply(checked: Job, by: Employee) -> Job:
    """Ask for what a check showed to be done; asking twice gives the same job."""
    found = Job.objects.filter(kind=APPLY, parameters__check=str(checked.uuid)).exclude(
        status=Job.Status.FAILED
    )
    return found.first() or jobs.request(
        APPLY,
        title="Terapkan impor pegawai",
        by=by,
        check=str(checked.uuid),
        as_of=checked.parameters["as_of"],
        names=checked.parameters["names"],
    )


@jobs.works(CHECK)
def _check(job: Job) -> None:
    _work(job, folder(job), apply=False)


@jobs.works(APPLY)
def _apply(job: Job) -> None:
    _work(job, f"imports/{job.parameters['check']}", apply=True)


def _work(job: Job, source: str, *, apply: bool) -> None:
    names = job.parameters["names"]
    if not all(default_storage.exists(f"{source}/{kind}") for kind in KINDS):
        jobs.fail(job, "Berkas unggahan sudah tidak disimpan. Unggah kedua berkas lagi.")
        return
    try:
        _run(job, _tables(source, names), apply=apply)
    except ValueError as reason:
        jobs.fail(job, str(reason))
        return
    if apply:
        for kind in KINDS:
            default_storage.delete(f"{source}/{kind}")


def _tables(source: str, names: dict[FileKind, str]) -> dict[FileKind, Table]:
    """Both kept files. Raises ValueError with a sentence where one is no table or lacks a column."""
    tables = {kind: tabular.read(read(f"{source}/{kind}"), names[kind]) for kind in KINDS}
    if reasons := [reason for kind in KINDS if (reason := imports.missing(tables[kind], kind))]:
        raise ValueError(" ".join(reasons))
    return tables


def _run(job: Job, tables: dict[FileKind, Table], *, apply: bool) -> None:
    as_of = date.fromisoformat(job.parameters["as_of"])
    watch = partial(jobs.progress, job) if job.status == Job.Status.RUNNING else None
    report = imports.run(tables["people"], tables["units"], as_of=as_of, apply=apply, watch=watch)
    found = report.as_dict()
    for kind, table in tables.items():
        _keep(problems_path(job, kind), _faulty_rows(table, kind, report.rejected, report.warnings))
    path = f"{folder(job)}/report.json"
    _keep(path, json.dumps(found, ensure_ascii=False).encode())
    job.file.name, job.file_name = path, "laporan-impor.json"


def problems_path(job: Job, kind: FileKind) -> str:
    return f"{folder(job)}/problems-{kind}"


def problems_name(job: Job, kind: FileKind, content: bytes) -> str:
    """The name under which faulty rows are downloaded: that of the uploaded file with 'masalah-' before it."""
    suffix = ".xlsx" if tabular.is_workbook(content) else ".csv"
    return f"masalah-{PurePath(job.parameters['names'][kind]).stem}{suffix}"


def _faulty_rows(
    table: Table, kind: FileKind, rejected: Iterable[Finding], warnings: Iterable[Finding]
) -> bytes:
    """The rows with a finding, in the layout and format of the uploaded file, and why in a last column."""
    reasons: dict[int, list[str]] = {}
    for word, found in ((WORDS["rejected"], rejected), (WORDS["warnings"], warnings)):
        for each in found:
            if each.kind == kind:
                reasons.setdefault(each.line, []).append(f"{word}: {each.message}")
    columns = [column for column in table.columns if column and column != "masalah"]
    rows = (
        [*(row[tabular.column_key(column)] for column in columns), " ".join(reasons[row.line])]
        for row in table.rows
        if row.line in reasons
    )
    return tabular.write([*columns, "masalah"], rows, kind=table.kind, delimiter=table.delimiter)


def report_of(job: Job) -> dict[str, Any] | None:
    """The report that a job left, as `Report.as_dict` gives it."""
    if not job.file.name:
        return None
    found: dict[str, Any] = json.loads(read(job.file.name))
    return found


def opened(path: str) -> File[bytes]:
    return default_storage.open(path)


def read(path: str) -> bytes:
    with opened(path) as kept:
        content: bytes = kept.read()
    return content


def _keep(path: str, content: bytes) -> None:
    # A run that was killed may have left the file; the storage would else choose another name.
    default_storage.delete(path)
    default_storage.save(path, ContentFile(content))
