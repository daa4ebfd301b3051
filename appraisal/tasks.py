"""Celery's side of what the calendar does. Tasks contain no rule."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from appraisal import due_steps, export_schedules, planned, rating_patterns, reminders

MORNING = 7  # o'clock, the agency's time: nobody is reminded at night
NIGHT_ENDS = 5


@shared_task(expires=600, soft_time_limit=540, time_limit=570)
def system_steps() -> None:
    """Every few minutes by beat. Windows open first: who leaves inside one keeps its evaluations.

    The day after a limit of a hundred thousand people takes more than one run; each step is kept as it is taken.
    """
    today = timezone.localdate()
    due_steps.take(today)
    planned.carry_out(today)


@shared_task(expires=3600)
def renew_patterns() -> None:
    """Hourly by beat; at night, because it reads a whole year. A second run finds nothing new."""
    if timezone.localtime().hour < NIGHT_ENDS:
        rating_patterns.renew_stale()


@shared_task(expires=600, soft_time_limit=540, time_limit=570)
def send_reminders() -> None:
    """Every few minutes by beat; acts once a working day, in the morning, and goes on where a run was cut off."""
    now = timezone.localtime()
    if now.hour >= MORNING:
        reminders.send(now.date())


@shared_task(expires=600)
def make_scheduled_exports() -> None:
    """Every few minutes by beat; from the morning of a working day on, so that somebody is there to fetch the file."""
    now = timezone.localtime()
    if now.hour >= MORNING:
        export_schedules.make_due(now.date())
