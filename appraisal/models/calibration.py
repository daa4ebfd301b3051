"""Calibration: the appraisers of a unit look at their ratings together before these are delivered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pghistory
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from appraisal.models.appraisal import Appraisal, Party, PartyRole
from appraisal.models.period import WindowCode
from employees.identifiers import new_uuid

if TYPE_CHECKING:
    from employees.models import User


class CalibrationQuerySet(models.QuerySet["Calibration"]):
    def visible_to(self, user: User) -> CalibrationQuerySet:
        """Its appraisers, who leads it, whoever reviews people of it, personnel of the unit, and auditors.

        By an office nobody comes into the session of his own appraiser.
        """
        today, me = timezone.localdate(), user.employee_id
        invited = CalibrationParticipant.objects.filter(session=OuterRef("pk"))
        part = Q(led_by=me) | Q(Exists(invited.filter(appraiser=me))) | Q(Exists(_reviewed(me)))
        own = Party.objects.on(today).filter(role=PartyRole.APPRAISER, appraisee=me)
        rated_there = Exists(invited.filter(appraiser__in=own.values("employee")))
        office = Q(pk__in=[])
        if user.is_auditor or user.has_perm("employees.administer_agency"):
            office = Q(~rated_there)
        elif user.has_perm("employees.administer_units"):
            office = Q(~rated_there) & Q(unit__in=user.administered_units().values("pk"))
        return self.filter(part | office)


def _reviewed(person: int) -> models.QuerySet[Appraisal]:
    """Appraisals of a session's period in which somebody is the reviewer and one of its appraisers appraises."""
    today = timezone.localdate()
    reviewing = Party.objects.acting(person, today).filter(role=PartyRole.REVIEWER)
    invited = CalibrationParticipant.objects.filter(session=OuterRef(OuterRef("pk")))
    rated = Party.objects.on(today).filter(
        appraisal=OuterRef("pk"), role=PartyRole.APPRAISER, employee__in=invited.values("appraiser")
    )
    return Appraisal.objects.filter(
        Exists(rated), pk__in=reviewing.values("appraisal"), period=OuterRef("period")
    )


@pghistory.track()
class Calibration(models.Model):
    """A session for a unit (with all below it) and a window; open until it is locked with its minutes."""

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    period = models.ForeignKey("appraisal.Period", on_delete=models.PROTECT, related_name="calibrations")
    window = models.CharField(max_length=5, choices=WindowCode, default=WindowCode.YEAR)
    unit = models.ForeignKey("employees.Unit", on_delete=models.PROTECT, related_name="+")
    led_by = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField("yang hendak disamakan", max_length=500, blank=True)
    opened_by = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    minutes = models.TextField("notula", max_length=8000, blank=True)
    counts = models.JSONField(
        default=dict,
        blank=True,
        editable=False,
        help_text="predicates by appraiser as they stood at the lock",
    )
    locked_by = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    locked_at = models.DateTimeField(null=True, blank=True)

    objects = CalibrationQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["period", "window", "unit"],
                condition=Q(locked_at__isnull=True),
                name="one_open_calibration_a_unit_and_window",
            ),
            models.CheckConstraint(
                condition=Q(locked_by__isnull=True, locked_at__isnull=True)
                | Q(locked_by__isnull=False, locked_at__isnull=False),
                name="calibration_locked_by_and_at_together",
            ),
            models.CheckConstraint(
                condition=Q(locked_at__isnull=True) | ~Q(minutes=""),
                name="a_locked_calibration_has_minutes",
            ),
        ]

    def __str__(self) -> str:
        return f"Kalibrasi {self.unit}, {self.get_window_display()} {self.period.year}"

    def get_absolute_url(self) -> str:
        return reverse("calibration", args=[self.uuid])

    @property
    def open(self) -> bool:
        return self.locked_at is None


class CalibrationParticipant(models.Model):
    """An appraiser whose ratings a session is about."""

    session = models.ForeignKey(Calibration, on_delete=models.PROTECT, related_name="participants")
    appraiser = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["session", "appraiser__sort_name"]
        constraints = [
            models.UniqueConstraint(fields=["session", "appraiser"], name="one_seat_an_appraiser_and_session")
        ]

    def __str__(self) -> str:
        return f"{self.appraiser}: {self.session}"


@pghistory.track()
class CalibrationChange(models.Model):
    """Why a rating was changed in a session: for those who calibrate. The rating's own reasons go to the employee."""

    session = models.ForeignKey(Calibration, on_delete=models.PROTECT, related_name="changes")
    before = models.ForeignKey("appraisal.OverallRating", on_delete=models.PROTECT, related_name="+")
    after = models.OneToOneField("appraisal.OverallRating", on_delete=models.PROTECT, related_name="+")
    reason = models.TextField("alasan perubahan", max_length=2000)
    by = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["session", "at"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="a_calibration_change_has_its_reason")
        ]

    def __str__(self) -> str:
        return f"{self.session}: {self.after}"
