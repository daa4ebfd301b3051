"""Forms of a calibration: where, with whom, the change of one rating, the minutes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet

from appraisal.calibrations import Candidate
from appraisal.models import EvaluationWindow, OverallRating, WindowCode
from appraisal.models.evaluation import RATING_CHOICES
from appraisal.scoring import Window
from employees.models import Employee, Unit
from employees.models.unit import UnitQuerySet

if TYPE_CHECKING:
    RatingModelForm = forms.ModelForm[OverallRating]
else:
    RatingModelForm = forms.ModelForm


class WhereForm(forms.Form):
    """The unit, with all below it, and the window."""

    unit = forms.ModelChoiceField(
        label="Unit", queryset=Unit.objects.none(), to_field_name="uuid", empty_label="Pilih unit"
    )
    masa = forms.ModelChoiceField(
        label="Evaluasi", queryset=EvaluationWindow.objects.none(), empty_label="Pilih evaluasi"
    )

    def __init__(self, data: Any, *, units: UnitQuerySet, windows: QuerySet[EvaluationWindow]) -> None:
        super().__init__(data)
        self.fields["unit"] = forms.ModelChoiceField(
            label="Unit", queryset=units, to_field_name="uuid", empty_label="Pilih unit"
        )
        self.fields["masa"] = forms.ModelChoiceField(
            label="Evaluasi", queryset=windows, empty_label="Pilih evaluasi"
        )


class OpenForm(forms.Form):
    """Who takes part, who leads, and what is to be looked at."""

    purpose = forms.CharField(
        label="Yang hendak disamakan",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Misalnya: arti «di atas ekspektasi» untuk jabatan yang sama. Jangan sebut nama pegawai.",
    )

    def __init__(self, data: Any, *, candidates: Iterable[Candidate], reviewers: QuerySet[Employee]) -> None:
        super().__init__(data)
        people = list(candidates)
        self.people = {str(one.appraiser.uuid): one.appraiser for one in people}
        self.fields["appraisers"] = forms.MultipleChoiceField(
            label="Pejabat penilai yang ikut",
            choices=[(str(one.appraiser.uuid), str(one)) for one in people],
            initial=list(self.people),
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["led_by"] = forms.ModelChoiceField(
            label="Dipimpin oleh",
            queryset=reviewers,
            to_field_name="uuid",
            empty_label=None,
            help_text="Atasan pejabat penilai. Ia melihat rating semua pegawai yang ditinjaunya.",
        )

    @property
    def chosen(self) -> list[Employee]:
        return [self.people[one] for one in self.cleaned_data["appraisers"]]


class ChangeForm(RatingModelForm):
    """Both ratings with the reasons that the employee will read, and why it is changed."""

    results = forms.ChoiceField(label="Rating hasil kerja", choices=RATING_CHOICES)
    behaviour = forms.ChoiceField(label="Rating perilaku kerja", choices=RATING_CHOICES)
    why = forms.CharField(
        label="Alasan perubahan",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Dibaca pejabat penilai dan atasannya, tidak oleh pegawai yang dinilai.",
    )

    class Meta:
        model = OverallRating
        fields = ["results", "results_reason", "behaviour", "behaviour_reason", "guards_others"]
        widgets = {
            "results_reason": forms.Textarea(attrs={"rows": 3}),
            "behaviour_reason": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, follows: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("results_reason", "behaviour_reason"):
            self.fields[name].required = True
        if follows:
            self.fields["results"].disabled = True
            self.initial["results"] = follows


class LockForm(forms.Form):
    """The minutes; without them a session is not locked."""

    minutes = forms.CharField(
        label="Notula",
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Apa yang dibicarakan, apa yang disamakan, apa yang tetap dan mengapa. Jangan sebut nama pegawai.",
    )


def window_of(row: EvaluationWindow) -> Window:
    """The same as the key of pages about a whole team."""
    return Window(row.period, WindowCode(row.code))
