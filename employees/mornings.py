"""What is done once on each day, in the morning, by tasks that beat starts every hour."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils import timezone

from employees.models import Pulse

MORNING = 7  # o'clock, the agency's time: nobody is reminded at night


def once_a_morning(name: str, act: Callable[[date], object]) -> None:
    """Act if the morning has come and the day is not done; again only if a run was cut off before its end."""
    now = timezone.localtime()
    done = Pulse.objects.filter(name=name, beat_at__gte=now.replace(hour=0, minute=0, second=0))
    if now.hour < MORNING or done.exists():
        return
    act(now.date())
    Pulse.objects.update_or_create(name=name, defaults={"beat_at": timezone.now()})
