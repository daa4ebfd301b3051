"""Forms of the units' performance agreements (PK): one unit's, the upload of many, the filter of the list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms

from appraisal import import_agreements
from appraisal.forms import DATE_WIDGET, name_the_blank
from appraisal.models import AgreementIndicator, PerformanceAgreement, Period
from appraisal.table_uploads import TableUpload
from employees.tabular import Table

MOST_INDICATORS = 60

if TYPE_CHECKING:
    AgreementModelForm = forms.ModelForm[PerformanceAgreement]
    IndicatorModelForm = forms.ModelForm[AgreementIndicator]
else:
    AgreementModelForm = IndicatorModelForm = forms.ModelForm


class AgreementForm(AgreementModelForm):
    """Number and date of a PK; a draft PK may stand without them."""

    class Meta:
        model = PerformanceAgreement
        fields = ("number", "signed_on")
        widgets = {"signed_on": DATE_WIDGET}
        help_texts = {"number": "Kosongkan bila masih rancangan."}


class AgreementIndicatorForm(IndicatorModelForm):
    """One indicator of a PK with its goal and target."""

    class Meta:
        model = AgreementIndicator
        fields = ("goal", "text", "target", "perspective")
        widgets = {
            "goal": forms.Textarea(attrs={"rows": 2, "maxlength": "500"}),
            "text": forms.Textarea(attrs={"rows": 2, "maxlength": "300"}),
        }
        help_texts = {
            "goal": "Contoh: «Meningkatnya kualitas pelayanan puskesmas».",
            "text": "Contoh: «Persentase ibu hamil mendapatkan pelayanan antenatal sesuai standar».",
            "target": "Contoh: 100%.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_the_blank(self.fields["perspective"], "Belum dipilih")


class BaseAgreementFormSet(
    forms.BaseInlineFormSet[AgreementIndicator, PerformanceAgreement, AgreementIndicatorForm]
):
    """The indicators of a PK; the same one twice is refused."""

    def clean(self) -> None:
        seen: set[str] = set()
        for form in self.forms:
            text = str(form.cleaned_data.get("text", "")).casefold() if not form.errors else ""
            if not text or form.cleaned_data.get("DELETE"):
                continue
            if text in seen:
                form.add_error(
                    "text", "Indikator ini sudah ada di baris lain. Ubah atau hapus salah satunya."
                )
            seen.add(text)
        super().clean()


AgreementFormSet = forms.inlineformset_factory(
    PerformanceAgreement,
    AgreementIndicator,
    form=AgreementIndicatorForm,
    formset=BaseAgreementFormSet,
    extra=1,
    max_num=MOST_INDICATORS,
    absolute_max=2 * MOST_INDICATORS,
    validate_max=True,
    can_delete=True,
)


class AgreementUpload(TableUpload):
    """A table of PK for a year; what it holds is read and checked at once."""

    period = forms.ModelChoiceField(
        label="Tahun", queryset=Period.objects.none(), to_field_name="year", empty_label=None
    )
    file = forms.FileField(
        label="Berkas PK (CSV atau XLSX)",
        help_text=(
            "Kolom: unit (nama, kode atau Id SIASN), sasaran, indikator, target; boleh ditambah perspektif, "
            "nomor dan tanggal. Pemisah koma atau titik koma."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        period = cast("forms.ModelChoiceField[Period]", self.fields["period"])
        period.queryset = Period.objects.exclude(status=Period.Status.CLOSED)

    def check_columns(self, table: Table) -> None:
        import_agreements.check_columns(table)


class AgreementFilter(forms.Form):
    """What the list of units is narrowed to."""

    q = forms.CharField(label="Nama unit", required=False, max_length=100)
    tahun = forms.ChoiceField(label="Periode", required=False)
    tampil = forms.ChoiceField(
        label="Tampilkan",
        required=False,
        choices=[("", "Semua unit"), ("belum", "Belum ada PK"), ("ada", "Sudah ada PK")],
    )

    def __init__(self, data: Any, *, periods: list[Period]) -> None:
        super().__init__(data)
        years = [(str(one.year), str(one)) for one in periods]
        self.fields["tahun"] = forms.ChoiceField(label="Periode", required=False, choices=years)
