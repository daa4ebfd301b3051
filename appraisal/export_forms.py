"""What one chooses for an export, and for the documents of a year; each says what it is for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Min, Q, QuerySet
from django.db.models.functions import Length
from django.http import QueryDict
from django.utils import timezone

from appraisal import export_schedules
from appraisal.export_kinds import LABELS, Asked, Kind
from appraisal.models import ColumnChoice, EvaluationWindow, ExportSchedule, Period, WindowCode
from employees.models import Employee, Job, Unit, User
from employees.models.unit import STEP, UnitQuerySet

STEPS_OFFERED = 2  # steps of the tree below one's own units; whatever lies deeper is part of what is offered
SHORTEST_PURPOSE = 10
MOST_CHOICES = 20
FOLLOWED = (0, 1)  # years back from the day on which a file is made


def offered_units(units: UnitQuerySet) -> UnitQuerySet:
    """The upper units of a desk, in the order of the tree."""
    tree = units.annotate(depth=Length("path"))
    top = tree.aggregate(top=Min("depth"))["top"] or 0
    return tree.filter(depth__lte=top + STEPS_OFFERED * len(STEP.format(0))).order_by("path")


def unit_field(units: UnitQuerySet) -> forms.ModelChoiceField[Unit]:
    return forms.ModelChoiceField(
        label="Unit",
        queryset=offered_units(units),
        to_field_name="uuid",
        required=False,
        empty_label="Semua unit yang saya kelola",
    )


class PurposeForm(forms.Form):
    """What is taken out is personal data: the log says what it was for."""

    purpose = forms.CharField(
        label="Keperluan",
        min_length=SHORTEST_PURPOSE,
        max_length=300,
        help_text="Satu kalimat: untuk apa data ini dan siapa yang menerimanya. Tercatat di catatan ekspor.",
        error_messages={
            "required": "Tulis untuk apa data ini dipakai.",
            "min_length": "Tulis keperluannya sebagai satu kalimat, sedikitnya 10 huruf.",
        },
    )


class ExportForm(PurposeForm):
    """Columns, format and purpose; of a yearly report also year and unit."""

    def __init__(
        self, data: Any, *, kind: Kind, by: User, query: QueryDict, chosen: ColumnChoice | None
    ) -> None:
        super().__init__(data)
        self.kind, self.by, self.query = kind, by, query
        if not kind.page:
            years = Period.objects.all()
            self.fields["period"] = forms.ModelChoiceField(
                label="Tahun", queryset=years, to_field_name="year", empty_label=None
            )
            self.fields["unit"] = unit_field(by.administered_units())
        self.fields["format"] = forms.ChoiceField(
            label="Bentuk berkas",
            choices=[(one, LABELS[one]) for one in kind.formats],
            initial=kind.formats[0],
            widget=forms.RadioSelect,
        )
        if kind.columns:
            self._offer_columns(chosen)
        self._offer_rhythm()

    def _offer_rhythm(self) -> None:
        """Once, or again each month or quarter; others who may get it are those who may see everybody's jobs."""
        self.fields["repeat"] = forms.ChoiceField(
            label="Berapa sering",
            choices=[("", "Sekali, sekarang"), *ExportSchedule.Rhythm.choices],
            required=False,
            help_text="Berkas berkala dibuat pada hari kerja pertama bulan atau triwulan berikutnya, dengan wewenang"
            " Anda pada hari itu. Laporan tahun berjalan ikut berganti tahun.",
        )
        agency = Employee.objects.active().filter(
            user__is_active=True, user__groups__permissions__codename="administer_agency"
        )
        self.fields["receiver"] = forms.ModelChoiceField(
            label="Pemberitahuan berkas berkala untuk",
            queryset=agency.exclude(pk=self.by.employee_id).distinct().order_by("name", "pk"),
            to_field_name="uuid",
            required=False,
            empty_label="Saya sendiri",
        )

    def _offer_columns(self, chosen: ColumnChoice | None) -> None:
        offered = [(column.key, column.heading) for column in self.kind.columns]
        known = {key for key, _heading in offered}
        kept = [key for key in chosen.columns if key in known] if chosen else []
        self.fields["columns"] = forms.MultipleChoiceField(
            label="Kolom",
            choices=offered,
            initial=kept or list(known),
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Pilih paling sedikit satu kolom."},
        )
        self.fields["save_as"] = forms.CharField(
            label="Simpan pilihan kolom dengan nama",
            required=False,
            max_length=60,
            help_text="Nama yang sudah ada diganti pilihannya. Hanya Anda yang melihatnya.",
        )

    def clean_save_as(self) -> str:
        name: str = self.cleaned_data["save_as"].strip()
        others = ColumnChoice.objects.filter(owner=self.by.employee_id, kind=self.kind.key).exclude(name=name)
        if name and others.count() >= MOST_CHOICES:
            raise ValidationError(f"Paling banyak {MOST_CHOICES} pilihan. Hapus satu dahulu.")
        return name

    def clean(self) -> dict[str, Any]:
        """Of a file that comes again: the year must be one that can be followed, and a person has some only."""
        told = super().clean() or self.cleaned_data
        if not told.get("repeat"):
            return told
        period = told.get("period")
        if period and timezone.localdate().year - period.year not in FOLLOWED:
            self.add_error("period", "Untuk berkas berkala pilih tahun berjalan atau tahun sebelumnya.")
        if ExportSchedule.objects.filter(owner=self.by.employee_id).count() >= export_schedules.MOST:
            self.add_error(
                "repeat", f"Paling banyak {export_schedules.MOST} berkas berkala. Hapus satu dahulu."
            )
        return told

    @property
    def asked(self) -> Asked:
        chosen = self.cleaned_data
        return Asked(self.by, chosen.get("period"), chosen.get("unit"), self.query)

    @property
    def columns(self) -> list[str]:
        return list(self.cleaned_data.get("columns", ()))

    def keep_columns(self) -> None:
        """Where a name was given."""
        if name := self.cleaned_data.get("save_as"):
            ColumnChoice.objects.update_or_create(
                owner=self.by.employee, kind=self.kind.key, name=name, defaults={"columns": self.columns}
            )


