"""A behaviour problem: told to the employee, reported on B.1.10, counselled (text lines 3546-3653).

Who and how far stands in the clear, because pages must find it; what was said is sealed (feedback/secrecy.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from appraisal.models import Party, PartyRole
from employees.identifiers import new_uuid
from feedback import secrecy
from feedback.secrecy import Content

if TYPE_CHECKING:
    from employees.models import User


class Sealed(models.Model):
    """A row whose words are encrypted as one."""

    sealed = models.TextField(blank=True, editable=False)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True

    def said(self) -> Content:
        """Everything that was written. Raises UnreadableError when the key is missing."""
        return secrecy.unseal(self.sealed)

    def write(self, **words: object) -> None:
        """Add to it; the caller saves."""
        self.sealed = secrecy.seal(self.said() | words)
        self.version += 1


class BehaviourReportQuerySet(models.QuerySet["BehaviourReport"]):
    def visible_to(self, user: User) -> BehaviourReportQuerySet:
        """The employee's own, the reporter's own, and those of whoever is named in the case; nobody else's."""
        me = user.employee_id
        named = Q(case__counsellor=me)
        if user.is_personnel:
            named |= Q(case__officers__officer=me)
        return self.filter(Q(employee=me) | Q(reporter=me) | named).distinct()


class BehaviourReport(Sealed):
    """What the appraiser told the employee about his behaviour, and B.1.10 where nothing changed."""

    class Status(models.TextChoices):
        TOLD = "TOLD", "Disampaikan kepada pegawai"
        IMPROVED = "IMPROVED", "Sudah berubah"
        REPORTED = "REPORTED", "Dilaporkan (B.1.10)"

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    appraisal = models.ForeignKey("appraisal.Appraisal", on_delete=models.PROTECT, related_name="+")
    employee = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    reporter = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=8, choices=Status, default=Status.TOLD)
    told_at = models.DateTimeField(auto_now_add=True)
    reported_at = models.DateTimeField(null=True, blank=True)

    objects = BehaviourReportQuerySet.as_manager()

    class Meta:
        ordering = ["-told_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(employee=F("reporter")), name="nobody_reports_his_own_behaviour"
            ),
            models.CheckConstraint(
                condition=Q(status="REPORTED", reported_at__isnull=False)
                | ~Q(status="REPORTED") & Q(reported_at__isnull=True),
                name="behaviour_is_reported_iff_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"B.1.10 {self.employee_id}"

    def get_absolute_url(self) -> str:
        return reverse("behaviour", args=[self.uuid])


class CounsellingCaseQuerySet(models.QuerySet["CounsellingCase"]):
    def visible_to(self, user: User) -> CounsellingCaseQuerySet:
        """The employee, the counsellor, the named case officers; superiors only what was reported to them."""
        me = user.employee_id
        acting = Party.objects.acting(me, timezone.localdate())
        appraisals = {
            role: acting.filter(role=role).values("appraisal")
            for role in (PartyRole.APPRAISER, PartyRole.REVIEWER)
        }
        recorded = Q(status__in=RECORDED)
        by = CounsellingCase.By
        seen = Q(report__employee=me) | Q(counsellor=me)
        seen |= recorded & Q(by=by.OFFICIAL, report__appraisal__in=appraisals[PartyRole.APPRAISER])
        seen |= recorded & Q(
            by__in=(by.APPRAISER, by.OFFICIAL), report__appraisal__in=appraisals[PartyRole.REVIEWER]
        )
        if user.is_personnel:
            seen |= Q(officers__officer=me)
        return self.filter(seen).distinct()


class CounsellingCase(Sealed):
    """Counselling of one employee about one report."""

    class Status(models.TextChoices):
        WAITING = "WAITING", "Menunggu penetapan"
        DECLINED = "DECLINED", "Tidak dikonseling"
        SCHEDULED = "SCHEDULED", "Dijadwalkan"
        RECORDED = "RECORDED", "Rekaman dilaporkan"
        CLOSED = "CLOSED", "Selesai"

    class By(models.TextChoices):
        """Lines 3627-3634; to whom the record is reported follows from it (3639-3648)."""

        INDEPENDENT = "INDEPENDENT", "Konselor independen"
        APPRAISER = "APPRAISER", "Pejabat penilai kinerja yang terlatih"
        OFFICIAL = "OFFICIAL", "Pejabat yang memiliki fungsi konseling"

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    report = models.OneToOneField(BehaviourReport, on_delete=models.PROTECT, related_name="case")
    employee = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=9, choices=Status, default=Status.WAITING)
    by = models.CharField("dilakukan oleh", max_length=11, choices=By, blank=True)
    counsellor = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = CounsellingCaseQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(employee=F("counsellor")), name="nobody_counsels_themselves"),
            models.CheckConstraint(
                condition=Q(by="", counsellor__isnull=True) | ~Q(by="") & Q(counsellor__isnull=False),
                name="a_counsellor_is_appointed_as_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()} {self.uuid}"

    def get_absolute_url(self) -> str:
        return reverse("counselling", args=[self.uuid])


RECORDED = (CounsellingCase.Status.RECORDED, CounsellingCase.Status.CLOSED)


class CaseOfficer(models.Model):
    """One of the personnel who may read a case, named by whom and when; the employee sees their names."""

    case = models.ForeignKey(CounsellingCase, on_delete=models.PROTECT, related_name="officers")
    officer = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    named_by = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["named_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["case", "officer"], name="one_officer_a_case")]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.case_id}"
