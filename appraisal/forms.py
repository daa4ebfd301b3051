"""Forms of planning and of the running year. Layout lives in templates; figures take a decimal comma."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q, QuerySet

from appraisal import evidence
from appraisal.models import AgreementIndicator, Appraisal, ProgressEntry, TargetIndicator, WorkTarget
from appraisal.shape import Shape
from appraisal.values import VALUE_BEHAVIOURS, VALUE_LABELS
from employees.dates import dated

MOST_INDICATORS = 10
MOST_AT_ONCE = 5  # files in one form; the request itself takes no more than ten
LEADERS_KINDS = (
    "Utama: prioritas tinggi, dari perjanjian kinerja, rencana strategis, rencana kerja tahunan, direktif atau "
    "rencana aksi. Tambahan: direktif atau rencana aksi berprioritas rendah."
)
DATE_WIDGET = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

if TYPE_CHECKING:
    TargetModelForm = forms.ModelForm[WorkTarget]
    IndicatorModelForm = forms.ModelForm[TargetIndicator]
    ProgressModelForm = forms.ModelForm[ProgressEntry]
else:
    TargetModelForm = IndicatorModelForm = ProgressModelForm = forms.ModelForm


def figure_field(field: forms.Field) -> None:
    """A figure typed as text with a decimal comma: number inputs drop what they cannot read."""
    field.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}


def name_the_blank(field: forms.Field, label: str) -> None:
    """Words instead of a row of dashes for the empty choice of a model's field."""
    choice: Any = field
    choice.choices = [(key, words if key else label) for key, words in choice.choices]


