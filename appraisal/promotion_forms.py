"""The rule of promotion, and what the list of candidates is narrowed to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms

from appraisal.forms import name_the_blank
from appraisal.models import PromotionRule
from appraisal.promotion import Condition, Verdict
from employees import unit_choices
from employees.models import Employee, Placement, Unit
from employees.models.unit import UnitQuerySet

if TYPE_CHECKING:
    PromotionRuleModelForm = forms.ModelForm[PromotionRule]
else:
    PromotionRuleModelForm = forms.ModelForm


class PromotionRuleForm(PromotionRuleModelForm):
    """The next version; it starts from the one that holds."""

    class Meta:
        model = PromotionRule
        fields = (
            "years",
            "lowest",
            "very_good",
            "hours",
            "post_years",
            "lowest_rank",
            "after_sanction",
            "change",
        )
        widgets = {"lowest": forms.RadioSelect, "change": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "years": "Tahun-tahun terakhir yang masa evaluasi tahunannya sudah berakhir.",
            "very_good": "0 bila tidak diminta.",
            "hours": "Sejak awal tahun pertama yang dilihat. 0 bila tidak diminta.",
            "post_years": "0 bila tidak diminta.",
            "after_sanction": "0: hanya selama hukumannya berlaku.",
            "change": "Satu kalimat. Tampil dalam riwayat aturan ini.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_the_blank(self.fields["lowest_rank"], "Tidak diminta")

    def clean(self) -> dict[str, Any]:
        clean: dict[str, Any] = super().clean() or {}
        years, very_good = clean.get("years"), clean.get("very_good")
        if years and very_good and very_good > years:
            self.add_error("very_good", f"Paling banyak {years}: sebanyak tahun yang dilihat.")
        return clean


class PromotionFilter(forms.Form):
    """At first those who meet everything."""

    q = forms.CharField(label="Nama atau NIP", required=False, max_length=100)
    keadaan = forms.ChoiceField(
        label="Syarat",
        required=False,
        choices=[("", "Memenuhi semua"), ("satu", "Kurang satu syarat"), ("semua", "Semua PNS")],
    )
    kurang = forms.ChoiceField(label="Yang belum terpenuhi", required=False)
    unit = forms.ChoiceField(label="Unit", required=False)

    def __init__(self, data: Any, *, asked: Sequence[Condition], units: UnitQuerySet) -> None:
        super().__init__(data)
        short = [("", "Apa pun"), *((one.key, one.short) for one in asked)]
        self.fields["kurang"] = forms.ChoiceField(label="Yang belum terpenuhi", required=False, choices=short)
        self.units = {str(one.uuid): one for one in unit_choices.upper(units, self.data.get("unit", ""))}
        offered = [("", "Semua"), *((key, one.name) for key, one in self.units.items())]
        self.fields["unit"] = forms.ChoiceField(label="Unit", required=False, choices=offered)

    @property
    def chosen_unit(self) -> Unit | None:
        """The one asked for, with all below it."""
        return self.units.get(self.cleaned_data["unit"]) if self.is_valid() else None

    def narrowed(self, everybody: Sequence[Verdict]) -> list[int]:
        """The posts that the list shows, in the order given; none when the address cannot be read."""
        if not self.is_valid():
            return []
        found = [one.post for one in everybody if self._wanted(one)]
        if not (words := self.cleaned_data["q"]):
            return found
        named = Placement.objects.filter(employee__in=Employee.objects.search(words).values("pk"))
        posts = set(named.values_list("pk", flat=True))
        return [one for one in found if one in posts]

    def _wanted(self, one: Verdict) -> bool:
        asked = self.cleaned_data
        if asked["keadaan"] == "satu" and len(one.unmet) != 1:
            return False
        if asked["kurang"]:
            return asked["kurang"] in one.unmet
        return asked["keadaan"] != "" or not one.unmet
