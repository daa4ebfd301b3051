"""The post that I aim at, and the gaps of my team on one page."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, F, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from appraisal.models import Appraisal, Evaluation, ItemRating, Party, PartyRole
from appraisal.rating import Rating
from appraisal.views.shared import answers_refusals, keep_typed, posted_version
from employees.http import Request, page
from employees.models import Employee
from training import enrolling, gaps, hours, planning, reach
from training.gaps import Gap
from training.models import CareerGoal, DevelopmentItem
from training.plan_forms import GoalForm

A_PAGE = 100
NOTHING = (0, 0, 0)


@require_http_methods(["GET", "POST"])
@answers_refusals
def career_goal(request: Request) -> HttpResponse:
    """The post that I aim at; what the catalogue asks for it becomes a gap of my plan."""
    me = request.user.employee
    row = CareerGoal.objects.filter(employee=me).select_related("position").first() or CareerGoal(employee=me)
    drawn = row.version
    start = {"post": row.position.title} if row.pk else {"by_year": timezone.localdate().year + 2}
    form = GoalForm(request.POST if request.method == "POST" else None, instance=row, initial=start)
    if form.is_bound:
        keep_typed(request, form)
        enrolling.check_version(drawn, posted_version(request))
    if form.is_bound and form.is_valid():
        row.position = form.cleaned_data["post"]
        row.version = F("version") + 1 if row.pk else 1
        form.save()
        messages.success(request, "Jabatan yang dituju disimpan. Syaratnya tampil di rencana Anda.")
        return redirect("my_development")
    return page(request, "training/goal.html", {"form": form, "version": drawn}, invalid=form.is_bound)


@dataclass(frozen=True)
class Member:
    """One of my people: gaps of the latest ratings that I gave, what is agreed, hours of this year."""

    appraisal: Appraisal
    gaps: list[Gap]
    open_items: int
    late_items: int
    proposals: int
    hours: int
    wanted: int | None


@require_GET
def team_development(request: Request) -> HttpResponse:
    """Everybody whom I appraise, those with most gaps first; and how often each gap occurs."""
    members = sorted(team(request.user.employee), key=lambda one: -len(one.gaps))
    counted: dict[str, int] = {}
    for member in members:
        for gap in member.gaps:
            name = gap.label if gap.source == DevelopmentItem.Source.VALUE else str(gap_kind(gap))
            counted[name] = counted.get(name, 0) + 1
    context = {
        "counted": sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])),
        "page": Paginator(members, A_PAGE).get_page(request.GET.get("page")),
        "year": timezone.localdate().year,
    }
    return page(request, "training/team.html", context)


def gap_kind(gap: Gap) -> str:
    return str(DevelopmentItem.Source(gap.source).label)


def team(leader: Employee) -> list[Member]:
    """Six queries, however many people."""
    today = timezone.localdate()
    acting = Party.objects.acting(leader.pk, today).filter(role=PartyRole.APPRAISER)
    rows = list(
        reach.led(leader.pk)
        .select_related("employee", "unit", "period")
        .order_by("employee__sort_name", "pk")
    )
    people = [row.employee_id for row in rows]
    found, items = below(people, acting), planned(people)
    done = hours.of_many(people, today.year)
    return [
        Member(
            appraisal=row,
            gaps=found.get(row.employee_id, []),
            open_items=items.get(row.employee_id, NOTHING)[0],
            late_items=items.get(row.employee_id, NOTHING)[1],
            proposals=items.get(row.employee_id, NOTHING)[2],
            hours=done.get(row.employee_id, 0),
            wanted=hours.wanted(row.employee.kind, row.period),
        )
        for row in rows
    ]


def below(people: list[int], acting: QuerySet[Party]) -> dict[int, list[Gap]]:
    """What the latest evaluation of each, in which he is the appraiser, rated below."""
    latest = (
        Evaluation.objects.filter(
            appraisal__employee__in=people, appraisal__in=acting.values("appraisal"), status__in=gaps.RATED
        )
        .order_by("appraisal__employee_id", "-appraisal__period__year", "-opens_on")
        .distinct("appraisal__employee_id")
    )
    evaluations = list(latest.select_related("appraisal"))
    ratings = ItemRating.objects.filter(
        evaluation__in=evaluations, by_role=PartyRole.APPRAISER, rating=Rating.BELOW
    )
    by_evaluation: dict[int, list[Gap]] = {}
    for row in ratings.select_related("target"):
        if (gap := gaps.below(row)) is not None:
            by_evaluation.setdefault(row.evaluation_id, []).append(gap)
    return {
        one.appraisal.employee_id: [*known, *gaps.overall(one, known)]
        for one in evaluations
        for known in [by_evaluation.get(one.pk, [])]
    }


def planned(people: list[int]) -> dict[int, tuple[int, int, int]]:
    """Of each: open agreed items, how many of them are late, and own proposals that wait for an answer."""
    rows = DevelopmentItem.objects.filter(plan__employee__in=people).order_by()
    open_ones = planning.undone() & Q(status=planning.Status.AGREED)
    asked = Q(status=planning.Status.PROPOSED, proposed_by=F("plan__employee"))
    counted = rows.values_list("plan__employee").annotate(
        n=Count("pk", filter=open_ones),
        late=Count("pk", filter=open_ones & Q(due_on__lt=timezone.localdate())),
        asked=Count("pk", filter=asked),
    )
    return {employee: (n, late, waiting) for employee, n, late, waiting in counted}
