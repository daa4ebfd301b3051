"""One filled D+C+A, drawn by our pipeline, by WeasyPrint as its tutorial shows it, and by Typst, on one core.

python -m benchmarks.pdf

Each renderer has a process of its own and is warm: imports and one document before the clock starts, which counts
processor time. What is compared is from the finished markup to the bytes; what comes before that (queries, template)
is listed beside it.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

import pikepdf
from django.conf import settings
from django.template.loader import render_to_string

ROUNDS, TARGETS = 15, 6
LOOK = "static/css/pdf.css"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.html")
        before = _write(page)
        costs = {name: _in_its_own_process(name, page) for name in RENDERERS}
    reference = costs["tutorial"][0]
    print(f"{'renderer':<46}{'CPU':>9}{'pages':>7}{'size':>9}{'ratio':>8}")
    for name, (seconds, pages, size) in costs.items():
        label = RENDERERS[name].__doc__ or name
        print(
            f"{label:<46}{seconds * 1000:>6.0f} ms{pages:>7}{size / 1024:>6.0f} kB{seconds / reference:>8.2f}"
        )
    for label, seconds in before.items():
        print(f"{label:<46}{seconds * 1000:>6.0f} ms{'':>24}{seconds / reference:>8.2f}")


def _write(page: Path) -> dict[str, float]:
    """The page as the worker makes it; returns the medians of what it takes before drawing."""
    from benchmarks import filled, scratch

    with scratch.database():
        evaluation = filled.evaluation(TARGETS)
        context = filled.context(evaluation)
        page.write_text(render_to_string("pdf/document.html", context))
        return {
            "before: gathering from the database": _median(lambda: filled.context(evaluation)),
            "before: the template": _median(lambda: render_to_string("pdf/document.html", context)),
        }


def _in_its_own_process(name: str, page: Path) -> tuple[float, int, int]:
    """Median seconds, pages and bytes of one renderer, pinned to the first core."""
    command = [sys.executable, "-m", "benchmarks.pdf", name, str(page)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(told[0]), int(told[1]), int(told[2])


def _draw(name: str, page: Path) -> None:
    """Runs in the renderer's own process."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    drawn = RENDERERS[name](page.read_text())
    content = drawn()
    with pikepdf.open(BytesIO(content)) as document:
        pages = len(document.pages)
    print(_median(drawn), pages, len(content))


def _median(work: Callable[[], object]) -> float:
    """Seconds of processor time, forks included; the first call is not counted."""
    work()
    seconds = []
    for _ in range(ROUNDS):
        begun = _used()
        work()
        seconds.append(_used() - begun)
    return statistics.median(seconds)


def _used() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def tutorial(html: str) -> Callable[[], bytes]:
    """WeasyPrint as in its tutorial (reference)"""
    import weasyprint.pdf.fonts
    from weasyprint import CSS, HTML

    weasyprint.pdf.fonts.harfbuzz_subset = None
    look = settings.BASE_DIR / LOOK
    # The same look, fonts as files: what our fetcher names "static:" lies there.
    text = look.read_text().replace("static:", (settings.BASE_DIR / "static").as_uri() + "/")

    def draw() -> bytes:
        content: bytes = HTML(string=html).write_pdf(stylesheets=[CSS(string=text)], pdf_variant="pdf/ua-1")
        return content

    return draw


def unconfined(html: str) -> Callable[[], bytes]:
    """ours: fonts and look read once"""
    from appraisal import pdf

    return lambda: pdf.draw(html)


def ours(html: str) -> Callable[[], bytes]:
    """ours, in a fork with limits (as the worker does)"""
    from functools import partial

    from appraisal import confined, pdf

    pdf.draw(html)
    return lambda: confined.run(partial(pdf.draw, html))


def typst(html: str) -> Callable[[], bytes]:
    """Typst, the same words in the same tables"""
    import typst as engine

    from benchmarks.as_typst import as_typst

    source = as_typst(html).encode()

    def draw() -> bytes:
        content: bytes = engine.compile(source)
        return content

    return draw


RENDERERS: dict[str, Callable[[str], Callable[[], bytes]]] = {
    one.__name__: one for one in (tutorial, unconfined, ours, *([typst] if find_spec("typst") else []))
}

if __name__ == "__main__":
    if len(sys.argv) > 1:
        _draw(sys.argv[1], Path(sys.argv[2]))
    else:
        main()
