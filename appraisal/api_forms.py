"""Making a token; and the parameters of a call."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone

from appraisal import api_tokens
from appraisal.api_results import Wanted
from appraisal.forms import DATE_WIDGET
from appraisal.models import ApiToken, Period, WindowCode
from employees.models import Unit

if TYPE_CHECKING:
    TokenModelForm = forms.ModelForm[ApiToken]
else:
    TokenModelForm = forms.ModelForm

USUAL = timedelta(days=180)
MOST_ROWS, USUAL_ROWS = 1000, 500


class TokenForm(TokenModelForm):
    """For which application, to read what, until when. `uuid` is the token's: a form sent twice makes one."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    scopes = forms.MultipleChoiceField(
        label="Yang boleh dibaca",
        choices=ApiToken.Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Pilih yang benar-benar diperlukan. Aplikasi TPP cukup dengan predikat.",
    )
    unit = forms.ModelChoiceField(
        label="Unit",
        queryset=Unit.objects.order_by("path"),
        to_field_name="uuid",
        required=False,
        empty_label="Seluruh instansi",
        help_text="Beserta semua unit di bawahnya.",
    )
    field_order = ("name", "purpose", "contact", "scopes", "unit", "expires_on", "uuid")

    class Meta:
        model = ApiToken
        fields = ("name", "purpose", "contact", "scopes", "unit", "expires_on")
        widgets = {"expires_on": DATE_WIDGET}
        help_texts = {
            "name": "Misalnya TPP, SIMPEG, atau Dasbor Wali Kota.",
            "contact": "Nama, unit, dan cara menghubunginya bila tokennya bocor.",
            "expires_on": "Paling lama setahun. Sesudah itu buat yang baru.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expires_on"].initial = timezone.localdate() + USUAL

    def clean_expires_on(self) -> date:
        day: date = self.cleaned_data["expires_on"]
        today = timezone.localdate()
        if not today <= day <= today + api_tokens.LONGEST:
            raise forms.ValidationError("Pilih tanggal dari hari ini sampai paling lama setahun lagi.")
        return day


class ResultsForm(forms.Form):
    """Parameters of a page of results, read from the address."""

    jendela = forms.ChoiceField(required=False, choices=[("", ""), *WindowCode.choices])
    sesudah = forms.UUIDField(required=False)
    final_sejak = forms.DateTimeField(required=False, input_formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S%z"])
    batas = forms.IntegerField(required=False, min_value=1, max_value=MOST_ROWS)

    def wanted(self, period: Period) -> Wanted:
        asked = self.cleaned_data
        return Wanted(
            period, asked["jendela"], asked["sesudah"], asked["final_sejak"], asked["batas"] or USUAL_ROWS
        )
