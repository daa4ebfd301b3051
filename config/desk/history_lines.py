"""What the history of the desk is made of: what is asked, a source, a line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from employees.models import Employee, User

PAGE = 50
Rows = QuerySet[Any]


@dataclass(frozen=True)
class Cursor:
    """Where a page ended: moment, source and key of its last line."""

    at: datetime
    source: str
    key: int


@dataclass(frozen=True)
class Asked:
    """What somebody wants to see. `units` is None for those who see all; `appraisals` are those of `about`."""

    user: User
    units: list[int] | None = None
    about: Employee | None = None
    appraisals: tuple[int, ...] = ()
    actor: Employee | None = None
    kind: str = ""
    since: datetime | None = None
    until: datetime | None = None
    after: Cursor | None = None


@dataclass(frozen=True)
class Line:
    """One sentence of the history: what was done, to whose matters, by whom, and why."""

    at: datetime
    source: str
    key: int
    what: str
    about: str = ""
    url: str = ""
    by: str = ""
    by_key: str = ""
    behind: str = ""
    change: str = ""
    note: str = ""


@dataclass(frozen=True)
class Source:
    """A table of the history; `rows` gives None where nothing of it can match what is asked."""

    code: str
    label: str
    moment: str
    rows: Callable[[Asked], Rows | None]
    line: Callable[[Any], dict[str, str]]


def key_of(person: Employee | None) -> str:
    """What a link names somebody by."""
    return (person.nip or str(person.uuid)) if person else ""
