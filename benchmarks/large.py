"""What pages cost in the demo agency of a hundred thousand people, beside the same pages in one of a thousand.

KINERJA_STATEMENT_TIMEOUT=0 python -m benchmarks.large [PEOPLE] [YEARS]

With KINERJA_MEASURE=1 it measures the configured database as it is, alone.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from dataclasses import dataclass

from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from appraisal.models import Appraisal, Period
from benchmarks import scratch
from config.desk import menu
from config.desk.demo import loading
from employees.models import Employee, Unit, User
from tests import factories

SMALL, LARGE, YEARS = 1_000, 100_000, 3
ROUNDS = int(os.environ.get("KINERJA_ROUNDS", "7"))
SLOW = 0.3  # seconds: what takes longer has a query to be mended


@dataclass(frozen=True)
class Cost:
    """Medians of seconds, and the queries of one visit with the time that the database took for them."""

    cpu: float
    wall: float
    queries: int
    database: float


def main(people: int, years: int) -> None:
    if os.environ.get("KINERJA_MEASURE"):
        costs = pages()
        _table({people: costs})
        return
    measured = {}
    for size in (SMALL, people):
        with scratch.database():
            seconds, made = scratch.timed(
                lambda size=size: loading.load(
                    "tangsel", employees=size, history=years, today=timezone.localdate()
                )
            )
            print(f"{made.employees} people in {made.units} units loaded in {seconds:.0f} s")
            measured[size] = pages()
    _table(measured)


def pages() -> dict[str, Cost]:
    """Every page of the desk's menu for the agency's personnel, then what others open every day."""
    agency, units, head, staff = _readers()
    found = {}
    for label, (person, url) in {
        **{page.label: (agency, page.url) for _group, group in menu.GROUPS for page in group},
        **_asked(agency, head, staff),
        **{f"unit personnel: {label}": (units, reverse(name)) for label, name in UNIT_PAGES.items()},
        **{f"head: {label}": (head, reverse(name)) for label, name in HEAD_PAGES.items()},
        "staff: Beranda": (staff, reverse("home")),
    }.items():
        client = factories.sign_in(Client(), person)
        try:
            found[label] = cost(client, url)
        except OperationalError as error:
            print(f"{label}: {error}", file=sys.stderr, flush=True)
        else:
            print(f"{label}: {found[label].wall * 1000:.0f} ms", file=sys.stderr, flush=True)
    return found


UNIT_PAGES = {
    "Kemajuan": "desk",
    "Daftar kinerja": "desk_appraisals",
    "Pegawai": "people",
    "JP": "desk_hours",
}
HEAD_PAGES = {"Beranda": "home", "Tim saya": "team", "Kemajuan": "desk", "Kotak masuk": "inbox"}


def _readers() -> tuple[Employee, Employee, Employee, Employee]:
    """Personnel of the agency and of a unit, a head of a school or section, somebody of the staff."""
    agency = User.objects.filter(groups__permissions__codename="administer_agency")[0].employee
    units = User.objects.filter(units__isnull=False)[0].employee
    running = Appraisal.objects.filter(period__status="OPEN", status="RUNNING").order_by("-pk")
    staff = running.filter(employee__heads=None, employee__active=True)[0].employee
    unit = staff.placement(timezone.localdate()).unit
    return agency, units, unit.head, staff


def _asked(agency: Employee, head: Employee, staff: Employee) -> dict[str, tuple[Employee, str]]:
    """Searches, filters, later pages, and pages of one person."""
    people, appraisals = reverse("people"), reverse("desk_appraisals")
    year = Period.objects.latest("year").year
    first, *_rest, last = staff.name.split()
    unit = Unit.objects.exclude(parent=None).filter(children__isnull=False).latest("pk")
    count = Employee.objects.filter(active=True).count()
    asked = {
        "people, by a whole name": f"{people}?q={staff.name.replace(' ', '+')}",
        "people, by half a name": f"{people}?q={last[:4]}",
        "people, by two halves": f"{people}?q={first[:3]}+{last[:4]}",
        "people, by a misspelt name": f"{people}?q={first[:2]}{first[3:]}h+{last[:-1]}y",
        "people, by a NIP": f"{people}?q={staff.nip}",
        "people, by half a NIP": f"{people}?q={staff.nip[:8]}",
        "people, the last page": f"{people}?page={count // 50}",
        "people, sorted by NIP": f"{people}?sort=nip",
        "people, without a superior": f"{people}?status=tanpa-atasan",
        "people, of one unit": f"{people}?unit={unit.uuid}",
        "appraisals, of one unit": f"{appraisals}?unit={unit.uuid}",
        "appraisals, by a name": f"{appraisals}?q={last}",
        "appraisals, late ones by their limit": f"{appraisals}?late=on&sort=limit",
        "appraisals, the last page": f"{appraisals}?page=100000",
        "one person": reverse("person", args=[staff.uuid]),
        "one head": reverse("person", args=[head.uuid]),
        "figures of the desk": reverse("desk_summary"),
        "one period": reverse("period", args=[year]),
        "dry run of a period": reverse("period_dry_run", args=[year]),
        "closing of a period": reverse("period_closing", args=[year]),
        "differences of parties": reverse("party_differences"),
        "mass change of superiors": reverse("party_mass"),
        "one appraisal": staff.appraisals.latest("pk").get_absolute_url(),
    }
    return {label: (agency, url) for label, url in asked.items()}


def cost(client: Client, url: str) -> Cost:
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        status = client.get(url).status_code
    if status not in (200, 302):
        raise RuntimeError(f"{url} answered {status}")
    asked, database = len(queries), sum(float(one["time"]) for one in queries.captured_queries)
    cpu, wall = [], []
    for _ in range(ROUNDS):
        begun_cpu, begun = time.process_time(), time.perf_counter()
        client.get(url)
        cpu.append(time.process_time() - begun_cpu)
        wall.append(time.perf_counter() - begun)
    return Cost(statistics.median(cpu), statistics.median(wall), asked, database)


def _table(measured: dict[int, dict[str, Cost]]) -> None:
    sizes = list(measured)
    small, large = measured[sizes[0]], measured[sizes[-1]]
    print(f"{'page':<44}{sizes[0]:>11}{sizes[-1]:>11}{'ratio':>7}{'CPU':>9}{'queries':>9}")
    for label, one in large.items():
        before = small[label]
        grown = "" if before.queries == one.queries else f" ({before.queries})"
        print(
            f"{label:<44}{before.wall * 1000:>8.0f} ms{one.wall * 1000:>8.0f} ms{one.wall / before.wall:>7.1f}"
            f"{one.cpu * 1000:>6.0f} ms{one.queries:>9}{grown}{' slow' if one.wall > SLOW else ''}"
        )


if __name__ == "__main__":
    arguments = [int(one) for one in sys.argv[1:]]
    main(*arguments, *(LARGE, YEARS)[len(arguments) :])
