"""Rekaman umpan balik: everything said about somebody's work in the year (forms B.1.3 to B.1.5)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from appraisal.rating import TONE_LABELS, Tone
from appraisal.values import VALUE_LABELS


class GiverRole(models.TextChoices):
    """Who gave feedback, in the words the forms print before it."""

    LEADER = "LEADER", "Pimpinan"
    TEAM_LEADER = "TEAM_LEADER", "Ketua tim"
    PEER = "PEER", "Rekan kerja setingkat"
    SUBORDINATE = "SUBORDINATE", "Pegawai di bawahnya"
    OTHER = "OTHER", "Pihak lain"
    CITIZEN = "CITIZEN", "Masyarakat"


class FeedbackEntryQuerySet(models.QuerySet["FeedbackEntry"]):
    def shown(self) -> FeedbackEntryQuerySet:
        """What evaluations look at: the sources that the agency chose for the period; the others are kept unread."""
        return self.filter(appraisal__period__feedback_sources__contains=[F("giver_role")])


class FeedbackEntry(models.Model):
    """One line of the record. Only `appraisal.record.add` writes it; satellites push, the core never pulls."""

    appraisal = models.ForeignKey("appraisal.Appraisal", on_delete=models.PROTECT, related_name="record")
    source = models.CharField(max_length=60, unique=True, help_text="what wrote it, as 'note:<uuid>'")
    giver_role = models.CharField(max_length=12, choices=GiverRole)
    shown_name = models.CharField(max_length=250, blank=True)
    text = models.TextField()
    target = models.ForeignKey(
        "appraisal.WorkTarget", on_delete=models.SET_NULL, null=True, blank=True, related_name="record"
    )
    value = models.CharField(
        max_length=16, choices=[(v.value, label) for v, label in VALUE_LABELS.items()], blank=True
    )
    day = models.DateField()
    tone = models.CharField(
        max_length=8, choices=[(t.value, label) for t, label in TONE_LABELS.items()], default=Tone.NEUTRAL
    )

    objects = FeedbackEntryQuerySet.as_manager()

    class Meta:
        ordering = ["day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(target__isnull=True) | Q(value=""), name="feedback_is_about_a_target_or_a_value"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_giver_role_display()}: {self.text[:60]}"
