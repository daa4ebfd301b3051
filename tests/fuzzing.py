"""Hostile input for `test_fuzz`: what is put into fields and addresses, and the forms that pages offer."""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, ClassVar
from urllib.parse import urljoin

from django.http import QueryDict

NUL = "a\0b"
ODD_TEXT = (
    "\u202egnp.exe\u2066 😀\ufeff\ud7ff\x1b[0m\x0b\r\n=1+1 <script>alert(1)</script> {{ 7 }} ' \" \\ %00 %s"
)
LONG = "x" * 100_000
HUGE = "-" + "9" * 400
WORDS = (NUL, ODD_TEXT, LONG, "")
VALUES = (*WORDS, HUGE, "1e999999", "NaN", "0001-01-01", "9999-12-31")
# Values of the hidden fields and of the fields that choose something, one set a request.
BENT = ("\0", "-1", HUGE, "NaN", "00000000-0000-4000-8000-000000000000", "[]")
WORST = (NUL, HUGE, "\0")
# What a query may hold; `Watched` tells which names a page looks for.
QUERY_VALUES = ("%00", "9" * 400, "%E2%80%AE%ED%A0%80" + "x" * 3_000, "0", "9999", "99999", "-1", "x")
FREE = {"text", "search", "email", "tel", "number", "date", "url", "password", "file", "textarea"}
PROSE = {"textarea", "file", "password", "search"}


Data = dict[str, str | list[str]]


class Watched(QueryDict):
    """The query of a request that remembers which names were looked for."""

    wanted: ClassVar[set[str]] = set()

    def __getitem__(self, name: str) -> Any:
        self.wanted.add(name)
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:
        self.wanted.add(name)
        return super().get(name, default)

    def getlist(self, name: str, default: Any = None) -> list[Any]:
        self.wanted.add(name)
        return super().getlist(name, default)

    def __contains__(self, name: object) -> bool:
        self.wanted.add(str(name))
        return super().__contains__(name)


def queries(wanted: set[str]) -> Iterator[str]:
    """Every bad value in all names at once, and one of them alone: what is refused first hides what is read next."""
    names = sorted(wanted)
    for value in QUERY_VALUES if names else ():
        yield "&".join(f"{name}={value}" for name in names)
    for name in names if len(names) > 1 else ():
        yield f"{name}={QUERY_VALUES[0]}"


@dataclass
class Form:
    """One POST form of a page: where it goes, and its fields as they were drawn, by kind."""

    action: str
    fields: dict[str, tuple[str, str]] = field(default_factory=dict)  # name → (kind, value)
    token: bool = False  # without it a browser's click is refused; the test client would not notice
    autosave: str = ""
    numbered: bool = False  # carries `_submission`, by which `repeated_forms` knows that it was taken

    @property
    def loses_what_is_typed(self) -> bool:
        """A text to write, and neither a view nor static/js/autosave.js that keeps it."""
        written = any(kind == "textarea" for kind, _value in self.fields.values())
        kept = self.autosave not in {"", "off"} or (self.numbered and not self.autosave)
        return written and not kept

    def sent(self, *, everything: bool) -> Iterator[Data]:
        """What is tried on it; numbers and days only where a line could be meant for them.

        Not everything: what breaks most, and every third of the rest, with another third for the next form.
        """
        kinds = {kind for kind, _ in self.fields.values()}
        values = [*VALUES, [ODD_TEXT, NUL]] if kinds & (FREE - PROSE) else [*WORDS, [ODD_TEXT, NUL]]
        third = zlib.crc32(" ".join(self.fields).encode()) % 3
        tried: list[Data] = []
        for place, value in enumerate([*values, *BENT]):
            if everything or value in WORST or place % 3 == third:
                data = self.filled(value) if place < len(values) else self.bent(str(value))
                if data not in tried:
                    tried.append(data)
                    yield data

    def filled(self, value: str | list[str]) -> Data:
        """Every free field holds the value; what chooses and what is hidden stays as it was drawn."""
        return {name: value if kind in FREE else drawn for name, (kind, drawn) in self.fields.items()}

    def bent(self, value: str) -> Data:
        """The opposite: free fields are harmless, the others hold what no browser would send."""
        return {name: "1" if kind in FREE else value for name, (kind, _) in self.fields.items()}


class _Reader(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.page, self.forms, self.open = page, [], None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form" and values.get("method", "").lower() == "post":
            self.open = Form(urljoin(self.page, values.get("action", "")))
            self.open.autosave = values.get("data-autosave", "")
            self.forms.append(self.open)
        name = values.get("name", "")
        if self.open is not None and name == "csrfmiddlewaretoken":
            self.open.token = True
        if self.open is not None and name == "_submission":
            self.open.numbered = True
        if self.open is None or not name or name in {"csrfmiddlewaretoken", "_submission", "_owner"}:
            return
        kind = values.get("type", "text") if tag == "input" else tag
        if tag in {"input", "select", "textarea", "button"} and (
            kind != "radio" or "checked" in values or name not in self.open.fields
        ):
            self.open.fields[name] = (kind, values.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None


def forms_of(page: str, html: str) -> list[Form]:
    """The POST forms of a page, each address once."""
    reader = _Reader(page)
    reader.feed(html)
    by_action = itertools.groupby(
        sorted(reader.forms, key=lambda form: form.action), lambda form: form.action
    )
    return [max(same, key=lambda form: len(form.fields)) for _, same in by_action]
