"""What citizens say of a service: where it is given, what was said, who read it before it counts, and the reply.

Nothing here says who wrote: no name, no address, no device. `uuid` comes out of the signed form, so that the same
form sent twice is one row.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from appraisal.models import Appraisal
from appraisal.verification import ALPHABET, code_printed, new_code
from employees.desk_access import desk_units
from employees.identifiers import new_uuid
from employees.models import Employee

if TYPE_CHECKING:
    from employees.models import User

BADGE_SIGNS = 6
LOWEST, HIGHEST = 1, 5


def new_badge() -> str:
    """Six signs that nobody misreads on a badge; they tell neither NIP nor name."""
    return "".join(secrets.choice(ALPHABET) for _sign in range(BADGE_SIGNS))


class ServicePointQuerySet(models.QuerySet["ServicePoint"]):
    def visible_to(self, user: User) -> ServicePointQuerySet:
        """Those of units whose desk one reads, and of the unit that one heads."""
        return self.filter(Q(unit__in=desk_units(user)) | Q(unit__head=user.employee_id))


class ServicePoint(models.Model):
    """A unit or a counter whose service citizens rate; `code` stands in the public address and says nothing."""

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    unit = models.ForeignKey(
        "employees.Unit", on_delete=models.PROTECT, related_name="+", verbose_name="unit kerja"
    )
    name = models.CharField("nama layanan atau loket", max_length=100)
    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    active = models.BooleanField("menerima penilaian", default=True)
    version = models.PositiveIntegerField(default=0, editable=False)

    objects = ServicePointQuerySet.as_manager()

    class Meta:
        ordering = ["unit", "name"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], name="service_point_name_is_unique_in_its_unit")
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.unit}"

    def get_absolute_url(self) -> str:
        return reverse("service_point", args=[self.uuid])


class Badge(models.Model):
    """The code by which citizens may name an official; it stands on his badge and reveals no NIP."""

    employee = models.OneToOneField("employees.Employee", on_delete=models.PROTECT, related_name="badge")
    code = models.CharField(max_length=BADGE_SIGNS, unique=True, default=new_badge)

    class Meta:
        ordering = ["employee"]

    def __str__(self) -> str:
        return self.code


class CitizenPolicy(models.Model):
    """Whether a period's evaluation record holds what citizens said; it does while there is no row."""

    period = models.OneToOneField("appraisal.Period", on_delete=models.PROTECT, related_name="+")
    in_record = models.BooleanField("masuk rekaman umpan balik", default=True)

    class Meta:
        ordering = ["period"]

    def __str__(self) -> str:
        return f"Penilaian masyarakat {self.period}"


class CitizenFeedbackQuerySet(models.QuerySet["CitizenFeedback"]):
    def visible_to(self, user: User) -> CitizenFeedbackQuerySet:
        """The desk reads all of its units; after moderation those whom it concerns (product.md, 'Who sees what')."""
        concerned = (
            Q(official=user.employee_id)
            | Q(appraisal__in=Appraisal.objects.visible_to(user))
            | Q(point__unit__head=user.employee_id)
        )
        published = Q(status=CitizenFeedback.Status.PUBLISHED)
        return self.filter(Q(point__unit__in=desk_units(user)) | (published & concerned))


class CitizenFeedback(models.Model):
    """A score and a text about a service. It counts once somebody read it; a hidden one is kept with the reason."""

    class Status(models.TextChoices):
        WAITING = "WAITING", "Menunggu diperiksa"
        PUBLISHED = "PUBLISHED", "Ditayangkan"
        HIDDEN = "HIDDEN", "Tidak ditayangkan"

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    point = models.ForeignKey(ServicePoint, on_delete=models.PROTECT, related_name="feedback")
    official = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    appraisal = models.ForeignKey(
        "appraisal.Appraisal", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    score = models.PositiveSmallIntegerField("nilai")
    text = models.TextField("cerita", max_length=1000, blank=True)
    receipt = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    received_at = models.DateTimeField(default=timezone.now)
    status = models.CharField(max_length=9, choices=Status, default=Status.WAITING)
    decided_by = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.CharField("alasan tidak ditayangkan", max_length=300, blank=True)
    reply = models.TextField("balasan", max_length=1000, blank=True)
    replied_by = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    replied_at = models.DateTimeField(null=True, blank=True)
    reply_days = models.PositiveSmallIntegerField("hari kerja sampai dibalas", null=True, blank=True)

    objects = CitizenFeedbackQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(score__range=(LOWEST, HIGHEST)), name="citizens_score_is_1_to_5"
            ),
            models.CheckConstraint(
                condition=Q(status="WAITING", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(status="WAITING") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="citizens_feedback_decided_by_and_at_together",
            ),
            models.CheckConstraint(
                condition=~Q(status="HIDDEN") | ~Q(hidden_reason=""), name="hidden_only_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(
                    reply="", replied_by__isnull=True, replied_at__isnull=True, reply_days__isnull=True
                )
                | (
                    ~Q(reply="")
                    & Q(replied_by__isnull=False, replied_at__isnull=False, reply_days__isnull=False)
                ),
                name="reply_has_its_person_time_and_length",
            ),
        ]
        indexes = [models.Index(fields=["point", "received_at"], name="citizens_by_point_and_day")]

    def __str__(self) -> str:
        return f"{self.score} dari {HIGHEST}: {self.point.name}"

    def get_absolute_url(self) -> str:
        return reverse("citizen_feedback", args=[self.uuid])

    @property
    def receipt_printed(self) -> str:
        return code_printed(self.receipt)


def officials(point: ServicePoint) -> models.QuerySet[Employee]:
    """Who serves there: those whose definitive post of today lies in the point's unit or below it."""
    today = timezone.localdate()
    lasts = Q(placements__ends_on__isnull=True) | Q(placements__ends_on__gte=today)
    return (
        Employee.objects.active()
        .filter(
            lasts,
            placements__kind="DEFINITIVE",
            placements__starts_on__lte=today,
            placements__unit__path__startswith=point.unit.path,
        )
        .distinct()
    )
