"""The official terms: one source for the page 'Istilah', the explanations beside headings, and the guides."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path


@dataclass(frozen=True)
class Term:
    """A term, the sentence of the rule about it, and where that stands."""

    slug: str
    name: str
    group: str
    text: str
    source: str


TERMS: dict[str, Term] = {
    slug: Term(slug=slug, **words)
    for slug, words in tomllib.loads(
        Path(__file__).with_name("terms.toml").read_text(encoding="utf-8")
    ).items()
}


def grouped() -> list[tuple[str, list[Term]]]:
    """All terms in the order of the year."""
    return [(group, list(terms)) for group, terms in groupby(TERMS.values(), key=lambda term: term.group)]
