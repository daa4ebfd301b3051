"""What follows from results: reports, recommendations, credit points, years beside each other, units' results."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from appraisal import evidence
from appraisal.models import Evaluation, Recommendation, UnitRating

if TYPE_CHECKING:
    from tests.access.world import World

SIGNED_IN = (
    "appraisee", "appraiser", "reviewer", "stranger", "unit_personnel", "other_unit_personnel", "personnel",
    "auditor",
)  # fmt: skip


def cells(signed_in: int, **others: int) -> dict[str, int]:
    return {"anonymous": 302} | dict.fromkeys(SIGNED_IN, signed_in) | others


DESK = dict.fromkeys(("unit_personnel", "other_unit_personnel", "personnel", "auditor"), 200)
NOT_THERE = dict.fromkeys(DESK, 405)

ROWS = [
    ("reports", "none", "GET", cells(200)),
    ("reports", "none", "POST", cells(405)),
    ("reports_send", "none", "GET", cells(405)),
    ("reports_send", "none", "POST", cells(302)),
    ("desk_reports", "none", "GET", cells(403, **DESK)),
    ("desk_reports", "none", "POST", cells(403, **NOT_THERE)),
    ("desk_report_list", "none", "GET", cells(403, **DESK)),
    ("desk_report_list", "none", "POST", cells(403, **NOT_THERE)),
    ("team_unit_ratings", "none", "GET", cells(200)),
    ("team_unit_ratings", "none", "POST", cells(302)),
    ("unit_rating", "unit_rating", "GET", cells(404, appraiser=200, reviewer=200, personnel=200, auditor=200)),
    ("unit_rating", "unit_rating", "POST", cells(404, appraiser=409, reviewer=422, personnel=422, auditor=409)),
    (
        "unit_rating_file", "unit_rating_file", "GET",
        cells(404, appraiser=200, reviewer=200, personnel=200, auditor=200),
    ),
    ("unit_rating_file", "unit_rating_file", "POST", cells(405)),
    ("credit", "none", "GET", cells(200)),
    ("credit", "none", "POST", cells(405)),
    ("credit_of", "person", "GET", cells(200, stranger=404, other_unit_personnel=404)),
    ("credit_of", "person", "POST", cells(405)),
    (
        "credit_balance", "person", "GET",
        cells(403, unit_personnel=200, other_unit_personnel=404, personnel=200),
    ),
    (
        "credit_balance", "person", "POST",
        cells(403, unit_personnel=422, other_unit_personnel=404, personnel=422),
    ),
    ("years", "none", "GET", cells(200)),
    ("years", "none", "POST", cells(405)),
    ("years_of", "person", "GET", cells(200, stranger=404, other_unit_personnel=404)),
    ("years_of", "person", "POST", cells(405)),
    ("recommendations", "none", "GET", cells(200)),
    ("recommendations", "none", "POST", cells(405)),
    (
        "recommendation", "recommendation", "GET",
        cells(404, appraisee=200, appraiser=200, unit_personnel=200, personnel=200, auditor=200),
    ),
    (
        "recommendation", "recommendation", "POST",
        cells(404, appraisee=409, appraiser=422, unit_personnel=422, personnel=422, auditor=409),
    ),
    ("desk_recommendations", "none", "GET", cells(403, **DESK)),
    ("desk_recommendations", "none", "POST", cells(403, **NOT_THERE)),
    ("desk_development", "none", "GET", cells(403, **DESK)),
    ("desk_development", "none", "POST", cells(403, **NOT_THERE)),
]  # fmt: skip


def kinds(world: World, evaluation: Evaluation) -> dict[str, dict[str, Any]]:
    """The appraiser's unit: he reads its result, the leader above sets it; a recommendation that is his to do."""
    period, unit = evaluation.appraisal.period, evaluation.appraisal.unit
    rating = UnitRating.objects.create(
        unit=unit, period=period, window="TW1", predicate="GOOD", set_on=timezone.localdate()
    )
    file = evidence.Checked("lkj.png", ".png", "image/png", b"only its address matters here")
    advice = Recommendation.objects.create(
        evaluation=evaluation, text="Ikut pelatihan.", owner=world.agency.superior
    )
    return {
        "recommendation": {"uuid": advice.uuid},
        "unit_rating": {"unit": unit.uuid, "year": period.year, "window": "AKHIR"},
        "unit_rating_file": {"uuid": evidence.keep_for(file, unit_rating=rating).uuid},
    }
