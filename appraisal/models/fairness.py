"""How an appraiser rated beside what is usual: counts for a talk, made of signed results. Nothing decides by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from appraisal.models.appraisal import Party, PartyRole
from appraisal.models.period import WindowCode
from employees.identifiers import new_uuid

if TYPE_CHECKING:
    from employees.models import User


class RatingPatternQuerySet(models.QuerySet["RatingPattern"]):
    def visible_to(self, user: User) -> RatingPatternQuerySet:
        """Personnel of the unit, auditors, and whoever is the superior of the appraiser in these appraisals.

        Nobody reads the pattern of his own appraiser, whatever office he holds.
        """
        rows = self.filter(~Exists(_appraising().filter(appraisee=user.employee_id)))
        if user.is_auditor or user.has_perm("employees.administer_agency"):
            return rows
        seen = Q(pk__in=self.below(user).values("pk"))
        if user.has_perm("employees.administer_units"):
            seen |= Q(unit__in=user.administered_units().values("pk"))
        return rows.filter(seen)

    def below(self, user: User) -> RatingPatternQuerySet:
        """Of the appraisers whose appraisals this user reviews, himself or as Plt or Plh."""
        acting = Party.objects.acting(user.employee_id, timezone.localdate())
        reviewed = acting.filter(role=PartyRole.REVIEWER).values("appraisal")
        mine = _appraising().filter(appraisee=user.employee_id)
        return self.filter(Exists(_appraising().filter(appraisal__in=reviewed)), ~Exists(mine))

    def of_appraisers(self) -> RatingPatternQuerySet:
        return self.filter(appraiser__isnull=False)

    def of_units(self) -> RatingPatternQuerySet:
        return self.filter(appraiser__isnull=True)


def _appraising() -> models.QuerySet[Party]:
    """Rows by which a pattern's appraiser appraises or appraised somebody in its period."""
    return Party.objects.filter(
        role=PartyRole.APPRAISER, employee=OuterRef("appraiser"), appraisal__period=OuterRef("period")
    )


class RatingPattern(models.Model):
    """One appraiser's ratings of a window, or all of a unit's where no appraiser is named.

    `given` and `expected` count people by pair of ratings, in the order of `fairness.PAIRS`; `findings` and `signs`
    hold what `rating_patterns` made of the year's rows. `unit` is the lowest that holds all the people.
    """

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    period = models.ForeignKey("appraisal.Period", on_delete=models.PROTECT, related_name="rating_patterns")
    window = models.CharField(max_length=5, choices=WindowCode, default=WindowCode.YEAR)
    appraiser = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    unit = models.ForeignKey("employees.Unit", on_delete=models.PROTECT, related_name="+")
    people = models.PositiveIntegerField("pegawai dinilai")
    given = models.JSONField(default=list)
    expected = models.JSONField(default=list)
    findings = models.JSONField(default=list, blank=True)
    signs = models.JSONField(default=dict, blank=True)
    made_at = models.DateTimeField()

    objects = RatingPatternQuerySet.as_manager()

    class Meta:
        ordering = ["period", "window", "unit__path"]
        constraints = [
            models.UniqueConstraint(
                fields=["period", "window", "appraiser"],
                condition=Q(appraiser__isnull=False),
                name="one_pattern_an_appraiser_and_window",
            ),
            models.UniqueConstraint(
                fields=["period", "window", "unit"],
                condition=Q(appraiser__isnull=True),
                name="one_pattern_a_unit_and_window",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appraiser or self.unit} {self.period.year}"

    def get_absolute_url(self) -> str:
        return reverse("rating_pattern", args=[self.uuid])
