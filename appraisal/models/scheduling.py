"""A file that is made again each month or quarter, as somebody asked for it once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from employees.identifiers import new_uuid

if TYPE_CHECKING:
    from employees.models import User

QUARTERS = (1, 4, 7, 10)  # the months in which one begins


class ExportScheduleQuerySet(models.QuerySet["ExportSchedule"]):
    def visible_to(self, user: User) -> ExportScheduleQuerySet:
        """One's own; personnel of the whole agency see everybody's, as they see everybody's jobs."""
        if user.has_perm("employees.administer_agency"):
            return self
        return self.filter(owner=user.employee_id) if user.is_personnel else self.none()


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    exclude=["next_on", "last_job"],  # what the clock writes of each file
    meta={"indexes": [models.Index(fields=["-pgh_created_at", "-pgh_id"], name="schedule_changes_newest")]},
)
class ExportSchedule(models.Model):
    """Berkas berkala: what is exported by whose rights, for whom, and from which day on it is due again.

    `years_back` says of a yearly report whether it follows the running year (0) or the one before (1). `query` is the
    filter of a list. `last_job` is the file made last; the log of exports has all of them.
    """

    class Rhythm(models.TextChoices):
        MONTH = "MONTH", "Setiap bulan"
        QUARTER = "QUARTER", "Setiap triwulan"

    class State(models.TextChoices):
        ACTIVE = "ACTIVE", "Berjalan"
        PAUSED = "PAUSED", "Dijeda"
        STOPPED = "STOPPED", "Berhenti"

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    owner = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="export_schedules")
    receiver = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    kind = models.SlugField("jenis ekspor", max_length=40, db_index=False)
    format = models.CharField("bentuk berkas", max_length=4)
    columns = ArrayField(models.CharField(max_length=40), default=list, blank=True, verbose_name="kolom")
    years_back = models.PositiveSmallIntegerField(null=True, blank=True)
    unit = models.ForeignKey(
        "employees.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    query = models.TextField("saringan", blank=True)
    purpose = models.CharField("keperluan", max_length=300)
    rhythm = models.CharField("irama", max_length=7, choices=Rhythm)
    next_on = models.DateField("berikutnya")
    state = models.CharField("keadaan", max_length=7, choices=State, default=State.ACTIVE)
    reason = models.CharField("sebab berhenti", max_length=300, blank=True)
    last_job = models.ForeignKey(
        "employees.Job", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ExportScheduleQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(next_on__day=1) & (~Q(rhythm="QUARTER") | Q(next_on__month__in=QUARTERS)),
                name="an_export_is_due_where_its_period_begins",
            ),
            models.CheckConstraint(
                condition=(Q(state="STOPPED") & ~Q(reason="")) | (~Q(state="STOPPED") & Q(reason="")),
                name="a_stopped_export_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["next_on"], condition=Q(state="ACTIVE"), name="export_schedule_due"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.get_rhythm_display()}"
