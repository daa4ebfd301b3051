"""Side effects and long jobs: written with their cause, carried out by workers at least once.

A request only writes rows. The relay (a beat task) claims what is due and publishes ids; a worker locks the
row, carries it out and marks it done in one transaction. A claim lapses by itself, so a killed worker, a lost
message or a stopped broker only delays. docs/adr/0003 gives the reasons.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone

from employees.models import Outbox

Payload = dict[str, Any]
Handler = Callable[[Outbox], None]

# How long a claim holds: the first is longer than a task may run (3 minutes; jobs have a lock), the others back off.
CLAIM_MINUTES = (5, 5, 10, 30, 60, 120, 240, 240)
MOST_CRASHES = 3
# Mail for thousands at once waits behind everything else, here and at the broker: what was published there cannot be
# overtaken any more, so only so many of these rows are out at a time.
BULK = 7
MOST_BULK_OUT = 400


class Postponed(Exception):
    """Raised by a handler whose row stays open: `soon` when it did a part of it, else when somebody else is at it."""

    def __init__(self, *, soon: bool) -> None:
        super().__init__()
        self.soon = soon


@dataclass(frozen=True)
class Registered:
    handler: Handler
    queue: str
    atomic: bool
    tries: int
    gave_up: Handler | None
    counted: bool
    minutes: int


_HANDLERS: dict[str, Registered] = {}


def handles(
    kind: str,
    *,
    queue: str = "default",
    atomic: bool = True,
    tries: int = Outbox.MOST_ATTEMPTS,
    gave_up: Handler | None = None,
    counted: bool = True,
    minutes: int = 3,
) -> Callable[[Handler], Handler]:
    """Register the function that carries out one kind of row. It must be safe to run twice.

    With `atomic` off it runs outside a transaction, shows its progress as it goes and guards itself. After `tries`
    failures, or `MOST_CRASHES` starts that took the worker down, the row is stuck and `gave_up` tells who waits.
    Starts are `counted` in two short transactions; of what takes no worker down and comes by thousands they are not.
    It may take `minutes`; where that is longer than a claim, the handler must know by itself whether another has it.
    """

    def register(handler: Handler) -> Handler:
        _HANDLERS[kind] = Registered(handler, queue, atomic, tries, gave_up, counted, minutes)
        return handler

    return register


def put(kind: str, key: str, payload: Payload, *, due_at: datetime | None = None, priority: int = 5) -> None:
    """Ask for a side effect in the current transaction; a key that is already there is left as it is."""
    put_all([(kind, key, payload)], due_at=due_at, priority=priority)


def put_all(
    rows: Iterable[tuple[str, str, Payload]], *, due_at: datetime | None = None, priority: int = 5
) -> None:
    """`put` for many rows of (kind, key, payload) at once."""
    Outbox.objects.bulk_create(
        [
            Outbox(kind=kind, key=key, payload=payload, due_at=due_at or timezone.now(), priority=priority)
            for kind, key, payload in rows
        ],
        ignore_conflicts=True,
        batch_size=1000,
    )


def claim(limit: int = 200) -> list[Outbox]:
    """Take what is due, so that no other relay publishes it for a while."""
    with transaction.atomic():
        due = Outbox.objects.due().select_for_update(skip_locked=True)
        rows = list(due.filter(priority__lt=BULK)[:limit])
        rows += due.filter(priority__gte=BULK)[: min(limit - len(rows), _room_for_bulk())]
        now = timezone.now()
        for row in rows:
            row.claimed_until = now + timedelta(minutes=CLAIM_MINUTES[row.attempts])
            row.attempts += 1
        Outbox.objects.bulk_update(rows, ["claimed_until", "attempts"])
    return rows


def _room_for_bulk() -> int:
    """How many more of these may go out: those that were published come back done, or their claim lapses."""
    out = Outbox.objects.filter(priority__gte=BULK, done_at=None, claimed_until__gt=timezone.now())
    return max(0, MOST_BULK_OUT - out.count())


def publish_due(send: Callable[[int, str, int], None], limit: int = 200) -> int:
    """One run of the relay: claim, then hand every (row id, queue, most minutes) to `send`. Returns how many."""
    rows = claim(limit)
    for row in rows:
        send(row.pk, _HANDLERS[row.kind].queue, _HANDLERS[row.kind].minutes)
    return len(rows)


def carry_out(pk: int) -> bool:
    """Do one row, once; False when it is done already or another worker has it.

    Raises whatever its handler raises: the row stays open and comes back when its claim lapses.
    """
    row = Outbox.objects.filter(pk=pk, done_at__isnull=True).first()
    if row is None:
        return False
    if row.crashes >= MOST_CRASHES:
        Outbox.objects.filter(pk=pk).update(last_error=f"It took its worker down {row.crashes} times.")
        _give_up(row)
        return False
    registered = _HANDLERS[row.kind]
    try:
        with _counted(row) if registered.counted else nullcontext():
            return _do(row, registered)
    except Postponed as postponed:
        if postponed.soon:
            Outbox.objects.filter(pk=pk).update(claimed_until=None, attempts=0, crashes=0)
        else:  # that was no try of its own
            Outbox.objects.filter(pk=pk).update(attempts=Greatest(F("attempts") - 1, 0))
        return False


@contextmanager
def _counted(row: Outbox) -> Iterator[None]:
    """Count a start until it comes back, with a result or an error. Celery hands out again what a dead worker had."""
    Outbox.objects.filter(pk=row.pk).update(crashes=F("crashes") + 1)
    try:
        yield
    finally:
        Outbox.objects.filter(pk=row.pk).update(crashes=Greatest(F("crashes") - 1, 0))


def _do(row: Outbox, registered: Registered) -> bool:
    if not registered.atomic:
        registered.handler(row)
        _mark_done(row)
        return True
    with transaction.atomic():
        locked = (
            Outbox.objects.select_for_update(skip_locked=True).filter(pk=row.pk, done_at__isnull=True).first()
        )
        if locked is None:
            return False
        registered.handler(locked)
        _mark_done(locked)
    return True


def _mark_done(row: Outbox) -> None:
    Outbox.objects.filter(pk=row.pk).update(done_at=timezone.now(), last_error="")


def note_failure(pk: int, error: str) -> None:
    """Keep the last error of a row for the health page, and give it up after its last try."""
    Outbox.objects.filter(pk=pk).update(last_error=error[:2000])
    row = Outbox.objects.filter(pk=pk, done_at__isnull=True).first()
    if row is not None and row.attempts >= _HANDLERS[row.kind].tries:
        _give_up(row)


def _give_up(row: Outbox) -> None:
    """The relay leaves it alone from now on; it stays on record as stuck, for the operator."""
    Outbox.objects.filter(pk=row.pk).update(attempts=Outbox.MOST_ATTEMPTS)
    told = _HANDLERS[row.kind].gave_up
    if told is not None:
        told(row)
