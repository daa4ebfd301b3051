"""Forms of a change of the SKP: the reason it begins with, and a target of the draft with its indicators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict

from appraisal.forms import MOST_INDICATORS, IndicatorForm, TargetForm
from appraisal.models import Appraisal, TargetRevision, WorkTarget
from appraisal.revision_rows import TargetData, indicator_row, target_data, target_row
from appraisal.row_formset import DrawnRow, RowFormSet, row_formset
from appraisal.shape import Shape

if TYPE_CHECKING:
    RevisionModelForm = forms.ModelForm[TargetRevision]
else:
    RevisionModelForm = forms.ModelForm

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


class DraftedIndicatorForm(DrawnRow, IndicatorForm):
    """An indicator of the draft: not a row of the database, so the draft itself knows which may be taken away."""


DraftedIndicatorFormSet = row_formset(DraftedIndicatorForm, most=MOST_INDICATORS)


@dataclass(frozen=True)
class DraftedTargetForms:
    """A target of the draft with the rows of its indicators."""

    target: TargetForm
    indicators: RowFormSet

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
