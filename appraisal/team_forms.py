"""Forms of work teams; a person is named by NIP or name, so that no list of the whole agency is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.db.models import QuerySet

from appraisal.forms import DATE_WIDGET
from employees.models import Employee, Membership, Team, Unit

if TYPE_CHECKING:
    TeamModelForm = forms.ModelForm[Team]
    MembershipModelForm = forms.ModelForm[Membership]
else:
    TeamModelForm = MembershipModelForm = forms.ModelForm

MOST_NAMED = 5


class PersonField(forms.CharField):
    """NIP, or a name that one active person bears; gives that `Employee`."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "Tulis NIP, atau nama bila hanya satu orang yang bernama demikian.")
        super().__init__(max_length=100, **kwargs)

    def clean(self, value: Any) -> Any:
        words = str(super().clean(value))
        joined = words.replace(" ", "")
        words = joined if joined.isdecimal() else words
        if not words:
            return None
        found = list(Employee.objects.active().search(words)[: MOST_NAMED + 1])
        exact = [one for one in found if one.name.casefold() == words.casefold() or one.nip == words]
        if len(exact or found) == 1:
            return (exact or found)[0]
        if not found:
            raise forms.ValidationError("Tidak ada pegawai aktif dengan NIP atau nama itu.")
        named = "; ".join(f"{one.full_name} {one.nip}".strip() for one in found[:MOST_NAMED])
        raise forms.ValidationError(f"Ada beberapa orang: {named}. Tulis NIP-nya.")


def person_initial(employee: Employee) -> str:
    return employee.nip or employee.name


class TeamForm(TeamModelForm):
    """A team with its leader and dates; `units`: where this user keeps teams."""

    leader = PersonField(label="Ketua tim")

    class Meta:
        model = Team
        fields = ("name", "unit", "leader", "decree", "starts_on", "ends_on")
        widgets = {"starts_on": DATE_WIDGET, "ends_on": DATE_WIDGET}
        help_texts = {
            "name": "Contoh: Tim Digitalisasi Layanan.",
            "decree": "Nomor dan tanggal surat keputusan.",
            "ends_on": "Kosongkan bila belum ditentukan.",
        }

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = cast("forms.ModelChoiceField[Unit]", self.fields["unit"])
        unit.queryset, unit.to_field_name, unit.empty_label = units.filter(active=True), "uuid", "Pilih unit"
        if self.instance.pk:
            self.initial["unit"] = self.instance.unit.uuid
            self.initial["leader"] = person_initial(self.instance.leader)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        check_days(self, cleaned)
        return cleaned


class MembershipForm(MembershipModelForm):
    """One more member, from any unit."""

    employee = PersonField(label="Pegawai")

    class Meta:
        model = Membership
        fields = ("employee", "role", "starts_on", "ends_on")
        widgets = {"starts_on": DATE_WIDGET, "ends_on": DATE_WIDGET}
        help_texts = {
            "role": "Contoh: analis data.",
            "ends_on": "Kosongkan bila belum ditentukan.",
        }

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        check_days(self, cleaned)
        return cleaned


class EndForm(forms.Form):
    """The last day; `stood` is the one that the form was drawn with."""

    ends_on = forms.DateField(label="Hari terakhir", widget=DATE_WIDGET)
    stood = forms.DateField(required=False, widget=forms.HiddenInput)


class TeamFilter(forms.Form):
    """What the list of teams is narrowed to."""

    q = forms.CharField(label="Nama tim atau ketua", required=False, max_length=100)
    keadaan = forms.ChoiceField(
        label="Keadaan",
        required=False,
        choices=[("", "Berjalan"), ("berakhir", "Berakhir"), ("semua", "Semua")],
    )


def check_days(form: forms.BaseForm, cleaned: dict[str, Any]) -> None:
    """An end never before its start."""
    starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
    if starts and ends and ends < starts:
        form.add_error("ends_on", "Tanggal berakhir tidak boleh sebelum tanggal mulai.")
