"""Forms of a change of the SKP: the reason it begins with, and a target of the draft with its indicators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict

from appraisal.forms import MOST_INDICATORS, IndicatorForm, TargetForm
from appraisal.models import Appraisal, TargetIndicator, TargetRevision, WorkTarget
from appraisal.revision_rows import TargetData, indicator_row, target_data, target_row
from appraisal.shape import Shape

if TYPE_CHECKING:
    RevisionModelForm = forms.ModelForm[TargetRevision]
    IndicatorBaseFormSet = forms.BaseFormSet[IndicatorForm]
else:
    RevisionModelForm, IndicatorBaseFormSet = forms.ModelForm, forms.BaseFormSet

Cause = TargetRevision.Cause


class OpeningForm(RevisionModelForm):
    """Why the SKP is to change. That the appraiser is new is nobody's choice."""

    class Meta:
        model = TargetRevision
        fields = ("cause", "reason")
        widgets = {"reason": forms.Textarea(attrs={"rows": 4})}
        labels = {"cause": "Sebab perubahan"}
        help_texts = {
            "reason": "Apa yang berubah sejak SKP ditetapkan, dan mengapa SKP perlu disesuaikan.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["cause"]
        choice.choices = [(one.value, one.label) for one in Cause if one is not Cause.NEW_APPRAISER]
        self.fields["reason"].required = True


class DraftedIndicatorForm(IndicatorForm):
    """An indicator of the draft: not a row of the database, so the draft itself knows which may be taken away."""

    @property
    def may_go(self) -> bool:
        return "DELETE" in self.fields


class DraftedIndicators(IndicatorBaseFormSet):
    """The indicators of one target of the draft, each drawn from what the draft holds."""

    def __init__(self, *args: Any, rows: list[TargetIndicator], **kwargs: Any) -> None:
        self.rows = rows
        super().__init__(*args, initial=[{} for _row in rows], **kwargs)

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        kwargs = super().get_form_kwargs(index)
        if index is not None and index < len(self.rows):
            kwargs["instance"] = self.rows[index]
        return kwargs

    def kept(self) -> list[TargetIndicator]:
        """What stays, in the order of the form; a row that was left empty is none."""
        drawn = [form for form in self.forms if form.may_go or form.has_changed()]
        return [form.instance for form in drawn if not form.cleaned_data.get("DELETE")]


DraftedIndicatorFormSet = forms.formset_factory(
    DraftedIndicatorForm,
    formset=DraftedIndicators,
    extra=1,
    max_num=MOST_INDICATORS,
    absolute_max=2 * MOST_INDICATORS,
    validate_max=True,
    can_delete=True,
    can_delete_extra=False,
)


@dataclass(frozen=True)
class DraftedTargetForms:
    """A target of the draft with the rows of its indicators."""

    target: TargetForm
    indicators: DraftedIndicators

    @classmethod
    def draw(
        cls, row: Appraisal, data: TargetData, typed: QueryDict | None, shape: Shape, **choices: Any
    ) -> DraftedTargetForms:
        """`choices`: the querysets that `TargetForm` offers."""
        target: WorkTarget = target_row(row, data)
        rows = [indicator_row(one) for one in data.get("indicators", [])]
        return cls(
            TargetForm(typed, instance=target, shape=shape, **choices),
            DraftedIndicatorFormSet(typed, rows=rows, prefix="indikator", form_kwargs={"shape": shape}),
        )

    def are_valid(self) -> bool:
        """Both are asked, so that all errors show at once."""
        return all([self.target.is_valid(), self.indicators.is_valid()])

    def data(self) -> TargetData:
        """What was typed, as a revision holds it."""
        return target_data(self.target.instance, self.indicators.kept())
