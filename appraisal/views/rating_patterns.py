"""Keadilan penilaian: the patterns of ratings, for personnel at the desk and for reviewers and leaders of the line."""

from __future__ import annotations

import uuid as uuid_module
from collections import Counter
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from appraisal import pattern_job
from appraisal.fairness import FEWEST
from appraisal.models import Period, RatingPattern, WindowCode
from appraisal.models.fairness import RatingPatternQuerySet
from appraisal.pattern_forms import UNITS, PatternFilter
from appraisal.pattern_picture import charts
from appraisal.pattern_words import KIND_LABELS, SUPPRESSED, Level, kinds, levels, signs
from appraisal.windows import codes
from employees.desk_access import desk_units, for_agency, for_desk
from employees.http import Request, page
from employees.models import Unit

A_PAGE = 25
MOST_HEADED = 5  # units that one person heads and reads about here


@dataclass(frozen=True)
class Line:
    """One pattern of the list; too few people leave nothing but their number."""

    pattern: RatingPattern
    results: list[Level]
    behaviour: list[Level]
    words: list[str]

    @classmethod
    def of(cls, pattern: RatingPattern) -> Line:
        if pattern.people < FEWEST:
            return cls(pattern, [], [], [])
        found = [KIND_LABELS[kind] for kind in kinds(pattern)]
        return cls(pattern, levels(pattern, "results"), levels(pattern, "behaviour"), found)

    def given(self, number: int) -> int | None:
        """How often a level was given: results from above to below, then behaviour; None where it is suppressed."""
        shown = [*self.results, *self.behaviour]
        return shown[number].given if shown else None


@dataclass(frozen=True)
class Asked:
    """Which year, window and patterns a list is about."""

    period: Period | None
    window: str
    form: PatternFilter
    rows: RatingPatternQuerySet

    @classmethod
    def of(cls, request: Request, rows: RatingPatternQuerySet, *, by_unit: bool = True) -> Asked:
        periods = list(Period.objects.exclude(status=Period.Status.PREPARING))
        year = request.GET.get("tahun", "")
        period = next((one for one in periods if str(one.year) == year), next(iter(periods), None))
        offered = codes(period) if period else [WindowCode.YEAR]
        wanted = request.GET.get("masa", "")
        window = wanted if wanted in offered else WindowCode.YEAR.value
        given = request.GET.dict() | {"tahun": str(period.year) if period else "", "masa": window}
        form = PatternFilter(given, periods=periods, codes=offered, by_unit=by_unit)
        found = rows.filter(period=period, window=window).select_related("appraiser", "unit", "period")
        return cls(period, window, form, _narrowed(found, form))


def _narrowed(rows: RatingPatternQuerySet, form: PatternFilter) -> RatingPatternQuerySet:
    asked = form.cleaned_data if form.is_valid() else {}
    rows = rows.of_units() if asked.get("per") == UNITS else rows.of_appraisers()
    for word in asked.get("q", "").split()[:5]:
        rows = rows.filter(Q(appraiser__sort_name__contains=word.casefold()) | Q(unit__name__icontains=word))
    match asked.get("temuan", ""):
        case "":
            return rows.order_by("unit__path", "appraiser__sort_name", "pk")
        case "ada":
            found = rows.exclude(findings=[])
        case kind:
            found = rows.filter(findings__contains=[{"kind": kind}])
    return found.order_by("unit__path", "appraiser__sort_name", "pk")


def of_desk(request: Request) -> RatingPatternQuerySet:
    return RatingPattern.objects.visible_to(request.user).filter(
        unit__in=desk_units(request.user).values("pk")
    )


@dataclass(frozen=True)
class Subtree:
    """What a leader reads of the units below: how many appraisers, and how many of them stand out; no names."""

    unit: Unit
    appraisers: int
    counts: list[tuple[str, int]]

    @classmethod
    def of(cls, unit: Unit, asked: Asked) -> Subtree:
        rows = RatingPattern.objects.of_appraisers().filter(
            period=asked.period, window=asked.window, unit__path__startswith=unit.path, people__gte=FEWEST
        )
        found = list(rows.values_list("findings", flat=True))
        if len(found) < FEWEST:
            return cls(unit, len(found), [])
        counted = Counter(one["kind"] for findings in found for one in findings)
        return cls(unit, len(found), [(label, counted[kind.value]) for kind, label in KIND_LABELS.items()])


@for_desk
@require_GET
def rating_patterns(request: Request) -> HttpResponse:
    """Every appraiser, or every office, of this desk's units."""
    asked = Asked.of(request, of_desk(request))
    listed = Paginator(asked.rows, A_PAGE).get_page(request.GET.get("page"))
    newest = asked.rows.order_by("-made_at").values_list("made_at", flat=True).first()
    context = {
        "period": asked.period,
        "window": asked.window,
        "filter": asked.form,
        "page": listed,
        "lines": [Line.of(one) for one in listed],
        "made_at": newest,
        "fewest": FEWEST,
        "agency": request.user.has_perm("employees.administer_agency"),
    }
    return page(request, "appraisal/patterns/list.html", context)


@for_agency
@require_POST
def rating_patterns_renew(request: Request) -> HttpResponse:
    """Have a worker count anew instead of waiting for the night."""
    rows = Period.objects.exclude(status=Period.Status.PREPARING)
    year, window = request.POST.get("tahun", ""), request.POST.get("masa", "")
    period = get_object_or_404(rows, year=int(year) if year.isdecimal() and len(year) == 4 else 0)
    if window not in codes(period):
        raise Http404
    job = pattern_job.request(period, window, request.user.employee)
    return redirect("job", job.uuid)


@require_GET
def rating_pattern(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """One appraiser or one office: the distribution beside what is usual, and every sign in a plain sentence."""
    rows = RatingPattern.objects.visible_to(request.user).select_related("appraiser", "unit", "period")
    found = get_object_or_404(rows, uuid=uuid)
    enough = found.people >= FEWEST
    context = {
        "pattern": found,
        "line": Line.of(found),
        "charts": charts(found) if enough else [],
        "signs": signs(found),
        "suppressed": SUPPRESSED,
        "up": reverse(
            "rating_patterns" if request.user.is_personnel or request.user.is_auditor else "team_patterns"
        ),
    }
    return page(request, "appraisal/patterns/pattern.html", context)


@require_GET
def team_patterns(request: Request) -> HttpResponse:
    """For a reviewer the appraisers below, for the head of a unit counts of the subtree; empty for everybody else."""
    headed = Unit.objects.filter(head=request.user.employee_id, active=True)[:MOST_HEADED]
    asked = Asked.of(request, RatingPattern.objects.below(request.user), by_unit=False)
    listed = Paginator(asked.rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "period": asked.period,
        "filter": asked.form,
        "page": listed,
        "lines": [Line.of(one) for one in listed],
        "subtrees": [Subtree.of(unit, asked) for unit in headed],
        "fewest": FEWEST,
    }
    return page(request, "appraisal/patterns/team.html", context)
