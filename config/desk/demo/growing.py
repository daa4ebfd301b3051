"""An agency of any size: the small one stays as it is, and parts of it are repeated around it, set by set.

Each further area of the agency (wilayah) has the offices of the small one and some of its sections, drawn anew, with
people of other names and numbers who have the same years behind them. What somebody of the demo's story touched is
not repeated. Nothing passes through Python but the people, so memory stays flat.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

import pghistory.core
import pghistory.models
from django.apps import apps
from django.db import connection, models
from psycopg import sql
from psycopg.sql import Identifier, Literal

from appraisal.models import Appraisal, AppraisalStatus
from config.desk.demo.accounts import Cast
from config.desk.demo.layout import LEAST, MOST, Place
from config.desk.demo.people import Person, Register
from config.desk.demo.repeated import MODELS, REPEATED, Originals, repeat
from config.desk.demo.unindexed import next_numbers, unindexed
from config.desk.demo.years import Story
from employees.models import Employee, Placement, Unit
from employees.models.person import LegalStatus

SMALL = 1000  # people of the agency that is repeated; up to here each one is written by themselves
FEWEST = 0.6  # of the sections in an area; the most is all
TABLES = """
    CREATE TEMP TABLE grown_person (copy int, source bigint, id bigint, nip text, name text, full_name text,
        birth_date date, suffix text) ON COMMIT DROP;
    CREATE TEMP TABLE grown_unit (copy int, source bigint, id bigint, suffix text) ON COMMIT DROP;
"""
INDEXED = """
    CREATE INDEX ON grown_person (copy, source);
    ANALYZE grown_person;
    ANALYZE grown_unit;
"""


@dataclass(frozen=True)
class Area:
    """One further part of the agency: which sections it has, and how many of the last one's people it lacks."""

    number: int
    sections: list[Place]
    lacks: int = 0

    @property
    def suffix(self) -> str:
        return f" Wilayah {self.number + 1}"


@dataclass(frozen=True)
class Pattern:
    """What is repeated: the offices with their people in each area, sections in some."""

    offices: list[Person]
    sections: dict[Place, list[Person]]

    def people(self, area: Area) -> list[Person]:
        found = [one for place in area.sections for one in self.sections[place]]
        return [*self.offices, *found[: len(found) - area.lacks]]

    def everybody(self) -> list[Person]:
        return [*self.offices, *(one for people in self.sections.values() for one in people)]


def written(employees: int, small: int) -> int:
    """How many people of such an agency are written by themselves; the rest is repeated.

    Raises:
        ValueError: more than the demo was made for; a sentence in Indonesian.
    """
    if employees > MOST:
        raise ValueError(f"Jumlah pegawai peragaan harus {LEAST} sampai {MOST}.")
    return employees if employees < 2 * small else small


def grow(story: Story, cast: Cast, employees: int) -> None:
    """Repeat until there are so many civil servants."""
    pattern = pattern_of(story, cast)
    areas = list(divide(pattern, employees - len(story.agency.people), Random(f"{story.seed}:areas")))
    originals = _originals(story, pattern)
    histories = {one: model for model in MODELS for one in pghistory.core.event_models(tracks_model=model)}
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute(
            "SET LOCAL idle_in_transaction_session_timeout = 0"
        )  # patterns of so many are reckoned in between
        cursor.execute(TABLES)
        with cursor.copy("COPY grown_person FROM STDIN") as copy:
            for row in _people(story, pattern, areas, originals):
                copy.write_row(row)
        with cursor.copy("COPY grown_unit FROM STDIN") as copy:
            for row in _units(story, areas, originals):
                copy.write_row(row)
        cursor.execute(INDEXED)
    with unindexed([*MODELS, *histories]):
        for one in REPEATED:
            repeat(one, originals)
        for history, model in histories.items():
            _remember(history, model, originals.distance[model])
    next_numbers(MODELS)
    Unit.objects.rebuild_paths()


def pattern_of(story: Story, cast: Cast) -> Pattern:
    """Offices without those who administer and audit the whole; sections of which nobody took part in a story."""
    people, units = touched()
    alone = {one.employee.pk for one in (cast.personnel, cast.auditor, cast.unit_personnel)}
    layout = story.agency.layout
    offices = [
        one
        for one in story.agency.people
        if one.seat.unit in layout.offices
        and one.employee.pk not in alone
        and (one.seat.head or one.employee.pk not in people)
    ]
    sections: dict[Place, list[Person]] = {
        place: [] for place in layout.sections if story.agency.units[place.name].pk not in units
    }
    for one in story.agency.people:
        if one.employee.pk in people:
            sections.pop(one.seat.unit, None)
    for one in story.agency.people:
        if one.seat.unit in sections:
            sections[one.seat.unit].append(one)
    return Pattern(offices, sections)


