"""Celery's side of the outbox. Tasks take ids and contain no rule."""

from __future__ import annotations

from typing import Any

from celery import Task, shared_task
from django.utils import timezone

from employees import outbox, tidying
from employees.models import Pulse


class OutboxTask(Task):
    def on_failure(self, exc: Exception, task_id: str, args: Any, kwargs: Any, einfo: Any) -> None:
        outbox.note_failure(args[0], f"{type(exc).__name__}: {exc}")


@shared_task(base=OutboxTask)
def carry_out(pk: int) -> None:
    outbox.carry_out(pk)


@shared_task(expires=60)
def relay() -> int:
    """Publish what is due; every few seconds by beat."""
    return outbox.publish_due(_send)


def _send(pk: int, queue: str, minutes: int) -> None:
    carry_out.apply_async((pk,), queue=queue, **limits(minutes))


def limits(minutes: int) -> dict[str, int]:
    """A task is told to end a minute before it is killed."""
    return {"soft_time_limit": 60 * (minutes - 1), "time_limit": 60 * minutes}


@shared_task(expires=120)
def pulse() -> None:
    """A sign of life of beat and worker together, for `/healthz/`."""
    Pulse.objects.update_or_create(name="worker", defaults={"beat_at": timezone.now()})


@shared_task(expires=3600)
def tidy() -> None:
    """Hourly by beat: the files of exports are kept for a day and hardly longer."""
    tidying.tidy()
