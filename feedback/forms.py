"""Forms of signed feedback: notes, their rhythm, and links for guests."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from django import forms

from appraisal import criteria, evidence
from appraisal.evidence import Checked
from appraisal.forms import name_the_blank
from appraisal.models import Appraisal, Criterion, WorkTarget
from appraisal.step_forms import AGAIN
from appraisal.team_forms import PersonField
from employees.dates import dated
from feedback import rhythm
from feedback.models import FeedbackNote, GuestLink, Interval
from feedback.notes import OF_WHAT, Words

if TYPE_CHECKING:
    NoteModelForm = forms.ModelForm[FeedbackNote]
    GuestLinkModelForm = forms.ModelForm[GuestLink]
else:
    NoteModelForm = GuestLinkModelForm = forms.ModelForm


class ProofField(forms.FileField):
    """One file of the kinds that evidence may be, or none."""

    def __init__(self, **options: Any) -> None:
        widget = forms.FileInput(attrs={"accept": ",".join(evidence.FORMATS)})
        super().__init__(required=False, widget=widget, **options)

    def clean(self, data: Any, initial: Any = None) -> Checked | None:
        """The file, checked by its content.

        Raises:
            ValidationError: unfit, with the sentence that says so.
        """
        file = super().clean(data, initial)
        try:
            return evidence.checked(file) if file else None
        except evidence.Unfit as unfit:
            raise forms.ValidationError([str(unfit), AGAIN]) from unfit


class NoteForm(NoteModelForm):
    """A note about a target or a value, or about the work in general."""

    proof = ProofField(label="Berkas bukti", help_text="PDF, JPEG, PNG, XLSX, atau DOCX; paling besar 10 MB.")

    link = forms.URLField(
        label="Tautan bukti",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="Alamat dokumen atau foto yang membuktikannya; aplikasi hanya mencatatnya.",
    )
    field_order = ("kind", "text", "target", "value", "criterion", "day", "proof", "link")

    class Meta:
        model = FeedbackNote
        fields = ("kind", "text", "target", "value", "criterion", "link", "day")
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
        self.fields["value"].label = "Tentang nilai dasar"
        name_the_blank(self.fields["value"], "Tidak tentang satu nilai")
        self._of_a_superior(appraisal, only is None)
        if only == ():
            self.fields.pop("target", None)  # somebody whom no result of this person concerns
            return
        target = cast("forms.ModelChoiceField[WorkTarget]", self.fields["target"])
        target.label, target.empty_label = "Tentang rencana hasil kerja", "Tidak tentang satu rencana"
        target.queryset = appraisal.targets.all()
        if only is not None:
            target.queryset = appraisal.targets.filter(pk__in=[one.pk for one in only])

    def _of_a_superior(self, appraisal: Appraisal, superior: bool) -> None:
        """What only he is offered: to note what he saw, and the local criteria where there are some."""
        kind = cast("forms.ChoiceField", self.fields["kind"])
        kind.choices = [
            one for one in FeedbackNote.Kind.choices if superior or one[0] != FeedbackNote.Kind.OBSERVATION
        ]
        field = cast("forms.ModelChoiceField[Criterion]", self.fields["criterion"])
        field.label, field.empty_label = "Tentang kriteria setempat", "Tidak tentang satu kriteria"
        field.queryset = criteria.of_appraisal(appraisal)
        if not superior or not field.queryset:
            del self.fields["criterion"]
            return
        kind.help_text = "Pengamatan: hanya yang Anda lihat, tanpa penilaian, dan tentang satu hal di bawah."

    def words(self) -> Words:
        """What was typed, for the doors of `feedback.notes`."""
        clean = self.cleaned_data
        return Words(
            clean["kind"],
            clean["text"],
            clean["day"],
            clean.get("target"),
            clean["value"],
            clean.get("link", ""),
            clean.get("criterion"),
            clean.get("proof"),
        )

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if not self.first <= day <= self.last:
            raise forms.ValidationError(f"Isi tanggal antara {dated(self.first)} dan {dated(self.last)}.")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        named = [one for one in ("target", "value", "criterion") if cleaned.get(one)]
        if len(named) > 1:
            self.add_error(named[-1], "Pilih satu saja: rencana hasil kerja, nilai dasar, atau kriteria.")
        if cleaned.get("kind") == FeedbackNote.Kind.OBSERVATION and not named:
            self.add_error("value", OF_WHAT)
        if self.errors and cleaned.get("proof"):
            self.add_error("proof", AGAIN)  # a browser never keeps the file of a form that comes back
        return cleaned


class ColleagueNoteForm(NoteForm):
    """By a colleague: about a value or the work in general; he does not see the results."""

    def __init__(self, *args: Any, appraisal: Appraisal, today: date, **kwargs: Any) -> None:
        super().__init__(*args, appraisal=appraisal, today=today, only=(), **kwargs)


class GuestNoteForm(ColleagueNoteForm):
    """By a one-time link: few questions, on a phone, without an account."""

    def __init__(self, *args: Any, appraisal: Appraisal, today: date, **kwargs: Any) -> None:
        super().__init__(*args, appraisal=appraisal, today=today, **kwargs)
        for name in ("link", "proof"):
            del self.fields[name]
        self.fields["text"].help_text = "Sebut apa yang dikerjakannya, bagaimana hasilnya, dan saran Anda."
        self.fields["day"].help_text = "Hari kejadiannya, atau hari ini."
        self.fields["value"].help_text = "Bila umpan balik Anda tentang salah satu nilai dasar ASN."


class GuestLinkForm(GuestLinkModelForm):
    """For whom the link is."""

    class Meta:
        model = GuestLink
        fields = ("name", "body")
        help_texts = {
            "name": "Nama lengkap orang yang Anda mintai umpan balik.",
            "body": "Contoh: dosen pembimbing, Universitas Indonesia.",
        }


class PersonForm(forms.Form):
    """Whom somebody wants to give feedback to."""

    orang = PersonField(label="Untuk siapa")


class RhythmForm(forms.Form):
    interval = forms.ChoiceField(label="Irama umpan balik", choices=Interval.choices, initial=Interval.MONTH)


class TeamNotesFilter(forms.Form):
    """Which of my people: by name, overdue, or without an agreed rhythm."""

    q = forms.CharField(label="Nama atau NIP", required=False, max_length=100)
    perlu = forms.ChoiceField(
        label="Perlu perhatian",
        required=False,
        choices=[
            ("", "Semua"),
            (rhythm.OVERDUE, "Umpan balik terlambat"),
            (rhythm.UNAGREED, "Irama belum disepakati"),
        ],
    )


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
