"""Evaluations of an appraisal: self-assessment, ratings, signature."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from appraisal.distribution import UNIT_PREDICATE_LABELS
from appraisal.models.appraisal import Appraisal, PartyRole
from appraisal.models.period import WindowCode
from appraisal.rating import PREDICATE_LABELS, RATING_LABELS, Predicate, Rating, predicate
from appraisal.values import VALUE_LABELS
from employees.identifiers import new_uuid

if TYPE_CHECKING:
    from employees.models import User

RATING_CHOICES = [(rating.value, label) for rating, label in RATING_LABELS.items()]
UNIT_PREDICATE_CHOICES = [(member.value, label) for member, label in UNIT_PREDICATE_LABELS.items()]
PREDICATE_CHOICES = [(member.value, label) for member, label in PREDICATE_LABELS.items()]
VALUE_CHOICES = [(value.value, label) for value, label in VALUE_LABELS.items()]


class EvaluationStatus(models.TextChoices):
    OPEN = "OPEN", "Penilaian diri"
    ASSESSED = "ASSESSED", "Menunggu evaluasi"
    RATED = "RATED", "Dialog evaluasi"
    OVERDUE = "OVERDUE", "Evaluasi oleh atasan Pejabat Penilai Kinerja"
    DELIVERED = "DELIVERED", "Disampaikan"
    DISPUTED = "DISPUTED", "Keberatan"
    FINAL = "FINAL", "Final"
    VOID = "VOID", "Gugur"


UNSIGNED = frozenset(
    {EvaluationStatus.OPEN, EvaluationStatus.ASSESSED, EvaluationStatus.RATED, EvaluationStatus.OVERDUE}
)
SIGNED = frozenset({EvaluationStatus.DELIVERED, EvaluationStatus.DISPUTED, EvaluationStatus.FINAL})


class Origin(models.TextChoices):
    """Why an overall rating was given; originals stay when a later one replaces them."""

    APPRAISER = "APPRAISER", "Pejabat penilai kinerja"
    CALIBRATION = "CALIBRATION", "Kalibrasi"
    REVIEWER = "REVIEWER", "Atasan pejabat penilai kinerja"
    OBJECTION = "OBJECTION", "Keputusan keberatan"


class EvaluationQuerySet(models.QuerySet["Evaluation"]):
    def visible_to(self, user: User) -> EvaluationQuerySet:
        return self.filter(appraisal__in=Appraisal.objects.visible_to(user))


class Evaluation(models.Model):
    """One evaluation of an appraisal in a window; Ps. 24 (periodic) and Ps. 25 (yearly).

    All dates count themselves. `predicate` follows from the signed or current overall rating and is never typed.
    `received_at` starts the employee's clocks. `unit_predicate` and `unit_remark` are the organisation's result
    as it stood at the signature, because a later one changes no signed document.
    """

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    appraisal = models.ForeignKey("appraisal.Appraisal", on_delete=models.PROTECT, related_name="evaluations")
    window = models.CharField(max_length=5, choices=WindowCode, default=WindowCode.YEAR)
    status = models.CharField(max_length=10, choices=EvaluationStatus, default=EvaluationStatus.OPEN)
    opens_on = models.DateField()
    self_due_on = models.DateField()
    ends_on = models.DateField()
    self_submitted_at = models.DateTimeField(null=True, blank=True)
    self_skipped = models.BooleanField("tanpa penilaian diri", default=False)
    self_late = models.BooleanField("penilaian diri terlambat", default=False)
    note = models.TextField("catatan", max_length=4000, blank=True)
    unit_predicate = models.CharField(
        "capaian kinerja organisasi saat ditandatangani",
        max_length=20,
        choices=UNIT_PREDICATE_CHOICES,
        blank=True,
    )
    unit_remark = models.CharField(max_length=40, blank=True)
    predicate = models.CharField(max_length=20, choices=PREDICATE_CHOICES, blank=True)
    rated_at = models.DateTimeField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    origin = models.CharField("jenis hasil", max_length=11, choices=Origin, blank=True)
    overdue_from = models.CharField(max_length=10, choices=EvaluationStatus, blank=True)
    conclude_due_on = models.DateField("batas evaluasi oleh atasan pejabat penilai", null=True, blank=True)
    decide_due_on = models.DateField("batas keputusan keberatan", null=True, blank=True)
    receipt_due_on = models.DateField("batas penyampaian", null=True, blank=True)
    carried_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="carried_to"
    )
    kept_by = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, null=True, blank=True, related_name="kept_evaluations",
        verbose_name="pejabat penilai yang meneruskan",
        help_text="appraiser who left inside the window and keeps the duty for this one (text lines 3768-3793)",
    )  # fmt: skip
    received_at = models.DateTimeField(null=True, blank=True)
    returned_at = models.DateTimeField("ditandatangani pegawai", null=True, blank=True)
    reply_due_on = models.DateField("batas keberatan dan tanda tangan", null=True, blank=True)
    final_at = models.DateTimeField(null=True, blank=True)
    undelivered_reason = models.TextField("alasan tanpa dialog", blank=True)
    versions = models.JSONField(default=dict, editable=False)

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        ordering = ["appraisal", "opens_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["appraisal", "window"],
                condition=~Q(status="VOID"),
                name="one_evaluation_a_window",
            ),
            models.CheckConstraint(
                condition=Q(rated_at__isnull=True, predicate="")
                | (Q(rated_at__isnull=False) & ~Q(predicate="")),
                name="predicate_iff_rated",
            ),
            models.CheckConstraint(
                condition=Q(signed_by__isnull=True, signed_at__isnull=True)
                | Q(signed_by__isnull=False, signed_at__isnull=False, rated_at__isnull=False),
                name="signed_by_and_signed_at_together",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["DELIVERED", "DISPUTED", "FINAL"]) | Q(signed_at__isnull=False),
                name="delivered_means_signed",
            ),
            models.CheckConstraint(
                condition=Q(status="FINAL", final_at__isnull=False)
                | (~Q(status="FINAL") & Q(final_at__isnull=True)),
                name="final_iff_it_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(self_due_on__gte=F("opens_on"), ends_on__gte=F("self_due_on")),
                name="evaluation_dates_follow_each_other",
            ),
            models.CheckConstraint(
                condition=~Q(status="OVERDUE") | ~Q(overdue_from=""), name="overdue_came_from_somewhere"
            ),
        ]
        indexes = [models.Index(fields=["status", "window"], name="evaluation_by_status")]

    def __str__(self) -> str:
        return f"Evaluasi {self.get_window_display()} {self.appraisal}"

    def get_absolute_url(self) -> str:
        return reverse("evaluation", args=[self.appraisal.uuid, self.window])

    def version(self, part: str) -> int:
        """How often a part was saved; forms carry it, so that two tabs cannot overwrite each other."""
        return int(self.versions.get(part, 0))

    @property
    def signed(self) -> bool:
        return self.signed_at is not None


@pghistory.track()
class OverallRating(models.Model):
    """The two ratings that decide, each with its reason. A draft until `given_at`; then it stays for ever.

    One draft a person and evaluation; a draft may hold no rating yet (``""``).
    """

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="ratings")
    origin = models.CharField(max_length=11, choices=Origin)
    by = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    results = models.CharField("rating hasil kerja", max_length=5, choices=RATING_CHOICES, blank=True)
    results_reason = models.TextField("alasan rating hasil kerja", max_length=2000, blank=True)
    behaviour = models.CharField("rating perilaku kerja", max_length=5, choices=RATING_CHOICES, blank=True)
    behaviour_reason = models.TextField("alasan rating perilaku kerja", max_length=2000, blank=True)
    guards_others = models.BooleanField("menjaga penerapan nilai pada orang lain", default=False)
    given_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["evaluation", "given_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "by"],
                condition=Q(given_at__isnull=True),
                name="one_draft_rating_a_person",
            ),
            models.CheckConstraint(
                condition=Q(given_at__isnull=True)
                | (~Q(results="") & ~Q(behaviour="") & ~Q(results_reason="") & ~Q(behaviour_reason="")),
                name="a_given_rating_has_both_and_its_reasons",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_origin_display()}: {self.results}/{self.behaviour}"

    @property
    def complete(self) -> bool:
        return bool(
            self.results and self.behaviour and self.results_reason.strip() and self.behaviour_reason.strip()
        )

    @property
    def predicate(self) -> Predicate | None:
        """From the quadrant, or None while a rating is missing."""
        if not (self.results and self.behaviour):
            return None
        return predicate(Rating(self.results), Rating(self.behaviour))


@pghistory.track()
class ProposedRating(models.Model):
    """Usulan of a team's leader for the evaluation of a member: what he proposes, never a rating itself."""

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="proposals")
    team = models.ForeignKey("employees.Team", on_delete=models.PROTECT, related_name="proposals")
    by = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    results = models.CharField("usulan rating hasil kerja", max_length=5, choices=RATING_CHOICES)
    results_reason = models.TextField("alasan usulan hasil kerja", max_length=1000)
    behaviour = models.CharField("usulan rating perilaku kerja", max_length=5, choices=RATING_CHOICES)
    behaviour_reason = models.TextField("alasan usulan perilaku kerja", max_length=1000)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["evaluation", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "team", "by"], name="one_proposal_a_team_leader_and_evaluation"
            ),
            models.CheckConstraint(
                condition=~Q(results="") & ~Q(behaviour="") & ~Q(results_reason="") & ~Q(behaviour_reason=""),
                name="a_proposal_has_both_and_its_reasons",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.team}: {self.get_results_display()}, {self.get_behaviour_display()}"


