"""The page 'Persentase tunjangan'."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms

from appraisal import allowance
from appraisal.models import AllowanceTable

if TYPE_CHECKING:
    AllowanceModelForm = forms.ModelForm[AllowanceTable]
else:
    AllowanceModelForm = forms.ModelForm


class AllowanceForm(AllowanceModelForm):
    """A share for each predicate, and the regulation that says so."""

    class Meta:
        model = AllowanceTable
        fields = [*allowance.FIELDS, "basis"]
        widgets = {
            name: forms.NumberInput(attrs={"min": 0, "max": 200, "step": "0.01"}) for name in allowance.FIELDS
        }
        help_texts = {
            "basis": "Peraturan instansi yang menetapkannya, misalnya: Perwali 12/2026 tentang TPP, Pasal 9."
        }

    def clean(self) -> None:
        super().clean()
        for name in allowance.FIELDS:
            share = self.cleaned_data.get(name)
            if share is not None and not 0 <= share <= 200:
                self.add_error(name, "Isi antara 0 dan 200 persen.")
