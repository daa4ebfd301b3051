"""Generated people: names put together from common ones, numbers that no office issues, posts, superiors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from django.db.models import prefetch_related_objects

from config.desk.demo import texts
from config.desk.demo.layout import Layout, Place, Seat
from config.desk.demo.profiles import Profile
from employees.models import Employee, Placement, Position, Unit
from employees.models.person import LegalStatus

BATCH = 2000
FIRST_SEQUENCE = 901  # no office counts that far, so no number here is anybody's
MEN = (
    "Ahmad", "Agus", "Andi", "Arif", "Bambang", "Bayu", "Budi", "Dedi", "Deni", "Dimas", "Eko", "Fajar", "Galih",
    "Hadi", "Hendra", "Heru", "Imam", "Indra", "Irfan", "Joko", "Lukman", "Muhammad", "Nanang", "Oki", "Rahmat",
    "Rizki", "Rudi", "Slamet", "Taufik", "Teguh", "Wahyu", "Yudi", "Zainal", "Yusuf", "Surya", "Reza",
)  # fmt: skip
WOMEN = (
    "Aisyah", "Anita", "Ayu", "Citra", "Dewi", "Dian", "Dwi", "Endang", "Eka", "Fitri", "Hesti", "Ika", "Indah",
    "Kartika", "Lestari", "Lina", "Maya", "Mega", "Nina", "Novi", "Nur", "Putri", "Rahma", "Ratna", "Rina", "Rini",
    "Sari", "Siti", "Sri", "Tuti", "Umi", "Wati", "Wulan", "Yanti", "Yuni", "Zahra",
)  # fmt: skip
MIDDLE = {
    "M": (
        "", "", "Adi", "Bagus", "Cahya", "Dharma", "Fadil", "Guntur", "Jaya", "Krisna", "Mukti", "Pratama", "Rasyid",
        "Satria", "Tri",
    ),
    "F": (
        "", "", "Ayuning", "Cahyani", "Dwi", "Handayani", "Hasanah", "Kusuma", "Laras", "Melati", "Ningsih", "Puspita",
        "Rahayu", "Utami", "Widya",
    ),
}  # fmt: skip
RANKS = {
    "Pemula": ("II/a", "II/b"), "Terampil": ("II/c", "II/d"), "Mahir": ("III/a", "III/b"),
    "Penyelia": ("III/c", "III/d"), "Ahli Pertama": ("III/a", "III/b"), "Ahli Muda": ("III/c", "III/d"),
    "Ahli Madya": ("IV/a", "IV/b"),
}  # fmt: skip
HEAD_RANKS = {
    Position.Category.SENIOR_LEADER: ("IV/c", "IV/d"),
    Position.Category.ADMINISTRATOR: ("IV/a", "IV/b"),
    Position.Category.SUPERVISOR: ("III/c", "III/d"),
}
PPPK_GRADES = {"Ahli Pertama": "IX", "Terampil": "VII"}
YEARS_IN_SERVICE = {
    "Terampil": (4, 8), "Mahir": (9, 15), "Ahli Pertama": (4, 9), "Ahli Muda": (10, 16), "Ahli Madya": (17, 26),
}  # fmt: skip


@dataclass(eq=False)
class Person:
    """Somebody in the agency. `superior` is None only for those whom the head of the region appraises."""

    employee: Employee
    seat: Seat
    superior: Person | None
    joined: date
    placement: Placement

    @property
    def depth(self) -> int:
        return 0 if self.superior is None else self.superior.depth + 1


@dataclass(eq=False)
class Agency:
    """Everybody, superiors first. `team` is the demo superior's, `mayor` heads the root without a number."""

    layout: Layout
    units: dict[str, Unit]
    mayor: Employee
    people: list[Person]

    def head(self, place: Place) -> Person:
        return next(one for one in self.people if one.seat.head and one.seat.unit is place)

    def staff(self, place: Place) -> list[Person]:
        return [one for one in self.people if one.seat.unit is place and not one.seat.head]


