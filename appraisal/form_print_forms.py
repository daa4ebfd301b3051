"""Choosing which of the official forms to print."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from appraisal.papers.registry import Form


class FormPrintForm(forms.Form):
    chosen = forms.MultipleChoiceField(
        label="Formulir resmi",
        widget=forms.CheckboxSelectMultiple,
        help_text="Semua yang dipilih menjadi satu PDF. Formulir yang belum ada isinya dicetak kosong.",
        error_messages={
            "required": "Pilih paling sedikit satu formulir.",
            "invalid_choice": "Formulir %(value)s tidak tersedia untuk kinerja ini.",
        },
    )

    def __init__(self, *args: Any, offered: Sequence[Form], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["chosen"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [
                (one.code, one.title if one.of_credit else f"{one.code} {one.title}") for one in offered
            ]
