"""The development plan: what somebody will learn, how, by when; and the post that somebody aims at."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from appraisal.kept import Kept, whole_file
from appraisal.models import Recommendation
from employees.identifiers import new_uuid
from training.models.course import Course


class DevelopmentPlan(models.Model):
    """One a person, so that it follows into the next year and to the next superior."""

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    employee = models.OneToOneField(
        "employees.Employee", on_delete=models.PROTECT, related_name="development_plan"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["employee__sort_name", "pk"]

    def __str__(self) -> str:
        return f"Rencana pengembangan {self.employee}"


class DevelopmentItem(Kept):
    """One line of the plan: the gap, the way to close it, who sees to it and until when.

    Proposed by one side and agreed by the other. `evaluation` is the one in whose dialogue it was agreed, or whose
    rating it answers; `recommendation` is its line in the document of that evaluation.
    """

    class Source(models.TextChoices):
        VALUE = "VALUE", "Nilai dasar di bawah ekspektasi"
        TARGET = "TARGET", "Hasil kerja di bawah ekspektasi"
        SIDES = "SIDES", "Penilaian diri dan penilaian orang lain berjauhan"
        GOAL = "GOAL", "Syarat jabatan yang dituju"
        WISH = "WISH", "Keinginan sendiri"

    class Way(models.TextChoices):
        """The model 10-20-70: the share of learning that each way is said to bring."""

        ASSIGNMENT = "ASSIGNMENT", "Penugasan (70)"
        MENTORING = "MENTORING", "Bimbingan atau mentoring (20)"
        TRAINING = "TRAINING", "Pelatihan (10)"

    class Status(models.TextChoices):
        PROPOSED = "PROPOSED", "Diusulkan"
        AGREED = "AGREED", "Disepakati"
        DONE = "DONE", "Selesai"
        DROPPED = "DROPPED", "Tidak dilanjutkan"

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    plan = models.ForeignKey(DevelopmentPlan, on_delete=models.PROTECT, related_name="items")
    evaluation = models.ForeignKey(
        "appraisal.Evaluation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recommendation = models.OneToOneField(
        Recommendation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    source = models.CharField("asal", max_length=6, choices=Source, default=Source.WISH)
    key = models.CharField(
        max_length=40, blank=True, help_text="the value, target or course that the gap is of"
    )
    about = models.CharField("yang ingin dikembangkan", max_length=500)
    way = models.CharField("cara", max_length=10, choices=Way, default=Way.TRAINING)
    course = models.ForeignKey(
        Course, on_delete=models.PROTECT, null=True, blank=True, related_name="items",
        verbose_name="pelatihan dari katalog",
    )  # fmt: skip
    text = models.CharField("kegiatan", max_length=500)
    owner = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, related_name="+", verbose_name="penanggung jawab"
    )
    due_on = models.DateField("tenggat")
    status = models.CharField(max_length=8, choices=Status, default=Status.PROPOSED)
    proposed_by = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)
    agreed_by = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_note = models.TextField("hasilnya", max_length=1000, blank=True)
    reminded_on = models.DateField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            whole_file("item_file_has_its_hash"),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True, agreed_at__isnull=True)
                | Q(agreed_by__isnull=False, agreed_at__isnull=False, evaluation__isnull=False),
                name="item_agreed_by_and_at_in_a_dialogue",
            ),
            models.CheckConstraint(
                condition=~Q(agreed_by=F("proposed_by")), name="the_other_side_agrees_to_an_item"
            ),
            models.CheckConstraint(
                condition=~Q(status="AGREED") | Q(agreed_at__isnull=False), name="agreed_means_by_somebody"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["DONE", "DROPPED"], closed_by__isnull=False, closed_at__isnull=False)
                | Q(status__in=["PROPOSED", "AGREED"], closed_by__isnull=True, closed_at__isnull=True),
                name="item_closed_by_and_at_together",
            ),
            models.CheckConstraint(
                condition=Q(course__isnull=True) | Q(way="TRAINING"), name="only_training_names_a_course"
            ),
        ]
        indexes = [models.Index(fields=["plan", "status"], name="item_by_plan")]

    def __str__(self) -> str:
        return self.text

    @property
    def standing(self) -> str:
        """Its status; what personnel recorded on its recommendation counts too."""
        told = self.recommendation
        if self.status == self.Status.AGREED and told is not None and told.status != told.Status.OPEN:
            return told.status
        return self.status


class CareerGoal(models.Model):
    """The post that somebody aims at; the catalogue says which training it asks for."""

    employee = models.OneToOneField(
        "employees.Employee", on_delete=models.PROTECT, related_name="career_goal"
    )
    position = models.ForeignKey(
        "employees.Position", on_delete=models.PROTECT, related_name="+", verbose_name="jabatan yang dituju"
    )
    by_year = models.PositiveSmallIntegerField("paling cepat tahun")
    reason = models.TextField("alasan dan kesiapan saya", max_length=2000, blank=True)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["employee__sort_name", "pk"]

    def __str__(self) -> str:
        return f"{self.employee}: {self.position}"
