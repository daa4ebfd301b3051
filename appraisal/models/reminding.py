"""Reminders: when whose turn is called, in which words, and what went to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from appraisal.calls import CALL_LABELS, Plan
from appraisal.models.period import Period
from employees.identifiers import new_uuid
from employees.models import Employee

if TYPE_CHECKING:
    from employees.models import User

CALL_CHOICES = [(call.value, label) for call, label in CALL_LABELS.items()]


@pghistory.track()
class ReminderSchedule(models.Model):
    """Jadwal pengingat of one stage in a period, where personnel changed it; else the stage's own plan holds.

    Working days before the limit, then after it; empty: no such call.
    """

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="reminder_schedules")
    stage = models.CharField("tahap", max_length=20)
    first = models.PositiveSmallIntegerField("panggilan pertama", null=True, blank=True)
    second = models.PositiveSmallIntegerField("panggilan kedua", null=True, blank=True)
    last = models.PositiveSmallIntegerField("panggilan terakhir", null=True, blank=True)
    every = models.PositiveSmallIntegerField("ulangi selama terlambat", null=True, blank=True)
    superior = models.PositiveSmallIntegerField("kepada atasan", null=True, blank=True)
    higher = models.PositiveSmallIntegerField("kepada atasan dari atasan", null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    written_by = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["period", "stage"]
        constraints = [
            models.UniqueConstraint(fields=["period", "stage"], name="one_reminder_schedule_a_stage"),
            models.CheckConstraint(
                condition=(Q(first__isnull=True) | Q(second__isnull=True) | Q(first__gt=F("second")))
                & (Q(second__isnull=True) | Q(last__isnull=True) | Q(second__gt=F("last")))
                & (Q(first__isnull=True) | Q(last__isnull=True) | Q(first__gt=F("last"))),
                name="reminder_calls_come_nearer",
            ),
            models.CheckConstraint(
                condition=(Q(every__isnull=True) | Q(every__gt=0))
                & (Q(superior__isnull=True) | Q(superior__gt=0))
                & (Q(higher__isnull=True) | Q(higher__gt=0))
                & (Q(superior__isnull=True) | Q(higher__isnull=True) | Q(higher__gt=F("superior"))),
                name="reminders_go_up_after_the_limit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period}: {self.stage}"

    @property
    def plan(self) -> Plan:
        return Plan(self.first, self.second, self.last, self.every, self.superior, self.higher)


@pghistory.track()
class ReminderText(models.Model):
    """What a call says, where personnel changed it; `stage` empty: in every stage without a text of its own.

    Title and body hold placeholders from a fixed list (appraisal/reminder_texts.py).
    """

    call = models.CharField("panggilan", max_length=8, choices=CALL_CHOICES)
    stage = models.CharField("tahap", max_length=20, blank=True)
    title = models.CharField("judul", max_length=120)
    body = models.TextField("isi", max_length=2000, blank=True)
    version = models.PositiveIntegerField(default=0)
    written_by = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["call", "stage"]
        constraints = [
            models.UniqueConstraint(fields=["call", "stage"], name="one_reminder_text_a_call_and_stage"),
            models.CheckConstraint(condition=~Q(title=""), name="reminder_text_has_a_title"),
        ]

    def __str__(self) -> str:
        return f"{self.get_call_display()}: {self.title}"


class ReminderRun(models.Model):
    """One working day's reminders: begun, and finished once everybody is told. The health page looks here."""

    day = models.DateField(unique=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    people = models.PositiveIntegerField(default=0)
    mails = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"{self.day:%d-%m-%Y}: {self.people}"


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def visible_to(self, user: User) -> ReminderQuerySet:
        """What went to people of one's own units; everything for personnel of the agency and auditors."""
        if user.is_auditor or user.has_perm("employees.administer_agency"):
            return self
        if not user.has_perm("employees.administer_units"):
            return self.none()
        return self.filter(employee__in=Employee.objects.administered_by(user).values("pk"))


class Reminder(models.Model):
    """The log: what went to whom, by which rule, and what became of its mail. The inbox line has the same key.

    `about`: the people whose matter it is, for the log of one person. `mail_key`: the outbox row that carries it,
    one for all lines of a person's day.
    """

    class Mail(models.TextChoices):
        NONE = "NONE", "Tanpa surel"
        OFF = "OFF", "Tidak mau surel"
        QUEUED = "QUEUED", "Antre"
        SENT = "SENT", "Terkirim"
        FAILED = "FAILED", "Gagal"

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    employee = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="reminders")
    period = models.ForeignKey(
        Period, on_delete=models.PROTECT, null=True, blank=True, related_name="reminders"
    )
    day = models.DateField("tanggal")
    stage = models.CharField("tahap", max_length=20, blank=True)
    call = models.CharField("panggilan", max_length=8, choices=CALL_CHOICES)
    key = models.CharField(max_length=150)
    title = models.CharField(max_length=200)
    about: ArrayField[list[int], list[int]] = ArrayField(models.BigIntegerField(), default=list)
    nudged_by = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    in_inbox = models.BooleanField("di kotak masuk", default=True)
    mail = models.CharField("surel", max_length=6, choices=Mail, default=Mail.NONE)
    mail_key = models.CharField(max_length=200, blank=True)
    mail_at = models.DateTimeField(null=True, blank=True)
    mail_error = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["employee", "key"], name="one_reminder_a_person_and_cause"),
            models.CheckConstraint(
                condition=Q(mail__in=["NONE", "OFF"]) | ~Q(mail_key=""),
                name="a_reminder_by_mail_names_its_mail",
            ),
        ]
        indexes = [
            models.Index(fields=["-day", "-id"], name="reminder_by_day"),
            models.Index(fields=["mail_key"], condition=~Q(mail_key=""), name="reminder_by_mail"),
            GinIndex(fields=["about"], name="reminder_about"),
        ]

    def __str__(self) -> str:
        return f"{self.day:%d-%m-%Y} {self.employee}: {self.title}"
