"""What a person would take out of the application: the rows of a kind of export, without a worker and a file."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from appraisal.export_kinds import Asked, find
from employees.models import Employee


def listed(key: str, who: Employee, **query: Any) -> list[dict[str, Any]]:
    """The first table by its headings; empty where this person may not take it."""
    kind, asked = find(key, who.user), Asked(who.user, query=QueryDict(urlencode(query)))
    if kind is None:
        return []
    rows = kind.sheets[0].rows(asked)
    return [{column.heading: column.cell(row) for column in kind.columns} for row in rows]
