"""One step for many people at once: each by itself through the door, and a result for each."""

from __future__ import annotations

import uuid as uuid_module
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from appraisal import workflow
from appraisal.models import Evaluation
from appraisal.workflow import Refused
from employees.models import Employee

CHANGED = "Penilaian berubah sejak daftar ini ditampilkan. Periksa dahulu, lalu ulangi."


@dataclass(frozen=True)
class Outcome:
    """What became of one person: `refusal` is the sentence that stopped it, "" when it was done."""

    evaluation: Evaluation
    refusal: str = ""


def take(
    rows: Iterable[Evaluation],
    action: str,
    versions: Mapping[uuid_module.UUID, int],
    *,
    part: str,
    by: Employee,
    note: str = "",
    on_behalf_of: Employee | None = None,
    around: Callable[[], AbstractContextManager[None]] = nullcontext,
) -> list[Outcome]:
    """Take the step for every row, in the order of their keys, so that two who do it at once never wait in a ring.

    `versions` are those of `part` as the page showed them: what changed since is to be read first. `around`
    turns a row that somebody else holds into a refusal.
    """
    found = []
    for row in sorted(rows, key=lambda one: one.pk):
        if row.version(part) != versions[row.uuid]:
            found.append(Outcome(row, CHANGED))
            continue
        try:
            with around():
                workflow.perform(row, action, by=by, note=note, on_behalf_of=on_behalf_of)
            found.append(Outcome(row))
        except Refused as reason:
            found.append(Outcome(row, str(reason)))
    return sorted(found, key=lambda one: one.evaluation.appraisal.employee.sort_name)
