"""Work teams (tim kerja) with members from any unit, and leave (cuti)."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from employees.identifiers import new_uuid


class Team(models.Model):
    """A tim kerja under a unit, led by somebody; its members come from any unit (text lines 1928-1932)."""

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    name = models.CharField("nama tim", max_length=200)
    unit = models.ForeignKey("employees.Unit", on_delete=models.PROTECT, related_name="teams")
    leader = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, related_name="leads", verbose_name="ketua tim"
    )
    decree = models.CharField("surat keputusan", max_length=200, blank=True)
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("sampai", null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="team_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    def on(self, day: date) -> MembershipQuerySet:
        """Memberships that hold on a day; both ends count."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)


class Membership(models.Model):
    """Who works in a team from a day to a day; both count."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="memberships")
    employee = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField("peran", max_length=120, blank=True)
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("sampai", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["team", "employee__sort_name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="membership_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["team", "employee", "starts_on"], name="one_membership_a_person_and_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee} – {self.team}"


class LeaveQuerySet(models.QuerySet["Leave"]):
    def touching(self, start: date, end: date) -> LeaveQuerySet:
        """Leave that holds on some day from `start` to `end`."""
        return self.filter(starts_on__lte=end, ends_on__gte=start)


class Leave(models.Model):
    """Cuti: suspends the person's own clocks, never anybody else's. Over a year there is no SKP meanwhile."""

    class Kind(models.TextChoices):
        ANNUAL = "ANNUAL", "Cuti tahunan"
        SICK = "SICK", "Cuti sakit"
        MATERNITY = "MATERNITY", "Cuti melahirkan"
        IMPORTANT = "IMPORTANT", "Cuti karena alasan penting"
        LONG = "LONG", "Cuti besar"
        UNPAID = "UNPAID", "Cuti di luar tanggungan negara"

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    employee = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="leaves")
    kind = models.CharField("jenis cuti", max_length=9, choices=Kind)
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("sampai")
    decree = models.CharField("surat keputusan", max_length=200, blank=True)
    recorded_by = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = LeaveQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="leave_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.employee}: {self.starts_on:%d-%m-%Y}"
