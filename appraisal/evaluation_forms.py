"""Forms of an evaluation: the employee's own assessment, the appraiser's ratings, notes and the dialogue.

The long pages are many small forms, one a row, under the prefix of the row's UUID; `store` writes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Model
from django.forms import inlineformset_factory
from django.utils import timezone

from appraisal.models import (
    Dialogue,
    Evaluation,
    ItemRating,
    OverallRating,
    ProposedRating,
    Recommendation,
    SelfFigure,
    SelfTarget,
)
from appraisal.models.evaluation import RATING_CHOICES
from employees.models import Employee
from employees.templatetags.kinerja import number_id

MAX_RECOMMENDATIONS = 20


class NeededLater(forms.Field):
    """Shown as needed but saved empty as well: only handing in asks for it, by the workflow's guard."""

    def validate(self, value: Any) -> None:
        if value not in self.empty_values:
            super().validate(value)


class NeededText(NeededLater, forms.CharField):
    """Words that handing in asks for."""


class NeededChoice(NeededLater, forms.ChoiceField):
    """A choice that handing in asks for."""


class FigureField(forms.DecimalField):
    """A figure typed with a decimal comma: '1.234,5'."""

    def __init__(self, **options: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off"}
        super().__init__(localize=True, widget=forms.TextInput(attrs=attrs), **options)

    def prepare_value(self, value: Any) -> Any:
        return number_id(value) if isinstance(value, Decimal) else value


class RowForm(forms.ModelForm[Any]):
    """One row of a long page. `place` names the row in labels, where labels stand alone (errors, conflicts)."""

    use_required_attribute = False

    def __init__(self, *args: Any, place: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.widget.is_required = False
            if place:
                field.label = f"{field.label}, {place}"

    @property
    def filled(self) -> bool:
        """Whether anything is typed or stored here; valid only after `is_valid`."""
        return any(self.cleaned_data.get(name) not in (None, "", False) for name in self.fields)


class SelfTargetForm(RowForm):
    achievements = NeededText(
        label="Capaian", max_length=4000, widget=forms.Textarea(attrs={"rows": 3, "maxlength": 4000})
    )

    class Meta:
        model = SelfTarget
        fields = ["achievements", "obstacles"]
        labels = {"obstacles": "Kendala"}
        widgets = {"obstacles": forms.Textarea(attrs={"rows": 2, "maxlength": 4000})}


class SelfFigureForm(RowForm):
    achieved = FigureField(label="Realisasi (angka)", max_digits=14, decimal_places=2, required=False)

    class Meta:
        model = SelfFigure
        fields = ["achieved", "text"]
        labels = {"text": "Realisasi dalam kata dan buktinya"}


class ItemForm(RowForm):
    """A rating of one target or value with a note; without a rating there is no row."""

    rating = forms.ChoiceField(
        label="Rating", choices=RATING_CHOICES, widget=forms.RadioSelect, required=False
    )
    note = forms.CharField(
        label="Catatan", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    class Meta:
        model = ItemRating
        fields = ["rating", "note"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("note") and not cleaned.get("rating"):
            self.add_error("rating", "Pilih ratingnya juga, supaya catatan ini tersimpan.")
        return cleaned

    @property
    def filled(self) -> bool:
        return bool(self.cleaned_data.get("rating"))


class OverallForm(RowForm):
    """The two ratings that decide. As a draft each may still be missing; `rate` asks for all four.

    With `follows` the results rating is that of the unit which the person heads and cannot be typed.
    """

    results = NeededChoice(label="Rating hasil kerja", choices=RATING_CHOICES, widget=forms.RadioSelect)
    results_reason = NeededText(
        label="Alasan rating hasil kerja", max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    behaviour = NeededChoice(label="Rating perilaku kerja", choices=RATING_CHOICES, widget=forms.RadioSelect)
    behaviour_reason = NeededText(
        label="Alasan rating perilaku kerja", max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    class Meta:
        model = OverallRating
        fields = ["results", "results_reason", "behaviour", "behaviour_reason", "guards_others"]
        labels = {"guards_others": "Pegawai ini juga menjaga penerapan nilai pada orang lain"}

    def __init__(self, *args: Any, follows: str = "", reason: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        if follows:
            self.fields["results"].disabled = True
            self.initial["results"] = follows
            self.initial["results_reason"] = self.initial.get("results_reason") or reason


class ProposalForm(forms.ModelForm[ProposedRating]):
    """What a team leader proposes; all four are needed, because the appraiser takes over all four."""

    class Meta:
        model = ProposedRating
        fields = ["results", "results_reason", "behaviour", "behaviour_reason"]
        widgets = {
            "results": forms.RadioSelect,
            "results_reason": forms.Textarea(attrs={"rows": 3}),
            "behaviour": forms.RadioSelect,
            "behaviour_reason": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("results", "behaviour"):
            self.fields[name] = forms.ChoiceField(
                label=self.fields[name].label, choices=RATING_CHOICES, widget=forms.RadioSelect
            )


class NoteForm(forms.ModelForm[Evaluation]):
    class Meta:
        model = Evaluation
        fields = ["note"]
        labels = {"note": "Catatan pejabat penilai kinerja"}
        widgets = {"note": forms.Textarea(attrs={"rows": 4, "maxlength": 4000})}


class RecommendationForm(forms.ModelForm[Recommendation]):
    """`owners` are the people who may carry a recommendation out: the parties of the appraisal."""

    def __init__(self, *args: Any, owners: Sequence[tuple[int, str]] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        owner = self.fields["owner"]
        if isinstance(owner, forms.ModelChoiceField):
            owner.queryset = Employee.objects.filter(pk__in=[pk for pk, _name in owners])
            owner.choices = [("", "Belum ditentukan"), *owners]

    class Meta:
        model = Recommendation
        fields = ["text", "owner", "due_on"]
        labels = {"text": "Rekomendasi", "owner": "Pelaksana", "due_on": "Tenggat"}
        widgets = {
            "text": forms.Textarea(attrs={"rows": 2, "maxlength": 500}),
            "due_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }


RecommendationFormSet = inlineformset_factory(
    Evaluation,
    Recommendation,
    form=RecommendationForm,
    fields=["text", "owner", "due_on"],
    extra=1,
    max_num=MAX_RECOMMENDATIONS,
    absolute_max=2 * MAX_RECOMMENDATIONS,
    validate_max=True,
    can_delete=True,
)


class AgendaForm(forms.ModelForm[Dialogue]):
    """The employee's part of the dialogue."""

    class Meta:
        model = Dialogue
        fields = ["agenda_appraisee"]
        labels = {"agenda_appraisee": "Yang ingin Anda bicarakan"}
        widgets = {"agenda_appraisee": forms.Textarea(attrs={"rows": 4, "maxlength": 4000})}


class DialogueForm(forms.ModelForm[Dialogue]):
    """The appraiser's part of the dialogue."""

    class Meta:
        model = Dialogue
        fields = ["held_on", "agenda_appraiser", "strengths", "to_improve", "minutes"]
        labels = {
            "held_on": "Tanggal dialog",
            "agenda_appraiser": "Agenda Anda",
            "strengths": "Kekuatan pegawai",
            "to_improve": "Yang perlu ditingkatkan",
            "minutes": "Notula: apa yang dibicarakan dan disepakati",
        }
        widgets = {
            "held_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "agenda_appraiser": forms.Textarea(attrs={"rows": 3, "maxlength": 4000}),
            "strengths": forms.Textarea(attrs={"rows": 3, "maxlength": 4000}),
            "to_improve": forms.Textarea(attrs={"rows": 3, "maxlength": 4000}),
            "minutes": forms.Textarea(attrs={"rows": 6, "maxlength": 8000}),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        held_on = cleaned.get("held_on")
        if cleaned.get("minutes") and "held_on" not in self.errors:
            if held_on is None:
                self.add_error("held_on", "Isi tanggal dialog yang notulanya Anda tulis.")
            elif held_on > timezone.localdate():
                self.add_error("held_on", "Notula ditulis setelah dialog berlangsung: periksa tanggalnya.")
        return cleaned


def store(rows: Iterable[RowForm]) -> None:
    """Write valid row forms of one model with three queries: new ones, changed ones, and those emptied.

    A row that was never stored and holds nothing is left out. Call it inside `workflow.editing` only.
    """
    created: list[Model] = []
    changed: list[Model] = []
    emptied: list[int] = []
    names: list[str] = []
    for form in rows:
        names = list(form.fields)
        if form.instance.pk is None:
            created += [form.instance] if form.filled else []
        elif not form.filled:
            emptied.append(form.instance.pk)
        elif form.has_changed():
            changed.append(form.instance)
        model = form._meta.model._default_manager
    if not names:
        return
    model.bulk_create(created)
    if changed:
        model.bulk_update(changed, names)
    if emptied:
        model.filter(pk__in=emptied).delete()
