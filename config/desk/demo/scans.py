"""Signed files beside the acts that personnel recorded for the head of the region: one drawn page, shared by all."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from appraisal import evidence
from appraisal.evidence import Checked
from appraisal.models import Event, Evidence
from appraisal.workflow import APPRAISAL_STEPS, EVALUATION_STEPS
from appraisal.workflow.step import Scan
from config.desk.demo.contents import BATCH

PAGE, MARGIN = (1240, 1754), 140  # A4 at 150 dots an inch
PAPER, INK, GREY = (250, 249, 245), (30, 42, 110), (150, 150, 150)
SIGNED_ON_PAPER = frozenset(
    name for name, step in (APPRAISAL_STEPS | EVALUATION_STEPS).items() if step.scan is not Scan.NEVER
)
TITLES = {"set": "SKP bertanda tangan (contoh).pdf"}
OTHERWISE = "Dokumen evaluasi bertanda tangan (contoh).pdf"
WORDS = ("CONTOH PINDAIAN", "Data peragaan, bukan dokumen", "Wali Kota / Bupati")
DRAWN = date(2026, 1, 2).timetuple()  # the same bytes in every run
# The strokes of a signature, in the box of its own size.
STROKES = ((0, 60, 40, 0, 70, 90, 110, 20), (100, 70, 160, 10, 190, 80, 260, 30), (20, 95, 300, 70))


def drawn() -> bytes:
    """A page as a scanner gives it: grey lines for text, a signature in ink, and what it is."""
    page = Image.new("RGB", PAGE, PAPER)
    pen = ImageDraw.Draw(page)
    width, bottom = PAGE
    for number, words in enumerate(WORDS[:2]):
        pen.text((MARGIN, MARGIN + 60 * number), words, fill=GREY, font=ImageFont.load_default(40))
    for number in range(24):
        right = width - MARGIN - (number * 137) % 260
        pen.line((MARGIN, 360 + 40 * number, right, 360 + 40 * number), fill=GREY, width=6)
    left, top = width - MARGIN - 360, bottom - 360
    for stroke in STROKES:
        points = [(left + x, top + y) for x, y in zip(stroke[::2], stroke[1::2], strict=True)]
        pen.line(points, fill=INK, width=7, joint="curve")
    pen.text((left, top + 130), WORDS[2], fill=GREY, font=ImageFont.load_default(32))
    out = BytesIO()
    page.convert("L").save(out, "PDF", resolution=150, creationDate=DRAWN, modDate=DRAWN)
    return out.getvalue()


def keep() -> int:
    """Give every act on behalf that was signed on paper its file. Returns how many."""
    events = list(Event.objects.filter(on_behalf_of__isnull=False, action__in=SIGNED_ON_PAPER).order_by("pk"))
    if not events:
        return 0
    first = evidence.keep_for(Checked(_title(events[0]), ".pdf", "application/pdf", drawn()), event=events[0])
    Evidence.objects.bulk_create(
        [
            Evidence(
                title=_title(event), file=first.file.name, content_type=first.content_type, size=first.size,
                sha256=first.sha256, event=event,
            )
            for event in events[1:]
        ],
        batch_size=BATCH,
    )  # fmt: skip
    return len(events)


def _title(event: Event) -> str:
    return TITLES.get(event.action, OTHERWISE)
