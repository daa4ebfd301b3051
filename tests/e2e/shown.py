"""Answers of the test client shown in Chromium: pages need no second connection to the database, nor commits."""

from __future__ import annotations

import gzip
import mimetypes
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponseBase
from playwright.sync_api import Browser, Page

ROOT = Path(settings.BASE_DIR)
HERE = Path(__file__).parent
TOOLS = {
    "/axe.js": (ROOT / "tests" / "vendor" / "axe-core" / "axe.min.js").read_bytes(),
    "/looks.js": (HERE / "looks.js").read_bytes(),
}
NAMED = re.compile(r"""["'(](/static/[^"'()#?]+\.(?:css|js|svg))""")
WITH_TOOLS = b"".join(f'<script src="{path}"></script>'.encode() for path in TOOLS) + b"</body>"


@cache
def static(path: str) -> bytes:
    return (ROOT / path.lstrip("/")).read_bytes()


@cache
def packed(path: str) -> int:
    """How many bytes of a static file travel: fonts as they are, everything else compressed."""
    content = static(path)
    return len(content) if path.endswith(".woff2") else len(gzip.compress(content, 9))


class Shelf(ThreadingHTTPServer):
    """Serves static files as the site does, to be kept by the browser, and one page under any other address."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.page: HttpResponseBase | None = None
        self.path = ""
        self.slow = 0.0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Shelf
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path.startswith("/static/"):
            if path.endswith(".woff2") and self.server.slow:
                threading.Event().wait(self.server.slow)
            self.reply(static(path), mimetypes.guess_type(path)[0] or "font/woff2", "max-age=3600, immutable")
        elif path in TOOLS:
            self.reply(TOOLS[path], "text/javascript", "max-age=3600, immutable")
        elif self.server.page is None or path != self.server.path:
            self.send_response(204)  # what the page asks for by itself: it stays as it came
            self.end_headers()
        else:
            page = self.server.page
            body = page.content.replace(b"</body>", WITH_TOOLS)
            self.reply(
                body, page.headers["Content-Type"], "no-store", page.headers["Content-Security-Policy"]
            )

    def reply(self, body: bytes, kind: str, keep: str, policy: str = "") -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", keep)
        if policy:
            self.send_header("Content-Security-Policy", policy)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Silence."""


class Show:
    """One page after the other in one tab."""

    def __init__(self, page: Page, shelf: Shelf) -> None:
        self.page, self.shelf = page, shelf

    def open(self, response: HttpResponseBase, path: str) -> Page:
        self.shelf.page, self.shelf.path = response, path
        self.page.goto(self.shelf.url + path, wait_until="load")
        return self.page

    def complaints(self, *, frame: bool = False) -> list[str]:
        """What is wrong with the open page, on a desk and then on the narrowest phone."""
        found = list(self.page.evaluate("frame => looks.desk(frame)", frame))
        self.page.set_viewport_size(
            {"width": 320, "height": 4000}
        )  # tall: no bar at the foot lies over a button
        found += self.page.evaluate("looks.phone()")
        self.page.set_viewport_size({"width": 1280, "height": 800})
        return found

    def put(self, response: HttpResponseBase, path: str, look: str) -> list[str]:
        """The same much quicker: markup in the place of what stood there, in a tab with the tools; no script runs."""
        if not self.page.url.startswith(self.shelf.url):
            self.open(response, path)
        told = f"async (markup) => {{ await looks.put(markup); return looks.{look}(); }}"
        return list(self.page.evaluate(told, response.content.decode()))

    def returned(self) -> list[str]:
        """What is wrong with what a form says that comes back."""
        return list(self.page.evaluate("looks.returned()"))

    def weight(self) -> tuple[int, int, float]:
        """Bytes of the open page alone, of everything that it loads, and how far its parts moved meanwhile."""
        page = len(gzip.compress(self.shelf.page.content))
        loaded = {path for path in self.page.evaluate("looks.loaded()") if path.startswith("/static/")}
        return page, page + sum(packed(path) for path in loaded), self.page.evaluate("looks.shift()")


def weight_with_what_it_names(response: HttpResponseBase) -> int:
    """Bytes of a page with its styles and scripts; fonts aside, and pictures, which come when they are reached."""
    named = set(NAMED.findall(response.content.decode()))
    return len(gzip.compress(response.content)) + sum(packed(path) for path in named)


@contextmanager
def showing(browser: Browser, width: int = 1280) -> Iterator[Show]:
    """A tab for one page after the other."""
    shelf = Shelf()
    thread = threading.Thread(target=shelf.serve_forever)
    thread.start()
    context = browser.new_context(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    try:
        yield Show(context.new_page(), shelf)
    finally:
        context.close()
        shelf.shutdown()
        thread.join()
        shelf.server_close()
