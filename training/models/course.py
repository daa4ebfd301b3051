"""The catalogue: courses by SIASN's kinds of diklat, and their sessions with seats."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from appraisal.models.evaluation import VALUE_CHOICES
from employees.identifiers import new_uuid

MOST_HOURS = 2000


class CourseKind(models.IntegerChoices):
    """SIASN's codes of jenisDiklat, in its order; exports and certificates carry the number."""

    STRUCTURAL = 1, "Diklat struktural"
    FUNCTIONAL = 2, "Diklat fungsional"
    TECHNICAL = 3, "Diklat teknis"
    WORKSHOP = 4, "Workshop"
    MANAGERIAL = 5, "Pelatihan manajerial"
    SOCIO_CULTURAL = 6, "Pelatihan sosial kultural"
    SOCIALISATION = 7, "Sosialisasi"
    GUIDANCE = 8, "Bimbingan teknis"
    SEMINAR = 9, "Seminar"
    APPRENTICESHIP = 10, "Magang"
    TUITION = 11, "Kursus"
    UPGRADING = 12, "Penataran"
    OTHER_CLASSICAL = 13, "Klasikal lainnya"
    COACHING = 14, "Coaching"
    MENTORING = 15, "Mentoring"
    E_LEARNING = 16, "E-learning"
    DISTANCE = 17, "Pelatihan jarak jauh"
    SECONDMENT = 18, "Detasering"
    OUTBOUND = 19, "Outbond"
    BENCHMARKING = 20, "Benchmarking"
    EXCHANGE = 21, "Pertukaran pegawai"
    SELF_STUDY = 22, "Belajar mandiri"
    COMMUNITY = 23, "Komunitas belajar"
    ON_THE_JOB = 24, "Bimbingan di tempat kerja"
    OTHER_NON_CLASSICAL = 25, "Nonklasikal lainnya"


COUNTED_BY_ATTENDANCE = frozenset({CourseKind.SOCIALISATION})  # its list of those present is the proof


class Course(models.Model):
    """A pelatihan of the catalogue. `values` and `required_for` tell which gaps it closes."""

    class Field(models.TextChoices):
        TECHNICAL = "TECHNICAL", "Teknis"
        SOFT_SKILL = "SOFT_SKILL", "Soft skill"

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    title = models.CharField("nama pelatihan", max_length=200)
    kind = models.PositiveSmallIntegerField("jenis diklat", choices=CourseKind)
    field = models.CharField("bidang", max_length=10, choices=Field, default=Field.TECHNICAL)
    hours = models.PositiveSmallIntegerField("jam pelajaran (JP)")
    provider = models.CharField("penyelenggara", max_length=200)
    summary = models.TextField("isi pelatihan", max_length=2000, blank=True)
    values = ArrayField(
        models.CharField(max_length=16, choices=VALUE_CHOICES),
        verbose_name="nilai dasar yang diperkuat",
        default=list,
        blank=True,
    )
    required_for = models.ManyToManyField(
        "employees.Position", blank=True, related_name="+", verbose_name="disyaratkan bagi jabatan"
    )
    active = models.BooleanField("ditawarkan", default=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["title", "provider"], name="one_course_a_title_and_provider"),
            models.CheckConstraint(
                condition=Q(hours__gte=1, hours__lte=MOST_HOURS), name="course_has_hours_within_reason"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="course_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("course", args=[self.uuid])

    @property
    def counted_by_attendance(self) -> bool:
        return self.kind in COUNTED_BY_ATTENDANCE


class CourseSessionQuerySet(models.QuerySet["CourseSession"]):
    def open_on(self, day: date) -> CourseSessionQuerySet:
        """Sessions that take enrolments on a day, full ones too."""
        return self.filter(cancelled_at=None, enrol_until__gte=day, course__active=True)


class CourseSession(models.Model):
    """When and where a course is held, with its seats.

    `taken` is written by `training.enrolling` alone, in the statement that takes a seat: of two who want the last
    one the database lets one through.
    """

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="sessions")
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("sampai")
    enrol_until = models.DateField("pendaftaran sampai")
    place = models.CharField("tempat", max_length=200)
    seats = models.PositiveSmallIntegerField("jumlah tempat")
    taken = models.PositiveSmallIntegerField("tempat terpakai", default=0, editable=False)
    cancelled_by = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_reason = models.CharField("alasan pembatalan", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=0)

    objects = CourseSessionQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(taken__lte=F("seats")), name="no_more_taken_than_there_are_seats"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on"), enrol_until__lte=F("ends_on")),
                name="session_dates_follow_each_other",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_by__isnull=True, cancelled_at__isnull=True, cancelled_reason="")
                | (Q(cancelled_by__isnull=False, cancelled_at__isnull=False) & ~Q(cancelled_reason="")),
                name="session_cancelled_by_and_at_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course} {self.starts_on:%d-%m-%Y}"

    @property
    def free(self) -> int:
        return self.seats - self.taken
