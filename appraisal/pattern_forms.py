"""What the lists of rating patterns are narrowed to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from appraisal.models import Period, WindowCode
from appraisal.pattern_words import KIND_CHOICES

UNITS = "unit"


class PatternFilter(forms.Form):
    """Year, window, by appraiser or by unit, words of a name, and one kind of finding."""

    q = forms.CharField(label="Nama penilai atau unit", required=False, max_length=100)
    tahun = forms.ChoiceField(label="Periode", required=False)
    masa = forms.ChoiceField(label="Evaluasi", required=False)
    per = forms.ChoiceField(
        label="Per", required=False, choices=[("", "Pejabat penilai"), (UNITS, "Perangkat daerah")]
    )
    temuan = forms.ChoiceField(
        label="Temuan",
        required=False,
        choices=[("", "Semua"), ("ada", "Yang berbeda dari lazimnya"), *KIND_CHOICES],
    )

    def __init__(
        self, data: Any, *, periods: Iterable[Period], codes: Iterable[WindowCode], by_unit: bool
    ) -> None:
        super().__init__(data)
        if not by_unit:
            del self.fields["per"]
        years = [(str(one.year), str(one)) for one in periods]
        self.fields["tahun"] = forms.ChoiceField(label="Periode", required=False, choices=years)
        offered = [(code.value, str(code.label)) for code in codes]
        self.fields["masa"] = forms.ChoiceField(label="Evaluasi", required=False, choices=offered)
