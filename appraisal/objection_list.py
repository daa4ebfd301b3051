"""Objections of a period with their clocks, for personnel who watch that they are decided in time (lines 4866-4890)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from appraisal.models import Objection, Party, PartyRole, Period
from employees import unit_choices
from employees.models import Employee
from employees.models.unit import UnitQuerySet

OPEN = Q(withdrawn_at__isnull=True, decision="")
EXPLAINED = Q(appraisee_explained_at__isnull=False, appraiser_explained_at__isnull=False)
STATES = [
    ("menunggu", "Menunggu putusan"),
    ("terlambat", "Terlambat diputus"),
    ("penjelasan", "Menunggu penjelasan"),
    ("diubah", "Mengubah hasil"),
    ("dikuatkan", "Menguatkan hasil"),
    ("ditarik", "Ditarik kembali"),
]


def wanted(state: str, today: date) -> Q:
    """The rows in one of the `STATES`; a missed explanation is none that is waited for any more."""
    return {
        "menunggu": OPEN,
        "terlambat": OPEN & Q(evaluation__decide_due_on__lt=today),
        "penjelasan": OPEN & ~EXPLAINED & Q(explain_due_on__gte=today),
        "diubah": Q(decision=Objection.Decision.CHANGED),
        "dikuatkan": Q(decision=Objection.Decision.UPHELD),
        "ditarik": Q(withdrawn_at__isnull=False),
    }[state]


def of_period(period: Period, units: UnitQuerySet) -> QuerySet[Objection]:
    """All of the people of these units."""
    return Objection.objects.filter(
        evaluation__appraisal__period=period, evaluation__appraisal__unit__in=units.values("pk")
    )


def counts(rows: QuerySet[Objection], today: date) -> dict[str, int]:
    """How many stand where; one query."""
    return rows.order_by().aggregate(
        **{key: Count("pk", filter=wanted(key, today)) for key, _label in STATES}
    )


def listed(rows: QuerySet[Objection], today: date) -> QuerySet[Objection]:
    """With what a line shows, the earliest limit first; `decider` is the reviewer of today."""
    deciding = Party.objects.on(today).filter(
        appraisal=OuterRef("evaluation__appraisal"), role=PartyRole.REVIEWER
    )
    return (
        rows.select_related("evaluation__appraisal__employee", "evaluation__appraisal__unit", "decided_by")
        .annotate(decider=Subquery(deciding.values("name")[:1]))
        .order_by("decision", "evaluation__decide_due_on", "filed_at", "pk")
    )


class ObjectionFilter(forms.Form):
    """Search and filter; everything optional, at first what waits for a decision."""

    q = forms.CharField(label="Nama atau NIP", required=False, max_length=100)
    keadaan = forms.ChoiceField(label="Keadaan", required=False, choices=[("", "Semua"), *STATES])
    tahun = forms.ChoiceField(label="Periode", required=False)
    unit = forms.ChoiceField(label="Unit", required=False)

    def __init__(self, data: Any, *, periods: list[Period], units: UnitQuerySet) -> None:
        super().__init__(data)
        years = [("", "Terbaru"), *((str(one.year), str(one)) for one in periods)]
        self.fields["tahun"] = forms.ChoiceField(label="Periode", required=False, choices=years)
        self.units = {str(one.uuid): one for one in unit_choices.upper(units, self.data.get("unit", ""))}
        offered = [("", "Semua"), *((key, one.name) for key, one in self.units.items())]
        self.fields["unit"] = forms.ChoiceField(label="Unit", required=False, choices=offered)

    def narrowed(self, rows: QuerySet[Objection], today: date) -> QuerySet[Objection]:
        """The rows asked for; none when the address cannot be read."""
        if not self.is_valid():
            return rows.none()
        asked = self.cleaned_data
        if asked["q"]:
            people = Employee.objects.search(asked["q"])
            rows = rows.filter(evaluation__appraisal__employee__in=people.values("pk"))
        if asked["unit"]:
            rows = rows.filter(evaluation__appraisal__unit__path__startswith=self.units[asked["unit"]].path)
        return rows.filter(wanted(asked["keadaan"], today)) if asked["keadaan"] else rows
