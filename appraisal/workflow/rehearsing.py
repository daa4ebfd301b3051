"""A step tried out and undone: what would stand after it, without a second place that knows.

A print that is made to be signed shows the document as the signature will make it (docs/adr/0012).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import transaction

from appraisal.models import Appraisal, Evaluation
from appraisal.workflow.doors import Refused, locked, refusal, table_of
from appraisal.workflow.step import Act

S = TypeVar("S", bound=Appraisal | Evaluation)


@contextmanager
def rehearsed(subject: S, action: str, act: Act) -> Iterator[S]:
    """Yields the row as the step would leave it; at the end nothing of it has happened. Holds the row's lock.

    `act` is asked, not taken: what the step takes along (the signed file) is not there yet.

    Raises:
        Refused: the step may not be taken now.
    """
    with transaction.atomic():
        row = locked(subject)
        if reason := refusal(row, action, act.by, act=act):
            raise Refused(reason)
        step = table_of(row)[action]
        step.effect(row, act)
        row.status = step.target or row.status
        row.save()
        yield row
        transaction.set_rollback(True)
