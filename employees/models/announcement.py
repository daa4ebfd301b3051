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

    def standing(self) -> AnnouncementQuerySet:
        """Not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def visible_to(self, user: User) -> AnnouncementQuerySet:
        """Those whose audience this person belongs to today; of a withdrawn one he may still read why."""
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
        read = AnnouncementReceipt.objects.filter(
            announcement=OuterRef("pk"), employee=user.employee_id, edition__gte=OuterRef("asks_from")
        )
        return self.visible_to(user).standing().exclude(Exists(read))

    def administered_by(self, user: User) -> AnnouncementQuerySet:
        """All for personnel of the agency; for those of a unit what was said to their units."""
        if user.has_perm("employees.administer_agency"):
            return self
        return self.filter(unit__in=user.administered_units().values("pk"))


class Announcement(models.Model):
    """A text for an audience: a subtree of units, a role, a kind of staff; everybody where none is chosen.

    `edition` counts its texts; a receipt of one before `asks_from` counts no more (employees/announcements.py).
    """

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
    edition = models.PositiveIntegerField(default=1, editable=False)
    asks_from = models.PositiveIntegerField(default=1, editable=False)
    withdrawn_by = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField("alasan ditarik", max_length=300, blank=True)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        ordering = ["-published_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("published_on")),
                name="announcement_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(asks_from__gte=1, edition__gte=models.F("asks_from")),
                name="announcement_asks_for_one_of_its_editions",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True, withdrawn_reason="")
                | Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False) & ~Q(withdrawn_reason=""),
                name="announcement_withdrawn_by_and_at_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("announcement", args=[self.uuid])


class EarlierText(models.Model):
    """What an announcement said before it was changed, who changed it and why; added and never changed."""

    announcement = models.ForeignKey(Announcement, on_delete=models.PROTECT, related_name="earlier")
    edition = models.PositiveIntegerField()
    title = models.CharField("judul", max_length=200)
    text = models.TextField("isi", max_length=8000)
    changed_by = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now_add=True)
    reason = models.CharField("alasan mengubah", max_length=300)
    asks_again = models.BooleanField("penerima diminta membaca lagi", default=False)

    class Meta:
        ordering = ["-edition"]
        constraints = [
            models.UniqueConstraint(fields=["announcement", "edition"], name="one_earlier_text_an_edition"),
            models.CheckConstraint(
                condition=Q(changed_by__isnull=False, changed_at__isnull=False) & ~Q(reason=""),
                name="text_changed_by_and_at_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.edition})"


class AnnouncementReceipt(models.Model):
    """Somebody says that he has read an edition of it."""

    announcement = models.ForeignKey(Announcement, on_delete=models.PROTECT, related_name="receipts")
    edition = models.PositiveIntegerField(default=1)
    employee = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["read_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["announcement", "employee", "edition"], name="one_receipt_a_person_and_edition"
            )
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
