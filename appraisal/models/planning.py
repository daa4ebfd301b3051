"""What stands around the targets of a year: annex, indicator manual, work block, PK, role matrix, templates."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from appraisal.models.period import WindowCode
from appraisal.models.target import TargetIndicator, WorkTarget
from employees.identifiers import new_uuid


class AnnexLine(models.Model):
    """One agreed line of form A.1.8: a resource, how to account for the work, or a consequence.

    A promised resource is later marked as come or not; what did not come allows adjusting the expectation
    (PermenPANRB 6/2022, text lines 2441-2443).
    """

    class Kind(models.TextChoices):
        RESOURCE = "RESOURCE", "Dukungan sumber daya"
        ACCOUNTABILITY = "ACCOUNTABILITY", "Skema pertanggungjawaban"
        CONSEQUENCE = "CONSEQUENCE", "Konsekuensi"

    class State(models.TextChoices):
        PROMISED = "PROMISED", "Dijanjikan"
        COME = "COME", "Sudah tersedia"
        NOT_COME = "NOT_COME", "Tidak tersedia"

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    appraisal = models.ForeignKey("appraisal.Appraisal", on_delete=models.PROTECT, related_name="annex")
    kind = models.CharField("bagian", max_length=14, choices=Kind)
    text = models.CharField("isi", max_length=500)
    due_on = models.DateField("paling lambat", null=True, blank=True)
    state = models.CharField("keadaan", max_length=8, choices=State, default=State.PROMISED)
    state_note = models.CharField("keterangan", max_length=500, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["appraisal", "kind", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="RESOURCE") | Q(state="PROMISED", state_note=""),
                name="only_resources_come_or_not",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="annex_line_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:60]}"


class IndicatorManual(models.Model):
    """Manual indikator kinerja of a leader's indicator; form A.1.3."""

    class Quality(models.TextChoices):
        OUTCOME = "OUTCOME", "Outcome"
        INTERMEDIATE = "INTERMEDIATE", "Outcome Antara"
        LOW_CONTROL = "LOW_CONTROL", "Output kendali rendah"

    class Reporting(models.TextChoices):
        MONTHLY = "MONTHLY", "Bulanan"
        QUARTERLY = "QUARTERLY", "Triwulanan"
        HALF_YEARLY = "HALF_YEARLY", "Semesteran"
        YEARLY = "YEARLY", "Tahunan"

    indicator = models.OneToOneField(TargetIndicator, on_delete=models.CASCADE, related_name="manual")
    purpose = models.TextField("tujuan", max_length=2000, blank=True)
    definition = models.TextField("definisi", max_length=2000, blank=True)
    formula = models.TextField("formula", max_length=2000, blank=True)
    measure = models.CharField("satuan pengukuran", max_length=120, blank=True)
    quality = models.CharField("kualitas dan tingkat kendali", max_length=12, choices=Quality, blank=True)
    source = models.CharField("sumber data", max_length=500, blank=True)
    reporting = models.CharField("periode pelaporan", max_length=11, choices=Reporting, blank=True)

    class Meta:
        ordering = ["indicator"]

    def __str__(self) -> str:
        return f"Manual {self.indicator}"


class WorkBlock(models.Model):
    """Workblock: strategies to reach an indicator; form A.1.4. Lines are one a row of text."""

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    appraisal = models.ForeignKey("appraisal.Appraisal", on_delete=models.PROTECT, related_name="work_blocks")
    indicator = models.ForeignKey(
        TargetIndicator, on_delete=models.SET_NULL, null=True, blank=True, related_name="work_blocks",
        verbose_name="indikator dan target yang diintervensi",
    )  # fmt: skip
    title = models.CharField("judul inisiatif strategi", max_length=300)
    owner = models.CharField("pemilik strategi", max_length=200, blank=True)
    involved = models.CharField("pihak yang terlibat", max_length=500, blank=True)
    due = models.CharField("waktu penyelesaian", max_length=120, blank=True)
    beneficiaries = models.CharField("penerima manfaat", max_length=300, blank=True)
    purpose = models.TextField("tujuan", max_length=2000, blank=True)
    budget = models.CharField("anggaran", max_length=200, blank=True)
    routine_activities = models.TextField("strategi rutin", max_length=4000, blank=True)
    new_activities = models.TextField("strategi transformatif", max_length=4000, blank=True)
    routine_milestones = models.TextField("keluaran kunci rutin", max_length=4000, blank=True)
    new_milestones = models.TextField("keluaran kunci transformatif", max_length=4000, blank=True)

    class Meta:
        ordering = ["appraisal", "pk"]

    def __str__(self) -> str:
        return self.title


