"""The starting balance of credit points, as personnel record it from a PAK."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from appraisal.credit import LEVELS, RANKS
from appraisal.forms import figure_field
from appraisal.models import CreditBalance

if TYPE_CHECKING:
    BalanceModelForm = forms.ModelForm[CreditBalance]
else:
    BalanceModelForm = forms.ModelForm


class CreditBalanceForm(BalanceModelForm):
    """What somebody holds at the end of a day; what is earned later counts on from there."""

    level = forms.ChoiceField(label="Jenjang", choices=[(one, one) for one in LEVELS])
    rank = forms.ChoiceField(label="Golongan ruang", choices=[(one, one) for one in RANKS])

    class Meta:
        model = CreditBalance
        fields = ("on_day", "level", "rank", "level_points", "rank_points", "source")
        localized_fields = ("level_points", "rank_points")
        widgets = {"on_day": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        help_texts = {
            "on_day": "Hari terakhir yang sudah terhitung dalam angka di bawah.",
            "level_points": "Sejak menduduki jenjang ini. Contoh: 37,5.",
            "rank_points": "Sejak menduduki pangkat ini. Contoh: 12,5.",
            "source": "Nomor dan tanggal PAK.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("level_points", "rank_points"):
            figure_field(self.fields[name])

    def validate_unique(self) -> None:
        """A balance of the same day is replaced; the history says by whom."""
