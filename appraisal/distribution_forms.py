"""The reason of a unit's distribution, and what its list is narrowed to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms

from appraisal.models import DistributionReason, Period, WindowCode

if TYPE_CHECKING:
    ReasonModelForm = forms.ModelForm[DistributionReason]
else:
    ReasonModelForm = forms.ModelForm


class ReasonForm(ReasonModelForm):
    class Meta:
        model = DistributionReason
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "text": "Satu alasan untuk seluruh unit. Kepegawaian membacanya; jangan sebut nama pegawai."
        }


class DistributionFilter(forms.Form):
    """Year and window of the list, and whether only what leaves the guide."""

    tahun = forms.ChoiceField(label="Periode", required=False)
    masa = forms.ChoiceField(label="Evaluasi", required=False)
    luar = forms.BooleanField(label="Hanya yang di luar panduan", required=False)

    def __init__(self, data: Any, *, periods: Iterable[Period], codes: Iterable[WindowCode]) -> None:
        super().__init__(data)
        years = [(str(one.year), str(one)) for one in periods]
        self.fields["tahun"] = forms.ChoiceField(label="Periode", required=False, choices=years)
        offered = [(code.value, str(code.label)) for code in codes]
        self.fields["masa"] = forms.ChoiceField(label="Evaluasi", required=False, choices=offered)
