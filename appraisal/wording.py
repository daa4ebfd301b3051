"""Words that make a target absolute. Pure: no Django, no clock, no database.

A target of an administrative or functional official should leave room for a mistake; 'semua', 'selalu',
'setiap' and 'tidak pernah' leave none (PermenPANRB 6/2022, text lines 2114-2125). They are a hint, never an
error: where life, injury, national security or much money is at stake, absolute is right.
"""

from __future__ import annotations

import re

# 'setiap bulan' says how often, which is what a target should say; 'setiap pemohon' is absolute.
_TIMES = "hari|minggu|pekan|bulan|triwulan|semester|tahun|jam|senin|selasa|rabu|kamis|jumat|akhir|awal"
_ABSOLUTE = re.compile(
    rf"\b(semua|selalu|tidak\s+pernah|setiap(?!\s+(?:\d+\s+)?(?:{_TIMES})\b))(?:nya)?\b", re.IGNORECASE
)


def absolute_words(*texts: str) -> list[str]:
    """The absolute words of some texts, each once, in the order in which they appear."""
    found = (" ".join(match[1].lower().split()) for text in texts for match in _ABSOLUTE.finditer(text))
    return list(dict.fromkeys(found))
