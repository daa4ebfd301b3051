"""Forms of the organisation's result: a row of a list, and one unit with its document."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from appraisal.distribution import UNIT_PREDICATE_LABELS
from appraisal.forms import EvidenceFilesField, ManyFilesInput
from appraisal.models import Period, UnitRating, WindowCode

if TYPE_CHECKING:
    RatingModelForm = forms.ModelForm[UnitRating]
else:
    RatingModelForm = forms.ModelForm

State = list[Any]


class UnitRatingForm(RatingModelForm):
    """One unit in one window; an empty choice leaves it unset.

    `stood` says which value the form was drawn with, so that a stale page neither overwrites what it did not touch
    nor what somebody else set meanwhile.
    """

    predicate = forms.ChoiceField(
        label="Predikat",
        required=False,
        choices=[("", "Belum ada"), *((one.value, label) for one, label in UNIT_PREDICATE_LABELS.items())],
    )
    stood = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = UnitRating
        fields = ["predicate", "provisional", "basis"]
        help_texts = {
            "provisional": "Dokumen mencetaknya dengan tanda «(sementara)». Ganti setelah nilainya final.",
            "basis": "Nomor dan tanggal penetapan atau laporan kinerjanya.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rating = self.instance
        self.stored: State = [rating.predicate, rating.provisional, rating.basis]
        self.initial["stood"] = json.dumps(self.stored)

    def clean_predicate(self) -> str:
        chosen: str = self.cleaned_data["predicate"]
        if not chosen and self.instance.pk:
            raise ValidationError("Predikat yang sudah tercatat diganti, tidak dikosongkan.")
        return chosen

    @property
    def drawn(self) -> State:
        """The value that the form was drawn with; today's when the form does not say."""
        try:
            found = json.loads(self.data.get(self.add_prefix("stood"), ""))
        except ValueError:
            return self.stored
        return found if isinstance(found, list) else self.stored

    @property
    def touched(self) -> bool:
        """Somebody typed something else than was shown, and it is not what stands anyway."""
        typed = [self.cleaned_data[name] for name in ("predicate", "provisional", "basis")]
        return typed not in (self.drawn, self.stored) and bool(typed[0])

    @property
    def overtaken(self) -> bool:
        """Touched here, and set by somebody else meanwhile."""
        return self.touched and self.drawn != self.stored


class OneUnitRatingForm(UnitRatingForm):
    """The same with the document that the result rests on."""

    attachments = EvidenceFilesField(
        label="Dokumen penetapan",
        required=False,
        help_text="PDF, JPEG, PNG, XLSX, atau DOCX; tiap berkas paling besar 10 MB, paling banyak 5 sekali kirim.",
        widget=ManyFilesInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.xlsx,.docx"}),
    )
    link = forms.URLField(label="Tautan dokumen", required=False, max_length=500, assume_scheme="https")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["predicate"].required = True


class UnitRatingFilter(forms.Form):
    """Year and window of the list, and which units."""

    q = forms.CharField(label="Nama unit", required=False, max_length=100)
    tahun = forms.ChoiceField(label="Periode", required=False)
    masa = forms.ChoiceField(label="Evaluasi", required=False)
    belum = forms.BooleanField(label="Hanya yang belum ada", required=False)

    def __init__(self, data: Any, *, periods: Iterable[Period], codes: Iterable[WindowCode]) -> None:
        super().__init__(data)
        years = [(str(one.year), str(one)) for one in periods]
        self.fields["tahun"] = forms.ChoiceField(label="Periode", required=False, choices=years)
        offered = [(code.value, str(code.label)) for code in codes]
        self.fields["masa"] = forms.ChoiceField(label="Evaluasi", required=False, choices=offered)
