"""Forms of taking part in training: search, enrol, decide, send a certificate, say what a session was worth."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from appraisal.forms import DATE_WIDGET, name_the_blank
from appraisal.models.evaluation import VALUE_CHOICES
from appraisal.step_forms import ScanField
from training.models import Certificate, Course, CourseKind, DevelopmentItem
from training.models.course import MOST_HOURS

if TYPE_CHECKING:
    CertificateModelForm = forms.ModelForm[Certificate]
else:
    CertificateModelForm = forms.ModelForm

FILE_HELP = "PDF, JPEG, atau PNG; paling besar 10 MB. Foto dari ponsel boleh."
SCORES = [(5, "5 – sangat baik"), (4, "4"), (3, "3"), (2, "2"), (1, "1 – buruk")]


class CourseFilter(forms.Form):
    """Search of the catalogue; everything optional."""

    q = forms.CharField(label="Nama pelatihan atau penyelenggara", required=False, max_length=100)
    jenis = forms.ChoiceField(label="Jenis", required=False, choices=[("", "Semua"), *CourseKind.choices])
    bidang = forms.ChoiceField(label="Bidang", required=False, choices=[("", "Semua"), *Course.Field.choices])
    nilai = forms.ChoiceField(
        label="Menguatkan nilai dasar", required=False, choices=[("", "Semua"), *VALUE_CHOICES]
    )
    jadwal = forms.BooleanField(label="Hanya yang membuka pendaftaran", required=False)


def item_field(items: QuerySet[DevelopmentItem]) -> forms.ModelChoiceField[DevelopmentItem]:
    """The line of one's plan that this training answers."""
    return forms.ModelChoiceField(
        label="Untuk rencana pengembangan",
        queryset=items,
        to_field_name="uuid",
        required=False,
        empty_label="Tidak untuk butir tertentu",
    )


class EnrolForm(forms.Form):
    note = forms.CharField(
        label="Alasan mengikuti",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Untuk atasan Anda: apa manfaatnya bagi pekerjaan Anda.",
    )

    def __init__(self, *args: Any, items: QuerySet[DevelopmentItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"] = item_field(items)


class DecisionForm(forms.Form):
    """The superior's answer."""

    answer = forms.ChoiceField(
        label="Jawaban",
        choices=[("ya", "Setujui"), ("tidak", "Tidak setujui")],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label="Catatan",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Wajib diisi bila tidak menyetujui.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("answer") == "tidak" and not cleaned.get("note", "").strip():
            self.add_error("note", "Tulis alasannya, agar pegawai tahu apa yang dapat dilakukannya.")
        return cleaned


class OpinionForm(forms.Form):
    """What the session was worth; read as averages beside the course, the words by personnel."""

    material = forms.TypedChoiceField(label="Materi", choices=SCORES, coerce=int, widget=forms.RadioSelect)
    teaching = forms.TypedChoiceField(label="Pengajar", choices=SCORES, coerce=int, widget=forms.RadioSelect)
    usefulness = forms.TypedChoiceField(
        label="Manfaat bagi pekerjaan", choices=SCORES, coerce=int, widget=forms.RadioSelect
    )
    opinion = forms.CharField(
        label="Saran", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class CertificateForm(CertificateModelForm):
    """A certificate with its file; of an enrolment, what the catalogue knows is filled in and stays."""

    class Meta:
        model = Certificate
        fields = ("title", "kind", "provider", "starts_on", "ends_on", "number", "hours")
        widgets = {"starts_on": DATE_WIDGET, "ends_on": DATE_WIDGET}
        help_texts = {"hours": "Seperti tertulis pada sertifikat. Pengelola kepegawaian memeriksanya."}

    def __init__(
        self, *args: Any, items: QuerySet[DevelopmentItem], known: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        name_the_blank(self.fields["kind"], "Pilih jenisnya")
        hours = cast("forms.IntegerField", self.fields["hours"])
        self.fields["hours"] = forms.IntegerField(
            label=hours.label, help_text=hours.help_text, min_value=1, max_value=MOST_HOURS
        )
        for name in ("title", "kind", "provider", "starts_on", "ends_on") if known else ():
            self.fields[name].disabled = True
        self.fields["item"] = item_field(items)
        self.fields["file"] = ScanField(label="Berkas sertifikat", help_text=FILE_HELP)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if isinstance(ends_on, date) and ends_on > timezone.localdate():
            self.add_error("ends_on", "Kirim sertifikat setelah pelatihannya selesai.")
        if isinstance(starts_on, date) and isinstance(ends_on, date) and ends_on < starts_on:
            self.add_error("ends_on", "Tanggal selesai tidak boleh sebelum tanggal mulai.")
        return cleaned


class VerifyForm(forms.Form):
    """Personnel acknowledge hours, or reject the certificate with a reason."""

    answer = forms.ChoiceField(
        label="Hasil pemeriksaan",
        choices=[("ya", "Akui"), ("tidak", "Tolak")],
        widget=forms.RadioSelect,
        initial="ya",
    )
    hours = forms.IntegerField(label="JP yang diakui", min_value=1, max_value=MOST_HOURS)
    note = forms.CharField(
        label="Catatan",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Wajib diisi bila ditolak atau JP-nya berbeda.",
    )

    def __init__(self, *args: Any, claimed: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.claimed = claimed
        self.fields["hours"].initial = claimed

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        differs = cleaned.get("answer") == "tidak" or cleaned.get("hours") not in {None, self.claimed}
        if differs and not cleaned.get("note", "").strip():
            self.add_error("note", "Tulis alasannya, agar pegawai tahu apa yang harus diperbaiki.")
        return cleaned

    @property
    def acknowledged(self) -> int | None:
        """None: rejected."""
        hours: int = self.cleaned_data["hours"]
        return hours if self.cleaned_data["answer"] == "ya" else None