class TargetForm(TargetModelForm):
    """One planned result; `leader_targets` are the appraiser's own of the same period, `promises` those of the PK."""

    class Meta:
        model = WorkTarget
        fields = ("kind", "parent", "parent_text", "result", "assigned_by", "agreement_indicator")
        widgets = {
            "result": forms.Textarea(attrs={"rows": 3}),
            "parent_text": forms.Textarea(attrs={"rows": 2}),
        }
        labels = {"agreement_indicator": "Indikator perjanjian kinerja (PK) yang dipenuhi"}
        help_texts = {
            "kind": "Utama: dari tugas jabatan dan cascading pimpinan. Tambahan: penugasan di luar itu.",
            "result": (
                "Tulis hasil yang dapat dilihat, bukan kegiatannya. "
                "Contoh: «Laporan kepegawaian bulanan tersusun tepat waktu»."
            ),
            "assigned_by": "Jabatan pimpinan atau tim kerja yang memberi tugas. Contoh: Kepala Dinas Kesehatan.",
            "agreement_indicator": "Indikator PK unit yang Anda pimpin menjadi hasil kerja utama.",
        }

    def __init__(
        self,
        *args: Any,
        shape: Shape,
        leader_targets: QuerySet[WorkTarget],
        promises: QuerySet[AgreementIndicator],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if shape.leads:
            self.fields["kind"].help_text = LEADERS_KINDS
        self._offer_parents(leader_targets, serves=shape.serves)
        if not shape.names_assigner:
            del self.fields["assigned_by"]
        promised = cast("forms.ModelChoiceField[AgreementIndicator]", self.fields["agreement_indicator"])
        promised.queryset, promised.empty_label = promises, "Tidak ada"
        if not promises:
            del self.fields["agreement_indicator"]

    def _offer_parents(self, leader_targets: QuerySet[WorkTarget], *, serves: bool) -> None:
        if not serves:
            del self.fields["parent"], self.fields["parent_text"]
            return
        parent = cast("forms.ModelChoiceField[WorkTarget]", self.fields["parent"])
        parent.queryset, parent.empty_label = leader_targets, "Tidak ada di daftar ini"
        text = self.fields["parent_text"]
        if leader_targets:
            text.label = "Rencana hasil kerja pimpinan yang tidak ada di daftar"
        else:
            del self.fields["parent"]
            text.label = "Rencana hasil kerja pimpinan yang diintervensi"
            text.help_text = (
                "Pimpinan Anda belum menulis SKP di sini. Tulis sendiri dahulu; tautkan kemudian."
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("parent") is not None:
            cleaned["parent_text"] = ""
        beside = cleaned.get("kind") == WorkTarget.Kind.ADDITIONAL
        if beside and cleaned.get("agreement_indicator") is not None:
            self.add_error(
                "agreement_indicator", "Indikator PK menjadi hasil kerja utama: pilih jenis «Utama»."
            )
        return cleaned


class IndicatorForm(IndicatorModelForm):
    """What is measured, as the shape of the SKP has it: by perspective or aspect, in figures or in a sentence."""

    class Meta:
        model = TargetIndicator
        fields = ("aspect", "perspective", "text", "goal", "unit", "direction", "lower", "upper")
        localized_fields = ("lower", "upper")
        help_texts = {
            "text": "Contoh: «Jumlah laporan yang tersusun tepat waktu».",
            "goal": "Contoh: «12 laporan».",
            "unit": "Contoh: laporan, %, hari.",
            "lower": "Angka terkecil yang masih sesuai ekspektasi. Contoh: 10.",
            "upper": "Angka terbesar yang masih sesuai ekspektasi. Contoh: 12.",
        }

    def __init__(self, *args: Any, shape: Shape, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shape = shape
        kind, other = ("perspective", "aspect") if shape.leads else ("aspect", "perspective")
        del self.fields[other]
        name_the_blank(self.fields[kind], "Belum dipilih")
        self.fields[kind].required = not shape.qualitative
        for name in ("lower", "upper"):
            figure_field(self.fields[name])
        if shape.qualitative:
            self._tell_in_a_sentence()

    def _tell_in_a_sentence(self) -> None:
        """Indicator and target are one narrative without a unit (text lines 2087-2092); figures of before stay."""
        if not self.shape.leads:
            del self.fields["aspect"]
        self.fields["text"].label = self.shape.indicator
        self.fields["text"].widget = forms.Textarea(attrs={"rows": 3, "maxlength": "300"})
        self.fields["text"].help_text = (
            "Satu kalimat yang memuat ukuran dan targetnya. "
            "Contoh: «Komplain atas layanan berkurang dari tahun sebelumnya»."
        )
        self.fields["goal"].required = False
        if not self.instance.goal:
            del self.fields["goal"]
        if self.instance.lower is None:
            for name in ("unit", "direction", "lower", "upper"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        # An indicator has an aspect or a perspective; the other one stayed from before the kind was corrected.
        setattr(self.instance, "aspect" if self.shape.leads else "perspective", "")
        lower, upper = cleaned.get("lower"), cleaned.get("upper")
        if "lower" in self.errors or "upper" in self.errors:
            return cleaned
        if (lower is None) != (upper is None):
            empty = "lower" if lower is None else "upper"
            self.add_error(empty, "Isi kedua ambang, atau kosongkan keduanya.")
        elif lower is not None and upper is not None and lower > upper:
            self.add_error("upper", "Ambang atas tidak boleh lebih kecil daripada ambang bawah.")
        return cleaned


IndicatorFormSet = forms.inlineformset_factory(
    WorkTarget,
    TargetIndicator,
    form=IndicatorForm,
    extra=1,
    max_num=MOST_INDICATORS,
    absolute_max=2 * MOST_INDICATORS,
    validate_max=True,
    can_delete=True,
)


class ExpectationsForm(forms.Form):
    """The leader's special expectations: one text for each of the seven values, all optional."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for value, label in VALUE_LABELS.items():
            self.fields[value.value] = forms.CharField(
                label=label,
                help_text="; ".join(VALUE_BEHAVIOURS[value]) + ".",
                max_length=1000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class EvidenceFilesField(forms.FileField):
    """Several files, each checked by `evidence.checked`; gives a list of `evidence.Checked`."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[evidence.Checked]:
        files: list[UploadedFile[Any]] = [one for one in data or [] if one]
        found, wrong = [], []
        if len(files) > MOST_AT_ONCE:
            raise forms.ValidationError(f"Kirim paling banyak {MOST_AT_ONCE} berkas sekaligus.")
        for file in files:
            try:
                found.append(evidence.checked(super().clean(file, initial)))
            except evidence.Unfit as unfit:
                wrong.append(f"«{evidence.clean_name(file.name or '')}»: {unfit}")
            except forms.ValidationError as error:
                wrong += [f"«{evidence.clean_name(file.name or '')}»: {one}" for one in error.messages]
        if wrong:
            again = ["Pilih lagi berkasnya; tulisan lain tetap tersimpan di formulir."]
            raise forms.ValidationError(wrong + again)
        return found


class ProgressForm(ProgressModelForm):
    """One entry of the running year, with new evidence and a tick for each old one to be taken away."""

    attachments = EvidenceFilesField(
        label="Berkas bukti dukung",
        required=False,
        help_text=(
            "PDF, JPEG, PNG, XLSX, atau DOCX; tiap berkas paling besar 10 MB, "
            "paling banyak 5 sekali kirim dan 20 untuk setahun."
        ),
        widget=ManyFilesInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.xlsx,.docx"}),
    )
    link = forms.URLField(
        label="Tautan bukti dukung",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="Alamat berkas di penyimpanan kantor. Pastikan atasan Anda dapat membukanya.",
    )

    class Meta:
        model = ProgressEntry
        fields = ("kind", "day", "target", "text", "indicator", "achieved", "obstacle", "help_wanted")
        localized_fields = ("achieved",)
        widgets = {
            "day": DATE_WIDGET,
            "text": forms.Textarea(attrs={"rows": 4}),
            "obstacle": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "text": "Apa yang dikerjakan dan apa hasilnya.",
            "indicator": "Pilih bila Anda mencatat angka.",
            "achieved": "Angka kumulatif sampai tanggal itu, dalam satuan indikatornya. Contoh: 7,5.",
            "help_wanted": "Atasan Anda langsung melihatnya di halaman timnya.",
        }

    def __init__(self, *args: Any, appraisal: Appraisal, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.appraisal = appraisal
        self.last_day = min(today, appraisal.period.ends_on)
        self.fields["day"].widget.attrs |= {
            "min": appraisal.period.starts_on.isoformat(),
            "max": self.last_day.isoformat(),
        }
        target = cast("forms.ModelChoiceField[WorkTarget]", self.fields["target"])
        indicator = cast("forms.ModelChoiceField[TargetIndicator]", self.fields["indicator"])
        target.label, target.empty_label = "Rencana hasil kerja", "Di luar rencana hasil kerja"
        # What a revision took out of force stays on the entry that was written about it, and is offered to no other.
        own = WorkTarget.every.filter(appraisal=appraisal)
        target.queryset = own.filter(Q(dropped_by__isnull=True) | Q(pk=self.instance.target_id))
        indicator.label, indicator.empty_label = "Indikator", "Tanpa angka"
        measured = TargetIndicator.objects.filter(target__in=own)
        indicator.queryset = measured.filter(
            Q(target__dropped_by__isnull=True) | Q(pk=self.instance.indicator_id)
        )
        figure_field(self.fields["achieved"])
        self.fields["remove"] = forms.ModelMultipleChoiceField(
            label="Hapus bukti dukung",
            queryset=self.instance.evidence.all() if self.instance.pk else evidence.none(),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        if not self.instance.pk or not self.instance.evidence.exists():
            del self.fields["remove"]

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        first = self.appraisal.period.starts_on
        if not first <= day <= self.last_day:
            raise forms.ValidationError(f"Isi tanggal antara {dated(first)} dan {dated(self.last_day)}.")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        indicator, target = cleaned.get("indicator"), cleaned.get("target")
        if cleaned.get("achieved") is not None and indicator is None and "achieved" not in self.errors:
            self.add_error("indicator", "Pilih indikator untuk angka ini.")
        if indicator is not None and cleaned.get("achieved") is None and "achieved" not in self.errors:
            self.add_error("achieved", "Isi angkanya, atau pilih «Tanpa angka».")
        if _are_of_two_targets(indicator, target):
            self.add_error("indicator", "Indikator ini milik rencana hasil kerja lain.")
        if indicator is not None and target is None:
            cleaned["target"] = indicator.target
        self._check_quota(cleaned)
        if self.errors and cleaned.get("attachments"):
            # A browser never keeps the files of a form that comes back.
            self.add_error("attachments", "Pilih lagi berkasnya: peramban tidak menyimpan pilihan berkas.")
        return cleaned

    def _check_quota(self, cleaned: dict[str, Any]) -> None:
        new = len(cleaned.get("attachments") or []) + bool(cleaned.get("link"))
        if not new:
            return
        kept = evidence.count(self.appraisal) - len(cleaned.get("remove") or [])
        if kept + new > evidence.MOST_FILES:
            self.add_error(
                "attachments",
                f"Setahun paling banyak {evidence.MOST_FILES} bukti dukung; sudah ada {kept}. "
                "Hapus yang tidak diperlukan, atau gabungkan beberapa berkas.",
            )


def _are_of_two_targets(indicator: TargetIndicator | None, target: WorkTarget | None) -> bool:
    """Whether both are chosen and do not belong together; one out of force stays with what was logged for it."""
    if indicator is None or target is None or indicator.target_id == target.pk:
        return False
    return indicator.target.dropped_by_id is None
