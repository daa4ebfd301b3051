"""Forms of the catalogue's keepers: courses, sessions, the table to import."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import Q

from appraisal.forms import DATE_WIDGET
from appraisal.models.evaluation import VALUE_CHOICES
from employees import tabular
from employees.models import Position
from employees.table_field import TableField
from training.models import Course, CourseKind, CourseSession
from training.models.course import MOST_HOURS

if TYPE_CHECKING:
    CourseModelForm = forms.ModelForm[Course]
    SessionModelForm = forms.ModelForm[CourseSession]
else:
    CourseModelForm = SessionModelForm = forms.ModelForm

MOST_SEATS = 10_000
TWICE = "Pelatihan dengan nama dan penyelenggara ini sudah ada."


class CourseForm(CourseModelForm):
    """One course; posts are named as they stand in decrees, one a line."""

    kind = forms.TypedChoiceField(label="Jenis diklat", choices=CourseKind.choices, coerce=int)
    hours = forms.IntegerField(label="Jam pelajaran (JP)", min_value=1, max_value=MOST_HOURS)
    values = forms.MultipleChoiceField(
        label="Nilai dasar yang diperkuat",
        choices=VALUE_CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Pelatihan ini diusulkan bila nilai itu dinilai di bawah ekspektasi.",
    )
    posts = forms.CharField(
        label="Disyaratkan bagi jabatan",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Satu jabatan tiap baris, ditulis seperti pada surat keputusan.",
    )

    class Meta:
        model = Course
        fields = ("title", "kind", "field", "hours", "provider", "summary", "values", "active")
        widgets = {"summary": forms.Textarea(attrs={"rows": 4})}
        error_messages = {NON_FIELD_ERRORS: {"unique_together": TWICE}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and not self.is_bound:
            self.initial["posts"] = "\n".join(
                self.instance.required_for.values_list("title", flat=True).distinct()
            )

    def clean_posts(self) -> list[Position]:
        wanted = [title for line in self.cleaned_data["posts"].splitlines() if (title := tabular.clean(line))]
        found = {row.pk: row for title in wanted[:100] for row in positions(title)}
        known = {row.title.casefold() for row in found.values()}
        lacking = [title for title in wanted if title.casefold() not in known]
        if lacking:
            raise forms.ValidationError(
                f"Jabatan ini tidak ada dalam daftar: {'; '.join(lacking[:5])}. Tulis seperti pada SK."
            )
        return list(found.values())


def positions(title: str) -> list[Position]:
    """Posts of this name, whatever their category."""
    return list(Position.objects.filter(title__iexact=title))


def near(title: str) -> list[str]:
    """Names of posts that hold every word."""
    wanted = Q()
    for word in title.split()[:5]:
        wanted &= Q(title__icontains=word)
    return list(Position.objects.filter(wanted).values_list("title", flat=True).distinct()[:5])


class SessionForm(SessionModelForm):
    class Meta:
        model = CourseSession
        fields = ("starts_on", "ends_on", "enrol_until", "place", "seats")
        widgets = {"starts_on": DATE_WIDGET, "ends_on": DATE_WIDGET, "enrol_until": DATE_WIDGET}

    seats = forms.IntegerField(label="Jumlah tempat", min_value=1, max_value=MOST_SEATS)

    def clean_seats(self) -> int:
        seats: int = self.cleaned_data["seats"]
        if seats < self.instance.taken:
            raise forms.ValidationError(f"Sudah {self.instance.taken} tempat terpakai.")
        return seats

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        starts_on, ends_on, until = (cleaned.get(name) for name in ("starts_on", "ends_on", "enrol_until"))
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "Tanggal selesai tidak boleh sebelum tanggal mulai.")
        elif until and ends_on and until > ends_on:
            self.add_error("enrol_until", "Pendaftaran ditutup paling lambat pada hari terakhir.")
        return cleaned


class CancelForm(forms.Form):
    reason = forms.CharField(label="Alasan pembatalan", max_length=300)


class CourseUpload(forms.Form):
    """A table of courses; what it holds is checked before anything is written."""

    file = TableField(
        label="Katalog (CSV atau XLSX)",
        help_text=(
            "Kolom: nama, jenis (nama atau kode 1–25), jp, penyelenggara; boleh ditambah bidang (teknis atau "
            "soft skill), nilai dan isi. Pelatihan dengan nama dan penyelenggara yang sama diperbarui."
        ),
    )
