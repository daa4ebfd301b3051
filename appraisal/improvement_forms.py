"""Forms of improvement plans."""

from __future__ import annotations

from django import forms

from appraisal.models import ImprovementPlan


class PlanForm(forms.Form):
    goals = forms.CharField(
        label="Yang harus membaik",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Satu hal sebaris, terukur, dapat dicapai dalam enam bulan.",
    )
    support = forms.CharField(
        label="Dukungan yang diberikan",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Misalnya bimbingan, pelatihan, atau pembagian tugas.",
    )


class NoteForm(forms.Form):
    text = forms.CharField(label="Catatan", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class OutcomeForm(forms.Form):
    outcome = forms.ChoiceField(
        label="Hasil", choices=ImprovementPlan.Outcome.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label="Alasan",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Dibaca pegawai dan atasannya.",
    )
