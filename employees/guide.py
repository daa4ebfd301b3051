"""The users' guides: docs/panduan/*.md, one source for the site's pages, the printed guides and the repository.

Only a little of Markdown is read, and everything else is refused, so that a page and a print never differ: headings,
paragraphs, lists, pictures of static/guide/, **bold** and [links](/…/).
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.text import slugify

FOLDER = settings.BASE_DIR / "docs" / "panduan"
PICTURES = settings.BASE_DIR / "static" / "guide"
# In the order of the list: first what is new, then by role.
SLUGS = (
    "perubahan", "pegawai", "pejabat-penilai", "atasan", "kepegawaian", "pimpinan-auditor", "masyarakat",
)  # fmt: skip
_RUN = re.compile(r"\*\*(?P<bold>[^*]+)\*\*|\[(?P<label>[^\]]+)\]\((?P<url>/[^)]*)\)|(?P<plain>[^*\[]+)")
_PICTURE = re.compile(r"!\[(?P<alt>[^\]]+)\]\(\.\./\.\./static/guide/(?P<name>[a-z-]+\.png)\)")
_ITEM = re.compile(r"(?P<mark>-|\d+\.) (?P<text>.+)")


@dataclass(frozen=True)
class Run:
    """A piece of a line: plain, bold, or a link."""

    text: str
    strong: bool = False
    url: str = ""


@dataclass(frozen=True)
class Block:
    """One thing of a guide. `kind`: heading, paragraph, bullets, steps or picture."""

    kind: str
    lines: list[list[Run]] = field(default_factory=list)
    text: str = ""
    slug: str = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True)
class Guide:
    """A guide as it is read."""

    slug: str
    title: str
    lead: str
    blocks: list[Block]

    @property
    def pictures(self) -> list[Block]:
        return [block for block in self.blocks if block.kind == "picture"]

    @property
    def printed(self) -> Path:
        """Its PDF, drawn by `manage.py draw_guides`."""
        return FOLDER / "pdf" / f"{self.slug}.pdf"


@cache
def guide(slug: str) -> Guide:
    """One of the guides.

    Raises:
        KeyError: there is none of this name.
        ValueError: its text uses what is not read.
    """
    if slug not in SLUGS:
        raise KeyError(slug)
    return parsed(slug, (FOLDER / f"{slug}.md").read_text(encoding="utf-8"))


def guides() -> list[Guide]:
    """All of them, in order."""
    return [guide(slug) for slug in SLUGS]


def parsed(slug: str, source: str) -> Guide:
    """A guide of its source: title, lead, then blocks parted by empty lines; a heading needs none below it."""
    title, lead, *rest = [part for part in re.split(r"\n\s*\n", source.strip()) if part]
    if not title.startswith("# "):
        raise ValueError(f"{slug}: begins with '# '")
    blocks = [block for part in rest for block in _blocks(part.splitlines())]
    return Guide(slug, title.removeprefix("# "), " ".join(lead.split()), blocks)


def _blocks(lines: list[str]) -> list[Block]:
    if lines[0].startswith("## "):
        name = lines[0].removeprefix("## ")
        heading = Block("heading", text=name, slug=slugify(name))
        return [heading, *(_blocks(lines[1:]) if lines[1:] else [])]
    if found := _PICTURE.fullmatch(lines[0]):
        return [_picture(found["name"], found["alt"])]
    items = [_ITEM.fullmatch(line) for line in lines]
    if all(items):
        marks = {item["mark"] == "-" for item in items if item}
        if len(marks) > 1:
            raise ValueError(f"a list is of one kind: {lines[0]}")
        return [Block("bullets" if marks.pop() else "steps", [runs(item["text"]) for item in items if item])]
    if any(items) or lines[0].startswith(("#", "!", "|", ">", "`")):
        raise ValueError(f"not read in a guide: {lines[0]}")
    return [Block("paragraph", [runs(" ".join(lines))])]


def _picture(name: str, alt: str) -> Block:
    """With its size, so that the page does not jump; a PNG says it in its first bytes."""
    with (PICTURES / name).open("rb") as file:
        width, height = struct.unpack(">II", file.read(24)[16:])
    return Block("picture", text=alt, slug=name, width=width, height=height)


def runs(line: str) -> list[Run]:
    """A line in pieces."""
    found, place = [], 0
    while place < len(line):
        piece = _RUN.match(line, place)
        if piece is None:
            raise ValueError(f"not read in a guide: {line[place:]}")
        text = piece["bold"] or piece["label"] or piece["plain"]
        found.append(Run(text, strong=piece["bold"] is not None, url=piece["url"] or ""))
        place = piece.end()
    return found
