"""Acts, append-only: who did what when, on behalf of whom; on one appraisal, or on a whole period."""

from __future__ import annotations

import pgtrigger
from django.db import models

from employees.identifiers import new_uuid


class Event(models.Model):
    """One step of an appraisal or of one of its evaluations. `actor` is empty for the system."""

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    appraisal = models.ForeignKey("appraisal.Appraisal", on_delete=models.PROTECT, related_name="events")
    evaluation = models.ForeignKey(
        "appraisal.Evaluation", on_delete=models.PROTECT, null=True, blank=True, related_name="events"
    )
    action = models.CharField(max_length=30)
    label = models.CharField(max_length=120)
    actor = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    actor_name = models.CharField(max_length=250, blank=True)
    on_behalf_of = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    from_status = models.CharField(max_length=10)
    to_status = models.CharField(max_length=10)
    note = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]
        indexes = [
            models.Index(fields=["-at", "-id"], name="event_by_time"),
            models.Index(fields=["actor", "-at", "-id"], name="event_by_actor"),
        ]
        triggers = [
            pgtrigger.Protect(name="events_are_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.at:%d-%m-%Y %H.%M}"


class PeriodEvent(models.Model):
    """What personnel did to a year as a whole: prepared, changed, opened, closed, opened anew; with the reason."""

    period = models.ForeignKey("appraisal.Period", on_delete=models.PROTECT, related_name="events")
    label = models.CharField(max_length=120)
    actor = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, null=True, related_name="+")
    actor_name = models.CharField(max_length=250, blank=True)
    note = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]
        triggers = [
            pgtrigger.Protect(
                name="period_events_are_append_only", operation=pgtrigger.Update | pgtrigger.Delete
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.at:%d-%m-%Y %H.%M}"
