"""The yearly period with its policy, and the windows in which evaluations are open."""

from __future__ import annotations

from datetime import date

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from appraisal.distribution import UNIT_PREDICATE_LABELS
from appraisal.models.record import GiverRole
from employees.identifiers import new_uuid


class WindowCode(models.TextChoices):
    """Evaluation windows: quarterly TW1 to TW3, monthly B01 to B11; AKHIR covers the year and prints 'IV-AKHIR'."""

    Q1 = "TW1", "Triwulan I"
    Q2 = "TW2", "Triwulan II"
    Q3 = "TW3", "Triwulan III"
    M01 = "B01", "Januari"
    M02 = "B02", "Februari"
    M03 = "B03", "Maret"
    M04 = "B04", "April"
    M05 = "B05", "Mei"
    M06 = "B06", "Juni"
    M07 = "B07", "Juli"
    M08 = "B08", "Agustus"
    M09 = "B09", "September"
    M10 = "B10", "Oktober"
    M11 = "B11", "November"
    YEAR = "AKHIR", "Tahunan"


def every_source() -> list[str]:
    """All who may give feedback: an agency narrows it, nobody has to widen it."""
    return list(GiverRole.values)


class Period(models.Model):
    """One performance year of the agency and its policy. `year` is never derived from a time stamp."""

    class Status(models.TextChoices):
        PREPARING = "PREPARING", "Disiapkan"
        OPEN = "OPEN", "Berjalan"
        CLOSED = "CLOSED", "Ditutup"

    class SignatureMode(models.TextChoices):
        CONFIRM = "CONFIRM", "Konfirmasi dengan kata sandi"
        SCAN = "SCAN", "Pindaian bertanda tangan"
        BSRE = "BSRE", "Tanda tangan elektronik BSrE"

    class Approach(models.TextChoices):
        """Pendekatan hasil kerja (Ps. 9): which forms the SKP and its evaluation print."""

        QUANTITATIVE = "QUANTITATIVE", "Kuantitatif"
        QUALITATIVE = "QUALITATIVE", "Kualitatif"

    class Rhythm(models.TextChoices):
        """How often somebody is evaluated beside the year (Ps. 24); the agency chooses."""

        YEARLY = "YEARLY", "Tahunan saja"
        QUARTERLY = "QUARTERLY", "Triwulanan"
        MONTHLY = "MONTHLY", "Bulanan"

    class Documentation(models.TextChoices):
        """Rhythm of documentation (form B.1.2, text line 2756)."""

        WEEKLY = "WEEKLY", "Mingguan"
        MONTHLY = "MONTHLY", "Bulanan"
        QUARTERLY = "QUARTERLY", "Triwulanan"

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    year = models.PositiveSmallIntegerField("tahun", unique=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.PREPARING)
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("sampai")
    targets_due_on = models.DateField("batas penetapan SKP")
    item_ratings = models.BooleanField("nilai tiap hasil kerja dan nilai dasar", default=True)
    signature_mode = models.CharField(
        "cara menandatangani", max_length=8, choices=SignatureMode, default=SignatureMode.CONFIRM
    )
    approach = models.CharField(
        "pendekatan hasil kerja", max_length=12, choices=Approach, default=Approach.QUANTITATIVE
    )
    rhythm = models.CharField("evaluasi periodik", max_length=9, choices=Rhythm, default=Rhythm.YEARLY)
    standards_required = models.BooleanField(
        "standar wajib bagi tiap indikator",
        default=False,
        help_text="quantitative approach: no SKP is proposed or set while an indicator has no thresholds",
    )
    documentation = models.CharField(
        "irama pendokumentasian", max_length=9, choices=Documentation, default=Documentation.QUARTERLY
    )
    explanation_days = models.PositiveSmallIntegerField("hari kerja menjelaskan keberatan", default=3)
    concluded_reply_days = models.PositiveSmallIntegerField("hari kerja menandatangani D.1.2", default=7)
    decided_reply_days = models.PositiveSmallIntegerField("hari kerja menandatangani D.1.3", default=7)
    training_hours = models.PositiveSmallIntegerField(
        "JP pengembangan kompetensi PNS setahun",
        default=20,
        help_text="right of at least so many (PP 11/2017 as changed by PP 17/2020)",
    )
    contract_training_hours = models.PositiveSmallIntegerField(
        "JP pengembangan kompetensi PPPK setahun", default=24, help_text="at most so many (PerLAN 15/2020)"
    )
    report_receiver = models.CharField(
        "penerima laporan",
        max_length=250,
        default="Pejabat yang Berwenang",
        help_text="PyB atau kepala kepegawaian",
    )
    feedback_sources = ArrayField(
        models.CharField(max_length=12, choices=GiverRole),
        verbose_name="sumber umpan balik dalam evaluasi",
        default=every_source,
    )
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="period_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(closed_by__isnull=True, closed_at__isnull=True)
                | Q(closed_by__isnull=False, closed_at__isnull=False),
                name="period_closed_by_and_at_together",
            ),
            ExclusionConstraint(
                name="periods_do_not_overlap",
                expressions=[
                    (
                        Func(F("starts_on"), F("ends_on"), Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    )
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"Tahun {self.year}"

    def yearly_window(self) -> EvaluationWindow:
        return self.windows.get(code=WindowCode.YEAR)


class EvaluationWindow(models.Model):
    """When evaluations of one kind are open in a period: all dates count themselves."""

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="windows")
    code = models.CharField(max_length=5, choices=WindowCode)
    opens_on = models.DateField("dibuka")
    self_due_on = models.DateField("batas penilaian diri")
    ends_on = models.DateField("berakhir")

    class Meta:
        ordering = ["opens_on"]
        constraints = [
            models.UniqueConstraint(fields=["period", "code"], name="one_window_of_a_kind_a_period"),
            models.CheckConstraint(
                condition=Q(self_due_on__gte=F("opens_on"), ends_on__gte=F("self_due_on")),
                name="window_dates_follow_each_other",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_code_display()} {self.period.year}"

    def is_open(self, on: date) -> bool:
        return self.opens_on <= on <= self.ends_on


@pghistory.track()
class UnitRating(models.Model):
    """The organisation's result (predikat kinerja organisasi) of a unit in a window; SE MenPANRB 3/2023.

    Every value that ever stood is kept with who set it: a provisional one may be replaced, never emptied.
    """

    unit = models.ForeignKey("employees.Unit", on_delete=models.PROTECT, related_name="ratings")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="unit_ratings")
    window = models.CharField(max_length=5, choices=WindowCode, default=WindowCode.YEAR)
    predicate = models.CharField(
        "predikat", max_length=20, choices=[(p.value, label) for p, label in UNIT_PREDICATE_LABELS.items()]
    )
    provisional = models.BooleanField("sementara", default=False)
    basis = models.CharField("dasar penetapan", max_length=300, blank=True)
    set_by = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, null=True, related_name="+")
    set_on = models.DateField()

    class Meta:
        ordering = ["period", "unit"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "period", "window"], name="one_unit_rating_a_window")
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.period.year}: {self.get_predicate_display()}"


@pghistory.track()
class DistributionReason(models.Model):
    """Why the predicates of a unit's people leave the guide in a window: one reason a unit (text lines 3886-4040).

    Every wording that ever stood is kept with who wrote it. `on_behalf_of`: the superior for whom personnel wrote.
    """

    unit = models.ForeignKey("employees.Unit", on_delete=models.PROTECT, related_name="distribution_reasons")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="distribution_reasons")
    window = models.CharField(max_length=5, choices=WindowCode, default=WindowCode.YEAR)
    text = models.TextField("alasan sebaran", max_length=2000)
    written_by = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    saved_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["period", "unit"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "period", "window"], name="one_distribution_reason_a_window"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="distribution_reason_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.period.year}: {self.text[:60]}"
