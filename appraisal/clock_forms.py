"""Forms of the clocks: more time with a reason, and the closing of a period."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from appraisal import windows
from appraisal.extensions import OF_THE_SKP, Scope
from appraisal.models import Appraisal, Evaluation, Extension, Period, WindowCode
from employees import unit_choices
from employees.models import Unit
from employees.models.unit import UnitQuerySet


class ExtensionForm(forms.Form):
    """Which clock, of whom, until when and why. With `appraisal` it is for one person.

    `unit` is the UUID of one that is proposed; in a large agency a lower unit is offered in no other way.
    """

    clock = forms.ChoiceField(label="Tenggat yang diperpanjang", choices=Extension.Clock.choices)
    window = forms.ChoiceField(label="Evaluasi", required=False)
    unit = forms.ModelChoiceField(
        label="Untuk", queryset=Unit.objects.none(), required=False, to_field_name="uuid"
    )
    until = forms.DateField(
        label="Tenggat baru",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Hari itu masih termasuk. Tenggat yang sudah lebih akhir tidak berubah.",
    )
    reason = forms.CharField(
        label="Alasan",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 1000}),
        help_text="Terbaca dalam riwayat setiap kinerja yang tenggatnya berubah.",
    )

    def __init__(
        self,
        data: Any,
        *,
        period: Period,
        units: UnitQuerySet,
        unit: str = "",
        appraisal: Appraisal | None = None,
    ) -> None:
        super().__init__(data, initial={"window": WindowCode.YEAR, "unit": unit})
        self.period, self.appraisal = period, appraisal
        codes = [(code.value, code.label) for code in windows.codes(period)]
        self.fields["window"] = forms.ChoiceField(label="Evaluasi", required=False, choices=codes)
        field = self.fields["unit"]
        if appraisal is not None:
            del self.fields["unit"]
        elif isinstance(field, forms.ModelChoiceField):
            field.queryset = units
            wanted = self.data.get("unit", "") or unit
            field.choices = unit_choices.choices(units, wanted, empty="Seluruh instansi")

    def clean_until(self) -> Any:
        until = self.cleaned_data["until"]
        if until < timezone.localdate():
            raise forms.ValidationError("Pilih hari ini atau hari sesudahnya.")
        return until

    @property
    def scope(self) -> Scope:
        typed = self.cleaned_data
        window = "" if typed["clock"] in OF_THE_SKP else typed["window"]
        return Scope(self.period, window, typed.get("unit"), self.appraisal)


class VoidForm(forms.Form):
    """Which of the open evaluations personnel void, and why."""

    evaluations = forms.ModelMultipleChoiceField(
        label="Evaluasi yang digugurkan",
        queryset=Evaluation.objects.none(),
        to_field_name="uuid",
        error_messages={"required": "Centang sedikitnya satu evaluasi."},
    )
    reason = forms.CharField(
        label="Alasan menggugurkan",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 1000}),
    )

    def __init__(self, data: Any, *, offered: Any) -> None:
        super().__init__(data)
        chosen = self.fields["evaluations"]
        if isinstance(chosen, forms.ModelMultipleChoiceField):
            chosen.queryset = offered


class CloseForm(forms.Form):
    """Why a year is closed, or opened anew; it stands in the history of each appraisal."""

    reason = forms.CharField(
        label="Alasan",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 1000}),
        help_text="Terbaca dalam riwayat periode dan riwayat setiap kinerja.",
    )