class Register:
    """Draws names and numbers; no number twice."""

    def __init__(self, profile: Profile, rng: Random, year: int) -> None:
        self.profile, self.rng, self.year = profile, rng, year
        self.taken: set[str] = set()

    def employee(self, seat: Seat) -> tuple[Employee, date]:
        """A new employee for a post, unsaved, and the day of the appointment."""
        sex = self.rng.choice("MF")
        grade = "" if seat.head else PPPK_GRADES.get(seat.level, "")
        kind = Employee.Kind.PPPK if grade and self.rng.random() < 0.2 else Employee.Kind.PNS
        pppk = kind == Employee.Kind.PPPK
        low, high = (2, 6) if pppk else YEARS_IN_SERVICE.get(seat.level, (16, 26) if seat.head else (5, 22))
        joined = date(self.year - self.rng.randint(low, high), self.rng.randint(1, 12), 1)
        born = date(joined.year - self.rng.randint(23, 30), self.rng.randint(1, 12), self.rng.randint(1, 28))
        name = self.name(sex)
        employee = Employee(
            kind=kind,
            nip=self.nip(born, joined, sex, pppk=pppk),
            name=name,
            sort_name=name.casefold(),
            back_title=self.degree(seat),
            birth_date=born,
            sex=sex,
            rank=grade if pppk else self.rank(seat),
            legal_status_text="Aktif",
        )
        return employee, joined

    def name(self, sex: str) -> str:
        first = self.rng.choice(MEN if sex == "M" else WOMEN)
        middle = self.rng.choice(MIDDLE[sex])
        words = [first, middle if middle != first else "", self.rng.choice(self.profile.surnames)]
        return " ".join(word for word in words if word)

    def nip(self, born: date, joined: date, sex: str, *, pppk: bool) -> str:
        middle = "21" if pppk else f"{joined.month:02d}"
        stem = f"{born:%Y%m%d}{joined.year}{middle}{1 if sex == 'M' else 2}"
        sequence = FIRST_SEQUENCE
        while f"{stem}{sequence:03d}" in self.taken:
            sequence += 1
        self.taken.add(f"{stem}{sequence:03d}")
        return f"{stem}{sequence:03d}"

    def rank(self, seat: Seat) -> str:
        choices = HEAD_RANKS.get(seat.category) or RANKS.get(seat.level) or ("II/b", "II/d", "III/a", "III/b")
        return self.rng.choice(choices)

    def degree(self, seat: Seat) -> str:
        if seat.category == Position.Category.SENIOR_LEADER:
            return self.rng.choice(("S.Sos., M.Si.", "S.E., M.M.", "S.H., M.H.", "S.T., M.T."))
        if seat.head:
            return self.rng.choice(("S.Sos.", "S.E., M.Si.", "S.Kom., M.M.", "S.H.", "S.Pd., M.Pd."))
        return self.rng.choice(texts.families()[seat.job].degrees)


def populate(profile: Profile, layout: Layout, rng: Random, *, year: int, since: date) -> Agency:
    """Units, posts, people and where they stand. Nobody's post begins before `since`, where the history does."""
    register = Register(profile, rng, year)
    name = register.name("F")
    mayor = Employee.objects.create(kind=Employee.Kind.NON_ASN, name=name, sort_name=name.casefold(), sex="F")
    units = _units(layout, mayor)
    drawn = [(seat, *register.employee(seat)) for seat in layout.seats()]
    Employee.objects.bulk_create([employee for _, employee, _ in drawn], batch_size=BATCH)
    heads: dict[str, Person] = {}
    people = []
    posts = _positions(layout)
    for seat, employee, joined in drawn:
        boss = seat.unit.superior if seat.head else seat.unit
        superior = heads[boss.name] if boss else None
        placement = Placement(
            employee=employee,
            unit=units[seat.unit.name],
            position=posts[seat.title, seat.category],
            superior=superior.employee if superior else mayor,
            starts_on=max(joined, since),
        )
        people.append(Person(employee, seat, superior, joined, placement))
        if seat.head:
            heads[seat.unit.name] = people[-1]
    Placement.objects.bulk_create([one.placement for one in people], batch_size=BATCH)
    for name, person in heads.items():
        units[name].head = person.employee
    Unit.objects.bulk_update(units.values(), ["head"], batch_size=500)
    prefetch_related_objects([mayor], "heads")
    return Agency(layout, units, mayor, people)


def _units(layout: Layout, mayor: Employee) -> dict[str, Unit]:
    made: dict[str, Unit] = {}
    for number, level in enumerate(([layout.root], layout.offices, layout.sections)):
        rows = [
            Unit(
                name=place.name,
                parent=made[place.parent.name] if place.parent else None,
                head_title=place.head_title,
                echelon=place.echelon if place.echelon != "00" else "",
                head=mayor if place is layout.root else None,
                code=f"{number}{order:05d}",
            )
            for order, place in enumerate(level)
        ]
        made |= {unit.name: unit for unit in Unit.objects.bulk_create(rows, batch_size=BATCH)}
    Unit.objects.rebuild_paths()
    for fresh in Unit.objects.all():
        made[fresh.name].path = fresh.path
    return made


def _positions(layout: Layout) -> dict[tuple[str, Position.Category], Position]:
    wanted = {(seat.title, seat.category): seat.level for seat in layout.seats()}
    rows = [
        Position(title=title, category=category, level=level) for (title, category), level in wanted.items()
    ]
    return dict(zip(wanted, Position.objects.bulk_create(rows, batch_size=BATCH), strict=True))


def mark_absent(people: list[Person], year: int) -> None:
    """One on study leave, one on unpaid leave, one retired before `year`; fewer where there are fewer."""
    statuses = (
        (LegalStatus.STUDY_LEAVE, "Tugas Belajar"),
        (LegalStatus.UNPAID_LEAVE, "CLTN"),
        (LegalStatus.LEFT, "Pensiun"),
    )
    for person, (status, words) in zip(people, statuses, strict=False):
        person.employee.legal_status, person.employee.legal_status_text = status, words
        if status == LegalStatus.STUDY_LEAVE:
            person.seat.job = "tugas_belajar"
        if status == LegalStatus.LEFT:
            person.employee.active = False
            person.placement.ends_on = max(person.placement.starts_on, date(year - 1, 12, 31))
    Employee.objects.bulk_update(
        [one.employee for one in people], ["legal_status", "legal_status_text", "active"]
    )
    Placement.objects.bulk_update([one.placement for one in people], ["ends_on"])
