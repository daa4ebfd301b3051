"""What a page that renews itself costs when nothing changed, beside the same page drawn anew in the same run.

python -m benchmarks.live
"""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from appraisal import opening
from appraisal.models import Period
from benchmarks import scratch
from benchmarks.pages import Visit, cost, seen
from employees.live import HEADER
from tests import factories

TEAM = 80


def main() -> None:
    with scratch.database():
        print(f"{'page':<44}{'CPU':>9}{'time':>9}{'queries':>9}")
        for name, visit in _visits().items():
            cpu, wall, queries = cost(visit)
            print(f"{name:<44}{cpu * 1000:>6.1f} ms{wall * 1000:>6.1f} ms{queries:>9}")


def _visits() -> dict[str, Visit]:
    """Each page anew, then unchanged."""
    agency = factories.make_agency()
    for _ in range(TEAM):
        factories.place(factories.make_employee(login=False), agency.section, agency.superior)
    evaluation = factories.make_evaluation(agency, "OPEN")
    opening.open_period(Period.objects.get(), by=agency.personnel)
    superior, personnel = (factories.sign_in(Client(), one) for one in (agency.superior, agency.personnel))
    found: dict[str, Visit] = {}
    for name, client, url in (
        (f"team of {TEAM}", superior, reverse("team")),
        ("appraisal", superior, reverse("appraisal", args=[evaluation.appraisal.uuid])),
        ("desk", personnel, reverse("desk")),
    ):
        found[f"{name}, drawn anew"] = lambda client=client, url=url: seen(client, url)
        found[f"{name}, unchanged (304)"] = unchanged(client, url)
    return found


def unchanged(client: Client, url: str) -> Visit:
    tag = client.get(url).headers["ETag"]

    def ask() -> None:
        if client.get(url, headers={HEADER: "1", "If-None-Match": tag}).status_code != 304:
            raise RuntimeError("the page changed meanwhile")

    return ask


if __name__ == "__main__":
    main()
