"""Which units a filter offers: all of a small agency, of a large one the upper ones. Nobody finds one among thousands.

Lower units are reached from the figures of their upper one, which lead to the list already narrowed.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, Q
from django.db.models.functions import Length

from employees.models import Unit
from employees.models.unit import UnitQuerySet

MOST = 200  # as far as whole steps of the tree go


def upper(units: UnitQuerySet, wanted: str = "") -> list[Unit]:
    """The upper units in the order of the tree, as many whole steps as stay below `MOST`, and the one asked for."""
    steps = units.order_by().annotate(length=Length("path")).values_list("length").annotate(n=Count("pk"))
    lowest, offered = 0, 0
    for length, count in steps.order_by("length"):
        offered += count
        if lowest and offered > MOST:
            break
        lowest = length
    shown = Q(length__lte=lowest)
    if uuid := _uuid(wanted):
        shown |= Q(uuid=uuid)
    return list(units.annotate(length=Length("path")).filter(shown).order_by("path"))


def choices(units: UnitQuerySet, wanted: str = "", *, empty: str = "Semua") -> list[tuple[str, str]]:
    """The same as choices of a filter, by UUID, after one for all of them."""
    return [("", empty), *((str(one.uuid), one.name) for one in upper(units, wanted))]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
