"""Before ratings are given: all drafts beside the pattern of the unit, and what blocks each; then one POST."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from appraisal import distribution, scoring, taking
from appraisal.rating import PREDICATE_LABELS, Predicate
from appraisal.scoring import Line
from appraisal.unit_results import UnitResult
from appraisal.views.scoring import seat_of
from appraisal.views.shared import refused_when_busy
from appraisal.views.team import choice
from employees.http import Request, page

PART = "rating"


@dataclass(frozen=True)
class Bar:
    """How many people have a predicate, and their share."""

    label: str
    number: int
    total: int


@dataclass(frozen=True)
class Pattern:
    """The predicates of one unit's people beside the guide for its result (PermenPANRB 6/2022, lines 3886-4040)."""

    result: UnitResult | None
    counts: Counter[Predicate]

    @property
    def total(self) -> int:
        return self.counts.total()

    @property
    def bars(self) -> list[Bar]:
        return [Bar(label, self.counts[one], self.total) for one, label in PREDICATE_LABELS.items()]

    @property
    def warnings(self) -> list[str]:
        """Where the predicates leave the guide; nothing is ever blocked."""
        row = self.result.row if self.result else None
        return distribution.warnings(row.predicate, self.counts) if row else []

    @property
    def too_few(self) -> bool:
        return self.total < distribution.SMALLEST_UNIT


def patterns(lines: Sequence[Line]) -> list[Pattern]:
    """One for each unit whose result counts, with drafts and given ratings as they would stand."""
    units: dict[int | None, UnitResult | None] = {}
    counts: dict[int | None, Counter[Predicate]] = {}
    for line in lines:
        key = line.counted.unit.pk if line.counted else None
        units.setdefault(key, line.counted)
        counts.setdefault(key, Counter()).update([line.predicate] if line.predicate else [])
    return [Pattern(units[key], counts[key]) for key in units]


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
        context = {"window": found, "lines": drafts, "patterns": patterns(lines), "seat": seat}
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
