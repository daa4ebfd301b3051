"""Who read or took what: the auditor's pages, everybody's downloads, calls of other applications. Append-only."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q


class ViewLog(models.Model):
    """One page read, one file taken, or one call answered.

    `appraisal`, `about` and `unit` say of whom and whose it was, as far as it was of somebody. `job` made the file that
    was taken: the log of exports reads these lines and keeps none of its own. `actor` is empty for another
    application, which `actor_name` names; who gave it its token and took it back stands beside its calls.
    """

    class Kind(models.TextChoices):
        READ = "READ", "Bacaan auditor"
        DOWNLOAD = "DOWNLOAD", "Unduhan"
        CALL = "CALL", "Aplikasi lain"

    kind = models.CharField(max_length=8, choices=Kind)
    actor = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, null=True, related_name="+")
    actor_name = models.CharField(max_length=250)
    what = models.CharField(max_length=300)
    appraisal = models.ForeignKey(
        "appraisal.Appraisal", on_delete=models.PROTECT, null=True, blank=True, related_name="views"
    )
    about = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    unit = models.ForeignKey(
        "employees.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    job = models.ForeignKey(
        "employees.Job", on_delete=models.PROTECT, null=True, blank=True, related_name="downloads"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="CALL") | Q(actor__isnull=False),
                name="view_is_by_a_person_unless_a_call",
            ),
            models.CheckConstraint(
                condition=Q(appraisal__isnull=True) | Q(about__isnull=False, unit__isnull=False),
                name="view_of_an_appraisal_names_person_and_unit",
            ),
            models.CheckConstraint(
                condition=Q(job__isnull=True) | Q(kind="DOWNLOAD"),
                name="view_of_a_job_is_a_download",
            ),
        ]
        indexes = [
            models.Index(fields=["-at", "-id"], name="view_newest"),
            models.Index(fields=["kind", "-at", "-id"], name="view_by_kind"),
            models.Index(fields=["actor", "-at", "-id"], name="view_by_actor"),
            models.Index(fields=["about", "-at", "-id"], name="view_by_person"),
            models.Index(fields=["unit", "-at", "-id"], name="view_by_unit"),
        ]
        triggers = [
            pgtrigger.Protect(name="views_are_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.actor_name}: {self.what}"
