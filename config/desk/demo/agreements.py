"""Performance agreements (PK) of the demo's offices; one indicator has not become a result of its head yet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from appraisal.models import AgreementIndicator, PerformanceAgreement, Period, WorkTarget
from config.desk.demo import texts
from config.desk.demo.contents import BATCH, LEADERS_VIEW, Row


def write_agreements(period: Period, heads: Iterable[Row]) -> None:
    """A PK for each unit whose head plans as a leader; his results are linked to it."""
    rows = [row for row in heads if row.appraisal.leads]
    papers = [
        PerformanceAgreement(
            unit=row.appraisal.unit,
            period=period,
            number=f"PK/{number:03d}/{period.year}",
            signed_on=date(period.year, 1, 12),
        )
        for number, row in enumerate(rows, 1)
    ]
    PerformanceAgreement.objects.bulk_create(papers)
    found = [one for row, paper in zip(rows, papers, strict=True) for one in _indicators(row, paper)]
    AgreementIndicator.objects.bulk_create([indicator for indicator, _target in found], batch_size=BATCH)
    linked = []
    for indicator, target in found:
        if target is not None:
            target.agreement_indicator = indicator
            linked.append(target)
    WorkTarget.objects.bulk_update(linked, ["agreement_indicator"], batch_size=BATCH)


def _indicators(row: Row, paper: PerformanceAgreement) -> list[tuple[AgreementIndicator, WorkTarget | None]]:
    """What the unit's theme promises, each with the head's result of the same words."""
    targets = {one.target.result: one.target for one in row.results}
    found = [
        (
            AgreementIndicator(
                agreement=paper,
                goal=planned.result,
                text=planned.measures[0].text,
                target=planned.measures[0].goal,
                perspective=LEADERS_VIEW[0],
                order=order,
            ),
            targets.get(planned.result),
        )
        for order, planned in enumerate(
            texts.themes(row.person.seat.unit.region)[row.person.seat.job].results
        )
    ]
    budget = AgreementIndicator(
        agreement=paper,
        goal="Pengelolaan anggaran yang optimal",
        text="Nilai Indikator Kinerja Pelaksanaan Anggaran",
        target="95",
        perspective=LEADERS_VIEW[2],
        order=len(found),
    )
    return [*found, (budget, None)]
