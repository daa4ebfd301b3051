"""Units (unit kerja), a tree."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from employees.identifiers import new_uuid

if TYPE_CHECKING:
    from employees.models.account import User
    from employees.models.person import Employee

STEP = "{:08d}."  # one step of Unit.path; fixed width, so that text order is tree order of ids


class UnitQuerySet(models.QuerySet["Unit"]):
    def subtree(self, unit: Unit) -> UnitQuerySet:
        """The unit itself and everything below it."""
        return self.filter(path__startswith=unit.path)

    def line_up(self, unit: Unit) -> UnitQuerySet:
        """The unit itself and everything above it, nearest first."""
        return self.filter(pk__in=[int(step) for step in unit.path.split(".") if step]).order_by("-path")

    def administered_by(self, user: User) -> UnitQuerySet:
        """Where this user does personnel work: everything for BKD, its subtrees for unit personnel."""
        if user.has_perm("employees.administer_agency"):
            return self
        if not user.has_perm("employees.administer_units"):
            return self.none()
        return self.below(user.units.values_list("path", flat=True))

    def headed_by(self, employee_id: int) -> UnitQuerySet:
        """The units that somebody heads, with everything below them."""
        return self.below(Unit.objects.filter(head=employee_id).values_list("path", flat=True))

    def below(self, paths: Iterable[str]) -> UnitQuerySet:
        """The units at these paths and everything below them."""
        scope = Q(pk__in=[])
        for path in paths:
            scope |= Q(path__startswith=path)
        return self.filter(scope)

    def rebuild_paths(self) -> None:
        """Write every `path` anew from `parent`; the only writer of that column.

        Raises:
            ValueError: the parents form a circle; the sentence names a unit on it.
        """
        units = {unit.pk: unit for unit in self.model._default_manager.all()}
        paths: dict[int, str] = {}
        for unit in units.values():
            chain: list[int] = []
            pk: int | None = unit.pk
            while pk is not None and pk not in paths:
                if pk in chain:
                    raise ValueError(
                        f"Unit «{unit.name}» berada di bawah dirinya sendiri: periksa kolom DiatasanId."
                    )
                chain.append(pk)
                pk = units[pk].parent_id
            path = paths[pk] if pk is not None else ""
            for step in reversed(chain):
                path += STEP.format(step)
                paths[step] = path
        stale = [unit for unit in units.values() if unit.path != paths[unit.pk]]
        for unit in stale:
            unit.path = paths[unit.pk]
        self.bulk_update(stale, ["path"], batch_size=500)


class Unit(models.Model):
    """A unit of the agency's tree: the agency itself (root), OPD, bidang, seksi, UPTD."""

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    siasn_id = models.CharField(_("Id SIASN"), max_length=40, blank=True)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="unit atasan",
    )
    path = models.CharField(max_length=250, editable=False, db_index=True, default="")
    name = models.CharField("nama unit", max_length=200)
    head = models.ForeignKey(
        "employees.Employee",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="heads",
        verbose_name="pimpinan",
    )
    head_title = models.CharField("nama jabatan pimpinan", max_length=200, blank=True)
    echelon = models.CharField("eselon (kode SIASN)", max_length=2, blank=True)
    code = models.CharField("kode", max_length=20, blank=True)
    active = models.BooleanField("aktif", default=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["path"]
        constraints = [
            models.UniqueConstraint("siasn_id", condition=~Q(siasn_id=""), name="unit_siasn_id_is_unique"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="unit_is_not_its_own_parent"
            ),
        ]
        indexes = [models.Index(fields=["path"], name="unit_path_prefix", opclasses=["varchar_pattern_ops"])]

    def __str__(self) -> str:
        return self.name

    def nearest_head(self) -> Employee | None:
        """The head of this unit, else of the nearest unit upward that has one."""
        for unit in Unit.objects.line_up(self).select_related("head"):
            if unit.head is not None:
                return unit.head
        return None
