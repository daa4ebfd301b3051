"""How far somebody is in the running year: each stage as the steps that led there, by the names of the tables."""

from __future__ import annotations

from enum import StrEnum
from random import Random

from config.desk.demo.people import Person

# The window around the day of the demo: it opened so many days before, and so on. All stages lie within.
OPENED, SELF_DUE_IN, ENDS_IN = 47, 7, 21
# A year is the running one once its window can lie in it; until March that is the year before.
SETTLED = 60


class Stage(StrEnum):
    EMPTY = "EMPTY"
    DRAFT = "DRAFT"
    PROPOSED = "PROPOSED"
    CLOSED = "CLOSED"
    OPEN = "OPEN"
    OPEN_DRAFT = "OPEN_DRAFT"
    ASSESSED = "ASSESSED"
    SKIPPED = "SKIPPED"
    LATE = "LATE"
    RATED = "RATED"
    SHOWN = "SHOWN"
    DELIVERED = "DELIVERED"
    SIGNED = "SIGNED"
    ASKED = "ASKED"
    ANSWERED = "ANSWERED"
    ACCEPTED = "ACCEPTED"
    LAPSED = "LAPSED"
    OVERDUE = "OVERDUE"
    CONCLUDED = "CONCLUDED"
    OBJECTED = "OBJECTED"
    EXPLAINED = "EXPLAINED"
    CHANGED = "CHANGED"
    UPHELD = "UPHELD"
    RETRACTED = "RETRACTED"


Steps = tuple[tuple[str, int], ...]
# (action of the workflow tables, days ago); proposing and setting lie in January, a clock's step follows its date.
BY_CLOCK = 0
_SET: Steps = (("propose", BY_CLOCK), ("set", BY_CLOCK))
_ASSESSED: Steps = (*_SET, ("submit", 12))
_SKIPPED: Steps = (*_SET, ("submit", 29), ("ask_again", 27), ("cut_off", BY_CLOCK))
_RATED: Steps = (*_ASSESSED, ("rate", 7))
_SHOWN: Steps = (*_RATED, ("show", 6))
_DELIVERED: Steps = (*_SHOWN, ("deliver", 5))
_ASKED: Steps = (*_DELIVERED, ("ask_results", 4))
_SIGNED: Steps = (*_DELIVERED, ("confirm_minutes", 4), ("sign", 4))

STEPS: dict[Stage, Steps] = {
    Stage.EMPTY: (),
    Stage.DRAFT: (),
    Stage.PROPOSED: (("propose", 6),),
    Stage.CLOSED: (*_SET, ("close_in_error", 10)),
    Stage.OPEN: _SET,
    Stage.OPEN_DRAFT: _SET,
    Stage.ASSESSED: _ASSESSED,
    Stage.SKIPPED: _SKIPPED,
    Stage.LATE: (*_SKIPPED, ("submit_late", 4)),
    Stage.RATED: _RATED,
    Stage.SHOWN: _SHOWN,
    Stage.DELIVERED: _DELIVERED,
    Stage.SIGNED: _SIGNED,
    Stage.ASKED: _ASKED,
    Stage.ANSWERED: (*_ASKED, ("answer_results", 3)),
    Stage.ACCEPTED: (*_SIGNED, ("accept", 3)),
    Stage.LAPSED: (*_SET, ("submit", 44), ("rate", 43), ("show", 42), ("deliver", 41), ("lapse", BY_CLOCK)),
    # The rest of these is played through the doors (`disputes`).
    Stage.OVERDUE: _ASSESSED,
    Stage.CONCLUDED: _ASSESSED,
    Stage.OBJECTED: _DELIVERED,
    Stage.EXPLAINED: _DELIVERED,
    Stage.CHANGED: _DELIVERED,
    Stage.UPHELD: _DELIVERED,
    Stage.RETRACTED: _DELIVERED,
}

# One of each for the demo superior's team; a small team still shows every status with the first ones.
TEAM = (
    Stage.PROPOSED,
    Stage.ASSESSED,
    Stage.RATED,
    Stage.ASKED,
    Stage.ACCEPTED,
    Stage.OVERDUE,
    Stage.EXPLAINED,
    Stage.CLOSED,
    Stage.SKIPPED,
    Stage.DRAFT,
    Stage.OBJECTED,
    Stage.CHANGED,
    Stage.CONCLUDED,
    Stage.RETRACTED,
    Stage.OPEN,
)
# The rest of the statuses, one each for people beside the team.
ELSEWHERE = (
    Stage.LATE,
    Stage.LAPSED,
    Stage.SIGNED,
    Stage.DELIVERED,
    Stage.SHOWN,
    Stage.ANSWERED,
    Stage.UPHELD,
)
# Everybody else: weights. Heads have their SKP set, so that others can serve their targets.
COMMON = {
    Stage.OPEN: 12,
    Stage.OPEN_DRAFT: 22,
    Stage.ASSESSED: 18,
    Stage.SKIPPED: 3,
    Stage.LATE: 2,
    Stage.RATED: 9,
    Stage.SHOWN: 6,
    Stage.DELIVERED: 8,
    Stage.SIGNED: 6,
    Stage.ANSWERED: 1,
    Stage.ACCEPTED: 10,
    Stage.LAPSED: 2,
}
UNSET = {Stage.EMPTY: 2, Stage.DRAFT: 3, Stage.PROPOSED: 4}


def stage_of(person: Person, draw: Random, fixed: dict[int, Stage]) -> Stage:
    """By the story of the demo accounts and their team, else by chance. `fixed` is by employee id."""
    if person.employee.pk in fixed:
        return fixed[person.employee.pk]
    weights = COMMON if person.seat.head else COMMON | UNSET
    return draw.choices(list(weights), list(weights.values()))[0]
