"""Forms of the desk: filters, a period's dates, holidays."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from appraisal.models import EvaluationWindow, GiverRole, Period
from appraisal.stages import CHOICES
from appraisal.windows import make_windows
from config.desk import funnel
from config.desk.counts import STEP_LENGTH, base_of
from employees import unit_choices
from employees.models import Holiday, Unit
from employees.models.unit import UnitQuerySet
from employees.table_field import TableField


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class AppraisalFilter(forms.Form):
    """What the list of names is narrowed to; parameters are read from the address."""

    q = forms.CharField(label="Nama atau NIP", required=False, max_length=100)
    tahun = forms.ChoiceField(label="Periode", required=False)
    tahap = forms.ChoiceField(label="Tahap", required=False, choices=[("", "Semua"), *CHOICES])
    capaian = forms.ChoiceField(label="Sampai mana", required=False, choices=funnel.CHOICES)
    unit = forms.ChoiceField(label="Unit", required=False)
    terlambat = forms.BooleanField(label="Hanya yang terlambat", required=False)
    tanpa_penilai = forms.BooleanField(label="Hanya tanpa penilai", required=False)

    def __init__(self, data: Any, *, periods: Iterable[Period], units: UnitQuerySet) -> None:
        super().__init__(data)
        self.paths: dict[str, str] = {}
        years = [("", "Sedang berjalan"), *((str(one.year), str(one)) for one in periods)]
        self.fields["tahun"] = forms.ChoiceField(label="Periode", required=False, choices=years)
        offered = [("", "Semua"), *self._offered(units, self.data.get("unit", ""))]
        self.fields["unit"] = forms.ChoiceField(label="Unit", required=False, choices=offered)

    def _offered(self, units: UnitQuerySet, wanted: str) -> list[tuple[str, str]]:
        """The upper units of the desk in the order of the tree, and the one that is asked for."""
        offered = unit_choices.upper(units, wanted)
        base = len(base_of(unit.path for unit in offered))
        self.paths = {str(unit.uuid): unit.path for unit in offered}
        return [(str(unit.uuid), self._indented(unit, base)) for unit in offered]

    def _indented(self, unit: Unit, base: int) -> str:
        return "– " * max(0, (len(unit.path) - base) // STEP_LENGTH) + unit.name

    def path_of(self, uuid: str) -> str:
        return self.paths[uuid]


class NewPeriod(forms.Form):
    """A year to prepare; its dates come from `period_dates` and are edited on the period's own page."""

    year = forms.IntegerField(label="Tahun", min_value=2022, max_value=2100)

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if Period.objects.filter(year=year).exists():
            raise ValidationError(f"Periode {year} sudah ada: bukalah dari daftar.")
        return year


def default_window(year: int) -> dict[str, date]:
    """The yearly window as most agencies run it: end of December to end of January."""
    return {
        "opens_on": date(year, 12, 28),
        "self_due_on": date(year + 1, 1, 10),
        "ends_on": date(year + 1, 1, 31),
    }


class PeriodSettings(forms.Form):
    """The policy of a period. What has begun is no longer changed here: see `freeze`."""

    targets_due_on = forms.DateField(
        label="Batas penetapan SKP",
        widget=DayInput(),
        help_text="Lazimnya 31 Januari. Sesudahnya atasan pejabat penilai dapat menetapkan.",
    )
    opens_on = forms.DateField(label="Evaluasi tahunan dibuka", widget=DayInput())
    self_due_on = forms.DateField(
        label="Batas penilaian diri",
        widget=DayInput(),
        help_text="Sesudahnya evaluasi berlanjut tanpa penilaian diri.",
    )
    ends_on = forms.DateField(
        label="Evaluasi tahunan berakhir",
        widget=DayInput(),
        help_text="Hari terakhir menyampaikan hasil.",
    )
    item_ratings = forms.BooleanField(
        label="Penilai memberi nilai tiap hasil kerja dan nilai dasar",
        required=False,
        help_text="Terisi «sesuai ekspektasi» sejak awal; penilai mengubah yang berbeda saja.",
    )

    def __init__(self, data: Any, period: Period) -> None:
        self.period, self.window = period, period.yearly_window()
        super().__init__(
            data,
            initial={
                "targets_due_on": period.targets_due_on,
                "opens_on": self.window.opens_on,
                "self_due_on": self.window.self_due_on,
                "ends_on": self.window.ends_on,
                "item_ratings": period.item_ratings,
            },
        )
        if period.status != Period.Status.PREPARING:
            self.freeze("targets_due_on")
        if self.evaluating:
            self.freeze("opens_on", "self_due_on", "ends_on", "item_ratings")

    @property
    def evaluating(self) -> bool:
        """Whether yearly evaluations exist or are due to: their dates are their own from then on."""
        begun = self.window.opens_on <= timezone.localdate()
        return self.period.status != Period.Status.PREPARING and begun

    def freeze(self, *names: str) -> None:
        for name in names:
            self.fields[name].disabled = True

    def clean(self) -> dict[str, Any]:
        super().clean()
        asked = dict(self.cleaned_data)  # a field with an error leaves `cleaned_data`
        if self.errors:
            return asked
        year = self.period.year
        if asked["targets_due_on"].year != year:
            self.add_error("targets_due_on", f"Pilih tanggal dalam tahun {year}.")
        if not date(year, 7, 1) <= asked["opens_on"] <= date(year + 1, 3, 31):
            self.add_error(
                "opens_on", f"Evaluasi tahun {year} dibuka antara 1 Juli {year} dan 31 Maret {year + 1}."
            )
        if asked["self_due_on"] < asked["opens_on"]:
            self.add_error("self_due_on", "Batas penilaian diri tidak boleh sebelum evaluasi dibuka.")
        if asked["ends_on"] < asked["self_due_on"]:
            self.add_error("ends_on", "Evaluasi tidak boleh berakhir sebelum batas penilaian diri.")
        elif asked["ends_on"] > asked["opens_on"] + timedelta(180):
            self.add_error("ends_on", "Masa evaluasi paling lama enam bulan.")
        return asked

    def save(self) -> None:
        """Write both rows; call it inside a transaction."""
        asked = self.cleaned_data
        Period.objects.filter(pk=self.period.pk).update(
            targets_due_on=asked["targets_due_on"], item_ratings=asked["item_ratings"]
        )
        EvaluationWindow.objects.filter(pk=self.window.pk).update(
            opens_on=asked["opens_on"], self_due_on=asked["self_due_on"], ends_on=asked["ends_on"]
        )


