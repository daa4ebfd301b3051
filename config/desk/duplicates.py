"""`/bkd/ganda/`: rows that look like one person, told apart or marked as one by the agency's personnel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.postgres.lookups import TrigramSimilar
from django.contrib.postgres.search import TrigramSimilarity
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from appraisal.models import Appraisal
from employees import people
from employees.desk_access import for_agency
from employees.http import Request, page
from employees.models import DistinctPeople, Employee

A_PAGE = 25
STILL_APPRAISED = "{name} masih punya kinerja yang berjalan. Tutup kinerjanya dahulu, lalu tandai."


@dataclass(frozen=True)
class Pair:
    """Two people with the same day of birth and names alike; `first` was recorded first."""

    first: Employee
    second: Employee


class DecisionForm(forms.Form):
    """What was found out: which row stays, or that they are two people."""

    other = forms.UUIDField()
    decision = forms.ChoiceField(choices=[("ganda", "Ganda"), ("berbeda", "Berbeda")])


def looking_alike() -> QuerySet[Employee, tuple[int, int]]:
    """The keys of each pair, the likest first: the later row's, and that of the earlier one most like it.

    How alike names must be is `pg_trgm.similarity_threshold` (settings): 'Rizki' and 'Riski Permana' are 0.7.
    """
    earlier = (
        Employee.objects.filter(duplicate_of=None, birth_date=OuterRef("birth_date"), pk__lt=OuterRef("pk"))
        .filter(TrigramSimilar(F("sort_name"), OuterRef("sort_name")))
        .exclude(Exists(DistinctPeople.objects.filter(first=OuterRef("pk"), second=OuterRef(OuterRef("pk")))))
        .annotate(likeness=TrigramSimilarity("sort_name", cast("Any", OuterRef("sort_name"))))
        .order_by("-likeness", "pk")
    )
    rows = Employee.objects.filter(duplicate_of=None, birth_date__isnull=False)
    return (
        rows.annotate(earlier=earlier.values("pk")[:1])
        .filter(earlier__isnull=False)
        .order_by(Subquery(earlier.values("likeness")[:1]).desc(), "sort_name", "pk")
        .values_list("pk", "earlier")
    )


def pairs_of(rows: list[tuple[int, int]]) -> list[Pair]:
    """The later and the earlier person of each pair of keys; one query."""
    people = Employee.objects.in_bulk({key for pair in rows for key in pair})
    return [Pair(people[earlier], people[later]) for later, earlier in rows]


@for_agency
@require_safe
def duplicates(request: Request) -> HttpResponse:
    """Pairs to look at, and those that are marked."""
    alike = list(looking_alike())  # once: to count and to page would compare twice
    listed = Paginator(alike, A_PAGE).get_page(request.GET.get("page"))
    marked = Employee.objects.filter(duplicate_of__isnull=False).select_related("duplicate_of")
    context = {
        "page": listed,
        "pairs": pairs_of(list(listed)),
        "marked": marked.order_by("sort_name", "pk")[:A_PAGE],
    }
    return page(request, "desk/duplicates.html", context)


@for_agency
@require_POST
def duplicate(request: Request, uuid: UUID) -> HttpResponse:
    """Mark the row `uuid` as the same person as another, or say that they are two."""
    form = DecisionForm(request.POST)
    row = get_object_or_404(people.changeable(request.user), uuid=uuid)
    if not form.is_valid():
        return redirect("duplicates")
    other = get_object_or_404(people.changeable(request.user), uuid=form.cleaned_data["other"])
    if row == other:
        return redirect("duplicates")
    if form.cleaned_data["decision"] == "berbeda":
        first, second = sorted((row, other), key=lambda one: one.pk)
        DistinctPeople.objects.get_or_create(
            first=first, second=second, defaults={"said_by": request.user.employee}
        )
        messages.success(request, "Dicatat sebagai dua orang; pasangan ini tidak ditampilkan lagi.")
        return redirect("duplicates")
    if Appraisal.objects.alive().filter(employee=row).exists():
        messages.error(request, STILL_APPRAISED.format(name=row.full_name))
        return redirect("duplicates")
    mark(row, other, by=request.user.employee)
    messages.success(request, f"{row.full_name} ditandai ganda dan dinonaktifkan; datanya tetap tersimpan.")
    return redirect("duplicates")


@transaction.atomic
def mark(row: Employee, same_as: Employee, *, by: Employee) -> None:
    """The row takes no more part, its account closes; nothing of it is deleted or moved."""
    people.deactivate(
        row, by=by, reason=f"Data ganda dari {same_as.full_name} ({same_as.nip or 'tanpa NIP'})."
    )
    row.duplicate_of = same_as
    row.save(update_fields=["duplicate_of"])


@for_agency
@require_POST
def duplicate_undo(request: Request, uuid: UUID) -> HttpResponse:
    """It was somebody else after all."""
    row = get_object_or_404(people.changeable(request.user).filter(duplicate_of__isnull=False), uuid=uuid)
    with transaction.atomic():
        row.duplicate_of = None
        row.save(update_fields=["duplicate_of"])
        people.reactivate(row)
    messages.success(request, f"{row.full_name} aktif lagi.")
    return redirect("duplicates")
