"""Forms around the targets: annex (A.1.8), indicator manual (A.1.3), work block (A.1.4). Layout is in templates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from appraisal.forms import DATE_WIDGET, name_the_blank
from appraisal.models import AnnexLine, Appraisal, IndicatorManual, TargetIndicator, WorkBlock

MOST_LINES = 20
MADE = (AnnexLine.State.COME, AnnexLine.State.NOT_COME)

if TYPE_CHECKING:
    AnnexModelForm = forms.ModelForm[AnnexLine]
    ManualModelForm = forms.ModelForm[IndicatorManual]
    BlockModelForm = forms.ModelForm[WorkBlock]
else:
    AnnexModelForm = ManualModelForm = BlockModelForm = forms.ModelForm


class LeadsForm(forms.Form):
    """Whether the SKP is that of a leader."""

    leads = forms.BooleanField(required=False)


class AnnexLineForm(AnnexModelForm):
    """One line of the annex; what was marked as come or not stays on record."""

    class Meta:
        model = AnnexLine
        fields = ("text", "due_on")
        widgets = {"text": forms.Textarea(attrs={"rows": 2, "maxlength": "500"}), "due_on": DATE_WIDGET}

    def __init__(self, *args: Any, kind: AnnexLine.Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.kind = kind
        if kind == AnnexLine.Kind.CONSEQUENCE:
            del self.fields["due_on"]

    @property
    def is_marked(self) -> bool:
        return self.instance.state in MADE


class BaseAnnexFormSet(forms.BaseInlineFormSet[AnnexLine, Appraisal, AnnexLineForm]):
    """The lines of one part of the annex."""

    def add_fields(self, form: AnnexLineForm, index: int | None) -> None:
        super().add_fields(form, index)
        if form.is_marked:
            del form.fields["DELETE"]


AnnexFormSet = forms.inlineformset_factory(
    Appraisal,
    AnnexLine,
    form=AnnexLineForm,
    formset=BaseAnnexFormSet,
    extra=1,
    max_num=MOST_LINES,
    absolute_max=2 * MOST_LINES,
    validate_max=True,
    can_delete=True,
)


class ResourceForm(AnnexModelForm):
    """Whether a promised resource has come. What did not come is explained."""

    class Meta:
        model = AnnexLine
        fields = ("state", "state_note")
        labels = {"state": "Keadaan", "state_note": "Keterangan"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"] = forms.ChoiceField(
            label="Keadaan", choices=[(one.value, one.label) for one in AnnexLine.State]
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("state") == AnnexLine.State.NOT_COME and not cleaned.get("state_note"):
            self.add_error("state_note", "Tulis apa yang tidak tersedia dan apa akibatnya bagi hasil kerja.")
        if cleaned.get("state") == AnnexLine.State.PROMISED:
            cleaned["state_note"] = ""
        return cleaned


class ManualForm(ManualModelForm):
    """Form A.1.3. Formula and unit are optional in the qualitative approach; all may be filled step by step."""

    class Meta:
        model = IndicatorManual
        fields = ("purpose", "definition", "formula", "measure", "quality", "source", "reporting")
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in ("purpose", "definition", "formula")}
        help_texts = {
            "purpose": "Untuk apa indikator ini diukur. Contoh: «Menghitung tingkat penyelesaian peraturan».",
            "definition": "Apa yang dihitung dan apa yang tidak.",
            "formula": "Cara menghitung, atau arti tiap tahapan nilainya.",
            "measure": "Contoh: persen, nilai, dokumen.",
            "source": "Contoh: Laporan Pemantauan Inspektorat.",
            "quality": "Seberapa jauh hasilnya dikendalikan sendiri oleh pemilik hasil kerja.",
        }

    def __init__(self, *args: Any, qualitative: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("quality", "reporting"):
            name_the_blank(self.fields[name], "Belum dipilih")
        if qualitative:
            for name in ("formula", "measure"):
                self.fields[name].help_text = "Opsional bagi pendekatan hasil kerja kualitatif."


class WorkBlockForm(BlockModelForm):
    """Form A.1.4. Activities and milestones are one a line."""

    class Meta:
        model = WorkBlock
        fields = (
            "title", "indicator", "owner", "involved", "due", "beneficiaries", "purpose", "budget",
            "routine_activities", "new_activities", "routine_milestones", "new_milestones",
        )  # fmt: skip
        widgets = {
            name: forms.Textarea(attrs={"rows": 4})
            for name in ("routine_activities", "new_activities", "routine_milestones", "new_milestones")
        } | {"purpose": forms.Textarea(attrs={"rows": 2})}
        labels = {
            "routine_activities": "A. Strategi rutin",
            "new_activities": "B. Strategi transformatif",
            "routine_milestones": "A. Keluaran kunci rutin",
            "new_milestones": "B. Keluaran kunci transformatif",
        }
        help_texts = {
            "due": "Contoh: 12 bulan.",
            "owner": "Contoh: Kepala Puskesmas.",
            "involved": "Contoh: Poliklinik Desa, Dinas Kominfo.",
            "routine_activities": "Satu langkah tiap baris.",
            "new_activities": "Satu langkah tiap baris.",
            "routine_milestones": "Satu keluaran tiap baris.",
            "new_milestones": "Satu keluaran tiap baris.",
        }

    def __init__(self, *args: Any, appraisal: Appraisal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        indicators = TargetIndicator.objects.filter(
            target__appraisal=appraisal, target__dropped_by__isnull=True
        )
        choice = forms.ModelChoiceField(
            label="Indikator dan target yang diintervensi",
            queryset=indicators.select_related("target"),
            required=False,
            empty_label="Belum dipilih",
        )
        self.fields["indicator"] = choice
