"""Forms of the development plan: an item, its end, the post aimed at."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from appraisal.forms import DATE_WIDGET
from appraisal.models import Appraisal
from appraisal.step_forms import ScanField
from employees import tabular
from employees.models import Employee, Position
from training.desk_forms import near, positions
from training.forms import FILE_HELP
from training.models import CareerGoal, Course, DevelopmentItem

if TYPE_CHECKING:
    ItemModelForm = forms.ModelForm[DevelopmentItem]
    GoalModelForm = forms.ModelForm[CareerGoal]
else:
    ItemModelForm = GoalModelForm = forms.ModelForm

LAST_YEAR = 2100


def owners(appraisal: Appraisal) -> list[tuple[int, str]]:
    """The parties of today: who may see to an item."""
    parties = appraisal.parties.on(timezone.localdate())
    return [(party.employee_id, f"{party.name} ({party.get_role_display()})") for party in parties]


class ItemForm(ItemModelForm):
    """One line of the plan. A course is chosen only for training; its name may stand for the words."""

    class Meta:
        model = DevelopmentItem
        fields = ("about", "way", "course", "text", "owner", "due_on")
        widgets = {
            "about": forms.Textarea(attrs={"rows": 2, "maxlength": 500}),
            "text": forms.Textarea(attrs={"rows": 2, "maxlength": 500}),
            "due_on": DATE_WIDGET,
        }
        help_texts = {
            "way": "Sebagian besar belajar terjadi di pekerjaan (70), lalu dari orang lain (20), lalu di kelas (10).",
            "text": "Apa yang akan dilakukan, sejelas mungkin. Boleh kosong bila pelatihan dari katalog dipilih.",
        }

    def __init__(self, *args: Any, owners: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = list(owners)
        self.fields["text"].required = False
        self.fields["course"] = forms.ModelChoiceField(
            label="Pelatihan dari katalog",
            queryset=Course.objects.filter(active=True),
            required=False,
            empty_label="Tidak dari katalog",
        )
        owner = forms.ModelChoiceField(
            label="Penanggung jawab",
            queryset=Employee.objects.filter(pk__in=[pk for pk, _ in offered]),
            empty_label=None,
        )
        owner.choices = offered
        self.fields["owner"] = owner

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        course, way, due_on = cleaned.get("course"), cleaned.get("way"), cleaned.get("due_on")
        if course is not None and way and way != DevelopmentItem.Way.TRAINING:
            self.add_error("course", "Pelatihan dari katalog hanya untuk cara «Pelatihan».")
        if not cleaned.get("text") and "text" not in self.errors:
            if course is None:
                self.add_error("text", "Tulis kegiatannya, atau pilih pelatihan dari katalog.")
            cleaned["text"] = f"Mengikuti {course}"
        if due_on is not None and due_on < timezone.localdate():
            self.add_error("due_on", "Pilih tenggat hari ini atau sesudahnya.")
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class OptionalScan(ScanField):
    """The same, left out at will."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        return super().clean(data, initial) if data else None


class CloseForm(forms.Form):
    """How an item ended; finishing may bring evidence."""

    note = forms.CharField(label="Hasilnya", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, done: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if done:
            self.fields["file"] = OptionalScan(label="Bukti", required=False, help_text=FILE_HELP)
        else:
            self.fields["note"].label = "Alasan tidak dilanjutkan"


class GoalForm(GoalModelForm):
    """The post aimed at, by its name as decrees write it."""

    post = forms.CharField(
        label="Jabatan yang dituju",
        max_length=200,
        help_text="Tulis seperti pada surat keputusan, misalnya Kepala Seksi Pelayanan.",
    )
    by_year = forms.IntegerField(label="Paling cepat tahun", max_value=LAST_YEAR)

    class Meta:
        model = CareerGoal
        fields = ("by_year", "reason")
        widgets = {"reason": forms.Textarea(attrs={"rows": 4})}

    field_order = ("post", "by_year", "reason")

    def clean_post(self) -> Position:
        title = tabular.clean(self.cleaned_data["post"])
        found = positions(title)
        if found:
            return found[0]
        others = near(title)
        hint = f" Mungkin maksud Anda: {'; '.join(others)}." if others else ""
        raise ValidationError(f"Jabatan ini tidak ada dalam daftar jabatan instansi.{hint}")

    def clean_by_year(self) -> int:
        year: int = self.cleaned_data["by_year"]
        if year < timezone.localdate().year:
            raise ValidationError("Pilih tahun ini atau sesudahnya.")
        return year
