"""Celery's side of what the calendar does. Tasks contain no rule."""

from __future__ import annotations

from datetime import date

from celery import shared_task
from django.utils import timezone

from appraisal import due_steps, planned, reminders, result_reminders
from employees.mornings import once_a_morning

REMINDED = "reminders"


@shared_task(expires=600)
def system_steps() -> None:
    """Every few minutes by beat. Windows open first: who leaves inside one keeps its evaluations."""
    today = timezone.localdate()
    due_steps.take(today)
    planned.carry_out(today)


@shared_task(expires=3600)
def send_reminders() -> None:
    """Hourly by beat."""
    once_a_morning(REMINDED, _remind)


def _remind(today: date) -> None:
    reminders.send(today)
    result_reminders.send(today)
