"""Forms around e-Kinerja BKN: the table to read, and what the list is narrowed to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms

from appraisal import national_import
from appraisal.models import EvaluationWindow, Period, WindowCode
from appraisal.national_results import State
from appraisal.table_uploads import TableUpload
from employees.tabular import Table


class NationalUpload(TableUpload):
    """Which evaluation, and the table as it was taken from there."""

    masa = forms.ModelChoiceField(
        label="Evaluasi", queryset=EvaluationWindow.objects.none(), empty_label="Pilih evaluasi"
    )
    file = forms.FileField(
        label="Berkas dari e-Kinerja BKN (CSV atau XLSX)",
        help_text=(
            "Kolom nip dan predikat; boleh ditambah hasil kerja, perilaku kerja, dan tahun. Predikat dan rating "
            "boleh kata atau kode SIASN. Kolom lain diabaikan."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        windows = EvaluationWindow.objects.select_related("period").order_by("-period__year", "-opens_on")
        field = cast("forms.ModelChoiceField[EvaluationWindow]", self.fields["masa"])
        field.queryset = windows.exclude(period__status=Period.Status.PREPARING)

    def check_columns(self, table: Table) -> None:
        national_import.check_columns(table)


class NationalFilter(forms.Form):
    """Name or NIP, year and window, and how both records compare."""

    q = forms.CharField(label="Nama atau NIP", required=False, max_length=100)
    tahun = forms.ChoiceField(label="Periode", required=False)
    masa = forms.ChoiceField(label="Evaluasi", required=False)
    keadaan = forms.ChoiceField(label="Keadaan", required=False, choices=[("", "Semua"), *State.choices])

    def __init__(self, data: Any, *, periods: Iterable[Period], codes: Iterable[WindowCode]) -> None:
        super().__init__(data)
        years = [(str(one.year), str(one)) for one in periods]
        self.fields["tahun"] = forms.ChoiceField(label="Periode", required=False, choices=years)
        offered = [(code.value, str(code.label)) for code in codes]
        self.fields["masa"] = forms.ChoiceField(label="Evaluasi", required=False, choices=offered)
