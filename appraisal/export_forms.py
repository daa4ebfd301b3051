"""What one chooses for a yearly report."""

from __future__ import annotations

from django import forms

from appraisal.models import Period


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
