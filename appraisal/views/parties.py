"""Personnel's pages on parties: one appraisal, many people at once, differences to the placements, vacancies."""

from __future__ import annotations

import uuid as uuid_module
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from appraisal import parties as acts
from appraisal import planned
from appraisal.differences import differences, differing
from appraisal.models import Appraisal, Evaluation, Period
from appraisal.models.appraisal import AppraisalQuerySet
from appraisal.moving_forms import MassForm, PartiesForm, PeriodFilter
from appraisal.parties import CHANGEABLE, Cause, Change, Outcome, TurnChange
from appraisal.vacancies import Vacancy, grouped, vacancies, vacant_rows
from appraisal.views.shared import answers_refusals, keep_typed
from appraisal.workflow import Refused
from employees.http import Request, page
from employees.models import Employee

A_PAGE = 50
personnel_only = permission_required("employees.administer_units", raise_exception=True)


def appraisals_visible_to(request: Request) -> AppraisalQuerySet:
    """What this user administers, never his own."""
    return acts.manageable(request.user).select_related("employee", "unit", "period")


def managed_or_404(request: Request, uuid: uuid_module.UUID) -> Appraisal:
    rows = appraisals_visible_to(request)
    return get_object_or_404(rows, uuid=uuid)


# --- one appraisal ------------------------------------------------------------------
@dataclass(frozen=True)
class Preview:
    """What a change would do; `refusal` when it may not be made."""

    change: Change
    refusal: str
    turns: list[TurnChange] = field(default_factory=list)
    kept: list[Evaluation] = field(default_factory=list)
    planned: bool = False


def preview_of(row: Appraisal, form: PartiesForm, by: Employee) -> Preview:
    change = form.change
    refusal = acts.refusal(row, change, by)
    if refusal:
        return Preview(change, refusal)
    later = change.cause.succeeds and change.on > timezone.localdate()
    return Preview(change, "", acts.turn_changes(row, change), acts.kept_evaluations(row, change), later)


