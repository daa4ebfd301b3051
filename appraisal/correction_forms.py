"""Forms of 'Ini keliru': what is wrong, and what personnel did about it."""

from __future__ import annotations

from django import forms

from appraisal.models import CorrectionRequest

STATES = [("", "Belum dijawab"), ("dijawab", "Sudah dijawab"), ("semua", "Semua")]


class CorrectionForm(forms.Form):
    """Who or what it should be, and since when; read by people, so it is one field of words."""

    about = forms.ChoiceField(label="Yang keliru", choices=CorrectionRequest.About.choices)
    text = forms.CharField(
        label="Seharusnya",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 1000}),
        help_text="Siapa atau apa yang benar, dan sejak tanggal berapa.",
    )


class AnswerForm(forms.Form):
    """The answer; its words go to whoever asked and into the history."""

    answer = forms.ChoiceField(
        label="Jawaban", choices=CorrectionRequest.Answer.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label="Penjelasan", max_length=1000, widget=forms.Textarea(attrs={"rows": 3, "maxlength": 1000})
    )


class CorrectionFilter(forms.Form):
    """What the queue is narrowed to; at first what waits."""

    q = forms.CharField(label="Nama atau NIP", required=False, max_length=100)
    status = forms.ChoiceField(label="Keadaan", required=False, choices=STATES)
