"""Forms of local criteria: at the desk, at the evaluation, and the upload of the attendance recap."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms

from appraisal.course import milestones
from appraisal.criteria import Attendance, suggested
from appraisal.evaluation_forms import FigureField, RowForm
from appraisal.models import Criterion, CriterionRating, Evaluation, Period
from appraisal.models.evaluation import RATING_CHOICES
from employees.models import Unit, User

LARGEST_RECAP = 2_000_000

if TYPE_CHECKING:
    CriterionModelForm = forms.ModelForm[Criterion]
else:
    CriterionModelForm = forms.ModelForm


class CriterionForm(CriterionModelForm):
    """A criterion with what each level means. Unit personnel write for a unit of theirs, never for all."""

    above_from = FigureField(
        label="Di atas ekspektasi mulai (%)", max_digits=5, decimal_places=2, required=False
    )
    meets_from = FigureField(
        label="Sesuai ekspektasi mulai (%)", max_digits=5, decimal_places=2, required=False
    )

    class Meta:
        model = Criterion
        fields = ("unit", "name", "source", "above", "meets", "below", "above_from", "meets_from", "order")
        widgets = dict.fromkeys(("above", "meets", "below"), forms.Textarea(attrs={"rows": 2}))
        labels = {
            "unit": "Berlaku untuk",
            "above": "Di atas ekspektasi berarti",
            "meets": "Sesuai ekspektasi berarti",
            "below": "Di bawah ekspektasi berarti",
            "order": "Urutan",
        }
        help_texts = {
            "name": "Contoh: «Kecepatan menanggapi keluhan», «Kehadiran».",
            "source": "Rekap kehadiran memberi saran dari persentase hadir; pejabat penilai tetap memutuskan.",
            "unit": "Unit itu dan semua unit di bawahnya.",
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = cast("forms.ModelChoiceField[Unit]", self.fields["unit"])
        unit.queryset = user.administered_units().filter(active=True)
        unit.required = not user.has_perm("employees.administer_agency")
        unit.empty_label = "Pilih unit" if unit.required else "Seluruh instansi"
        self.fields["order"].required = False
        for name in ("above_from", "meets_from"):
            self.fields[name].help_text = "Hanya untuk rekap kehadiran, 0 sampai 100. Contoh: 97,5."

    def clean_order(self) -> int:
        order: int | None = self.cleaned_data["order"]
        return order or 0

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        same = Criterion.objects.filter(
            period=self.instance.period, unit=cleaned.get("unit"), name=cleaned.get("name", "")
        )
        if same.exclude(pk=self.instance.pk).exists():
            self.add_error("name", "Kriteria dengan nama ini sudah ada untuk unit yang sama.")
        self._check_thresholds(cleaned)
        return cleaned

    def _check_thresholds(self, cleaned: dict[str, Any]) -> None:
        above, meets = cleaned.get("above_from"), cleaned.get("meets_from")
        if cleaned.get("source") == Criterion.Source.ATTENDANCE:
            for name, value in (("above_from", above), ("meets_from", meets)):
                if value is None and name not in self.errors:
                    self.add_error(name, "Isi ambang untuk rekap kehadiran.")
                elif value is not None and not 0 <= value <= 100:
                    self.add_error(name, "Isi persentase antara 0 dan 100.")
            if above is not None and meets is not None and above < meets:
                self.add_error("above_from", "Ambang ini tidak boleh di bawah ambang «sesuai ekspektasi».")
        else:
            cleaned["above_from"] = cleaned["meets_from"] = None


class CriterionRatingForm(RowForm):
    """Where a person stands on one criterion; without a rating there is no row."""

    rating = forms.ChoiceField(
        label="Rating", choices=RATING_CHOICES, widget=forms.RadioSelect, required=False
    )
    note = forms.CharField(
        label="Catatan", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    class Meta:
        model = CriterionRating
        fields = ("rating", "note")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("note") and not cleaned.get("rating"):
            self.add_error("rating", "Pilih ratingnya juga, supaya catatan ini tersimpan.")
        return cleaned

    @property
    def filled(self) -> bool:
        return bool(self.cleaned_data.get("rating"))


class CriterionItem:
    """A criterion beside the form of its rating, with what the attendance suggests."""

    def __init__(
        self,
        evaluation: Evaluation,
        criterion: Criterion,
        stored: CriterionRating | None,
        days: Attendance | None,
        data: Any,
    ) -> None:
        self.criterion, self.saved = criterion, stored is not None
        self.days = days if criterion.source == Criterion.Source.ATTENDANCE else None
        hint = suggested(criterion, days)
        self.hint = dict(RATING_CHOICES)[hint.value] if hint else ""
        self.form = CriterionRatingForm(
            data,
            instance=stored or CriterionRating(evaluation=evaluation, criterion=criterion),
            initial={"rating": hint.value} if hint and stored is None else None,
            prefix=f"kriteria-{criterion.uuid.hex}",
            place=criterion.name,
        )


class RecapForm(forms.Form):
    """A recap of one window as the agency's attendance system writes it."""

    window = forms.ChoiceField(label="Periode rekap")
    file = forms.FileField(
        label="Berkas CSV atau XLSX",
        help_text="Kolom: nip, hari_kerja, hari_hadir, hari_terlambat. Satu pegawai satu baris.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
    )

    def __init__(self, *args: Any, period: Period, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = cast("forms.ChoiceField", self.fields["window"])
        choice.choices = [(one.value, one.label) for one in milestones(period)]

    @staticmethod
    def windows(period: Period) -> set[str]:
        """The codes that may be chosen."""
        return {one.value for one in milestones(period)}

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_RECAP:
            raise forms.ValidationError("Berkas ini lebih besar dari 2 MB. Bagi menjadi beberapa berkas.")
        return file
