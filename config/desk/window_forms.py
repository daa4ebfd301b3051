"""The days of a period's periodic evaluations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone

from appraisal.models import EvaluationWindow, Period
from appraisal.windows import span
from config.desk.forms import DayInput
from employees.dates import dated

if TYPE_CHECKING:
    WindowModelForm = forms.ModelForm[EvaluationWindow]
else:
    WindowModelForm = forms.ModelForm

DAYS = ("opens_on", "self_due_on", "ends_on")


class WindowDates(WindowModelForm):
    """When one window opens and ends. Once it has opened, its evaluations hold their own dates: then it is frozen."""

    class Meta:
        model = EvaluationWindow
        fields = DAYS
        labels = {"self_due_on": "Batas penilaian diri"}
        widgets = {name: DayInput() for name in DAYS}

    def __init__(self, data: Any, window: EvaluationWindow, period: Period) -> None:
        super().__init__(data, instance=window, prefix=window.code)
        self.before = {name: getattr(window, name) for name in DAYS}
        self.covered = span(period, window.code)
        self.frozen = period.status != Period.Status.PREPARING and window.opens_on <= timezone.localdate()
        for field in self.fields.values():
            field.disabled = self.frozen

    def clean(self) -> dict[str, Any]:
        super().clean()
        asked = dict(self.cleaned_data)
        if self.errors or self.frozen:
            return asked
        opens, due, ends = (asked[name] for name in DAYS)
        if opens < self.covered.starts_on:
            self.add_error("opens_on", f"Dibuka paling awal {dated(self.covered.starts_on)}.")
        if due < opens:
            self.add_error("self_due_on", "Batas penilaian diri tidak boleh sebelum evaluasi dibuka.")
        if ends < max(due, self.covered.ends_on):
            self.add_error("ends_on", f"Berakhir paling awal {dated(max(due, self.covered.ends_on))}.")
        return asked

    def validate_constraints(self) -> None:
        """`clean` says it in words; the database's own sentence would name a constraint."""
