"""/gaya/: every component of templates/components in all its states, for whoever writes a page. Only in debug mode."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from config.desk.counts import WIDTH
from employees.http import Request, page

TONES = (
    ("draft", "Draf SKP"), ("waiting", "Menunggu evaluasi"), ("active", "Pelaksanaan"), ("done", "Final"),
    ("attention", "Keberatan"), ("late", "Terlambat"), ("closed", "Ditutup"),
)  # fmt: skip
SHARES = (("Sangat Baik", 6), ("Baik", 24), ("Butuh Perbaikan", 8), ("Kurang", 2), ("Sangat Kurang", 0))


class SampleForm(forms.Form):
    """One field of each kind."""

    statement = forms.CharField(
        label="Rencana hasil kerja", help_text="Tulis hasil, bukan kegiatan.", widget=forms.Textarea
    )
    figure = forms.DecimalField(label="Target", widget=forms.TextInput({"inputmode": "decimal"}))
    day = forms.DateField(label="Tanggal", required=False, widget=forms.DateInput({"type": "date"}))
    kind = forms.ChoiceField(label="Jenis", choices=[("a", "Kuantitas"), ("b", "Kualitas"), ("c", "Waktu")])
    side = forms.ChoiceField(
        label="Pemberi", choices=[("a", "Atasan"), ("b", "Rekan setingkat")], widget=forms.RadioSelect
    )
    agreed = forms.BooleanField(
        label="Saya sudah membaca ketentuannya", help_text="Dapat dibaca lagi kapan saja."
    )
    file = forms.FileField(label="Bukti dukung", required=False)


class SampleFilter(forms.Form):
    """A search of a list."""

    q = forms.CharField(label="Nama atau NIP", required=False)
    status = forms.ChoiceField(label="Status", required=False, choices=[("", "Semua"), *TONES])
    sejak = forms.CharField(label="Sejak", required=False)
    terlambat = forms.BooleanField(label="Hanya yang terlambat", required=False)


@require_GET
def showcase(request: Request) -> HttpResponse:
    """Nobody's page where the site is served to people: there it does not exist."""
    if not settings.DEBUG:
        raise Http404
    return page(request, "desk/showcase.html", forms_shown(request) | things_shown())


def forms_shown(request: Request) -> dict[str, Any]:
    """A form before and after it was sent without a word, and a filter with the second of three pages."""
    return {
        "blank": SampleForm(prefix="blank"),
        "wrong": SampleForm({"wrong-figure": "dua belas"}, prefix="wrong"),
        "filter": SampleFilter(request.GET),
        "pages": Paginator(range(75), 25).page(2),
    }


def things_shown() -> dict[str, Any]:
    """What the other components are given."""
    today = timezone.localdate()
    most = max(count for _label, count in SHARES)
    steps = [
        {"label": "SKP ditetapkan", "state": "done", "date": today - timedelta(days=200)},
        {"label": "Penilaian diri", "state": "late", "date": today - timedelta(days=3)},
        {
            "label": "Evaluasi",
            "state": "now",
            "date": today + timedelta(days=4),
            "note": "oleh atasan langsung",
        },
        {"label": "Final", "state": "todo", "date": today + timedelta(days=40)},
    ]
    return {
        "tones": TONES,
        "steps": steps,
        "days": [(today - timedelta(days=3), -3), (today, 0), (today + timedelta(days=2), 2), (today, None)],
        "matters": [
            {"url": "#sekarang", "words": "Beri umpan balik kepada Budi Santoso", "limit": today},
            {"url": "#sekarang", "words": "Catat hasil pelatihan", "late": True},
        ],
        "rows": [
            {"label": label, "count": count, "width": str(WIDTH * count // most)} for label, count in SHARES
        ],
        "offers": [
            {"label": "Ajukan SKP", "url": "#aksi", "primary": True, "confirm": "Ajukan SKP kepada atasan?"},
            {"label": "Kembalikan", "url": "#aksi", "note": "required", "note_label": "Alasan"},
            {"label": "Tetapkan", "refusal": "Rencana hasil kerja belum ada. Tambahkan paling sedikit satu."},
            {"label": "Hapus", "url": "#aksi", "tone": "danger", "confirm": "Hapus? Tidak dapat dibatalkan."},
        ],
        "parts": [{"label": "Rencana", "yours": "Arsip tertata dan terdata.", "stored": "Arsip tertata."}],
    }
