"""`/healthz/` for load balancers and monitoring: only the database fails it, the rest is reported.

The broker is never asked: a stalled one would hold the request. The pulse tells instead; beat publishes it, the
broker carries it and a worker writes it, so a fresh pulse proves all three.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.db.models import Count, Min, Q
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from appraisal.clocks import is_working_day
from appraisal.models import ReminderRun
from appraisal.tasks import MORNING
from config.desk.context import VERSION
from employees.models import Holiday, Outbox, Pulse

PULSE = "worker"
PULSE_IS_LATE = timedelta(minutes=5)  # beat sends one a minute


@dataclass(frozen=True)
class Background:
    """Background work in figures: when it last lived, what waits since when, what gave up."""

    pulse_at: datetime | None
    waiting: int
    oldest_at: datetime | None
    stuck: int

    @property
    def state(self) -> str:
        """`ok`, `late`, or `never` on a site whose workers have not run yet."""
        if self.pulse_at is None:
            return "never"
        return "late" if timezone.now() - self.pulse_at > PULSE_IS_LATE else "ok"


def background() -> Background:
    """Two short queries on small tables; `waiting` counts what is due now."""
    pulse = Pulse.objects.filter(name=PULSE).first()
    alive = Q(attempts__lt=Outbox.MOST_ATTEMPTS, due_at__lte=timezone.now())
    figures = Outbox.objects.filter(done_at__isnull=True).aggregate(
        waiting=Count("pk", filter=alive),
        oldest_at=Min("due_at", filter=alive),
        stuck=Count("pk", filter=Q(attempts__gte=Outbox.MOST_ATTEMPTS)),
    )
    return Background(
        pulse.beat_at if pulse else None, figures["waiting"], figures["oldest_at"], figures["stuck"]
    )


@dataclass(frozen=True)
class Morning:
    """The last run of reminders; `missing` on a working day whose morning passed without a finished one."""

    run: ReminderRun | None
    missing: bool


def morning() -> Morning:
    """Two short queries; a site that never reminded anybody misses nothing."""
    now, run = timezone.localtime(), ReminderRun.objects.first()
    if run is None or now.hour <= MORNING or (run.day == now.date() and run.finished_at is not None):
        return Morning(run, missing=False)
    off = set(Holiday.objects.filter(day=now.date()).values_list("day", flat=True))
    return Morning(run, missing=is_working_day(now.date(), off))


@login_not_required
@require_safe
def health(_request: HttpRequest) -> JsonResponse:
    """200 while the database answers, else 503. No personal data."""
    try:
        found, reminded = background(), morning()
    except DatabaseError:
        return JsonResponse({"status": "unavailable", "database": "down", "version": VERSION}, status=503)
    calm = found.state == "ok" and not found.stuck and not reminded.missing
    return JsonResponse(
        {
            "status": "ok" if calm else "degraded",
            "database": "ok",
            "background": {
                "state": found.state,
                "pulse_age_seconds": _age(found.pulse_at),
                "proves": "beat, broker, worker",
            },
            "outbox": {
                "waiting": found.waiting,
                "oldest_seconds": _age(found.oldest_at),
                "stuck": found.stuck,
            },
            "reminders": {
                "last_day": reminded.run.day if reminded.run else None,
                "missing_today": reminded.missing,
            },
            "version": VERSION,
        }
    )


def _age(moment: datetime | None) -> int | None:
    return max(0, int((timezone.now() - moment).total_seconds())) if moment else None
