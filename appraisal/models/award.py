"""Penghargaan: a round with announced criteria, who was nominated for which reason, and who received it (Ps. 31)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.formats import date_format

from employees.identifiers import new_uuid

if TYPE_CHECKING:
    from employees.models import User


class AwardQuerySet(models.QuerySet["Award"]):
    def visible_to(self, _user: User) -> AwardQuerySet:
        """Awards are public inside the agency; names under discussion are narrowed in `appraisal.awards`."""
        return self.all()

    def at_desk(self, user: User) -> AwardQuerySet:
        """Rounds of this user's desk: all for an auditor and the agency, else those of one's own units."""
        if user.is_auditor or user.has_perm("employees.administer_agency"):
            return self.all()
        return self.filter(unit__in=user.administered_units().values("pk"))

    def kept_by(self, user: User) -> AwardQuerySet:
        """The same without reading along: those that this user decides."""
        return self.at_desk(user) if user.is_personnel else self.none()

    def certified_for(self, user: User) -> AwardQuerySet:
        """Announced ones whose certificate this user may have: his own, and those of his desk."""
        mine = Q(winner=user.employee_id)
        if user.is_personnel or user.is_auditor:
            mine |= Q(pk__in=self.at_desk(user).values("pk"))
        return self.filter(mine, decided_at__isnull=False)


class Award(models.Model):
    """One round. Its stage follows from its days and from who decided (`awards.stage`); nothing moves by itself."""

    class Kind(models.TextChoices):
        MONTHLY = "MONTHLY", "Pegawai teladan bulanan"
        OTHER = "OTHER", "Penghargaan lain"

    class Nominators(models.TextChoices):
        ALL = "ALL", "Setiap pegawai"
        HEADS = "HEADS", "Pimpinan unit"

    class Method(models.TextChoices):
        VOTE = "VOTE", "Pemungutan suara pegawai"
        COMMITTEE = "COMMITTEE", "Keputusan tim penilai"

    class Siasn(models.TextChoices):
        """Codes of penghargaan in SIASN (shared design, domain.md section 8)."""

        SERVICE_10 = "201", "201 Satyalancana Karya Satya X"
        SERVICE_20 = "202", "202 Satyalancana Karya Satya XX"
        SERVICE_30 = "203", "203 Satyalancana Karya Satya XXX"
        NATION = "304", "304 Teladan nasional"
        PROVINCE = "305", "305 Teladan provinsi"
        REGENCY = "306", "306 Teladan kabupaten/kota"
        OUTSTANDING = "307", "307 PNS luar biasa"

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    kind = models.CharField("jenis", max_length=7, choices=Kind, default=Kind.MONTHLY)
    title = models.CharField("nama penghargaan", max_length=150)
    month = models.DateField("bulan", help_text="its first day")
    unit = models.ForeignKey(
        "employees.Unit",
        verbose_name="untuk unit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    criteria = models.TextField("kriteria", max_length=4000)
    siasn_code = models.CharField("kode SIASN", max_length=3, choices=Siasn, blank=True)
    nominators = models.CharField(
        "siapa yang mengusulkan", max_length=5, choices=Nominators, default=Nominators.ALL
    )
    method = models.CharField("cara memutuskan", max_length=9, choices=Method, default=Method.COMMITTEE)
    nominate_until = models.DateField("usulan sampai")
    vote_until = models.DateField("suara sampai", null=True, blank=True)
    opened_by = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    winner = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, null=True, blank=True, related_name="awards"
    )
    winner_position = models.CharField(max_length=300, blank=True)
    winner_unit = models.CharField(max_length=250, blank=True)
    votes_won = models.PositiveIntegerField(null=True, blank=True)
    votes_cast = models.PositiveIntegerField(null=True, blank=True)
    committee = models.CharField("tim penilai", max_length=500, blank=True)
    reason = models.TextField("alasan", max_length=2000, blank=True)
    decree = models.CharField("nomor keputusan", max_length=100, blank=True)
    signer_name = models.CharField("nama penanda tangan piagam", max_length=150, blank=True)
    signer_title = models.CharField("jabatan penanda tangan piagam", max_length=150, blank=True)
    decided_by = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_reason = models.CharField("alasan dibatalkan", max_length=500, blank=True)

    objects = AwardQuerySet.as_manager()

    class Meta:
        ordering = ["-month", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(month__day=1), name="award_month_is_its_first_day"),
            models.CheckConstraint(condition=~Q(criteria=""), name="an_award_has_criteria"),
            models.CheckConstraint(
                condition=Q(method="COMMITTEE", vote_until__isnull=True)
                | Q(method="VOTE", vote_until__isnull=False, vote_until__gt=F("nominate_until")),
                name="award_is_voted_after_nominations",
            ),
            models.CheckConstraint(
                condition=Q(opened_by__isnull=False, opened_at__isnull=False), name="award_opened_by_somebody"
            ),
            models.CheckConstraint(
                condition=Q(winner__isnull=True, decided_by__isnull=True, decided_at__isnull=True)
                | Q(winner__isnull=False, decided_by__isnull=False, decided_at__isnull=False) & ~Q(reason=""),
                name="award_decided_by_and_at_with_winner_and_reason",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_by__isnull=True, cancelled_at__isnull=True, cancelled_reason="")
                | Q(cancelled_by__isnull=False, cancelled_at__isnull=False, decided_at__isnull=True)
                & ~Q(cancelled_reason=""),
                name="award_cancelled_by_and_at_for_a_reason",
            ),
            models.UniqueConstraint(
                fields=["month", "unit"],
                condition=Q(kind="MONTHLY", cancelled_at__isnull=True),
                nulls_distinct=False,
                name="one_exemplary_employee_a_month_and_unit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {date_format(self.month, 'F Y')}"

    def get_absolute_url(self) -> str:
        return reverse("award", args=[self.uuid])


class Nomination(models.Model):
    """Somebody put forward by somebody else, with the reason measured against the criteria."""

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="nominations")
    nominee = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="nominations")
    nominator = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    reason = models.TextField("alasan", max_length=2000)
    given_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["award", "nominee__sort_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["award", "nominee", "nominator"], name="one_nomination_of_a_person_by_each"
            ),
            models.CheckConstraint(condition=~Q(nominator=F("nominee")), name="nobody_nominates_himself"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_nomination_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.nominee}: {self.award}"


class AwardVote(models.Model):
    """One vote of one person; it may be changed until the last day, and no page shows who gave it to whom."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="votes")
    voter = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    nominee = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["award", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["award", "voter"], name="one_vote_a_person_and_award"),
            models.CheckConstraint(condition=~Q(voter=F("nominee")), name="nobody_votes_for_himself"),
        ]

    def __str__(self) -> str:
        return f"Suara dalam {self.award}"
