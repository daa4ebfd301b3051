"""Forms of the role matrix, of linking targets, and of assignments and templates."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet

from appraisal.forms import figure_field, name_the_blank
from appraisal.matrix import Row
from appraisal.models import Assignment, TargetTemplate, WorkTarget

if TYPE_CHECKING:
    AssignmentModelForm = forms.ModelForm[Assignment]
    TemplateModelForm = forms.ModelForm[TargetTemplate]
    TargetChoiceField = forms.ModelChoiceField[WorkTarget]
else:
    AssignmentModelForm = TemplateModelForm = forms.ModelForm
    TargetChoiceField = forms.ModelChoiceField

LONGEST = 500


class RolesForm(forms.Form):
    """One person's line of the matrix: a text for each column. What was taken over stands and is not asked for."""

    def __init__(self, *args: Any, row: Row, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for column, cell in row.cells:
            if cell is not None and cell.target_id is not None:
                continue
            self.fields[column.name] = forms.CharField(
                label=column.text,
                help_text=f"Target: {column.indicator.goal}"
                if column.indicator and column.indicator.goal
                else "",
                max_length=LONGEST,
                required=False,
                initial=cell.text if cell else "",
                widget=forms.Textarea(attrs={"rows": 2}),
            )


class ParentField(TargetChoiceField):
    """Choices say whose result it is: a team leader's may stand beside the superior's."""

    def label_from_instance(self, obj: WorkTarget) -> str:
        return f"{obj.result} ({obj.appraisal.employee.full_name})"


class LinksForm(forms.Form):
    """For each target that serves no superior's result yet: which one it serves."""

    def __init__(
        self, *args: Any, targets: Iterable[WorkTarget], parents: QuerySet[WorkTarget], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.targets = {str(target.uuid): target for target in targets}
        for name, target in self.targets.items():
            self.fields[name] = ParentField(
                label=target.result,
                help_text=f"Ditulis sebagai teks: {target.parent_text}" if target.parent_text else "",
                queryset=parents,
                to_field_name="uuid",
                required=False,
                empty_label="Belum ditautkan",
            )

    def chosen(self) -> dict[WorkTarget, WorkTarget]:
        return {
            self.targets[name]: parent for name, parent in self.cleaned_data.items() if parent is not None
        }


class AssignmentForm(AssignmentModelForm):
    """Work that a leader proposes for somebody whose appraiser he is not."""

    class Meta:
        model = Assignment
        fields = ("text", "plt")
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "text": "Tulis hasilnya, bukan kegiatannya. Pejabat penilai kinerja menimbangnya dahulu.",
            "plt": "Pekerjaan sebagai Plt. atau Plh. selalu menjadi hasil kerja utama.",
        }


class ApplicationForm(AssignmentModelForm):
    """Work that somebody applies for himself; the giver may be outside the agency (text lines 1893-1903)."""

    class Meta:
        model = Assignment
        fields = ("text", "giver_text", "plt")
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}
        labels = {"giver_text": "Siapa yang memberi tugas"}
        help_texts = {
            "text": "Tulis hasil yang akan Anda capai.",
            "giver_text": (
                "Pimpinan di unit lain, instansi lain, lembaga internasional, atau organisasi profesi. "
                "Contoh: Kepala Badan Pengembangan SDM Provinsi."
            ),
            "plt": "Pekerjaan sebagai Plt. atau Plh. selalu menjadi hasil kerja utama.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["giver_text"].required = True


class AgreeForm(forms.Form):
    """The appraiser agrees and sets the priority (text lines 2050-2060); Plt and Plh work is main work."""

    kind = forms.ChoiceField(label="Prioritas", choices=WorkTarget.Kind, initial=WorkTarget.Kind.ADDITIONAL)


class RefuseForm(forms.Form):
    note = forms.CharField(
        label="Alasan menolak",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Tulis alasannya: pemberi tugas dan pegawai membacanya."},
    )


class DutyForm(forms.Form):
    """What the giving leader tells the appraiser about the work (text line 3679)."""

    text = forms.CharField(
        label="Umpan balik Anda", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Sebut hasilnya dan bagaimana dicapai. Pegawai dan pejabat penilainya langsung membacanya.",
    )  # fmt: skip


class TemplateForm(TemplateModelForm):
    """One target with its indicator that fits many holders of a post."""

    class Meta:
        model = TargetTemplate
        fields = (
            "position_title", "kind", "result", "aspect", "indicator", "goal", "unit", "direction", "lower",
            "upper",
        )  # fmt: skip
        localized_fields = ("lower", "upper")
        widgets = {"result": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "position_title": "Nama jabatan seperti tertulis di data pegawai. Contoh: Guru Ahli Pertama.",
            "result": "Tulis hasil yang dapat dilihat, bukan kegiatannya.",
            "goal": "Contoh: «12 laporan».",
            "lower": "Angka terkecil yang masih sesuai ekspektasi.",
            "upper": "Angka terbesar yang masih sesuai ekspektasi.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_the_blank(self.fields["aspect"], "Belum dipilih")
        for name in ("lower", "upper"):
            figure_field(self.fields[name])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        lower, upper = cleaned.get("lower"), cleaned.get("upper")
        if "lower" in self.errors or "upper" in self.errors:
            return cleaned
        if (lower is None) != (upper is None):
            self.add_error(
                "lower" if lower is None else "upper", "Isi kedua ambang, atau kosongkan keduanya."
            )
        elif lower is not None and upper is not None and lower > upper:
            self.add_error("upper", "Ambang atas tidak boleh lebih kecil daripada ambang bawah.")
        return cleaned
