"""Days in words, as every page writes them."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format


def dated(day: date) -> str:
    """'2 Desember 2026', for sentences that Python writes; templates have the filter `date_id`."""
    return date_format(day, "j F Y")
