"""A form field for a small table that somebody uploads and that is read at once."""

from __future__ import annotations

from typing import Any

from django import forms

from employees import tabular

MEGABYTE = 1024 * 1024


class TableField(forms.FileField):
    """CSV or XLSX of at most `megabytes`; cleans to a `tabular.Table`."""

    def __init__(self, *, megabytes: int = 2, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.megabytes = megabytes

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if not upload:
            return None
        if (upload.size or 0) > self.megabytes * MEGABYTE:
            raise forms.ValidationError(
                f"Berkas lebih dari {self.megabytes} MB. Bagi menjadi beberapa berkas."
            )
        try:
            return tabular.read(upload.read(), tabular.clean(upload.name or "berkas"))
        except ValueError as reason:
            raise forms.ValidationError(str(reason)) from None
