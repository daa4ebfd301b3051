"""Progress during the year with its evidence (bukti dukung)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from employees.identifiers import new_uuid


class ProgressEntry(models.Model):
    """What was done, dated by the employee: a result, effort, a contribution to the community, an innovation.

    `achieved` is the indicator's figure up to that day in the indicator's unit. `help_wanted` lands in the
    superior's queue until `helped_at`.
    """

    class Kind(models.TextChoices):
        RESULT = "RESULT", "Hasil"
        EFFORT = "EFFORT", "Usaha dan proses"
        COMMUNITY = "COMMUNITY", "Kontribusi kepada masyarakat"
        INNOVATION = "INNOVATION", "Inovasi"

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    appraisal = models.ForeignKey("appraisal.Appraisal", on_delete=models.PROTECT, related_name="progress")
    target = models.ForeignKey(
        "appraisal.WorkTarget", on_delete=models.SET_NULL, null=True, blank=True, related_name="progress"
    )
    indicator = models.ForeignKey(
        "appraisal.TargetIndicator", on_delete=models.SET_NULL, null=True, blank=True, related_name="progress"
    )
    kind = models.CharField("jenis", max_length=10, choices=Kind, default=Kind.RESULT)
    day = models.DateField("tanggal")
    text = models.TextField("uraian", max_length=2000)
    achieved = models.DecimalField("realisasi", max_digits=14, decimal_places=2, null=True, blank=True)
    obstacle = models.TextField("kendala", max_length=2000, blank=True)
    help_wanted = models.BooleanField("butuh bantuan", default=False)
    helped_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-day", "-pk"]
        verbose_name = "catatan realisasi"
        constraints = [
            models.CheckConstraint(
                condition=Q(helped_at__isnull=True) | Q(help_wanted=True),
                name="helped_only_if_help_was_wanted",
            )
        ]

    def __str__(self) -> str:
        return f"{self.day:%d-%m-%Y} {self.text[:60]}"


class Evidence(models.Model):
    """A file (kept by its SHA-256 outside the web root) or a link that the server never fetches.

    It belongs to one thing: a progress entry, an objection, a unit's result, or an act (the signed scan). Evidence
    of an entry may prove other targets too (`also_for`).
    """

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    entry = models.ForeignKey(
        ProgressEntry, on_delete=models.CASCADE, null=True, blank=True, related_name="evidence"
    )
    objection = models.ForeignKey(
        "appraisal.Objection", on_delete=models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    unit_rating = models.ForeignKey(
        "appraisal.UnitRating", on_delete=models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    event = models.ForeignKey(
        "appraisal.Event", on_delete=models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    also_for = models.ManyToManyField(
        "appraisal.WorkTarget", blank=True, related_name="more_evidence", verbose_name="juga membuktikan"
    )
    title = models.CharField("judul", max_length=200)
    link = models.URLField("tautan", max_length=500, blank=True)
    file = models.FileField("berkas", max_length=200, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(link="") & ~Q(file="") & Q(sha256__regex=r"^[0-9a-f]{64}$"))
                | (~Q(link="") & Q(file="")),
                name="evidence_is_a_file_or_a_link",
            ),
            models.CheckConstraint(
                condition=Q(
                    entry__isnull=False, objection__isnull=True, unit_rating__isnull=True, event__isnull=True
                )
                | Q(entry__isnull=True, objection__isnull=False, unit_rating__isnull=True, event__isnull=True)
                | Q(entry__isnull=True, objection__isnull=True, unit_rating__isnull=False, event__isnull=True)
                | Q(
                    entry__isnull=True, objection__isnull=True, unit_rating__isnull=True, event__isnull=False
                ),
                name="evidence_belongs_to_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return self.title
