"""Filter of recommendations, and what was done about one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from appraisal.models import Recommendation
from employees import unit_choices
from employees.models import Employee
from employees.models.unit import UnitQuerySet

Status = Recommendation.Status


class RecommendationFilter(forms.Form):
    """Everything optional; at first the open ones."""

    q = forms.CharField(label="Nama atau NIP pegawai", required=False, max_length=100)
    status = forms.ChoiceField(
        label="Tindak lanjut",
        required=False,
        choices=[
            ("", "Belum ditindaklanjuti"),
            ("lewat", "Lewat tenggat"),
            ("DONE", "Sudah"),
            ("DROPPED", "Tidak dilanjutkan"),
            ("semua", "Semua"),
        ],
    )
    unit = forms.ChoiceField(label="Unit", required=False)
    pelaksana = forms.CharField(label="Pelaksana", required=False, max_length=100)

    def __init__(self, data: Any, *, units: UnitQuerySet) -> None:
        super().__init__(data)
        found = unit_choices.upper(units, self.data.get("unit", ""))
        self.paths = {str(one.uuid): one.path for one in found}
        offered = [("", "Semua"), *((str(one.uuid), one.name) for one in found)]
        self.fields["unit"] = forms.ChoiceField(label="Unit", required=False, choices=offered)

    def wanted(self) -> Q:
        """The rows asked for; none when the address cannot be read."""
        if not self.is_valid():
            return Q(pk__in=[])
        asked = self.cleaned_data
        found = _by_status(asked["status"])
        if asked["q"]:
            people = Employee.objects.search(asked["q"])
            found &= Q(evaluation__appraisal__employee__in=people.values("pk"))
        if asked["unit"]:
            found &= Q(evaluation__appraisal__unit__path__startswith=self.paths[asked["unit"]])
        if asked["pelaksana"]:
            found &= Q(owner__in=Employee.objects.search(asked["pelaksana"]).values("pk"))
        return found


def _by_status(asked: str) -> Q:
    match asked:
        case "semua":
            return Q()
        case "lewat":
            return Q(status=Status.OPEN, due_on__lt=timezone.localdate())
        case Status.DONE | Status.DROPPED:
            return Q(status=asked)
    return Q(status=Status.OPEN)


class FollowUpForm(forms.Form):
    """What was done, or why nothing will be."""

    status = forms.ChoiceField(
        label="Hasilnya",
        choices=[(Status.DONE, Status.DONE.label), (Status.DROPPED, Status.DROPPED.label)],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label="Tindak lanjut",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Apa yang dilakukan, kapan, dan hasilnya; atau alasan tidak dilanjutkan.",
    )
