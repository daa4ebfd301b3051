"""`/bkd/pegawai/`: the people of one's units, and one person with placements and account."""

from __future__ import annotations

import uuid as uuids
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from employees import people as acts
from employees import person_panels
from employees.http import Request, page
from employees.models import Employee, Placement, User
from employees.models.person import EmployeeQuerySet
from employees.people_forms import ContactForm, DeactivationForm, PeopleFilter

PAGE_SIZE = 50
SORTS = {"nama": "sort_name", "-nama": "-sort_name", "nip": "nip", "-nip": "-nip"}

personnel_only = permission_required("employees.administer_units", raise_exception=True)


def people_visible_to(user: User) -> EmployeeQuerySet:
    """Everybody for personnel of the agency, people placed in their subtree for unit personnel."""
    return Employee.objects.administered_by(user)


@personnel_only
@require_safe
def people(request: Request) -> HttpResponse:
    """The list: search, unit, state, sort, pages."""
    form = PeopleFilter(request.GET, by=request.user)
    rows, alike = shown(request, form)
    context = {
        "form": form,
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "sort": request.GET.get("sort", "nama"),
        "alike": alike,
    }
    return page(request, "employees/people.html", context)


def shown(request: Request, form: PeopleFilter) -> tuple[QuerySet[Employee], bool]:
    """The list in its order with what a line says, and whether these are only called alike."""
    found, alike = asked_for(request.user, form)
    order = SORTS.get(request.GET.get("sort", ""), "sort_name")
    return (with_today(found) if alike else with_today(found).order_by(order, "pk")), alike


def asked_for(user: User, form: PeopleFilter) -> tuple[EmployeeQuerySet, bool]:
    """Whom the list shows, and whether they are only called alike."""
    wanted, mine = form.cleaned_data if form.is_valid() else {}, people_visible_to(user)
    found = _narrowed(mine, wanted)
    if wanted.get("q") and not found.exists():
        return _narrowed(mine, wanted, alike=True), True
    return found, False


def _narrowed(found: EmployeeQuerySet, wanted: dict[str, Any], *, alike: bool = False) -> EmployeeQuerySet:
    """What the filter of the list asks for; with `alike` also names that only look like the one typed."""
    today = Placement.objects.definitive().on(timezone.localdate()).filter(employee=OuterRef("pk"))
    if words := wanted.get("q"):
        found = found.search_alike(words) if alike else found.search(words)
    if unit := wanted.get("unit"):
        found = found.filter(Exists(today.filter(unit__path__startswith=unit.path)))
    match wanted.get("status") or "aktif":
        case "semua":
            return found
        case "nonaktif":
            return found.filter(active=False)
        case "tanpa-atasan":
            placed = today.filter(superior__isnull=False)
            return found.active().exclude(kind=Employee.Kind.NON_ASN).exclude(Exists(placed))
        case "tanpa-akun":
            return found.active().filter(user__password__startswith="!")
        case "aktif":
            return found.active()
        case status:
            return found.filter(legal_status=status)


def with_today(found: QuerySet[Employee]) -> QuerySet[Employee]:
    """Each person with account and, as `today`, the placements of this day."""
    placements = Placement.objects.definitive().on(timezone.localdate())
    related = placements.select_related("unit", "position", "superior")
    return found.select_related("user").prefetch_related(Prefetch("placements", related, to_attr="today"))


@personnel_only
@require_safe
def person(request: Request, uuid: uuids.UUID) -> HttpResponse:
    """One person: identity, placements, superior, account, legal status."""
    return _person_page(request, get_object_or_404(people_visible_to(request.user), uuid=uuid))


def _person_page(request: Request, found: Employee, refused: DeactivationForm | None = None) -> HttpResponse:
    placements = found.placements.select_related("unit", "position", "superior").order_by("-starts_on", "-pk")
    today = timezone.localdate()
    context = {
        "person": found,
        "account": User.objects.filter(employee=found).first(),
        "placements": placements,
        "current": next((each for each in placements if _holds(each, today)), None),
        "changeable": acts.changeable(request.user).filter(pk=found.pk).exists(),
        "self": found.pk == request.user.employee_id,
        "refused": refused,
        "panels": person_panels.of(request.user, found),
    }
    return page(request, "employees/person.html", context, invalid=refused is not None)


def _holds(placement: Placement, day: Any) -> bool:
    ends_on = placement.ends_on
    definitive = placement.kind == Placement.Kind.DEFINITIVE
    return definitive and placement.starts_on <= day and (ends_on is None or ends_on >= day)


def people_to_change_visible_to(user: User) -> EmployeeQuerySet:
    """Whom this user may change."""
    return acts.changeable(user)


@personnel_only
@require_http_methods(["GET", "HEAD", "POST"])
def person_contact(request: Request, uuid: uuids.UUID) -> HttpResponse:
    """Change e-mail and phone; the name of somebody outside the civil service."""
    found = get_object_or_404(people_to_change_visible_to(request.user), uuid=uuid)
    form = ContactForm(request.POST if request.method == "POST" else None, instance=found)
    if form.is_bound and form.is_valid():
        acts.change_contact(found, by=request.user.employee)
        messages.success(request, f"Data {found} disimpan.")
        return redirect("person", uuid=found.uuid)
    if form.is_bound:
        found.refresh_from_db()  # the page names the person as stored, not as typed
    return page(
        request, "employees/person_contact.html", {"form": form, "person": found}, invalid=form.is_bound
    )


@personnel_only
@require_POST
def deactivate_person(request: Request, uuid: uuids.UUID) -> HttpResponse:
    """Take somebody else out of service, with a reason."""
    others = people_to_change_visible_to(request.user).exclude(pk=request.user.employee_id)
    found = get_object_or_404(others, uuid=uuid)
    form = DeactivationForm(request.POST)
    if not form.is_valid():
        return _person_page(request, found, form)
    if found.active:
        acts.deactivate(found, by=request.user.employee, reason=form.cleaned_data["note"])
        messages.success(request, f"{found} dinonaktifkan; semua sesinya diakhiri.")
    return redirect("person", uuid=found.uuid)


@personnel_only
@require_POST
def reactivate_person(request: Request, uuid: uuids.UUID) -> HttpResponse:
    """Undo a deactivation."""
    found = get_object_or_404(people_to_change_visible_to(request.user), uuid=uuid)
    acts.reactivate(found)
    messages.success(request, f"{found} aktif kembali.")
    return redirect("person", uuid=found.uuid)
