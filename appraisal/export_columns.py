"""Columns that many tables begin with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from appraisal.export_kinds import Column
from employees.models import Employee


def of_person(who: Callable[[Any], Employee | None]) -> tuple[Column, ...]:
    """NIP and name; empty where there is nobody."""

    def nip(row: Any) -> str:
        person = who(row)
        return person.nip if person else ""

    def name(row: Any) -> str:
        person = who(row)
        return person.full_name if person else ""

    return Column("nip", "NIP", nip), Column("name", "Nama", name)


# Of a row that hangs on an evaluation.
OF_EVALUATION = (
    *of_person(lambda row: row.evaluation.appraisal.employee),
    Column("unit", "Unit kerja", lambda row: row.evaluation.appraisal.unit.name),
    Column("year", "Tahun", lambda row: row.evaluation.appraisal.period.year),
    Column("window", "Periode", lambda row: row.evaluation.get_window_display()),
)
WITH_EVALUATION = (
    "evaluation__appraisal__employee",
    "evaluation__appraisal__unit",
    "evaluation__appraisal__period",
)
