"""What can be taken out of the application as a table: each kind declares its columns once, in their order.

The yearly reports stand here, and every list of the desk ('Unduh daftar ini'). An app registers its own from
`ready()`; pages, jobs and the log know nothing of what a table says. docs/adr/0031.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from django.http import QueryDict
from django.utils import timezone

from appraisal.models import Period
from appraisal.tabular import Cell
from employees.http import Request
from employees.models import Unit, User
from employees.models.unit import UnitQuerySet

CHUNK = 500
T = TypeVar("T")
LABELS = {"xlsx": "Excel (XLSX)", "csv": "CSV", "json": "JSON dalam kode SIASN"}


@dataclass(frozen=True)
class Column:
    """`key` is kept with a choice of columns; without `value` it names the attribute that the row says."""

    key: str
    heading: str
    value: Callable[[Any], Cell] | None = None

    def cell(self, row: Any) -> Cell:
        found: Cell = self.value(row) if self.value else getattr(row, self.key)
        return found


@dataclass(frozen=True)
class Asked:
    """What an export is about: whose rights count, and the year and unit, or the filter of the list."""

    by: User
    period: Period | None = None
    unit: Unit | None = None
    query: QueryDict = field(default_factory=QueryDict)

    @property
    def units(self) -> UnitQuerySet:
        """Where this user does personnel work, below the unit that was chosen."""
        mine = self.by.administered_units()
        return mine.subtree(self.unit) if self.unit else mine

    @property
    def year(self) -> Period:
        if self.period is None:
            raise ValueError("This table is about a year.")
        return self.period

    @property
    def day(self) -> date:
        """The day as of which a table speaks: of a closed year the one on which it was closed."""
        closed = self.period.closed_at if self.period else None
        return timezone.localdate(closed) if closed else timezone.localdate()

    @property
    def request(self) -> Request:
        """As the list's page gets it, so that the file holds what the page shows."""
        found = Request()
        found.method, found.user = "GET", self.by
        found.GET = QueryDict(self.query.urlencode())
        return found


Rows = Callable[[Asked], Iterable[Any]]


@dataclass(frozen=True)
class Sheet:
    """One table; `suffix` names the file that it is as CSV beside others."""

    name: str
    columns: Sequence[Column]
    rows: Rows
    suffix: str = ""


@dataclass(frozen=True)
class Kind:
    """A report of a year, or with `page` a list of the desk (the name of its URL).

    `says` is what one row is. `records` are the same as JSON, where another system takes them.
    """

    key: str
    label: str
    says: str
    sheets: Sequence[Sheet] = ()
    total: Callable[[Asked], int] = lambda _asked: 0
    records: Callable[[Asked], Iterable[dict[str, Any]]] | None = None
    page: str = ""
    may: Callable[[User], bool] = lambda user: user.has_perm("employees.administer_units")

    @property
    def formats(self) -> list[str]:
        return [*(("xlsx", "csv") if self.sheets else ()), *(("json",) if self.records else ())]

    @property
    def columns(self) -> Sequence[Column]:
        """Those of the first table: what one may choose among."""
        return self.sheets[0].columns if self.sheets else ()

    def shown(self, sheet: Sheet, chosen: Collection[str]) -> list[Column]:
        """The columns of a table without those that could be chosen and were not; all without a choice."""
        offered = {column.key for column in self.columns}
        return [one for one in sheet.columns if not chosen or one.key in chosen or one.key not in offered]


_KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    _KINDS[kind.key] = kind
    return kind


def personnel(user: User) -> bool:
    return user.has_perm("employees.administer_units")


def listing(
    key: str,
    label: str,
    says: str,
    *,
    page: str,
    columns: Sequence[Column],
    rows: Rows,
    may: Callable[[User], bool] = personnel,
) -> Kind:
    """Register a list of the desk; `rows` are those of its page, all pages of it."""
    return register(Kind(key, label, says, [Sheet("Daftar", columns, rows)], page=page, may=may))


def reports(user: User) -> list[Kind]:
    """The reports of a year that this user may take."""
    return [kind for kind in _KINDS.values() if not kind.page and kind.may(user)]


def lists() -> list[Kind]:
    return [kind for kind in _KINDS.values() if kind.page]


def label_of(key: str) -> str:
    """What a kind is called, for whoever need not be allowed to take it."""
    return _KINDS[key].label if key in _KINDS else key


def find(key: str, user: User) -> Kind | None:
    """The kind of this key, if this user may take it."""
    kind = _KINDS.get(key)
    return kind if kind is not None and kind.may(user) else None


def in_chunks(rows: Iterable[T]) -> Iterator[list[T]]:
    """Rows in parts for which more can be asked at once."""
    numbered = iter(rows)
    while chunk := list(islice(numbered, CHUNK)):
        yield chunk