def touched() -> tuple[set[int], set[int]]:
    """Ids of people and units of whom there is something that is not repeated."""
    people, units = set[int](), set[int]()
    for model in apps.get_models():
        if model in MODELS or issubclass(model, pghistory.models.Event):
            continue
        for item in model._meta.concrete_fields:
            for one in REPEATED:
                if item.related_model is one.model:
                    way = "__".join(filter(None, (item.name, one.owner)))
                    rows = model._default_manager.exclude(**{item.name: None})
                    (units if one.of_units else people).update(rows.values_list(way, flat=True))
    people.update(Employee.objects.exclude(legal_status=LegalStatus.ACTIVE).values_list("pk", flat=True))
    unusual = Placement.objects.exclude(kind=Placement.Kind.DEFINITIVE, ends_on=None)
    people.update(unusual.values_list("employee", flat=True))
    ended = Appraisal.objects.filter(imported=False, status=AppraisalStatus.CLOSED)
    people.update(ended.values_list("employee", flat=True))
    return people, units


def divide(pattern: Pattern, wanted: int, rng: Random) -> Iterator[Area]:
    """Areas of together so many people; the last one may lack some."""
    offices, sizes = len(pattern.offices), {place: len(people) for place, people in pattern.sections.items()}
    room = offices + max(sizes.values())  # what an area needs to be one
    number = 0
    while wanted:
        number += 1
        places = rng.sample(list(sizes), len(sizes))
        most = rng.randint(round(len(places) * FEWEST), len(places))
        size, taken = offices, list[Place]()
        last = wanted <= offices + sum(sizes.values())
        for place in places:
            if size >= wanted if last else len(taken) == most or wanted - size - sizes[place] < room:
                break
            taken.append(place)
            size += sizes[place]
        yield Area(number, taken, max(0, size - wanted))
        wanted -= min(size, wanted)


def _originals(story: Story, pattern: Pattern) -> Originals:
    layout = story.agency.layout
    people = [story.agency.mayor, *(one.employee for one in pattern.everybody())]
    units = [story.agency.units[place.name] for place in (layout.root, *layout.offices, *pattern.sections)]
    return Originals.of([one.pk for one in people], [one.pk for one in units])


def _people(
    story: Story, pattern: Pattern, areas: list[Area], originals: Originals
) -> Iterator[tuple[Any, ...]]:
    """Everybody of every area with a name and a number of their own; ages differ by a year at most."""
    register = Register(story.profile, Random(f"{story.seed}:people"), story.today.year)
    register.taken = {one.employee.nip for one in story.agency.people}
    distance, mayor = originals.distance[Employee], story.agency.mayor
    for area in areas:
        name = register.name(mayor.sex)
        yield (area.number, mayor.pk, mayor.pk + area.number * distance, "", name, name, None, area.suffix)
        for person in pattern.people(area):
            old = person.employee
            name = register.name(old.sex)
            titles = f"{name}, {old.back_title}" if old.back_title else name
            born = _born(old, register)
            pppk = old.kind == Employee.Kind.PPPK
            nip = register.nip(born, person.joined, old.sex, pppk=pppk)
            number = old.pk + area.number * distance
            yield (area.number, old.pk, number, nip, name, titles, born, area.suffix)


def _born(old: Employee, register: Register) -> date:
    return (old.birth_date or date(1980, 1, 1)) - timedelta(days=register.rng.randint(0, 360))


def _units(story: Story, areas: list[Area], originals: Originals) -> Iterator[tuple[Any, ...]]:
    layout, distance = story.agency.layout, originals.distance[Unit]
    for area in areas:
        for place in (layout.root, *layout.offices, *area.sections):
            unit = story.agency.units[place.name]
            yield area.number, unit.pk, unit.pk + area.number * distance, area.suffix


def _remember(history: type[models.Model], model: type[models.Model], known: int) -> None:
    """The history of new rows, which their table's trigger would have written one by one."""
    names = sorted(_columns(model) & _columns(history))
    columns = sql.SQL(", ").join(map(Identifier, names))
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL(
                "INSERT INTO {} ({}, pgh_created_at, pgh_label, pgh_obj_id) "
                "SELECT {}, now(), 'insert', id FROM {} WHERE id > {}"
            ).format(
                Identifier(history._meta.db_table),
                columns,
                columns,
                Identifier(model._meta.db_table),
                Literal(known),
            )
        )


def _columns(model: type[models.Model]) -> set[str]:
    return {str(item.column) for item in model._meta.concrete_fields}
