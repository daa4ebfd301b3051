"""`/bkd/rekomendasi/pengembangan/`: what was agreed in dialogues beside the document's recommendations, and its end."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from appraisal.visibility import FROM_DELIVERED
from employees.desk_access import desk_units, for_desk
from employees.http import Request, page
from employees.models import Employee, Unit
from employees.models.unit import UnitQuerySet
from training.models import DevelopmentItem

A_PAGE = 50
Status = DevelopmentItem.Status
TONES = {"AGREED": "active", "DONE": "done", "DROPPED": "closed"}


class FollowedFilter(forms.Form):
    """Everything optional; at first what is open."""

    q = forms.CharField(label="Nama atau NIP pegawai", required=False, max_length=100)
    status = forms.ChoiceField(
        label="Keadaan",
        required=False,
        choices=[
            ("", "Belum selesai"),
            ("lewat", "Lewat tenggat"),
            (Status.DONE, Status.DONE.label),
            (Status.DROPPED, Status.DROPPED.label),
            ("semua", "Semua"),
        ],
    )
    unit = forms.ChoiceField(label="Unit", required=False)

    def __init__(self, data: Any, *, units: Iterable[Unit]) -> None:
        super().__init__(data)
        offered = [("", "Semua"), *((str(one.uuid), one.name) for one in units)]
        self.fields["unit"] = forms.ChoiceField(label="Unit", required=False, choices=offered)

    def wanted(self) -> Q:
        """The rows asked for; none when the address cannot be read."""
        if not self.is_valid():
            return Q(pk__in=[])
        asked = self.cleaned_data
        found = _by_status(asked["status"])
        if asked["q"]:
            found &= Q(plan__employee__in=Employee.objects.search(asked["q"]).values("pk"))
        if asked["unit"]:
            found &= Q(evaluation__appraisal__unit__uuid=asked["unit"])
        return found


def _by_status(asked: str) -> Q:
    match asked:
        case "semua":
            return Q()
        case "lewat":
            return Q(status=Status.AGREED, due_on__lt=timezone.localdate())
        case Status.DONE | Status.DROPPED:
            return Q(status=asked)
    return Q(status=Status.AGREED)


def followed(units: UnitQuerySet) -> QuerySet[DevelopmentItem]:
    """Agreed ones of delivered evaluations in these units; those in a document stand with its recommendations."""
    rows = DevelopmentItem.objects.exclude(status=Status.PROPOSED).filter(
        recommendation=None,
        evaluation__status__in=FROM_DELIVERED,
        evaluation__appraisal__unit__in=units.values("pk"),
    )
    return rows.select_related(
        "plan__employee", "owner", "closed_by", "course", "evaluation__appraisal__unit",
        "evaluation__appraisal__period",
    )  # fmt: skip


@for_desk
@require_safe
def desk_development(request: Request) -> HttpResponse:
    """By the nearest date, with who sees to it and what came of it."""
    form, ordered = asked_for(request)
    listed, today = Paginator(ordered, A_PAGE).get_page(request.GET.get("page")), timezone.localdate()
    lines = [(one, TONES[one.status], one.status == Status.AGREED and one.due_on < today) for one in listed]
    context = {"form": form, "page": listed, "lines": lines}
    return page(request, "training/desk_development.html", context)


def asked_for(request: Request) -> tuple[FollowedFilter, QuerySet[DevelopmentItem]]:
    """The filter, and what the list shows in its order."""
    rows = followed(desk_units(request.user))
    units = Unit.objects.filter(pk__in=rows.values("evaluation__appraisal__unit"))
    form = FollowedFilter(request.GET, units=units)
    return form, rows.filter(form.wanted()).order_by("due_on", "plan__employee__sort_name", "pk")
