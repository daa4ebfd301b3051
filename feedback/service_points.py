"""Service points: the public address of each, its QR, the codes on the badges, and its figures by month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from statistics import median
from typing import Any

from django.conf import settings
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Avg, Count, Max, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils.formats import date_format

from appraisal.verification import QR, code_printed, qr, typed
from employees.models import Employee
from feedback.models import Badge, CitizenFeedback, ServicePoint
from feedback.models.citizen import BADGE_SIGNS, HIGHEST, LOWEST, new_badge, officials

Status = CitizenFeedback.Status


# --- the address ------------------------------------------------------------------------
def path(point: ServicePoint) -> str:
    return reverse("service_form", args=[code_printed(point.code)])


def address(point: ServicePoint) -> str:
    """What the poster prints and its QR holds."""
    return f"{settings.BASE_URL.rstrip('/')}{path(point)}"


def tablet_path(point: ServicePoint) -> str:
    return reverse("service_tablet", args=[code_printed(point.code)])


def picture(point: ServicePoint) -> QR:
    return qr(address(point))


def find(code: str) -> ServicePoint | None:
    """The service behind a public address; None for a code that we never gave out, and for a closed one."""
    rows = ServicePoint.objects.filter(active=True, code=typed(code)).select_related("unit")
    return rows.first()


# --- badges -------------------------------------------------------------------------------
def give_badges(point: ServicePoint) -> int:
    """A code for everybody who serves there and has none; returns how many were given."""
    without = list(officials(point).filter(badge__isnull=True))
    taken = set(Badge.objects.values_list("code", flat=True))
    made: list[Badge] = []
    for one in without:
        code = new_badge()
        while code in taken:
            code = new_badge()
        taken.add(code)
        made.append(Badge(employee=one, code=code))
    return len(Badge.objects.bulk_create(made, ignore_conflicts=True))


def bearer(point: ServicePoint, words: str) -> Employee | None:
    """Who bears this code and serves at this point; None for anybody else."""
    code = typed(words)[:BADGE_SIGNS]
    return officials(point).filter(badge__code=code).first() if code else None


# --- figures ------------------------------------------------------------------------------
@dataclass(frozen=True)
class Month:
    """A month of a point. Scores are of what was published; `median_days` of what was answered (working days)."""

    point: int
    first: date
    received: int
    waiting: int
    published: int
    hidden: int
    replied: int
    mean: Decimal | None
    scores: list[int]
    median_days: Decimal | None
    last_day: date

    @property
    def unanswered(self) -> int:
        return self.published - self.replied

    @property
    def words(self) -> str:
        """As the record of the unit's head says it."""
        if not self.published:
            return "Tidak ada penilaian yang ditayangkan."
        said = f"{self.published} penilaian, rata-rata {self.mean} dari {HIGHEST}".replace(".", ",")
        if self.median_days is None:
            return f"{said}; belum ada yang dibalas."
        return f"{said}; {self.replied} dibalas, median {self.days} hari kerja."

    @property
    def days(self) -> str:
        """'0', '1,5': no needless decimals."""
        return f"{self.median_days.normalize():f}".replace(".", ",") if self.median_days is not None else ""

    def as_progress(self, where: str, today: date) -> dict[str, str]:
        """What an entry of progress takes over of it (appraisal.views.progress.PREFILLED); nothing without a reply."""
        if self.median_days is None:
            return {}
        ends = (self.first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        month = date_format(self.first, "F Y")
        words = (
            f"Waktu balas penilaian masyarakat di {where}, {month}: median {self.days} hari kerja;"
            f" {self.replied} dari {self.published} penilaian yang ditayangkan dibalas."
        )
        return {"tanggal": min(ends, today).isoformat(), "angka": self.days, "uraian": words}


def months(rows: QuerySet[CitizenFeedback]) -> list[Month]:
    """By point and month, the newest first; one query."""
    shown = Q(status=Status.PUBLISHED)
    marks = range(LOWEST, HIGHEST + 1)
    found = (
        rows.order_by()
        .annotate(month=TruncMonth("received_at"))
        .values("point", "month")
        .annotate(
            received=Count("pk"),
            waiting=Count("pk", filter=Q(status=Status.WAITING)),
            published=Count("pk", filter=shown),
            hidden=Count("pk", filter=Q(status=Status.HIDDEN)),
            replied=Count("pk", filter=shown & ~Q(reply="")),
            mean=Avg("score", filter=shown),
            days=ArrayAgg("reply_days", filter=shown & Q(reply_days__isnull=False), default=[]),
            last=Max("received_at"),
            **{f"of_{mark}": Count("pk", filter=shown & Q(score=mark)) for mark in marks},
        )
        .order_by("-month", "point")
    )
    return [_month(one) for one in found]


def _month(row: Mapping[str, Any]) -> Month:
    return Month(
        point=row["point"],
        first=row["month"].date(),
        received=row["received"],
        waiting=row["waiting"],
        published=row["published"],
        hidden=row["hidden"],
        replied=row["replied"],
        mean=rounded(row["mean"]),
        scores=[row[f"of_{mark}"] for mark in range(LOWEST, HIGHEST + 1)],
        median_days=rounded(median(row["days"])) if row["days"] else None,
        last_day=row["last"].date(),
    )


def rounded(figure: float | Decimal | None) -> Decimal | None:
    return None if figure is None else Decimal(str(figure)).quantize(Decimal("0.1"), ROUND_HALF_UP)
