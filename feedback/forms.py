"""Forms of signed feedback."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from django import forms

from appraisal.forms import name_the_blank
from appraisal.models import Appraisal, WorkTarget
from feedback.models import FeedbackNote

if TYPE_CHECKING:
    NoteModelForm = forms.ModelForm[FeedbackNote]
else:
    NoteModelForm = forms.ModelForm


class NoteForm(NoteModelForm):
    """A note about a target or a value, or about the work in general."""

    class Meta:
        model = FeedbackNote
        fields = ("kind", "text", "target", "value", "day")
        widgets = {
            "text": forms.Textarea(attrs={"rows": 5}),
            "day": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {
            "text": "Sebut kejadiannya, akibatnya, dan harapan Anda. Penerima langsung dapat membacanya.",
            "day": "Hari kejadiannya.",
        }

    def __init__(
        self,
        *args: Any,
        appraisal: Appraisal,
        today: date,
        only: Iterable[WorkTarget] | None = None,
        **kwargs: Any,
    ) -> None:
        """`only`: the results that it may be about, for a giver whom not all of them concern."""
        super().__init__(*args, **kwargs)
        self.first, self.last = appraisal.period.starts_on, min(today, appraisal.period.ends_on)
        self.fields["day"].widget.attrs |= {"min": self.first.isoformat(), "max": self.last.isoformat()}
        target = cast("forms.ModelChoiceField[WorkTarget]", self.fields["target"])
        target.label, target.empty_label = "Tentang rencana hasil kerja", "Tidak tentang satu rencana"
        target.queryset = appraisal.targets.all()
        if only is not None:
            target.queryset = appraisal.targets.filter(pk__in=[one.pk for one in only])
        self.fields["value"].label = "Tentang nilai dasar"
        name_the_blank(self.fields["value"], "Tidak tentang satu nilai")

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if not self.first <= day <= self.last:
            raise forms.ValidationError(f"Isi tanggal antara {self.first:%d-%m-%Y} dan {self.last:%d-%m-%Y}.")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("target") is not None and cleaned.get("value"):
            self.add_error("value", "Pilih rencana hasil kerja atau nilai dasar, bukan keduanya.")
        return cleaned


class ReplyForm(forms.Form):
    text = forms.CharField(
        label="Tanggapan Anda",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Pemberi umpan balik langsung dapat membacanya.",
    )


class NotesFilter(forms.Form):
    """Which notes of mine: received or given, of one kind, or still without an answer."""

    arah = forms.ChoiceField(
        label="Arah", required=False, choices=[("", "Semua"), ("masuk", "Diterima"), ("keluar", "Diberikan")]
    )
    jenis = forms.ChoiceField(
        label="Jenis", required=False, choices=[("", "Semua"), *FeedbackNote.Kind.choices]
    )
    tanggapan = forms.ChoiceField(
        label="Tanggapan",
        required=False,
        choices=[("", "Semua"), ("belum", "Belum ditanggapi"), ("sudah", "Sudah ditanggapi")],
    )