@pghistory.track()
class ItemRating(models.Model):
    """A rating of one target or one value: the employee's own view, or the appraiser's by exception."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="item_ratings")
    by_role = models.CharField(max_length=12, choices=PartyRole)
    target = models.ForeignKey(
        "appraisal.WorkTarget", on_delete=models.CASCADE, null=True, blank=True, related_name="ratings"
    )
    value = models.CharField(max_length=16, choices=VALUE_CHOICES, blank=True)
    rating = models.CharField(max_length=5, choices=RATING_CHOICES)
    note = models.TextField("catatan", max_length=1000, blank=True)

    class Meta:
        ordering = ["evaluation", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(target__isnull=False) & Q(value="")) | (Q(target__isnull=True) & ~Q(value="")),
                name="item_rating_is_of_a_target_or_a_value",
            ),
            models.UniqueConstraint(
                fields=["evaluation", "by_role", "target"],
                condition=Q(target__isnull=False),
                name="one_rating_a_target_and_role",
            ),
            models.UniqueConstraint(
                fields=["evaluation", "by_role", "value"],
                condition=~Q(value=""),
                name="one_rating_a_value_and_role",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target or self.get_value_display()}: {self.get_rating_display()}"


class SelfTarget(models.Model):
    """What the employee writes about one target at the evaluation."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="self_targets")
    target = models.ForeignKey("appraisal.WorkTarget", on_delete=models.CASCADE, related_name="self_targets")
    achievements = models.TextField("capaian", max_length=4000, blank=True)
    obstacles = models.TextField("kendala", max_length=4000, blank=True)

    class Meta:
        ordering = ["evaluation", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "target"], name="one_self_assessment_a_target")
        ]

    def __str__(self) -> str:
        return f"{self.target}"


class SelfFigure(models.Model):
    """What was achieved of one indicator in the window: a figure where it is measured, always words (realisasi)."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="self_figures")
    indicator = models.ForeignKey(
        "appraisal.TargetIndicator", on_delete=models.CASCADE, related_name="self_figures"
    )
    achieved: models.DecimalField[Decimal | None, Decimal | None] = models.DecimalField(
        "realisasi (angka)", max_digits=14, decimal_places=2, null=True, blank=True
    )
    text = models.CharField("realisasi berdasarkan bukti dukung", max_length=500, blank=True)

    class Meta:
        ordering = ["evaluation", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "indicator"], name="one_figure_an_indicator")
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.achieved if self.achieved is not None else self.text}"
