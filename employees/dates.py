"""Days in words, as every page writes them, and months counted on from a day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from django.utils.formats import date_format


def dated(day: date) -> str:
    """'2 Desember 2026', for sentences that Python writes; templates have the filter `date_id`."""
    return date_format(day, "j F Y")


def months_later(day: date, months: int) -> date:
    """The same day some months later (earlier below 0), or the last one of a month that is too short for it."""
    counted = day.year * 12 + day.month - 1 + months
    year, month = counted // 12, counted % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
