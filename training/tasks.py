"""Celery's side of what the calendar does to development plans. Tasks contain no rule."""

from __future__ import annotations

from celery import shared_task

from employees.mornings import once_a_morning
from training import reminders

REMINDED = "training-reminders"


@shared_task(expires=3600)
def send_reminders() -> None:
    """Hourly by beat."""
    once_a_morning(REMINDED, reminders.send)
