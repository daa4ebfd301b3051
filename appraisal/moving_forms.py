"""Forms of personnel for people who move: parties, moves, closings, study leave, leave, delegation, plans."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from appraisal.ending import BY_HAND
from appraisal.forms import DATE_WIDGET, name_the_blank
from appraisal.models import Appraisal, PartyRole, Period
from appraisal.moves import Move
from appraisal.parties import CHANGEABLE, Cause, Change
from appraisal.team_forms import PersonField, check_days, person_initial
from employees.models import Employee, Leave, Placement, Unit

if TYPE_CHECKING:
    LeaveModelForm = forms.ModelForm[Leave]
    PlacementModelForm = forms.ModelForm[Placement]
else:
    LeaveModelForm = PlacementModelForm = forms.ModelForm

CAUSES = [
    (
        Cause.CORRECTION.name,
        "Salah tercatat: yang baru berlaku sejak tanggal itu, tanpa kewajiban bagi yang lama",
    ),
    (Cause.MOVED.name, "Atasannya berganti: evaluasi yang masanya sedang terbuka diselesaikan yang lama"),
]
LONG = forms.Textarea(attrs={"rows": 3})


def reason_field(label: str = "Alasan") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Terbaca oleh para pihak di riwayat.",
    )  # fmt: skip


class PartiesForm(forms.Form):
    """Appraiser and reviewer as they are to be from a day on; what stays the same is no change."""

    appraiser = PersonField(label="Pejabat penilai kinerja")
    reviewer = PersonField(
        label="Atasan pejabat penilai kinerja",
        required=False,
        help_text="Kosongkan bila tidak ada atasan lagi di atas pejabat penilai.",
    )
    cause = forms.ChoiceField(
        label="Mengapa berubah", choices=CAUSES, widget=forms.RadioSelect, initial=Cause.CORRECTION.name
    )
    on = forms.DateField(label="Berlaku sejak", widget=DATE_WIDGET)
    reason = reason_field()

    def __init__(self, data: Any, *, appraisal: Appraisal) -> None:
        today = timezone.localdate()
        self.appraisal = appraisal
        held = self._held(today)
        named = {f"{role.value.lower()}": person_initial(person) for role, person in held.items()}
        super().__init__(data, initial={"on": today} | named)

    def _held(self, day: date) -> dict[PartyRole, Employee]:
        rows = self.appraisal.parties.on(day).filter(role__in=CHANGEABLE).select_related("employee")
        return {PartyRole(row.role): row.employee for row in rows}

    @property
    def change(self) -> Change:
        """Of a valid form."""
        asked, held = self.cleaned_data, self._held(self.cleaned_data["on"])
        wanted = {role: asked[role.value.lower()] for role in CHANGEABLE}
        changed = {role: person for role, person in wanted.items() if held.get(role) != person}
        return Change(changed or wanted, asked["on"], asked["reason"], Cause[asked["cause"]])


class MassForm(forms.Form):
    """A new superior for everybody whose superior is somebody else now."""

    old = PersonField(label="Pihak yang lama")
    new = PersonField(label="Pihak yang baru")
    role = forms.ChoiceField(label="Sebagai", choices=[(role.value, role.label) for role in CHANGEABLE])
    cause = forms.ChoiceField(
        label="Mengapa berubah", choices=CAUSES, widget=forms.RadioSelect, initial=Cause.MOVED.name
    )
    on = forms.DateField(label="Berlaku sejak", widget=DATE_WIDGET, initial=timezone.localdate)
    reason = reason_field()

    @property
    def change(self) -> Change:
        asked = self.cleaned_data
        wanted = {PartyRole(asked["role"]): asked["new"]}
        return Change(wanted, asked["on"], asked["reason"], Cause[asked["cause"]])


class MoveForm(forms.Form):
    """To which unit, from when, under whom."""

    unit = forms.ModelChoiceField(
        label="Unit tujuan", queryset=Unit.objects.none(), to_field_name="uuid", empty_label="Pilih unit"
    )
    on = forms.DateField(
        label="Berlaku sejak (TMT)",
        widget=DATE_WIDGET,
        help_text="Tanggal yang belum tiba dicatat sebagai rencana dan dijalankan pada harinya.",
    )
    position = forms.CharField(
        label="Jabatan baru", max_length=250, required=False,
        help_text="Kosongkan bila sama, atau bila data penempatannya sudah diperbarui.",
    )  # fmt: skip
    appraiser = PersonField(
        label="Pejabat penilai kinerja yang baru",
        required=False,
        help_text="Kosongkan untuk memakai pimpinan unit tujuan.",
    )
    reviewer = PersonField(
        label="Atasan pejabat penilai kinerja yang baru",
        required=False,
        help_text="Kosongkan untuk memakai pimpinan unit di atasnya.",
    )
    note = forms.CharField(
        label="Dasar perpindahan", max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Contoh: nomor dan tanggal SK mutasi. Terbaca di riwayat.",
    )  # fmt: skip

    def __init__(self, data: Any, *, appraisal: Appraisal) -> None:
        self.appraisal = appraisal
        super().__init__(data)
        field = cast("forms.ModelChoiceField[Unit]", self.fields["unit"])
        field.queryset = Unit.objects.filter(active=True).exclude(pk=appraisal.unit_id).select_related("head")

    @property
    def move(self) -> Move:
        """Of a valid form; superiors that are not named follow from the tree."""
        asked = self.cleaned_data
        unit: Unit = asked["unit"]
        appraiser = asked["appraiser"] or head_above(unit, self.appraisal.employee)
        reviewer = asked["reviewer"] or head_above(unit, self.appraisal.employee, appraiser)
        return Move(unit, asked["on"], appraiser, reviewer, asked["note"], asked["position"])


def head_above(unit: Unit, *but: Employee | None) -> Employee | None:
    """The nearest head in service upward from a unit who is none of these."""
    for one in Unit.objects.line_up(unit).select_related("head"):
        if one.head is not None and one.head.active and one.head not in but:
            return one.head
    return None


class ClosingForm(forms.Form):
    """Why and from when somebody has no SKP any longer."""

    reason = forms.ChoiceField(label="Alasan", choices=[(one.value, one.label) for one in BY_HAND])
    on = forms.DateField(
        label="Berlaku sejak (TMT)",
        widget=DATE_WIDGET,
        initial=timezone.localdate,
        help_text="Hari sebelumnya adalah hari terakhir yang dihitung.",
    )
    note = reason_field("Dasar penutupan")


class StudyLeaveForm(forms.Form):
    """Whether somebody dropped out of study leave, with the document that says so."""

    dropped = forms.BooleanField(
        label="Tidak menyelesaikan tugas belajar (tidak lulus atau drop out)", required=False,
        help_text="Predikatnya hanya dapat Kurang atau Sangat Kurang: rating perilaku kerja di bawah ekspektasi.",
    )  # fmt: skip
    reason = reason_field("Dasar")


class ReopeningForm(forms.Form):
    reason = forms.CharField(
        label="Alasan membatalkan penutupan",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Terbaca dalam riwayat, oleh pegawai dan para penilainya.",
    )


class ClosingNoteForm(forms.Form):
    note = forms.CharField(
        label="Catatan penutup",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Capaian, yang masih berjalan, dan yang perlu diketahui pejabat penilai yang baru.",
    )


class LeaveForm(LeaveModelForm):
    class Meta:
        model = Leave
        fields = ("kind", "starts_on", "ends_on", "decree")
        widgets = {"starts_on": DATE_WIDGET, "ends_on": DATE_WIDGET}
        help_texts = {"ends_on": "Hari terakhir cuti; keduanya dihitung."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_the_blank(self.fields["kind"], "Pilih jenis cuti")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        check_days(self, cleaned)
        return cleaned


class LastDayForm(forms.Form):
    ends_on = forms.DateField(label="Hari terakhir", widget=DATE_WIDGET)


class DelegationForm(forms.Form):
    """Who leads a unit as Plt or Plh from when to when."""

    unit = forms.ModelChoiceField(
        label="Unit", queryset=Unit.objects.none(), to_field_name="uuid", empty_label="Pilih unit"
    )
    person = PersonField(label="Pegawai")
    kind = forms.ChoiceField(
        label="Sebagai",
        choices=[
            (Placement.Kind.PLT.value, "Pelaksana Tugas (Plt.)"),
            (Placement.Kind.PLH.value, "Pelaksana Harian (Plh.)"),
        ],
    )
    starts_on = forms.DateField(label="Mulai", widget=DATE_WIDGET, initial=timezone.localdate)
    ends_on = forms.DateField(
        label="Sampai", widget=DATE_WIDGET, required=False, help_text="Kosongkan bila belum ditentukan."
    )
    reports_there = forms.BooleanField(
        label="Kinerjanya dievaluasi di tempat ia melapor sebagai Plt.", required=False, initial=True,
        help_text="Selama penugasan; sesudahnya kembali ke pejabat penilainya semula. Tidak berlaku bagi Plh.",
    )  # fmt: skip

    def __init__(self, data: Any, *, units: QuerySet[Unit]) -> None:
        super().__init__(data)
        field = cast("forms.ModelChoiceField[Unit]", self.fields["unit"])
        field.queryset = units.filter(active=True)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        check_days(self, cleaned)
        return cleaned


class PeriodFilter(forms.Form):
    """Which period a list looks at."""

    q = forms.CharField(label="Nama atau NIP", required=False, max_length=100)
    tahun = forms.ChoiceField(label="Periode", required=False)

    def __init__(self, data: Any, *, periods: QuerySet[Period]) -> None:
        super().__init__(data)
        self.fields["tahun"] = forms.ChoiceField(
            label="Periode", required=False, choices=[(str(one.year), str(one)) for one in periods]
        )
