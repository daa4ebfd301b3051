"""The door through which satellites write the record of feedback (rekaman umpan balik, B.1.3 to B.1.5)."""

from __future__ import annotations

from datetime import date

from appraisal.models import Appraisal, FeedbackEntry, GiverRole, WorkTarget
from appraisal.rating import Tone


def add(
    appraisal: Appraisal,
    *,
    source: str,
    giver_role: GiverRole,
    text: str,
    day: date,
    tone: Tone = Tone.NEUTRAL,
    shown_name: str = "",
    target: WorkTarget | None = None,
    value: str = "",
) -> FeedbackEntry:
    """Put one line into the record; `source` ('note:<uuid>') makes a second call replace the first."""
    entry, _created = FeedbackEntry.objects.update_or_create(
        source=source,
        defaults={
            "appraisal": appraisal,
            "giver_role": giver_role,
            "shown_name": shown_name,
            "text": text,
            "target": target,
            "value": value,
            "day": day,
            "tone": tone,
        },
    )
    return entry