class PeriodPolicy(forms.ModelForm[Period]):
    """How the agency runs the year: approach, rhythms, signature, report, and the limits it may set itself.

    What the SKP rests on is settled before the year opens; what evaluations rest on, before the first one opens.
    """

    PLANNED_UPON = ("approach", "standards_required", "rhythm", "documentation")
    MOST = {
        "explanation_days": 30, "concluded_reply_days": 30, "decided_reply_days": 30, "training_hours": 500,
        "contract_training_hours": 500,
    }  # fmt: skip

    feedback_sources = forms.MultipleChoiceField(
        label="Sumber umpan balik dalam evaluasi",
        choices=GiverRole.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Hanya sumber ini yang tampil dan dihitung saat mengevaluasi. Lainnya tetap tersimpan.",
    )

    class Meta:
        model = Period
        fields = (
            "approach", "standards_required", "rhythm", "documentation", "signature_mode", "report_receiver",
            "explanation_days", "concluded_reply_days", "decided_reply_days", "training_hours",
            "contract_training_hours", "feedback_sources",
        )  # fmt: skip
        help_texts = {
            "approach": (
                "Kuantitatif: indikator terpisah dari target (format A.1.2 dan A.1.7). "
                "Kualitatif: keduanya dalam satu kalimat (format A.1.1 dan A.1.6)."
            ),
            "standards_required": (
                "SKP baru dapat diajukan bila tiap indikator punya ambang bawah dan atas «sesuai ekspektasi». "
                "Hanya pendekatan kuantitatif."
            ),
            "rhythm": "Evaluasi di samping evaluasi tahunan; masa evaluasinya dibuat dari pilihan ini.",
            "documentation": "Seberapa sering pegawai diingatkan mencatat realisasi dan bukti dukung.",
            "report_receiver": "Pejabat yang Berwenang (PyB) atau kepala unit kepegawaian.",
            "explanation_days": "Bagi kedua pihak, sejak keberatan diterima.",
            "concluded_reply_days": "Dokumen dari atasan pejabat penilai kinerja. Lazimnya 7.",
            "decided_reply_days": "Dokumen sesudah keberatan. Lazimnya 7.",
            "training_hours": "Hak PNS: sedikitnya sekian JP setahun. Lazimnya 20.",
            "contract_training_hours": "Bagi PPPK: paling banyak sekian JP setahun. Lazimnya 24.",
        }

    def __init__(self, data: Any, period: Period) -> None:
        super().__init__(data, instance=period)
        for name, most in self.MOST.items():
            self.fields[name] = forms.IntegerField(
                label=self.fields[name].label,
                help_text=self.fields[name].help_text,
                min_value=1,
                max_value=most,
            )
        opened = period.status != Period.Status.PREPARING
        begun = opened and any(one.opens_on <= timezone.localdate() for one in period.windows.all())
        for name, field in self.fields.items():
            field.disabled = begun or (opened and name in self.PLANNED_UPON)
        self.frozen = begun

    def clean_feedback_sources(self) -> list[str]:
        """The superior's feedback is a duty and always counts (Ps. 21)."""
        chosen: list[str] = self.cleaned_data["feedback_sources"]
        if GiverRole.LEADER not in chosen:
            raise ValidationError("Umpan balik pimpinan wajib diperhitungkan, jadi tidak dapat ditinggalkan.")
        return chosen

    def write(self) -> None:
        """The policy and the windows that follow from it; call it inside a transaction."""
        period = self.save(commit=False)
        period.save(update_fields=self.Meta.fields)
        if "rhythm" in self.changed_data:
            make_windows(period)


class HolidayDay(forms.Form):
    """Which holiday to delete."""

    day = forms.DateField()


class HolidayForm(forms.ModelForm[Holiday]):
    class Meta:
        model = Holiday
        fields = ["day", "name"]
        widgets = {"day": DayInput()}
        error_messages = {"day": {"unique": "Tanggal ini sudah tercatat sebagai hari libur."}}


class HolidayUpload(forms.Form):
    """A table of holidays; what it holds is checked before anything is written."""

    file = TableField(
        label="Berkas hari libur (CSV atau XLSX)",
        help_text="Kolom: tanggal (17-08-2026) dan nama. Hari yang sudah tercatat diganti namanya, tidak digandakan.",
    )
