"""The page 'Kop surat'."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from appraisal import letterhead
from appraisal.evidence import Checked, Unfit
from appraisal.models import Letterhead


class LetterheadForm(forms.ModelForm[Letterhead]):
    """Address, place, emblem; what is not sent along stays."""

    picture = forms.FileField(
        label="Gambar lambang",
        required=False,
        help_text="PNG atau JPEG, paling besar 1 MB, tiap sisi 100 sampai 2.000 piksel.",
        widget=forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg"}),
    )
    remove = forms.BooleanField(label="Cetak tanpa lambang ini", required=False)

    class Meta:
        model = Letterhead
        fields = ["lines", "place"]
        widgets = {"lines": forms.Textarea(attrs={"rows": letterhead.MOST_LINES})}
        help_texts = {
            "lines": "Paling banyak empat baris: jalan, kota, telepon, situs. Nama instansi tercetak di atasnya.",
            "place": "Tercetak di depan tanggal tanda tangan, misalnya: Kota Contoh.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.emblem: Checked | None = None
        if not self.instance.emblem:
            del self.fields["remove"]

    def clean_lines(self) -> str:
        lines = [line.strip() for line in str(self.cleaned_data["lines"]).splitlines() if line.strip()]
        if len(lines) > letterhead.MOST_LINES:
            raise ValidationError("Lebih dari empat baris. Gabungkan sebagian.")
        if any(len(line) > letterhead.LONGEST_LINE for line in lines):
            raise ValidationError(f"Ada baris yang lebih dari {letterhead.LONGEST_LINE} huruf. Persingkat.")
        return "\n".join(lines)

    def clean_picture(self) -> UploadedFile[bytes] | None:
        file = cast("UploadedFile[bytes] | None", self.cleaned_data["picture"])
        if file:
            try:
                self.emblem = letterhead.checked_emblem(file)
            except Unfit as unfit:
                raise ValidationError(str(unfit)) from unfit
        return file
