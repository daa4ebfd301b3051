"""What personnel tell an audience, who has read it, and the public rules of awards and sanctions with their history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from employees.identifiers import new_uuid
from employees.models.person import Employee
from employees.models.placement import Placement
from employees.models.unit import Unit

if TYPE_CHECKING:
    from employees.models.account import User


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    def current(self) -> AnnouncementQuerySet:
        """Published, and not over."""
        today = timezone.localdate()
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today), published_on__lte=today)

    def visible_to(self, user: User) -> AnnouncementQuerySet:
        """Those whose audience this person belongs to today."""
        person, today = user.employee, timezone.localdate()
        here = Placement.objects.on(today).filter(
            employee=person, unit__path__startswith=OuterRef("unit__path")
        )
        leads = Exists(Placement.objects.on(today).filter(superior=person))
        heads = Exists(Unit.objects.filter(head=person))
        role = Announcement.Role
        roles = Q(role=role.ALL) | Q(leads, role=role.SUPERIORS) | Q(heads, role=role.HEADS)
        if user.is_personnel:
            roles |= Q(role=role.PERSONNEL)
        kinds = Q(staff_kind="") | Q(staff_kind=person.kind)
        return self.current().filter(roles, kinds, Q(unit__isnull=True) | Q(Exists(here)))

    def unread_by(self, user: User) -> AnnouncementQuerySet:
        """Those that stand on the home page; one query."""
        read = AnnouncementReceipt.objects.filter(announcement=OuterRef("pk"), employee=user.employee_id)
        return self.visible_to(user).exclude(Exists(read))

    def administered_by(self, user: User) -> AnnouncementQuerySet:
        """All for personnel of the agency; for those of a unit what was said to their units."""
        if user.has_perm("employees.administer_agency"):
            return self
        return self.filter(unit__in=user.administered_units().values("pk"))


class Announcement(models.Model):
    """A text for an audience: a subtree of units, a role, a kind of staff; everybody where none is chosen."""

    class Kind(models.TextChoices):
        NEWS = "NEWS", "Pengumuman"
        SOCIALISATION = "SOCIALISATION", "Sosialisasi"

    class Role(models.TextChoices):
        ALL = "ALL", "Semua pegawai"
        SUPERIORS = "SUPERIORS", "Atasan langsung"
        HEADS = "HEADS", "Pimpinan unit"
        PERSONNEL = "PERSONNEL", "Pengelola kepegawaian"

    STAFF = (("", "PNS dan PPPK"), (Employee.Kind.PNS.value, "PNS"), (Employee.Kind.PPPK.value, "PPPK"))

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    kind = models.CharField("jenis", max_length=13, choices=Kind, default=Kind.NEWS)
    title = models.CharField("judul", max_length=200)
    text = models.TextField("isi", max_length=8000)
    unit = models.ForeignKey(
        "employees.Unit",
        verbose_name="unit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    role = models.CharField("untuk siapa", max_length=9, choices=Role, default=Role.ALL)
    staff_kind = models.CharField("status pegawai", max_length=7, choices=STAFF, blank=True)
    published_on = models.DateField("tayang mulai")
    ends_on = models.DateField("tayang sampai", null=True, blank=True)
    author = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    reminded_on = models.DateField(null=True, blank=True)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        ordering = ["-published_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("published_on")),
                name="announcement_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("announcement", args=[self.uuid])


class AnnouncementReceipt(models.Model):
    """Somebody says that he has read it."""

    announcement = models.ForeignKey(Announcement, on_delete=models.PROTECT, related_name="receipts")
    employee = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["read_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["announcement", "employee"], name="one_receipt_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.employee_id}: {self.announcement_id}"


class PublicRules(models.Model):
    """One version of the public text about awards and sanctions; versions are added and never changed."""

    version = models.PositiveIntegerField(unique=True)
    text = models.TextField("isi", max_length=30_000)
    change = models.CharField("yang berubah", max_length=300)
    author = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-version"]

    def __str__(self) -> str:
        return f"Aturan versi {self.version}"
