"""What scoring eighty people on one page costs, beside the page of one person's rating in the same run.

python -m benchmarks.scoring
"""

from __future__ import annotations

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from appraisal import opening
from appraisal.models import Evaluation, Period, ProgressEntry, WindowCode
from benchmarks import scratch
from benchmarks.pages import Visit, cost, seen
from employees.models import Employee
from tests import factories

TEAM, TARGETS = 80, 4


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
    people = [agency.staff, *(_member(agency) for _ in range(TEAM - 1))]
    opening.open_period(factories.make_period(), by=agency.personnel)
    evaluations = [_assessed(agency, person) for person in people]
    boss = factories.sign_in(Client(), agency.superior)
    window = [Period.objects.get().year, WindowCode.YEAR]
    one = evaluations[0]
    single = reverse("rating", args=[one.appraisal.uuid, one.window])
    grid = reverse("scoring", args=window)
    return {
        f"rating of one person, {TARGETS} targets (reference)": lambda: seen(boss, single),
        f"scoring grid, {TEAM} people": lambda: seen(boss, grid),
        f"review, {TEAM} people": lambda: seen(boss, reverse("scoring_review", args=window)),
        f"comparison, {TEAM} people": lambda: seen(boss, reverse("comparison", args=window)),
        f"group dialogue, {TEAM} people": lambda: seen(boss, reverse("group_dialogue", args=window)),
        "save of one row": lambda: _row_saved(boss, one),
        f"save of {TEAM} rows in one form": lambda: _all_saved(boss, grid, evaluations),
    }


def _member(agency: factories.Agency) -> Employee:
    person = factories.make_employee(login=False)
    factories.place(person, agency.section, agency.superior)
    return person


def _assessed(agency: factories.Agency, person: Employee) -> Evaluation:
    """Targets with figures, handed in, and a draft for every second one."""
    appraisal = factories.make_appraisal(agency, "RUNNING", employee=person, targets=TARGETS)
    ProgressEntry.objects.bulk_create(
        ProgressEntry(
            appraisal=appraisal,
            target=target,
            indicator=target.indicators.get(),
            day=timezone.localdate(),
            achieved=11,
            text="Sebelas laporan",
        )
        for target in appraisal.targets.all()
    )
    if not appraisal.evaluations.exists():
        opening.open_evaluations(timezone.localdate())
    evaluation = appraisal.evaluations.get()
    Evaluation.objects.filter(pk=evaluation.pk).update(status="ASSESSED", self_submitted_at=timezone.now())
    evaluation.refresh_from_db()
    if evaluation.pk % 2:
        factories.draft_rating(evaluation, agency.superior)
    return evaluation


def _typed(evaluation: Evaluation) -> dict[str, str]:
    """A row whose reason changes with every save, so that it is really written."""
    evaluation.refresh_from_db(fields=["versions"])
    version = evaluation.version("rating")
    fields = {"version": version, "results": "MEETS", "behaviour": "MEETS"}
    fields |= {"results_reason": f"Tersusun, simpanan ke-{version}.", "behaviour_reason": "Ramah."}
    return {f"{evaluation.uuid.hex}-{name}": str(value) for name, value in fields.items()}


def _row_saved(client: Client, one: Evaluation) -> None:
    url = reverse("scoring_row", args=[one.appraisal.period.year, one.window, one.uuid])
    if client.post(url, _typed(one)).status_code != 200:
        raise RuntimeError("the row was not saved")


def _all_saved(client: Client, url: str, evaluations: list[Evaluation]) -> None:
    rows = [_typed(one) for one in evaluations]
    if client.post(url, {name: value for row in rows for name, value in row.items()}).status_code != 302:
        raise RuntimeError("the grid was not saved")


if __name__ == "__main__":
    main()
