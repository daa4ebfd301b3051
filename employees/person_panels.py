"""What other apps show on a person's page at the desk; they register it, because people know nothing of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from employees.models import Employee, User


@dataclass(frozen=True)
class Panel:
    """A part of the page: a template and what it needs."""

    template: str
    context: dict[str, Any]


Finder = Callable[[User, Employee], Panel | None]
_finders: list[Finder] = []


def register(finder: Finder) -> Finder:
    """Let a function have its panel on the page; it returns None where there is nothing to show."""
    _finders.append(finder)
    return finder


def of(user: User, person: Employee) -> list[Panel]:
    """The panels of a person for somebody who may open the page."""
    return [panel for finder in _finders if (panel := finder(user, person)) is not None]
