"""What an agency asks of a candidate for promotion; nothing here promotes anybody."""

from __future__ import annotations

import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from appraisal.rating import PREDICATE_LABELS, Predicate
from employees.ranks import PNS_RANKS

MOST_YEARS = 5


class PromotionRule(models.Model):
    """One version; a change adds the next one with its reason. Without any the defaults of the fields hold.

    Two years at least Baik is what a functional official's rank without a vacancy needs (shared design, domain.md
    section 8), 20 JP a year a civil servant's right (section 11); the rest is the agency's own.
    """

    class Lowest(models.TextChoices):
        GOOD = Predicate.GOOD.value, PREDICATE_LABELS[Predicate.GOOD]
        VERY_GOOD = Predicate.VERY_GOOD.value, PREDICATE_LABELS[Predicate.VERY_GOOD]

    RANKS = [(code, f"{name} ({code})") for code, name in PNS_RANKS.items()]

    version = models.PositiveIntegerField(unique=True)
    years = models.PositiveSmallIntegerField(
        "tahun yang dilihat", default=2, validators=[MinValueValidator(1), MaxValueValidator(MOST_YEARS)]
    )
    lowest = models.CharField(
        "predikat paling rendah tiap tahun", max_length=20, choices=Lowest, default=Lowest.GOOD
    )
    very_good = models.PositiveSmallIntegerField("di antaranya Sangat Baik, paling sedikit", default=0)
    hours = models.PositiveSmallIntegerField(
        "JP terverifikasi, paling sedikit", default=40, validators=[MaxValueValidator(500)]
    )
    post_years = models.PositiveSmallIntegerField(
        "tahun dalam jabatan sekarang, paling sedikit", default=2, validators=[MaxValueValidator(20)]
    )
    lowest_rank = models.CharField("golongan ruang, paling rendah", max_length=8, choices=RANKS, blank=True)
    after_sanction = models.PositiveSmallIntegerField(
        "bulan sesudah hukuman disiplin berakhir", default=0, validators=[MaxValueValidator(60)]
    )
    change = models.CharField("yang berubah dan alasannya", max_length=300)
    author = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.CheckConstraint(
                condition=Q(years__gte=1, years__lte=MOST_YEARS), name="promotion_looks_at_some_years"
            ),
            models.CheckConstraint(
                condition=Q(very_good__lte=F("years")), name="promotion_asks_for_no_more_than_its_years"
            ),
            models.CheckConstraint(condition=~Q(change=""), name="a_promotion_rule_says_what_changed"),
        ]
        triggers = [
            pgtrigger.Protect(name="promotion_rules_are_added", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"Syarat promosi versi {self.version}"

    @property
    def summary(self) -> str:
        """Every figure of this version in one line, for the history."""
        asked = [
            f"{self.years} tahun paling rendah {self.get_lowest_display()}",
            f"Sangat Baik {self.very_good} kali" if self.very_good else "",
            f"{self.hours} JP" if self.hours else "",
            f"{self.post_years} tahun dalam jabatan" if self.post_years else "",
            f"golongan {self.lowest_rank}" if self.lowest_rank else "",
            "tanpa hukuman disiplin",
            f"dan {self.after_sanction} bulan sesudahnya" if self.after_sanction else "",
        ]
        return "; ".join(one for one in asked if one)
