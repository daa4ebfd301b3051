"""Work teams: the list, one team with the progress of its members, and keeping both."""

from __future__ import annotations

import uuid as uuid_module

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, F, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from appraisal import team_changes, team_leading, team_progress, teams
from appraisal.team_forms import EndForm, MembershipForm, TeamFilter, TeamForm
from appraisal.views.shared import answers_refusals, keep_typed, posted_version
from appraisal.workflow import Refused
from employees.http import Request, page
from employees.models import Employee, Membership, Team

TEAMS_A_PAGE = 50
ORDERS = {
    "": ("name", "pk"),
    "-nama": ("-name", "pk"),
    "mulai": ("starts_on", "pk"),
    "-mulai": ("-starts_on", "pk"),
}


@require_GET
def work_teams(request: Request) -> HttpResponse:
    """Teams that I keep, lead or work in."""
    form = TeamFilter(request.GET)
    context = {
        "form": form,
        "page": Paginator(asked_for(request, form), TEAMS_A_PAGE).get_page(request.GET.get("page")),
        "may_add": teams.managed_units(request.user).exists(),
        "today": timezone.localdate(),
    }
    return page(request, "appraisal/work_teams/work_teams.html", context)


def asked_for(request: Request, form: TeamFilter) -> QuerySet[Team]:
    """What the list shows in its order, with how many work in each."""
    day = timezone.localdate()
    working = Q(memberships__starts_on__lte=day) & (
        Q(memberships__ends_on__isnull=True) | Q(memberships__ends_on__gte=day)
    )
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = _narrowed(teams.visible_to(request.user), wanted).select_related("unit", "leader")
    order = ORDERS.get(request.GET.get("sort", ""), ORDERS[""])
    return rows.annotate(people=Count("memberships", filter=working)).order_by(*order)


def _narrowed(rows: QuerySet[Team], wanted: dict[str, str]) -> QuerySet[Team]:
    if said := wanted.get("q"):
        rows = rows.filter(Q(name__icontains=said) | Q(leader__in=Employee.objects.search(said)))
    over = Q(ends_on__lt=timezone.localdate())
    match wanted.get("keadaan"):
        case "semua":
            return rows
        case "berakhir":
            return rows.filter(over)
    return rows.filter(Q(ends_on__isnull=True) | ~over)


@require_GET
def work_team(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """One team: who works in it, and for its leader the results that the members owe it, with their progress."""
    team = _team(request, uuid)
    lasting = F("ends_on").desc(nulls_first=True)
    rows = team.memberships.select_related("employee").order_by(lasting, "employee__sort_name", "pk")
    found = team_progress.members(team, list(rows), request.user)
    leads = team.leader_id == request.user.employee_id
    if leads:
        found = team_leading.with_offers(team, team.leader, found)
    context = {
        "team": team,
        "members": found,
        "has_former": any(one.ended for one in found),
        "managed": _is_managed(request, team),
        "leads": leads,
        "own": team_progress.leaders_appraisal(team),
        "today": timezone.localdate(),
    }
    return page(request, "appraisal/work_teams/work_team.html", context)


def _team(request: Request, uuid: uuid_module.UUID) -> Team:
    return get_object_or_404(teams.visible_to(request.user).select_related("unit", "leader"), uuid=uuid)


def _is_managed(request: Request, team: Team) -> bool:
    return teams.managed_by(request.user).filter(pk=team.pk).exists()


def _managed(request: Request, uuid: uuid_module.UUID) -> Team:
    """404 outside what one may see, 403 for a team that is kept by somebody else."""
    team = _team(request, uuid)
    if not _is_managed(request, team):
        raise PermissionDenied("Tim kerja disusun oleh pimpinan unitnya atau pengelola kepegawaian.")
    return team


@require_http_methods(["GET", "POST"])
@answers_refusals
def work_team_new(request: Request) -> HttpResponse:
    """A new team."""
    if not teams.managed_units(request.user).exists():
        raise PermissionDenied("Tim kerja disusun oleh pimpinan unit atau pengelola kepegawaian.")
    return _edit(request, Team(starts_on=timezone.localdate()))


@require_http_methods(["GET", "POST"])
@answers_refusals
def work_team_edit(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Another leader, other dates: the appraisals of the members follow."""
    return _edit(request, _managed(request, uuid))


def _edit(request: Request, team: Team) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    known = bool(team.pk)
    form = TeamForm(posted, instance=team, units=teams.managed_units(request.user))
    if posted is not None:
        keep_typed(request, form)
        if form.is_valid():
            team_changes.save_team(
                form.save(commit=False), by=request.user.employee, version=posted_version(request)
            )
            messages.success(request, f"Tim kerja {team.name} disimpan.")
            return redirect("work_team", team.uuid)
    version = team.version if posted is None else posted_version(request)
    context = {"form": form, "team": team, "known": known, "version": version}
    return page(request, "appraisal/work_teams/form.html", context, invalid=posted is not None)


@require_http_methods(["GET", "POST"])
@answers_refusals
def member_new(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """One more member, from any unit."""
    team = _managed(request, uuid)
    posted = request.POST if request.method == "POST" else None
    start = {"starts_on": max(team.starts_on, timezone.localdate())}
    form = MembershipForm(posted, instance=Membership(team=team), initial=start)
    if posted is not None:
        keep_typed(request, form)
        if form.is_valid():
            found = form.save(commit=False)
            team_changes.add_member(found, by=request.user.employee)
            messages.success(request, f"{found.employee} menjadi anggota {team.name}.")
            return redirect("work_team", team.uuid)
    context = {"form": form, "team": team}
    return page(request, "appraisal/work_teams/member.html", context, invalid=posted is not None)


@require_POST
@answers_refusals
def member_end(request: Request, uuid: uuid_module.UUID, person: uuid_module.UUID) -> HttpResponse:
    """The last day of somebody's membership."""
    team = _managed(request, uuid)
    today = timezone.localdate()
    lasting = team.memberships.filter(employee__uuid=person).exclude(ends_on__lt=today)
    found = lasting.select_related("employee").first()
    if found is None:
        raise Http404
    form = EndForm(request.POST, initial={"ends_on": found.ends_on})
    keep_typed(request, form)
    if not form.is_valid():
        raise Refused("Isi hari terakhir keanggotaannya dahulu.")
    asked = form.cleaned_data
    team_changes.end_member(found, ends_on=asked["ends_on"], by=request.user.employee, stood=asked["stood"])
    messages.success(request, f"Keanggotaan {found.employee} diakhiri.")
    return redirect("work_team", team.uuid)
