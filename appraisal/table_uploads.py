"""A table that is uploaded, looked at and then applied: what every kind of it shares."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from appraisal.models import Period
from employees import tabular
from employees.models import Employee, Job
from employees.tabular import Table

LARGEST_UPLOAD = 5_000_000  # bytes
A_PAGE = 50  # changes shown at once
LONGEST_NAME = 150


class TableUpload(forms.Form):
    """The table in the field `file` of a subclass; its bytes are in `content` once the columns are the right ones."""

    content = b""

    def check_columns(self, table: Table) -> None:
        """Raises ValueError naming the headings that are missing."""
        raise NotImplementedError

    def clean_file(self) -> UploadedFile[bytes]:
        upload = cast("UploadedFile[bytes]", self.cleaned_data["file"])
        if upload.size and upload.size > LARGEST_UPLOAD:
            raise ValidationError("Berkas lebih dari 5 MB. Bagi menjadi beberapa berkas.")
        self.content = upload.read()
        try:
            self.check_columns(tabular.read(self.content, tabular.clean(upload.name or "tabel")))
        except ValueError as reason:
            raise ValidationError(str(reason)) from None
        return upload


def keep(form: TableUpload, kind: str, title: str, parameters: dict[str, Any], *, by: Employee) -> Job:
    """The table as it came, beside who uploaded it for what; it goes with other old files of jobs."""
    now = timezone.now()
    name = tabular.clean(form.cleaned_data["file"].name or "tabel.csv")[-LONGEST_NAME:]
    job = Job.objects.create(
        kind=kind, title=title, requested_by=by, parameters=parameters, status=Job.Status.DONE, started_at=now,
        finished_at=now, file_name=name,
    )  # fmt: skip
    job.file.name = default_storage.save(f"jobs/{kind}-{job.uuid}", ContentFile(form.content))
    job.save(update_fields=["file"])
    return job


def kept(job: Job) -> tuple[Table, Period]:
    """The table of an upload and the period that it is for, as that stands now.

    Raises ValueError with a sentence when either is gone.
    """
    if not job.file or not default_storage.exists(str(job.file.name)):
        raise ValueError("Berkas unggahan sudah tidak disimpan. Unggah lagi.")
    with default_storage.open(str(job.file.name)) as file:
        table = tabular.read(file.read(), job.file_name)
    period = Period.objects.filter(year=job.parameters["year"]).first()
    if period is None:
        raise ValueError("Periodenya sudah tidak ada. Pilih yang lain, lalu unggah lagi.")
    return table, period
