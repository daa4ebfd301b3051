"""Which documents go out to be signed, and the ZIP that comes back."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from appraisal import signed_import
from appraisal.evidence import Unfit
from appraisal.models import EvaluationWindow, Period, WindowCode
from employees.models.unit import UnitQuerySet

UNITS_OFFERED = 200  # whoever administers more chooses by year and window, and gets all of them


class BatchForm(forms.Form):
    """Documents of a year, of one of its windows or all, and a unit with everything below it."""

    period = forms.ModelChoiceField(
        label="Tahun", queryset=Period.objects.all(), to_field_name="year", empty_label=None
    )

    def __init__(self, data: Any = None, *, units: UnitQuerySet) -> None:
        super().__init__(data)
        used = set(EvaluationWindow.objects.values_list("code", flat=True).distinct())
        windows = [(one.value, one.label) for one in WindowCode if one in used]
        self.fields["window"] = forms.ChoiceField(
            label="Periode evaluasi", required=False, choices=[("", "Semua periode"), *windows]
        )
        shown = units.filter(pk__in=list(units.order_by("path").values_list("pk", flat=True)[:UNITS_OFFERED]))
        self.fields["unit"] = forms.ModelChoiceField(
            label="Unit",
            queryset=shown.order_by("path"),
            to_field_name="uuid",
            required=False,
            empty_label="Semua unit yang saya kelola",
        )


class SignedUpload(forms.Form):
    """The signed PDFs in one ZIP."""

    file = forms.FileField(
        label="ZIP berisi PDF bertanda tangan",
        help_text="Paling besar 100 MB. Nama berkas di dalamnya biarkan seperti saat diunduh.",
        widget=forms.FileInput(attrs={"accept": ".zip"}),
    )

    def clean_file(self) -> UploadedFile[bytes]:
        upload = cast("UploadedFile[bytes]", self.cleaned_data["file"])
        if (upload.size or 0) > signed_import.MOST_UPLOAD:
            raise ValidationError("ZIP lebih besar dari 100 MB. Bagi menjadi beberapa ZIP.")
        try:
            signed_import.members(upload)
        except Unfit as unfit:
            raise ValidationError(str(unfit)) from unfit
        upload.seek(0)
        return upload
