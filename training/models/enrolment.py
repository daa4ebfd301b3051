"""Taking part: enrolment, attendance, the participant's view of the session, and the certificate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from appraisal.kept import Kept, whole_file
from employees.identifiers import new_uuid
from training import reach
from training.models.course import MOST_HOURS, CourseKind, CourseSession

if TYPE_CHECKING:
    from employees.models import User

SCORES = [MinValueValidator(1), MaxValueValidator(5)]


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def visible_to(self, user: User) -> EnrolmentQuerySet:
        """One's own, and those of people whose training one may read."""
        return self.filter(Q(employee=user.employee_id) | Q(employee__in=reach.readable(user)))


class Enrolment(models.Model):
    """Somebody and a session: asked for, decided by the superior, attended or not, and what it was worth."""

    class Status(models.TextChoices):
        REQUESTED = "REQUESTED", "Menunggu persetujuan atasan"
        APPROVED = "APPROVED", "Disetujui"
        REFUSED = "REFUSED", "Tidak disetujui"
        WITHDRAWN = "WITHDRAWN", "Dibatalkan"
        ATTENDED = "ATTENDED", "Hadir"
        ABSENT = "ABSENT", "Tidak hadir"

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    session = models.ForeignKey(CourseSession, on_delete=models.PROTECT, related_name="enrolments")
    employee = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="enrolments")
    status = models.CharField(max_length=9, choices=Status, default=Status.REQUESTED)
    note = models.TextField("alasan mengikuti", max_length=1000, blank=True)
    asked_by = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    item = models.ForeignKey(
        "training.DevelopmentItem", on_delete=models.SET_NULL, null=True, blank=True, related_name="enrolments",
        verbose_name="butir rencana pengembangan",
    )  # fmt: skip
    decided_by = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_note = models.TextField("catatan keputusan", max_length=1000, blank=True)
    attendance_by = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    attendance_at = models.DateTimeField(null=True, blank=True)
    material = models.PositiveSmallIntegerField("materi", null=True, blank=True, validators=SCORES)
    teaching = models.PositiveSmallIntegerField("pengajar", null=True, blank=True, validators=SCORES)
    usefulness = models.PositiveSmallIntegerField(
        "manfaat bagi pekerjaan", null=True, blank=True, validators=SCORES
    )
    opinion = models.TextField("saran", max_length=1000, blank=True)
    opinion_at = models.DateTimeField(null=True, blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        ordering = ["-session__starts_on", "employee__sort_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "employee"],
                condition=~Q(status__in=["REFUSED", "WITHDRAWN"]),
                name="one_standing_enrolment_a_person_and_session",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True, decided_at__isnull=True)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="enrolment_decided_by_and_at_together",
            ),
            models.CheckConstraint(
                condition=Q(attendance_by__isnull=True, attendance_at__isnull=True)
                | Q(attendance_by__isnull=False, attendance_at__isnull=False),
                name="enrolment_attendance_by_and_at_together",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["ATTENDED", "ABSENT"]) | Q(attendance_at__isnull=False),
                name="attendance_was_recorded_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("employee")), name="nobody_approves_their_own_training"
            ),
            models.CheckConstraint(
                condition=Q(opinion_at__isnull=True, usefulness__isnull=True)
                | Q(opinion_at__isnull=False, material__range=(1, 5), teaching__range=(1, 5), usefulness__range=(1, 5)),
                name="an_opinion_has_its_three_scores",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["employee", "status"], name="enrolment_by_person")]

    def __str__(self) -> str:
        return f"{self.employee}: {self.session}"

    def get_absolute_url(self) -> str:
        return reverse("enrolment", args=[self.uuid])


HOLDING = frozenset(
    {
        Enrolment.Status.REQUESTED,
        Enrolment.Status.APPROVED,
        Enrolment.Status.ATTENDED,
        Enrolment.Status.ABSENT,
    }
)  # these hold a seat


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def visible_to(self, user: User) -> CertificateQuerySet:
        return self.filter(Q(employee=user.employee_id) | Q(employee__in=reach.readable(user)))

    def verified(self) -> CertificateQuerySet:
        return self.filter(status=Certificate.Status.VERIFIED)


class Certificate(Kept):
    """Proof of training with its hours; only what personnel verified counts.

    Training outside the catalogue has no enrolment. What is counted by attendance has no file and is verified by
    the record of attendance.
    """

    class Status(models.TextChoices):
        WAITING = "WAITING", "Menunggu verifikasi"
        VERIFIED = "VERIFIED", "Terverifikasi"
        REJECTED = "REJECTED", "Ditolak"

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    employee = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="certificates")
    enrolment = models.OneToOneField(
        Enrolment, on_delete=models.PROTECT, null=True, blank=True, related_name="certificate"
    )
    item = models.ForeignKey(
        "training.DevelopmentItem", on_delete=models.SET_NULL, null=True, blank=True, related_name="certificates",
        verbose_name="butir rencana pengembangan",
    )  # fmt: skip
    title = models.CharField("nama pelatihan", max_length=200)
    kind = models.PositiveSmallIntegerField("jenis diklat", choices=CourseKind)
    provider = models.CharField("penyelenggara", max_length=200)
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("selesai")
    number = models.CharField("nomor sertifikat", max_length=100)
    hours = models.PositiveSmallIntegerField("jam pelajaran (JP)")
    status = models.CharField(max_length=8, choices=Status, default=Status.WAITING)
    sent_at = models.DateTimeField(auto_now_add=True)
    verified_hours = models.PositiveSmallIntegerField("JP yang diakui", null=True, blank=True)
    verified_by = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_note = models.TextField("catatan verifikasi", max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=0)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        ordering = ["-ends_on", "-pk"]
        constraints = [
            whole_file("certificate_file_has_its_hash"),
            models.CheckConstraint(
                condition=Q(hours__gte=1, hours__lte=MOST_HOURS), name="certificate_has_hours_within_reason"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="certificate_dates_in_order"
            ),
            models.CheckConstraint(
                condition=Q(status="WAITING", verified_by__isnull=True, verified_at__isnull=True)
                | (~Q(status="WAITING") & Q(verified_by__isnull=False, verified_at__isnull=False)),
                name="certificate_verified_by_and_at_together",
            ),
            models.CheckConstraint(
                condition=Q(status="VERIFIED", verified_hours__gte=1, verified_hours__lte=MOST_HOURS)
                | (~Q(status="VERIFIED") & Q(verified_hours__isnull=True)),
                name="hours_count_iff_verified",
            ),
            models.CheckConstraint(
                condition=~Q(verified_by=F("employee")), name="nobody_verifies_their_own_certificate"
            ),
            models.CheckConstraint(
                condition=~Q(file="") | Q(enrolment__isnull=False),
                name="only_attendance_counts_without_a_file",
            ),
            models.UniqueConstraint(
                fields=["employee", "title", "ends_on"],
                condition=~Q(status="REJECTED"),
                name="the_same_training_counts_once",
            ),
        ]
        indexes = [models.Index(fields=["status", "sent_at"], name="certificate_by_status")]

    def __str__(self) -> str:
        return f"{self.title} ({self.employee})"

    def get_absolute_url(self) -> str:
        return reverse("certificate", args=[self.uuid])
