"""Forms of the action plan (B.1.1) and of the planned course of each indicator, many small ones on one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import QueryDict
from django.utils.formats import sanitize_separators

from appraisal.course import milestones
from appraisal.forms import DATE_WIDGET
from appraisal.models import (
    ActionPlanItem,
    Appraisal,
    Evidence,
    TargetIndicator,
    Trajectory,
    WindowCode,
    WorkTarget,
)
from appraisal.row_formset import DrawnRow, RowFormSet, row_formset
from employees.dates import dated
from employees.templatetags.kinerja import number_id

if TYPE_CHECKING:
    EvidenceChoiceField = forms.ModelMultipleChoiceField[Evidence]
else:
    EvidenceChoiceField = forms.ModelMultipleChoiceField

MOST_ACTIONS = 20
LONGEST_MILESTONE = 200
MOST_FIGURE = Decimal("999999999999.99")


class ActionForm(DrawnRow):
    """One agreed action for a result."""

    class Meta:
        model = ActionPlanItem
        fields = ("text", "window", "due_on", "state")
        widgets = {"text": forms.Textarea(attrs={"rows": 2}), "due_on": DATE_WIDGET}

    def __init__(self, *args: Any, codes: Sequence[WindowCode], place: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = f"Rencana aksi, {place}"
        choice: Any = self.fields["window"]
        choice.choices = [("", "Sepanjang tahun"), *((one.value, one.label) for one in codes)]


ActionFormSet = row_formset(ActionForm, most=MOST_ACTIONS)


class CourseForm(forms.Form):
    """The planned course of an indicator: at each milestone a cumulative figure, or words where there is none."""

    def __init__(
        self,
        *args: Any,
        indicator: TargetIndicator,
        codes: Sequence[WindowCode],
        stored: dict[str, Trajectory],
        **kwargs: Any,
    ) -> None:
        self.indicator, self.codes, self.stored = indicator, codes, stored
        kwargs["initial"] = {code.value: shown(stored.get(code)) for code in codes}
        super().__init__(*args, **kwargs)
        for code in codes:
            self.fields[code.value] = forms.CharField(
                label=f"{code.label}: {indicator.text}",
                max_length=LONGEST_MILESTONE,
                required=False,
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )

    def cells(self) -> list[tuple[WindowCode, forms.BoundField]]:
        return [(code, self[code.value]) for code in self.codes]

    def save(self) -> None:
        """Write, change or delete the milestones. After `is_valid`, within the door."""
        for code in self.codes:
            typed = self.cleaned_data[code.value].strip()
            if typed == shown(self.stored.get(code)):
                continue
            figure = read_figure(typed)
            if not typed:
                Trajectory.objects.filter(indicator=self.indicator, window=code).delete()
                continue
            Trajectory.objects.update_or_create(
                indicator=self.indicator,
                window=code,
                defaults={"planned": figure, "text": "" if figure is not None else typed},
            )


def shown(row: Trajectory | None) -> str:
    """A milestone as it is typed."""
    if row is None:
        return ""
    return row.text if row.planned is None else number_id(row.planned)


def read_figure(typed: str) -> Decimal | None:
    """The figure that was typed with a decimal comma; None when it is words, or no figure of this size."""
    try:
        figure = Decimal(str(sanitize_separators(typed)))
    except InvalidOperation:
        return None
    if not figure.is_finite() or abs(figure) > MOST_FIGURE:
        return None
    return figure.quantize(Decimal("0.01"))


class EvidenceChoice(EvidenceChoiceField):
    """Evidence by title, day and the result that it belongs to."""

    def label_from_instance(self, obj: Any) -> str:
        where = obj.entry.target.result if obj.entry.target else "di luar rencana hasil kerja"
        return f"{obj.title} ({dated(obj.entry.day)}, {where[:80]})"


class ReuseForm(forms.Form):
    """Which evidence of other results proves this one too."""

    def __init__(self, *args: Any, offered: QuerySet[Evidence], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence"] = EvidenceChoice(
            label="Bukti dukung yang juga membuktikan hasil kerja ini",
            queryset=offered,
            to_field_name="uuid",
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )


@dataclass(frozen=True)
class TargetPlan:
    """One result on the page: its actions, and the course of each of its indicators."""

    target: WorkTarget
    actions: RowFormSet
    courses: list[CourseForm]


class PlanSheet:
    """The whole page. Three queries, however many results there are."""

    def __init__(self, appraisal: Appraisal, data: QueryDict | None) -> None:
        self.appraisal, self.codes = appraisal, milestones(appraisal.period)
        targets = list(appraisal.targets.prefetch_related("indicators__trajectory", "actions"))
        self.targets = [self._target(one, data, number) for number, one in enumerate(targets, 1)]

    def _target(self, target: WorkTarget, data: QueryDict | None, number: int) -> TargetPlan:
        return TargetPlan(
            target,
            ActionFormSet(
                data,
                rows=list(target.actions.all()),
                prefix=f"aksi-{target.uuid.hex}",
                form_kwargs={"codes": self.codes, "place": f"hasil kerja {number}"},
            ),
            [
                CourseForm(
                    data,
                    indicator=one,
                    codes=self.codes,
                    stored={row.window: row for row in one.trajectory.all()},
                    prefix=f"lintasan-{one.uuid.hex}",
                )
                for one in target.indicators.all()
            ],
        )

    @property
    def forms(self) -> list[BaseForm]:
        """All forms, for a refusal that shows what was typed."""
        found: list[BaseForm] = []
        for plan in self.targets:
            found += [*plan.actions.forms, *plan.courses]
        return found

    @property
    def wrong(self) -> list[BaseForm]:
        """The forms with something to mend, in the order of the page. The formsets count as asked then."""
        for plan in self.targets:
            plan.actions.is_valid()
        return [form for form in self.forms if form.errors]

    def is_valid(self) -> bool:
        checked = [
            plan.actions.is_valid() for plan in self.targets
        ]  # all of them, so that all errors show at once
        return all(checked) and not self.wrong

    def save(self) -> None:
        """Write everything that changed. Within the door, after `is_valid`."""
        for plan in self.targets:
            for row in plan.actions.gone():
                row.delete()
            for order, row in enumerate(plan.actions.kept()):
                row.appraisal, row.target, row.order = self.appraisal, plan.target, order
                row.save()
            for form in plan.courses:
                form.save()
