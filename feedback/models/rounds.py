"""Asked feedback (360): a round, whom it asks, and answers that nothing here links to whoever gave them.

A request never changes after it was made and bears no time, so nothing tells who answered. An answer is one of the
round's slots, made all at once in a random order; which slot is whose only the key knows (feedback/sealing.py).
None of these tables is tracked by pghistory. docs/adr/0016 gives the reasons.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.urls import reverse

from appraisal.models import Appraisal
from employees.identifiers import new_uuid

if TYPE_CHECKING:
    from employees.models import User

LOWEST_FLOOR, HIGHEST_FLOOR = 3, 10


class Group(models.TextChoices):
    """What those who are asked are to the employee."""

    PEER = "PEER", "Rekan kerja setingkat"
    SUBORDINATE = "SUBORDINATE", "Pegawai di bawahnya"
    OTHER = "OTHER", "Pihak lain"


class RoundPolicy(models.Model):
    """A period's rules of asked feedback, set by personnel; the defaults hold while there is no row."""

    class Peers(models.TextChoices):
        NONE = "NONE", "Tidak ada"
        ALL = "ALL", "Semua rekan di unitnya"
        RANDOM = "RANDOM", "Beberapa rekan, diundi"

    period = models.OneToOneField("appraisal.Period", on_delete=models.PROTECT, related_name="+")
    floor = models.PositiveSmallIntegerField("jawaban paling sedikit agar hasil tampil", default=LOWEST_FLOOR)
    most_requests = models.PositiveSmallIntegerField(
        "permintaan terbuka paling banyak bagi satu orang", default=5
    )
    peers = models.CharField("rekan yang diminta", max_length=6, choices=Peers, default=Peers.RANDOM)
    random_peers = models.PositiveSmallIntegerField("banyaknya rekan yang diundi", default=5)
    subordinates = models.BooleanField("juga pegawai di bawahnya", default=True)
    closes_on = models.DateField("batas mengisi", null=True, blank=True)

    class Meta:
        ordering = ["period"]
        constraints = [
            models.CheckConstraint(
                condition=Q(floor__range=(LOWEST_FLOOR, HIGHEST_FLOOR)), name="policy_floor_is_3_to_10"
            )
        ]

    def __str__(self) -> str:
        return f"Umpan balik 360 {self.period}"


class FeedbackRoundQuerySet(models.QuerySet["FeedbackRound"]):
    def visible_to(self, user: User) -> FeedbackRoundQuerySet:
        """Rounds about appraisals that one may open; whom a round asks is shown to fewer (feedback/rounds.py)."""
        return self.filter(appraisal__in=Appraisal.objects.visible_to(user))


class FeedbackRound(models.Model):
    """Several people asked about one employee by a day; `result` is written once, when it closes."""

    class Origin(models.TextChoices):
        EMPLOYEE = "EMPLOYEE", "Diusulkan pegawai"
        SUPERIOR = "SUPERIOR", "Dimulai pejabat penilai"
        PERIOD = "PERIOD", "Aturan periode"

    class Status(models.TextChoices):
        PROPOSED = "PROPOSED", "Menunggu persetujuan"
        OPEN = "OPEN", "Sedang diisi"
        PUBLISHED = "PUBLISHED", "Hasil terbit"
        WITHHELD = "WITHHELD", "Tidak ditampilkan"
        CANCELLED = "CANCELLED", "Dibatalkan"

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    appraisal = models.ForeignKey("appraisal.Appraisal", on_delete=models.PROTECT, related_name="+")
    origin = models.CharField(max_length=8, choices=Origin)
    status = models.CharField(max_length=9, choices=Status, default=Status.PROPOSED)
    focus = models.CharField("yang ingin diketahui", max_length=300, blank=True)
    floor = models.PositiveSmallIntegerField(default=LOWEST_FLOOR)
    closes_on = models.DateField("batas mengisi")
    proposed_by = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField("alasan", max_length=500, blank=True)
    result = models.JSONField(default=dict, blank=True, editable=False)

    objects = FeedbackRoundQuerySet.as_manager()

    class Meta:
        ordering = ["-closes_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["appraisal"],
                condition=Q(status__in=["PROPOSED", "OPEN"]),
                name="one_running_round_an_appraisal",
            ),
            models.CheckConstraint(
                condition=Q(floor__range=(LOWEST_FLOOR, HIGHEST_FLOOR)), name="round_floor_is_3_to_10"
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="round_approved_by_and_at_together",
            ),
            models.CheckConstraint(
                condition=Q(status="PUBLISHED") & ~Q(result={}) | ~Q(status="PUBLISHED") & Q(result={}),
                name="round_has_a_result_iff_published",
            ),
        ]

    def __str__(self) -> str:
        return f"Umpan balik 360 {self.appraisal}"

    def get_absolute_url(self) -> str:
        return reverse("round", args=[self.uuid])


class FeedbackRequestQuerySet(models.QuerySet["FeedbackRequest"]):
    def visible_to(self, user: User) -> FeedbackRequestQuerySet:
        """One's own, until the round closes; nobody else opens them."""
        return self.filter(person=user.employee_id, round__status=FeedbackRound.Status.OPEN)


class FeedbackRequest(models.Model):
    """Somebody is asked in a round. It says no more than that, before and after the answer."""

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    round = models.ForeignKey(FeedbackRound, on_delete=models.PROTECT, related_name="requests")
    person = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    group = models.CharField(max_length=11, choices=Group)

    objects = FeedbackRequestQuerySet.as_manager()

    class Meta:
        ordering = ["round", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "person"], name="one_request_a_person_and_round")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.round}"


class ConfidentialAnswer(models.Model):
    """A slot of a round: empty, answered or declined, which its sealed text alone says, always of one length."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(FeedbackRound, on_delete=models.PROTECT, related_name="slots")
    slot = models.CharField(max_length=64, unique=True)
    sealed = models.TextField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(slot__regex=r"^[0-9a-f]{64}$"), name="slot_is_an_hmac")
        ]

    def __str__(self) -> str:
        return f"{self.slot[:8]}…"
