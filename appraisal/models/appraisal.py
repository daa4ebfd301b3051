"""The contract of the year between an employee and the superiors, and who its parties are."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Value
from django.urls import reverse
from django.utils import timezone

from employees.identifiers import new_uuid

if TYPE_CHECKING:
    from employees.models import User


class AppraisalStatus(models.TextChoices):
    PLANNING = "PLANNING", "Draf SKP"
    PROPOSED = "PROPOSED", "Diajukan"
    RUNNING = "RUNNING", "Pelaksanaan"
    CLOSED = "CLOSED", "Ditutup"


class ClosedReason(models.TextChoices):
    MOVED = "MOVED", "Pindah unit"
    LEFT = "LEFT", "Berhenti"
    RETIRED = "RETIRED", "Pensiun"
    DIED = "DIED", "Meninggal dunia"
    LONG_LEAVE = "LONG_LEAVE", "Cuti lebih dari setahun"
    EXEMPT = "EXEMPT", "Tidak wajib SKP"
    OPENED_IN_ERROR = "OPENED_IN_ERROR", "Keliru dibuka"
    PERIOD_CLOSED = "PERIOD_CLOSED", "Periode ditutup"


class PartyRole(models.TextChoices):
    """Who acts in an appraisal by a dated `Party` row."""

    APPRAISEE = "APPRAISEE", "Pegawai yang dinilai"
    APPRAISER = "APPRAISER", "Pejabat penilai kinerja"
    REVIEWER = "REVIEWER", "Atasan pejabat penilai kinerja"
    TEAM_LEADER = "TEAM_LEADER", "Ketua tim"


class AppraisalQuerySet(models.QuerySet["Appraisal"]):
    def visible_to(self, user: User) -> AppraisalQuerySet:
        """What this user may open at all: as a party now or formerly, as Plt or Plh of one, as personnel, as auditor.

        Somebody who becomes a party on a later day waits for that day. The superiors of somebody who moved read
        what the old unit left behind. Which parts are shown is decided by `appraisal.visibility`.
        """
        if user.is_auditor or user.has_perm("employees.administer_agency"):
            return self
        today = timezone.localdate()
        mine = Party.objects.filter(
            appraisal=models.OuterRef("pk"), employee=user.employee_id, starts_on__lte=today
        )
        # A team leader's page of the team shows his members' targets; the appraisal itself stays with its parties.
        mine = mine.exclude(role=PartyRole.TEAM_LEADER)
        acting = Party.objects.acting(user.employee_id, today).exclude(role=PartyRole.TEAM_LEADER)
        seen = Q(Exists(mine)) | Q(pk__in=acting.values("appraisal")) | readable_as_successor(acting)
        if user.has_perm("employees.administer_units"):
            seen |= Q(unit__in=user.administered_units().values("pk"))
        return self.filter(seen)

    def with_party(self, role: PartyRole, employee_id: int, on: date) -> AppraisalQuerySet:
        """Those in which the person holds the role on a day."""
        held = Party.objects.on(on).filter(appraisal=models.OuterRef("pk"), role=role, employee=employee_id)
        return self.filter(models.Exists(held))

    def alive(self) -> AppraisalQuerySet:
        return self.exclude(status=AppraisalStatus.CLOSED)


class Appraisal(models.Model):
    """One employee in one unit and one period; PermenPANRB 6/2022 Ps. 7."""

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    period = models.ForeignKey("appraisal.Period", on_delete=models.PROTECT, related_name="appraisals")
    employee = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="appraisals")
    unit = models.ForeignKey("employees.Unit", on_delete=models.PROTECT, related_name="appraisals")
    status = models.CharField(max_length=10, choices=AppraisalStatus, default=AppraisalStatus.PLANNING)
    closed_reason = models.CharField(max_length=16, choices=ClosedReason, blank=True)
    predecessor = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="successor"
    )
    leads = models.BooleanField(
        "pejabat pimpinan tinggi atau pimpinan unit kerja mandiri", default=False,
        help_text="chooses the forms A.1.1/A.1.2, B.1.4 and C.1.2; indicators have a perspective",
    )  # fmt: skip
    starts_on = models.DateField("berlaku sejak", null=True, blank=True)
    closed_on = models.DateField("berlaku sampai", null=True, blank=True)
    closed_note = models.TextField("catatan penutupan", blank=True)
    study_leave_dropped = models.BooleanField("gagal tugas belajar", default=False)
    targets_due_on = models.DateField()
    proposed_at = models.DateTimeField(null=True, blank=True)
    set_by = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    set_at = models.DateTimeField(null=True, blank=True)
    set_note = models.TextField("catatan penetapan", blank=True)
    versions = models.JSONField(default=dict, editable=False)
    imported = models.BooleanField("data awal", default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AppraisalQuerySet.as_manager()

    class Meta:
        ordering = ["-period__year", "employee__sort_name"]
        constraints = [
            models.UniqueConstraint(
                fields=["period", "employee"],
                condition=~Q(status="CLOSED"),
                name="one_open_appraisal_a_person_and_period",
            ),
            models.CheckConstraint(
                condition=Q(status="CLOSED") & ~Q(closed_reason="")
                | ~Q(status="CLOSED") & Q(closed_reason=""),
                name="closed_iff_it_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(set_by__isnull=True, set_at__isnull=True)
                | Q(set_by__isnull=False, set_at__isnull=False),
                name="set_by_and_set_at_together",
            ),
            models.CheckConstraint(
                condition=~Q(status="RUNNING") | Q(set_at__isnull=False), name="running_means_it_was_set"
            ),
        ]
        indexes = [models.Index(fields=["period", "status"], name="appraisal_by_status")]

    def __str__(self) -> str:
        return f"{self.employee} {self.period.year}"

    def get_absolute_url(self) -> str:
        return reverse("appraisal", args=[self.uuid])

    def version(self, part: str) -> int:
        """How often a part was saved; forms carry it, so that two tabs cannot overwrite each other."""
        return int(self.versions.get(part, 0))

    def party(self, role: PartyRole, on: date) -> Party | None:
        """Who holds a role on a day."""
        return self.parties.on(on).filter(role=role).select_related("employee").first()


class PartyQuerySet(models.QuerySet["Party"]):
    def on(self, day: date) -> PartyQuerySet:
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)

    def acting(self, employee_id: int, day: date) -> PartyQuerySet:
        """Rows of a day through which somebody acts: his own, and those of whom he stands in for.

        Only Plt and Plh are looked up live; everything else is a row that personnel wrote (lines 3670-3700).
        """
        return self.filter(pk__in=_Acting(employee_id, day))


class _Acting(Func):
    """The ids of those rows, by the database's own function: joined by the ORM it cost more than it found."""

    function = "appraisal_acting"
    template = "(SELECT party FROM %(function)s(%(expressions)s) AS party)"
    output_field = models.BigAutoField()


