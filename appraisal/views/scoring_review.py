"""Before ratings are given: all drafts beside the pattern of the unit, and what blocks each; then one POST."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from appraisal import distribution_reasons, scoring, taking
from appraisal.views.scoring import seat_of
from appraisal.views.shared import refused_when_busy
from appraisal.views.team import choice
from employees.http import Request, page

PART = "rating"


@require_http_methods(["GET", "POST"])
def scoring_review(request: Request, year: int, window: str) -> HttpResponse:
    """GET: what would be given. POST: the step `rate` for the chosen ones, and a result for each."""
    seat = seat_of(request)
    people = list(scoring.team(request.user, seat.principal, year, window))
    found = scoring.window_or_404(people)
    if request.method == "GET":
        lines = scoring.lines([one for one in people if one.status in scoring.SCORED], seat.principal)
        drafts = [line for line in lines if line.editable]
        drafts.sort(key=lambda line: bool(line.blocked))
        patterns = distribution_reasons.patterns(lines, found)
        context = {"window": found, "lines": drafts, "patterns": patterns, "seat": seat}
        context["ready"] = sum(not line.blocked for line in drafts)
        return page(request, "appraisal/scoring/review.html", context)
    chosen = dict(filter(None, map(choice, request.POST.getlist("pilih"))))
    if not chosen:
        messages.warning(request, "Belum ada yang dipilih.")
        return redirect(reverse("scoring_review", args=[year, window]) + seat.query)
    rows = [one for one in people if one.uuid in chosen]
    outcomes = taking.take(
        rows, "rate", chosen, part=PART, by=seat.by, on_behalf_of=seat.behind, around=refused_when_busy
    )
    context = {"window": found, "outcomes": outcomes, "step": "rate", "seat": seat}
    context["done"] = sum(not one.refusal for one in outcomes)
    return page(request, "appraisal/scoring/outcomes.html", context)
