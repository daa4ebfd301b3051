"""Forms of sanctions: recording one, revoking it, and the filter of the desk's list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.utils import timezone

from appraisal import evidence, sanctions
from appraisal.evidence import Checked
from appraisal.forms import DATE_WIDGET
from appraisal.models import Sanction
from appraisal.team_forms import PersonField
from employees.models import Employee, User

if TYPE_CHECKING:
    SanctionModelForm = forms.ModelForm[Sanction]
else:
    SanctionModelForm = forms.ModelForm

KINDS = [
    (level.label, [(kind.value, kind.label) for kind in Sanction.Kind if Sanction(kind=kind).level == level])
    for level in Sanction.Level
]
SUFFIXES = {".pdf", ".jpg", ".png"}


class SanctionForm(SanctionModelForm):
    """What was decided on paper, with the paper."""

    person = PersonField(label="Pegawai")
    kind = forms.ChoiceField(
        label="Jenis hukuman",
        choices=[("", "Pilih jenis"), *KINDS],
        help_text="Jenis menurut PP 94/2021. Jangka waktunya mengikuti jenisnya.",
    )
    document = forms.FileField(
        label="Keputusan",
        help_text="Pindaian keputusan: PDF, JPEG, atau PNG, paling besar 10 MB.",
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )
    field_order = (
        "person",
        "kind",
        "violation",
        "decree",
        "decided_by_whom",
        "decided_on",
        "starts_on",
        "document",
    )

    class Meta:
        model = Sanction
        fields = ("kind", "violation", "decree", "decided_by_whom", "decided_on", "starts_on")
        widgets = {
            "violation": forms.Textarea(attrs={"rows": 4}),
            "decided_on": DATE_WIDGET,
            "starts_on": DATE_WIDGET,
        }
        help_texts = {"violation": "Kewajiban atau larangan yang dilanggar, seperti dalam keputusannya."}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.checked: Checked | None = None

    def clean_person(self) -> Employee:
        person: Employee = self.cleaned_data["person"]
        if reason := sanctions.recording_refusal(person, self.user):
            raise forms.ValidationError(reason)
        self.instance.employee = person
        return person

    def clean_document(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["document"]
        try:
            self.checked = evidence.checked(file)
        except evidence.Unfit as unfit:
            raise forms.ValidationError(str(unfit)) from unfit
        if self.checked.suffix not in SUFFIXES:
            raise forms.ValidationError("Keputusan dikirim sebagai PDF, JPEG, atau PNG.")
        return file

    def clean(self) -> dict[str, Any]:
        clean: dict[str, Any] = super().clean() or {}
        decided, starts = clean.get("decided_on"), clean.get("starts_on")
        if decided and decided > timezone.localdate():
            self.add_error("decided_on", "Tanggal ini belum tiba.")
        if decided and starts and starts < decided:
            self.add_error("starts_on", "Tanggal ini mendahului keputusannya.")
        return clean


class RevokeForm(forms.Form):
    reason = forms.CharField(
        label="Alasan mencabut",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Misalnya nomor putusan banding, atau apa yang keliru dalam catatan ini. Dibaca pegawainya.",
    )


class SanctionFilter(forms.Form):
    """At first those that hold today."""

    q = forms.CharField(label="Nama atau NIP", required=False, max_length=100)
    berlaku = forms.ChoiceField(
        label="Keadaan", required=False, choices=[("", "Sedang berlaku"), ("semua", "Semua")]
    )

    def wanted(self) -> Q:
        """The rows asked for; none when the address cannot be read."""
        if not self.is_valid():
            return Q(pk__in=[])
        found, asked = Q(), self.cleaned_data
        if asked["berlaku"] != "semua":
            running = Sanction.objects.running(timezone.localdate())
            found &= Q(pk__in=running.values("pk"))
        if asked["q"]:
            found &= Q(employee__in=Employee.objects.search(asked["q"]).values("pk"))
        return found
