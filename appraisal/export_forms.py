"""What one chooses for a yearly report, and for the documents of a year."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Min
from django.db.models.functions import Length

from appraisal.models import EvaluationWindow, Period, WindowCode
from employees.models.unit import STEP, UnitQuerySet

STEPS_OFFERED = 2  # steps of the tree below one's own units; whatever lies deeper is part of what is offered


class ExportForm(forms.Form):
    period = forms.ModelChoiceField(
        label="Tahun", queryset=Period.objects.all(), to_field_name="year", empty_label=None
    )
    format = forms.ChoiceField(
        label="Bentuk berkas",
        choices=[
            ("xlsx", "Excel (XLSX): laporan, kinerja yang ditutup, evaluasi periodik, dan sebaran predikat"),
            ("csv", "CSV dalam ZIP: tabel yang sama untuk diolah program lain"),
            ("json", "JSON: evaluasi final dalam kode SIASN"),
        ],
        initial="xlsx",
        widget=forms.RadioSelect,
    )


class DocumentsForm(forms.Form):
    """Whose documents: of a year, one of its windows or all, and a unit with everything below it."""

    period = forms.ModelChoiceField(
        label="Tahun", queryset=Period.objects.all(), to_field_name="year", empty_label=None
    )
    window = forms.ChoiceField(label="Periode evaluasi", required=False)

    def __init__(self, data: Any, *, units: UnitQuerySet) -> None:
        super().__init__(data)
        used = set(EvaluationWindow.objects.values_list("code", flat=True).distinct())
        windows = [(one.value, one.label) for one in WindowCode if one in used]
        self.fields["window"] = forms.ChoiceField(
            label="Periode evaluasi", required=False, choices=[("", "Semua periode"), *windows]
        )
        tree = units.annotate(depth=Length("path"))
        top = tree.aggregate(top=Min("depth"))["top"] or 0
        deepest = top + STEPS_OFFERED * len(STEP.format(0))
        self.fields["unit"] = forms.ModelChoiceField(
            label="Unit",
            queryset=tree.filter(depth__lte=deepest).order_by("path"),
            to_field_name="uuid",
            required=False,
            empty_label="Semua unit yang saya kelola",
        )
