"""Celery's side of what the calendar does to feedback. Tasks contain no rule."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from employees.models import Pulse
from feedback import publishing, reminders

MORNING = 7  # o'clock, the agency's time: nobody is reminded at night
REMINDED = "feedback-reminders"


@shared_task(expires=3600)
def send_reminders() -> None:
    """Hourly by beat; acts once a day, in the morning, and again only if a run was cut off before its end."""
    now = timezone.localtime()
    done = Pulse.objects.filter(name=REMINDED, beat_at__gte=now.replace(hour=0, minute=0, second=0))
    if now.hour < MORNING or done.exists():
        return
    reminders.send(now.date())
    Pulse.objects.update_or_create(name=REMINDED, defaults={"beat_at": timezone.now()})


@shared_task(expires=600)
def close_rounds() -> None:
    """Every few minutes by beat; a round closes on the day after its last, whoever answered when."""
    publishing.close_due(timezone.localdate())