class PerformanceAgreement(models.Model):
    """Perjanjian kinerja (PK) of a unit for a year; its indicators become main results of the head."""

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    unit = models.ForeignKey("employees.Unit", on_delete=models.PROTECT, related_name="agreements")
    period = models.ForeignKey("appraisal.Period", on_delete=models.PROTECT, related_name="agreements")
    signed_on = models.DateField("tanggal PK", null=True, blank=True)
    number = models.CharField("nomor PK", max_length=120, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["period", "unit"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "period"], name="one_agreement_a_unit_and_period")
        ]

    def __str__(self) -> str:
        return f"PK {self.unit} {self.period.year}"


class AgreementIndicator(models.Model):
    """One indicator of a PK: the goal (sasaran) it measures, and its target."""

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    agreement = models.ForeignKey(PerformanceAgreement, on_delete=models.CASCADE, related_name="indicators")
    goal = models.CharField("sasaran", max_length=500)
    text = models.CharField("indikator", max_length=300)
    target = models.CharField("target", max_length=120)
    perspective = models.CharField(
        "perspektif", max_length=14, choices=TargetIndicator.Perspective, blank=True
    )
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["agreement", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "text"], name="one_indicator_a_text_in_an_agreement")
        ]

    def __str__(self) -> str:
        return self.text


class RoleMatrixCell(models.Model):
    """Peran hasil in the role matrix (A.1.5): what one member owes to one column of the leader.

    First level: the column is a leader's indicator. Second level (with `team`): a result of the team leader.
    `target` is the member's own target once the offer was taken over.
    """

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    leader = models.ForeignKey("appraisal.Appraisal", on_delete=models.PROTECT, related_name="matrix_cells")
    team = models.ForeignKey(
        "employees.Team", on_delete=models.PROTECT, null=True, blank=True, related_name="matrix_cells"
    )
    indicator = models.ForeignKey(
        TargetIndicator, on_delete=models.CASCADE, null=True, blank=True, related_name="matrix_cells"
    )
    column = models.ForeignKey(
        WorkTarget, on_delete=models.CASCADE, related_name="matrix_cells",
        help_text="the leader's target that the column belongs to, or is",
    )  # fmt: skip
    member = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="matrix_cells")
    text = models.CharField("peran hasil", max_length=500)
    offered_at = models.DateTimeField(null=True, blank=True)
    target = models.ForeignKey(
        WorkTarget, on_delete=models.SET_NULL, null=True, blank=True, related_name="taken_from"
    )

    class Meta:
        ordering = ["leader", "member__sort_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["leader", "team", "indicator", "column", "member"],
                nulls_distinct=False,
                name="one_role_a_member_and_column",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="a_role_says_its_result"),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.text[:60]}"


class TargetTemplate(models.Model):
    """A target that fits many holders of one post; applied to drafts, never to what is set."""

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    position_title = models.CharField("jabatan", max_length=200)
    kind = models.CharField("jenis", max_length=10, choices=WorkTarget.Kind, default=WorkTarget.Kind.MAIN)
    result = models.CharField("rencana hasil kerja", max_length=500)
    aspect = models.CharField("aspek", max_length=8, choices=TargetIndicator.Aspect, blank=True)
    indicator = models.CharField("indikator kinerja individu", max_length=300)
    goal = models.CharField("target", max_length=120)
    unit = models.CharField("satuan", max_length=40, blank=True)
    direction = models.CharField(
        "arah", max_length=6, choices=TargetIndicator.Direction, default=TargetIndicator.Direction.HIGHER
    )
    lower = models.DecimalField("ambang bawah", max_digits=14, decimal_places=2, null=True, blank=True)
    upper = models.DecimalField("ambang atas", max_digits=14, decimal_places=2, null=True, blank=True)
    made_by = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position_title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(lower__isnull=True, upper__isnull=True)
                | Q(lower__isnull=False, upper__isnull=False, upper__gte=F("lower")),
                name="template_has_both_thresholds_or_none",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position_title}: {self.result[:60]}"


