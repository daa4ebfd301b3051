"""Forms of behaviour problems and counselling. Their drafts lie encrypted, as what they say does later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.db.models import QuerySet

from appraisal.team_forms import PersonField
from employees.dates import dated
from feedback.models import CounsellingCase, FeedbackNote

if TYPE_CHECKING:
    NotesChoice = forms.ModelMultipleChoiceField[FeedbackNote]
else:
    NotesChoice = forms.ModelMultipleChoiceField


def words(label: str, rows: int = 4, help_text: str = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "autocomplete": "off"})
    return forms.CharField(label=label, max_length=4000, widget=widget, help_text=help_text)


class TellForm(forms.Form):
    words = words(
        "Yang Anda sampaikan kepada pegawai",
        help_text="Sebut kejadiannya, nilai dasar ASN yang bersangkutan, akibatnya bagi tim, dan yang Anda harapkan.",
    )


class ReplyForm(forms.Form):
    words = words("Tanggapan Anda")


class NotesField(NotesChoice):
    """Signed notes by their day and first words, to be ticked."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: FeedbackNote) -> str:
        return f"{dated(obj.day)}, {obj.get_kind_display()}: {obj.text[:80]}"


class ReportForm(forms.Form):
    """B.1.10 in its own words."""

    expectation = words("Apakah Anda memiliki ekspektasi khusus terhadap yang bersangkutan? Jika ya, apa?", 2)
    problem = words(
        "Jelaskan secara rinci masalah perilaku kerja yang menghambat kinerja individu, unit, atau tim", 6
    )
    similar = forms.TypedChoiceField(
        label="Apakah masalah serupa juga terjadi pada pegawai lainnya?",
        choices=[("ya", "Ya"), ("tidak", "Tidak")],
        coerce=lambda value: value == "ya",
        widget=forms.RadioSelect,
    )
    done = words("Apa yang sudah Anda lakukan untuk memperbaiki perilaku kerja pegawai?")
    notes = NotesField(
        FeedbackNote.objects.none(),
        label="Bukti umpan balik berkelanjutan",
        help_text="Pilih umpan balik yang sudah diberikan kepada pegawai.",
        error_messages={
            "required": "Lampirkan paling sedikit satu umpan balik yang sudah diberikan kepada pegawai."
        },
    )

    def __init__(self, *args: Any, notes: QuerySet[FeedbackNote], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("NotesField", self.fields["notes"]).queryset = notes
        self.fields["expectation"].required = False


class OfficerForm(forms.Form):
    officer = PersonField(label="Petugas kasus")


class AppointForm(forms.Form):
    """Counsellor, day, hour and place."""

    by = forms.ChoiceField(
        label="Dilakukan oleh", choices=CounsellingCase.By.choices, widget=forms.RadioSelect
    )
    counsellor = PersonField(label="Konselor")
    day = forms.DateField(label="Tanggal", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    hour = forms.TimeField(label="Jam", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    place = forms.CharField(
        label="Tempat", max_length=200, help_text="Tempat yang tenang, yang tidak dilihat rekan kerja."
    )


class DeclineForm(forms.Form):
    reason = words("Alasan tidak dikonseling", 2)


class RecordForm(forms.Form):
    record = words("Rekaman informasi hasil konseling", 8)


class FollowUpForm(forms.Form):
    words = words("Tindak lanjut", 3)
