"""What waits for somebody beside the workflow. Each app says its kinds; a page asks for all of them in one query."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import DateField, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

NOTHING, NO_DAY = Value(""), Cast(Value(None), DateField())


@dataclass(frozen=True)
class Matter:
    """One thing to do, as a link; `late` when its day has passed."""

    words: str
    url: str
    late: bool = False
    limit: date | None = None


class Row(NamedTuple):
    """One thing that waits: its kind, and what the kind's app wants to know of it to put it into words."""

    kind: str
    key: str
    person: str
    begun: date | None
    last: date | None


def kind(
    name: str,
    rows: QuerySet[Any],
    *,
    key: str | Combinable = NOTHING,
    person: str | Combinable = NOTHING,
    begun: str | Combinable = NO_DAY,
    last: str | Combinable = NO_DAY,
) -> QuerySet[Any, Any]:
    """All rows of a kind, as columns of `Row`; names are of one kind in all apps."""
    return rows.order_by().values_list(Value(name), key, person, begun, last)


def waiting(kinds: Iterable[QuerySet[Any, Any]]) -> list[Row]:
    """Everything of these kinds, in one query."""
    first, *others = kinds
    return [Row(*found) for found in first.union(*others, all=True)]


def counted(rows: Iterable[Row]) -> Counter[str]:
    return Counter(row.kind for row in rows)
