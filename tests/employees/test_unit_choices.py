"""Filters offer the units of a small agency, and of a large one the upper ones and the one asked for."""

from __future__ import annotations

import pytest

from employees import unit_choices
from employees.models import Unit
from tests import factories

pytestmark = pytest.mark.django_db


def make_tree(offices: int, sections: int) -> tuple[Unit, list[Unit]]:
    """A root, offices, and so many sections below the first office."""
    root = factories.make_unit("Kota")
    made = Unit.objects.bulk_create(Unit(name=f"Dinas {number}", parent=root) for number in range(offices))
    lowest = Unit.objects.bulk_create(
        Unit(name=f"Seksi {number}", parent=made[0]) for number in range(sections)
    )
    Unit.objects.rebuild_paths()
    return root, lowest


def test_a_small_agency_offers_every_unit_in_the_order_of_the_tree() -> None:
    _root, lowest = make_tree(2, 3)
    names = [label for _value, label in unit_choices.choices(Unit.objects.all())]
    assert names == ["Semua", "Kota", "Dinas 0", *(one.name for one in lowest), "Dinas 1"]


def test_a_large_agency_offers_whole_upper_steps_and_the_unit_asked_for() -> None:
    _root, lowest = make_tree(3, unit_choices.MOST)
    offered = unit_choices.upper(Unit.objects.all(), str(lowest[7].uuid))
    assert [one.name for one in offered] == ["Kota", "Dinas 0", "Seksi 7", "Dinas 1", "Dinas 2"]
    assert len(unit_choices.upper(Unit.objects.all())) == 4


def test_the_first_step_is_offered_however_many_and_nonsense_asks_for_nothing() -> None:
    factories.make_unit("Kota")
    Unit.objects.bulk_create(Unit(name=f"Kota {number}") for number in range(unit_choices.MOST + 5))
    Unit.objects.rebuild_paths()
    assert len(unit_choices.upper(Unit.objects.all(), "bukan-uuid")) == unit_choices.MOST + 6
