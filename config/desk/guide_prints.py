"""The users' guides as PDF: drawn beforehand, kept in the repository, told fresh by the fingerprint of their source."""

from __future__ import annotations

import hashlib
import re

from django.conf import settings
from django.template.loader import render_to_string

from appraisal.pdf import ClosedFetcher, draw_styled
from employees.guide import FOLDER, PICTURES, Guide

LOOK = settings.BASE_DIR / "static" / "css" / "guide-print.css"
_PICTURE = re.compile(r"static:guide/([a-z-]+\.png)")


class GuideFetcher(ClosedFetcher):
    """Serves the pictures of the guides beside our fonts."""

    def _ours(self, url: str) -> tuple[bytes, str]:
        found = _PICTURE.fullmatch(url)
        return ((PICTURES / found[1]).read_bytes(), "image/png") if found else super()._ours(url)


def fingerprint(guide: Guide) -> str:
    """What a guide was drawn from: its text, its pictures, the look."""
    parts = [FOLDER / f"{guide.slug}.md", *(PICTURES / one.slug for one in guide.pictures), LOOK]
    return hashlib.sha256(b"".join(path.read_bytes() for path in parts)).hexdigest()[:16]


def draw(guide: Guide) -> bytes:
    """The guide on paper."""
    html = render_to_string("pdf/guide.html", {"guide": guide, "fingerprint": fingerprint(guide)})
    return draw_styled(html, LOOK.read_text(encoding="utf-8"), GuideFetcher())
