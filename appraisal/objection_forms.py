"""Forms of an objection: reasons with evidence, and evidence alone."""

from __future__ import annotations

from typing import Any

from django import forms

from appraisal.evidence import MOST_FILES
from appraisal.forms import EvidenceFilesField

MOST_REASONS = 8000


class EvidenceForm(forms.Form):
    """Files or one link; something must be given."""

    proofs = EvidenceFilesField(label="Berkas bukti", required=False)
    link = forms.URLField(label="Tautan bukti", required=False, max_length=500, assume_scheme="https")
    needed = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        files = cleaned.get("proofs") or []
        if len(files) > MOST_FILES:
            self.add_error("proofs", f"Paling banyak {MOST_FILES} berkas.")
        if self.needed and not self.errors and not files and not cleaned.get("link"):
            self.add_error("proofs", "Pilih berkas atau tulis tautannya dahulu.")
        return cleaned


class ObjectionForm(EvidenceForm):
    """Reasons are required (text line 4866); evidence helps and is not."""

    needed = False
    reasons = forms.CharField(
        label="Alasan keberatan",
        max_length=MOST_REASONS,
        widget=forms.Textarea(attrs={"rows": 8, "maxlength": MOST_REASONS}),
        help_text="Sebut rating mana yang Anda keberatan, apa yang keliru, dan bukti yang mendukungnya.",
        error_messages={
            "required": "Tulis alasan keberatan Anda: tanpa alasan keberatan tidak dapat diperiksa."
        },
    )
    field_order = ["reasons", "proofs", "link"]
