"""Work targets (rencana hasil kerja), their indicators, and the leader's expectations on behaviour."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper

from appraisal.values import VALUE_LABELS
from employees.identifiers import new_uuid


class TargetManager(models.Manager["WorkTarget"]):
    """Targets in force. What a revision dropped stays on record under `WorkTarget.every`."""

    def get_queryset(self) -> models.QuerySet[WorkTarget]:
        return super().get_queryset().filter(dropped_by__isnull=True)


class WorkTarget(models.Model):
    """One planned result of the year; section A (utama) or B (tambahan) of forms A.1.6 and A.1.7.

    `appraisal.targets` and `objects` hold what is in force; one that a revision dropped keeps its progress and
    its ratings and is found through `every` only.
    """

    class Kind(models.TextChoices):
        MAIN = "MAIN", "Utama"
        ADDITIONAL = "ADDITIONAL", "Tambahan"

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    appraisal = models.ForeignKey("appraisal.Appraisal", on_delete=models.PROTECT, related_name="targets")
    kind = models.CharField("jenis", max_length=10, choices=Kind, default=Kind.MAIN)
    parent = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="rencana hasil kerja pimpinan yang diintervensi",
    )
    parent_text = models.CharField("rencana hasil kerja pimpinan (teks)", max_length=500, blank=True)
    result = models.CharField("rencana hasil kerja", max_length=500)
    assigned_by = models.CharField(
        "pimpinan yang memberikan penugasan", max_length=200, blank=True,
        help_text="post of the leader, or the team, as forms A.1.1, A.1.2 and A.1.6 print it",
    )  # fmt: skip
    agreement_indicator = models.ForeignKey(
        "appraisal.AgreementIndicator",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="targets",
    )
    dropped_by = models.ForeignKey(
        "appraisal.TargetRevision", on_delete=models.PROTECT, null=True, blank=True, related_name="dropped"
    )
    order = models.PositiveSmallIntegerField(default=0)

    objects = TargetManager()
    every: models.Manager[WorkTarget] = models.Manager()

    class Meta:
        base_manager_name = "every"
        ordering = ["appraisal", "-kind", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="target_is_not_its_own_parent"
            ),
            models.CheckConstraint(condition=~Q(result=""), name="target_names_a_result"),
        ]
        indexes = [GinIndex(OpClass(Upper("result"), "gin_trgm_ops"), name="target_result_trigrams")]

    def __str__(self) -> str:
        return self.result

    @property
    def intervened(self) -> str:
        """The leader's result that this one serves, as column 2 of form A.1.7 prints it."""
        return self.parent.result if self.parent else self.parent_text


class TargetIndicator(models.Model):
    """Indikator kinerja individu: what is measured, in which unit, and between which figures it is as expected.

    `lower` and `upper` bound 'sesuai ekspektasi'; with direction HIGHER a figure above `upper` is above
    expectation, with LOWER a figure below `lower` is. Without thresholds there is no suggestion.
    """

    class Aspect(models.TextChoices):
        QUANTITY = "QUANTITY", "Kuantitas"
        QUALITY = "QUALITY", "Kualitas"
        TIME = "TIME", "Waktu"
        COST = "COST", "Biaya"

    class Perspective(models.TextChoices):
        RECIPIENTS = "RECIPIENTS", "Penerima Layanan"
        PROCESS = "PROCESS", "Proses Bisnis"
        STRENGTHENING = "STRENGTHENING", "Penguatan Internal"
        BUDGET = "BUDGET", "Anggaran"

    class Direction(models.TextChoices):
        HIGHER = "HIGHER", "Makin tinggi makin baik"
        LOWER = "LOWER", "Makin rendah makin baik"

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    target = models.ForeignKey(WorkTarget, on_delete=models.CASCADE, related_name="indicators")
    aspect = models.CharField("aspek", max_length=8, choices=Aspect, blank=True)
    perspective = models.CharField("perspektif", max_length=14, choices=Perspective, blank=True)
    text = models.CharField("indikator kinerja individu", max_length=300)
    goal = models.CharField("target", max_length=120)
    unit = models.CharField("satuan", max_length=40, blank=True)
    direction = models.CharField("arah", max_length=6, choices=Direction, default=Direction.HIGHER)
    lower = models.DecimalField("ambang bawah", max_digits=14, decimal_places=2, null=True, blank=True)
    upper = models.DecimalField("ambang atas", max_digits=14, decimal_places=2, null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["target", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~(~Q(aspect="") & ~Q(perspective="")), name="indicator_has_aspect_or_perspective"
            ),
            models.CheckConstraint(
                condition=Q(lower__isnull=True, upper__isnull=True)
                | Q(lower__isnull=False, upper__isnull=False, upper__gte=F("lower")),
                name="both_thresholds_or_none",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class BehaviourExpectation(models.Model):
    """Ekspektasi khusus pimpinan beside one of the seven values."""

    appraisal = models.ForeignKey(
        "appraisal.Appraisal", on_delete=models.CASCADE, related_name="expectations"
    )
    value = models.CharField(max_length=16, choices=[(v.value, label) for v, label in VALUE_LABELS.items()])
    text = models.TextField("ekspektasi khusus pimpinan", max_length=1000, blank=True)

    class Meta:
        ordering = ["appraisal", "pk"]
        constraints = [models.UniqueConstraint(fields=["appraisal", "value"], name="one_expectation_a_value")]

    def __str__(self) -> str:
        return f"{self.get_value_display()}: {self.text}"
