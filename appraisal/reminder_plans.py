"""Jadwal pengingat: the plan of each stage in a period, as personnel set it, else as the stage proposes it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from appraisal import period_log
from appraisal.calls import Plan
from appraisal.models import Period, ReminderSchedule
from appraisal.reminder_stages import Stage
from appraisal.workflow import Conflict
from employees.models import Employee

FIELDS = ("first", "second", "last", "every", "superior", "higher")


def changed_plans(periods: Iterable[int]) -> dict[tuple[int, str], Plan]:
    """By period and stage, what personnel set; one query."""
    rows = ReminderSchedule.objects.filter(period__in=list(periods))
    return {(row.period_id, row.stage): row.plan for row in rows}


def plan_of(stage: Stage, changed: Plan | None) -> Plan:
    """What holds. A stage that passes by itself has nothing after its limit."""
    plan = changed or stage.plan
    return Plan(plan.first, plan.second, plan.last) if stage.passes else plan


@transaction.atomic
def save(period: Period, stage: Stage, plan: Plan, *, by: Employee, version: int) -> ReminderSchedule:
    """Set the plan of a stage in a period.

    Raises:
        Conflict: it was saved after the form was drawn.
    """
    row = ReminderSchedule.objects.select_for_update().filter(period=period, stage=stage.code).first()
    stored = row.version if row else 0
    if stored != version:
        raise Conflict(stored)
    row = row or ReminderSchedule(period=period, stage=stage.code)
    for name in FIELDS:
        setattr(row, name, getattr(plan, name))
    row.version, row.written_by = stored + 1, by
    row.save()
    period_log.record(period, f"Jadwal pengingat diubah: {stage.label}", by=by, note=spoken(stage, plan))
    return row


def spoken(stage: Stage, plan: Plan) -> str:
    """A plan in one sentence, as the history of a year keeps it."""
    before = [str(days) for days in (plan.first, plan.second, plan.last) if days is not None]
    words = [f"{', '.join(before) or 'tidak pernah'} hari kerja sebelum batas"]
    if not stage.passes:
        after = ((plan.every, "selama terlambat setiap"), (plan.superior, "atasan sesudah"))
        words += [f"{label} {days}" for days, label in (*after, (plan.higher, "atasannya sesudah")) if days]
    return "; ".join(words) + "."


def summary(period: Period) -> str:
    """What a year's page says of its reminders."""
    changed = ReminderSchedule.objects.filter(period=period).count()
    return f"{changed} tahap diubah dari bawaan" if changed else "menurut bawaan"


def carry_over(before: Period, to: Period) -> None:
    """A new year begins with the plans of the year before."""
    rows = list(ReminderSchedule.objects.filter(period=before))
    for row in rows:
        row.pk, row.period, row.version = None, to, 1
    ReminderSchedule.objects.bulk_create(rows)