@personnel_only
@require_http_methods(["GET", "HEAD", "POST"])
@answers_refusals
def parties(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Correct appraiser and reviewer: filled in, looked at, then applied; the look is a GET and writes nothing."""
    row, by = managed_or_404(request, uuid), request.user.employee
    asked = request.GET if "on" in request.GET else None
    form = PartiesForm(request.POST if request.method == "POST" else asked, appraisal=row)
    if request.method == "POST" and form.is_valid():
        keep_typed(request, form)
        plan = planned.change_parties(row, form.change, by=by)
        messages.success(request, _done(form.change) if plan is None else _planned(form.change))
        return redirect("parties", uuid=row.uuid)
    context = frame(row, "parties") | {
        "form": form,
        "preview": preview_of(row, form, by) if form.is_bound and form.is_valid() else None,
        "rows": row.parties.filter(role__in=CHANGEABLE).order_by("role", "starts_on"),
    }
    return page(request, "appraisal/moves/parties.html", context, invalid=request.method == "POST")


def _done(change: Change) -> str:
    return f"Pihak diubah {change.since}; semua yang bersangkutan sudah diberi tahu."


def _planned(change: Change) -> str:
    return f"Pihak akan berganti pada {date_format(change.on, 'j F Y')}. Rencananya dapat dibatalkan sampai hari itu."


def frame(row: Appraisal, tab: str) -> dict[str, Any]:
    """What templates/appraisal/moves/frame.html needs."""
    return {
        "appraisal": row,
        "tab": tab,
        "plan": planned.waiting().filter(appraisal=row).first(),
        "closed": row.status == "CLOSED",
    }


# --- many people --------------------------------------------------------------------
@personnel_only
@require_http_methods(["GET", "HEAD", "POST"])
def party_mass(request: Request) -> HttpResponse:
    """A new superior for all who are under somebody; the look is a GET and writes nothing."""
    asked = request.GET if "on" in request.GET else None
    form = MassForm(request.POST if request.method == "POST" else asked)
    if request.method == "POST" and form.is_valid():
        tell(request, change_all(people_under(request, form), form.change, request.user.employee))
        return redirect("party_mass")
    people = people_under(request, form) if form.is_bound and form.is_valid() else Appraisal.objects.none()
    context = {
        "form": form,
        "looked": form.is_bound and form.is_valid(),
        "page": Paginator(people, A_PAGE).get_page(request.GET.get("page")),
    }
    return page(request, "appraisal/moves/mass.html", context, invalid=request.method == "POST")


def people_under(request: Request, form: MassForm) -> QuerySet[Appraisal]:
    """Living appraisals of one's units in which the old one holds the role on that day."""
    asked = form.cleaned_data
    rows = appraisals_visible_to(request).alive().with_party(asked["role"], asked["old"].pk, asked["on"])
    return rows.order_by("employee__sort_name", "pk")


def change_all(rows: QuerySet[Appraisal], change: Change, by: Employee) -> Outcome:
    """Each by its own transaction, now or planned for the day."""
    outcome = Outcome()
    for row in rows:
        try:
            planned.change_parties(row, change, by=by)
        except Refused as reason:
            outcome.refused.append(f"{row.employee.full_name}: {reason}")
        else:
            outcome.done += 1
    return outcome


def tell(request: Request, outcome: Outcome) -> None:
    if outcome.done:
        messages.success(request, f"Pihak {outcome.done} pegawai diubah.")
    elif not outcome.refused:
        messages.info(request, "Tidak ada yang perlu diubah.")
    for line in outcome.refused:
        messages.error(request, f"Belum diubah: {line}")


# --- differences to the placements ---------------------------------------------------
@personnel_only
@require_safe
def party_differences(request: Request) -> HttpResponse:
    """Where the placements name another superior or unit than the appraisal."""
    periods = Period.objects.exclude(status=Period.Status.PREPARING)
    form = PeriodFilter(request.GET, periods=periods)
    wanted = form.cleaned_data if form.is_valid() else {}
    period = next((one for one in periods if str(one.year) == wanted.get("tahun")), periods.first())
    rows = appraisals_visible_to(request)
    if words := wanted.get("q"):
        rows = rows.filter(employee__in=Employee.objects.search(words))
    listed = _differences_page(request, period, rows)
    return page(request, "appraisal/moves/differences.html", {"form": form, "page": listed, "period": period})


def _differences_page(request: Request, period: Period | None, rows: AppraisalQuerySet) -> Page[Any]:
    """Who differs is asked once, and what differs only of those who are shown."""
    today = timezone.localdate()
    found: list[Any] = []
    if period:
        found = list(differing(period, rows, today=today).values_list("pk", flat=True))
    listed = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    if period:
        shown = rows.filter(pk__in=list(listed.object_list))
        listed.object_list = differences(period, shown, today=today)
    return listed


@personnel_only
@require_POST
@answers_refusals
def party_align(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Take over what the placements say, from the day they say it."""
    row, today = managed_or_404(request, uuid), timezone.localdate()
    rows = appraisals_visible_to(request).filter(pk=row.pk)
    found = next(iter(differences(row.period, rows, today=today)), None)
    if found is None or not found.expected:
        messages.info(request, "Pihaknya sudah sama dengan data penempatan.")
    else:
        change = found.change(today)
        planned.change_parties(row, change, by=request.user.employee)
        messages.success(request, f"{row.employee.full_name}: {_done(change)}")
    return redirect("party_differences")


# --- vacancies ------------------------------------------------------------------------
@personnel_only
@require_safe
def vacant_posts(request: Request) -> HttpResponse:
    """The queue 'penilai kosong': whose superior is missing or inactive, with a proposal for each."""
    today = timezone.localdate()
    found = vacant_rows(appraisals_visible_to(request), today)
    listed = Paginator(list(found.values_list("pk", flat=True)), A_PAGE).get_page(request.GET.get("page"))
    shown = vacant_rows(appraisals_visible_to(request).filter(pk__in=list(listed)), today)
    context = {"page": listed, "groups": grouped(vacancies(shown, today)), "today": today}
    return page(request, "appraisal/moves/vacancies.html", context)


@personnel_only
@require_POST
def vacant_posts_fill(request: Request) -> HttpResponse:
    """Write the proposed parties of one group from today: each person's own proposal."""
    today, by = timezone.localdate(), request.user.employee
    rows = vacant_rows(appraisals_visible_to(request).filter(unit__uuid__in=posted_unit(request)), today)
    outcome = Outcome()
    for vacancy in vacancies(rows, today):
        if vacancy.wanted is not None and in_group(vacancy, request):
            change = Change(vacancy.wanted, today, "Pejabat sebelumnya tidak aktif.", Cause.VACANCY)
            one = acts.change_many([vacancy.appraisal], change, by=by)
            outcome = Outcome(outcome.done + one.done, outcome.refused + one.refused)
    tell(request, outcome)
    return redirect("vacant_posts")


def in_group(vacancy: Vacancy, request: Request) -> bool:
    """Whether it is of the group that was clicked: the same role after the same person."""
    last = str(vacancy.last.uuid) if vacancy.last else ""
    return vacancy.role == request.POST.get("role") and last == request.POST.get("last")


def posted_unit(request: Request) -> list[uuid_module.UUID]:
    """The unit of the group; nothing when it is missing or bent."""
    try:
        return [uuid_module.UUID(request.POST.get("unit", ""))]
    except ValueError:
        return []
