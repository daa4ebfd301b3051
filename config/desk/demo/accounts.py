"""Sign-in: six accounts that tell one story, and everybody else's without a password."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from django.contrib.auth.hashers import make_password
from django.db.models import F, Value
from django.db.models.functions import Concat

from appraisal import paperwork
from appraisal.models import Evaluation, WindowCode
from appraisal.models.evaluation import SIGNED
from config.desk.demo.layout import Layout, Place
from config.desk.demo.people import Agency, Person
from config.desk.demo.stages import ELSEWHERE, TEAM, Stage
from employees import roles
from employees.models import Employee, User
from employees.models.person import LegalStatus

BATCH = 2000
PASSWORD = "kinerja-peragaan-2026"  # no secret: the sign-in page of every demo shows it
DOMAIN = "@contoh.example"


@dataclass(frozen=True)
class Cast:
    """Who plays the demo: the staff member's superior, his superior, and those who administer (`office`) and audit."""

    staff: Person
    superior: Person
    reviewer: Person
    unit_personnel: Person
    personnel: Person
    auditor: Person
    office: str = "BKPSDM"

    def roles(self) -> list[tuple[str, Person]]:
        return [
            ("Pegawai", self.staff),
            ("Pejabat penilai kinerja", self.superior),
            ("Atasan pejabat penilai kinerja", self.reviewer),
            ("Pengelola kepegawaian unit", self.unit_personnel),
            (f"Admin kepegawaian ({self.office})", self.personnel),
            ("Auditor (Inspektorat)", self.auditor),
        ]


@dataclass(frozen=True)
class Account:
    """One line of the sign-in page's table."""

    role: str
    name: str
    username: str
    password: str


def cast_of(agency: Agency, personnel: str) -> Cast:
    layout = agency.layout
    offices = {place.theme: place for place in layout.offices}
    office = layout.offices[0]
    return Cast(
        staff=agency.staff(layout.team)[0],
        superior=agency.head(layout.team),
        reviewer=agency.head(office),
        unit_personnel=agency.staff(office)[0],
        personnel=agency.staff(offices["bkpsdm"])[0],
        auditor=agency.staff(offices["inspektorat"])[0],
        office=personnel,
    )


def fixed_stages(agency: Agency, cast: Cast) -> dict[int, Stage]:
    """The story: something to do for the staff member at once, and for the superior one of each."""
    stages = {
        cast.staff: Stage.OPEN_DRAFT,
        cast.superior: Stage.DELIVERED,
        cast.reviewer: Stage.ASSESSED,
        cast.unit_personnel: Stage.RATED,
        cast.personnel: Stage.ACCEPTED,
        cast.auditor: Stage.OPEN,
    }
    stages |= dict(zip(agency.staff(agency.layout.team)[1:], TEAM, strict=False))
    idle = idle_people(agency)
    stages |= dict.fromkeys(idle, Stage.OPEN)
    free = [one for one in agency.people if one not in stages and not one.seat.head and is_there(one)]
    stages |= dict(zip(free, ELSEWHERE, strict=False))
    return {person.employee.pk: stage for person, stage in stages.items()}


def other_sections(layout: Layout) -> list[Place]:
    """Sections beside the demo's team, those of the same office first."""
    rest = [place for place in layout.sections if place is not layout.team]
    return sorted(rest, key=lambda place: place.parent is not layout.team.parent)


def idle_people(agency: Agency) -> list[Person]:
    """Two of no part in the story, for one who moves and one who is on leave; none in a small agency."""
    sections = other_sections(agency.layout)[1:2]
    return [one for place in sections for one in agency.staff(place) if is_there(one)][:2]


def is_there(person: Person) -> bool:
    return person.employee.legal_status == LegalStatus.ACTIVE


def make_users(agency: Agency, cast: Cast) -> list[Account]:
    """An account for everybody in service; a password and a role only for the cast."""
    password = make_password(PASSWORD)
    players = {person.employee.pk for _, person in cast.roles()}
    users = User.objects.bulk_create(
        [
            User(
                username=one.employee.nip,
                employee=one.employee,
                password=password if one.employee.pk in players else make_password(None),
            )
            for one in agency.people
            if one.employee.active
        ],
        batch_size=BATCH,
    )
    by_person = {user.employee_id: user for user in users}
    roles.assign(by_person[cast.personnel.employee.pk], roles.PERSONNEL)
    roles.assign(by_person[cast.auditor.employee.pk], roles.AUDITOR)
    unit_personnel = by_person[cast.unit_personnel.employee.pk]
    roles.assign(unit_personnel, roles.UNIT_PERSONNEL)
    unit_personnel.units.add(agency.units[agency.layout.offices[0].name])
    return [
        Account(role, person.employee.full_name, person.employee.nip, PASSWORD)
        for role, person in cast.roles()
    ]


def give_addresses() -> None:
    """Addresses come after everything that is written in bulk, so that none of it is mailed."""
    Employee.objects.exclude(nip="").update(email=Concat(Value("u"), F("nip"), Value(DOMAIN)))
    User.objects.update(email=Concat(Value("u"), F("username"), Value(DOMAIN)))


def ask_for_documents(cast: Cast) -> int:
    """Official documents of the cast's signed yearly evaluations; nobody else's are rendered. Returns how many."""
    people = [person.employee for _, person in cast.roles()]
    signed = Evaluation.objects.filter(
        appraisal__employee__in=people, status__in=SIGNED, window=WindowCode.YEAR
    )
    rows = list(signed.select_related("appraisal__unit", "appraisal__period").order_by("-opens_on", "pk"))
    for evaluation in rows:
        paperwork.ask(evaluation, "deliver")
    return len(rows)


def table(accounts: list[Account]) -> list[str]:
    """Lines for the terminal."""
    wide = [max(len(getattr(one, name)) for one in accounts) for name in ("role", "username", "password")]
    return [
        f"{one.role:<{wide[0]}}  {one.username:<{wide[1]}}  {one.password:<{wide[2]}}  {one.name}"
        for one in accounts
    ]


def keep(accounts: list[Account], agency: str, place: str, folder: Path) -> None:
    """For the sign-in page (JSON) and for `make run` (text); and the agency's name and place, for the settings."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "demo-agency.json").write_text(json.dumps({"agency": agency, "place": place}))
    rows = [asdict(one) for one in accounts]
    (folder / "demo-accounts.json").write_text(json.dumps(rows, ensure_ascii=False, indent=1))
    (folder / "demo-accounts.txt").write_text("\n".join(["Akun peragaan:", *table(accounts)]) + "\n")
