"""Forms of citizens' feedback: what the public fills in, and what the desk keeps and decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.db.models import QuerySet

from employees.models import Employee, Unit
from feedback import service_points
from feedback.models import CitizenFeedback, CitizenPolicy, ServicePoint

if TYPE_CHECKING:
    PointModelForm = forms.ModelForm[ServicePoint]
    PolicyModelForm = forms.ModelForm[CitizenPolicy]
else:
    PointModelForm = PolicyModelForm = forms.ModelForm

SCORES = [(5, "Sangat baik"), (4, "Baik"), (3, "Cukup"), (2, "Kurang"), (1, "Sangat kurang")]
CHOOSE = {"required": "Pilih salah satu."}
PRIVATE = "Jangan menulis nama, NIK, alamat, atau nomor telepon, milik Anda maupun orang lain."


class TabletForm(forms.Form):
    """The score alone, by one touch."""

    score = forms.TypedChoiceField(
        label="Bagaimana layanan kami?",
        choices=SCORES,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )


class CitizenForm(TabletForm):
    """Score, text, and the badge of whoever served; nothing about who writes."""

    score = forms.TypedChoiceField(
        label="Penilaian Anda", choices=SCORES, coerce=int, widget=forms.RadioSelect, error_messages=CHOOSE
    )
    text = forms.CharField(
        label="Ceritakan",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
        help_text=f"Apa yang baik, apa yang perlu diperbaiki. {PRIVATE}",
    )
    badge = forms.CharField(
        label="Kode petugas",
        required=False,
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        help_text="6 huruf dan angka di kartu petugas, bila Anda ingin menyebut petugasnya.",
    )
    website = forms.CharField(
        label="Biarkan kosong",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *args: Any, point: ServicePoint, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.point = point

    def clean_badge(self) -> Employee | None:
        words = str(self.cleaned_data["badge"]).strip()
        found = service_points.bearer(self.point, words)
        if words and found is None:
            raise forms.ValidationError(
                "Kode ini tidak dikenal di layanan ini. Periksa lagi, atau kosongkan."
            )
        return found

    def clean_website(self) -> str:
        """A trap for programs that fill in whatever they find; people do not see it."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError("Kolom ini harus tetap kosong. Hapus isinya, lalu kirim lagi.")
        return ""


class ServicePointForm(PointModelForm):
    """Where citizens are served; `units`: where this user keeps points. A point stays in its unit."""

    class Meta:
        model = ServicePoint
        fields = ("unit", "name", "active")
        help_texts = {
            "name": "Contoh: Loket 3, Perekaman KTP. Warga membacanya di poster dan di formulir.",
            "active": "Bila tidak, tautan dan posternya tidak membuka formulir lagi.",
        }

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["unit"]
            return
        del self.fields["active"]
        unit = cast("forms.ModelChoiceField[Unit]", self.fields["unit"])
        unit.queryset, unit.to_field_name, unit.empty_label = units.filter(active=True), "uuid", "Pilih unit"


class PointFilter(forms.Form):
    q = forms.CharField(label="Nama layanan atau unit", required=False, max_length=100)


class QueueFilter(forms.Form):
    """What waits first; the rest to look up."""

    status = forms.ChoiceField(label="Keadaan", required=False, choices=CitizenFeedback.Status.choices)
    q = forms.CharField(label="Isi, layanan, atau unit", required=False, max_length=100)


class ChosenForm(forms.Form):
    """What was ticked in the queue."""

    pilih = forms.ModelMultipleChoiceField(
        queryset=CitizenFeedback.objects.none(),
        to_field_name="uuid",
        error_messages={"required": "Centang paling sedikit satu penilaian."},
    )

    def __init__(self, *args: Any, rows: QuerySet[CitizenFeedback], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelMultipleChoiceField[CitizenFeedback]", self.fields["pilih"]).queryset = rows


class HideForm(ChosenForm):
    """With the reason; it stands in one HTML form with 'show these', which the browser must not hold up for it."""

    use_required_attribute = False
    reason = forms.CharField(
        label="Alasan tidak ditayangkan",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Penulisnya membaca alasan ini. Contoh: memuat nomor telepon orang lain.",
    )


class ReplyForm(forms.Form):
    text = forms.CharField(
        label="Balasan unit",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Dibaca penulisnya dengan kode tanda terima. Dikirim satu kali dan tidak dapat diubah.",
    )


class CitizenPolicyForm(PolicyModelForm):
    class Meta:
        model = CitizenPolicy
        fields = ("in_record",)
        help_texts = {
            "in_record": "Penilaian yang menyebut petugas masuk rekaman umpan balik petugas itu; angka bulanan layanan"
            " masuk rekaman pimpinan unitnya. Keduanya tampil di halaman evaluasi. Yang sudah masuk tidak ditarik."
        }
