"""What somebody keeps for the next export, and the agency's figures that one of them needs."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from appraisal.rating import Predicate
from employees.identifiers import new_uuid

if TYPE_CHECKING:
    from employees.models import User


class ColumnChoiceQuerySet(models.QuerySet["ColumnChoice"]):
    def visible_to(self, user: User) -> ColumnChoiceQuerySet:
        """One's own."""
        return self.filter(owner=user.employee_id)


class ColumnChoice(models.Model):
    """Which columns of a kind of export somebody wants, under a name of his own; read by nobody else."""

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    owner = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="column_choices")
    kind = models.SlugField("jenis ekspor", max_length=40, db_index=False)
    name = models.CharField("nama pilihan", max_length=60)
    columns = ArrayField(models.CharField(max_length=40), verbose_name="kolom")

    objects = ColumnChoiceQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "name"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "kind", "name"], name="one_column_choice_a_name"),
            models.CheckConstraint(condition=~Q(columns=[]), name="a_column_choice_has_columns"),
        ]

    def __str__(self) -> str:
        return self.name


def percentage(label: str) -> models.DecimalField[Decimal, Decimal]:
    return models.DecimalField(label, max_digits=5, decimal_places=2)


@pghistory.track()
class AllowanceTable(models.Model):
    """What share of the performance allowance a predicate brings in a year, by the agency's own regulation.

    No national rule names these figures. A year without a table of its own goes by the latest one before it.
    """

    period = models.OneToOneField(
        "appraisal.Period", on_delete=models.PROTECT, related_name="allowance_table"
    )
    very_good = percentage("Sangat baik")
    good = percentage("Baik")
    needs_improvement = percentage("Butuh perbaikan")
    poor = percentage("Kurang")
    very_poor = percentage("Sangat kurang")
    basis = models.CharField("dasar", max_length=300)
    version = models.PositiveIntegerField(default=0)
    saved_by = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["period"]
        constraints = [
            models.CheckConstraint(
                condition=Q(very_good__range=(0, 200))
                & Q(good__range=(0, 200))
                & Q(needs_improvement__range=(0, 200))
                & Q(poor__range=(0, 200))
                & Q(very_poor__range=(0, 200)),
                name="allowance_percentages_are_between_0_and_200",
            ),
            models.CheckConstraint(
                condition=Q(saved_by__isnull=False, saved_at__isnull=False) & ~Q(basis=""),
                name="allowance_table_saved_by_and_at_with_its_basis",
            ),
        ]

    def __str__(self) -> str:
        return f"Persentase tunjangan {self.period.year}"

    def of(self, predicate: str) -> Decimal:
        """The share of one predicate."""
        share: Decimal = getattr(self, Predicate(predicate).value.lower())
        return share
