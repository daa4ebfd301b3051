"""`/bkd/pelatihan/jp/`: everybody's hours of a year, for the desk."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.paginator import Paginator
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from appraisal.models import Appraisal, Period
from appraisal.views.shared import period_asked_for
from employees import unit_choices
from employees.desk_access import desk_units, for_desk
from employees.http import Request, page
from employees.models import Employee
from employees.models.unit import UnitQuerySet
from training import hours

A_PAGE = 50


class HoursFilter(forms.Form):
    """Search and filter; everything optional."""

    q = forms.CharField(label="Nama atau NIP", required=False, max_length=100)
    keadaan = forms.ChoiceField(
        label="JP",
        required=False,
        choices=[("", "Semua"), *((key, label) for key, _name, label in hours.STANDINGS)],
    )
    tahun = forms.ChoiceField(label="Periode", required=False)
    unit = forms.ChoiceField(label="Unit", required=False)

    def __init__(self, data: Any, *, periods: list[Period], units: UnitQuerySet) -> None:
        super().__init__(data)
        years = [("", "Terbaru"), *((str(one.year), str(one)) for one in periods)]
        self.fields["tahun"] = forms.ChoiceField(label="Periode", required=False, choices=years)
        offered = unit_choices.choices(units, self.data.get("unit", ""))
        self.fields["unit"] = forms.ChoiceField(label="Unit", required=False, choices=offered)

    def units_of(self, units: UnitQuerySet) -> UnitQuerySet:
        """The subtree that is asked for, among the desk's units."""
        found = units.filter(uuid=self.cleaned_data["unit"]).first() if self.cleaned_data["unit"] else None
        return units.subtree(found) if found else units


@for_desk
@require_safe
def desk_hours(request: Request) -> HttpResponse:
    """PNS with their verified hours of the year and what is missing, the fewest first."""
    period, form, rows = asked_for(request)
    if period is None:
        return render(request, "desk/no_period.html", {"heading": "JP pegawai"})
    context = {
        "period": period,
        "form": form,
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
    }
    return page(request, "training/desk_hours.html", context)


def asked_for(request: Request) -> tuple[Period | None, HoursFilter | None, QuerySet[Employee]]:
    """The year, the filter, and whom the list shows."""
    opened = Period.objects.exclude(status=Period.Status.PREPARING)
    period, units = period_asked_for(request, opened), desk_units(request.user)
    if period is None:
        return None, None, Employee.objects.none()
    form = HoursFilter(request.GET, periods=list(opened), units=units)
    return period, form, found_by(form, period, units)


def found_by(form: HoursFilter, period: Period, units: UnitQuerySet) -> QuerySet[Employee]:
    """The people asked for; none when the address cannot be read."""
    if not form.is_valid():
        return Employee.objects.none()
    asked = form.cleaned_data
    rows = hours.with_hours(hours.owed_hours(period, form.units_of(units)), period.year)
    if asked["q"]:
        rows = rows.filter(pk__in=Employee.objects.search(asked["q"]).values("pk"))
    if asked["keadaan"]:
        rows = rows.filter(hours.standing(asked["keadaan"], period.training_hours))
    own = Appraisal.objects.alive().filter(period=period, employee=OuterRef("pk"))
    complete = cast("Any", hours.with_missing(rows, period.training_hours))
    found: QuerySet[Employee] = complete.annotate(unit_name=Subquery(own.values("unit__name")[:1])).order_by(
        "hours", "sort_name", "pk"
    )
    return found
