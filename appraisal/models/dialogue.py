"""The talk about the result, what comes of it, and questions about a rating."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from employees.identifiers import new_uuid


class Dialogue(models.Model):
    """Dialog kinerja or rapat evaluasi: agenda from both sides, minutes that the employee confirms."""

    class Kind(models.TextChoices):
        PLANNING = "PLANNING", "Perencanaan"
        CHANGE = "CHANGE", "Perubahan SKP"
        EVALUATION = "EVALUATION", "Evaluasi"

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    appraisal = models.ForeignKey("appraisal.Appraisal", on_delete=models.PROTECT, related_name="dialogues")
    evaluation = models.OneToOneField(
        "appraisal.Evaluation", on_delete=models.PROTECT, null=True, blank=True, related_name="dialogue"
    )
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.EVALUATION)
    group = models.UUIDField("dialog bersama", null=True, blank=True, editable=False)
    held_on = models.DateField("tanggal dialog", null=True, blank=True)
    agenda_appraisee = models.TextField("agenda dari pegawai", max_length=4000, blank=True)
    agenda_appraiser = models.TextField("agenda dari pejabat penilai", max_length=4000, blank=True)
    strengths = models.TextField("kekuatan", max_length=4000, blank=True)
    to_improve = models.TextField("yang perlu ditingkatkan", max_length=4000, blank=True)
    minutes = models.TextField("notula", max_length=8000, blank=True)
    ratings_shown_at = models.DateTimeField("rating dibuka untuk pegawai", null=True, blank=True)
    confirmed_at = models.DateTimeField("notula dikonfirmasi pegawai", null=True, blank=True)

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | ~Q(minutes=""),
                name="only_written_minutes_are_confirmed",
            )
        ]

    def __str__(self) -> str:
        return f"Dialog {self.get_kind_display()} {self.appraisal}"


class Recommendation(models.Model):
    """What should follow from an evaluation; it comes back next period until it is done."""

    class Status(models.TextChoices):
        OPEN = "OPEN", "Belum ditindaklanjuti"
        DONE = "DONE", "Sudah ditindaklanjuti"
        DROPPED = "DROPPED", "Tidak dilanjutkan"

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    evaluation = models.ForeignKey(
        "appraisal.Evaluation", on_delete=models.PROTECT, related_name="recommendations"
    )
    text = models.CharField("rekomendasi", max_length=500)
    owner = models.ForeignKey(
        "employees.Employee",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="pelaksana",
    )
    due_on = models.DateField("tenggat", null=True, blank=True)
    status = models.CharField(max_length=8, choices=Status, default=Status.OPEN)
    followed_note = models.TextField("tindak lanjut", max_length=2000, blank=True)
    followed_by = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    followed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["evaluation", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="OPEN", followed_by__isnull=True, followed_at__isnull=True)
                | (~Q(status="OPEN") & Q(followed_by__isnull=False, followed_at__isnull=False)),
                name="recommendation_followed_by_and_at_together",
            )
        ]

    def __str__(self) -> str:
        return self.text


class ExplanationRequest(models.Model):
    """The employee asks why; the appraiser answers. The clock for an objection keeps running."""

    class About(models.TextChoices):
        RESULTS = "RESULTS", "Rating hasil kerja"
        BEHAVIOUR = "BEHAVIOUR", "Rating perilaku kerja"

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    evaluation = models.ForeignKey(
        "appraisal.Evaluation", on_delete=models.PROTECT, related_name="explanations"
    )
    about = models.CharField("tentang", max_length=9, choices=About)
    question = models.TextField("pertanyaan", max_length=2000)
    asked_at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField("penjelasan", max_length=4000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["evaluation", "asked_at"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "about"], name="one_explanation_a_rating"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="")
                | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="answered_iff_there_is_an_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_about_display()}: {self.question[:60]}"
