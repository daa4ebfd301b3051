"""Forms of reminders: the filter of the log, the plan of a stage, a text, and words to a reminder by hand."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from django import forms
from django.db.models import Q

from appraisal.calls import CALL_LABELS, Call, Plan
from appraisal.models import Period, Reminder
from appraisal.reminder_plans import FIELDS
from appraisal.reminder_stages import Stage
from appraisal.reminder_texts import Text, listed, refusals
from appraisal.reminders import stage_labels
from employees.models import Employee

ALL = ("", "Semua")
MOST_DAYS = 60
MOST_FOUND = 200  # people of a search who are looked for among those whom reminders were about


class LogFilter(forms.Form):
    """What the log is narrowed to; parameters are read from the address."""

    q = forms.CharField(label="Nama atau NIP", required=False, max_length=100)
    tahun = forms.ChoiceField(label="Periode", required=False)
    hari = forms.DateField(
        label="Tanggal", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    tahap = forms.ChoiceField(label="Tahap", required=False)
    panggilan = forms.ChoiceField(label="Aturan", required=False)
    surel = forms.ChoiceField(label="Surel", required=False, choices=[ALL, *Reminder.Mail.choices])

    def __init__(self, data: Any, *, periods: Iterable[Period]) -> None:
        super().__init__(data)
        choices: dict[str, list[tuple[str, str]]] = {
            "tahun": [(str(one.year), str(one)) for one in periods],
            "tahap": list(stage_labels().items()),
            "panggilan": [(call.value, label) for call, label in CALL_LABELS.items()],
        }
        for name, offered in choices.items():
            label = self.fields[name].label
            self.fields[name] = forms.ChoiceField(label=label, required=False, choices=[ALL, *offered])

    @property
    def wanted(self) -> Q:
        """A condition on reminders; nothing where the address cannot be read."""
        if not self.is_valid():
            return Q(pk__in=[])
        asked, found = self.cleaned_data, Q()
        columns = {
            "tahun": "period__year",
            "hari": "day",
            "tahap": "stage",
            "panggilan": "call",
            "surel": "mail",
        }
        for name, column in columns.items():
            if asked[name]:
                found &= Q(**{column: asked[name]})
        if asked["q"]:
            people = Employee.objects.search(asked["q"])
            named = list(people.order_by("pk").values_list("pk", flat=True)[:MOST_FOUND])
            found &= Q(employee__in=people) | Q(about__overlap=named)
        return found


class PlanForm(forms.Form):
    """Working days of one stage's calls; empty: no such call."""

    first = forms.IntegerField(label="Panggilan pertama", help_text="Hari kerja sebelum batas.")
    second = forms.IntegerField(label="Panggilan kedua", help_text="Hari kerja sebelum batas.")
    last = forms.IntegerField(
        label="Panggilan terakhir", help_text="Hari kerja sebelum batas; 0: pada hari batasnya."
    )
    every = forms.IntegerField(
        label="Ulangi selama terlambat, setiap",
        help_text="Hari kerja. Yang pertama pada hari kerja pertama sesudah batas.",
    )
    superior = forms.IntegerField(label="Kepada atasan", help_text="Hari kerja sesudah batas.")
    higher = forms.IntegerField(label="Kepada atasan dari atasan", help_text="Hari kerja sesudah batas.")
    AFTER = ("every", "superior", "higher")

    def __init__(self, data: Any, *, stage: Stage, plan: Plan) -> None:
        super().__init__(data, initial={name: getattr(plan, name) for name in FIELDS})
        if stage.passes:
            for name in self.AFTER:
                del self.fields[name]
        for name, old in list(self.fields.items()):
            self.fields[name] = forms.IntegerField(
                label=old.label,
                help_text=old.help_text,
                required=False,
                min_value=1 if name in self.AFTER else 0,
                max_value=MOST_DAYS,
            )

    def clean(self) -> dict[str, Any]:
        super().clean()
        asked = self.cleaned_data
        before = [(name, asked[name]) for name in ("first", "second", "last") if asked.get(name) is not None]
        for (_earlier, more), (name, less) in pairwise(before):
            if less >= more:
                self.add_error(name, f"Harus lebih dekat ke batas daripada panggilan sebelumnya ({more}).")
        superior, higher = asked.get("superior"), asked.get("higher")
        if superior is not None and higher is not None and higher <= superior:
            self.add_error("higher", f"Harus sesudah pemberitahuan kepada atasan ({superior}).")
        return asked

    @property
    def plan(self) -> Plan:
        return Plan(*(self.cleaned_data.get(name) for name in FIELDS))


class TextForm(forms.Form):
    """Title and body of a call, with placeholders of the list only; whose data the preview takes."""

    title = forms.CharField(label="Judul", max_length=120)
    body = forms.CharField(
        label="Isi",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "maxlength": 2000}),
    )
    person = forms.CharField(
        label="Pratinjau untuk",
        max_length=100,
        required=False,
        help_text="Nama atau NIP. Kosong: data Anda sendiri.",
    )

    def __init__(self, data: Any, *, call: Call, text: Text, person: str = "") -> None:
        super().__init__(data, initial={"title": text.title, "body": text.body, "person": person})
        self.call = call
        self.fields["title"].help_text = f"Isian yang dapat dipakai: {listed(call)}."

    def clean_title(self) -> str:
        return self._checked("title")

    def clean_body(self) -> str:
        return self._checked("body")

    def _checked(self, name: str) -> str:
        written: str = self.cleaned_data[name]
        if found := refusals(written, self.call):
            raise forms.ValidationError([forms.ValidationError(one) for one in found])
        return written

    @property
    def text(self) -> Text:
        return Text(self.cleaned_data["title"], self.cleaned_data["body"])


class NudgeForm(forms.Form):
    """Words of one's own to a reminder, and how many people the page showed."""

    message = forms.CharField(
        label="Pesan tambahan",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 500}),
        help_text="Ikut dalam surel juga, jadi jangan menyebut nama pegawai lain.",
    )
    count = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
