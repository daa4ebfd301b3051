"""Forms of the import and of the people's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from employees import import_jobs, imports, tabular, unit_choices
from employees.models import Employee, Unit, User
from employees.models.person import LegalStatus
from employees.siasn import FileKind
from employees.tabular import Table, clean

if TYPE_CHECKING:
    EmployeeModelForm = forms.ModelForm[Employee]
else:
    EmployeeModelForm = forms.ModelForm

LARGEST_UPLOAD = 60_000_000  # bytes


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ImportForm(forms.Form):
    """Both files of SIASN. A valid form has `names` and `content` by kind, and `tables` of what is read in a moment.

    A workbook of a hundred thousand rows takes half a minute; a worker reads it, and says there what is wrong with it.
    """

    people = forms.FileField(
        label="Berkas pegawai",
        help_text="Ekspor pegawai dari SIASN, CSV atau XLSX.",
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.txt"}),
    )
    units = forms.FileField(
        label="Berkas unit kerja",
        help_text="Ekspor unor dari SIASN, CSV atau XLSX.",
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.txt"}),
    )
    as_of = forms.DateField(
        label="Berlaku mulai",
        help_text="Perpindahan unit, jabatan, atau atasan dicatat mulai tanggal ini.",
        widget=DayInput(),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["as_of"].initial = timezone.localdate
        self.names: dict[FileKind, str] = {}
        self.tables: dict[FileKind, Table] = {}
        self.content: dict[FileKind, bytes] = {}

    def clean_people(self) -> UploadedFile[bytes]:
        return self._read("people")

    def clean_units(self) -> UploadedFile[bytes]:
        return self._read("units")

    def _read(self, kind: FileKind) -> UploadedFile[bytes]:
        upload = cast("UploadedFile[bytes]", self.cleaned_data[kind])
        if upload.size and upload.size > LARGEST_UPLOAD:
            raise ValidationError("Berkas lebih dari 60 MB. Bagi menjadi beberapa berkas.")
        self.content[kind], self.names[kind] = upload.read(), clean(upload.name or kind)
        if tabular.is_workbook(self.content[kind]) and len(self.content[kind]) > import_jobs.WORKBOOK_AT_ONCE:
            return upload
        try:
            self.tables[kind] = tabular.read(self.content[kind], self.names[kind])
        except ValueError as reason:
            raise ValidationError(str(reason)) from None
        return upload

    def clean(self) -> None:
        super().clean()
        for kind, table in self.tables.items():
            if reason := imports.missing(table, kind):
                self.add_error(kind, reason)


class PeopleFilter(forms.Form):
    """What the list of people is narrowed to."""

    STATES = [
        ("aktif", "Aktif"),
        ("nonaktif", "Tidak aktif"),
        ("semua", "Semua"),
        ("tanpa-atasan", "Aktif tanpa atasan"),
        ("tanpa-akun", "Aktif, akun belum aktif"),
        *((status.value, str(status.label)) for status in LegalStatus if status not in {"ACTIVE", "LEFT"}),
    ]

    q = forms.CharField(label="Nama atau NIP", max_length=100, required=False)
    unit = forms.ModelChoiceField(
        label="Unit kerja",
        queryset=Unit.objects.none(),
        to_field_name="uuid",
        required=False,
        empty_label="Semua unit",
    )
    status = forms.ChoiceField(label="Status", choices=STATES, required=False)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = cast("forms.ModelChoiceField[Unit]", self.fields["unit"])
        units.queryset = by.administered_units().filter(active=True)
        units.choices = unit_choices.choices(units.queryset, self.data.get("unit", ""), empty="Semua unit")

    def clean_q(self) -> str:
        """Words to search; a NIP in groups, as it is printed, becomes one word."""
        words: str = clean(self.cleaned_data["q"])
        joined = words.replace(" ", "")
        return joined if joined.isdecimal() else words


class ContactForm(EmployeeModelForm):
    """E-mail and phone; the name too for somebody outside the civil service, whom SIASN does not know."""

    class Meta:
        model = Employee
        fields = ["name", "front_title", "back_title", "email", "phone"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.kind != Employee.Kind.NON_ASN:
            for name in ("name", "front_title", "back_title"):
                del self.fields[name]
        self.fields["email"].help_text = "Tautan aktivasi dan pemberitahuan dikirim ke sini."

    def clean_name(self) -> str:
        return clean(self.cleaned_data["name"])

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        self.instance.sort_name = values.get("name", self.instance.name).casefold()[:150]
        return values


class DeactivationForm(forms.Form):
    """Why somebody is taken out of service; posted as the note of the action."""

    note = forms.CharField(
        label="Alasan",
        max_length=300,
        error_messages={"required": "Tulis alasannya, misalnya nomor SK pemberhentian."},
    )