class LogFilter(forms.Form):
    """Who took what: by name of the requester, by what it was, by day."""

    q = forms.CharField(label="Peminta, isi, atau keperluan", required=False, max_length=100)
    dari = forms.DateField(label="Sejak", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    sampai = forms.DateField(label="Sampai", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def narrowed(self, rows: QuerySet[Job]) -> QuerySet[Job]:
        """The lines asked for; none when the address cannot be read."""
        if not self.is_valid():
            return rows.none()
        asked = self.cleaned_data
        if words := asked["q"]:
            people = Employee.objects.search(words).values("pk")
            said = Q(title__icontains=words) | Q(purpose__icontains=words)
            rows = rows.filter(said | Q(requested_by__in=people))
        if asked["dari"]:
            rows = rows.filter(created_at__date__gte=asked["dari"])
        return rows.filter(created_at__date__lte=asked["sampai"]) if asked["sampai"] else rows


class DocumentsForm(forms.Form):
    """Whose documents: of a year, one of its windows or all, and a unit with everything below it."""

    period = forms.ModelChoiceField(
        label="Tahun", queryset=Period.objects.all(), to_field_name="year", empty_label=None
    )
    window = forms.ChoiceField(label="Periode evaluasi", required=False)

    def __init__(self, data: Any, *, units: UnitQuerySet) -> None:
        super().__init__(data)
        used = set(EvaluationWindow.objects.values_list("code", flat=True).distinct())
        windows = [(one.value, one.label) for one in WindowCode if one in used]
        self.fields["window"] = forms.ChoiceField(
            label="Periode evaluasi", required=False, choices=[("", "Semua periode"), *windows]
        )
        self.fields["unit"] = unit_field(units)
