"""What the history of the desk is made of: what is asked, a source, a line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, JSONObject

from employees.models import Employee, User

PAGE = 50
NAMED = ("uuid", "nip", "front_title", "name", "back_title")
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


def acting_user() -> Cast:
    """The key of the account whose request wrote a version that pghistory keeps; NULL for a worker's."""
    return Cast(KeyTextTransform("user", "pgh_context__metadata"), BigIntegerField())


def told_of(key: str) -> Subquery:
    """Enough of the person whose key is annotated as `key` for `named`, in the same query."""
    rows = Employee.objects.filter(pk=OuterRef(key))
    return Subquery(rows.values(told=JSONObject(**{name: name for name in NAMED})))


def named(told: dict[str, Any] | None) -> Employee | None:
    """Unsaved: enough of somebody for the name and the link."""
    return Employee(**told) if told else None


def key_of(person: Employee | None) -> str:
    """What a link names somebody by."""
    return (person.nip or str(person.uuid)) if person else ""
