"""After the signature: objection, report to the PyB; extensions of clocks; the starting balance of credit points."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q

from appraisal.models.appraisal import Appraisal
from appraisal.models.evaluation import Evaluation
from appraisal.models.period import Period, WindowCode
from employees.identifiers import new_uuid


class Objection(models.Model):
    """Keberatan with reasons to the appraiser's superior; one a signed document (text lines 4866-4890).

    Both sides are asked for their explanation. The decision upholds or changes; it is never made by silence.
    """

    class Decision(models.TextChoices):
        UPHELD = "UPHELD", "Menguatkan hasil evaluasi"
        CHANGED = "CHANGED", "Mengubah hasil evaluasi"

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="objections")
    signed_at = models.DateTimeField(help_text="the signature that is objected to")
    reasons = models.TextField("alasan keberatan", max_length=8000)
    filed_at = models.DateTimeField()
    explain_due_on = models.DateField("batas penjelasan")
    appraisee_explanation = models.TextField("penjelasan pegawai", max_length=8000, blank=True)
    appraisee_explained_at = models.DateTimeField(null=True, blank=True)
    appraiser_explanation = models.TextField("penjelasan pejabat penilai", max_length=8000, blank=True)
    appraiser_explained_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    decision = models.CharField("keputusan", max_length=7, choices=Decision, blank=True)
    decision_text = models.TextField("keputusan dan rekomendasi", max_length=8000, blank=True)
    decided_by = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["evaluation", "filed_at"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "signed_at"], name="one_objection_a_signature"),
            models.CheckConstraint(condition=~Q(reasons=""), name="an_objection_has_reasons"),
            models.CheckConstraint(
                condition=Q(decision="", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(decision="") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="objection_decided_by_and_at_together",
            ),
            models.CheckConstraint(
                condition=Q(decision="") | Q(withdrawn_at__isnull=True),
                name="a_withdrawn_objection_is_not_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"Keberatan atas {self.evaluation}"

    @property
    def open(self) -> bool:
        return self.withdrawn_at is None and not self.decision


class Report(models.Model):
    """Pelaporan: a signed document goes up the line of command to the PyB or the head of personnel (line 4771)."""

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="reports")
    form = models.CharField("formulir", max_length=5)
    signed_at = models.DateTimeField()
    sender = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="reports_to_send")
    receiver = models.CharField("penerima", max_length=250)
    due_on = models.DateField("batas pelaporan")
    disputed = models.BooleanField("dalam keberatan saat dilaporkan", default=False)
    sent_by = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sent_at = models.DateTimeField("dilaporkan", null=True, blank=True)
    replaced_by = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaces"
    )

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "signed_at"], name="one_report_a_signature"),
            models.CheckConstraint(
                condition=Q(sent_by__isnull=True, sent_at__isnull=True)
                | Q(sent_by__isnull=False, sent_at__isnull=False),
                name="report_sent_by_and_at_together",
            ),
        ]
        indexes = [models.Index(fields=["sender", "sent_at"], name="report_by_sender")]

    def __str__(self) -> str:
        return f"Laporan {self.form} {self.evaluation}"


class Extension(models.Model):
    """Personnel give more time: for all of a period, a subtree of units, or one appraisal; with a reason.

    Append-only: what it did to a clock stands in the history of the appraisals that it reached.
    """

    class Clock(models.TextChoices):
        TARGETS = "TARGETS", "Penetapan SKP"
        REVISION = "REVISION", "Penetapan perubahan SKP"
        SELF = "SELF", "Penilaian diri"
        WINDOW = "WINDOW", "Masa evaluasi"
        CONCLUDE = "CONCLUDE", "Evaluasi oleh atasan pejabat penilai"
        REPLY = "REPLY", "Tanda tangan dan keberatan"
        EXPLAIN = "EXPLAIN", "Penjelasan atas keberatan"
        DECIDE = "DECIDE", "Keputusan keberatan"
        REPORT = "REPORT", "Pelaporan"

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="extensions")
    window = models.CharField("evaluasi", max_length=5, choices=WindowCode, blank=True)
    clock = models.CharField("tenggat", max_length=8, choices=Clock)
    unit = models.ForeignKey(
        "employees.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    appraisal = models.ForeignKey(
        Appraisal, on_delete=models.PROTECT, null=True, blank=True, related_name="extensions"
    )
    until = models.DateField("sampai")
    reason = models.TextField("alasan", max_length=1000)
    given_by = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    reached = models.PositiveIntegerField("tenggat yang diubah", default=0)

    class Meta:
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=True) | Q(appraisal__isnull=True),
                name="extension_is_for_a_unit_or_a_person",
            ),
            models.CheckConstraint(
                condition=Q(given_by__isnull=False, given_at__isnull=False) & ~Q(reason=""),
                name="extension_given_by_and_at_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_clock_display()} sampai {self.until:%d-%m-%Y}"


class CreditBalance(models.Model):
    """Angka kredit that a person holds on a day from outside Kinerja (PAK or integration), to count on from."""

    employee = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, related_name="credit_balances"
    )
    on_day = models.DateField("per tanggal")
    level = models.CharField("jenjang", max_length=20)
    rank = models.CharField("golongan ruang", max_length=8)
    level_points: models.DecimalField[Decimal, Decimal] = models.DecimalField(
        "angka kredit menuju jenjang berikutnya", max_digits=9, decimal_places=3, default=0
    )
    rank_points: models.DecimalField[Decimal, Decimal] = models.DecimalField(
        "angka kredit menuju pangkat berikutnya", max_digits=9, decimal_places=3, default=0
    )
    source = models.CharField("dasar", max_length=200, blank=True)
    recorded_by = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["employee", "-on_day", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["employee", "on_day"], name="one_credit_balance_a_person_and_day"
            ),
            models.CheckConstraint(
                condition=Q(level_points__gte=0, rank_points__gte=0), name="credit_balance_is_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee} {self.on_day:%d-%m-%Y}: {self.level_points}"
