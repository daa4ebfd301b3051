"""What the lists of reports are narrowed to, and which reports a request names."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q

from appraisal.models import Period
from appraisal.report_sending import UNSENT, late
from employees import unit_choices
from employees.models import Employee
from employees.models.unit import UnitQuerySet

STATES = [
    ("", "Belum dilaporkan"),
    ("terlambat", "Terlambat"),
    ("dilaporkan", "Sudah dilaporkan"),
    ("semua", "Semua"),
]


class ReportFilter(forms.Form):
    """Search and filter of reports; everything optional, at first what is still to be sent."""

    q = forms.CharField(label="Nama atau NIP", required=False, max_length=100)
    status = forms.ChoiceField(label="Pelaporan", required=False, choices=STATES)
    tahun = forms.ChoiceField(label="Periode", required=False)
    unit = forms.ChoiceField(label="Unit", required=False)

    def __init__(self, data: Any, *, periods: Iterable[Period], units: UnitQuerySet) -> None:
        super().__init__(data)
        years = [("", "Semua"), *((str(one.year), str(one)) for one in periods)]
        self.fields["tahun"] = forms.ChoiceField(label="Periode", required=False, choices=years)
        found = unit_choices.upper(units, self.data.get("unit", ""))
        self.paths = {str(one.uuid): one.path for one in found}
        offered = [("", "Semua"), *((str(one.uuid), one.name) for one in found)]
        self.fields["unit"] = forms.ChoiceField(label="Unit", required=False, choices=offered)

    def wanted(self, today: date) -> Q:
        """The rows asked for; none when the address cannot be read."""
        if not self.is_valid():
            return Q(pk__in=[])
        asked = self.cleaned_data
        states = {"terlambat": late(today), "dilaporkan": Q(sent_at__isnull=False), "semua": Q()}
        found = states.get(asked["status"], UNSENT)
        if asked["q"]:
            people = Employee.objects.search(asked["q"])
            found &= Q(evaluation__appraisal__employee__in=people.values("pk"))
        if asked["tahun"]:
            found &= Q(evaluation__appraisal__period__year=int(asked["tahun"]))
        if asked["unit"]:
            found &= Q(evaluation__appraisal__unit__path__startswith=self.paths[asked["unit"]])
        return found
