"""For what a case is taken along."""

from __future__ import annotations

from django import forms

SHORTEST = 10


class PurposeForm(forms.Form):
    purpose = forms.CharField(
        label="Untuk apa berkas ini diambil",
        min_length=SHORTEST,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 500}),
        help_text="Misalnya nomor surat tugas dan pokok pemeriksaannya. Tujuan ini tercatat dalam riwayat kinerja, "
        "yang dibaca pegawai dan atasannya.",
        error_messages={"min_length": "Tulis tujuannya sedikit lebih jelas, paling sedikit 10 huruf."},
    )
