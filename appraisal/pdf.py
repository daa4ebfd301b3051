"""HTML to PDF: the only place that knows WeasyPrint.

Documents carry what people typed, so rendering counts as hostile input: the fetcher serves a handful of files
by name and stops the rendering at anything else. WeasyPrint's own fetcher would read local files and call the
network (`<link rel=attachment href=file:///…>` embeds any file that the worker may read).
"""

from __future__ import annotations

import gc
from functools import cache, partial
from io import BytesIO
from typing import Any

import pikepdf
from django.conf import settings
from django.template.loader import render_to_string
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from appraisal import confined
from appraisal.papers.emblem import served

MOST_PAGES = 200
STYLESHEET = "static:css/pdf.css"
FONTS = (
    "arimo-latin-400-normal.woff2",
    "arimo-latin-ext-400-normal.woff2",
    "arimo-latin-700-normal.woff2",
    "arimo-latin-ext-700-normal.woff2",
    "arimo-latin-400-italic.woff2",
    "arimo-latin-ext-400-italic.woff2",
    "dejavu-signs-400-normal.woff2",
)


class TooLongError(confined.DrawingError, ValueError):
    """More pages than an official document may have."""

    reason = "TOO_LONG"


class ForeignResourceError(confined.DrawingError):
    """Something in a document asked for a resource that is not ours; nothing is rendered then."""

    reason = "FOREIGN"


class ForbiddenURLError(FatalURLFetchingError):
    """The same inside WeasyPrint, which goes on after any error that is an `Exception`."""


class ClosedFetcher(URLFetcher):
    """Serves our fonts and the emblem by name and nothing else: no file, no data:, no network, no redirect."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        content, content_type = self._ours(url)
        return URLFetcherResponse(url, BytesIO(content), {"Content-Type": content_type})

    def _ours(self, url: str) -> tuple[bytes, str]:
        name = url.removeprefix("static:fonts/")
        if name != url and name in FONTS:
            return (settings.BASE_DIR / "static" / "fonts" / name).read_bytes(), "font/woff2"
        picture = served(url)
        if picture is None:
            raise ForbiddenURLError(f"Not served to documents: {url[:200]}")
        return picture


@cache
def _look() -> tuple[CSS, FontConfiguration]:
    """Stylesheet and fonts, read once per process."""
    fonts = FontConfiguration()
    text = (settings.BASE_DIR / "static" / "css" / "pdf.css").read_text()
    look = CSS(string=text, base_url=STYLESHEET, url_fetcher=ClosedFetcher(), font_config=fonts)
    gc.freeze()  # what was read lives as long as the process; looking through it again took a quarter of a document
    return look, fonts


def render_pdf(template: str, context: dict[str, Any]) -> bytes:
    """A tagged PDF (PDF/UA-1) of one of our templates; what stands in `context` is escaped as on a page.

    Raises:
        DrawingError: a document that cannot be drawn: ForeignResourceError and TooLongError, or a limit of
            `confined.run`.
    """
    _look()  # once in this process; a fork that read them would do so for nobody else
    work = partial(draw, render_to_string(template, context))
    return confined.run(work, known=(ForeignResourceError, TooLongError))


def draw(html: str) -> bytes:
    """`render_pdf` of a finished page, in this very process and without its limits of time and memory."""
    look, fonts = _look()
    page = HTML(string=html, base_url=STYLESHEET, url_fetcher=ClosedFetcher())
    options = {"stylesheets": [look], "font_config": fonts, "pdf_variant": "pdf/ua-1"}
    try:
        document = page.render(**options)
        if len(document.pages) > MOST_PAGES:
            raise TooLongError(f"Dokumen ini {len(document.pages)} halaman; paling banyak {MOST_PAGES}.")
        written: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    except ForbiddenURLError as error:
        raise ForeignResourceError(str(error)) from error
    return written


def draw_styled(html: str, css: str, fetcher: ClosedFetcher) -> bytes:
    """A page with a look of its own, written by us and not by users: the guides."""
    fonts = FontConfiguration()
    look = CSS(string=css, base_url=STYLESHEET, url_fetcher=fetcher, font_config=fonts)
    page = HTML(string=html, base_url=STYLESHEET, url_fetcher=fetcher)
    written: bytes = page.write_pdf(
        stylesheets=[look], font_config=fonts, pdf_variant="pdf/ua-1", optimize_images=True
    )
    return written


def page_count(content: bytes) -> int:
    """How many pages a PDF has."""
    with pikepdf.open(BytesIO(content)) as document:
        return len(document.pages)
