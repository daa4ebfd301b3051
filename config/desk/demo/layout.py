"""How many people sit where: the tree of units and the posts in it, for any size of agency."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle, islice, zip_longest
from random import Random

from config.desk.demo import texts
from config.desk.demo.offices import Section
from config.desk.demo.profiles import Profile
from config.desk.demo.regions import Region
from employees.models import Position

LEAST, MOST = 20, 100_000
TEAM = 16  # people of the demo superior: enough for one in every stage
CROWD = 14  # people of any other section, before another one is added
Category = Position.Category


@dataclass(eq=False)
class Seat:
    """A post to fill. `job` names a theme for a head and a family for everybody else."""

    unit: Place
    job: str
    title: str
    category: Category
    level: str = ""
    head: bool = False


@dataclass(eq=False)
class Place:
    """A unit to be. `superior` is whose head the unit's head reports to: None for the region's head."""

    name: str
    theme: str
    head_title: str
    echelon: str
    region: Region = Region.CITY
    parent: Place | None = None
    superior: Place | None = None
    families: tuple[str, ...] = ()
    seats: list[Seat] = field(default_factory=list)

    @property
    def depth(self) -> int:
        """How many heads stand between this unit's head and the head of the region."""
        return 0 if self.superior is None else self.superior.depth + 1


@dataclass(eq=False)
class Layout:
    """The root first, then the offices and their sections; `team` is where the demo accounts work."""

    root: Place
    offices: list[Place]
    sections: list[Place]
    team: Place

    def places(self) -> list[Place]:
        return [self.root, *self.offices, *self.sections]

    def seats(self) -> Iterator[Seat]:
        """Superiors before those who report to them."""
        for place in sorted(self.places(), key=lambda place: place.depth):
            yield from place.seats


def lay_out(profile: Profile, employees: int, rng: Random) -> Layout:
    """Posts for exactly so many civil servants (the head of the region comes on top).

    Raises:
        ValueError: fewer than a story needs, or more than the demo was made for; a sentence in Indonesian.
    """
    if not LEAST <= employees <= MOST:
        raise ValueError(f"Jumlah pegawai peragaan harus {LEAST} sampai {MOST}.")
    region = profile.region
    root = Place(profile.agency, "", region.head, "", region)
    offices = [
        Place(one.name, one.theme, one.head_title, one.echelon, region, root) for one in profile.offices
    ]
    secretary = next(place for place in offices if place.theme == "sekda")
    for place in offices:
        place.superior = secretary if place.echelon > "22" else None
    sections = list(islice(_sections(profile, offices), max(1, employees // 10 - 1)))
    wanted = employees - len(offices) - len(sections)
    extra = max(0, -(-(wanted - TEAM - CROWD * (len(sections) - 1)) // (CROWD + 1)))
    spread = offices[profile.spread_office]
    sections += [_section(_numbered(profile.spread, number), spread) for number in range(2, extra + 2)]
    for place in (*offices, *sections):
        place.seats.append(_head(place))
    found = Layout(root, offices, sections, sections[0])
    _staff(found, employees - len(offices) - len(sections), rng)
    return found


def _sections(profile: Profile, offices: list[Place]) -> Iterator[Place]:
    """The first of each office, then the second of each: a small agency is a whole one, only flatter."""
    rows = zip_longest(
        *(
            [(one, place) for one in office.sections]
            for office, place in zip(profile.offices, offices, strict=True)
        )
    )
    for row in rows:
        for pair in row:
            if pair is not None:
                yield _section(*pair)


def _section(of: Section, office: Place) -> Place:
    return Place(of.name, of.theme, of.head_title, of.echelon, office.region, office, office, of.families)


def _numbered(section: Section, number: int) -> Section:
    return Section(
        section.name.format(n=number),
        section.theme,
        section.head_title.format(n=number),
        section.families,
        section.echelon,
    )


def _head(place: Place) -> Seat:
    match place.echelon:
        case "12" | "21" | "22":
            category, level = Category.SENIOR_LEADER, ""
        case "31" | "32":
            category, level = Category.ADMINISTRATOR, ""
        case "41":
            category, level = Category.SUPERVISOR, ""
        case _:
            category, level = Category.FUNCTIONAL, "Ahli Madya"  # heads of schools and Puskesmas
    return Seat(place, place.theme, place.head_title, category, level, head=True)


def _staff(layout: Layout, count: int, rng: Random) -> None:
    """The demo team first, one post where each other account works, then round and round."""
    others = layout.sections[1:] or [place for place in layout.offices if place is not layout.team.parent]
    for place in layout.offices:
        place.families = place.families or ("analis_sdm", "pengadministrasi")
    inspectorate = next(place for place in layout.offices if place.theme == "inspektorat")
    inspectorate.families = ("auditor",)
    bkpsdm = next(place for place in layout.offices if place.theme == "bkpsdm")
    needed = [layout.offices[0], inspectorate, bkpsdm]
    for place in needed:
        place.seats.append(_post(place, rng))
    left = count - len(needed)
    team = min(TEAM, max(9, left // 2))
    for place in [layout.team] * team + list(islice(cycle(others), max(0, left - team))):
        place.seats.append(_post(place, rng))


def _post(place: Place, rng: Random) -> Seat:
    """The post of a staff member; jobs of a unit take turns, so that each is there."""
    staff = sum(not seat.head for seat in place.seats)
    return seat_of(place, place.families[staff % len(place.families)], rng)


def seat_of(place: Place, job: str, rng: Random) -> Seat:
    family = texts.families()[job]
    if not family.levels:
        return Seat(place, job, family.title, Category.EXECUTIVE)
    level = rng.choice(family.levels)
    return Seat(place, job, f"{family.title} {level}", Category.FUNCTIONAL, level)
