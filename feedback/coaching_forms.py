"""Forms of guidance: its start, the employee's preparation, talks, what was agreed, B.1.8 and B.1.9."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, cast

from django import forms

from appraisal.models import Appraisal, WorkTarget
from appraisal.papers.guidance import COMPETENCES, QUESTIONS
from appraisal.team_forms import PersonField
from feedback.coaching import PREPARED
from feedback.models import CoachingMeeting, CoachingSession, CoachingStep, CoachingView

if TYPE_CHECKING:
    SessionModelForm = forms.ModelForm[CoachingSession]
    MeetingModelForm = forms.ModelForm[CoachingMeeting]
    StepModelForm = forms.ModelForm[CoachingStep]
    TargetChoice = forms.ModelChoiceField[WorkTarget]
else:
    TargetChoice = forms.ModelChoiceField
    SessionModelForm = MeetingModelForm = StepModelForm = forms.ModelForm

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
SCORES = [
    (1, "1 Sangat kurang"), (2, "2 Kurang memadai"), (3, "3 Memadai"), (4, "4 Di atas memadai"), (5, "5 Istimewa"),
]  # fmt: skip
LONG = forms.Textarea(attrs={"rows": 3})
TECHNICAL = "technical"


class TargetField(TargetChoice):
    """A result of the SKP by its words."""

    def label_from_instance(self, obj: WorkTarget) -> str:
        return obj.result


class StartForm(forms.Form):
    """Coaching or mentoring, why, about which result, and by whom."""

    kind = forms.ChoiceField(
        label="Bentuk",
        choices=CoachingSession.Kind.choices,
        widget=forms.RadioSelect,
        help_text="Coaching: bertanya sampai pegawai menemukan jalannya. Mentoring: berbagi keahlian dan pengalaman.",
    )
    reason = forms.CharField(label="Mengapa bimbingan ini diperlukan", max_length=1000, widget=LONG)
    target = TargetField(WorkTarget.objects.none(), label="Hasil kerja yang dibahas", required=False)
    coach = PersonField(label="Pembimbing lain", required=False)

    def __init__(self, *args: Any, appraisal: Appraisal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        target = cast("TargetField", self.fields["target"])
        target.queryset, target.empty_label = appraisal.targets.all(), "Tidak tentang satu hasil kerja"
        self.fields["coach"].help_text = (
            "Kosongkan bila Anda sendiri yang membimbing. Pihak lain yang diberi penugasan khusus: tulis NIP,"
            " atau nama bila hanya satu yang bernama demikian."
        )


class PreparationForm(SessionModelForm):
    """What the employee reports before: other questions for coaching than for mentoring, all to be answered."""

    class Meta:
        model = CoachingSession
        fields = tuple(name for names in PREPARED.values() for name in names)
        widgets = dict.fromkeys(fields, LONG) | {"duration": forms.TextInput()}
        help_texts = {
            "strategy": "Apa yang ingin Anda capai, dan dengan cara apa.",
            "progress": "Di mana Anda sekarang, dan apa yang sudah Anda coba.",
            "solutions": "Apa yang menurut Anda dapat dilakukan.",
            "duration": "Misalnya: dua bulan, tiap hari Senin.",
            "change": "Apa yang akan dirasakan pimpinan setelah mentoring.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = PREPARED[CoachingSession.Kind(self.instance.kind)]
        for name in list(self.fields):
            if name not in asked:
                del self.fields[name]
            else:
                self.fields[name].required = name != "solutions"


class MeetingForm(MeetingModelForm):
    class Meta:
        model = CoachingMeeting
        fields = ("day", "place", "topic")
        widgets = {"day": DAY, "topic": LONG}

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day > self.today:
            raise forms.ValidationError("Catat pertemuan setelah dilaksanakan.")
        return day


class StepForm(StepModelForm):
    class Meta:
        model = CoachingStep
        fields = ("kind", "text", "due_on", "adjusts")
        widgets = {"due_on": DAY, "text": LONG, "kind": forms.RadioSelect}
        help_texts = {"adjusts": "Bila ya, usulkan perubahan SKP setelah pertemuan ini."}


class ViewForm(forms.Form):
    """The nine statements of B.1.8."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for _subject, lines in QUESTIONS:
            for number, line in lines:
                self.fields[f"q{number}"] = forms.ChoiceField(
                    label=f"{number}. {line}", choices=CoachingView.Answer.choices, widget=forms.RadioSelect
                )
        self.fields["remark"] = forms.CharField(label="Catatan", required=False, max_length=2000, widget=LONG)

    def answers(self) -> dict[str, str]:
        return {name[1:]: value for name, value in self.cleaned_data.items() if name != "remark"}


class CompetenceForm(forms.Form):
    """B.1.9: a score of 1 to 5 with its reason for each competence, technical ones by name, a recommendation."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fixed = [name for kind, names in COMPETENCES if kind != "Teknis" for name in names]
        self.lines = {f"c{number}": name for number, name in enumerate(fixed, 1)}
        for key, name in self.lines.items():
            self.fields[key] = self._score(name)
            self.fields[f"{key}_reason"] = self._words(f"Alasan: {name}", required=True)
        self.fields["technical"] = forms.CharField(label="Kompetensi teknis", max_length=200, required=False)
        self.fields["technical_score"] = self._score("Nilai kompetensi teknis", required=False)
        self.fields["technical_reason"] = self._words("Alasan: kompetensi teknis", required=False)
        self.fields["recommendation"] = forms.CharField(label="Rekomendasi", max_length=2000, widget=LONG)

    def _score(self, label: str, *, required: bool = True) -> forms.TypedChoiceField:
        choices = [("", "Pilih nilai"), *SCORES]
        return forms.TypedChoiceField(label=label, choices=choices, coerce=int, required=required)

    def _words(self, label: str, *, required: bool) -> forms.CharField:
        widget = forms.Textarea(attrs={"rows": 2})
        return forms.CharField(label=label, max_length=500, required=required, widget=widget)

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        parts = [clean.get(name) for name in ("technical", "technical_score", "technical_reason")]
        if any(parts) and not all(parts):
            self.add_error(
                TECHNICAL, "Isi nama, nilai, dan alasan kompetensi teknis, atau kosongkan ketiganya."
            )
        return clean

    def competences(self) -> dict[str, list[Any]]:
        clean = self.cleaned_data
        found = {name: [clean[key], clean[f"{key}_reason"]] for key, name in self.lines.items()}
        if clean["technical"]:
            found[clean["technical"]] = [clean["technical_score"], clean["technical_reason"]]
        return found


class FollowUpForm(forms.Form):
    follow_up = forms.CharField(label="Tindak lanjut", max_length=2000, widget=LONG)
