"""Inbox, outbox, jobs and pulses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone

from employees.identifiers import new_uuid

if TYPE_CHECKING:
    from employees.models.account import User


class NotificationQuerySet(models.QuerySet["Notification"]):
    def visible_to(self, user: User) -> NotificationQuerySet:
        """An inbox is read by its owner only."""
        return self.filter(employee=user.employee_id)


class Notification(models.Model):
    """One line of somebody's inbox. `key` names the cause, so that it is there exactly once."""

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    employee = models.ForeignKey("employees.Employee", on_delete=models.CASCADE, related_name="notifications")
    key = models.CharField(max_length=150)
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    url = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["employee", "key"], name="one_notification_a_cause")]
        indexes = [
            models.Index(fields=["employee"], condition=Q(read_at__isnull=True), name="notification_unread"),
        ]

    def __str__(self) -> str:
        return self.title


class OutboxQuerySet(models.QuerySet["Outbox"]):
    def due(self) -> OutboxQuerySet:
        """Rows that the relay may publish now: not done, not stuck, not claimed by another run."""
        now = timezone.now()
        return self.filter(
            Q(claimed_until__isnull=True) | Q(claimed_until__lt=now),
            done_at__isnull=True,
            due_at__lte=now,
            attempts__lt=Outbox.MOST_ATTEMPTS,
        ).order_by("priority", "due_at", "pk")

    def stuck(self) -> OutboxQuerySet:
        return self.filter(done_at__isnull=True, attempts__gte=Outbox.MOST_ATTEMPTS)


class Outbox(models.Model):
    """A side effect to carry out, written in the transaction of its cause and done at least once."""

    MOST_ATTEMPTS = 8

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=200, unique=True)
    payload = models.JSONField(default=dict)
    priority = models.PositiveSmallIntegerField(default=5)
    due_at = models.DateTimeField(default=timezone.now)
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    crashes = models.PositiveSmallIntegerField("mulai tanpa kembali", default=0)
    done_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["priority", "due_at", "id"], condition=Q(done_at__isnull=True), name="outbox_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, user: User) -> JobQuerySet:
        """What one asked for oneself: as personnel, or as somebody who signs (`personal`: nobody else sees those).

        Personnel of the whole agency see everybody's work of the desk.
        """
        mine = models.Q(requested_by=user.employee_id)
        if user.has_perm("employees.administer_agency"):
            return self.filter(mine | models.Q(personal=False))
        return self.filter(mine if user.is_personnel else mine & models.Q(personal=True))

    def logged_for(self, user: User) -> JobQuerySet:
        """Lines of the log of exports: an auditor reads all of them, and fetches none of the files."""
        return self.filter(personal=False) if user.is_auditor else self.visible_to(user)


class Job(models.Model):
    """Something a person asked for that takes longer than a page: import, export, bulk documents.

    Of what is taken out of the application `purpose` says what for; `rows` and `sha256` stay when the file is gone.
    """

    class Status(models.TextChoices):
        QUEUED = "QUEUED", "Menunggu giliran"
        RUNNING = "RUNNING", "Sedang dikerjakan"
        DONE = "DONE", "Selesai"
        FAILED = "FAILED", "Gagal"

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    requested_by = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="jobs")
    parameters = models.JSONField(default=dict)
    personal = models.BooleanField("hanya untuk peminta", default=False)
    status = models.CharField(max_length=8, choices=Status, default=Status.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.TextField(blank=True)
    file = models.FileField(upload_to="jobs/", blank=True, max_length=200)
    file_name = models.CharField(max_length=150, blank=True)
    purpose = models.CharField("keperluan", max_length=300, blank=True)
    rows = models.PositiveIntegerField("baris", null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.title


class Pulse(models.Model):
    """The last sign of life of a background process, for `/healthz/`."""

    name = models.CharField(max_length=40, unique=True)
    beat_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return f"{self.name} {self.beat_at:%d-%m-%Y %H.%M.%S}"
