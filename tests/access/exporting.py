"""Exports: what there is, asking for a table, saved choices of columns, and the log that the auditor reads too."""

from __future__ import annotations

from datetime import date
from typing import Any

from appraisal.models import ColumnChoice, Evaluation, ExportSchedule
from tests.access.documents import PERSONNEL, cells
from tests.access.world import World

DESK = dict.fromkeys((*PERSONNEL, "auditor"), 200)


def kinds(world: World, _evaluation: Evaluation) -> dict[str, dict[str, Any]]:
    mine = ColumnChoice.objects.create(
        owner=world.agency.unit_personnel, kind="tahunan", name="Untuk TPP", columns=["nip"]
    )
    repeated = ExportSchedule.objects.create(
        owner=world.agency.unit_personnel, receiver=world.agency.unit_personnel, kind="tahunan", format="csv",
        purpose="Rapat bulanan.", rhythm="MONTH", next_on=date(2026, 11, 1),
    )  # fmt: skip
    return {
        "export_schedule": {"uuid": repeated.uuid},
        "column_choice": {"uuid": mine.uuid},
        "table": {"kind": "tahunan"},
        "unknown_table": {"kind": "rahasia"},
    }


OWN = cells(403, unit_personnel=302, personnel=302, other_unit_personnel=404)

ROWS = [
    ("export_schedules", "none", "GET", cells(403, **dict.fromkeys(PERSONNEL, 200))),
    ("export_schedules", "none", "POST", cells(403, **dict.fromkeys(PERSONNEL, 405))),
    *(
        row
        for name in ("export_schedule_pause", "export_schedule_resume", "export_schedule_delete")
        for row in (
            (name, "export_schedule", "GET", cells(403, **dict.fromkeys(PERSONNEL, 405))),
            (name, "export_schedule", "POST", OWN),
        )
    ),
    ("exports", "none", "GET", cells(403, **dict.fromkeys(PERSONNEL, 200))),
    ("exports", "none", "POST", cells(403, **dict.fromkeys(PERSONNEL, 405))),
    ("export_table", "table", "GET", cells(403, **dict.fromkeys(PERSONNEL, 200))),
    ("export_table", "table", "POST", cells(403, **dict.fromkeys(PERSONNEL, 422))),
    ("export_table", "unknown_table", "GET", cells(403, **dict.fromkeys(PERSONNEL, 404))),
    ("export_log", "none", "GET", cells(403, **DESK)),
    ("export_log", "none", "POST", cells(403, **dict.fromkeys(DESK, 405))),
    ("column_choice_delete", "column_choice", "GET", cells(403, **dict.fromkeys(PERSONNEL, 405))),
    ("allowance", "none", "GET", cells(403, personnel=200)),
    ("allowance", "none", "POST", cells(403, personnel=422)),
    (
        "column_choice_delete", "column_choice", "POST",
        cells(403, unit_personnel=302, other_unit_personnel=404, personnel=404),
    ),
]  # fmt: skip
