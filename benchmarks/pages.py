"""What the pages that most people open cost, beside a page of the desk's list (25 rows) in the same run.

python -m benchmarks.pages
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from appraisal import opening
from appraisal.models import Evaluation, Period
from benchmarks import scratch
from tests import factories
from tests.appraisal.test_self_assessment import filled

TARGETS, TEAM, ROUNDS = 15, 80, 20
Visit = Callable[[], object]


def main() -> None:
    with scratch.database():
        costs = {name: cost(visit) for name, visit in _visits().items()}
        reference = next(iter(costs.values()))
        print(f"{'page':<44}{'CPU':>8}{'time':>9}{'queries':>9}{'ratio':>8}")
        for name, (cpu, wall, queries) in costs.items():
            print(
                f"{name:<44}{cpu * 1000:>6.0f} ms{wall * 1000:>6.0f} ms{queries:>9}{cpu / reference[0]:>8.2f}"
            )


def _visits() -> dict[str, Visit]:
    """The reference comes first."""
    agency = factories.make_agency()
    for _ in range(TEAM):
        factories.place(factories.make_employee(login=False), agency.section, agency.superior)
    evaluation = factories.make_evaluation(agency, "OPEN")
    _add_targets(evaluation)
    staff, superior, personnel = (
        factories.sign_in(Client(), person) for person in (agency.staff, agency.superior, agency.personnel)
    )
    arguments = [evaluation.appraisal.uuid, evaluation.window]
    page, form = reverse("evaluation", args=arguments), reverse("self_assessment", args=arguments)
    opening.open_period(Period.objects.get(), by=agency.personnel)
    return {
        "desk list, 25 rows (reference)": lambda: seen(personnel, reverse("desk_appraisals")),
        f"evaluation, {TARGETS} targets": lambda: seen(staff, page),
        f"self-assessment, {TARGETS} targets": lambda: seen(staff, form),
        f"save of a self-assessment, {TARGETS} targets": lambda: _saved(staff, form, evaluation),
        f"team list, {TEAM} people": lambda: seen(superior, reverse("team")),
    }


def _add_targets(evaluation: Evaluation) -> None:
    have = evaluation.appraisal.targets.count()
    for number in range(have, TARGETS):
        factories.add_target(evaluation.appraisal, f"Laporan layanan {number + 1} tersusun", order=number)


def seen(client: Client, url: str) -> None:
    if client.get(url).status_code != 200:
        raise RuntimeError(f"{url} did not answer with its page")


def _saved(client: Client, url: str, evaluation: Evaluation) -> None:
    """Every save changes all targets, so that rows are really written."""
    evaluation.refresh_from_db()
    words = f"Tersusun, simpanan ke-{evaluation.version('self')}."
    data = {
        name: words if name.endswith("achievements") else value for name, value in filled(evaluation).items()
    }
    if client.post(url, data).status_code != 302:
        raise RuntimeError("the self-assessment was not saved")


def cost(visit: Visit) -> tuple[float, float, int]:
    """Medians of this process' CPU seconds and of wall seconds, and the queries of one visit."""
    visit()
    with CaptureQueriesContext(connection) as queries:
        visit()
    asked = len(queries)  # read now: the next request empties the log
    cpu, wall = [], []
    for _ in range(ROUNDS):
        begun_cpu, begun = time.process_time(), time.perf_counter()
        visit()
        cpu.append(time.process_time() - begun_cpu)
        wall.append(time.perf_counter() - begun)
    return statistics.median(cpu), statistics.median(wall), asked


if __name__ == "__main__":
    main()
