"""docs/workflow.md, written from the tables of `appraisal.workflow` and from nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from django.db.models import TextChoices

from appraisal.models import AppraisalStatus, EvaluationStatus
from appraisal.workflow import APPRAISAL_STEPS, EVALUATION_STEPS, PARTS, Actor, Step
from appraisal.workflow.step import Scan, allow

ENDS = frozenset({AppraisalStatus.CLOSED, EvaluationStatus.FINAL, EvaluationStatus.VOID})
HEAD = """# Workflow

Written by `manage.py workflow_diagram` from the tables in `appraisal/workflow/`; never edit it by hand. `make check`
fails when it is stale. Labels are the ones on the buttons. A guard refuses with a sentence that says what to do.
"""
STEP_HEAD = (
    "| action | button | who | from | to | allowed when | note | tells |\n|---|---|---|---|---|---|---|---|"
)
PART_HEAD = "| part | shown as | who | while | allowed when |\n|---|---|---|---|---|"


def document() -> str:
    """The whole file."""
    return "\n".join(
        [
            HEAD,
            "## The appraisal\n",
            *_table(APPRAISAL_STEPS.values(), AppraisalStatus, AppraisalStatus.PLANNING),
            "\n## An evaluation\n",
            *_table(EVALUATION_STEPS.values(), EvaluationStatus, EvaluationStatus.OPEN),
            "\nAn unsigned evaluation becomes `VOID` when its appraisal closes.",
            "\n## What may be edited when\n",
            "Content changes only inside `workflow.editing`; every part has its own version.\n",
            PART_HEAD,
            *_parts(),
            "",
        ]
    )


def _table(steps: Iterable[Step], statuses: type[TextChoices], first: str) -> Iterator[str]:
    steps = list(steps)
    yield "```mermaid"
    yield "stateDiagram-v2"
    yield "    direction LR"
    named = [status for status in statuses if status == first or status in _mentioned(steps)]
    yield from (f'    state "{status.label}" as {status.value}' for status in named)
    yield f"    [*] --> {first}"
    for step in steps:
        if step.target is not None:
            yield from (
                f"    {source} --> {step.target}: {step.action} ({_who(step.party)})"
                for source in _ordered(step.sources, statuses)
            )
    yield from (f"    {status.value} --> [*]" for status in named if status in ENDS)
    yield "```\n"
    yield STEP_HEAD
    yield from (_row(step, statuses) for step in steps)


def _mentioned(steps: Iterable[Step]) -> set[str]:
    return {status for step in steps for status in (*step.sources, step.target) if status is not None}


def _ordered(found: Iterable[str], statuses: type[TextChoices]) -> list[str]:
    order = list(statuses.values)
    return sorted((str(status) for status in found), key=order.index)


def _row(step: Step, statuses: type[TextChoices]) -> str:
    sources = ", ".join(f"`{status}`" for status in _ordered(step.sources, statuses))
    tells = ", ".join(sorted(role.value.lower() for role in step.tells))
    who = ", ".join([_who(step.party), *_takes(step)])
    note = "required" if step.note_required else "optional" if step.note_label else ""
    target = f"`{step.target}`" if step.target else "stays"
    cells = (f"`{step.action}`", step.label, who, sources, target, _words(step.guard), note, tells)
    return f"| {' | '.join(cells)} |"


def _takes(step: Step) -> Iterator[str]:
    """What the step takes along beside a note."""
    if step.password:
        yield "password again"
    if step.scan is not Scan.NEVER:
        yield f"signed file {step.scan.value}"
    if step.dated:
        yield "the day it was done"


def _parts() -> Iterator[str]:
    for part in PARTS.values():
        statuses = AppraisalStatus if part.statuses <= set(AppraisalStatus.values) else EvaluationStatus
        who = ", ".join(_who(party) for party in part.parties)
        open_in = ", ".join(f"`{status}`" for status in _ordered(part.statuses, statuses))
        yield f"| `{part.name}` | {part.label} | {who} | {open_in} | {_words(part.guard)} |"


def _who(party: Actor) -> str:
    return party.value.lower()


def _words(guard: Callable[..., str]) -> str:
    """A guard's own words: the first line of its docstring, else its name."""
    if guard is allow:
        return ""
    if guard.__doc__:
        return guard.__doc__.strip().splitlines()[0].rstrip(".")
    return guard.__qualname__.partition(".")[0].replace("_", " ")
