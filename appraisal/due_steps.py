"""Steps that the calendar takes: windows that open, self-assessments cut off, answers that ran out of time."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date

from django.db import OperationalError
from django.db.models import Exists, OuterRef, Q

from appraisal import suspension
from appraisal.models import Evaluation, EvaluationStatus, Party, PartyRole
from appraisal.windows import open_evaluations
from appraisal.workflow import Refused, perform

logger = logging.getLogger(__name__)
CHUNK = 500

UNTIL_THE_WINDOW_ENDS = (EvaluationStatus.OPEN, EvaluationStatus.ASSESSED, EvaluationStatus.RATED)


def reviewer_is_there(today: date) -> Q:
    """An active appraiser with a superior above: without one an evaluation stays where it is, shown as late."""
    held = Party.objects.on(today).filter(appraisal=OuterRef("appraisal"))
    appraiser = Q(Exists(held.filter(role=PartyRole.APPRAISER, employee__active=True)))
    return Q(Exists(held.filter(role=PartyRole.REVIEWER))) & (appraiser | Q(kept_by__active=True))


# Which rows to try. Whether the step may really be taken is asked again of the guard, under the row's lock.
DUE: dict[str, Callable[[date], Q]] = {
    "cut_off": lambda today: Q(status=EvaluationStatus.OPEN, self_due_on__lt=today),
    "overdue": lambda today: (
        Q(status__in=UNTIL_THE_WINDOW_ENDS, ends_on__lt=today) & reviewer_is_there(today)
    ),
    "lapse": lambda today: Q(status=EvaluationStatus.DELIVERED, reply_due_on__lt=today),
}


def take(today: date) -> Counter[str]:
    """Everything that is due on a day, a transaction a row; safe to run any number of times, also at once.

    A row that is refused or locked by somebody is left for the next run. Returns how many of each were taken.
    """
    taken = Counter({"open": open_evaluations(today), "suspend": suspension.apply_to_all(today)})
    for action, due in DUE.items():
        for evaluation in _rows(due(today)):
            try:
                perform(evaluation, action, by=None)
            except Refused as refused:
                logger.warning("%s of evaluation %s refused: %s", action, evaluation.uuid, refused)
            except OperationalError:
                logger.warning("%s of evaluation %s: somebody holds the row", action, evaluation.uuid)
            else:
                taken[action] += 1
    return +taken


def _rows(due: Q) -> Iterator[Evaluation]:
    """The rows in chunks by key, so that a refused one is not tried again in the same run."""
    last = 0
    rows = Evaluation.objects.filter(due).order_by("pk")
    while chunk := list(rows.filter(pk__gt=last)[:CHUNK]):
        last = chunk[-1].pk
        yield from chunk
