"""The filter of the desk's history: about whom, by whom, which kind, which days; and where a page goes on."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q
from django.utils import timezone

from config.desk.history_lines import Cursor
from config.desk.history_sources import READ_OR_TAKEN, SOURCES
from employees.models import Employee
from employees.models.person import EmployeeQuerySet

MOST_NAMED = 6
WHOLE_NIP = 18
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class HistoryFilter(forms.Form):
    """Parameters are read from the address; `among` are the people whom this reader may look for by name."""

    tentang = forms.CharField(label="Tentang siapa (nama atau NIP)", required=False, max_length=100)
    oleh = forms.CharField(label="Oleh siapa (nama atau NIP)", required=False, max_length=100)
    jenis = forms.ChoiceField(
        label="Jenis", required=False, choices=[("", "Semua"), *((one.code, one.label) for one in SOURCES)]
    )
    dari = forms.DateField(label="Sejak tanggal", required=False, widget=DAY)
    sampai = forms.DateField(label="Sampai tanggal", required=False, widget=DAY)

    def __init__(self, data: Any, *, among: EmployeeQuerySet) -> None:
        super().__init__(data)
        self.among = among
        self.named: dict[str, list[Employee]] = {}  # of whom several bear what was typed

    def clean_tentang(self) -> Employee | None:
        return self._person("tentang")

    def clean_oleh(self) -> Employee | None:
        return self._person("oleh")

    def _person(self, name: str) -> Employee | None:
        words = str(self.cleaned_data[name]).strip()
        if not words:
            return None
        found = people(words, self.among)
        if len(found) == 1:
            return found[0]
        self.named[name] = found
        raise forms.ValidationError(
            "Pilih orangnya." if found else "Tidak ada pegawai dengan nama atau NIP itu."
        )

    @property
    def since(self) -> datetime | None:
        return _midnight(self.cleaned_data.get("dari"))

    @property
    def until(self) -> datetime | None:
        """The moment at which the last day asked for is over."""
        last = self.cleaned_data.get("sampai")
        return _midnight(last + timedelta(days=1)) if last else None


def _midnight(day: Any) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time.min)) if day else None


def people(words: str, among: EmployeeQuerySet) -> list[Employee]:
    """The one whom a link names by NIP or, without one, by UUID; else a few of `among` who bear the name.

    Whoever acted in a case may work elsewhere: his whole NIP finds him, parts of it and names find one's own people.
    """
    try:
        return list(Employee.objects.filter(uuid=UUID(words)))
    except ValueError:
        joined = words.replace(" ", "")
    if joined.isdecimal():
        whole = Employee.objects.filter(nip=joined) if len(joined) == WHOLE_NIP else among
        return list(whole.filter(nip__startswith=joined).order_by("nip")[:MOST_NAMED])
    exact = list(among.filter(Q(name__iexact=words)).order_by("sort_name", "pk")[:MOST_NAMED])
    return exact or list(among.search(words).order_by("sort_name", "pk")[:MOST_NAMED])


def cursor_of(text: str) -> Cursor | None:
    """Where the page before ended, as `after` wrote it; None for anything else."""
    moment, _bar, rest = text.partition("~")
    source, _bar, key = rest.partition("~")
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return None
    known = source in {one.code for one in (*SOURCES, READ_OR_TAKEN)} and key.isdecimal() and len(key) < 19
    return Cursor(at, source, int(key)) if known and timezone.is_aware(at) else None