def readable_as_successor(acting: PartyQuerySet) -> Q:
    """A condition on appraisals: somebody moved, and these rows are of superiors in the appraisal that follows."""
    follows = acting.filter(
        role__in=[PartyRole.APPRAISER, PartyRole.REVIEWER],
        appraisal__employee=OuterRef("employee"),
        appraisal__period=OuterRef("period"),
        appraisal__predecessor__isnull=False,
        appraisal__pk__gt=OuterRef("pk"),
    )
    return Q(closed_reason=ClosedReason.MOVED) & Q(Exists(follows))


@pghistory.track()
class Party(models.Model):
    """Who holds a role in an appraisal from a day to a day, with name, rank and post as they print.

    Rights come from these rows and nowhere else. `appraisee` repeats the appraised person, so that the
    database itself refuses somebody as their own appraiser.
    """

    appraisal = models.ForeignKey(Appraisal, on_delete=models.PROTECT, related_name="parties")
    role = models.CharField(max_length=12, choices=PartyRole)
    employee = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="party_rows")
    appraisee = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    name = models.CharField(max_length=250)
    nip = models.CharField(max_length=18, blank=True)
    rank = models.CharField("pangkat/gol. ruang", max_length=60, blank=True)
    position = models.CharField(max_length=250, blank=True)
    level = models.CharField(max_length=20, blank=True)
    unit_name = models.CharField(max_length=200, blank=True)

    objects = PartyQuerySet.as_manager()

    class Meta:
        ordering = ["appraisal", "role", "starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role="APPRAISEE", employee=F("appraisee"))
                | (~Q(role="APPRAISEE") & ~Q(employee=F("appraisee"))),
                name="nobody_is_their_own_appraiser",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="party_ends_after_it_starts",
            ),
            ExclusionConstraint(
                name="one_holder_of_a_role_at_a_time",
                expressions=[
                    ("appraisal", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (
                        Func(F("starts_on"), F("ends_on"), Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=~Q(role="TEAM_LEADER"),
            ),
        ]
        indexes = [
            models.Index(fields=["employee", "role"], name="party_by_person"),
            # Who holds a role, asked of everybody at once: read from the index alone, a quarter of the table.
            models.Index(
                fields=["role", "appraisal"],
                include=["employee", "starts_on", "ends_on"],
                name="party_by_role",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.name}"
