"""Persentase tunjangan: which share of the allowance a predicate brings, by the agency's own regulation and year.

Kinerja computes no money: it lists who earned which share, for the application that pays.
"""

from __future__ import annotations

from django.db import transaction

from appraisal import period_log
from appraisal.models import AllowanceTable, Period
from appraisal.rating import PREDICATE_LABELS
from appraisal.workflow import Conflict, Refused
from employees.models import Employee

CLOSED = "Periode ini sudah ditutup, jadi persentasenya tidak dapat diubah lagi."
FIELDS = [predicate.value.lower() for predicate in PREDICATE_LABELS]


def table_of(period: Period) -> AllowanceTable | None:
    """What holds in a year: its own table, else the latest before it; None where the agency set none yet."""
    rows = AllowanceTable.objects.filter(period__year__lte=period.year)
    return rows.select_related("period", "saved_by").order_by("-period__year").first()


def to_edit(period: Period) -> AllowanceTable:
    """The year's own table, or one to be saved that begins with the figures before it."""
    found = table_of(period)
    if found is not None and found.period_id == period.pk:
        return found
    kept = {name: getattr(found, name) for name in FIELDS} if found else {}
    return AllowanceTable(period=period, basis=found.basis if found else "", **kept)


def refusal(period: Period) -> str:
    """Why the figures of a year may not change; "" means they may."""
    return CLOSED if period.status == Period.Status.CLOSED else ""


@transaction.atomic
def save(table: AllowanceTable, *, by: Employee, version: int) -> AllowanceTable:
    """Keep the figures of a year; old and new stand in the year's history.

    Raises:
        Refused: the year is closed.
        Conflict: somebody saved in the meantime.
    """
    period = Period.objects.select_for_update().get(pk=table.period_id)
    if reason := refusal(period):
        raise Refused(reason)
    stored = AllowanceTable.objects.filter(period=period).first()
    now = stored.version if stored else 0
    if version != now:
        raise Conflict(now)
    lines = [
        f"{label}: {_figure(stored, name)} → {_figure(table, name)}"
        for name, label in zip(FIELDS, PREDICATE_LABELS.values(), strict=True)
        if stored is None or getattr(stored, name) != getattr(table, name)
    ]
    table.version, table.saved_by = now + 1, by
    table.save()
    period_log.record(
        period, "Persentase tunjangan disimpan", by=by, note="\n".join([f"Dasar: {table.basis}", *lines])
    )
    return table


def _figure(table: AllowanceTable | None, name: str) -> str:
    return f"{getattr(table, name):f}%".replace(".", ",") if table is not None else "–"
