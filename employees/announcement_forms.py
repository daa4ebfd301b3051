"""Forms of announcements and of the public rules."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils import timezone

from employees.announcements import Change
from employees.models import Announcement, PublicRules, Unit, User

if TYPE_CHECKING:
    AnnouncementModelForm = forms.ModelForm[Announcement]
    RulesModelForm = forms.ModelForm[PublicRules]
else:
    AnnouncementModelForm = RulesModelForm = forms.ModelForm

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class AnnouncementForm(AnnouncementModelForm):
    """A text and its audience; personnel of a unit speak to their units."""

    class Meta:
        model = Announcement
        fields = ("kind", "title", "text", "unit", "role", "staff_kind", "published_on", "ends_on")
        widgets = {
            "kind": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 8}),
            "published_on": DAY,
            "ends_on": DAY,
        }
        help_texts = {
            "unit": "Termasuk semua unit di bawahnya. Kosongkan untuk seluruh instansi.",
            "ends_on": "Kosongkan agar tayang sampai dibaca.",
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = cast("forms.ModelChoiceField[Unit]", self.fields["unit"])
        unit.queryset, unit.empty_label = user.administered_units(), "Seluruh instansi"
        if not user.has_perm("employees.administer_agency"):
            unit.required, unit.empty_label = True, "Pilih unit"
            unit.help_text = "Termasuk semua unit di bawahnya."
        self.fields["published_on"].initial = timezone.localdate()

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        begins, ends = clean.get("published_on"), clean.get("ends_on")
        if begins and ends and ends < begins:
            self.add_error("ends_on", "Tanggal ini mendahului hari tayang.")
        return clean


class ChangeForm(AnnouncementModelForm):
    """Another text for the same audience, with the reason that its readers see."""

    reason = forms.CharField(
        label="Alasan mengubah",
        max_length=300,
        help_text="Satu kalimat. Penerima membacanya, misalnya: tanggal rapat diperbaiki.",
    )
    asks_again = forms.BooleanField(
        label="Minta semua membaca lagi",
        required=False,
        help_text="Bila ya, pengumuman tampil lagi di Beranda semua penerima. Tanda baca teks lama tetap tersimpan.",
    )
    field_order = ("title", "text", "ends_on", "reason", "asks_again")

    class Meta:
        model = Announcement
        fields = ("title", "text", "ends_on")
        widgets = {"text": forms.Textarea(attrs={"rows": 8}), "ends_on": DAY}
        help_texts = {"ends_on": "Kosongkan agar tayang sampai dibaca."}

    def clean_ends_on(self) -> date | None:
        ends: date | None = self.cleaned_data["ends_on"]
        if ends and ends < self.instance.published_on:
            raise forms.ValidationError("Tanggal ini mendahului hari tayang.")
        return ends

    def change(self) -> Change:
        clean = self.cleaned_data
        return Change(clean["title"], clean["text"], clean["ends_on"], clean["reason"], clean["asks_again"])


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label="Alasan menarik",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Dibaca oleh siapa pun yang masih membuka alamatnya.",
    )


class RulesForm(RulesModelForm):
    """The next version of the public text, with what changed in it."""

    class Meta:
        model = PublicRules
        fields = ("text", "change")
        widgets = {"text": forms.Textarea(attrs={"rows": 20})}
        help_texts = {"change": "Satu kalimat. Tampil dalam daftar versi yang dapat dibaca siapa pun."}
