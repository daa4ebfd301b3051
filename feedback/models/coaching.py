"""Guidance (bimbingan kinerja): coaching and mentoring with what was prepared, agreed and promised, and its end.

PermenPANRB 6/2022, text lines 3125-3515: forms B.1.6 to B.1.9 are filled from these rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from appraisal.models import Appraisal, Party, PartyRole
from appraisal.models.appraisal import readable_as_successor
from employees.identifiers import new_uuid
from feedback.models.counselling import CaseOfficer

if TYPE_CHECKING:
    from employees.models import User


class CoachingQuerySet(models.QuerySet["CoachingSession"]):
    def visible_to(self, user: User) -> CoachingQuerySet:
        """Own; the coach's; the appraiser's; the reviewer's once reported or told by the employee; auditors' all.

        Of personnel only those who are named in a counselling case of the same employee.
        """
        if user.is_auditor:
            return self
        me = user.employee_id
        acting = Party.objects.acting(me, timezone.localdate())
        appraising = acting.filter(role=PartyRole.APPRAISER)
        reviewing = acting.filter(role=PartyRole.REVIEWER).values("appraisal")
        reported = Q(status=CoachingSession.Status.CLOSED) | Q(view__isnull=False)
        followed = Appraisal.objects.filter(readable_as_successor(appraising))
        named = CaseOfficer.objects.filter(officer=me) if user.is_personnel else CaseOfficer.objects.none()
        return self.filter(
            Q(employee=me)
            | Q(employee__in=named.values("case__employee"))
            | Q(coach=me)
            | Q(started_by=me)
            | Q(appraisal__in=appraising.values("appraisal"))
            | Q(appraisal__in=followed)
            | reported & Q(appraisal__in=reviewing)
        )


class CoachingSession(models.Model):
    """One guidance of one employee. `employee` repeats the appraisee, so that nobody coaches himself."""

    class Kind(models.TextChoices):
        COACHING = "COACHING", "Coaching"
        MENTORING = "MENTORING", "Mentoring"

    class Status(models.TextChoices):
        PREPARING = "PREPARING", "Persiapan pegawai"
        RUNNING = "RUNNING", "Berjalan"
        DONE = "DONE", "Menunggu evaluasi kompetensi"
        CLOSED = "CLOSED", "Selesai"

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    appraisal = models.ForeignKey("appraisal.Appraisal", on_delete=models.PROTECT, related_name="+")
    employee = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("bentuk", max_length=9, choices=Kind, default=Kind.COACHING)
    status = models.CharField(max_length=9, choices=Status, default=Status.PREPARING)
    coach = models.ForeignKey(
        "employees.Employee", verbose_name="pembimbing", on_delete=models.PROTECT, related_name="+"
    )
    started_by = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(auto_now_add=True)
    reason = models.TextField("mengapa bimbingan ini diperlukan", max_length=1000)
    target = models.ForeignKey(
        "appraisal.WorkTarget", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # What the employee prepares: lines 3199-3205 for coaching, 3303-3313 for mentoring.
    version = models.PositiveIntegerField(default=0)
    prepared_at = models.DateTimeField(null=True, blank=True)
    strategy = models.TextField("strategi mencapai target", max_length=2000, blank=True)
    progress = models.TextField("kemajuan dan strategi yang sudah dilakukan", max_length=2000, blank=True)
    obstacle = models.TextField("masalah atau hambatan", max_length=2000, blank=True)
    cause = models.TextField("penyebabnya", max_length=2000, blank=True)
    solutions = models.TextField("alternatif solusi", max_length=2000, blank=True)
    skill = models.TextField("keahlian atau keterampilan yang akan dikembangkan", max_length=1000, blank=True)
    duration = models.CharField("jangka waktu mentoring", max_length=200, blank=True)
    change = models.TextField("perubahan yang diharapkan", max_length=1000, blank=True)
    measure = models.TextField("ukuran keberhasilan", max_length=1000, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    # B.1.9: {name of the competence: [score, reason]}
    competences = models.JSONField(default=dict, blank=True, editable=False)
    recommendation = models.TextField("rekomendasi", max_length=2000, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    follow_up = models.TextField("tindak lanjut", max_length=2000, blank=True)
    decided_by = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = CoachingQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(employee=F("coach")), name="nobody_coaches_themselves"),
            models.CheckConstraint(
                condition=Q(status="CLOSED", closed_at__isnull=False)
                | ~Q(status="CLOSED") & Q(closed_at__isnull=True, competences={}),
                name="coaching_is_closed_by_its_competences",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True, decided_at__isnull=True, follow_up="")
                | Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(follow_up=""),
                name="coaching_decided_by_and_at_together",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.employee}"

    def get_absolute_url(self) -> str:
        return reverse("coaching", args=[self.uuid])

    @property
    def form(self) -> str:
        """Which form of the regulation it is."""
        return "B.1.6" if self.kind == self.Kind.COACHING else "B.1.7"


class CoachingMeeting(models.Model):
    """One talk of a guidance: a line of the journal."""

    session = models.ForeignKey(CoachingSession, on_delete=models.PROTECT, related_name="meetings")
    day = models.DateField("tanggal")
    place = models.CharField("tempat", max_length=200)
    topic = models.TextField("yang dibahas", max_length=2000)

    class Meta:
        ordering = ["day", "pk"]

    def __str__(self) -> str:
        return f"{self.session}, {self.day:%d-%m-%Y}"


class CoachingStep(models.Model):
    """What was agreed in a talk, and by when: a step of the employee, or a resource that the coach promised."""

    class Kind(models.TextChoices):
        STEP = "STEP", "Langkah pegawai"
        RESOURCE = "RESOURCE", "Sumber daya yang dijanjikan"

    class State(models.TextChoices):
        OPEN = "OPEN", "Belum"
        DONE = "DONE", "Terlaksana"
        NOT_DONE = "NOT_DONE", "Tidak terlaksana"

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    meeting = models.ForeignKey(CoachingMeeting, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField("jenis", max_length=8, choices=Kind, default=Kind.STEP)
    text = models.TextField("yang disepakati", max_length=1000)
    due_on = models.DateField("batas waktu")
    adjusts = models.BooleanField("perlu penyesuaian ukuran keberhasilan atau target", default=False)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:60]}"


class CoachingView(models.Model):
    """B.1.8: how the employee saw the guidance. It goes to the leader's superior and never to the leader."""

    class Answer(models.TextChoices):
        YES = "YES", "Ya"
        PARTLY = "PARTLY", "Sebagian"
        NO = "NO", "Tidak"

    session = models.OneToOneField(CoachingSession, on_delete=models.PROTECT, related_name="view")
    answers = models.JSONField(default=dict)
    remark = models.TextField("catatan", max_length=2000, blank=True)
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-given_at"]

    def __str__(self) -> str:
        return f"B.1.8 {self.session}"
