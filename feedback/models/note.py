"""Feedback that people sign with their name; what the record must show is pushed through `appraisal.record`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from appraisal.kept import Kept, whole_file
from appraisal.models import Appraisal, GiverRole
from appraisal.values import VALUE_LABELS
from employees.identifiers import new_uuid

if TYPE_CHECKING:
    from employees.models import User


class FeedbackNoteQuerySet(models.QuerySet["FeedbackNote"]):
    def visible_to(self, user: User) -> FeedbackNoteQuerySet:
        """Notes that one gave, and those of appraisals that one may open (signed notes show at once)."""
        return self.filter(Q(giver=user.employee_id) | Q(appraisal__in=Appraisal.objects.visible_to(user)))


class FeedbackNote(Kept):
    """A short signed note about somebody's work, with a link or one file that proves it (Ps. 17-19).

    What a superior saw (pengamatan) is one of its kinds: it is dated, signed, read at once, answered and recorded like
    any other note, and differs only in that it must say what it is about.
    """

    class Kind(models.TextChoices):
        APPRECIATION = "APPRECIATION", "Apresiasi"
        IMPROVEMENT = "IMPROVEMENT", "Perlu diperbaiki"
        NEW_TASK = "NEW_TASK", "Penugasan baru"
        ADVICE = "ADVICE", "Saran"
        OBSERVATION = "OBSERVATION", "Pengamatan"

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    appraisal = models.ForeignKey("appraisal.Appraisal", on_delete=models.PROTECT, related_name="+")
    giver = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, null=True, blank=True, related_name="given_notes"
    )
    guest = models.OneToOneField(
        "feedback.GuestLink", on_delete=models.PROTECT, null=True, blank=True, related_name="note"
    )
    giver_role = models.CharField(max_length=12, choices=GiverRole, default=GiverRole.LEADER)
    receiver = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, related_name="received_notes"
    )
    kind = models.CharField("jenis", max_length=12, choices=Kind, default=Kind.APPRECIATION)
    text = models.TextField("umpan balik", max_length=1000)
    target = models.ForeignKey(
        "appraisal.WorkTarget", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    value = models.CharField(
        "nilai dasar",
        max_length=16,
        choices=[(v.value, label) for v, label in VALUE_LABELS.items()],
        blank=True,
    )
    criterion = models.ForeignKey(
        "appraisal.Criterion", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    link = models.URLField("tautan bukti", max_length=500, blank=True)
    day = models.DateField("tanggal")
    created_at = models.DateTimeField(auto_now_add=True)
    reply = models.TextField("tanggapan", max_length=1000, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    thanked_at = models.DateTimeField(null=True, blank=True)
    acted_upon_at = models.DateTimeField("sudah ditindaklanjuti", null=True, blank=True)

    objects = FeedbackNoteQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "-pk"]
        constraints = [
            whole_file("note_file_has_its_hash"),
            models.CheckConstraint(
                condition=~Q(giver=F("receiver")), name="nobody_gives_feedback_to_themselves"
            ),
            models.CheckConstraint(
                condition=Q(giver__isnull=False, guest__isnull=True)
                | Q(giver__isnull=True, guest__isnull=False),
                name="note_is_given_by_a_person_or_a_guest",
            ),
            models.CheckConstraint(
                condition=Q(target__isnull=True, value="")
                | Q(target__isnull=True, criterion__isnull=True)
                | Q(value="", criterion__isnull=True),
                name="note_is_about_a_target_a_value_or_a_criterion",
            ),
            models.CheckConstraint(
                condition=Q(replied_at__isnull=True, reply="") | (Q(replied_at__isnull=False) & ~Q(reply="")),
                name="replied_iff_there_is_a_reply",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:60]}"

    def get_absolute_url(self) -> str:
        return reverse("note", args=[self.uuid])

    @property
    def giver_name(self) -> str:
        """As the pages and the record name whoever gave it; a guest with the body that he speaks for."""
        return self.giver.full_name if self.giver else str(self.guest)

    @property
    def about(self) -> str:
        """What it speaks of, for a line above its text; empty for the work in general."""
        if self.target is not None:
            return f"Tentang: {self.target.result}"
        if self.criterion is not None:
            return f"Tentang kriteria {self.criterion.name}"
        return f"Tentang nilai {self.get_value_display()}" if self.value else ""
