"""Forms of awards: a round, a nomination, a vote, the decision."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils import timezone
from django.utils.formats import date_format

from appraisal.awards import Candidate, Decision
from appraisal.forms import DATE_WIDGET, name_the_blank
from appraisal.models import Award
from appraisal.team_forms import PersonField
from employees.dates import months_later
from employees.models import Employee, Unit, User

if TYPE_CHECKING:
    AwardModelForm = forms.ModelForm[Award]
else:
    AwardModelForm = forms.ModelForm

MONTHS_BACK, MONTHS_AHEAD = 3, 2


def months() -> list[tuple[str, str]]:
    """The months that a round may be about, as ISO days with their names."""
    first = timezone.localdate().replace(day=1)
    days = [months_later(first, number) for number in range(-MONTHS_BACK, MONTHS_AHEAD + 1)]
    return [(day.isoformat(), date_format(day, "F Y")) for day in days]


class AwardForm(AwardModelForm):
    """A new round; personnel of a unit open it for their units."""

    month = forms.TypedChoiceField(label="Bulan", coerce=date.fromisoformat)

    class Meta:
        model = Award
        fields = (
            "kind",
            "title",
            "month",
            "unit",
            "criteria",
            "nominators",
            "nominate_until",
            "method",
            "vote_until",
            "siasn_code",
        )
        widgets = {
            "kind": forms.RadioSelect,
            "criteria": forms.Textarea(attrs={"rows": 6}),
            "nominators": forms.RadioSelect,
            "method": forms.RadioSelect,
            "nominate_until": DATE_WIDGET,
            "vote_until": DATE_WIDGET,
        }
        help_texts = {
            "title": "Contoh: Pegawai teladan.",
            "unit": "Termasuk semua unit di bawahnya. Kosongkan untuk seluruh instansi.",
            "criteria": "Satu kriteria sebaris. Diumumkan kepada yang boleh mengusulkan, dan tidak berubah lagi.",
            "vote_until": "Hanya untuk pemungutan suara; hari sesudah masa usulan.",
            "siasn_code": "Bila penghargaan ini dilaporkan ke SIASN.",
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.TypedChoiceField", self.fields["month"]).choices = months()
        self.fields["month"].initial = timezone.localdate().replace(day=1).isoformat()
        self.fields["title"].initial = "Pegawai teladan"
        name_the_blank(self.fields["siasn_code"], "Tanpa kode")
        unit = cast("forms.ModelChoiceField[Unit]", self.fields["unit"])
        unit.queryset, unit.empty_label = user.administered_units(), "Seluruh instansi"
        unit.to_field_name = "uuid"
        if not user.has_perm("employees.administer_agency"):
            unit.required, unit.empty_label = True, "Pilih unit"
            unit.help_text = "Termasuk semua unit di bawahnya."

    def clean(self) -> dict[str, Any]:
        clean: dict[str, Any] = super().clean() or {}
        until, vote_until = clean.get("nominate_until"), clean.get("vote_until")
        if until and until < timezone.localdate():
            self.add_error("nominate_until", "Tanggal ini sudah lewat.")
        if clean.get("method") == Award.Method.COMMITTEE:
            clean["vote_until"] = None
        elif clean.get("method") == Award.Method.VOTE and "vote_until" in clean:
            if vote_until is None:
                self.add_error("vote_until", "Isi hari terakhir memberi suara.")
            elif until and vote_until <= until:
                self.add_error("vote_until", "Suara diberikan sesudah masa usulan. Pilih tanggal kemudian.")
        self._check_month(clean)
        return clean

    def _check_month(self, clean: dict[str, Any]) -> None:
        """One exemplary employee a month and unit; the database says so too."""
        if clean.get("kind") != Award.Kind.MONTHLY or "unit" not in clean or "month" not in clean:
            return
        rows = Award.objects.filter(kind=Award.Kind.MONTHLY, cancelled_at__isnull=True)
        if rows.filter(month=clean["month"], unit=clean["unit"]).exists():
            self.add_error("month", "Pegawai teladan bulan ini sudah dibuka untuk unit itu.")


class NominationForm(forms.Form):
    nominee = PersonField(label="Siapa yang Anda usulkan")
    reason = forms.CharField(
        label="Alasan",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Apa yang dilakukannya, dilihat dari tiap kriteria. Dibaca oleh yang memilih dan memutuskan.",
    )


class _ChoosesCandidate(forms.Form):
    """Radio buttons of the candidates; `person` gives who was chosen."""

    nominee = forms.ChoiceField(label="Calon", widget=forms.RadioSelect)

    def __init__(self, *args: Any, candidates: Sequence[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people = {str(one.person.uuid): one.person for one in candidates}
        offered = [(str(one.person.uuid), self._words(one)) for one in candidates]
        cast("forms.ChoiceField", self.fields["nominee"]).choices = offered

    @staticmethod
    def _words(one: Candidate) -> str:
        return one.person.full_name if one.votes is None else f"{one.person.full_name}, {one.votes} suara"

    @property
    def person(self) -> Employee:
        return self._people[self.cleaned_data["nominee"]]


class VoteForm(_ChoosesCandidate):
    """The one vote."""


class DecisionForm(_ChoosesCandidate):
    """Who receives it, why, and what the certificate bears."""

    reason = forms.CharField(
        label="Alasan",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Diumumkan kepada pegawai dan tercetak pada piagam.",
    )
    committee = forms.CharField(
        label="Tim penilai", required=False, max_length=500, help_text="Nama yang ikut memutuskan."
    )
    decree = forms.CharField(label="Nomor keputusan", required=False, max_length=100)
    signer_name = forms.CharField(label="Nama penanda tangan piagam", required=False, max_length=150)
    signer_title = forms.CharField(label="Jabatan penanda tangan piagam", required=False, max_length=150)

    def __init__(self, *args: Any, award: Award, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["committee"].required = award.method == Award.Method.COMMITTEE
        if award.method == Award.Method.VOTE:
            del self.fields["committee"]

    def decision(self) -> Decision:
        clean = self.cleaned_data
        return Decision(
            self.person,
            clean["reason"],
            clean.get("committee", ""),
            clean["decree"],
            clean["signer_name"],
            clean["signer_title"],
        )


class CancelForm(forms.Form):
    """Stands beside the decision, whose reason has a name of its own on the page."""

    reason = forms.CharField(
        label="Alasan membatalkan",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Dibaca semua pegawai di halaman penghargaan ini.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "cancel_%s"} | kwargs)
