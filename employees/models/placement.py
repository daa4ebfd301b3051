"""Positions (jabatan) and dated placements (riwayat penempatan)."""

from __future__ import annotations

from datetime import date

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from employees.identifiers import new_uuid


class Position(models.Model):
    """A post's name with its category and, for functional posts, its level (jenjang)."""

    class Category(models.TextChoices):
        SENIOR_LEADER = "SENIOR_LEADER", "Jabatan Pimpinan Tinggi"
        ADMINISTRATOR = "ADMINISTRATOR", "Administrator"
        SUPERVISOR = "SUPERVISOR", "Pengawas"
        STRUCTURAL = "STRUCTURAL", "Jabatan Struktural"
        EXECUTIVE = "EXECUTIVE", "Pelaksana"
        FUNCTIONAL = "FUNCTIONAL", "Jabatan Fungsional"

    title = models.CharField("jabatan", max_length=200)
    category = models.CharField("jenis jabatan", max_length=16, choices=Category)
    level = models.CharField("jenjang", max_length=20, blank=True)

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(
                fields=["title", "category"], name="position_title_is_unique_in_its_category"
            )
        ]

    def __str__(self) -> str:
        return self.title


class PlacementQuerySet(models.QuerySet["Placement"]):
    def definitive(self) -> PlacementQuerySet:
        return self.filter(kind=Placement.Kind.DEFINITIVE)

    def delegated(self) -> PlacementQuerySet:
        """Those of people in service as Plt or Plh: they act with the powers of the unit's head."""
        return self.filter(
            kind__in=[Placement.Kind.PLT, Placement.Kind.PLH],
            employee__active=True,
            employee__duplicate_of__isnull=True,
        )

    def on(self, day: date) -> PlacementQuerySet:
        """Placements that hold on a day; both ends count."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)


def definitive_on(path: str, day: date) -> Q:
    """The condition on joined placements that `definitive().on(day)` puts on a list of them."""
    lasts = Q(**{f"{path}__ends_on__isnull": True}) | Q(**{f"{path}__ends_on__gte": day})
    return lasts & Q(**{f"{path}__kind": Placement.Kind.DEFINITIVE, f"{path}__starts_on__lte": day})


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    meta={"indexes": [models.Index(fields=["-pgh_created_at", "-pgh_id"], name="placement_changes_newest")]},
)
class Placement(models.Model):
    """Where somebody works from a day to a day (both count; no end: until further notice), and under whom."""

    class Kind(models.TextChoices):
        DEFINITIVE = "DEFINITIVE", "Definitif"
        PLT = "PLT", "Pelaksana Tugas"
        PLH = "PLH", "Pelaksana Harian"

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    employee = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="placements")
    unit = models.ForeignKey("employees.Unit", on_delete=models.PROTECT, related_name="placements")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="placements")
    kind = models.CharField("jenis penugasan", max_length=10, choices=Kind, default=Kind.DEFINITIVE)
    superior = models.ForeignKey(
        "employees.Employee",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="subordinate_placements",
        verbose_name="atasan langsung",
    )
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("sampai", null=True, blank=True)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        ordering = ["employee", "-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(superior__isnull=True) | ~Q(superior=F("employee")),
                name="nobody_is_their_own_superior",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="placement_ends_after_it_starts",
            ),
            ExclusionConstraint(
                name="no_two_definitive_placements_overlap",
                expressions=[
                    ("employee", RangeOperators.EQUAL),
                    (
                        Func(F("starts_on"), F("ends_on"), Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(kind="DEFINITIVE"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee} – {self.position}, {self.unit}"
