"""Documents that could not be drawn: why, how often it was tried, and what personnel can do about it."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from appraisal.confined import DrawingError
from appraisal.models import DrawingFailure, Evaluation

MOST_TRIES = 3
Reason = DrawingFailure.Reason
LASTING = frozenset({Reason.TOO_LONG, Reason.FOREIGN})  # the same document ends the same way each time
# Being drawn just now, or its worker was killed once: that proves nothing against a document.
NO_PROOF = Q(reason=Reason.BEGUN, tries=1)
ADVICE = {
    Reason.BEGUN: "Minta dokumennya sekali lagi; bila tetap gagal, hubungi pengelola sistem.",
    Reason.TOO_LONG: "Buka kembali evaluasinya, minta isian terpanjang diringkas, lalu minta dokumennya lagi.",
    Reason.TOO_SLOW: "Minta lagi saat server lengang. Bila tetap gagal, minta isian terpanjang diringkas.",
    Reason.TOO_LARGE: "Minta lagi saat server lengang. Bila tetap gagal, minta isian terpanjang diringkas.",
    Reason.FOREIGN: "Minta isian yang memuat kode atau tautan ditulis ulang sebagai kalimat biasa.",
    Reason.CRASHED: "Hubungi pengelola sistem dan sebut nama pegawai serta periodenya.",
}


def begin(evaluation: Evaluation) -> None:
    """Put on record that it is being drawn, so that a drawing which takes the worker down leaves a trace."""
    _write(evaluation, Reason.BEGUN, "")


def note(evaluation: Evaluation, error: DrawingError) -> DrawingFailure:
    """Keep why it failed, instead of `begin`'s trace where there is one."""
    return _write(evaluation, Reason(error.reason), str(error)[:2000])


@transaction.atomic
def _write(evaluation: Evaluation, reason: Reason, detail: str) -> DrawingFailure:
    values = {"reason": reason, "detail": detail, "failed_at": timezone.now()}
    row, new = DrawingFailure.objects.select_for_update().get_or_create(
        evaluation=evaluation, defaults=values
    )
    if new:
        return row
    counts = reason == Reason.BEGUN or row.reason != Reason.BEGUN
    DrawingFailure.objects.filter(pk=row.pk).update(tries=F("tries") + int(counts), **values)
    row.refresh_from_db()
    return row


def clear(evaluation: Evaluation) -> None:
    """It is drawn, or nothing is to be drawn any longer."""
    DrawingFailure.objects.filter(evaluation=evaluation).delete()


def to_be_tried_again(failure: DrawingFailure) -> bool:
    """Whether another try may end differently; nothing is tried for ever."""
    return failure.reason not in LASTING and failure.tries < MOST_TRIES


def advice(failure: DrawingFailure) -> str:
    return ADVICE[Reason(failure.reason)]


def sentence(error: DrawingError) -> str:
    """Why a print that somebody asked for is not there, to whoever asked."""
    return f"Berkasnya tidak dapat dibuat: {Reason(error.reason).label}. {ADVICE[Reason(error.reason)]}"
