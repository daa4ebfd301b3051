"""Celery's side of what the calendar does to feedback. Tasks contain no rule."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from feedback import publishing


@shared_task(expires=600)
def close_rounds() -> None:
    """Every few minutes by beat; a round closes on the day after its last, whoever answered when."""
    publishing.close_due(timezone.localdate())
