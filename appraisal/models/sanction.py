"""Hukuman disiplin (PP 94/2021): what an official decided on paper, recorded with the decision; nothing makes one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from employees.identifiers import new_uuid
from employees.models import Employee

if TYPE_CHECKING:
    from datetime import date

    from employees.models import User

REVOKING = ["revoked_by", "revoked_at", "revoked_reason"]


class SanctionQuerySet(models.QuerySet["Sanction"]):
    def visible_to(self, user: User) -> SanctionQuerySet:
        """The person's own, those of one's desk, and all for an auditor; no superior and no colleague."""
        return self.filter(Q(employee=user.employee_id) | Q(pk__in=self.at_desk(user).values("pk")))

    def at_desk(self, user: User) -> SanctionQuerySet:
        """About people in whose units this user does personnel work today; all for an auditor and the agency."""
        if user.is_auditor or user.has_perm("employees.administer_agency"):
            return self.all()
        if not user.is_personnel:
            return self.none()
        return self.filter(employee__in=Employee.objects.administered_by(user).values("pk"))

    def running(self, on: date) -> SanctionQuerySet:
        """Those whose term covers a day. A reprimand has no term: it is never running."""
        return self.filter(revoked_at__isnull=True, starts_on__lte=on, ends_on__gte=on)


class Sanction(models.Model):
    """One decision. What was recorded is never changed: a wrong record is revoked with a reason and recorded anew."""

    class Level(models.TextChoices):
        LIGHT = "LIGHT", "Ringan"
        MEDIUM = "MEDIUM", "Sedang"
        SEVERE = "SEVERE", "Berat"

    class Kind(models.TextChoices):
        """The kinds of PP 94/2021 (shared design, domain.md section 8)."""

        SPOKEN = "SPOKEN", "Teguran lisan"
        WRITTEN = "WRITTEN", "Teguran tertulis"
        DISSATISFIED = "DISSATISFIED", "Pernyataan tidak puas secara tertulis"
        CUT_6 = "CUT_6", "Pemotongan tunjangan kinerja 25% selama 6 bulan"
        CUT_9 = "CUT_9", "Pemotongan tunjangan kinerja 25% selama 9 bulan"
        CUT_12 = "CUT_12", "Pemotongan tunjangan kinerja 25% selama 12 bulan"
        LOWER_POST = "LOWER_POST", "Penurunan jabatan setingkat lebih rendah selama 12 bulan"
        RELEASED = "RELEASED", "Pembebasan dari jabatan menjadi pelaksana selama 12 bulan"
        DISMISSED = "DISMISSED", "Pemberhentian dengan hormat tidak atas permintaan sendiri"

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    employee = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="sanctions")
    kind = models.CharField("jenis hukuman", max_length=12, choices=Kind)
    violation = models.TextField("pelanggaran", max_length=4000)
    decree = models.CharField("nomor keputusan", max_length=100)
    decided_by_whom = models.CharField("pejabat yang menghukum", max_length=200)
    decided_on = models.DateField("tanggal keputusan")
    starts_on = models.DateField("berlaku mulai")
    ends_on = models.DateField("berlaku sampai", null=True, blank=True)
    file_name = models.CharField("nama berkas", max_length=200)
    file = models.FileField("berkas", max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64)
    recorded_by = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    revoked_by = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_reason = models.TextField("alasan dicabut", max_length=1000, blank=True)

    objects = SanctionQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__gte=F("decided_on")), name="sanction_starts_after_its_decision"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="sanction_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(file="") & Q(sha256__regex=r"^[0-9a-f]{64}$"), name="sanction_has_its_document"
            ),
            models.CheckConstraint(
                condition=Q(recorded_by__isnull=False, recorded_at__isnull=False) & ~Q(violation=""),
                name="sanction_recorded_by_and_at_for_a_violation",
            ),
            models.CheckConstraint(
                condition=~Q(recorded_by=F("employee")), name="nobody_records_his_own_sanction"
            ),
            models.CheckConstraint(
                condition=Q(revoked_by__isnull=True, revoked_at__isnull=True, revoked_reason="")
                | Q(revoked_by__isnull=False, revoked_at__isnull=False) & ~Q(revoked_reason=""),
                name="sanction_revoked_by_and_at_for_a_reason",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="sanctions_are_not_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="sanctions_are_not_rewritten", exclude=REVOKING),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.employee}"

    def get_absolute_url(self) -> str:
        return reverse("sanction", args=[self.uuid])

    @property
    def level(self) -> Level:
        match Sanction.Kind(self.kind):
            case Sanction.Kind.SPOKEN | Sanction.Kind.WRITTEN | Sanction.Kind.DISSATISFIED:
                return Sanction.Level.LIGHT
            case Sanction.Kind.CUT_6 | Sanction.Kind.CUT_9 | Sanction.Kind.CUT_12:
                return Sanction.Level.MEDIUM
        return Sanction.Level.SEVERE

    @property
    def standing(self) -> tuple[str, str]:
        """Where it stands today: words, and the tone of a status."""
        today = timezone.localdate()
        if self.revoked_at is not None:
            return "Dicabut", "closed"
        if self.starts_on > today:
            return "Belum berlaku", "waiting"
        if self.ends_on is None:
            return "Tanpa jangka waktu", "closed"
        return ("Berlaku", "attention") if self.ends_on >= today else ("Berakhir", "closed")
