"""What the read API tells of final evaluations, in Indonesian keys beside SIASN's codes. docs/api.md describes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.utils import timezone

from appraisal import siasn
from appraisal.models import ApiToken, Evaluation, EvaluationStatus, OverallRating, Period
from appraisal.rating import (
    PREDICATE_CODES,
    PREDICATE_LABELS,
    RATING_CODES,
    RATING_LABELS,
    Predicate,
    Rating,
)

Record = dict[str, Any]


@dataclass(frozen=True)
class Wanted:
    """One page of a year's results: of one window or all, behind the last one seen, changed since a moment."""

    period: Period
    window: str = ""
    after: UUID | None = None
    since: datetime | None = None
    most: int = 500


def periods() -> list[Record]:
    """The years and their windows."""
    rows = Period.objects.prefetch_related("windows").order_by("year")
    return [
        {
            "tahun": one.year,
            "status": one.get_status_display(),
            "jendela": [{"kode": w.code, "nama": w.get_code_display()} for w in one.windows.all()],
        }
        for one in rows
    ]


def page(wanted: Wanted, token: ApiToken) -> list[Record]:
    """FINAL evaluations in the order of their ids, and one more where there is a next page; two queries."""
    rows = Evaluation.objects.filter(status=EvaluationStatus.FINAL, appraisal__period=wanted.period)
    if token.unit is not None:
        rows = rows.filter(appraisal__unit__path__startswith=token.unit.path)
    if wanted.window:
        rows = rows.filter(window=wanted.window)
    if wanted.after:
        rows = rows.filter(uuid__gt=wanted.after)
    if wanted.since:
        rows = rows.filter(final_at__gte=wanted.since)
    whole = ApiToken.Scope.RESULTS in token.scopes
    if whole:
        given = OverallRating.objects.filter(given_at__isnull=False)
        rows = rows.prefetch_related(Prefetch("ratings", given))
    related = rows.select_related("appraisal__employee", "appraisal__unit", "appraisal__period")
    found = related.order_by("uuid")[: wanted.most + 1]
    return [_record(one) | (_more(one) if whole else {}) for one in found]


def _record(evaluation: Evaluation) -> Record:
    """What every token may read: whose, when, and the predicate."""
    predicate = Predicate(evaluation.predicate)
    return {
        "id": str(evaluation.uuid),
        "nip": evaluation.appraisal.employee.nip,
        "tahun": evaluation.appraisal.period.year,
        "jendela": evaluation.window,
        "predikat": {"kode": PREDICATE_CODES[predicate], "nama": PREDICATE_LABELS[predicate]},
        "final_pada": _moment(evaluation.final_at),
    }


def _more(evaluation: Evaluation) -> Record:
    rating, unit = siasn.last_rating(evaluation), evaluation.appraisal.unit
    results, behaviour = Rating(rating.results), Rating(rating.behaviour)
    return {
        "nama": evaluation.appraisal.employee.full_name,
        "unit": {"id_siasn": unit.siasn_id, "nama": unit.name},
        "hasil_kerja": {"kode": RATING_CODES[results], "nama": RATING_LABELS[results]},
        "perilaku_kerja": {"kode": RATING_CODES[behaviour], "nama": RATING_LABELS[behaviour]},
        "ditetapkan_pada": _moment(evaluation.signed_at),
    }


def _moment(at: datetime | None) -> str | None:
    return timezone.localtime(at).isoformat(timespec="seconds") if at else None
