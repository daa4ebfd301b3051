"""Employees (pegawai): PNS, PPPK, and people outside the civil service who appraise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import models
from django.db.models import F, Q, Value
from django.utils import timezone

from employees.identifiers import new_uuid

if TYPE_CHECKING:
    from datetime import date

    from employees.models.account import User
    from employees.models.placement import Placement


class LegalStatus(models.TextChoices):
    """Kedudukan hukum in SIASN's words; what it means for the year stands in `no_appraisal`."""

    ACTIVE = "ACTIVE", "Aktif"
    STUDY_LEAVE = "STUDY_LEAVE", "Tugas Belajar"
    UNPAID_LEAVE = "UNPAID_LEAVE", "CLTN"
    SUSPENDED = "SUSPENDED", "Pemberhentian Sementara"
    PRE_RETIREMENT = "PRE_RETIREMENT", "Masa Persiapan Pensiun"
    STATE_OFFICIAL = "STATE_OFFICIAL", "Pejabat Negara"
    LEFT = "LEFT", "Tidak aktif"

    @classmethod
    def no_appraisal(cls) -> frozenset[LegalStatus]:
        """Those for whom no SKP is made (PermenPANRB 6/2022, text lines 2691-2703), and those who left."""
        return frozenset(
            {cls.UNPAID_LEAVE, cls.SUSPENDED, cls.PRE_RETIREMENT, cls.STATE_OFFICIAL, cls.LEFT},
        )


class EmployeeQuerySet(models.QuerySet["Employee"]):
    def active(self) -> EmployeeQuerySet:
        return self.filter(active=True, duplicate_of__isnull=True)

    def appraised(self) -> EmployeeQuerySet:
        """Those for whom a year is opened: civil servants in service whose legal status has an SKP."""
        return (
            self.active()
            .exclude(kind=Employee.Kind.NON_ASN)
            .exclude(legal_status__in=LegalStatus.no_appraisal())
        )

    def administered_by(self, user: User) -> EmployeeQuerySet:
        """People whose definitive post of today lies where this user does personnel work."""
        if user.has_perm("employees.administer_agency"):
            return self
        today = timezone.localdate()
        lasts = Q(placements__ends_on__isnull=True) | Q(placements__ends_on__gte=today)
        return self.filter(
            lasts,
            placements__kind="DEFINITIVE",
            placements__starts_on__lte=today,
            placements__unit__in=user.administered_units(),
        ).distinct()

    def search(self, words: str) -> EmployeeQuerySet:
        """People whose name holds every word, or whose NIP begins with the digits given."""
        found = self
        for word in words.split()[:5]:
            found = found.filter(Q(sort_name__contains=word.casefold()) | Q(nip__startswith=word))
        return found

    def search_alike(self, words: str) -> EmployeeQuerySet:
        """People with a word like each one given, the likest first: for misspelt names ('Riski' finds Rizki)."""
        found, likeness = self, cast("Any", Value(0.0))
        for word in words.casefold().split()[:5]:
            found = found.filter(sort_name__trigram_word_similar=word)
            likeness += TrigramWordSimilarity(word, "sort_name")
        return found.annotate(likeness=likeness).order_by("-likeness", "sort_name", "pk")


class Employee(models.Model):
    """A person. `nip` is 18 digits as text for PNS and PPPK and empty for NON_ASN."""

    class Kind(models.TextChoices):
        PNS = "PNS", "PNS"
        PPPK = "PPPK", "PPPK"
        NON_ASN = "NON_ASN", "Non-ASN"

    class Sex(models.TextChoices):
        MALE = "M", "Laki-laki"
        FEMALE = "F", "Perempuan"

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    siasn_id = models.CharField("Id SIASN", max_length=40, blank=True)
    kind = models.CharField("jenis pegawai", max_length=8, choices=Kind)
    nip = models.CharField("NIP", max_length=18, blank=True)
    name = models.CharField("nama", max_length=150)
    front_title = models.CharField("gelar depan", max_length=50, blank=True)
    back_title = models.CharField("gelar belakang", max_length=80, blank=True)
    sort_name = models.CharField(max_length=150, editable=False)
    birth_date = models.DateField("tanggal lahir", null=True, blank=True)
    sex = models.CharField("jenis kelamin", max_length=1, choices=Sex, blank=True)
    email = models.EmailField("surel", blank=True)
    wants_mail = models.BooleanField("pemberitahuan juga lewat surel", default=True)
    phone = models.CharField("nomor HP", max_length=30, blank=True)
    rank = models.CharField("golongan ruang", max_length=8, blank=True)
    legal_status = models.CharField(
        "kedudukan hukum", max_length=16, choices=LegalStatus, default=LegalStatus.ACTIVE
    )
    legal_status_text = models.CharField("kedudukan hukum menurut SIASN", max_length=60, blank=True)
    active = models.BooleanField("aktif", default=True)
    inactive_reason = models.CharField("alasan dinonaktifkan", max_length=300, blank=True)
    inactive_at = models.DateTimeField(null=True, blank=True)
    inactive_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    duplicate_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="duplicates"
    )

    objects = EmployeeQuerySet.as_manager()

    class Meta:
        ordering = ["sort_name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="NON_ASN", nip="") | (~Q(kind="NON_ASN") & Q(nip__regex=r"^[0-9]{18}$")),
                name="nip_is_18_digits_unless_non_asn",
            ),
            models.UniqueConstraint("nip", condition=~Q(nip=""), name="nip_is_unique"),
            models.UniqueConstraint(
                "siasn_id", condition=~Q(siasn_id=""), name="employee_siasn_id_is_unique"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="employee_has_a_name"),
            models.CheckConstraint(
                condition=Q(duplicate_of__isnull=True) | ~Q(duplicate_of=F("id")),
                name="employee_is_not_its_own_duplicate",
            ),
            models.CheckConstraint(
                condition=Q(inactive_reason="", inactive_at__isnull=True, inactive_by__isnull=True)
                | (
                    ~Q(inactive_reason="")
                    & Q(inactive_at__isnull=False, inactive_by__isnull=False, active=False)
                ),
                name="deactivation_has_reason_time_and_person",
            ),
        ]
        indexes = [
            models.Index(fields=["sort_name", "id"], name="employee_by_name"),
            models.Index(fields=["birth_date", "id"], name="employee_by_birth"),
            models.Index(fields=["nip"], name="employee_nip_prefix", opclasses=["varchar_pattern_ops"]),
            GinIndex(fields=["sort_name"], name="employee_name_trigrams", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Name with academic titles as it is printed: `dr. Nur Anggraini, S.Sos.`"""
        name = f"{self.front_title} {self.name}".strip()
        return f"{name}, {self.back_title}" if self.back_title else name

    def placement(self, on: date) -> Placement | None:
        """The definitive placement that holds on a day."""
        return (
            self.placements.definitive()
            .on(on)
            .select_related("unit", "position", "superior")
            .order_by("pk")
            .first()
        )


class DistinctPeople(models.Model):
    """Two rows that look like one person and are not: personnel looked, and are not asked again."""

    first = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="+")
    said_by = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["said_at"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="two_people_are_told_apart_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="distinct_people_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first} bukan {self.second}"


class Holiday(models.Model):
    """A day that is not a working day for the whole agency (libur nasional, cuti bersama)."""

    day = models.DateField("tanggal", unique=True)
    name = models.CharField("nama", max_length=100)

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day:%d-%m-%Y} {self.name}"
