"""Forms of asked feedback: whom to ask, the short form by value, and the period's rules."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils import timezone

from appraisal.models import Appraisal
from appraisal.rating import RATING_LABELS
from appraisal.team_forms import PersonField
from appraisal.values import VALUE_BEHAVIOURS, VALUE_LABELS
from employees.models import Employee
from feedback import asked
from feedback.models import Group, RoundPolicy
from feedback.models.rounds import HIGHEST_FLOOR, LOWEST_FLOOR
from feedback.sealing import Answer

if TYPE_CHECKING:
    PolicyModelForm = forms.ModelForm[RoundPolicy]
    PersonChoice = forms.ModelMultipleChoiceField[Employee]
else:
    PolicyModelForm = forms.ModelForm
    PersonChoice = forms.ModelMultipleChoiceField

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
CANNOT = "CANNOT"
CHOICES = [*((one.value, label) for one, label in RATING_LABELS.items()), (CANNOT, "Tidak dapat menilai")]
LONGEST_SENTENCE = 300
MOST_OTHERS = 5


class PeopleField(PersonChoice):
    """People by name, to be ticked."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Employee) -> str:
        return obj.full_name


class RoundForm(forms.Form):
    """Whom to ask and until when; with `initial` people ticked where the appraiser changes a proposal."""

    peers = PeopleField(Employee.objects.none(), label="Rekan kerja setingkat", required=False)
    below = PeopleField(Employee.objects.none(), label="Pegawai di bawahnya", required=False)
    others = forms.CharField(
        label="Orang lain",
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Satu orang tiap baris, paling banyak 5: NIP, atau nama bila hanya satu yang bernama demikian.",
    )

    def __init__(self, *args: Any, appraisal: Appraisal, chosen: Collection[int] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = asked.candidates(appraisal, timezone.localdate())
        for name, group in (("peers", Group.PEER), ("below", Group.SUBORDINATE)):
            people = [one.pk for one in found[group]]
            field = cast("PeopleField", self.fields[name])
            field.queryset = Employee.objects.filter(pk__in=people)
            field.initial = [pk for pk in people if pk in chosen]
            if not people:
                del self.fields[name]
        offered = {one.pk for people in found.values() for one in people}
        rest = Employee.objects.filter(pk__in=set(chosen) - offered)
        self.fields["others"].initial = "\n".join(one.nip or one.name for one in rest)

    def clean_others(self) -> list[Employee]:
        lines = [line.strip() for line in self.cleaned_data["others"].splitlines() if line.strip()]
        if len(lines) > MOST_OTHERS:
            raise forms.ValidationError(f"Paling banyak {MOST_OTHERS} orang lain.")
        field = PersonField()
        found = [field.clean(line) for line in lines]
        return [one for one in found if one is not None]

    def people(self) -> list[Employee]:
        """Everybody chosen, each once."""
        clean = self.cleaned_data
        everybody = [*clean.get("peers", ()), *clean.get("below", ()), *clean["others"]]
        return list({one.pk: one for one in everybody}.values())


class NewRoundForm(RoundForm):
    """The same, with the last day and what one wants to know."""

    closes_on = forms.DateField(
        label="Batas mengisi", widget=DAY, help_text="Hasil terbit sekali, sehari sesudahnya."
    )
    focus = forms.CharField(
        label="Yang ingin diketahui",
        required=False,
        max_length=300,
        help_text="Misalnya: cara saya memimpin rapat. Dibaca oleh semua yang diminta.",
    )


class AnswerForm(forms.Form):
    """Three levels as in the evaluation, or 'tidak dapat menilai', by value; and one sentence, or none."""

    sentence = forms.CharField(
        label="Satu kalimat",
        required=False,
        max_length=LONGEST_SENTENCE,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text="Gaya menulis dapat membuka siapa Anda. Kosongkan bila ingin memberi penilaian saja.",
    )

    def __init__(self, *args: Any, answer: Answer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sentence"].initial = answer.sentence
        for value, label in VALUE_LABELS.items():
            self.fields[value.value] = forms.ChoiceField(
                label=label,
                choices=CHOICES,
                widget=forms.RadioSelect,
                initial=answer.ratings.get(value, CANNOT if answer.version else ""),
                error_messages={"required": "Pilih satu, atau «Tidak dapat menilai»."},
            )

    def values(self) -> list[tuple[forms.BoundField, tuple[str, str, str]]]:
        """Each value's field with the behaviours that tell what it means."""
        return [(self[value.value], VALUE_BEHAVIOURS[value]) for value in VALUE_LABELS]

    def ratings(self) -> dict[str, str]:
        given = {value.value: str(self.cleaned_data[value.value]) for value in VALUE_LABELS}
        return {value: rating for value, rating in given.items() if rating != CANNOT}


class CancelForm(forms.Form):
    note = forms.CharField(
        label="Alasan membatalkan", max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class PolicyForm(PolicyModelForm):
    """The period's rules."""

    floor = forms.IntegerField(
        label="Jawaban paling sedikit agar hasil tampil",
        min_value=LOWEST_FLOOR,
        max_value=HIGHEST_FLOOR,
        help_text="3 sampai 10. Berlaku bagi putaran yang dimulai sesudahnya.",
    )
    most_requests = forms.IntegerField(
        label="Permintaan terbuka paling banyak bagi satu orang", min_value=1, max_value=50
    )
    random_peers = forms.IntegerField(label="Banyaknya rekan yang diundi", min_value=3, max_value=50)

    class Meta:
        model = RoundPolicy
        fields = ("floor", "most_requests", "peers", "random_peers", "subordinates", "closes_on")
        widgets = {"closes_on": DAY}
        help_texts = {"closes_on": "Untuk putaran menurut aturan periode ini."}