class Assignment(models.Model):
    """Work given by a leader who is not the appraiser, or applied for; the appraiser agrees first (lines 1889-1903).

    `plt` marks work as Plt or Plh: always main work (lines 2062-2074). Agreed, it becomes a target.
    """

    class Status(models.TextChoices):
        ASKED = "ASKED", "Menunggu persetujuan pejabat penilai"
        AGREED = "AGREED", "Disetujui"
        REFUSED = "REFUSED", "Ditolak"

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    appraisal = models.ForeignKey("appraisal.Appraisal", on_delete=models.PROTECT, related_name="assignments")
    giver = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="pimpinan pemberi tugas",
    )  # fmt: skip
    giver_text = models.CharField("pemberi tugas di luar instansi", max_length=200, blank=True)
    volunteered = models.BooleanField("pengajuan sukarela", default=False)
    plt = models.BooleanField("sebagai Plt./Plh.", default=False)
    text = models.CharField("hasil yang diharapkan", max_length=500)
    asked_on = models.DateField()
    status = models.CharField(max_length=8, choices=Status, default=Status.ASKED)
    decided_by = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_note = models.CharField("alasan", max_length=1000, blank=True)
    target = models.ForeignKey(
        WorkTarget, on_delete=models.SET_NULL, null=True, blank=True, related_name="assignments"
    )

    class Meta:
        ordering = ["appraisal", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="ASKED", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(status="ASKED") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="assignment_decided_by_and_at_together",
            ),
            models.CheckConstraint(
                condition=Q(giver__isnull=False) | ~Q(giver_text=""), name="assignment_names_its_giver"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()}: {self.text[:60]}"


class TargetRevision(models.Model):
    """A change of targets inside RUNNING: the old SKP holds until the new one is agreed.

    `old` and `new` are lists of targets with their indicators (`appraisal.revisions` reads and applies them).
    """

    class Status(models.TextChoices):
        DRAFT = "DRAFT", "Draf"
        PROPOSED = "PROPOSED", "Diajukan"
        AGREED = "AGREED", "Ditetapkan"
        REFUSED = "REFUSED", "Ditolak"
        LAPSED = "LAPSED", "Gugur"

    class Cause(models.TextChoices):
        CHANGE = "CHANGE", "Penyesuaian ekspektasi"
        NEW_APPRAISER = "NEW_APPRAISER", "Pejabat penilai baru"
        ASSIGNMENT = "ASSIGNMENT", "Penugasan baru"
        RESOURCE = "RESOURCE", "Sumber daya tidak tersedia"

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    appraisal = models.ForeignKey("appraisal.Appraisal", on_delete=models.PROTECT, related_name="revisions")
    cause = models.CharField("sebab", max_length=13, choices=Cause, default=Cause.CHANGE)
    status = models.CharField(max_length=8, choices=Status, default=Status.DRAFT)
    reason = models.TextField("alasan perubahan", max_length=2000, blank=True)
    old = models.JSONField(default=list)
    new = models.JSONField(default=list)
    opened_by = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    due_on = models.DateField(
        "batas penetapan oleh pejabat penilai", null=True, blank=True,
        help_text="written when the change begins; from the day after the appraiser's superior may set it too",
    )  # fmt: skip
    proposed_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_note = models.TextField("catatan keputusan", max_length=2000, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["appraisal", "-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["appraisal"],
                condition=Q(status__in=["DRAFT", "PROPOSED"]),
                name="one_open_revision_an_appraisal",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True, decided_at__isnull=True)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="revision_decided_by_and_at_together",
            ),
        ]

    def __str__(self) -> str:
        return f"Perubahan SKP {self.appraisal}: {self.get_status_display()}"


class Trajectory(models.Model):
    """What an indicator should have reached by the end of a window: a cumulative figure and words."""

    indicator = models.ForeignKey(TargetIndicator, on_delete=models.CASCADE, related_name="trajectory")
    window = models.CharField(max_length=5, choices=WindowCode)
    planned = models.DecimalField("rencana", max_digits=14, decimal_places=2, null=True, blank=True)
    text = models.CharField("rencana (uraian)", max_length=200, blank=True)

    class Meta:
        ordering = ["indicator", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "window"], name="one_plan_an_indicator_and_window")
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.get_window_display()}: {self.planned or self.text}"
